"""Agencies and officials are rated by the office's own dossiers, and each figure is the dossiers behind it."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest

from motcua.core.moments import local_day
from motcua.dossiers.in_time import in_time_by_desk
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import overdue
from motcua.dossiers.terms import Act
from motcua.evaluation.criteria import Criteria, criteria_for
from motcua.evaluation.figures import lines_of, marked_lines
from motcua.evaluation.queries import figure_words, person_in, persons_in, unit_in, units_in
from motcua.evaluation.rating import NAMES_NOBODY, rate_persons, rate_units
from motcua.evaluation.rules import Weight
from motcua.evaluation.tally import Figure, Window, tally_of
from motcua.evaluation.terms import Criterion, Rated, Standing
from motcua.evaluation.yearly import HEADER, yearly
from motcua.feedback.models import Rating
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.procedures.models import ProcedureVersion
from motcua.reports.rollups import Asked, added, sums_by
from motcua.reports.terms import Measure
from tests.cast import (
    CERTIFIED_COPY,
    HOUSEHOLD_BUSINESS,
    MARITAL_STATUS,
    P5,
    Q11,
    ask_for_a_paper,
    at,
    colleague,
    do,
    received,
)
from tests.evaluation.rated import ONE, month, settled

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")
MAY = month("2022-05")
NOW = at("2022-06-10 09:00")
WINDOW = Window(MAY.first, MAY.last, NOW)


def by(*weights: Weight, rated: Rated = Rated.UNITS, small: int = 1) -> Criteria:
    return Criteria(rated, weights, small, "Quyết định 1", None)


def unit(key: str = Q11) -> Unit:
    return Unit.objects.get(pk=key)


def codes(marked: Sequence[object], figure: Figure) -> set[str]:
    return {one.line.code for one in marked if figure in one.marks}  # type: ignore[attr-defined]


@pytest.mark.requirement("R-283")
def test_the_rating_agrees_with_the_figures_of_the_desk_and_opens_its_dossiers() -> None:
    kept, owed = settled(Q11, MORNING), received(CERTIFIED_COPY, Q11, MORNING)
    judged = unit_in(unit(), MAY, NOW)
    [in_time] = in_time_by_desk([Q11], MAY.first, MAY.last, NOW).values()
    tally = judged.tally
    assert tally.of(Figure.JUDGED) == in_time.judged == 2
    assert (tally.of(Figure.EARLY), tally.of(Figure.ON_TIME)) == (in_time.early, in_time.on_time)
    assert tally.of(Figure.LATE) == in_time.late == 1
    assert codes(judged.lines, Figure.KEPT) == {str(kept)}
    assert codes(judged.lines, Figure.STILL_OWED) == {str(owed)}
    for figure in Figure:
        assert tally.of(figure) == len(codes(judged.lines, figure))


@pytest.mark.requirement("R-283")
@pytest.mark.rule("promises 18")
@pytest.mark.parametrize(("mode", "late"), [("reset", 0), ("continue", 1)])
def test_a_dossier_that_waits_for_papers_is_late_only_where_its_clock_runs_on(mode: str, late: int) -> None:
    ProcedureVersion.objects.filter(procedure_id=HOUSEHOLD_BUSINESS).update(after_supplement=mode)
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    ask_for_a_paper(dossier, at("2022-04-26 10:00"), role=Role.APPRAISE)
    april, may = (unit_in(unit(), month(code), NOW).tally for code in ("2022-04", "2022-05"))
    assert [april.of(Figure.LATE), april.of(Figure.NOT_DUE), may.of(Figure.BACKLOG)] == [late, 1 - late, late]
    [in_time] = in_time_by_desk([Q11], date(2022, 4, 1), date(2022, 4, 30), NOW).values()
    assert [in_time.late, in_time.open] == [late, 1 - late]
    assert overdue(Q11, NOW).exists() is bool(late)


@pytest.mark.requirement("R-283")
def test_an_official_is_rated_by_the_dossiers_they_did_a_step_of() -> None:
    dossier = settled(Q11, MORNING)
    received(CERTIFIED_COPY, Q11, MORNING)
    clerk, appraiser = (colleague(role, Q11, MORNING) for role in (Role.RECEIVE, Role.APPRAISE))
    ranking = rate_persons(unit(), WINDOW, by(ONE, rated=Rated.PERSONS))
    rows = {row.subject.person_id: row for row in ranking.rows}
    assert rows[clerk.person_id].tally.of(Figure.JUDGED) == 2
    assert codes(rows[appraiser.person_id].lines, Figure.JUDGED) == {str(dossier)}
    alone = person_in(unit(), appraiser.person_id, MAY, NOW)
    assert alone.rank is None
    assert alone.tally.of(Figure.KEPT) == 1


@pytest.mark.requirement("R-283")
@pytest.mark.rule("KH Thanh Hà 9/2023 III.2")
def test_with_few_dossiers_nobody_is_ranked_and_the_reason_is_said() -> None:
    settled(Q11, MORNING)
    few = rate_units([unit()], WINDOW, by(ONE, small=2)).rows[0]
    assert (few.rank, few.total.points) == (None, None)
    assert few.scores[0].standing is Standing.SMALL
    enough = rate_units([unit()], WINDOW, by(ONE)).rows[0]
    assert [enough.rank, enough.total.points] == [1, 100]


def test_whoever_did_no_dossier_is_named_apart_and_has_no_place() -> None:
    settled(Q11, MORNING)
    ranking = rate_persons(unit(), WINDOW, by(ONE, rated=Rated.PERSONS))
    assert ranking.without_dossiers
    assert not {row.subject.name for row in ranking.rows} & set(ranking.without_dossiers)


def said(points: Sequence[int], **marks: int) -> None:
    desk = received(CERTIFIED_COPY, Q11, MORNING).one_stop_unit
    for one in points:
        Rating.objects.create(
            unit_id=Q11, desk=desk, procedure_id=CERTIFIED_COPY, month=date(2022, 5, 1), occasion="received",
            satisfaction=one, **marks,
        )  # fmt: skip


@pytest.mark.requirement("R-283")
@pytest.mark.requirement("R-285")
def test_a_handful_of_answers_is_no_share_and_gives_no_points_whatever_the_criteria_say() -> None:
    weights = (Weight(Criterion.SATISFACTION, 60), Weight(Criterion.CONDUCT, 40))
    said((5, 4, 4, 1), greeting=3)
    few = rate_units([unit()], WINDOW, by(*weights, small=1)).rows[0]
    assert [figure_words(score) for score in few.scores] == ["4 phiếu, chưa đủ số liệu"] * 2
    assert {score.standing for score in (*few.scores, *few.without)} == {Standing.SMALL}
    assert {score.points for score in (*few.scores, *few.without)} == {None}
    said((5, 5))  # who says nothing of the eight items is no answer to them
    more = rate_units([unit()], WINDOW, by(*weights, small=1)).rows[0]
    assert [figure_words(score) for score in more.scores] == ["5 / 6 (83,3%)", "4 phiếu, chưa đủ số liệu"]
    assert [score.points for score in more.scores] == [50, None]


@pytest.mark.requirement("R-237")
@pytest.mark.requirement("R-285")
def test_an_agency_is_judged_by_what_people_said_and_an_official_is_not() -> None:
    said((5, 4, 4, 1, 1), greeting=3, smiling=1)
    weights = (Weight(Criterion.SATISFACTION, 60), Weight(Criterion.CONDUCT, 40))
    row = rate_units([unit()], WINDOW, by(*weights, small=5)).rows[0]
    assert [score.points for score in row.scores] == [36, 20]
    assert figure_words(row.scores[1]) == "5 / 10 (50,0%)"
    person = rate_persons(unit(), WINDOW, by(*weights, rated=Rated.PERSONS)).rows[0]
    assert {score.standing for score in person.scores} == {Standing.NOT_KEPT}
    assert figure_words(person.scores[0]) == NAMES_NOBODY
    assert person.total.points is None


@pytest.mark.requirement("R-283")
def test_a_criterion_whose_figures_are_not_kept_says_so_and_is_not_nought() -> None:
    settled(Q11, MORNING)
    row = rate_units(
        [unit()], WINDOW, by(Weight(Criterion.ON_TIME, 60), Weight(Criterion.COMPLAINTS, 40))
    ).rows[0]
    assert row.scores[1].points is None
    assert "chưa giữ số liệu" in figure_words(row.scores[1])
    assert [row.total.judged_weight, row.total.points] == [60, 100]


def test_agencies_stand_in_order_and_those_without_figures_after_them() -> None:
    settled(Q11, MORNING)
    received(CERTIFIED_COPY, P5, MORNING)
    empty = Unit.objects.get(pk="hcmc.binh-thoi")
    ranking = rate_units([empty, unit(P5), unit()], WINDOW, by(ONE))
    assert [(row.subject.unit_id, row.rank) for row in ranking.rows] == [(Q11, 1), (P5, 2), (empty.pk, None)]


def test_the_questions_do_not_grow_with_the_agencies(django_assert_max_num_queries: object) -> None:
    settled(Q11, MORNING)
    received(CERTIFIED_COPY, P5, MORNING)
    units = list(Unit.objects.all())
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(rate_units(units, WINDOW, by(ONE)).rows) == len(units)


@pytest.mark.requirement("R-283")
def test_ends_without_result_are_told_with_those_that_were_overdue() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    do(Act.WITHDRAW, dossier, Role.RECEIVE, at("2022-05-20 09:00"), reason="Không cần nữa", all_given=True)
    judged = unit_in(unit(), MAY, NOW)
    told = dict(judged.exclusions())
    assert told[Figure.NO_RESULT] == 1
    assert told[Figure.NO_RESULT_LATE] == 1
    assert judged.tally.of(Figure.JUDGED) == 0


@pytest.mark.requirement("R-283")
def test_what_clean_ups_did_to_the_rate_stands_beside() -> None:
    for _ in range(20):
        settled(Q11, MORNING, done=at("2022-06-20 09:00"))
    settled(Q11, at("2022-06-02 09:00"))
    june = month("2022-06")
    window = Window(june.first, june.last, at("2022-07-05 09:00"))
    weights = (Weight(Criterion.SETTLED, 50, 42), Weight(Criterion.ON_TIME, 50))
    row = rate_units([unit()], window, by(*weights)).rows[0]
    assert row.tally.of(Figure.CLEAN_UP) == 20
    assert [row.scores[0].points, row.without[0].points] == [25, Fraction(50, 42)]
    assert [row.total.points, row.total_without.points] == [75, 50 + Fraction(50, 42)]


@pytest.mark.requirement("R-285")
@pytest.mark.rule("promises 7")
def test_a_dossier_of_a_programme_stays_in_it_when_its_term_is_prolonged() -> None:
    dossier = received(MARITAL_STATUS, P5, MORNING)
    programme = dossier.due_rule
    assert dossier.due_reason == "programme_same_day"
    do(Act.PROLONG, dossier, Role.APPRAISE, at("2022-05-16 10:00"), reason="Xác minh tại phường khác")
    dossier.refresh_from_db()
    assert dossier.due_at is not None
    assert dossier.due_reason == "prolonged"
    days, now = month(f"{dossier.due_at:%Y-%m}"), dossier.due_at + timedelta(days=1)
    for named in ("", programme):
        tally = tally_of(marked_lines([P5], Window(days.first, days.last, now, programme=named)))
        assert [tally.of(one) for one in (Figure.PLAN, Figure.PROLONGED, Figure.LATE)] == [1, 1, 1]
    other = tally_of(marked_lines([P5], Window(days.first, days.last, now, programme="other")))
    assert other.of(Figure.PLAN) == 0


def both_count(figure: Figure, measure: Measure, programme: str | None = None) -> tuple[int, int]:
    """P5's dossiers of May as the ratings and as the campaign's sums count them."""
    tally = tally_of(marked_lines([P5], WINDOW))
    only = {} if programme is None else {"programmes": [programme]}
    sums = added(sums_by(Asked(MAY.first, MAY.last, NOW, unit_ids=[P5], **only), "unit_id").values())
    return tally.of(figure), sums[measure]


@pytest.mark.requirement("R-271", "R-285")
@pytest.mark.rule("promises 17")
@pytest.mark.parametrize(
    ("came", "ready", "count"),
    [
        ("2022-05-16 09:00", "2022-05-16 16:00", 1),
        ("2022-05-16 09:00", "2022-05-17 08:00", 0),
        ("2022-05-14 10:00", "2022-05-16 16:00", 1),  # filed on a Saturday, promised for Monday
        ("2022-05-14 10:00", "2022-05-17 08:00", 0),
    ],
)
def test_ratings_and_reports_count_the_same_dossiers_as_settled_within_the_day(
    came: str, ready: str, count: int
) -> None:
    dossier = received(MARITAL_STATUS, P5, MORNING)
    assert dossier.due_reason == "programme_same_day"
    Dossier.objects.filter(pk=dossier.pk).update(received_at=at(came), ready_at=at(ready))
    assert both_count(Figure.SAME_DAY, Measure.SAME_DAY) == (count, count)


@pytest.mark.requirement("R-118", "R-285")
def test_ratings_and_reports_read_a_promise_counted_anew_to_the_same_minute_as_it_was_given() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-05-16 15:30"))
    programme = dossier.due_rule
    ask_for_a_paper(dossier, at("2022-05-16 15:45"), role=Role.APPRAISE)
    papers = [{"key": dossier.version.components.all()[0].key, "original": 1, "copies": 0}]
    do(Act.SUPPLEMENT, dossier, Role.RECEIVE, at("2022-05-17 08:30"), components=papers)
    dossier.refresh_from_db()
    assert dossier.due_at == dossier.due_original
    assert (dossier.due_reason, dossier.due_rule) == ("programme_same_day", programme)
    [line] = lines_of([P5], WINDOW)
    assert (line.due_reason, line.due_rule) == ("programme_after_cutoff", programme)
    assert both_count(Figure.PLAN, Measure.AFTER_CUT_OFF, programme) == (1, 1)


def test_only_the_own_agency_counts() -> None:
    settled(P5, MORNING)
    assert lines_of([Q11], WINDOW) == []
    assert tally_of(marked_lines([P5], WINDOW)).of(Figure.SETTLED) == 1


def test_the_pattern_holds_until_an_agency_or_one_above_decides() -> None:
    assert criteria_for(unit(P5), Rated.UNITS, local_day(MORNING)).decision == ""
    assert units_in(unit(), MAY, NOW).criteria.decision == ""
    assert persons_in(unit(), MAY, NOW).criteria.rated is Rated.PERSONS


@pytest.mark.requirement("R-284", "R-285")
def test_the_file_of_the_year_ranks_as_the_page_does() -> None:
    for minute in range(12):
        settled(P5, MORNING.replace(minute=minute))
        settled(Q11, MORNING.replace(minute=minute))
    now = at("2023-01-10 09:00")
    page = {row.subject.unit_name: row.rank for row in units_in(unit(), month("2022"), now).rows}
    place = HEADER.index("Cơ quan")
    file = {row.cells[place]: row.cells[-1] for row in yearly(unit(), 2022, now).units}
    assert page[unit(P5).name] == 1
    assert file[unit(P5).name] == "1"
    assert file[unit().name] == "–"
