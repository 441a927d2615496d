"""Which originals lie at the desk now, with whom, since when, and does the list agree with the steps?"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum

from motcua.dossiers.models import CustodyRow, Dossier, Step
from motcua.dossiers.terms import CustodyEvent

CHUNK = 2000
# What becomes of an original when its dossier ends: given back in the same act, or left here with a reason.
GIVE, LEAVE = "give", "leave"
Fact = tuple[int, int, str, str, str, int, int, datetime]


def last_rows() -> QuerySet[CustodyRow]:
    """The last row of every original that was not given back: who has it now."""
    later = CustodyRow.objects.filter(
        dossier_id=OuterRef("dossier_id"), number=OuterRef("number"), seq__gt=OuterRef("seq")
    )
    return CustodyRow.objects.filter(~Exists(later)).exclude(event=CustodyEvent.GIVEN)


def outstanding(dossier: Dossier) -> list[CustodyRow]:
    """What the desk still has of one dossier, in the order it was taken."""
    if not dossier.originals_kept:
        return []
    return list(last_rows().filter(dossier=dossier).select_related("holder").order_by("number"))


def held(unit_id: str, person_id: int | None = None) -> QuerySet[CustodyRow]:
    """Every original the unit (or one official of it) has, the longest kept first; `kept_at` says since when."""
    kept = CustodyRow.objects.filter(
        dossier_id=OuterRef("dossier_id"), number=OuterRef("number"), event=CustodyEvent.KEPT
    )
    rows = last_rows().filter(dossier__unit_id=unit_id)
    rows = rows.filter(holder_id=person_id) if person_id is not None else rows
    rows = rows.annotate(kept_at=Subquery(kept.values("at")[:1]))
    return rows.select_related("dossier__version", "holder").order_by("kept_at", "dossier_id", "number")


def copies_held(unit_id: str, person_id: int | None = None) -> int:
    """How many sheets of originals those are: the figure that the list behind it adds up to."""
    return int(held(unit_id, person_id).order_by().aggregate(sum=Sum("copies"))["sum"] or 0)


def named(row: CustodyRow) -> str:
    """`Giấy chứng nhận quyền sử dụng đất số BA 123456, 01 bản`."""
    mark = f" số {row.mark}" if row.mark else ""
    return f"{row.title}{mark}, {row.copies:02d} bản"


def history(dossier: Dossier) -> list[CustodyRow]:
    """Everything that happened to the originals of a dossier, original by original."""
    return list(dossier.custody.select_related("holder").order_by("number", "seq"))


def custody_faults() -> Iterator[tuple[str, int, str]]:
    """(code, step, what) of every dossier whose list of originals differs from what its steps say."""
    said: dict[int, set[Fact]] = {}
    for step in _custody_steps().iterator(CHUNK):
        if step.dossier_id is not None:
            before = said.setdefault(step.dossier_id, set())
            before |= _facts(step, before)
    kept: dict[int, set[Fact]] = {}
    columns = ("seq", "number", "event", "title", "mark", "copies", "holder_id", "at")
    for row in CustodyRow.objects.values_list("dossier_id", *columns).iterator(CHUNK):
        kept.setdefault(row[0], set()).add(row[1:])
    wrong = [key for key in said.keys() | kept.keys() if said.get(key, set()) != kept.get(key, set())]
    for dossier in Dossier.objects.filter(pk__in=wrong).order_by("pk"):
        yield str(dossier), 0, "danh sách bản chính giữ tại quầy không khớp với bước đã ghi"


def _custody_steps() -> QuerySet[Step]:
    keys = ["originals_kept", "originals_moved", "originals_given"]
    steps = Step.objects.filter(dossier__isnull=False, data__has_any_keys=keys)
    return steps.order_by("dossier_id", "seq")


def _facts(step: Step, before: set[Fact]) -> set[Fact]:
    """The rows that a step stands for; what an original is called was said when it was kept."""
    data: dict[str, Any] = step.data
    actor = step.actor_id or 0
    facts: set[Fact] = {
        (step.seq, one["number"], "kept", one["title"], one["mark"], one["copies"], actor, step.at)
        for one in data.get("originals_kept", ())
    }
    named = {fact[1]: fact[3:6] for fact in before if fact[2] == CustodyEvent.KEPT}
    for key, event in (("originals_moved", "moved"), ("originals_given", "given")):
        holder = data["holder"]["id"] if event == "moved" and data.get(key) else actor
        for number in data.get(key, ()):
            title, mark, copies = named.get(number, ("", "", 0))
            facts.add((step.seq, number, event, title, mark, copies, holder, step.at))
    return facts
