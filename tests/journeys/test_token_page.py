"""A leader signs with the token in their own machine: the page asks the program there, the answer goes back."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from playwright.sync_api import expect

from motcua.integrations.signing.software.authority import Issued
from motcua.organisation.terms import Role
from tests.cast import P5
from tests.dossiers.test_digital_signatures import LATER, decided, ready
from tests.dossiers.test_signing_elsewhere import token_program
from tests.journeys.walking import Walk
from tests.web.staff.test_signing_elsewhere import registered

pytestmark = pytest.mark.needs_chromium


@pytest.fixture
def key(seeded_alone: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Issued:
    """The leader's certificate is registered."""
    monkeypatch.setattr(settings, "SIGNING_FOLDER", tmp_path)
    return registered()


@pytest.fixture
def service(key: Issued) -> Iterator[str]:
    """The program beside the token, as docs/ky-so-tai-may.md has it."""

    class Program(BaseHTTPRequestHandler):
        """Answers the page of the office only."""

        def do_OPTIONS(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            values = {code: b64encode(value).decode() for code, value in token_program(asked, key).items()}
            self._answer(json.dumps({"signatures": values}).encode())

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", self.headers["Origin"])
            self.send_header("Access-Control-Allow-Headers", "Content-Type")
            self.send_header("Access-Control-Allow-Private-Network", "true")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Program)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.requirement("R-077")
def test_one_press_signs_with_the_token_on_this_machine(walk: Callable[[str], Walk], service: str) -> None:
    file = settings.SIGNING_FOLDER / "signing.toml"
    file.write_text(f'local_service = "{service}"\n{file.read_text()}')
    desk = walk(P5)
    desk.set_clock(LATER)
    dossiers = [ready(), ready()]
    desk.enter(Role.APPROVE, LATER)
    desk.page.goto("/can-bo/ky-so/")
    desk.press("Chuẩn bị ký bằng thiết bị")
    expect(desk.page.get_by_text("2 kết quả đã chuẩn bị")).to_be_visible(timeout=60_000)
    desk.looks("sign-elsewhere")
    desk.press("Ký ngay bằng thiết bị trên máy này")
    expect(desk.page.get_by_text("Đã xong 2 kết quả")).to_be_visible(timeout=60_000)
    assert {decided(one).state for one in dossiers} == {"signed"}
