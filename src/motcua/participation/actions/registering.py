"""Register what a unit does for a programme, withdraw it, say what is organised and its result (R-099 to R-105)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.core.vntext import clean_line, needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.participation.joining import joining_of, programme_of
from motcua.participation.models import RegisteredActivity, Registration, RegistrationReport
from motcua.participation.pledging import pledge_facts
from motcua.participation.registered import own_registration
from motcua.participation.registration_rules import (
    Joining,
    Planned,
    read_option,
    registered_already,
    why_not_activity,
    why_not_register,
    why_not_said,
    why_over,
)
from motcua.participation.registration_terms import ActivityKind, Option
from motcua.programmes.policies import why_not_keep

_MOST_PARTNERS = 20
_MOST_NUMBER = 1_000_000


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is said of an option: which of it must be said depends on the option."""

    description: str = ""
    owner: str = ""
    evidence: str = ""
    procedures: Sequence[str] = ()
    pledged_from: date | None = None
    activities: Sequence[Planned] = ()


@transaction.atomic
def register(
    *,
    unit_id: str,
    programme: str,
    option: str,
    main: bool,
    said: Particulars,
    actor: Actor,
    at: datetime,
) -> Registration:
    """Take an option on for the unit; `option` is `2.1` … `2.6` or its word (104/KH-UBND II.2; R-099, R-163).

    Refused: `no_role`, `other_unit`, `programme_unknown`, `option_missing`, `option_unknown`,
    `programme_not_applied`, `out_of_scope`, `programme_over`, `option_not_offered`, `option_registered`,
    `main_not_needed`, `main_twice`, `main_missing`, and what the option lacks: `procedure_missing`,
    `events_missing`, `festival_missing`, `description_missing`, `owner_missing`, … of `why_not_activity`.
    """
    refuse_if(why_not_keep(actor, unit_id))
    found, chosen, today = programme_of(programme), read_option(option), local_day(at)
    unit = Unit.objects.select_related("level", "parent").get(pk=unit_id)
    joining = joining_of(found, unit, at)
    refuse_if(why_not_register(joining, chosen, main=main, day=today))
    words, activities = _words(said), [cleaned(one) for one in said.activities]
    refuse_if(why_not_said(chosen, procedures=said.procedures, activities=activities, **_asked(words)))
    for planned in activities:
        refuse_if(why_not_activity(chosen, planned, joining, today))
    try:
        with transaction.atomic():
            row = Registration.objects.create(
                programme=found, option=chosen.value, main=main, **words, **said_by(actor, at)
            )
    except IntegrityError:  # a colleague was a moment earlier
        raise _too_late(found.pk, unit_id, chosen) from None
    detail = {"option": chosen.value, "main": main, **words}
    note(actor, at, "register_option", found.pk, detail)
    _add_particulars(row, chosen, said, activities, joining, actor, at)
    return row


def _add_particulars(
    row: Registration,
    option: Option,
    said: Particulars,
    activities: Sequence[Planned],
    joining: Joining,
    actor: Actor,
    at: datetime,
) -> None:
    for planned in activities:
        _write_activity(row, planned, actor, at)
    if option is Option.NO_LATE_RESULT:
        for facts in pledge_facts(row, said.procedures, said.pledged_from, joining, at):
            row.pledges.create(**facts, **said_by(actor, at))


def _words(said: Particulars) -> dict[str, str]:
    return {
        "description": clean_line(said.description, 1000, field="description", what="Nội dung"),
        "owner": clean_line(said.owner, 200, field="owner", what="Người phụ trách"),
        "evidence": clean_line(said.evidence, 300, field="evidence", what="Minh chứng"),
    }


def _asked(words: dict[str, str]) -> dict[str, str]:
    return {name: words[name] for name in ("description", "owner")}


def _too_late(programme_id: str, unit_id: str, option: Option) -> Refused:
    standing = Registration.objects.filter(programme_id=programme_id, unit_id=unit_id, withdrawn_at=None)
    if standing.filter(option=option.value).exists():
        return Refused(registered_already(option))
    return refuse("main_twice", "Đơn vị vừa có nội dung chính khác. Hãy ghi nội dung này là tự nguyện.")


@transaction.atomic
def withdraw_registration(*, registration_id: int, reason: str, actor: Actor, at: datetime) -> Registration:
    """End a registration with the reason, while the programme lasts: its figures stand after that.

    What was said under it stays.
    Refused: `no_role`, `registration_unknown`, `withdrawn_already`, `programme_over`, `reason_missing`.
    """
    row = own_registration(registration_id, actor, lock=True)
    refuse_if(why_over(joining_of(row.programme, row.unit, at), local_day(at)))
    row.withdrawn_why = needed_line(reason, 300, field="reason", what="Lý do rút")
    row.withdrawn_at, row.withdrawn_by_name = at, actor.name
    row.save(update_fields=["withdrawn_at", "withdrawn_by_name", "withdrawn_why"])
    note(
        actor, at, "withdraw_registration", row.programme_id, {"option": row.option, "why": row.withdrawn_why}
    )
    return row


