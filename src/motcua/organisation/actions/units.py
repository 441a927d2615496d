"""Change an agency's hours and extra sessions from a day on, close it suddenly, end it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from motcua.core.models import OutboxMessage
from motcua.core.moments import local_day
from motcua.core.reading import plain
from motcua.core.refusals import refuse
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, closing, life_of, note, reason_of, term
from motcua.organisation.models import Counter, OneStopUnit, Posting, RoleGrant, Unit
from motcua.organisation.policies import LEADING
from motcua.workcalendar.reading import read_extra_sessions, read_hours
from motcua.workcalendar.terms import ClosedPart

# A storm may be recorded when the power is back.
CLOSURE_RECORDED_WITHIN = timedelta(days=7)
HOURS_CHANGED, OFFICE_CLOSED, OFFICE_REOPENED, UNIT_ENDED = (
    "hours_changed",
    "office_closed",
    "office_reopened",
    "unit_ended",
)


@transaction.atomic
def change_hours(
    *, unit: Unit, hours: Mapping[str, Any], valid_from: date, basis: str, actor: Actor, at: datetime
) -> None:
    """New office hours `{days: [mon…], sessions: [[HH:MM, HH:MM]…]}` from a day on; the former ones are kept.

    A change that has not begun may be replaced by another of the same day. Refused: `hours_wrong`,
    `hours_in_past`, `basis_missing`, `outside_life`.
    """
    allow(actor, unit.id, at)
    fresh = _locked(unit)
    term(valid_from, None, inside=life_of(fresh))
    if valid_from <= local_day(at):
        raise refuse(
            "hours_in_past",
            "Giờ làm việc mới chỉ áp dụng từ ngày mai trở đi, để hẹn đã in không sai. Hãy chọn ngày sau hôm nay.",
            field="valid_from",
        )
    entry = _valid_hours(hours) | _said(basis, actor, at) | {"valid_from": valid_from.isoformat()}
    kept = [one for one in fresh.later_hours if one["valid_from"] != entry["valid_from"]]
    fresh.later_hours = sorted([*kept, entry], key=lambda one: str(one["valid_from"]))
    fresh.save(update_fields=["later_hours"])
    _tell(unit, HOURS_CHANGED, {"valid_from": entry["valid_from"]}, at)
    note(actor, at, unit.id, "change_hours", unit.id, valid_from=valid_from)


@transaction.atomic
def add_extra_session(
    *,
    unit: Unit,
    days: Sequence[str],
    session: tuple[str, str],
    fields: Sequence[str],
    valid_from: date,
    valid_to: date | None,
    basis: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Reception of some fields outside office hours between two days (promises 16). Refused: `session_wrong`…"""
    allow(actor, unit.id, at)
    fresh = _locked(unit)
    term(valid_from, valid_to, inside=life_of(fresh))
    entry = {
        "days": list(days),
        "sessions": [list(session)],
        "fields": list(fields),
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else None,
    } | _said(basis, actor, at)
    try:
        read_hours(entry)
        read_extra_sessions([entry])
    except (ValueError, KeyError, TypeError):
        raise refuse(
            "session_wrong", "Giờ bắt đầu phải trước giờ kết thúc, dạng 17:00. Hãy sửa lại.", field="start"
        ) from None
    fresh.added_sessions = [*fresh.added_sessions, entry]
    fresh.save(update_fields=["added_sessions"])
    note(actor, at, unit.id, "add_extra_session", unit.id, valid_from=valid_from)


@transaction.atomic
def end_extra_session(*, unit: Unit, place: int, actor: Actor, at: datetime, end: date | None = None) -> None:
    """End an extra session added here (`place` in the list), by default today. Refused: `session_unknown`."""
    allow(actor, unit.id, at)
    fresh = _locked(unit)
    if not 0 <= place < len(fresh.added_sessions):
        raise refuse("session_unknown", "Không có buổi ngoài giờ này. Hãy tải lại trang.")
    entry = fresh.added_sessions[place]
    session = read_extra_sessions([entry])[0]
    day = closing(session, end, at)
    entry["valid_to"] = day.isoformat()
    fresh.save(update_fields=["added_sessions"])
    note(actor, at, unit.id, "end_extra_session", unit.id, valid_to=day)


@transaction.atomic
def close_office(*, unit: Unit, day: date, part: ClosedPart, reason: str, actor: Actor, at: datetime) -> None:
    """This one agency is closed for a day or half a day (storm, power); the outbox tells whose promises move.

    The head of the desk may say it too: a storm does not wait. Refused: `closure_too_late`, `closed_already`,
    `basis_missing`, `outside_life`.
    """
    allow(actor, unit.id, at, LEADING)
    fresh = _locked(unit)
    term(day, None, inside=life_of(fresh))
    if day < local_day(at) - CLOSURE_RECORDED_WITHIN:
        raise refuse(
            "closure_too_late",
            "Chỉ ghi ngày nghỉ đột xuất trong vòng 7 ngày. Hãy kiểm tra lại ngày.",
            field="day",
        )
    standing = [
        one for one in fresh.closures if not one.get("withdrawn_at") and one["day"] == day.isoformat()
    ]
    if any(ClosedPart.DAY in {one["part"], part} or one["part"] == part for one in standing):
        raise refuse("closed_already", "Ngày này đã ghi nghỉ. Hãy xem lại danh sách bên dưới.", field="day")
    said = _said(reason, actor, at, what="Lý do")
    entry = {"day": day.isoformat(), "part": part.value, "reason": said["basis"]} | said
    fresh.closures = [*fresh.closures, entry]
    fresh.save(update_fields=["closures"])
    _tell(unit, OFFICE_CLOSED, {"day": entry["day"], "part": part.value, "reason": said["basis"]}, at)
    note(actor, at, unit.id, "close_office", unit.id, day=day, part=part.value)


