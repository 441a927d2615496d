"""Nobody else gets the address that an office is about to be served at."""

import http.client
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.cli.address import Address, free_address
from motcua.core.refusals import Refused


def _listening_as_a_worker(address: Address) -> socket.socket:
    worker = socket.socket()
    for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
        worker.setsockopt(socket.SOL_SOCKET, option, 1)
    worker.bind((address.host, address.port))
    worker.listen()
    return worker


def test_an_address_that_is_kept_is_not_given_again_before_anybody_listens():
    with (
        free_address("127.0.0.1", 0) as kept,
        pytest.raises(Refused) as refused,
        free_address(kept.host, kept.port),
    ):
        pass
    assert refused.value.refusal.code == "port_taken"
    assert f"--port {kept.port + 1}" in refused.value.refusal.text


def test_workers_listen_at_the_kept_address_and_all_who_come_reach_them():
    with free_address("127.0.0.1", 0) as kept, _listening_as_a_worker(kept) as worker:
        for _ in range(20):
            with socket.create_connection((kept.host, kept.port), timeout=5) as caller:
                caller.sendall(b"x")
                answering, _address = worker.accept()
                with answering:
                    assert answering.recv(1) == b"x"


def test_the_address_is_free_once_it_is_let_go():
    with free_address("127.0.0.1", 0) as kept:
        pass
    with free_address(kept.host, kept.port) as again:
        assert again == kept


def test_a_second_up_at_the_address_is_refused_while_the_first_still_prepares(tmp_path: Path):
    with free_address("127.0.0.1", 0) as first:
        words = ["up", "--data", str(tmp_path / "other"), "--port", str(first.port)]
        done = subprocess.run(
            [sys.executable, "-m", "motcua.cli", *words], capture_output=True, text=True, timeout=60
        )
        with pytest.raises(OSError, match="refused"):
            http.client.HTTPConnection(first.host, first.port, timeout=5).connect()
    assert done.returncode != 0
    assert f"Không dùng được 127.0.0.1:{first.port}" in done.stderr
    assert "Hãy chọn cổng khác" in done.stderr
