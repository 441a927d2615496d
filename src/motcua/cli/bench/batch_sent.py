"""How is a tray sent, at once or one by one: pressed on the pages of the office, or called over the interface?"""

import json
import secrets
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from motcua.cli.address import Address
from motcua.dossiers.models import Step
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role

Acts = Sequence[tuple[Act, Role]]
# What the form of a single act has ready.
_FILLED_IN: dict[Act, Sequence[tuple[str, str]]] = {Act.STAMP: (("stamps", "1"), ("joins", "0"))}
_LIST = "/can-bo/xu-ly/?chon=1"


def over_the_interface(
    address: Address, acts: Acts, tokens: Mapping[Role, str], codes: Sequence[str], *, together: bool
) -> dict[Act, float]:
    """Seconds of each act; RuntimeError where one was refused."""
    took = {}
    with closing(_opened(address)) as wire:
        for act, role in acts:
            if together:
                calls = [(f"/api/v1/acts/{act.value}", json.dumps({"codes": codes}))]
            else:
                calls = [(f"/api/v1/dossiers/{code}/acts/{act.value}", "{}") for code in codes]
            begun = time.perf_counter()
            for path, body in calls:
                _called(wire, path, body, tokens[role])
            took[act] = time.perf_counter() - begun
            _must_be_done(act, codes)
    return took


def on_the_pages(
    address: Address, acts: Acts, sessions: Mapping[Role, str], codes: Sequence[str], *, together: bool
) -> dict[Act, float]:
    """Seconds of each act, with the pages between; RuntimeError where one was refused."""
    took = {}
    with closing(_opened(address)) as wire:
        for act, role in acts:
            window = _Window(wire, sessions[role], secrets.token_hex(16))
            begun = time.perf_counter()
            if together:
                _tray(window, act, codes)
            else:
                for code in codes:
                    window.see(f"/can-bo/ho-so/{code}/")
                    window.see(
                        window.press(f"/can-bo/ho-so/{code}/viec/{act.value}/", _FILLED_IN.get(act, ()))
                    )
            took[act] = time.perf_counter() - begun
            _must_be_done(act, codes)
    return took


@dataclass(frozen=True, slots=True)
class _Window:
    """A browser's window of somebody signed in, without what it draws."""

    wire: HTTPConnection
    session: str
    secret: str

    def see(self, path: str) -> None:
        """Open a page."""
        self._sent("GET", path, None, {})

    def press(self, path: str, form: Sequence[tuple[str, str]]) -> str:
        """Send a form; where the answer leads, if it leads on."""
        body = urlencode([("csrfmiddlewaretoken", self.secret), *form])
        return self._sent("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _sent(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> str:
        cookies = f"sessionid={self.session}; csrftoken={self.secret}"
        self.wire.request(method, path, body, {"Host": "localhost", "Cookie": cookies, **headers})
        answer = self.wire.getresponse()
        told = answer.read()
        if answer.status not in (200, 302):
            raise RuntimeError(
                f"{path} was answered {answer.status}: {told[-2000:].decode(errors='replace')}"
            )
        return answer.headers.get("Location", "")


def _tray(window: _Window, act: Act, codes: Sequence[str]) -> None:
    """The signer looks the tray over before it is approved."""
    ticked = [("code", code) for code in codes]
    window.see(_LIST)
    if act is Act.APPROVE:
        window.press("/can-bo/hang-loat/", [("act", "review"), ("back", _LIST), *ticked])
        ticked.append(("place", "online"))
    window.press("/can-bo/hang-loat/", [("act", act.value), ("back", _LIST), *ticked])


def _opened(address: Address) -> HTTPConnection:
    return HTTPConnection(address.host, address.port, timeout=60)


def _called(wire: HTTPConnection, path: str, body: str, token: str) -> None:
    headers = {"Host": "localhost", "Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    wire.request("POST", path, body, headers)
    answer = wire.getresponse()
    told = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} was answered {answer.status}: {told.decode()}")


def _must_be_done(act: Act, codes: Sequence[str]) -> None:
    """Outside the clock: every dossier has the step."""
    done = Step.objects.filter(dossier__code__in=codes, act=act).count()
    if done != len(codes):
        raise RuntimeError(f"{act} was done on {done} of {len(codes)} dossiers")
