"""Do the sums say what the dossiers say, before and after they are folded, whatever was done?"""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.terms import Timeliness
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.in_time import timeliness_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import overdue
from motcua.dossiers.terms import ENDED, Act
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.reports.actions.folding import fold, make_anew
from motcua.reports.models import BlockFigure, CountedDossier, DayFigure, RollUpMark
from motcua.reports.recounting import recount
from motcua.reports.rollups import Asked, Sums, added, sums_by
from motcua.reports.terms import Measure
from tests.cast import (
    CERTIFIED_COPY,
    HOUSEHOLD_BUSINESS,
    MARITAL_STATUS,
    P5,
    Q11,
    ask_for_a_paper,
    at,
    do,
    received,
    settled,
)
from tests.dossiers.test_random_walks import BEGIN, OPENINGS, everybody, opened, said_with, walks

pytestmark = pytest.mark.usefixtures("seeded")
FIRST, LAST = date(2022, 5, 1), date(2022, 6, 30)
NIGHT = at("2022-06-30 23:00")
PROGRAMME = "q11-same-day-2022"


def now(*by: str, at_: datetime = NIGHT, **only: object) -> dict[tuple[object, ...], Sums]:
    return sums_by(Asked(FIRST, LAST, at_, **only), *by)  # type: ignore[arg-type]


def total(at_: datetime = NIGHT) -> Sums:
    return added(now(at_=at_).values())


def some(found: Sums, *measures: Measure) -> list[int]:
    return [found[one] for one in measures]


@pytest.mark.requirement("R-271")
def test_a_dossier_is_in_the_sums_from_the_moment_it_is_received_folded_or_not() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    assert some(total(), Measure.RECEIVED, Measure.OPEN) == [1, 1]
    assert fold(at=NIGHT).dossiers == 1
    assert some(total(), Measure.RECEIVED, Measure.OPEN) == [1, 1]
    do(Act.WITHDRAW, dossier, Role.RECEIVE, at("2022-05-16 10:00"))
    assert some(total(), Measure.RECEIVED, Measure.OPEN, Measure.WITHOUT_RESULT) == [1, 0, 1]
    fold(at=NIGHT)
    assert some(total(), Measure.RECEIVED, Measure.OPEN, Measure.WITHOUT_RESULT) == [1, 0, 1]
    assert recount().holds


@pytest.mark.requirement("R-118")
def test_same_day_after_the_cut_off_and_next_day_are_told_apart() -> None:
    settled(MARITAL_STATUS, P5, at("2022-05-16 09:00"), at("2022-05-16 15:00"))
    settled(MARITAL_STATUS, P5, at("2022-05-16 15:30"), at("2022-05-17 08:30"))
    late = settled(MARITAL_STATUS, P5, at("2022-05-16 09:05"), at("2022-05-18 08:30"))
    assert late.due_original is not None
    found = now("programme")[(PROGRAMME,)]
    asked = (Measure.RECEIVED, Measure.SAME_DAY, Measure.AFTER_CUT_OFF, Measure.NEXT_DAY, Measure.LATE)
    assert some(found, *asked) == [3, 1, 1, 1, 1]
    assert found[Measure.SAME_DAY_DUE] == 2


@pytest.mark.requirement("R-166")
def test_what_is_overdue_is_counted_by_the_printed_minute_of_the_asking() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    assert dossier.due_at is not None
    minute, after = dossier.due_at, dossier.due_at + timedelta(minutes=1)
    for folded in (False, True):
        if folded:
            fold(at=NIGHT)
        assert total(minute)["open_overdue"] == overdue(P5, minute).count() == 0
        assert total(after)["open_overdue"] == overdue(P5, after).count() == 1


def test_a_lawful_prolongation_stays_in_its_programme_and_is_not_late() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    Dossier.objects.filter(pk=dossier.pk).update(
        due_reason="prolonged", due_rule="other", due_at=at("2022-05-20 17:00")
    )
    found = now("programme")
    assert some(found[(PROGRAMME,)], Measure.RECEIVED, Measure.PROLONGED, Measure.LATE) == [1, 1, 0]


