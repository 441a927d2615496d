"""Small servers that speak the real protocols: a signing service (CSC API v2) and a time-stamp authority (RFC 3161)."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from asn1crypto import keys, pem, tsp, x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa, utils
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.integrations.signing.software.authority import Issued
from tests.signing_keys import authority


@contextmanager
def served(answer: Any) -> Iterator[str]:
    """A server on a free port; `answer(path, headers, body)` gives status, type and body."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, kind, content = answer(self.path, self.headers, body)
            try:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:  # the asker has given up
                self.close_connection = True

        def log_message(self, *_said: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class SigningService:
    """One credential `cred-1` behind a token and a PIN; a permit is good once, for the hashes it was given for."""

    def __init__(self, issued: Issued, above: Issued, *, pin: str, fault: str = "") -> None:
        self.issued, self.above, self.pin, self.fault = issued, above, pin, fault
        self.token = "office-token"
        self.asked: list[str] = []
        self.largest = 0
        self.permits: dict[str, list[str]] = {}

    def __enter__(self) -> "SigningService":
        self._serving = served(self._answer)
        self.url = self._serving.__enter__()
        return self

    def __exit__(self, *said: Any) -> None:
        self._serving.__exit__(*said)

    def _answer(self, path: str, headers: Any, body: bytes) -> tuple[int, str, bytes]:
        if self.fault == "silent":
            time.sleep(0.8)
        if self.fault == "garbage":
            return 200, "application/json", b"[1, 2"
        what = path.removeprefix("/csc/v2/")
        self.asked.append(what)
        self.largest = max(self.largest, len(body))
        said = json.loads(body)
        if headers["Authorization"] != f"Bearer {self.token}":
            return 401, "application/json", b'{"error": "access_denied"}'
        if said["credentialID"] != "cred-1":
            return 400, "application/json", b'{"error": "invalid_request"}'
        told = {
            "credentials/info": self._info,
            "credentials/authorize": self._authorize,
            "signatures/signHash": self._sign,
        }[what](said)
        if told is None:
            return 400, "application/json", b'{"error": "invalid_pin"}'
        return 200, "application/json", json.dumps(told).encode()

    def _info(self, _said: Any) -> dict[str, Any]:
        chain = [base64.b64encode(_der(one.certificate)).decode() for one in (self.issued, self.above)]
        status = "disabled" if self.fault == "disabled" else "enabled"
        return {
            "key": {"status": status, "algo": ["1.2.840.113549.1.1.11"], "len": 2048},
            "cert": {"status": "valid", "certificates": chain},
            "multisign": 1,
            "SCAL": "2",
        }

    def _authorize(self, said: Any) -> dict[str, Any] | None:
        if {"id": "PIN", "value": self.pin} not in said.get("authData", []):
            return None
        permit = f"permit-{len(self.permits)}"
        self.permits[permit] = said["hashes"]
        return {"SAD": permit, "expiresIn": 60}

    def _sign(self, said: Any) -> dict[str, Any] | None:
        if self.permits.pop(said["SAD"], None) != said["hashes"]:
            return None
        key = serialization.load_pem_private_key(self.issued.key, password=None)
        assert isinstance(key, rsa.RSAPrivateKey)
        values = [
            key.sign(base64.b64decode(one), padding.PKCS1v15(), utils.Prehashed(hashes.SHA256()))
            for one in said["hashes"]
        ]
        if self.fault == "lies":
            values = [bytes(len(value)) for value in values]
        return {"signatures": [base64.b64encode(value).decode() for value in values]}


@contextmanager
def stamping_server(issued: Issued, at: datetime, *, fault: str = "") -> Iterator[str]:
    """A time-stamp authority whose clock stands at `at`; its URL."""
    key = serialization.load_pem_private_key(issued.key, password=None).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    stamper = DummyTimeStamper(
        x509.Certificate.load(_der(issued.certificate)),
        keys.PrivateKeyInfo.load(key),
        SimpleCertificateStore.from_certs([x509.Certificate.load(_der(authority().certificate))]),
        fixed_dt=at,
    )

    def answer(_path: str, _headers: Any, body: bytes) -> tuple[int, str, bytes]:
        if fault == "silent":
            time.sleep(0.8)
        if fault == "garbage":
            return 200, "text/html", b"<p>500</p>"
        made = stamper.request_tsa_response(tsp.TimeStampReq.load(body))
        return 200, "application/timestamp-reply", made.dump()

    with served(answer) as url:
        yield url


def _der(certificate: bytes) -> bytes:
    _name, _headers, der = pem.unarmor(certificate)
    assert pyca.load_der_x509_certificate(der)
    return bytes(der)
