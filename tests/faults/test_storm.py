"""Web workers, jobs and database are killed at random while eight write: nothing is lost, doubled or broken."""

from pathlib import Path

import pytest

from motcua.cli.bench.storm.killing import TARGETS, order_of_targets
from motcua.cli.bench.storm.running import storm

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("storm")]


@pytest.mark.requirement("R-292")
def test_every_acknowledged_act_is_there_once_whoever_was_killed(tmp_path: Path) -> None:
    found = storm(tmp_path / "office", seconds=18, seed=3, every=2)
    assert found.wrong == ()
    assert set(found.kills) == set(TARGETS)
    assert found.acknowledged > 8
    assert found.steps >= found.acknowledged - found.jobs
    assert found.dossiers > 8


def test_a_storm_hits_everybody_before_it_hits_somebody_again() -> None:
    order = order_of_targets(7)
    assert {next(order) for _ in TARGETS} == set(TARGETS)
    assert {next(order) for _ in range(100)} == set(TARGETS)
