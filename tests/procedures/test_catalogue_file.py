"""What is wrong in a catalogue file is refused by name, all of it at once."""

from typing import Any

import pytest

from motcua.core.reading import Findings
from motcua.procedures.reading import read_procedures
from tests.procedures.catalogue import BIRTH, data_file, one_procedure


def faults(data: dict[str, Any]) -> list[str]:
    findings = Findings("thu.yaml")
    read_procedures(data, findings)
    return findings.refused


def test_the_catalogue_itself_has_no_fault():
    assert faults(data_file("procedures")) == []


@pytest.mark.requirement("R-001")
@pytest.mark.parametrize("part", ["code", "name", "field"])
@pytest.mark.parametrize("value", [None, "", "   "])
def test_a_procedure_without_code_name_or_field_is_refused(part, value):
    assert any(f"mục {part}" in fault for fault in faults(one_procedure(BIRTH, **{part: value})))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "khai sinh"}, "không đúng dạng"),
        ({"id": "Khai Sinh"}, "mục id"),
        ({"level": "ward"}, "phải là một trong"),
        ({"also_at": ["ward"]}, "mục also_at"),
        ({"valid_from": "hôm qua"}, "phải là ngày"),
        ({"valid_to": "2018-01-01"}, "phải sau valid_from"),
        ({"components": "tờ khai"}, "phải là một danh sách"),
        (
            {"components": [{"key": "a", "name": "A", "mode": "send", "originals": 1, "copies": 0}]},
            "mandatory",
        ),
        ({"time_limit": {"value": 0, "unit": "working_day", "text": "0 ngày"}}, "từ 1 trở lên"),
        ({"time_limit": {"value": 3, "unit": "moon", "text": "3 tuần trăng"}}, "unit"),
        ({"time_limit": {"value": -3, "unit": "working_day", "text": "x"}}, "không âm"),
        (
            {
                "time_limit": {
                    "value": 1,
                    "unit": "same_day",
                    "text": "x",
                    "cutoff": {"after": "chiều", "effect": "x"},
                }
            },
            "phải là giờ",
        ),
        ({"fee": {"kind": "phi", "items": [{"name": "Phí", "amount": 2000.5}]}}, "số nguyên"),
    ],
)
def test_a_fault_is_named_with_the_procedure_and_what_is_expected(changes, words):
    found = faults(one_procedure(BIRTH, **changes))
    assert any(words in fault for fault in found)
    assert all(fault.startswith("thu.yaml, ") for fault in found)


def test_a_code_that_stands_twice_is_refused():
    data = one_procedure(BIRTH)
    data["procedures"] *= 2
    assert any("ghi hai lần" in fault for fault in faults(data))


def test_a_component_key_that_stands_twice_is_refused():
    data = one_procedure(BIRTH)
    data["procedures"][0]["components"] *= 2
    assert any("thành phần hồ sơ" in fault for fault in faults(data))


def test_all_faults_are_told_at_once():
    assert len(faults(one_procedure(BIRTH, name="", field="", level="ward"))) == 3


def test_the_work_of_the_district_moves_to_the_commune_in_2025():
    findings = Findings("thu.yaml")
    (procedure,) = read_procedures(one_procedure("1.001266"), findings)
    before, since = procedure.versions
    assert (before.columns["level"], since.columns["level"]) == ("district", "commune")
    assert (before.columns["limit_value"], since.columns["limit_value"]) == (3, 5)
    assert since.columns["agency_name"] == "UBND cấp xã"
    assert before.columns["online_level"] == "4"
    assert since.columns["online_level"] == "toàn trình"
    assert before.valid_to == since.valid_from


def test_a_repealed_code_has_no_version_after_2025():
    (procedure,) = read_procedures(one_procedure("2.001009"), Findings("thu.yaml"))
    assert [version.valid_to.isoformat() for version in procedure.versions if version.valid_to] == [
        "2025-07-01"
    ]
