"""Plan an event, say what became of each of its days, lay its report beside it. Nothing is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line, fold, needed_line
from motcua.documents.files.keeping import keep
from motcua.documents.models import StoredFile
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.noting import note
from motcua.organisation.queries import units_under
from motcua.organisation.stated import said_by
from motcua.outreach import policies
from motcua.outreach.models import CoOrganiser, DayOutcome, Event, EventDay, EventReport
from motcua.outreach.said_days import facts_of, last_words, locked_day
from motcua.outreach.standings import DayFacts
from motcua.outreach.terms import DayStanding, EventKind
from motcua.outreach.weekly import days_of_rule, why_not_days
from motcua.procedures.models import Procedure
from motcua.programmes.models import Programme
from motcua.programmes.touching import decided_programme

_MOST_BODIES = 30
_MOST_PROCEDURES = 200
_MOST_PEOPLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Announced:
    """An event as it is announced; `weekday` (Monday is 1) makes it weekly between the two days."""

    lead: str
    kind: EventKind
    name: str
    place: str
    first: date
    last: date
    weekday: int | None = None
    starts: time | None = None
    ends: time | None = None
    units: Sequence[str] = ()
    bodies: Sequence[str] = ()
    procedures: Sequence[str] = ()
    participants: str = ""
    programme: str = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """How a day went: words, numbers where somebody counted, and a paper or picture that shows it."""

    result: str = ""
    attended: int | None = None
    advised: int | None = None
    settled: int | None = None
    evidence: str = ""
    file: bytes = b""
    file_name: str = ""

    @property
    def counted(self) -> bool:
        """Whether somebody counted."""
        return any(one is not None for one in (self.attended, self.advised, self.settled))

    @property
    def more(self) -> bool:
        """Whether there is anything beside the result."""
        return self.counted or bool(self.evidence.strip() or self.file)


NO_PAPER = Came()


@transaction.atomic
def plan_event(*, announced: Announced, came: Came, actor: Actor, at: datetime) -> Event:
    """Write an event down; one whose days are over is recorded as held, with its result (R-246, R-250–R-254).

    Refused: no_role, other_unit, unit_unknown, procedure_unknown, programme_unknown, period_wrong, no_such_day,
    too_many_days, hours_wrong, event_in_past, result_too_early, result_missing, opens_wrong, counts_by_day,
    text_too_long, event_recorded.
    """
    refuse_if(policies.why_not_keep(actor, within=announced.lead in units_under([actor.unit_id])))
    refuse_if(policies.why_not_opening(announced.kind, opens=bool(announced.opens)))
    days = _days(announced)
    result = clean_line(came.result, 2000, field="result", what="Kết quả")
    refuse_if(policies.why_not_planned(days, at, result=result))
    refuse_if(policies.why_not_told(result=result, more=came.more))
    begun = [bool(result) and at >= one.begins_at for one in days]
    if sum(begun) > 1 and came.counted:
        raise refuse(
            "counts_by_day", "Sự kiện có nhiều ngày. Hãy để trống các số và ghi cho từng ngày sau khi lưu."
        )
    event = _written(announced, days[0], actor, at)
    rows = EventDay.objects.bulk_create(
        EventDay(event=event, day=one.day, starts=one.starts, ends=one.ends) for one in days
    )
    over = [row for row, started in zip(rows, begun, strict=True) if started]
    said = _Said(DayStanding.HELD, "", came, announced.kind, _kept(came, at) if over else None)
    DayOutcome.objects.bulk_create([_outcome(row, said, actor, at) for row in over])
    note(actor, at, "plan_event", f"event:{event.pk}", {"kind": announced.kind, "days": len(rows)})
    return event


@transaction.atomic
def say_outcome(
    *,
    day_id: int,
    standing: DayStanding,
    reason: str,
    came: Came,
    new_day: date | None,
    actor: Actor,
    at: datetime,
) -> DayOutcome:
    """Say what became of a day: held, postponed (to a new day, or none yet) or cancelled (R-244, R-250).

    Refused: no_role, other_unit, day_settled, day_held, reason_missing, result_missing, result_too_early,
    day_past, day_taken, counts_of_festival, number_wrong. Raises EventDay.DoesNotExist.
    """
    row, facts = locked_day(day_id)
    refuse_if(policies.why_not_keep(actor, within=row.event.lead_id in units_under([actor.unit_id])))
    why = clean_line(reason, 500, field="reason", what="Lý do")
    result = clean_line(came.result, 2000, field="result", what="Kết quả")
    refuse_if(policies.why_not_outcome(facts, standing, at, reason=why, result=result))
    kind = EventKind(row.event.kind)
    said = _Said(standing, why, came, kind, _kept(came, at) or _former_file(row, standing))
    outcome = _outcome(row, said, actor, at)
    outcome.save(force_insert=True)
    if standing is DayStanding.POSTPONED and new_day is not None:
        taken = EventDay.objects.filter(event_id=row.event_id, day=new_day).exists()
        refuse_if(policies.why_not_new_day(new_day, today=local_day(at), taken=taken))
        EventDay.objects.create(
            event_id=row.event_id, day=new_day, starts=row.starts, ends=row.ends, moved_from=row
        )
    note(actor, at, "say_outcome", f"event:{row.event_id}", {"day": str(row.day), "said": standing.value})
    return outcome


@transaction.atomic
def set_new_day(*, day_id: int, new_day: date, actor: Actor, at: datetime) -> EventDay:
    """Give a postponed day its new day, once. Refused: no_role, other_unit, not_postponed, day_past, day_taken."""
    row, facts = locked_day(day_id)
    refuse_if(policies.why_not_keep(actor, within=row.event.lead_id in units_under([actor.unit_id])))
    if facts.said is not DayStanding.POSTPONED or facts.moved:
        raise refuse("not_postponed", "Ngày này không còn chờ ngày mới. Hãy tải lại trang.")
    taken = EventDay.objects.filter(event_id=row.event_id, day=new_day).exists()
    refuse_if(policies.why_not_new_day(new_day, today=local_day(at), taken=taken))
    note(actor, at, "set_new_day", f"event:{row.event_id}", {"day": str(row.day), "new": str(new_day)})
    return EventDay.objects.create(
        event_id=row.event_id, day=new_day, starts=row.starts, ends=row.ends, moved_from=row
    )


@transaction.atomic
def report_event(
    *,
    event_id: int,
    number: str,
    issued_on: date,
    text: str,
    paper: Came = NO_PAPER,
    actor: Actor,
    at: datetime,
) -> EventReport:
    """Lay the report of a meeting beside it, with its paper where there is one (R-243).

    Refused: no_role, other_unit, not_held_yet, number_missing, day_in_future, and what is wrong with the file.
    Raises Event.DoesNotExist.
    """
    event = Event.objects.get(pk=event_id)
    refuse_if(policies.why_not_keep(actor, within=event.lead_id in units_under([actor.unit_id])))
    line = needed_line(number, 100, field="number", what="Số, ký hiệu báo cáo")
    if issued_on > local_day(at):
        raise refuse("day_in_future", "Ngày này chưa đến. Hãy ghi ngày đã ban hành.", field="issued_on")
    if not any(one.said is DayStanding.HELD for one in facts_of([event_id]).get(event_id, ())):
        raise refuse("not_held_yet", "Chưa ghi kết quả tổ chức. Hãy ghi kết quả trước khi ghi báo cáo.")
    words = clean_line(text, 2000, field="text", what="Tóm tắt")
    file = _kept(paper, at)
    note(actor, at, "report_event", f"event:{event_id}", {"number": line, "file": file is not None})
    return EventReport.objects.create(
        event=event, number=line, issued_on=issued_on, text=words, file=file, **said_by(actor, at)
    )


def _days(announced: Announced) -> list[DayFacts]:
    refuse_if(why_not_days(announced.first, announced.last, announced.weekday))
    starts, ends = announced.starts, announced.ends
    if ends is not None and (starts is None or ends <= starts):
        raise refuse("hours_wrong", "Giờ kết thúc phải sau giờ bắt đầu. Hãy sửa lại.", field="ends")
    days = days_of_rule(announced.first, announced.last, announced.weekday)
    return [DayFacts(day, starts, ends) for day in days]


def _written(announced: Announced, first: DayFacts, actor: Actor, at: datetime) -> Event:
    name = needed_line(announced.name, 300, field="name", what="Tên sự kiện")
    place = needed_line(announced.place, 300, field="place", what="Địa điểm")
    partners = _partners(announced)
    # Held until the event is written: of two who write down the same one, the second finds it.
    lead = Unit.objects.select_for_update(no_key=True).get(pk=announced.lead)
    _refuse_twice(Event(lead=lead, kind=announced.kind.value, name=name, place=place), first)
    event = Event.objects.create(
        lead=lead,
        kind=announced.kind.value,
        name=name,
        place=place,
        procedures=_procedures(announced.procedures),
        participants=clean_line(announced.participants, 500, field="participants", what="Thành phần"),
        weekday=announced.weekday,
        programme=_programme(announced.programme, "programme"),
        opens=_programme(announced.opens, "opens"),
        search_fold=fold(" ".join((name, place, lead.name, *(body for _unit, body in partners)))),
        **said_by(actor, at),
    )
    CoOrganiser.objects.bulk_create(
        CoOrganiser(event=event, body_id=unit, name=body) for unit, body in partners
    )
    return event


def _refuse_twice(event: Event, first: DayFacts) -> None:
    """An event is written down once (R-252); one postponed or cancelled that day may be announced anew."""
    same = EventDay.objects.filter(
        event__lead=event.lead,
        event__kind=event.kind,
        event__name=event.name,
        event__place=event.place,
        day=first.day,
        starts=first.starts,
    )
    words = last_words(same.values_list("event_id", flat=True))
    if any(day.pk not in words or words[day.pk].standing == DayStanding.HELD for day in same):
        raise refuse("event_recorded", "Sự kiện này đã được ghi. Hãy mở trong danh sách.", field="name")


def _partners(announced: Announced) -> list[tuple[str | None, str]]:
    """Units of the system by id, other bodies by name; nobody twice, not the lead (R-252)."""
    wanted = list(dict.fromkeys(one for one in announced.units if one != announced.lead))
    known = Unit.objects.in_bulk(wanted)
    if len(known) < len(wanted):
        raise refuse("unit_unknown", "Không có cơ quan này. Hãy chọn lại trong danh mục.", field="units")
    found: dict[str, str | None] = {known[one].name: one for one in wanted}
    for body in announced.bodies:
        line = clean_line(body, 200, field="bodies", what="Tên đơn vị")
        if line:
            found.setdefault(line, None)
    if len(found) > _MOST_BODIES:
        raise refuse("too_many_bodies", f"Nhiều nhất {_MOST_BODIES} đơn vị phối hợp. Hãy ghi gọn lại.")
    return [(unit, name) for name, unit in found.items()]


def _procedures(codes: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(codes))[: _MOST_PROCEDURES + 1]
    known = Procedure.objects.filter(code__in=wanted).count()
    if known < len(wanted) or len(wanted) > _MOST_PROCEDURES:
        raise refuse(
            "procedure_unknown", "Có mã thủ tục không đúng. Hãy xem lại danh mục.", field="procedures"
        )
    return wanted


def _programme(slug: str, field: str) -> Programme | None:
    return decided_programme(slug, field=field) if slug else None


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of a day, checked but for its numbers."""

    standing: DayStanding
    why: str
    came: Came
    kind: EventKind
    file: StoredFile | None


