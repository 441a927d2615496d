"""A payment gateway to try against: it serves real HTTP, and misbehaves when it is told to."""

import json
import secrets
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from motcua.integrations.paying.gateway.map import Envelope, headers_of, pay_address_holds, sealed

Deliver = Callable[[bytes, dict[str, str]], int]
_PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Cổng thanh toán thử</title>
<h1>Cổng thanh toán thử</h1><p>Số tiền: {amount} đồng. Nội dung: {reference}</p>
<form method="post" action="/pay?{query}"><button name="choice" value="paid">Thanh toán</button>
<button name="choice" value="silent">Thanh toán, không báo</button>
<button name="choice" value="failed">Hủy</button></form></html>"""


@dataclass(slots=True)
class Payment:
    """A payment at the gateway."""

    reference: str
    transaction: str
    amount: int
    status: str = "paid"


class FakeGateway(AbstractContextManager["FakeGateway"]):
    """Serves /pay (a page with buttons) and /query on the loopback; `deliver` brings callbacks to the office.

    `now` is the clock that it signs by. `silent`: /query gives no good answer.
    """

    def __init__(
        self, now: Callable[[], datetime], deliver: Deliver | str, *, merchant: str = "mot-cua"
    ) -> None:
        self.now, self.merchant = now, merchant
        self.secret = secrets.token_hex(16)
        self.payments: dict[str, Payment] = {}
        self.silent = False
        self._deliver = deliver if callable(deliver) else _posting_to(deliver)

    def __enter__(self) -> "FakeGateway":
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"gateway": self}))
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_said: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def settings(self) -> dict[str, str]:
        """As the office's settings name it."""
        return {"url": self.url, "merchant": self.merchant, "secret": self.secret}

    def pay(self, reference: str, amount: int, *, status: str = "paid") -> Payment:
        """Somebody pays here; nobody is told yet."""
        payment = Payment(reference, f"GW{secrets.token_hex(8).upper()}", amount, status)
        self.payments[reference] = payment
        return payment

    def message(self, payment: Payment, *, at: datetime | None = None, **more: Any) -> Envelope:
        """A signed message about a payment; `more` says a field otherwise."""
        said = {
            "merchant": self.merchant,
            "reference": payment.reference,
            "transaction": payment.transaction,
            "amount": payment.amount,
            "currency": "VND",
            "status": payment.status,
        }
        body = json.dumps(said | more).encode()
        return sealed(self.secret, body, nonce=secrets.token_hex(16), at=at or self.now())

    def send(self, envelope: Envelope) -> int:
        """Deliver a message; the status that the office answers."""
        return self._deliver(envelope.body, headers_of(envelope))

    def tell(self, payment: Payment, **more: Any) -> int:
        """Sign and deliver."""
        return self.send(self.message(payment, **more))

    def answer(self, body: bytes) -> bytes:
        """What /query answers."""
        said = json.loads(body)
        payment = self.payments.get(said["reference"]) or Payment(said["reference"], "none", 1, "pending")
        told = self.message(payment)
        return told.body


def _posting_to(url: str) -> Deliver:
    def deliver(body: bytes, headers: dict[str, str]) -> int:
        request = urllib.request.Request(url, data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            refused.close()
            return refused.code

    return deliver


class _Handler(BaseHTTPRequestHandler):
    """One request; `gateway` is set by the class made for each fake."""

    gateway: FakeGateway

    def do_GET(self) -> None:
        query = urlsplit(self.path).query
        if not pay_address_holds(query, self.gateway.secret):
            return self._answer(403, "text/plain", b"bad signature")
        said = {name: escape(values[0]) for name, values in parse_qs(query).items()}
        page = _PAGE.format(amount=said["amount"], reference=said["reference"], query=escape(query))
        return self._answer(200, "text/html; charset=utf-8", page.encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if urlsplit(self.path).path == "/query":
            return self._query(body)
        return self._chosen(parse_qs(urlsplit(self.path).query), parse_qs(body.decode()))

    def _query(self, body: bytes) -> None:
        if self.gateway.silent:
            return self._answer(500, "text/plain", b"out of order")
        told, nonce = self.gateway.answer(body), self.headers["X-Gateway-Nonce"]
        seal = sealed(self.gateway.secret, told, nonce=nonce, at=self.gateway.now())
        said = {"timestamp": seal.timestamp, "nonce": seal.nonce, "signature": seal.signature}
        return self._answer(200, "application/json", json.dumps(said | {"body": told.decode()}).encode())

    def _chosen(self, said: dict[str, list[str]], form: dict[str, list[str]]) -> None:
        choice = form.get("choice", ["failed"])[0]
        status = "failed" if choice == "failed" else "paid"
        payment = self.gateway.pay(said["reference"][0], int(said["amount"][0]), status=status)
        if choice != "silent":
            self.gateway.tell(payment)
        self.send_response(303)
        self.send_header("Location", said["return_url"][0])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""
