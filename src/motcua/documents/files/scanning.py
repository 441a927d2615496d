"""Is there a virus in it? Asked of clamd over its socket (INSTREAM); where it is silent, the file waits."""

import socket
import struct

from django.conf import settings

from motcua.documents.files.kinds import ScanState

_SECONDS = 20.0
_PIECE = 1 << 17
_ASK = b"zINSTREAM\0"
_ANSWER = 4096


def scan(content: bytes) -> ScanState:
    """What the scanner says; WAITING where it does not answer or says it could not look."""
    if not settings.FILES.scanner:
        return ScanState.NOT_SET_UP
    try:
        said = _ask(content, settings.FILES.scanner)
    except OSError:
        return ScanState.WAITING
    if said.endswith(b" FOUND"):
        return ScanState.INFECTED
    return ScanState.CLEAN if said.endswith(b": OK") else ScanState.WAITING


def _ask(content: bytes, where: str) -> bytes:
    with _connected(where) as link:
        link.sendall(_ASK)
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE]
            link.sendall(struct.pack(">I", len(piece)) + piece)
        link.sendall(struct.pack(">I", 0))
        answer = b""
        while part := link.recv(_ANSWER):
            answer += part
            if len(answer) > _ANSWER:
                break
        return answer.rstrip(b"\0\n ")


def _connected(where: str) -> socket.socket:
    """A path is a Unix socket, anything else host:port."""
    if not where.startswith("/"):
        host, _, port = where.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=_SECONDS)
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    link.settimeout(_SECONDS)
    try:
        link.connect(where)
    except OSError:
        link.close()
        raise
    return link