def test_sums_of_blocks_are_those_of_their_agencies_also_when_one_moves_to_another_block() -> None:
    settled(MARITAL_STATUS, P5, at("2022-05-16 09:00"), at("2022-05-16 15:00"))
    received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-17 09:00"))
    fold(at=NIGHT)
    received(CERTIFIED_COPY, P5, at("2022-05-17 09:00"))  # not folded yet
    assert BlockFigure.objects.count() == 2
    every = {one.pk for one in Unit.objects.all()}
    for _moved in (False, True):
        kept, added_up = now("block"), now("block", unit_ids=every)
        assert kept == added_up
        assert sum(sums[Measure.RECEIVED] for sums in kept.values()) == 3
        Unit.objects.filter(pk=P5).update(block="vertical_block")
    assert set(now("block")) == {("vertical_block",), ("district_block",)}
    assert recount().holds
    fold(at=NIGHT)
    assert set(BlockFigure.objects.values_list("block", flat=True)) == {"vertical_block", "district_block"}
    assert recount().holds
    BlockFigure.objects.filter(block="vertical_block").update(late=2)
    assert {(one.unit, one.measure, one.desk) for one in recount().cells} == {("vertical_block", "late", 0)}
    make_anew(at=NIGHT)
    assert recount().holds


def expected(dossier: Dossier) -> set[str]:
    """The same judged by the office's own rules, in Python."""
    if dossier.code is None:
        return {Measure.NO_DUE} if dossier.ended_at is None else set()
    found: set[str] = {Measure.RECEIVED}
    judged = timeliness_of(dossier)
    found |= {judged.value} if judged else set()
    if dossier.ended_at is not None and dossier.ready_at is None:
        found.add(Measure.WITHOUT_RESULT)
    if dossier.ended_at is None and dossier.ready_at is None:
        found.add(Measure.OPEN)
    if dossier.ready_at is not None and local_day(dossier.ready_at) == local_day(dossier.received_at):
        found.add(Measure.SAME_DAY)
    return found


JUDGED = {*(one.value for one in Timeliness), "received", "no_due", "open", "without_result", "same_day"}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(opening=st.sampled_from(OPENINGS), walk=walks, folds=st.sets(st.integers(0, 13)))
def test_after_any_walk_of_acts_the_sums_are_those_of_the_rules(
    opening: tuple[str, str, str], walk: list[tuple[Act, bool, int]], folds: set[int]
) -> None:
    with transaction.atomic():
        dossier = opened(*opening)
        people, moment = everybody(opening[1]), BEGIN
        for number, (act, speaks, minutes) in enumerate(walk):
            moment += timedelta(minutes=minutes * 7)
            if number in folds:
                fold(at=moment)
            said = said_with(act, dossier) if speaks else {}
            try:
                perform(act=act, code=str(dossier), actor=people[number % 2], at=moment, said=said)
            except Refused:
                continue
            dossier.refresh_from_db()
        found = {name for name, count in total(moment).items() if count}
        assert {name for name in found if name in JUDGED} == expected(dossier)
        assert ("open_overdue" in found) == overdue(dossier.unit_id, moment).exists()
        assert recount().holds
        fold(at=moment)
        assert recount().holds
        assert CountedDossier.objects.count() == 1
        transaction.set_rollback(True)


@pytest.mark.parametrize("ready", ["2022-05-16 16:59:59", "2022-05-16 17:00:00", "2022-05-16 17:00:59"])
@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("due", ["2022-05-16 17:00", "2022-05-17 09:00", "2022-05-18 17:00"])
@pytest.mark.parametrize("first", ["2022-05-16 17:00", "2022-05-18 17:00"])
def test_early_on_time_and_late_are_judged_as_on_the_slip(
    ready: str, strict: bool, due: str, first: str
) -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    changes = {"ready_at": at(ready), "due_at": at(due), "due_strict": strict, "due_original": at(first)}
    Dossier.objects.filter(pk=dossier.pk).update(**changes)
    dossier.refresh_from_db()
    found = total()
    judged = {one.value for one in Timeliness if found[one.value]}
    assert judged == {str(timeliness_of(dossier))}


