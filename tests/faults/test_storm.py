"""Web workers, jobs and database are killed at random while eight write: nothing is lost, doubled or broken."""

from pathlib import Path

import pytest

from motcua.cli.bench import faults
from motcua.cli.bench.storm.killing import TARGETS, order_of_targets
from motcua.cli.bench.storm.running import Storm, storm
from motcua.cli.bench.tables import Options, as_text
from tests.made_office import copy_of

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("storm")]


@pytest.mark.requirement("R-292")
def test_every_acknowledged_act_is_there_once_whoever_was_killed(made_office: Path, tmp_path: Path) -> None:
    found = storm(copy_of(made_office, tmp_path / "office").path, seconds=18, seed=3, every=2)
    assert found.wrong == ()
    assert set(found.kills) == set(TARGETS)
    assert found.acknowledged > 8
    assert found.steps >= found.acknowledged - found.jobs
    assert found.dossiers > 8


def bare_office(folder: Path) -> None:
    """What is copied for a storm that does not really rage."""
    (folder / "postgres").mkdir(parents=True)
    (folder / "postgres" / "PG_VERSION").touch()


def test_a_storm_hits_everybody_before_it_hits_somebody_again() -> None:
    order = order_of_targets(7)
    assert {next(order) for _ in TARGETS} == set(TARGETS)
    assert {next(order) for _ in range(100)} == set(TARGETS)


def test_the_bench_counts_what_its_storms_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        Storm(10, 3, 9, 1, {"database": 2}, ()),
        Storm(20, 4, 18, 2, {"web worker": 1, "database": 1}, ("x",)),
    ]
    monkeypatch.setattr(faults, "made_ready", bare_office)
    monkeypatch.setattr(faults, "storm", lambda folder, *, seconds, seed, every: found[seed])
    counts, kills = faults.measure(Options(rounds=2, seconds=120, size=0, folder=tmp_path))
    assert [row.figure for row in counts.rows] == [2, 30, 7, 27, 3, 1]
    assert counts.rows[-1].met is False
    assert {row.name: row.figure for row in kills.rows} == {
        "web worker": 1, "web server": 0, "job worker": 0, "database": 3,
    }  # fmt: skip
    assert as_text([counts, kills])


def test_a_storm_that_does_not_end_is_a_finding_and_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raging(folder: Path, *, seconds: float, seed: int, every: float) -> Storm:
        if seed == 0:
            raise RuntimeError("the office does not answer any more")
        return Storm(20, 4, 18, 2, {"database": 1}, ())

    monkeypatch.setattr(faults, "made_ready", bare_office)
    monkeypatch.setattr(faults, "storm", raging)
    counts, _ = faults.measure(Options(rounds=2, seconds=120, size=2, folder=tmp_path))
    assert [row.figure for row in counts.rows] == [2, 20, 4, 18, 2, 1]
    assert counts.rows[-1].met is False
    assert "storm 0 did not end: the office does not answer" in counts.rows[-1].note
