"""The public page of the agencies' work: figures with their date, of no person."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.test import Client

from motcua.documents.report_paper import Share
from motcua.feedback.report import SMALL
from motcua.reports.performance import UnitPerformance, performance
from tests.cast import CERTIFIED_COPY, ONG_TU, P5, Q11, THANH_SON, at, received
from tests.queueing.hall_days import A, desk_of_unit, visited
from tests.reports.model_days import rated, settled

pytestmark = pytest.mark.usefixtures("seeded")
EVENING = at("2022-05-16 18:00")
ADDRESS = "/ket-qua-phuc-vu/"


@pytest.fixture
def day_of_work(seeded: None, office_clock: Callable[[datetime], None]) -> None:
    """At Quận 11 two received, one settled in the day and rated."""
    cache.clear()
    done = settled(at("2022-05-16 09:00"), at("2022-05-16 10:00"), unit=Q11)
    rated(done, 5, at("2022-05-16 11:00"))
    received(CERTIFIED_COPY, Q11, at("2022-05-16 15:30"))
    office_clock(EVENING)


def of(unit_id: str) -> UnitPerformance:
    return next(row for row in performance(EVENING.date(), EVENING).rows if row.unit_id == unit_id)


@pytest.mark.requirement("R-296")
def test_each_agency_is_told_with_what_it_received_settled_in_time_and_in_the_day(day_of_work: None) -> None:
    row = of(Q11)
    assert (row.received, row.settled, row.in_time, row.same_day) == (2, 1, Share(1, 1), Share(1, 2))
    assert (row.answers, row.satisfied) == (1, SMALL)
    assert not [one for one in performance(EVENING.date(), EVENING).rows if one.unit_id == P5]


@pytest.mark.requirement("R-296")
def test_the_mean_wait_of_the_halls_stands_beside(day_of_work: None) -> None:
    visited(desk_of_unit(Q11), (A.ISSUE, "09:00"), (A.CALL, "09:12"))
    cache.clear()
    assert of(Q11).wait_tenths == 120


@pytest.mark.requirement("R-296")
def test_the_page_is_open_to_everybody_says_its_date_and_names_no_person(day_of_work: None) -> None:
    answer = Client().get(ADDRESS)
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "Số liệu lúc 18:00 ngày 16/05/2022",
        "Quận 11",
        "Đã giải quyết",
        "Chờ trung bình",
        "Hài lòng",
    ):
        assert words in page
    assert ONG_TU.name not in page
    assert str(ONG_TU.id_number) not in page


def test_another_month_and_nonsense_are_answered(day_of_work: None) -> None:
    for month in ("2022-04", "2022-13", "x", "9999-01", "0001-01", "2030-01"):
        assert Client().get(ADDRESS, {"thang": month}).status_code == 200
    assert "Chưa có hồ sơ" in Client().get(ADDRESS, {"thang": "2022-04"}).content.decode()


def test_figures_of_later_are_not_shown_after_a_clock_was_put_back(day_of_work: None) -> None:
    before = performance(EVENING.date(), at("2022-05-16 12:00")).moment
    assert performance(EVENING.date(), EVENING).moment == EVENING
    assert performance(EVENING.date(), at("2022-05-16 12:00")).moment == before


def test_an_agency_that_ended_within_the_month_is_told_too(day_of_work: None) -> None:
    settled(at("2025-06-27 09:00"), at("2025-06-27 10:00"), unit=THANH_SON)
    cache.clear()
    july = at("2025-07-02 08:00")
    assert THANH_SON in {row.unit_id for row in performance(at("2025-06-30 08:00").date(), july).rows}
