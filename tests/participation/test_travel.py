"""Visits for each dossier and days until its return, before and during a programme, reckoned by hand (002 II.2)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape

import pytest

from motcua.dossiers.models import Dossier, TicketDossier
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.participation.travel import (
    Travel,
    When,
    dossiers_of,
    listed,
    programmes_under,
    stretch,
    travel_of,
)
from motcua.queueing.models import Ticket
from motcua.web.staff import paging
from tests.cast import CERTIFIED_COPY, Q11, at, received
from tests.queueing.hall_days import desk_of_unit, served
from tests.web.staff.desk import signed_in

pytestmark = pytest.mark.usefixtures("seeded")
# The month of action in Quận 11 began on Sunday 15/05/2022.
TODAY = date(2022, 5, 24)


def programme() -> str:
    """The one of Quận 11 that lists certified copies."""
    found = [rule for rule in programmes_under(unit(), TODAY) if rule.period_from == date(2022, 5, 15)]
    return found[0].id


def unit() -> Unit:
    return Unit.objects.get(pk=Q11)


def handed_out(dossier: Dossier, moment: str) -> None:
    """As if the result was given out then: the way there has tests of its own."""
    Dossier.objects.filter(pk=dossier.pk).update(returned_at=at(moment))


def during(ticket: Ticket, dossier: Dossier) -> None:
    TicketDossier.objects.create(ticket=ticket, dossier=dossier, act="receive", at=ticket.issued_at)


def of(when: When) -> Travel:
    (one,) = [one for one in travel_of(unit(), TODAY) if one.rule.id == programme()]
    return one.before if when is When.BEFORE else one.during


@pytest.mark.requirement("R-042")
@pytest.mark.rule("KH Thanh Hà 9/2023 II.2")
def test_visits_and_days_before_and_during_are_those_reckoned_by_hand() -> None:
    desk = desk_of_unit(Q11)
    old, old_too = (received(CERTIFIED_COPY, Q11, at(f"2022-05-1{day} 09:00")) for day in (0, 2))
    for number, dossier in ((1, old), (2, old), (3, old), (4, old_too)):
        during(
            served(desk, f"0{number}:00", f"0{number}:10", f"0{number}:20", day=date(2022, 5, 12)), dossier
        )
    handed_out(old, "2022-05-13 10:00")  # 3 days
    handed_out(old_too, "2022-05-16 08:00")  # 4 days
    new, without = (received(CERTIFIED_COPY, Q11, at(f"2022-05-1{day} 09:00")) for day in (6, 7))
    during(served(desk, "09:00", "09:05", "09:20"), new)
    handed_out(new, "2022-05-16 16:00")  # the same day
    before, now = of(When.BEFORE), of(When.DURING)
    assert (before.first, before.last) == (date(2022, 5, 5), date(2022, 5, 14))
    assert (now.first, now.last) == (date(2022, 5, 15), TODAY)
    assert (before.dossiers, before.visited, before.visits, before.visits_tenths) == (2, 2, 4, 20)
    assert (before.returned, before.days, before.days_tenths) == (2, 7, 35)
    assert (now.dossiers, now.visited, now.visits, now.visits_tenths) == (2, 1, 1, 10)
    assert (now.returned, now.days, now.days_tenths) == (1, 0, 0)
    rule = next(rule for rule in programmes_under(unit(), TODAY) if rule.id == programme())
    rows = [listed(row) for row in dossiers_of(rule, unit(), When.DURING, TODAY)]
    assert [(row.visits, row.days) for row in rows] == [(1, 0), (0, None)]
    assert str(rows[1].dossier) == str(without)


@pytest.mark.requirement("R-042")
def test_a_stretch_without_dossiers_has_no_mean() -> None:
    now = of(When.DURING)
    assert (now.dossiers, now.visits_tenths, now.days_tenths) == (0, None, None)


def test_before_is_as_long_as_during_and_a_programme_that_ended_is_measured_to_its_end() -> None:
    rule = next(rule for rule in programmes_under(unit(), TODAY) if rule.id == programme())
    assert rule.period_to is not None
    long_after = date(2023, 1, 1)
    first, last = stretch(rule, When.DURING, long_after)
    assert (first, last) == (rule.period_from, rule.period_to - timedelta(days=1))
    before_first, before_last = stretch(rule, When.BEFORE, long_after)
    assert before_last - before_first == last - first


@pytest.mark.requirement("R-042")
def test_the_page_opens_the_dossiers_behind_without_names(
    office_clock: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    office_clock(at("2022-05-24 09:00"))
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    during(served(desk_of_unit(Q11), "09:00", "09:05", "09:20"), dossier)
    head = signed_in(Q11, Role.LEAD)
    page = unescape(head.get("/can-bo/sanh/bao-cao/di-lai/").content.decode())
    address = f"/can-bo/sanh/bao-cao/di-lai/danh-sach/?chuong_trinh={programme()}&ky=during"
    assert f'href="{address}">1<' in page
    listed = unescape(head.get(address).content.decode())
    assert str(dossier) in listed
    assert "Nguyễn Văn Tư" not in listed
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)
    other = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:30"))
    first = head.get(address)
    second = head.get(first.context["list"].following)
    assert [row.dossier.pk for one in (first, second) for row, _mine in one.context["rows"]] == [
        dossier.pk,
        other.pk,
    ]
    assert head.get("/can-bo/sanh/bao-cao/di-lai/danh-sach/?chuong_trinh=x&ky=during").status_code == 404
    assert signed_in(Q11, Role.RECEIVE).get("/can-bo/sanh/bao-cao/di-lai/").status_code == 403
