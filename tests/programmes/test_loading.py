"""Programmes are data: a new one by file, what is odd warned, what is wrong refused."""

from datetime import date
from typing import Any

import pytest

from motcua.organisation.queries import unit_by_id
from motcua.programmes.models import Programme, ProgrammeRevision, ProgrammesVersion
from motcua.programmes.queries import programme_page, programmes_of, rules_on, unit_facts
from motcua.programmes.rules import Occasion, programmes_that_apply
from tests.procedures.catalogue import COPY, TODAY, data_file, load_now

pytestmark = pytest.mark.usefixtures("seeded")
FRIDAYS = "thanh-ha-no-wait-friday"


def programme(slug: str, **changes: Any) -> dict[str, Any]:
    """A programmes file with one programme of ours, changed."""
    item = next(item for item in data_file("programmes")["programmes"] if item["id"] == slug)
    return {"kind": "programmes", "programmes": [item | changes]}


def test_all_programmes_of_the_file_are_held_as_it_states_them():
    stated = {item["id"] for item in data_file("programmes")["programmes"]}
    assert {rule.id for rule in rules_on()} == stated
    assert len(stated) == 7


def test_the_same_file_again_changes_nothing_and_warns_again():
    before = ProgrammesVersion.objects.get().number
    report = load_now(data_file("programmes"))
    assert (report.added, report.changed, report.unchanged) == ((), (), 9)
    assert ProgrammesVersion.objects.get().number == before
    assert report.warnings


@pytest.mark.requirement("R-091")
def test_a_new_programme_comes_by_file_and_is_applied_at_once():
    week = programme(
        "binh-thoi-no-wait-demo",
        id="binh-thoi-tuan-le",
        name="Tuần lễ phục vụ",
        period={"from": "2026-11-23", "to": "2026-11-28"},
    )
    assert load_now(week).added == ("chương trình binh-thoi-tuan-le (Tuần lễ phục vụ)",)
    ward = unit_by_id("hcmc.binh-thoi")
    occasion = Occasion(unit_facts(ward), COPY, TODAY.date(), True, "desk", 3)
    applied = {found.rule.id for found in programmes_that_apply(rules_on(), occasion).applied}
    assert applied == {"binh-thoi-no-wait-demo", "binh-thoi-tuan-le"}
    assert {rule.id for rule in programmes_of(ward, TODAY.date())} == applied
    assert programmes_of(ward, date(2025, 6, 30)) == []


@pytest.mark.requirement("R-012")
def test_a_changed_programme_keeps_every_revision():
    changed = programme("binh-thoi-no-wait-demo", name="Ngày không chờ, sửa đổi")
    assert len(load_now(changed).changed) == 1
    revisions = ProgrammeRevision.objects.filter(programme_id="binh-thoi-no-wait-demo").order_by("revision")
    assert [row.definition["name"] for row in revisions] == [
        "Ngày không chờ (minh họa)",
        "Ngày không chờ, sửa đổi",
    ]
    assert Programme.objects.get(slug="binh-thoi-no-wait-demo").revision == 2
    assert "Ngày không chờ, sửa đổi" in {rule.name for rule in rules_on()}


@pytest.mark.requirement("R-016", "R-109")
def test_the_two_lists_have_the_declared_counts():
    page = programme_page(FRIDAYS, TODAY.date())
    assert page is not None
    assert {found.level: (found.declared, found.counted, found.difference) for found in page.lists} == {
        "district": ((14, 4), (14, 4), None),
        "commune": ((21, 2), (21, 2), None),
    }


@pytest.mark.requirement("R-016", "R-109")
def test_a_list_of_another_length_is_loaded_with_a_visible_warning():
    data = programme(FRIDAYS)
    data["programmes"][0]["lists"][1]["codes"].remove(COPY)
    report = load_now(data)
    assert any(
        "khai 21 thủ tục, 2 lĩnh vực; đếm được 20 thủ tục, 2 lĩnh vực" in line for line in report.warnings
    )
    page = programme_page(FRIDAYS, TODAY.date())
    assert page is not None
    assert page.lists[1].difference == "khai 21 thủ tục, 2 lĩnh vực; đếm được 20 thủ tục, 2 lĩnh vực"


@pytest.mark.requirement("R-016")
def test_a_list_with_another_number_of_fields_is_warned():
    data = programme(FRIDAYS)
    codes = data["programmes"][0]["lists"][1]["codes"]
    codes[codes.index(COPY)] = "1.010833"
    assert any("đếm được 21 thủ tục, 3 lĩnh vực" in line for line in load_now(data).warnings)