@transaction.atomic
def withdraw_closure(*, unit: Unit, place: int, actor: Actor, at: datetime) -> None:
    """A sudden day off written by mistake is struck out; it stays in the history. Refused: `closure_unknown`."""
    allow(actor, unit.id, at, LEADING)
    fresh = _locked(unit)
    if not 0 <= place < len(fresh.closures) or fresh.closures[place].get("withdrawn_at"):
        raise refuse("closure_unknown", "Không có ngày nghỉ này hoặc đã gỡ. Hãy tải lại trang.")
    entry = fresh.closures[place]
    entry |= {"withdrawn_at": at.isoformat(), "withdrawn_by": actor.name}
    fresh.save(update_fields=["closures"])
    _tell(unit, OFFICE_REOPENED, {"day": entry["day"], "part": entry["part"]}, at)
    note(actor, at, unit.id, "withdraw_closure", unit.id, day=date.fromisoformat(entry["day"]))


@transaction.atomic
def end_unit(
    *, unit: Unit, end: date, successors: Sequence[Unit], basis: str, actor: Actor, at: datetime
) -> None:
    """The agency ends on a day and others take over; its desks, counters, postings and roles end with it.

    Open dossiers continue under the successor with the same due time (promises 21): the outbox tells.
    Refused: `period_wrong`, `end_in_past`, `ended_already`, `successor_gone`, `basis_missing`.
    """
    allow(actor, unit.id, at)
    fresh = _locked(unit)
    day = closing(fresh, end, at)
    term(fresh.valid_from, day)
    for other in successors:
        if other.pk == unit.pk or not other.exists_on(day):
            raise refuse(
                "successor_gone",
                f"{other.name} không hoạt động vào ngày tiếp nhận nhiệm vụ. Hãy chọn cơ quan khác.",
                field="successors",
            )
    said = _said(basis, actor, at)
    fresh.valid_to, fresh.ended_at = day, at
    fresh.save(update_fields=["valid_to", "ended_at"])
    fresh.succeeded_by.set(successors)
    _end_what_hangs_on(fresh, day)
    names = [other.pk for other in successors]
    _tell(unit, UNIT_ENDED, {"valid_to": day.isoformat(), "successors": names, "basis": said["basis"]}, at)
    note(actor, at, unit.id, "end_unit", unit.id, valid_to=day, successors=names)


def _end_what_hangs_on(unit: Unit, day: date) -> None:
    """Rows that would outlive the agency end with it; one that would begin later never begins."""
    outlives = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    for rows in (
        OneStopUnit.objects.filter(unit=unit),
        Counter.objects.filter(one_stop_unit__unit=unit),
        Posting.objects.filter(one_stop_unit__unit=unit),
        RoleGrant.objects.filter(unit=unit),
    ):
        rows.filter(outlives, valid_from__gt=day).update(valid_to=F("valid_from"))
        rows.filter(outlives, valid_from__lte=day).update(valid_to=day)


def _locked(unit: Unit) -> Unit:
    return Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)


def _valid_hours(hours: Mapping[str, Any]) -> dict[str, Any]:
    try:
        read = read_hours(hours)
    except (ValueError, KeyError, TypeError):
        raise refuse(
            "hours_wrong",
            "Các buổi phải theo thứ tự, giờ bắt đầu trước giờ kết thúc, dạng 07:30. Hãy sửa lại.",
            field="morning_start",
        ) from None
    if not read.days:
        raise refuse(
            "hours_wrong", "Chưa chọn ngày làm việc trong tuần. Hãy chọn ít nhất một ngày.", field="days"
        )
    days, sessions = hours["days"], hours["sessions"]
    valid: dict[str, Any] = plain({"days": days, "sessions": sessions})
    return valid


def _said(basis: str, actor: Actor, at: datetime, what: str = "Căn cứ") -> dict[str, str]:
    text = reason_of(basis, what=what)
    if not text:
        raise refuse("basis_missing", f"Chưa ghi {what.lower()}. Hãy ghi rồi lưu lại.", field="basis")
    return {"basis": text, "by": actor.name, "at": at.isoformat()}


def _tell(unit: Unit, topic: str, payload: dict[str, Any], at: datetime) -> None:
    OutboxMessage.objects.create(topic=topic, key=unit.id, payload=payload, created_at=at)