@transaction.atomic
def add_activity(*, registration_id: int, planned: Planned, actor: Actor, at: datetime) -> RegisteredActivity:
    """Add a dialogue, promotion, awareness event, survey, support action or festival day (R-102, R-104, R-249).

    Refused: `no_role`, `registration_unknown`, `withdrawn_already`, `programme_over`, `activity_other_option`,
    `name_missing`, `date_missing`, `outside_period`, `place_missing`, `partners_missing`, `event_in_past`,
    `result_too_early`, `activity_twice`.
    """
    row = own_registration(registration_id, actor, lock=True)
    joining, today = joining_of(row.programme, row.unit, at), local_day(at)
    said = cleaned(planned)
    refuse_if(why_over(joining, today) or why_not_activity(Option(row.option), said, joining, today))
    return _write_activity(row, said, actor, at)


def cleaned(planned: Planned) -> Planned:
    """The words of an activity as they are stored."""
    partners = [clean_line(one, 200, field="partners", what="Tên đơn vị") for one in planned.partners]
    named = tuple(dict.fromkeys(one for one in partners if one))
    if len(named) > _MOST_PARTNERS:
        raise refuse("partners_many", "Nhiều nhất 20 đơn vị phối hợp. Hãy gộp bớt.", field="partners")
    return replace(
        planned,
        name=clean_line(planned.name, 300, field="name", what="Tên hoạt động"),
        place=clean_line(planned.place, 300, field="place", what="Địa điểm"),
        partners=named,
        result=clean_line(planned.result, 1000, field="result", what="Kết quả"),
        evidence=clean_line(planned.evidence, 300, field="evidence", what="Minh chứng"),
    )


def _write_activity(row: Registration, said: Planned, actor: Actor, at: datetime) -> RegisteredActivity:
    assert said.day is not None
    facts = {"kind": said.kind.value, "name": said.name, "place": said.place, "partners": list(said.partners)}
    try:
        with transaction.atomic():
            activity = row.activities.create(day=said.day, event=said.event, **facts, **said_by(actor, at))
    except IntegrityError:
        raise refuse(
            "activity_twice",
            "Hoạt động này đã được ghi rồi. Hãy mở hoạt động đó để ghi kết quả.",
            field="name",
        ) from None
    note(actor, at, "register_activity", row.programme_id, {"day": said.day.isoformat(), **facts})
    if said.result:
        row.reports.create(
            activity=activity, result=said.result, evidence=said.evidence, **said_by(actor, at)
        )
    return activity


@transaction.atomic
def report_result(
    *,
    registration_id: int,
    activity_id: int | None,
    result: str,
    evidence: str,
    advised: int,
    settled: int,
    actor: Actor,
    at: datetime,
) -> RegistrationReport:
    """Tell a result with its evidence; of an activity the newest holds (R-104, R-105, R-249).

    `advised`, `settled`: requests at a festival day. Also after the programme's end.
    Refused: `no_role`, `registration_unknown`, `withdrawn_already`, `activity_unknown`, `result_at_event`,
    `result_too_early`, `result_missing`, `number_wrong`, `number_at_activity`.
    """
    row = own_registration(registration_id, actor, lock=True)
    activity = None if activity_id is None else _activity_of(row, activity_id, at)
    figures = _requests(activity, advised, settled)
    words = {
        "result": needed_line(result, 1000, field="result", what="Kết quả"),
        "evidence": clean_line(evidence, 300, field="evidence", what="Minh chứng"),
    }
    note(actor, at, "report_result", row.programme_id, {"option": row.option, **words, **figures})
    return row.reports.create(activity=activity, **words, **figures, **said_by(actor, at))


def _requests(activity: RegisteredActivity | None, advised: int, settled: int) -> dict[str, int]:
    """How many requests, as they are stored; only those told of a festival day are counted (R-104)."""
    if not all(0 <= number <= _MOST_NUMBER for number in (advised, settled)):
        raise refuse("number_wrong", "Số lượt phải từ 0 đến 1.000.000. Hãy ghi lại.", field="advised")
    if (advised or settled) and (activity is None or activity.kind != ActivityKind.FESTIVAL):
        raise refuse(
            "number_at_activity",
            "Số yêu cầu chỉ tính theo từng Ngày hội. Hãy mở Ngày hội trong đăng ký để ghi.",
            field="advised",
        )
    return {"advised": advised, "settled": settled}


def _activity_of(row: Registration, activity_id: int, at: datetime) -> RegisteredActivity:
    activity = row.activities.filter(pk=activity_id).first()
    if activity is None:
        raise refuse("activity_unknown", "Không có hoạt động này. Hãy tải lại trang.", field="activity")
    if activity.event is not None:
        raise refuse("result_at_event", "Hoạt động này gắn với một sự kiện. Hãy ghi kết quả ở sự kiện đó.")
    if activity.day > local_day(at):
        raise refuse(
            "result_too_early", "Hoạt động chưa diễn ra. Hãy ghi kết quả từ ngày tổ chức.", field="result"
        )
    return activity
