"""Originals kept at the desk: taken in, passed on, given back; none is forgotten at the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.dossiers.actions.hand_sayings import numbers_of, originals_of, signed_how, who_took
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.sayings import needed, text_of
from motcua.dossiers.custody import GIVE, LEAVE, named, outstanding
from motcua.dossiers.models import CustodyRow, Dossier, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.terms import Act, CustodyEvent, Place
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role


def keep_originals(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The clerk writes which originals stay at the desk: title, number, copies; they are to be given back."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.KEEP_ORIGINALS, dossier, actor, at)
    papers = originals_of(said.get("originals") or ())
    if not papers:
        raise refuse("originals_missing", "Chưa ghi bản chính nào. Hãy ghi tên, số bản.", field="originals")
    data = kept_data(dossier, papers) | {"note": text_of(said, "note", "Ghi chú")}
    changes = {"originals_kept": dossier.originals_kept + len(papers)}
    step = move(dossier, Said(Act.KEEP_ORIGINALS, at, actor, Place.DESK, data), changes=changes)
    write_kept(dossier, step, data["originals_kept"], actor)
    return step


def kept_data(dossier: Dossier, papers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The originals as a step keeps them, each with its number within the dossier."""
    before = CustodyRow.objects.filter(dossier=dossier, event=CustodyEvent.KEPT).count() if dossier.pk else 0
    numbered = [{"number": place, **paper} for place, paper in enumerate(papers, start=before + 1)]
    return {"originals_kept": numbered}


def write_kept(dossier: Dossier, step: Step, kept: Iterable[Mapping[str, Any]], actor: Actor) -> None:
    """A row for each original taken in."""
    CustodyRow.objects.bulk_create(
        _row(dossier, step, CustodyEvent.KEPT, one, actor.person_id) for one in kept
    )


def move_originals(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Passed to another official (`officer`, a sign-in name), by who holds them or the head of the desk."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.MOVE_ORIGINALS, dossier, actor, at)
    taker = _officer(needed(said, "officer", "Người nhận giữ"), actor, at)
    rows = _meant(dossier, said)
    mine = [row for row in rows if row.holder_id == actor.person_id or actor.has(Role.LEAD)]
    if not mine or (len(mine) < len(rows) and numbers_of(said)):
        names = ", ".join(sorted({row.holder.full_name for row in rows if row not in mine}))
        raise refuse(
            "not_the_holder",
            f"Bản chính đang do {names} giữ. Đề nghị người đó giao, hoặc người phụ trách Bộ phận Một cửa giao thay.",
        )
    if all(row.holder_id == taker.person_id for row in mine):
        raise refuse(
            "holder_same", f"{taker.name} đang giữ bản chính này. Hãy chọn người khác.", field="officer"
        )
    data = {
        "originals_moved": [row.number for row in mine],
        "originals_from": sorted({row.holder.full_name for row in mine}),
        "holder": {"id": taker.person_id, "name": taker.name},
        "note": text_of(said, "note", "Ghi chú"),
    }
    step = move(dossier, Said(Act.MOVE_ORIGINALS, at, actor, Place.DESK, data), changes={})
    _write(dossier, step, CustodyEvent.MOVED, mine, taker.person_id)
    return step


def give_originals(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Given back: to whom, by which paper or relation; also after the dossier has ended."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.GIVE_ORIGINALS, dossier, actor, at)
    rows = _meant(dossier, said)
    taker = who_took(said, dossier, at)
    data: dict[str, Any] = taker | {
        "originals_given": [row.number for row in rows],
        "note": text_of(said, "note", "Ghi chú"),
    }
    data |= signed_how(said, dossier, signer=taker.get("id_number", ""), on=local_day(at))
    changes = {"originals_kept": dossier.originals_kept - len(rows)}
    step = move(dossier, Said(Act.GIVE_ORIGINALS, at, actor, Place.DESK, data), changes=changes)
    _write(dossier, step, CustodyEvent.GIVEN, rows, actor.person_id)
    return step


@dataclass(frozen=True, slots=True)
class AtEnd:
    """What becomes of the originals when a dossier ends: for its step, its columns, and rows to write after it."""

    data: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    rows: Sequence[CustodyRow] = ()

    def write(self, dossier: Dossier, step: Step, actor: Actor) -> None:
        """The rows of what was given back in the same act."""
        _write(dossier, step, CustodyEvent.GIVEN, self.rows, actor.person_id)


def originals_at_end(dossier: Dossier, said: Mapping[str, Any], *, at_desk: bool = True) -> AtEnd:
    """Given back in the same act, or left here with a reason; nothing said is refused (`originals_still_kept`).

    `at_desk` False: who ends the dossier does not stand where the papers are, so it can only be noted.
    """
    rows = outstanding(dossier)
    if not rows:
        return AtEnd()
    decision = text_of(said, "originals_at_end", "Bản chính đang giữ", limit=10)
    if decision == GIVE and at_desk:
        return AtEnd({"originals_given": [row.number for row in rows]}, {"originals_kept": 0}, rows)
    if decision == LEAVE:
        reason = needed(said, "originals_reason", "Lý do còn giữ bản chính")
        return AtEnd({"originals_left": [row.number for row in rows], "originals_reason": reason})
    names = "; ".join(named(row) for row in rows)
    how = (
        "trả ngay trong việc này, hoặc ghi lý do còn giữ" if at_desk else "ghi lý do còn giữ để quầy trả sau"
    )
    raise refuse(
        "originals_still_kept",
        f"Quầy còn giữ bản chính của hồ sơ: {names}. Hãy {how}.",
        field="originals_at_end",
    )


def _meant(dossier: Dossier, said: Mapping[str, Any]) -> list[CustodyRow]:
    """The originals that are meant, all where no number is said; Refused `original_not_here`."""
    rows, numbers = outstanding(dossier), numbers_of(said)
    if lacking := set(numbers) - {row.number for row in rows}:
        raise refuse(
            "original_not_here",
            f"Quầy không giữ bản chính số thứ tự {min(lacking)} của hồ sơ này. Hãy xem lại danh sách.",
            field="numbers",
        )
    return [row for row in rows if not numbers or row.number in numbers]


def _officer(username: str, actor: Actor, at: datetime) -> Actor:
    person = Person.objects.filter(username=username, is_active=True).first()
    officer = actor_of(person_id=person.pk, unit_id=actor.unit_id, on=local_day(at)) if person else None
    if officer is None or not officer.roles - {Role.ADMIN, Role.ASSIST, Role.POST}:
        raise refuse(
            "officer_not_here",
            "Người này không làm việc tại cơ quan hôm nay. Hãy chọn người khác.",
            field="officer",
        )
    return officer


def _write(
    dossier: Dossier, step: Step, event: CustodyEvent, rows: Iterable[CustodyRow], holder_id: int
) -> None:
    CustodyRow.objects.bulk_create(
        _row(
            dossier,
            step,
            event,
            {"number": row.number, "title": row.title, "mark": row.mark, "copies": row.copies},
            holder_id,
        )
        for row in rows
    )


def _row(
    dossier: Dossier, step: Step, event: CustodyEvent, one: Mapping[str, Any], holder_id: int
) -> CustodyRow:
    return CustodyRow(
        dossier=dossier, seq=step.seq, event=event.value, holder_id=holder_id, at=step.at, **one
    )
