"""Open and close counters of a desk, and mark them for those who are served first."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, closing, note, term
from motcua.organisation.models import Counter, OneStopUnit, Unit
from motcua.organisation.policies import LEADING, Period
from motcua.organisation.terms import PriorityClass

MOST_COUNTERS = 200


@transaction.atomic
def open_counter(
    *,
    desk: OneStopUnit,
    number: int,
    name: str,
    priority: Iterable[PriorityClass],
    valid_from: date,
    actor: Actor,
    at: datetime,
) -> Counter:
    """A new counter from a day on. Refused: `counter_number`, `outside_life`."""
    allow(actor, desk.unit_id, at, LEADING)
    term(valid_from, None, inside=Period(desk.valid_from, desk.valid_to))
    if not 1 <= number <= MOST_COUNTERS:
        raise refuse("counter_number", "Số quầy từ 1 đến 200. Hãy nhập lại.", field="number")
    if Counter.objects.filter(one_stop_unit=desk, number=number).exists():
        raise refuse(
            "counter_number", f"Quầy {number} đã có hoặc đã từng có. Hãy chọn số khác.", field="number"
        )
    counter = Counter.objects.create(
        one_stop_unit=desk,
        number=number,
        name=clean_line(name, 100, field="name", what="Tên quầy"),
        priority=_classes(priority),
        valid_from=valid_from,
        valid_to=desk.valid_to,
    )
    note(actor, at, desk.unit_id, "open_counter", f"{desk.unit_id}/{number}", valid_from=valid_from)
    return counter


@transaction.atomic
def mark_counter(
    *, counter_id: int, unit: Unit, priority: Iterable[PriorityClass], actor: Actor, at: datetime
) -> None:
    """Who is called there first (R-028); no mark makes it an ordinary counter."""
    allow(actor, unit.id, at, LEADING)
    counter = _counter(counter_id, unit)
    counter.priority = _classes(priority)
    counter.save(update_fields=["priority"])
    subject = f"{unit.id}/{counter.number}"
    note(actor, at, unit.id, "mark_counter", subject, priority=counter.priority)


@transaction.atomic
def close_counter(
    *, counter_id: int, unit: Unit, actor: Actor, at: datetime, end: date | None = None
) -> None:
    """From that day, by default today, nobody is served there."""
    allow(actor, unit.id, at, LEADING)
    counter = _counter(counter_id, unit)
    counter.valid_to = closing(counter, end, at)
    counter.save(update_fields=["valid_to"])
    note(actor, at, unit.id, "close_counter", f"{unit.id}/{counter.number}", valid_to=counter.valid_to)


def _counter(counter_id: int, unit: Unit) -> Counter:
    found = Counter.objects.select_for_update(of=("self",)).filter(pk=counter_id, one_stop_unit__unit=unit)
    counter = found.first()
    if counter is None:
        raise refuse("counter_unknown", "Không có quầy này ở cơ quan này. Hãy tải lại trang.")
    return counter


def _classes(priority: Iterable[PriorityClass]) -> list[str]:
    return sorted({word.value for word in priority})
