"""The Friday model by month and quarter: every desk, its Fridays, what came of them, against other days."""

from datetime import date

import pytest

from motcua.core.refusals import Refused
from motcua.documents.report_paper import ReportPaper, ReportTable, Share, Value
from motcua.feedback.report import SMALL
from motcua.feedback.rules import rating_rule
from motcua.reports.actions.folding import fold
from motcua.reports.friday_list import behind_figure, figure_words
from motcua.reports.issue_rules import month_of, quarter_of
from motcua.reports.issue_terms import ReportKind
from motcua.reports.making import paper_of
from motcua.reports.opening import CellPage
from tests.cast import CERTIFIED_COPY, MARITAL_STATUS, THANH_SON, at, received
from tests.reports.model_days import FRIDAY_MODEL, THANH_HA, rated, settled, unit

pytestmark = pytest.mark.usefixtures("seeded")
OCTOBER, QUARTER = month_of(date(2023, 10, 1)), quarter_of(date(2023, 10, 1))
NOVEMBER = at("2023-11-01 08:00")


def paper(
    period: tuple[date, date] = OCTOBER, moment: str = "2023-11-01 08:00", unit_id: str = ""
) -> ReportPaper:
    of = unit(unit_id) if unit_id else unit()
    return paper_of(ReportKind.FRIDAY, of, FRIDAY_MODEL, *period, at=at(moment))


def table(made: ReportPaper, key: str) -> ReportTable:
    return next(one for one in made.tables if one.key == key)


def values(of: ReportTable, first: str) -> dict[str, Value]:
    row = next(row for row in of.rows if str(row.cells[0]).startswith(first))
    return {column.key: cell for column, cell in zip(of.columns, row.cells, strict=True)}


def desk_of(made: ReportPaper, key: str, commune: str = "Thanh Sơn") -> dict[str, Value]:
    of = table(made, key)
    row = next(row for row in of.rows if commune in str(row.cells[0]))
    return {column.key: cell for column, cell in zip(of.columns, row.cells, strict=True)}


@pytest.fixture
def october(seeded: None) -> None:
    """Two in the day, one after the cut-off in time, one late, one on a Thursday, one still open."""
    settled(at("2023-10-06 09:00"), at("2023-10-06 10:00"))
    settled(at("2023-10-13 09:00"), at("2023-10-13 16:00"))
    settled(at("2023-10-13 15:40"), at("2023-10-16 08:30"))
    settled(at("2023-10-20 15:40"), at("2023-10-23 09:30"))
    settled(at("2023-10-12 09:00"), at("2023-10-12 10:00"))
    received(CERTIFIED_COPY, THANH_SON, at("2023-10-27 09:00"))


@pytest.mark.requirement("R-275")
@pytest.mark.rule("KH Thanh Hà 9/2023 II.3")
def test_a_month_tells_fridays_dossiers_same_day_after_cut_off_and_lateness_by_desk(october: None) -> None:
    found = desk_of(paper(), "desks")
    assert found["days"] == 4
    assert found["received"] == 5
    assert (found["same_day"], found["same_day_share"]) == (2, Share(2, 5))
    assert (found["after_cut_off"], found["after_cut_off_share"]) == (2, Share(2, 5))
    assert (found["late"], found["open_overdue"], found["late_share"]) == (1, 1, Share(2, 5))


@pytest.mark.requirement("R-275")
def test_a_quarter_adds_its_months_up_and_tells_each(october: None) -> None:
    settled(at("2023-11-03 09:00"), at("2023-11-03 10:00"))
    made = paper(QUARTER, "2024-01-02 08:00")
    assert desk_of(made, "desks")["received"] == 6
    months = table(made, "months")
    assert [row.cells[:3] for row in months.rows] == [("10/2023", 4, 5), ("11/2023", 4, 1), ("12/2023", 5, 0)]


def test_a_desk_where_nothing_came_says_nought(october: None) -> None:
    found = desk_of(paper(), "desks", "huyện Thanh Hà")
    assert (found["received"], found["same_day"], found["late"]) == (0, 0, 0)
    assert found["same_day_share"] == Share(0, 0)


def test_the_sum_of_the_desks_is_the_total(october: None) -> None:
    of = table(paper(), "desks")
    place = [column.key for column in of.columns].index("received")
    counts = [row.cells[place] for row in of.rows if not row.total]
    assert sum(one for one in counts if isinstance(one, int)) == of.rows[-1].cells[place] == 5


@pytest.mark.requirement("R-112")
def test_model_days_stand_beside_the_other_days_with_every_dossier_received(october: None) -> None:
    of = table(paper(), "against")
    model, other = values(of, "Ngày của mô hình"), values(of, "Ngày khác")
    assert (model["days"], model["received"], model["late"]) == (4, 5, 1)
    assert (other["days"], other["received"], other["same_day_share"]) == (1, 1, Share(1, 1))


def test_a_friday_to_come_is_not_counted_and_a_running_month_is_provisional(october: None) -> None:
    made = paper(moment="2023-10-13 12:00")
    assert made.provisional
    assert desk_of(made, "desks")["days"] == 2
    assert not paper().provisional


