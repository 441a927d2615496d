"""Who blames a process for dying? Only where nothing else is to blame: the database away is its own fault."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.cli import supervision
from motcua.cli.children import Child, Family
from motcua.cli.data_folder import DataFolder
from motcua.cli.deaths import Deaths
from motcua.cli.postgres import Cluster
from motcua.cli.supervision import Watch
from motcua.core.refusals import Refused, refuse

NOWHERE = "postgresql://nobody@127.0.0.1:9/nothing"
_PATIENCE = 30  # seconds


@pytest.fixture
def mortal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Family]:
    """A family of one that ends as soon as it has begun, and may die once only."""
    monkeypatch.setattr(Deaths, "MOST", 2)
    running = Family()  # `family` would leave the process of the tests deaf to signals, and all it starts
    running.add(Child("thử nghiệm", ("platform",), tmp_path / "platform.log", {}))
    yield running
    running.end()


def die(running: Family) -> None:
    """Until the process that runs now has ended."""
    (member,) = running._members
    member.process.wait(_PATIENCE)


def test_a_death_that_is_excused_does_not_count(mortal: Family) -> None:
    for _ in range(3 * Deaths.MOST):
        die(mortal)
        mortal.revive(excused=True)
    die(mortal)
    mortal.revive()
    die(mortal)
    with pytest.raises(Refused, match="dừng 2 lần"):
        mortal.revive()


def test_whoever_dies_while_the_database_is_away_or_just_back_is_excused(
    mortal: Family, tmp_path: Path, database_server: str
) -> None:
    watch = Watch(DataFolder(tmp_path), mortal, None, NOWHERE)
    first = mortal._members[0].process.pid
    for _ in range(2 * Deaths.MOST):
        die(mortal)
        watch.given = NOWHERE
        watch.look()
        assert mortal._members[0].process.returncode is not None  # nobody is started while it is away
        watch.given = database_server
        watch.look()
    assert mortal._members[0].process.pid != first
    watch._last_away = time.monotonic() - 60
    die(mortal)
    watch.look()
    die(mortal)
    with pytest.raises(Refused, match="dừng 2 lần"):
        watch.look()


def test_a_database_that_dies_again_while_it_starts_is_tried_again_but_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = 0

    def dies_at_once(cluster: Cluster) -> None:
        nonlocal starts
        starts += 1
        raise refuse("postgres_start", "PostgreSQL không khởi động được.")

    monkeypatch.setattr(supervision, "start", dies_at_once)
    folder = DataFolder(tmp_path)
    watch = Watch(folder, Family(), Cluster(folder))
    watch.look()
    watch.look()
    with pytest.raises(Refused, match="không khởi động lại được"):
        watch.look()
    assert starts == 3
