"""What happens when three hundred people file online at once: how long does each wait, and is anything lost?"""

import io
import random
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from PIL import Image

from motcua.applicants.actions.sessions import open_session
from motcua.applicants.models import Account, Identity
from motcua.applicants.terms import Assurance, IdentityWay
from motcua.cli.address import Address
from motcua.cli.bench.office import MONDAY
from motcua.cli.bench.serving import run_client, served
from motcua.cli.bench.tables import Options, Row, Table
from motcua.cli.office_day import set_clock
from motcua.core.vntext import fold
from motcua.dossiers.models import OnlineFiling
from motcua.dossiers.verification import verify

HELP = (
    "People filing an extract online at once (--size, 300 unless told): pages, a photographed paper, sending."
)
NEEDS_DATABASE = True
_PEOPLE, _P95_MS = 300, 1000.0
_ISSUER = "https://dinh-danh.example"
# As long as each of three hundred reads and types on a page, on average; the fastest third of it. Fewer people are
# faster by as much, so that what is asked for in a second stays the same.
_THINK = 10.0
_PHOTO = (1200, 1600)
# The key under which a session keeps the stay of a citizen (motcua.web.citizen.session.STAY).
_STAY = "citizen"
PROCEDURE, UNIT, PAPER = "2.000635", "hcmc.q11.p5", "giay-to-tuy-than-con-gia-tri-the"


def measure(options: Options) -> Sequence[Table]:
    """Make the people, let them file, count what came."""
    people = options.size or _PEOPLE
    set_clock(options.folder, wanted=MONDAY, hours=None)
    think = _THINK * min(1.0, people / _PEOPLE)
    orders: dict[str, Any] = {"photo": _photo().hex(), "think": think}
    everybody = [_person(number) for number in range(people)]
    with served(options.folder) as address:
        found = _press(address, orders | {"people": everybody})
    return [_table(found, people, think)]


def _table(found: dict[str, Any], people: int, think: float) -> Table:
    filed = OnlineFiling.objects.count()
    answered = len(found["receipts"])
    complete = sum(len(filing.papers) == 2 for filing in OnlineFiling.objects.all())
    faults = verify()
    rows = [
        _latency("a page shown or answered", found["pages"]),
        _latency("the photograph of a paper sent", found["uploads"]),
        _latency("the filing sent, with its declaration", found["sent"]),
        _latency("every request", found["pages"] + found["uploads"] + found["sent"], judged=True),
        Row("people who began", people, ""),
        Row(
            "who have a receipt",
            answered,
            "",
            None,
            f"= {people}",
            answered == people,
            found["refused"][:200],
        ),
        Row("filings in the office", filed, "", None, f"= {people}", filed == people),
        Row("filings with declaration and photograph", complete, "", None, f"= {people}", complete == people),
        Row(
            "what verify finds",
            len(faults),
            "",
            None,
            "= 0",
            not faults,
            "; ".join(map(str, faults[:1]))[:200],
        ),
    ]
    return Table(
        f"{people} people at once, granian with 2 workers",
        tuple(rows),
        f"Everybody goes from the first page to the receipt, begun within {think:g} s, and looks at each "
        f"page {think:g} s on average; a photograph has {_PHOTO[0]} × {_PHOTO[1]} points. The row gives the 95th "
        f"percentile in ms. {found['seconds']:.0f} s in all; clients, server and database share the machine.",
    )


def _latency(name: str, took: list[float], *, judged: bool = False) -> Row:
    ordered = sorted(took) or [0.0]
    p95 = ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)]
    half = ordered[len(ordered) // 2]
    note = f"{len(took)} requests, half within {half:.0f} ms, {ordered[-1]:.0f} at most"
    target, met = (f"< {_P95_MS:g} ms", p95 < _P95_MS) if judged else ("", None)
    return Row(f"{name}: p95", p95, "ms", None, target, met, note)


def _person(number: int) -> dict[str, Any]:
    """An account that an identity provider vouched for, and its signed-in browser's cookie."""
    name = f"Trần Thị {chr(65 + number % 26)} Bé"
    account = Account.objects.create(
        name=name,
        name_fold=fold(name),
        birth_date=date(1985, 3, 12),
        id_type="cccd",
        id_number=f"079185{number:06d}",
        phone=f"+84987{number:06d}",
        email=f"be{number}@example.vn",
        address="5 Bình Thới",
        assurance=Assurance.IDENTITY,
        id_verified_at=MONDAY,
        id_verified_by=_ISSUER,
        created_at=MONDAY,
        last_seen_at=MONDAY,
    )
    Identity.objects.create(
        account=account, way=IdentityWay.OIDC, issuer=_ISSUER, subject=str(number),
        assurance=Assurance.IDENTITY, created_at=MONDAY,
    )  # fmt: skip
    stay = open_session(
        account=account, way=IdentityWay.OIDC, assurance=Assurance.IDENTITY, address="127.0.0.1",
        browser="bench", actor=None, at=MONDAY,
    )  # fmt: skip
    session = SessionStore()
    session[_STAY] = stay.pk
    session.create()
    return {"session": str(session.session_key), "id": account.id_number, "name": name}


def _photo() -> bytes:
    noise = Image.effect_noise((_PHOTO[0] // 4, _PHOTO[1] // 4), 40).resize(_PHOTO)
    out = io.BytesIO()
    noise.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def _press(address: Address, orders: dict[str, Any]) -> dict[str, Any]:
    """One run of the clients, in a process of their own."""
    said = {"host": address.host, "port": address.port, "seed": random.Random(300).random(), **orders}
    said |= {"procedure": PROCEDURE, "unit": UNIT, "paper": PAPER}
    return run_client("online_client", said)
