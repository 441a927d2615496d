"""How do many people file online at once? Browsers without script, each with a connection of its own.

Orders as JSON: host, port, procedure, unit, paper, photo (hex), think (seconds on a page, on average), people (session,
id, name). Answer: latencies in ms by kind, the receipts, the first refusal.
"""

import http.client
import json
import random
import re
import secrets
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

_VERSION = re.compile(rb'name="version"[^>]*value="(\d+)"')
_TAG = re.compile(r"<[^>]+>")
_BOUNDARY = "----motcua-bench"
_PATIENCE = 60


@dataclass(slots=True)
class Heard:
    """What all people heard together."""

    pages: list[float] = field(default_factory=list)
    uploads: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    refused: str = ""


def main() -> None:
    """Read the orders, let everybody file, tell."""
    orders = json.loads(sys.stdin.read())
    heard = Heard()
    people = [
        threading.Thread(target=_file, args=(orders, one, place, heard), daemon=True)
        for place, one in enumerate(orders["people"])
    ]
    begun = time.perf_counter()
    for person in people:
        person.start()
    for person in people:
        person.join()
    told = {name: getattr(heard, name) for name in Heard.__dataclass_fields__}
    print(json.dumps({"seconds": time.perf_counter() - begun, **told}))


def _file(orders: dict[str, Any], person: dict[str, str], place: int, heard: Heard) -> None:
    dice = random.Random(f"{orders['seed']} {place}")
    browser = _Browser(orders, person, heard)
    time.sleep(dice.random() * orders["think"])
    try:
        for step, said in _steps(orders, person):
            browser.get(step)
            time.sleep(orders["think"] * (1 / 3 + dice.random() * 4 / 3))
            browser.post(step, said)
        browser.upload(f"giay-to/{orders['paper']}/", _photo(orders["photo"]))
        browser.get("nhan-ket-qua/")
        browser.post("nhan-ket-qua/", {"return_channel": "desk"})
        version = _VERSION.search(browser.get("xem-lai/"))
        time.sleep(orders["think"])
        heard.receipts.append(browser.send(version.group(1).decode() if version else "0"))
    except (OSError, http.client.HTTPException, ValueError) as error:
        heard.refused = heard.refused or f"{type(error).__name__}: {error}"


def _photo(drawn: str) -> bytes:
    """The photograph with a comment of its own: no two people send the same file."""
    photo = bytes.fromhex(drawn)
    return photo[:2] + b"\xff\xfe\x00\x12" + secrets.token_bytes(16) + photo[2:]


def _steps(orders: dict[str, Any], person: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    """The pages of the extract with what is typed on each."""
    requester = {
        "requester_name": person["name"], "requester_id": person["id"], "requester_home_line": "5 Bình Thới",
        "requester_home_commune": "Phường 5", "requester_home_province": "Thành phố Hồ Chí Minh",
        "requester_phone": "0987654321",
    }  # fmt: skip
    whose = {
        "person_name": person["name"], "person_born_day": "12", "person_born_month": "3", "person_born_year": "1985",
        "person_sex": "female", "person_ethnicity": "Kinh", "person_nationality": "Việt Nam",
    }  # fmt: skip
    return [
        ("", {}),
        ("don-vi/", {"unit": orders["unit"]}),
        ("nguoi-nop/", {"whom": "self", "phone": "0987654321", "address": "5 Bình Thới"}),
        ("khai/requester/", requester),
        ("khai/whose/", {"relation": "self"}),
        ("khai/record/", {"record_kind": "birth", "copies": "2"}),
        ("khai/person/", whose),
        ("khai/registered/", {"registered_at": "UBND xã Thanh Hải"}),
    ]


class _Browser:
    def __init__(self, orders: dict[str, Any], person: dict[str, str], heard: Heard) -> None:
        self.wire = http.client.HTTPConnection(orders["host"], orders["port"], timeout=_PATIENCE)
        self.root = f"/nop-ho-so/{orders['procedure']}/"
        self.token, self.heard = secrets.token_hex(16), heard
        self.headers = {
            "Host": "localhost",
            "Cookie": f"sessionid={person['session']}; csrftoken={self.token}",
        }

    def get(self, step: str) -> bytes:
        """A page shown."""
        return self._ask("GET", step, b"", {}, self.heard.pages, (200,))[1]

    def post(self, step: str, said: dict[str, str]) -> str:
        """A page answered; where it leads."""
        body = urlencode({"csrfmiddlewaretoken": self.token, **said}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", step, body, kind, self.heard.pages, (302,))[0]

    def upload(self, step: str, photo: bytes) -> None:
        """A photograph of a paper."""
        fields = "".join(
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in (("csrfmiddlewaretoken", self.token), ("done", "1"))
        )
        head = (
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="can-cuoc.jpg"\r\n'
            "Content-Type: image/jpeg\r\n\r\n"
        )
        body = fields.encode() + head.encode() + photo + f"\r\n--{_BOUNDARY}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
        self._ask("POST", step, body, kind, self.heard.uploads, (302,))

    def send(self, version: str) -> str:
        """The last button; the address of the receipt, which is then opened."""
        body = urlencode({"csrfmiddlewaretoken": self.token, "version": version}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        address = self._ask("POST", "xem-lai/", body, kind, self.heard.sent, (302,))[0]
        self._ask("GET", address, b"", {}, self.heard.pages, (200,))
        return address

    def _ask(
        self,
        how: str,
        step: str,
        body: bytes,
        more: dict[str, str],
        took: list[float],
        right: tuple[int, ...],
    ) -> tuple[str, bytes]:
        address = step if step.startswith("/") else self.root + step
        begun = time.perf_counter()
        self.wire.request(how, address, body or None, self.headers | more)
        answer = self.wire.getresponse()
        content = answer.read()
        took.append((time.perf_counter() - begun) * 1e3)
        if answer.status not in right:
            main = content[content.find(b"<main") :][:900].decode(errors="replace")
            said = " ".join(_TAG.sub(" ", main).split())
            raise ValueError(f"{how} {address}: {answer.status} {said[:300]}")
        return answer.headers.get("Location", ""), content


if __name__ == "__main__":
    main()