@pytest.mark.requirement("R-106", "R-301")
@pytest.mark.rule("KH Thanh Hà 9/2023 II.1")
def test_the_printed_monday_and_the_computed_first_friday_stand_side_by_side():
    report = load_now(programme(FRIDAYS))
    assert any("từ Thứ Hai 25/9/2023" in line and "Thứ Sáu 29/9/2023" in line for line in report.warnings)
    page = programme_page(FRIDAYS, TODAY.date())
    assert page is not None
    assert page.rule.period_from == date(2023, 9, 25)
    assert page.first_day == date(2023, 9, 29)
    assert page.start_difference


@pytest.mark.requirement("R-301")
def test_the_blank_number_of_the_plan_stays_blank_and_is_told_as_printed():
    page = programme_page(FRIDAYS, TODAY.date())
    assert page is not None
    document = page.programme.document
    assert (document.number, document.number_printed) == (None, "Số: /KH-UBND")
    assert (document.issued_on, document.date_printed) == (None, "ngày tháng 9 năm 2023")
    readings = load_now(programme(FRIDAYS)).readings
    assert any("“Số: /KH-UBND, ngày tháng 9 năm 2023” → hiểu là" in line for line in readings)
    assert any("“từ ngày 25/9/2023” → hiểu là: Thứ Sáu hàng tuần" in line for line in readings)


def test_a_code_that_ends_within_the_programme_is_warned_and_shown_as_not_applied():
    report = load_now(programme("binh-thoi-no-wait-demo"))
    assert any("2.001009 không có hiệu lực từ ngày 1/7/2025" in line for line in report.warnings)
    page = programme_page("binh-thoi-no-wait-demo", TODAY.date())
    assert page is not None
    assert [row.code for row in page.lists[0].rows if not row.applied] == ["2.001009"]


def test_overlapping_programmes_are_warned_but_a_child_that_replaces_its_parent_is_not():
    report = load_now(data_file("programmes"))
    overlaps = [line for line in report.warnings if "trùng thời gian" in line]
    assert len(overlaps) == 1
    assert "hcmc-same-day-2022" in overlaps[0]
    assert "tan-son-nhi-continuation-2022" in overlaps[0]


def _set(data: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    target = data["programmes"][0]
    *steps, last = path.split(".")
    for step in steps:
        target = target[int(step) if step.isdigit() else step]
    target[int(last) if last.isdigit() else last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("scope.units", ["hai-duong.khong-co"], "đơn vị chưa có: hai-duong.khong-co"),
        ("lists.0.codes.0", "9.999999", "thủ tục chưa có: 9.999999"),
        ("lists.0.codes.1", "1.001266", "ghi trùng 1.001266"),
        ("lists.0.codes", "1.001266", "danh sách"),
        ("lists.0.codes", [1, 2], "danh sách"),
        ("lists.0.level", "ward", "phải là một trong"),
        ("lists.0.level", "commune", "hai danh mục"),
        ("lists", "tất cả", "danh sách"),
        ("scope.levels", ["ward"], "cấp “ward” không có"),
        ("status", "maybe", "maybe"),
        ("period.from", "tháng 9", "Không đọc được"),
        ("period.to", "2023-09-01", "phải sau ngày bắt đầu"),
        ("weekdays", ["friday"], "Không đọc được"),
        ("promise.cut_off", "25:00", "Không đọc được"),
        ("promise.due", "next_year", "Không đọc được"),
        ("channels", {"fax": True}, "fax"),
        ("parent", "khong-co", "chương trình gốc khong-co chưa có"),
        ("unit_additions", [{"unit": "khong-co", "code": COPY, "from": "2023-09-25"}], "khong-co"),
        ("procedure_cut_offs", [{"unit": None, "code": "9.999999", "cut_off": "11:00"}], "9.999999"),
    ],
)
def test_a_faulty_programme_refuses_the_whole_file_and_says_why(path, value, words):
    data = data_file("programmes")
    data["programmes"] = [item for item in data["programmes"] if item["id"] == FRIDAYS] + [
        item for item in data["programmes"] if item["id"] == "binh-thoi-no-wait-demo"
    ]
    data["programmes"][1]["name"] = "đổi tên"
    report = load_now(_set(data, path, value))
    assert any(words in fault for fault in report.refused)
    assert not Programme.objects.filter(name="đổi tên").exists()


def test_a_programme_that_stands_twice_is_refused():
    data = programme(FRIDAYS)
    data["programmes"] *= 2
    assert any("ghi hai lần" in fault for fault in load_now(data).refused)


def test_a_page_of_no_programme_is_none():
    assert programme_page("khong-co", TODAY.date()) is None


def test_a_proposed_programme_is_held_but_never_applied():
    page = programme_page("hcmc-extension-2022", date(2022, 8, 1))
    assert page is not None
    assert not page.applied_on_day
    assert all(
        rule.id != "hcmc-extension-2022" for rule in programmes_of(unit_by_id("hcmc.q11"), date(2022, 8, 1))
    )