@pytest.mark.requirement("R-271")
def test_a_changed_sum_is_named_and_made_anew_only_when_asked() -> None:
    received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    fold(at=NIGHT)
    DayFigure.objects.update(late=3)
    found = recount()
    assert [(one.unit, one.measure, one.kept, one.counted) for one in found.cells][:1] == [(P5, "late", 3, 0)]
    assert "hcmc.q11.p5" in found.cells[0].words
    assert not recount().holds
    make_anew(at=NIGHT)
    assert recount().holds
    assert total()[Measure.LATE] == 0


def test_what_one_dossier_gave_is_compared_too() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    fold(at=NIGHT)
    mark = RollUpMark.objects.get(pk=1)
    RollUpMark.objects.update(floor=10**9)  # as if its steps lay far behind
    CountedDossier.objects.update(overdue_from=None)
    assert recount().dossiers == (dossier.pk,)
    mark.save()


def test_sums_restored_into_another_server_are_still_exact() -> None:
    first = received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    fold(at=NIGHT)
    # Transaction numbers of another server say nothing here: far ahead of this one's.
    RollUpMark.objects.update(cluster="7000000000000000001", xid=2**40)
    do(Act.WITHDRAW, first, Role.RECEIVE, at("2022-05-16 10:00"))
    received(MARITAL_STATUS, P5, at("2022-05-17 09:00"))
    assert some(total(), Measure.RECEIVED, Measure.WITHOUT_RESULT) == [2, 1]
    fold(at=NIGHT)
    assert RollUpMark.objects.get(pk=1).xid < 2**40
    assert recount().holds


def test_only_what_was_asked_for_is_summed() -> None:
    received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-17 09:00"))
    fold(at=NIGHT)
    received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-18 09:00"))
    assert set(now("unit_id")) == {(P5,), (Q11,)}
    assert set(now("unit_id", unit_ids=[Q11])) == {(Q11,)}
    assert now("unit_id", "day", unit_ids=[Q11], programmes=["no-such"]) == {}
    assert set(now("block")) == {("commune_block",), ("district_block",)}
    one_day = Asked(date(2022, 5, 18), date(2022, 5, 18), NIGHT)
    assert [one[Measure.RECEIVED] for one in sums_by(one_day).values()] == [1]


def test_ended_dossiers_never_come_back_as_open() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    do(Act.WITHDRAW, dossier, Role.RECEIVE, at("2022-05-16 10:00"))
    dossier.refresh_from_db()
    assert dossier.state in ENDED
    assert total()[Measure.OPEN] == 0


@pytest.mark.requirement("R-118")
def test_a_due_time_counted_anew_to_the_same_minute_leaves_the_promise_of_the_reception() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-05-16 15:30"))
    ask_for_a_paper(dossier, at("2022-05-16 15:45"), role=Role.APPRAISE)
    papers = [{"key": dossier.version.components.all()[0].key, "original": 1, "copies": 0}]
    do(Act.SUPPLEMENT, dossier, Role.RECEIVE, at("2022-05-17 08:30"), components=papers)
    for act, role in ((Act.APPRAISE, Role.APPRAISE), (Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL)):
        do(act, dossier, role, at("2022-05-17 10:00"))
    do(Act.HAND_BACK, dossier, Role.RECEIVE, at("2022-05-17 10:00"))
    dossier.refresh_from_db()
    assert dossier.due_at == dossier.due_original
    told = added(now("programme").values())
    measures = (Measure.SAME_DAY, Measure.SAME_DAY_DUE, Measure.AFTER_CUT_OFF, Measure.NEXT_DAY)
    assert some(told, *measures) == [0, 0, 1, 1]
