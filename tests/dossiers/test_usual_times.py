"""How long it usually takes is counted from steps, over ninety full days, and never from a handful."""

from datetime import timedelta

import pytest

from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.dossiers.usual_times import nearest_rank, usual_time
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, VUNG_TAU, at, do, received

MONDAY = at("2022-05-16 08:00")


def settled(minutes: int, *, day: int = 0) -> Dossier:
    """Received at eight, ready so many minutes later."""
    morning = MONDAY + timedelta(days=day)
    dossier = received(CERTIFIED_COPY, VUNG_TAU, morning)
    do(Act.APPRAISE, dossier, Role.APPRAISE, morning + timedelta(minutes=1))
    do(Act.APPROVE, dossier, Role.APPROVE, morning + timedelta(minutes=2))
    do(Act.STAMP, dossier, Role.SEAL, morning + timedelta(minutes=minutes))
    return dossier


@pytest.mark.parametrize(
    ("values", "median", "ninth"),
    [([], None, None), ([7], 7, 7), ([1, 2, 3, 4], 2, 4), (list(range(1, 11)), 5, 9)],
)
def test_the_nearest_rank_is_a_value_that_was_there(
    values: list[int], median: int | None, ninth: int | None
) -> None:
    assert (nearest_rank(values, 50), nearest_rank(values, 90)) == (median, ninth)


@pytest.mark.usefixtures("seeded")
def test_median_and_ninth_decile_come_from_the_steps_and_few_dossiers_say_nothing() -> None:
    unit, today = Unit.objects.select_related("parent").get(pk=VUNG_TAU), MONDAY.date() + timedelta(days=1)
    for minutes in (10, 20, 30, 40):
        settled(minutes)
    few = usual_time(unit, CERTIFIED_COPY, today)
    assert (few.dossiers, few.median, few.ninth_decile) == (4, None, None)
    settled(90)
    found = usual_time(unit, CERTIFIED_COPY, today)
    assert (found.dossiers, found.median, found.ninth_decile, found.few) == (5, 30, 90, True)
    assert (found.last, (found.last - found.first).days + 1) == (MONDAY.date(), 90)
    # Today's own are not counted yet; after ninety days these are no longer.
    assert usual_time(unit, CERTIFIED_COPY, MONDAY.date()).dossiers == 0
    assert usual_time(unit, CERTIFIED_COPY, today + timedelta(days=90)).dossiers == 0
