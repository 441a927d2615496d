"""How is something told in a stream of Server-Sent Events? (WHATWG HTML, 9.2)"""

from dataclasses import dataclass

# Only a comment: it keeps the line open and tells a screen nothing.
AWAY = b": the database is away\n\n"
# For a screen that came back and missed nothing.
KNOWN = b"event: beat\ndata: {}\n\n"
RETRY = b"retry: 3000\n\n"  # milliseconds until a browser tries again


@dataclass(frozen=True, slots=True)
class Told:
    """What the screens of a desk show: one line of JSON; `id` is another one whenever it is."""

    id: str
    body: str


def event(kind: str, told: Told) -> bytes:
    """`hall`: the state as it is now. `resync`: the same, after notifications may have been missed."""
    return f"id: {told.id}\nevent: {kind}\ndata: {told.body}\n\n".encode()


def beat(shown: str) -> bytes:
    """A sign of life with the office's time (ISO): without one for 45 seconds a screen says "mất kết nối"."""
    return f'event: beat\ndata: {{"at": "{shown}"}}\n\n'.encode()
