"""Is the address free, and does it answer yet?"""

import http.client
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from motcua.cli.children import last_lines
from motcua.core.refusals import refuse

_PATIENCE = 120  # seconds
_HEALTH = "/api/v1/health"


@dataclass(frozen=True, slots=True)
class Address:
    """Where pages are served."""

    host: str
    port: int

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


@contextmanager
def free_address(host: str, port: int) -> Iterator[Address]:
    """The address if nobody has it, kept from others while the block lasts; port 0 finds one. Refused: `port_taken`.

    Several workers listen at one address, each with a socket of its own, which the system allows to whoever asks for
    it: a second office would share the address unnoticed and be answered by turns. Ours lets in what we start only
    after it has taken the address for itself.
    """
    with socket.socket() as ours:
        # An address whose last connections just ended is free.
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ours.bind((host, port))
        except OSError as error:
            raise refuse(
                "port_taken",
                f"Không dùng được {host}:{port} ({error.strerror}). "
                f"Hãy chọn cổng khác, ví dụ --port {port + 1}.",
            ) from error
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        yield Address(host, ours.getsockname()[1])


def until_ready(address: Address, *, alive: Callable[[], None], log: Path, health: str = _HEALTH) -> None:
    """Wait until the health call answers 200. Refused: `not_ready` with the log's end, or what `alive` finds."""
    deadline = time.monotonic() + _PATIENCE
    last = "không trả lời"
    while time.monotonic() < deadline:
        alive()
        last = _answer(address, health)
        if last == "200":
            return
        time.sleep(0.1)
    raise refuse(
        "not_ready",
        f"Máy chủ tại {address.url} chưa sẵn sàng sau {_PATIENCE} giây ({health}: {last}). "
        f"Hãy xem {log} rồi chạy lại.\n{last_lines(log)}",
    )


def _answer(address: Address, health: str) -> str:
    """The status of the health call, or why there is none; asked under a name that the settings allow."""
    name = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "") or address.host
    connection = http.client.HTTPConnection(address.host, address.port, timeout=5)
    try:
        connection.request("GET", health, headers={"Host": name})
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
    finally:
        connection.close()
