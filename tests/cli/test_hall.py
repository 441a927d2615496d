"""`motcua hall` gives the report, the raw times and the plan of a desk."""

import argparse
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.cli.commands import hall, report
from tests.cast import Q11, at
from tests.queueing.hall_days import desk_of_unit, served


def asked(command: Any, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    code: int = command.run(parser.parse_args(["--unit", Q11, *words]))
    return code


@pytest.fixture(autouse=True)
def a_day(seeded: None, office_clock: Callable[[datetime], None]) -> None:
    office_clock(at("2022-05-18 09:00"))
    desk = desk_of_unit(Q11)
    for minute in range(10, 40, 2):
        served(desk, f"08:{minute}", f"08:{minute + 10}", f"08:{minute + 18}", day=date(2022, 5, 16))


@pytest.mark.requirement("R-039")
def test_one_command_gives_the_table_by_desk_and_month(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert asked(hall, "report", "--period", "2022-05") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["rows"][0]["visits"], said["totals"]["mean_minutes"]) == (15, 10.0)
    assert asked(report, "waits", "--period", "2022-05") == 0
    assert json.loads(capsys.readouterr().out)["rows"] == said["rows"]
    file = tmp_path / "cho.xlsx"
    assert asked(hall, "report", "--format", "xlsx", "--out", str(file)) == 0
    assert file.read_bytes()[:2] == b"PK"


@pytest.mark.requirement("R-038")
def test_raw_times_are_written_one_visit_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(hall, "export", "--format", "csv") == 0
    assert len(capsys.readouterr().out.strip().splitlines()) == 16


def test_the_plan_is_written_and_the_same_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for _ in range(2):
        assert asked(hall, "plan", "--mean", "5", "--p95", "10", "--weekday", "0") == 0
        said.append(json.loads(capsys.readouterr().out))
    assert said[0] == said[1]
    eight = next(row for row in said[0]["rows"] if row["from"] == 8 * 3600)
    assert (said[0]["visitors"], said[0]["measured_days"], said[0]["mean_handling"]) == (15, 1, 480.0)
    assert eight["counters"] >= 2  # 15 visitors, 8 minutes each, within half an hour


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("plan", "--period", "2021"), "nothing_measured"),
        (("plan", "--format", "csv"), "format_not_offered"),
        (("export",), "format_not_offered"),
        (("report", "--format", "xlsx"), "out_missing"),
        (("report", "--out", "/nowhere/x.json"), "out_not_written"),
        (("report", "--unit", "nowhere"), "unit_unknown"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    words: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(hall, *words) == 1
    assert f"[{code}]" in capsys.readouterr().err
