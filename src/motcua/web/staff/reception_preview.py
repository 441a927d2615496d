"""What would the slip say if this form were received complete? Follows what is chosen, before anything is kept."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.documents.wording import due_text
from motcua.dossiers.promising import promise_for
from motcua.dossiers.queries import extra_fields_at
from motcua.dossiers.terms import Channel
from motcua.organisation.models import Unit
from motcua.web.staff.opening import counted_moment, read_opening
from motcua.web.staff.reception_form import AT_ONCE, ORDINARY, ReceptionForm
from motcua.workcalendar.queries import calendar_of


@dataclass(frozen=True, slots=True)
class Preview:
    """The promise of this moment, or why there is none; `off_hours`: a reason will be asked."""

    counted: datetime
    due: str
    explanation: tuple[str, ...]
    refusal: Refusal | None
    off_hours: bool


def preview_of(form: ReceptionForm, unit: Unit, now: datetime) -> Preview:
    """The preview for what the form says now."""
    counted = _counted(form, unit, now)
    channel = str(form["channel"].value() or Channel.DESK)
    off_hours = channel != Channel.POST and _is_off_hours(form, unit, counted)
    try:
        promise = promise_for(
            procedure=form.version.procedure_id,
            unit_id=unit.id,
            received_at=counted,
            channel=channel,
            at_once=form["wish"].value() == AT_ONCE,
            ordinary=form["wish"].value() == ORDINARY,
            prolong=str(form["prolong"].value() or "") or None,
            prolong_until=_agreed(form),
        )
    except Refused as refused:
        return Preview(counted, "", (), refused.refusal, off_hours)
    due = due_text(promise.due_at, strict=promise.due_strict)
    return Preview(counted, due, promise.explanation, None, off_hours)


def _counted(form: ReceptionForm, unit: Unit, now: datetime) -> datetime:
    try:
        return counted_moment(unit.id, read_opening(str(form["opening"].value() or "")), now)
    except Refused:
        return now


def _is_off_hours(form: ReceptionForm, unit: Unit, moment: datetime) -> bool:
    """promises 3: outside hours on a working day, and not in an extra session of the field."""
    calendar = calendar_of(unit)
    outside = calendar.is_working_day(local_day(moment)) and not calendar.is_open(moment)
    return outside and form.version.field not in extra_fields_at(unit, moment)


def _agreed(form: ReceptionForm) -> datetime | None:
    try:
        agreed: datetime | None = form.fields["prolong_until"].clean(form["prolong_until"].value())
    except ValidationError:
        return None
    return agreed
