"""No-late pledges beside what really was late: derived from dossiers, each breach once, ranks from data."""

from datetime import date, datetime
from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.lateness import late_dossiers, late_shares
from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from motcua.participation import queries
from motcua.participation.actions.registering import withdraw_registration
from motcua.participation.models import NoLatePledge
from motcua.participation.pledging import warnings_of
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, LAND_CHANGE, Q11, at, colleague, received
from tests.participation.registering import CITY, DISTRICT, MORNING, registered

pytestmark = pytest.mark.usefixtures("seeded")
FIRST, LAST = date(2022, 5, 15), date(2022, 6, 15)
NOW = at("2022-06-20 08:00")


def promised(due: str, ready: str | None = None, code: str = LAND_CHANGE) -> Dossier:
    """A dossier as if it was promised for then and ready then: the ways there have tests of their own."""
    dossier = received(code, Q11, at("2022-05-09 09:00"))
    Dossier.objects.filter(pk=dossier.pk).update(
        due_at=at(due), due_original=at(due), ready_at=at(ready) if ready else None
    )
    return dossier


def pledged(*codes: str, moment: datetime = MORNING, **said: Any) -> None:
    registered(
        "2.2", unit_id=Q11, programme=DISTRICT, main=False, procedures=codes or [LAND_CHANGE], moment=moment, **said
    )  # fmt: skip


def found(first: date = FIRST, last: date = LAST, now: datetime = NOW) -> list[str]:
    return [one.code for one in queries.breaches(DISTRICT, first, last, now).found]


@pytest.mark.requirement("R-101", "R-161")
@pytest.mark.rule("104/KH-UBND Q11 II.2.2")
def test_from_the_day_of_the_pledge_every_late_result_is_a_breach() -> None:
    promised("2022-05-13 17:00", "2022-05-13 17:01")  # late before the pledge
    promised("2022-05-17 17:00", "2022-05-17 17:00")  # in time
    promised("2022-05-17 17:00", "2022-05-18 09:00", code=HOUSEHOLD_BUSINESS)  # not pledged
    promised("2022-06-16 17:00", "2022-06-17 09:00")  # after the programme
    before = promised("2022-05-13 17:00", "2022-05-16 10:00")  # owed from before, given late
    late = promised("2022-05-17 17:00", "2022-05-17 17:01")
    owed = promised("2022-06-14 17:00")
    pledged()
    assert found() == [str(before), str(late), str(owed)]
    (kept,) = queries.breaches(DISTRICT, FIRST, LAST, NOW).pledges
    assert [one.overdue_before for one in kept.breaches] == [True, False, False]
    assert (kept.due, kept.pledged_from, kept.until) == (3, date(2022, 5, 16), date(2022, 6, 16))
    assert found(now=at("2022-06-14 17:00")) == [str(before), str(late)]
    assert found(now=at("2022-06-14 17:01")) == [str(before), str(late), str(owed)]
    assert found(first=date(2022, 6, 1)) == [str(owed)]


def test_a_result_that_the_city_and_the_district_pledged_is_one_breach() -> None:
    late = promised("2022-05-17 17:00", "2022-05-18 09:00")
    pledged()
    registered("2.2", unit_id=Q11, programme=CITY, main=False, procedures=[LAND_CHANGE])
    city = queries.breaches(CITY, FIRST, LAST, NOW)
    assert len(city.pledges) == 2
    assert [one.code for one in city.found] == [str(late)]


def test_a_pledge_that_is_withdrawn_counts_until_then() -> None:
    first = promised("2022-05-17 17:00", "2022-05-18 09:00")
    promised("2022-05-26 17:00", "2022-05-27 09:00")
    pledged()
    moment = at("2022-05-25 09:00")
    row = NoLatePledge.objects.get().registration
    withdraw_registration(
        registration_id=row.pk, reason="Thiếu người", actor=colleague(Role.LEAD, Q11, moment), at=moment
    )
    assert found() == [str(first)]
    (kept,) = queries.breaches(DISTRICT, FIRST, LAST, NOW).pledges
    assert kept.withdrawn


def test_a_pledge_from_a_later_day_begins_on_it() -> None:
    promised("2022-05-17 17:00", "2022-05-18 09:00")
    late = promised("2022-05-23 17:00", "2022-05-24 09:00")
    pledged(pledged_from=date(2022, 5, 20))
    assert found() == [str(late)]
    with pytest.raises(Refused, match="backdated"):
        registered("2.2", unit_id="hcmc.q11.p5", programme=DISTRICT, main=False,
                   procedures=[CERTIFIED_COPY], pledged_from=date(2022, 5, 15))  # fmt: skip


@pytest.mark.requirement("R-101")
def test_a_pledge_names_procedures_that_the_unit_settles() -> None:
    for codes, why in (((), "procedure_missing"), (("9.999999",), "procedure_unknown")):
        with pytest.raises(Refused, match=why):
            registered("2.2", unit_id=Q11, programme=DISTRICT, main=False, procedures=codes)


@pytest.mark.requirement("R-162")
def test_procedures_are_ranked_by_their_late_share_over_the_days_asked_for() -> None:
    for day in (10, 11, 12):
        promised(f"2022-05-{day} 17:00", f"2022-05-{day} 16:00")
    late = promised("2022-05-13 17:00", "2022-05-14 09:00")
    owed = promised("2022-05-13 16:00", code=HOUSEHOLD_BUSINESS)
    promised("2022-05-13 17:00", "2022-05-13 17:00", code=CERTIFIED_COPY)
    promised("2022-05-30 17:00", code=CERTIFIED_COPY)  # neither ready nor late yet
    rank = late_shares([Q11], date(2022, 5, 1), date(2022, 5, 31), MORNING)
    assert [(one.procedure, one.late, one.due) for one in rank] == [
        (HOUSEHOLD_BUSINESS, 1, 1),
        (LAND_CHANGE, 1, 4),
        (CERTIFIED_COPY, 0, 1),
    ]
    assert not late_shares([Q11], date(2022, 4, 1), date(2022, 4, 30), MORNING)
    behind = late_dossiers([Q11], LAND_CHANGE, date(2022, 5, 1), date(2022, 5, 31), MORNING)
    assert [one.pk for one in behind] == [late.pk]
    behind = late_dossiers([Q11], HOUSEHOLD_BUSINESS, date(2022, 5, 1), date(2022, 5, 31), MORNING)
    assert [one.pk for one in behind] == [owed.pk]


@pytest.mark.requirement("R-162")
def test_a_pledge_on_a_procedure_that_is_not_late_prone_is_taken_with_a_warning() -> None:
    promised("2022-05-13 17:00", "2022-05-14 09:00")
    promised("2022-05-13 17:00", "2022-05-13 09:00", code=CERTIFIED_COPY)
    pledged(LAND_CHANGE, CERTIFIED_COPY, HOUSEHOLD_BUSINESS)
    row = NoLatePledge.objects.first()
    assert row is not None
    said = warnings_of(row.registration)
    assert [CERTIFIED_COPY in said[0], HOUSEHOLD_BUSINESS in said[1], len(said)] == [True, True, 2]
    assert "không trễ lần nào trong 1 kết quả" in said[0]
