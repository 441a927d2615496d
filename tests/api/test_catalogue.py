"""What a program reads of the catalogue: the field names of its file, what is in force today, no drafts."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.organisation.terms import Role
from motcua.procedures.online_levels.actions import state_online_level
from tests.api.office import CERTIFIED_COPY, Program, moment
from tests.cast import MARITAL_STATUS, P5, Q11, at, colleague

ROOT = Path(__file__).resolve().parents[2]
TODAY = moment("2026-11-23", "09:00")


def of_the_file(code: str) -> dict[str, Any]:
    loaded = yaml.safe_load((ROOT / "data" / "procedures.yaml").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(item for item in loaded["procedures"] if item["code"] == code)
    return found


@pytest.mark.requirement("R-007")
def test_fifty_nine_are_public_in_2022_and_fifty_five_today(
    program: Program, office_clock: Callable[[datetime], None]
):
    assert len(program.get("/procedures").body["procedures"]) == 59
    office_clock(TODAY)
    assert len(program.get("/procedures").body["procedures"]) == 55


@pytest.mark.requirement("R-017")
@pytest.mark.parametrize("words", ["chứng thực bản sao", "chung thuc ban sao", "CHUNG  thuc", CERTIFIED_COPY])
def test_a_procedure_is_found_without_accents_or_by_code(program: Program, words: str):
    found = program.get("/procedures", q=words).body["procedures"]
    assert CERTIFIED_COPY in [row["code"] for row in found]
    assert len(found) < 20


@pytest.mark.requirement("R-002")
def test_the_list_is_narrowed_by_level_and_field(program: Program):
    rows = program.get("/procedures", level="commune", field="Hộ tịch").body["procedures"]
    assert rows
    assert {(row["level"], row["field"]) for row in rows} == {("commune", "Hộ tịch")}
    assert program.get("/procedures", level="planet").body["procedures"] == []


def test_one_procedure_speaks_as_its_file(program: Program):
    answer = program.get("/procedures/1.001193").body
    file = of_the_file("1.001193")
    for name in (
        "id",
        "code",
        "name",
        "field",
        "level",
        "agency",
        "fee",
        "result",
        "same_day",
        "non_territorial",
    ):
        assert answer[name] == file[name], name
    for name in ("value", "unit", "text", "cutoff", "extension"):
        assert answer["time_limit"][name] == file["time_limit"].get(name)
    assert answer["legal_basis"] == file["legal_basis"]
    asked = {component["key"]: component for component in file["components"]}
    assert [component["key"] for component in answer["components"]] == list(asked)
    for component in answer["components"]:
        assert component["mandatory"] == asked[component["key"]]["mandatory"]
        assert component["form_no"] == asked[component["key"]]["form_no"]
        assert component["condition"] == asked[component["key"]].get("condition")


def test_today_the_version_since_july_2025_is_shown(
    program: Program, office_clock: Callable[[datetime], None]
):
    before = program.get("/procedures/1.001193").body
    office_clock(TODAY)
    after = program.get("/procedures/1.001193").body
    assert (before["valid_to"], after["valid_from"]) == ("2025-07-01", "2025-07-01")
    assert after["online_level"] == of_the_file("1.001193")["online_level"]


def test_a_draft_and_an_unknown_code_are_not_there(program: Program):
    public = {row["code"] for row in program.get("/procedures").body["procedures"]}
    loaded = yaml.safe_load((ROOT / "data" / "procedures.yaml").read_text(encoding="utf-8"))
    held = {
        item["code"]
        for item in loaded["procedures"]
        if item["time_limit"]["value"] is None and item["valid_from"] <= str(date(2022, 5, 16))
    }
    assert held
    assert not held & public
    for code in [*held, "9.999999"]:
        assert program.get(f"/procedures/{code}").status == 404


def test_the_whole_list_costs_a_handful_of_queries(program: Program):
    with CaptureQueriesContext(connection) as asked:
        assert len(program.get("/procedures").body["procedures"]) == 59
    assert len(asked) <= 6


@pytest.mark.requirement("R-011")
def test_the_online_level_of_the_unit_asked_for_stands_beside_the_catalogues(program: Program):
    catalogue = program.get(f"/procedures/{MARITAL_STATUS}").body
    assert catalogue["at_unit"] == {"unit": Q11, "online_level": catalogue["online_level"], "decided": False}
    for day, level in ((date(2022, 5, 16), "2"), (date(2022, 5, 17), "4")):
        state_online_level(
            code=MARITAL_STATUS,
            level=level,
            valid_from=day,
            planned=False,
            document="Quyết định 12/QĐ-UBND ngày 16/5/2022",
            reason="",
            actor=colleague(Role.CONTROL, P5, at("2022-05-16 09:00")),
            at=at("2022-05-16 09:00"),
        )
    answer = program.get(f"/procedures/{MARITAL_STATUS}", unit=P5).body
    assert answer["at_unit"] == {"unit": P5, "online_level": "2", "decided": True}
    assert answer["online_level"] == catalogue["online_level"]
    assert program.get(f"/procedures/{MARITAL_STATUS}").body == catalogue
    assert program.get(f"/procedures/{MARITAL_STATUS}", unit="no-such").status == 404
