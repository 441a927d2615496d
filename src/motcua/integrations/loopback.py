"""What do the fakes of services stand on? A real HTTP server on this machine that answers as it was told to."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """What a fake answers: a status, a body (JSON, or bytes that are none), headers; first it waits `after` seconds."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Request:
    """What a fake was asked: path, headers, JSON."""

    path: str
    headers: Mapping[str, str]
    said: Any


class Loopback:
    """Answers each POST by a function; `url` once it runs. Use as a context manager."""

    def __init__(self, answer: Callable[[Request], Reply]) -> None:
        self._gone = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answer, self._gone))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gone.set()
        self._server.shutdown()
        self._server.server_close()


def _handler(answer: Callable[[Request], Reply], gone: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), _LIMIT))
            reply = answer(Request(self.path, dict(self.headers), json.loads(body or b"null")))
            gone.wait(reply.after)
            raw = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)
            except OSError:  # whoever asked did not wait
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    return Handler
