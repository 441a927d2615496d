"""What does a staff view rely on? A request with its actor, the journal of views, paging by cursor."""

from collections.abc import Iterable
from datetime import datetime

from django.core import signing
from django.http import Http404, HttpRequest

from config import clock
from motcua.dossiers.actions.attempts import keep_stranger
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import Cursor, dossier_to_act_on
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.noting import note

_CURSOR_SALT = "motcua.list-cursor"


class StaffRequest(HttpRequest):
    """A request under /can-bo/: the middleware let it through, so somebody acts; the door adds the unit."""

    actor: Actor
    stamp: str | None
    unit: Unit
    unit_name: str


def journal_view(request: StaffRequest, subject: str, **detail: object) -> None:
    """Every view of personal data by staff is journalled (architecture, invariant 8)."""
    note(request.actor, clock.now(), "view", subject, detail)


def journal_list(request: StaffRequest, name: str, rows: Iterable[object]) -> None:
    """A list shows names too: which dossiers it showed is kept, by their codes."""
    shown = [str(row) for row in rows]
    if shown:
        journal_view(request, f"list:{name}", codes=shown)


def dossier_meant(request: StaffRequest, code: str) -> Dossier:
    """The dossier alone, of this person's unit; 404 where there is none."""
    dossier = dossier_to_act_on(code, request.actor)
    if dossier is None:
        raise nowhere(request, code)
    return dossier


def nowhere(request: StaffRequest, number: str) -> Http404:
    """To raise where there is no such dossier or intake for this person; asking for another unit's is kept."""
    keep_stranger(number=number, actor=request.actor, at=clock.now())
    return Http404()


def written(cursor: Cursor | None) -> str:
    """A cursor as an address carries it: signed, so nobody invents one."""
    if cursor is None:
        return ""
    due = cursor.due_at.isoformat() if cursor.due_at else ""
    return signing.dumps([due, cursor.id], salt=_CURSOR_SALT)


def read_cursor(text: str) -> Cursor | None:
    """The cursor of an address; a damaged one begins at the first page."""
    try:
        due, last = signing.loads(text, salt=_CURSOR_SALT)
    except signing.BadSignature:
        return None
    return Cursor(datetime.fromisoformat(due) if due else None, int(last))
