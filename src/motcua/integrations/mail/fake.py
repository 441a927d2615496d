"""An SMTP server on this machine: takes mail, or refuses receivers, or answers with a fault."""

import socketserver
import threading
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import Self


class FakeMailServer:
    """`script`: how the next letters are answered (`refused`, `later`, `fault`), then taken. `letters`: in order."""

    def __init__(self, *script: str) -> None:
        self.script = list(script)
        self.letters: list[EmailMessage] = []
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _talk(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        """Its port."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def receiver_answer(self) -> bytes:
        """What it says to the next receiver."""
        manner = self.script.pop(0) if self.script else ""
        return {
            "refused": b"550 5.1.1 no such mailbox",
            "later": b"450 4.2.1 mailbox busy",
            "fault": b"421 4.3.0 closing",
        }.get(manner, b"250 ok")

    def take(self, raw: bytes) -> None:
        """Keep a letter."""
        self.letters.append(message_from_bytes(raw, policy=default))


def _talk(server: FakeMailServer) -> type[socketserver.StreamRequestHandler]:
    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say(b"220 loopback")
            while line := self.rfile.readline().strip():
                word = line.split(b" ")[0].split(b":")[0].upper()
                if word == b"QUIT":
                    self._say(b"221 bye")
                    return
                if word == b"DATA":
                    self._say(b"354 go on")
                    server.take(self._letter())
                    self._say(b"250 taken")
                else:
                    self._say(server.receiver_answer() if word == b"RCPT" else b"250 ok")

        def _letter(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                lines.append(line[1:] if line.startswith(b"..") else line)
            return b"".join(lines)

        def _say(self, answer: bytes) -> None:
            self.wfile.write(answer + b"\r\n")

    return Talk