@pytest.mark.requirement("R-287")
def test_satisfaction_stands_with_the_number_of_answers_and_few_answers_are_marked() -> None:
    few = settled(at("2023-10-06 09:00"), at("2023-10-06 10:00"))
    rated(few, 5, at("2023-10-06 11:00"))
    found = desk_of(paper(), "service")
    assert (found["answers"], found["satisfied"]) == (1, SMALL)
    for number in range(rating_rule().small):
        dossier = received(CERTIFIED_COPY, THANH_SON, at("2023-10-13 09:00"))
        rated(dossier, 5 if number else 1, at("2023-10-13 11:00"))
    found = desk_of(paper(), "service")
    count = rating_rule().small + 1
    assert (found["answers"], found["satisfied"]) == (count, Share(count - 1, count))
    assert desk_of(paper(), "service", "huyện Thanh Hà")["satisfied"] is None


def test_the_online_share_is_told_before_the_model_and_in_the_period(october: None) -> None:
    received(MARITAL_STATUS, THANH_SON, at("2023-09-20 09:00"))
    found = desk_of(paper(), "service")
    assert found["online_before"] == Share(0, 1)
    assert found["online"] == Share(0, 6)


def opened(key: str, period: tuple[date, date] = OCTOBER, moment: str = "2023-11-01 08:00") -> CellPage:
    return behind_figure(unit(), FRIDAY_MODEL, *period, key, at(moment))


@pytest.mark.requirement("R-271")
@pytest.mark.parametrize(
    ("measure", "count"),
    [("received", 5), ("same_day", 2), ("after_cut_off", 2), ("late", 1), ("open_overdue", 1)],
)
def test_every_figure_of_a_desk_opens_exactly_its_dossiers(october: None, measure: str, count: int) -> None:
    made = paper()
    row = next(row for row in table(made, "desks").rows if "Thanh Sơn" in str(row.cells[0]))
    found = opened(row.lists[measure])
    assert found.total == len(found.dossiers) == count
    assert {dossier.unit_id for dossier in found.dossiers} == {THANH_SON}


def figure_of(cell: Value) -> int | None:
    """What a list must hold: the number, or the part of a share."""
    return cell.part if isinstance(cell, Share) else cell if isinstance(cell, int) else None


@pytest.mark.requirement("R-271")
@pytest.mark.requirement("R-275")
@pytest.mark.parametrize("folded", [False, True])
def test_each_figure_of_each_table_opens_as_many_dossiers_as_it_says(october: None, folded: bool) -> None:
    settled(at("2023-11-03 09:00"), at("2023-11-03 10:00"))
    received(MARITAL_STATUS, THANH_SON, at("2023-09-20 09:00"))
    received(CERTIFIED_COPY, THANH_HA, at("2023-10-06 09:30"))
    if folded:
        fold(at=at("2023-11-04 08:00"))
    moment = "2024-01-02 08:00"
    made = paper(QUARTER, moment)
    for of in made.tables:
        for row in of.rows:
            for column, cell in zip(of.columns, row.cells, strict=True):
                if column.key in row.lists:
                    found = opened(row.lists[column.key], QUARTER, moment)
                    assert found.total == figure_of(cell), (of.key, row.cells[0], column.key)


@pytest.mark.requirement("R-271")
def test_no_count_of_dossiers_stands_without_its_list(october: None) -> None:
    of_dossiers = {"received", "same_day", "after_cut_off", "late", "open_overdue"}
    shares = {"early", "on_time", "online", "online_before", "early_share", "on_time_share"}
    for of in paper(QUARTER, "2024-01-02 08:00").tables:
        wanted = {column.key for column in of.columns} & (of_dossiers | shares)
        assert wanted
        for row in of.rows:
            assert wanted <= set(row.lists), (of.key, row.cells[0])


def test_a_long_list_goes_on_from_page_to_page(october: None) -> None:
    first = behind_figure(unit(), FRIDAY_MODEL, *OCTOBER, "all.received", NOVEMBER, size=3)
    assert (len(first.dossiers), first.total) == (3, 5)
    assert first.next is not None
    rest = behind_figure(unit(), FRIDAY_MODEL, *OCTOBER, "all.received", NOVEMBER, after=first.next, size=3)
    assert (len(rest.dossiers), rest.total, rest.next) == (2, 5, None)
    assert not {one.pk for one in first.dossiers} & {one.pk for one in rest.dossiers}


def test_a_figure_of_another_district_or_of_nothing_opens_nothing(october: None) -> None:
    row = next(row for row in table(paper(), "desks").rows if "Thanh Sơn" in str(row.cells[0]))
    other = behind_figure(unit("hcmc.q11"), FRIDAY_MODEL, *OCTOBER, row.lists["received"], NOVEMBER)
    assert not other.total
    assert not behind_figure(unit("hcmc.q11"), FRIDAY_MODEL, *OCTOBER, "all.every.received", NOVEMBER).total
    wrong = ("", "1", "x.received", "1.secret", "9" * 40 + ".late", "all.model.late", "2023.late", "٣.late")
    for key in (*wrong, "2023-13.late", "-------.late", "1.other.", "all.x.late", "2023-10.other.late"):
        assert not opened(key).total
        assert figure_words(key) in {"", "Trễ hạn"}


def test_an_unknown_programme_is_refused() -> None:
    with pytest.raises(Refused, match="programme_unknown"):
        paper_of(ReportKind.FRIDAY, unit(), "khong-co", *OCTOBER, at=NOVEMBER)
