"""An event of the outreach pages is linked to what the unit registered, whatever became of its days there."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from motcua.organisation.terms import Role
from motcua.outreach.actions.events import Announced, Came, plan_event, say_outcome
from motcua.outreach.models import Event, EventDay
from motcua.outreach.terms import DayStanding, EventKind
from motcua.participation.models import RegisteredActivity, Registration
from tests.cast import at, colleague
from tests.participation.registering import CITY, FESTIVAL, HOME_AFFAIRS, MORNING, registered
from tests.web.staff.desk import signed_in

HERE = "/can-bo/kiem-soat/dang-ky/"
FRIDAY = at("2022-05-20 17:30")


@pytest.fixture
def row(seeded: None, office_clock: Callable[[datetime], None]) -> Registration:
    """Option 2.5 of the Department of Home Affairs; it is the Friday after."""
    office_clock(FRIDAY)
    return registered("2.5", activities=[FESTIVAL])


def event_from(first: date, last: date) -> Event:
    """A festival on each of these days of one week, planned on its Monday morning."""
    announced = Announced(
        lead=HOME_AFFAIRS, kind=EventKind.FESTIVAL, name="Tuần hội", place="Khu chế xuất",
        first=first, last=last, bodies=["Công đoàn Viên chức"], programme=CITY,
    )  # fmt: skip
    keeper = colleague(Role.LEAD, HOME_AFFAIRS, MORNING)
    return plan_event(announced=announced, came=Came(), actor=keeper, at=MORNING)


def said(day: EventDay, standing: DayStanding, new_day: date | None = None, result: str = "") -> None:
    say_outcome(
        day_id=day.pk, standing=standing, reason="Mưa bão", new_day=new_day, at=FRIDAY,
        came=Came(result=result, evidence=result[:400], advised=10, settled=5),
        actor=colleague(Role.LEAD, HOME_AFFAIRS, FRIDAY),
    )  # fmt: skip


def link(row: Registration, event: Event) -> tuple[int, str]:
    client: Client = signed_in(HOME_AFFAIRS, Role.CONTROL)
    answer = client.post(f"{HERE}noi-dung/{row.pk}/gan/{event.pk}/")
    return answer.status_code, str(answer.content.decode())


def cells(row: Registration, name: str) -> tuple[str, ...]:
    """The line of an activity as the page of the registration shows it."""
    client: Client = signed_in(HOME_AFFAIRS, Role.CONTROL)
    tables = client.get(f"{HERE}noi-dung/{row.pk}/").context["parts"]
    (found,) = [cells for cells, _opens, _does in tables[0].rows if cells[0] == name]
    return tuple(found)


@pytest.mark.requirement("R-104")
def test_an_event_with_much_told_of_its_five_days_is_linked_and_tells_it_all(row: Registration) -> None:
    event = event_from(date(2022, 5, 16), date(2022, 5, 20))
    words = [
        f"{day.day:%d/%m} ".ljust(400, letter) for letter, day in zip("abcde", event.days.all(), strict=True)
    ]
    for day, result in zip(event.days.all(), words, strict=True):
        said(day, DayStanding.HELD, result=result)
    assert link(row, event)[0] == 302
    linked = RegisteredActivity.objects.get(event=event.pk)
    assert (linked.day, linked.reports.get().result) == (date(2022, 5, 16), "Kết quả ghi ở sự kiện.")
    told = cells(row, "Tuần hội")
    assert (told[5], told[-2:]) == ("; ".join(words), ("50", "25"))


@pytest.mark.requirement("R-104")
@pytest.mark.parametrize("standing", [DayStanding.POSTPONED, DayStanding.CANCELLED])
def test_an_event_whose_first_day_did_not_take_place_is_linked_by_its_next(
    row: Registration, standing: DayStanding
) -> None:
    event = event_from(date(2022, 5, 19), date(2022, 5, 20))
    first = event.days.all()[0]
    said(first, standing, new_day=date(2022, 5, 27) if standing is DayStanding.POSTPONED else None)
    assert link(row, event)[0] == 302
    assert RegisteredActivity.objects.get(event=event.pk).day == date(2022, 5, 20)


def test_an_event_that_has_no_day_left_is_not_linked(row: Registration) -> None:
    event = event_from(date(2022, 5, 23), date(2022, 5, 23))
    said(event.days.all()[0], DayStanding.CANCELLED)
    status, text = link(row, event)
    assert (status, "không còn ngày tổ chức" in text) == (422, True)
    assert not RegisteredActivity.objects.filter(event=event.pk).exists()