def _outcome(row: EventDay, said: _Said, actor: Actor, at: datetime) -> DayOutcome:
    came = said.came
    refuse_if(policies.why_not_counted(said.kind, came.advised, came.settled))
    for field in ("attended", "advised", "settled"):
        number = getattr(came, field)
        if number is not None and not 0 <= number <= _MOST_PEOPLE:
            raise refuse("number_wrong", "Số này không thể có. Hãy kiểm tra lại.", field=field)
    held = said.standing is DayStanding.HELD
    return DayOutcome(
        day=row,
        standing=said.standing.value,
        reason=said.why,
        result=clean_line(came.result, 2000, field="result", what="Kết quả") if held else "",
        attended=came.attended if held else None,
        advised=came.advised if held else None,
        settled=came.settled if held else None,
        evidence=clean_line(came.evidence, 500, field="evidence", what="Minh chứng"),
        file=said.file,
        **said_by(actor, at),
    )


def _kept(came: Came, at: datetime) -> StoredFile | None:
    """The paper or picture; it may show people, so it is kept as what is sensitive is."""
    return keep(came.file, name=came.file_name, sensitive=True, at=at) if came.file else None


def _former_file(row: EventDay, standing: DayStanding) -> StoredFile | None:
    """A result that is mended without a new paper keeps the one it had."""
    last = row.outcomes.select_related("file").order_by("-pk").first()
    return last.file if last is not None and standing is DayStanding.HELD else None
