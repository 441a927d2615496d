"""`motcua recount` names the sum that differs, mends only when asked; `motcua report campaign` prints the blocks."""

import argparse
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.cli.commands import recount, report
from motcua.jobs.tasks import fold_sums
from motcua.reports.models import DayFigure, RollUpMark
from tests.cast import MARITAL_STATUS, P5, Q11, at, received
from tests.programmes.drafts import drafted

pytestmark = pytest.mark.usefixtures("seeded")
NIGHT = at("2022-06-30 23:00")
MONTH = ("--period", "2022-05-15..2022-06-15")


@pytest.fixture(autouse=True)
def night(office_clock: Callable[[datetime], None]) -> None:
    office_clock(NIGHT)


def asked(command: Any, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return int(command.run(parser.parse_args(list(words))))


@pytest.mark.requirement("R-271")
def test_what_differs_is_named_and_mended_only_with_write(capsys: pytest.CaptureFixture[str]) -> None:
    received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    fold_sums(0)
    assert RollUpMark.objects.filter(pk=1, folded_at__gte=NIGHT).exists()
    assert asked(recount) == 0
    DayFigure.objects.update(same_day=7)
    assert asked(recount) == 1
    said = capsys.readouterr().err
    assert f"ngày 16/05/2022, {P5}" in said
    assert "same_day ghi 7, đếm lại được 0" in said
    assert asked(recount, "--write", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["ok"], found["mended"], found["cells"][0]["kept"]) == (False, True, 7)
    assert asked(recount, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "cells": [], "dossiers": [], "mended": False}


@pytest.mark.requirement("R-273")
def test_the_campaign_is_printed_by_block_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    assert asked(report, "campaign", "--unit", "hcmc", *MONTH) == 0
    made = json.loads(capsys.readouterr().out)
    rows = {(row["block"], row["source"]): row for row in made["rows"]}
    assert len(rows) == 8
    assert rows["commune_block", "computed"]["received"] == 1
    assert rows["commune_block", "computed"]["open_overdue"] == 1
    assert rows["commune_block", "computed"]["honest_rate"] == 0.0
    assert rows["commune_block", "computed"]["official_rate"] is None
    printed = [
        rows[block, "declared"]
        for block in ("district_block", "commune_block", "department_block", "vertical_block")
    ]
    assert [row["same_day"] for row in printed] == [229642, 199275, 20696, 244696]
    assert {(row["same_day_rate"], row["bound"], row["late"]) for row in printed} == {(100.0, "lower", None)}
    assert made["totals"]["received"] == 1
    assert "Không có hồ sơ trễ hạn; 1 hồ sơ đang quá hạn." in made["notes"]
    assert made["sha256"] is None


@pytest.mark.needs_poppler
@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "pdf"])
def test_the_campaign_is_written_as_every_kind_of_file(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"ket-qua.{kind}"
    assert asked(report, "campaign", "--unit", "hcmc.q11", *MONTH, "--format", kind, "--out", str(file)) == 0
    assert file.stat().st_size > 500


def test_without_a_programme_the_nearest_is_taken_and_in_doubt_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert asked(report, "campaign", "--unit", P5, *MONTH) == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == 4
    assert asked(report, "campaign", "--unit", "hcmc", "--period", "2019") == 1
    assert "programme_missing" in capsys.readouterr().err
    assert asked(report, "campaign", "--unit", "hcmc", "--programme", "no-such", *MONTH) == 1
    assert "programme_unknown" in capsys.readouterr().err


def test_a_draft_beside_the_programme_of_the_unit_leaves_no_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    drafted(period_from=date(2022, 5, 20), period_to=date(2022, 6, 10))
    assert asked(report, "campaign", "--unit", Q11, *MONTH) == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == 4
