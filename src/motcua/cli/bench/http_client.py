"""How does the served office answer many connections at once? A process of its own, reading its orders as JSON.

Orders: host, port, seconds, and for each connection the requests it sends by turns. Answer: how many, in how many
seconds, the latencies' percentiles in ms, how often each status.
"""

import json
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from itertools import cycle
from typing import Any

_ENOUGH = 65_536
_TOLD = 600  # bytes of the first answer that was no act


def main() -> None:
    """Read the orders, press on, tell."""
    orders = json.loads(sys.stdin.read())
    print(json.dumps(_load(orders)))


def _load(orders: dict[str, Any]) -> dict[str, Any]:
    latencies: list[float] = []
    statuses: Counter[int] = Counter()
    barrier = threading.Barrier(len(orders["connections"]) + 1)
    clients = [
        threading.Thread(target=_press_on, args=(orders, requests, barrier, latencies, statuses), daemon=True)
        for requests in orders["connections"]
    ]
    for client in clients:
        client.start()
    barrier.wait()
    begun = time.perf_counter()
    for client in clients:
        client.join()
    took = time.perf_counter() - begun
    told = {"statuses": dict(statuses), "refused": orders.get("refused", "")}
    return {"count": len(latencies), "seconds": took, **_percentiles(latencies), **told}


def _press_on(
    orders: dict[str, Any],
    requests: Sequence[str],
    barrier: threading.Barrier,
    latencies: list[float],
    statuses: Counter[int],
) -> None:
    """One connection kept open: the next request as soon as the last is answered; a turn once begun is ended."""
    with socket.create_connection((orders["host"], orders["port"]), timeout=30) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        barrier.wait()
        until = time.perf_counter() + orders["seconds"]
        for place, request in cycle(enumerate(text.encode() for text in requests)):
            sent = time.perf_counter()
            if sent >= until and place == 0:
                return
            wire.sendall(request)
            status, said = _answer(wire)
            statuses[status] += 1
            if status >= 400 and "refused" not in orders:
                orders["refused"] = said[:_TOLD].decode(errors="replace")
            latencies.append((time.perf_counter() - sent) * 1e3)


def _answer(wire: socket.socket) -> tuple[int, bytes]:
    """Read one whole answer: its status and body."""
    got = b""
    while b"\r\n\r\n" not in got:
        more = wire.recv(_ENOUGH)
        if not more:
            raise ConnectionError("the server hung up")
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        body += wire.recv(_ENOUGH)
    return int(head.split(b" ", 2)[1]), body


def _percentiles(latencies: list[float]) -> dict[str, float]:
    ordered = sorted(latencies) or [0.0]
    return {f"p{share}": ordered[min(len(ordered) * share // 100, len(ordered) - 1)] for share in (50, 99)}


if __name__ == "__main__":
    main()
