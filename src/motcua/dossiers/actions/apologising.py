"""The letter of apology with a new time (Mẫu 04): once, signed, in time or flagged (promises 19)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day, printed_minute
from motcua.core.refusals import Refused, refuse
from motcua.documents.forms import form_set_on
from motcua.documents.terms import FormKind
from motcua.dossiers import codes
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.sayings import needed, needed_moment
from motcua.dossiers.actions.signing import power_of
from motcua.dossiers.counting import counted
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.pauses import why_no_apology
from motcua.dossiers.promising import facts_at
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.remaining import duration
from motcua.dossiers.terms import Act, Path
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor
from motcua.workcalendar.queries import calendar_of


def apologise(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The new time is kept apart: the dossier stays late against what was promised. A letter too late is
    written all the same and flagged; a second one never is."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.APOLOGISE, dossier, actor, at)
    power = power_of(dossier, actor, at)
    new_due = printed_minute(needed_moment(said, "new_due", "Thời điểm hẹn lại"))
    late = _too_late(dossier, new_due, at)
    if dossier.due_at is None:  # the rule has just compared it
        raise AssertionError("a dossier under way has a due time")
    symbol = form_set_on(local_day(dossier.submitted_at)).form(FormKind.APOLOGY).symbol
    calendar = calendar_of(dossier.unit)
    data = {
        "reason": needed(said, "reason", "Lý do chậm"),
        "letter": codes.letter_number(dossier.unit_id, local_day(at), symbol),
        "power": power,
        "due_extended": new_due.isoformat(),
        "due": {"at": dossier.due_at.isoformat(), "strict": dossier.due_strict},
        "extension": duration(calendar.working_minutes_between(dossier.due_at, new_due), calendar),
        "too_late": late,
    }
    place = place_of(Path(dossier.path), Act.APOLOGISE)
    return move(dossier, Said(Act.APOLOGISE, at, actor, place, data), changes={"due_extended": new_due})


def _too_late(dossier: Dossier, new_due: datetime, at: datetime) -> bool:
    """Raises for what may not be; answers whether the letter comes later than it should."""
    if dossier.due_at is None:
        raise refuse("no_promise", "Hồ sơ chưa có hẹn trả kết quả. Hãy tiếp nhận hồ sơ trước.")
    if new_due <= printed_minute(at):
        raise refuse(
            "apology_past", "Thời điểm hẹn lại phải ở phía trước. Hãy chọn ngày, giờ khác.", field="new_due"
        )
    refusal = why_no_apology(
        now=at,
        due_at=dossier.due_at,
        counted_from=_counted_from(dossier),
        new_due_at=new_due,
        apologised=dossier.due_extended is not None,
        calendar=calendar_of(dossier.unit),
    )
    if refusal is not None and refusal.code != "apology_too_late":
        raise Refused(refusal)
    return refusal is not None


def _counted_from(dossier: Dossier) -> datetime:
    try:
        return counted(facts_at(dossier, received_at=dossier.received_at)).at
    except Refused:  # the calendar changed since: the moment of reception itself
        return dossier.received_at
