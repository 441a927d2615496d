"""What does an act cost over HTTP, signed in, beside one statement that nobody signed in for?"""

import json
import secrets
import statistics
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from motcua.cli.address import Address
from motcua.cli.bench.flow_acts import PROCEDURE, UNIT, Cast, cast_of, receive_one, sessions_of, tokens_of
from motcua.cli.bench.office import MONDAY
from motcua.cli.bench.serving import run_client, served
from motcua.cli.bench.tables import Options, Row, Spread, Table, spread_note
from motcua.cli.office_day import set_clock
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role

HELP = "An act over HTTP, signed in, as `up` serves it: the interface and the clerk's page, 32 connections."
NEEDS_DATABASE = True
_CONNECTIONS = 32
_SHARE, _P99_MS = 0.6, 100.0
_LEAST_SECONDS = 0.5
_BARE, _API, _PAGE = "one statement, nobody signed in", "act over the interface", "act on the clerk's page"
# By turns on the same dossier, each by its own person: forward and back again.
_Turn = tuple[Act, Role, dict[str, str]]
_TURNS: tuple[_Turn, ...] = (
    (Act.APPRAISE, Role.APPRAISE, {}),
    (Act.SEND_BACK, Role.APPROVE, {"reason": "Xem lại"}),
)


def measure(options: Options) -> Sequence[Table]:
    """All three by turns against one server."""
    cast = cast_of(UNIT, PROCEDURE, MONDAY)
    connections = options.size or _CONNECTIONS
    pressing = [role for _act, role, _said in _TURNS]
    tokens, sessions = tokens_of(cast, pressing), sessions_of(cast, pressing)
    set_clock(options.folder, wanted=MONDAY, hours=None)
    contenders = {
        _BARE: [[_bare(_opened(cast))] for _ in range(connections)],
        _API: [_over_the_interface(_opened(cast), tokens) for _ in range(connections)],
        _PAGE: [_on_the_page(_opened(cast), sessions) for _ in range(connections)],
    }
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in contenders}
    with served(options.folder) as address:
        for orders in contenders.values():
            _load(address, orders, _LEAST_SECONDS)  # warm: code loaded, statements prepared
        for turn in range(options.rounds):
            for name in list(contenders)[:: 1 if turn % 2 == 0 else -1]:
                found[name].append(_load(address, contenders[name], options.seconds))
    return [_table(found, connections)]


def _table(found: dict[str, list[dict[str, Any]]], connections: int) -> Table:
    spreads = {name: _spread([one["count"] / one["seconds"] for one in runs]) for name, runs in found.items()}
    rows = []
    for name, spread in spreads.items():
        p50, p99 = (_spread([one[share] for one in found[name]]).median for share in ("p50", "p99"))
        share = None if name == _BARE else spread.median / spreads[_BARE].median
        judged = name == _API
        rows.append(
            Row(
                name,
                spread.median,
                "/s",
                share,
                f"≥ {_SHARE:g} ×" if judged else "",
                share >= _SHARE if judged and share is not None else None,
                f"{spread_note(spread)}; half within {p50:.1f} ms",
            )
        )
        rows.append(Row(f"{name}: p99", p99, "ms", None, f"< {_P99_MS:g} ms", p99 < _P99_MS))
    return Table(
        f"Requests a second, {connections} connections, granian with 2 workers",
        tuple(rows),
        "Each connection has a dossier of its own and appraises it and sends it back by turns. The interface is called "
        "with a person's key; the page is posted by a signed-in session with its form, and answered by a redirect. "
        "The statement stands in the benchmark's own addresses behind the same middleware. Clients, server and "
        "database share the machine.",
    )


def _spread(figures: list[float]) -> Spread:
    return Spread(statistics.median(figures), min(figures), max(figures))


def _opened(cast: Cast) -> str:
    """A dossier that waits for its appraisal, whose result may be sent back."""
    code = str(receive_one(cast))
    perform(act=Act.APPRAISE, code=code, actor=cast.people[Role.APPRAISE], at=cast.at, said={})
    perform(act=Act.SEND_BACK, code=code, actor=cast.people[Role.APPROVE], at=cast.at, said=_TURNS[1][2])
    return code


def _bare(code: str) -> str:
    return _request(f"/bench/bare/{code}", "", {})


def _over_the_interface(code: str, tokens: dict[Role, str]) -> list[str]:
    return [
        _request(
            f"/api/v1/dossiers/{code}/acts/{act.value}",
            json.dumps(said),
            {"Content-Type": "application/json", "Authorization": f"Bearer {tokens[role]}"},
        )
        for act, role, said in _TURNS
    ]


def _on_the_page(code: str, sessions: dict[Role, str]) -> list[str]:
    secret = secrets.token_hex(16)
    return [
        _request(
            f"/can-bo/ho-so/{code}/viec/{act.value}/",
            urlencode({"csrfmiddlewaretoken": secret, **said}),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"sessionid={sessions[role]}; csrftoken={secret}",
            },
        )
        for act, role, said in _TURNS
    ]


def _request(path: str, body: str, headers: dict[str, str]) -> str:
    told = {"Host": "localhost", "Content-Length": str(len(body.encode())), **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"POST {path} HTTP/1.1\r\n{lines}\r\n{body}"


def _load(address: Address, connections: Sequence[Sequence[str]], seconds: float) -> dict[str, Any]:
    """One run of the client; RuntimeError where anything but an act came back."""
    orders = {"host": address.host, "port": address.port, "seconds": seconds, "connections": connections}
    found = run_client("http_client", orders)
    if not set(found["statuses"]) <= {"200", "302"}:
        raise RuntimeError(f"not every request was an act: {found['statuses']} {found['refused']}")
    return found
