"""Agencies through time: their file, their desks, who follows whom."""

from datetime import date

import pytest

from motcua.organisation.models import Counter, OneStopUnit, Unit
from motcua.organisation.queries import (
    ancestors_of,
    desk_name,
    desk_of,
    levels_on,
    successors_of,
    unit_by_id,
    units_on,
)
from motcua.organisation.reading import place_of
from motcua.procedures.queries import public_versions
from tests.procedures.catalogue import data_file, load_now

pytestmark = pytest.mark.usefixtures("seeded")
TODAY = date(2026, 11, 23)


def one_unit(unit_id: str, **changes: object) -> dict[str, object]:
    data = data_file("units")
    item = next(item for item in data["units"] if item["id"] == unit_id)
    return {"kind": "units", "defaults": data["defaults"], "units": [item | changes]}


def new_unit(**changes: object) -> dict[str, object]:
    facts = {
        "id": "hcmc.moi",
        "name": "Ủy ban nhân dân phường Mới",
        "code_qcvn102": "000.00.99.H29",
        "code_qd20": "H29.199",
        "succeeds": [],
    }
    return one_unit("hcmc.binh-thoi", **(facts | changes))


@pytest.mark.requirement("R-018")
def test_province_district_and_commune_have_a_desk_while_they_exist():
    for level in ("province", "district", "commune"):
        for unit in units_on(date(2022, 5, 16), level=level):
            desk = desk_of(unit_id=unit.id, on=date(2022, 5, 16))
            assert desk is not None
            assert desk.counters.count() == 3
    assert desk_of(unit_id="hcmc.q11", on=date(2025, 7, 1)) is None


def test_the_district_level_ends_on_1_july_2025():
    assert "district" in {level.code for level in levels_on(date(2025, 6, 30))}
    assert "district" not in {level.code for level in levels_on(date(2025, 7, 1))}
    assert {unit.level_id for unit in units_on(date(2025, 7, 1))} == {
        "province",
        "department",
        "commune",
        "vertical",
    }


def test_the_desk_takes_the_name_of_its_time():
    desk = desk_of(unit_id="hcmc.q11", on=date(2022, 5, 16))
    assert desk is not None
    assert desk_name(desk, date(2022, 5, 16)) == "Bộ phận Tiếp nhận và Trả kết quả"
    assert desk_name(desk, date(2025, 7, 1)) == "Trung tâm Phục vụ hành chính công"


def test_superiors_and_successors_are_known():
    assert ancestors_of(unit_by_id("hcmc.q11.p5")) == ("hcmc.q11", "hcmc")
    assert [unit.id for unit in successors_of(unit_by_id("hcmc.q11"))] == ["hcmc.binh-thoi"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Ủy ban nhân dân huyện Thanh Hà", "Thanh Hà"),
        ("Ủy ban nhân dân Quận 11", "Quận 11"),
        ("Ủy ban nhân dân quận 5", "quận 5"),
        ("Ủy ban nhân dân phường Bình Thới", "Bình Thới"),
        ("Sở Tư pháp", "Sở Tư pháp"),
    ],
)
def test_the_place_on_papers_comes_from_the_name_unless_it_is_a_number(name, place):
    assert place_of(name) == place


def test_the_same_file_again_changes_nothing():
    report = load_now(data_file("units"))
    assert (report.added, report.changed, report.unchanged) == ((), (), 22)


@pytest.mark.requirement("R-146")
def test_a_new_agency_comes_with_desk_counters_and_processes_for_all_it_settles():
    report = load_now(new_unit())
    assert len(report.added) == 1
    unit = unit_by_id("hcmc.moi")
    assert (unit.place, unit.parent_id) == ("Mới", "hcmc")
    assert Counter.objects.filter(one_stop_unit__unit=unit).count() == 3
    assert unit.processes.filter(status="active").count() == public_versions(TODAY, unit=unit).count() == 43


@pytest.mark.requirement("R-146")
def test_an_agency_that_ends_ends_its_desk_and_counters_too():
    end = date(2027, 7, 1)
    report = load_now(one_unit("hcmc.binh-thoi", valid_to=end))
    assert report.changed == ("đơn vị hcmc.binh-thoi: ngày kết thúc",)
    assert OneStopUnit.objects.get(unit_id="hcmc.binh-thoi").valid_to == end
    assert set(
        Counter.objects.filter(one_stop_unit__unit_id="hcmc.binh-thoi").values_list("valid_to", flat=True)
    ) == {end}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": "Phường Mới"}, "mục id"),
        ({"name": ""}, "mục name"),
        ({"level": "ward"}, "cấp “ward” không có"),
        ({"parent": "hcmc.khong-co"}, "“hcmc.khong-co” chưa có"),
        ({"parent": "hcmc.moi"}, "đi vòng"),
        ({"succeeds": ["hcmc.khong-co"]}, "“hcmc.khong-co” chưa có"),
        ({"code_qcvn102": "H29-moi"}, "không đúng dạng"),
        ({"code_qcvn102": "000.00.99"}, "không đúng dạng"),
        ({"valid_to": "2025-07-01"}, "phải sau valid_from"),
        ({"hours": {"days": ["mon"], "sessions": [["13:00", "17:00"], ["07:30", "11:30"]]}}, "giờ làm việc"),
        ({"hours": {"days": ["monday"], "sessions": [["07:30", "11:30"]]}}, "giờ làm việc"),
        ({"hours": "giờ hành chính"}, "giờ làm việc"),
        ({"extra_sessions": [{"days": ["tue"]}]}, "buổi ngoài giờ"),
        ({"agency_types": "commune_people_committee"}, "danh sách"),
    ],
)
def test_a_faulty_agency_refuses_the_whole_file_and_says_why(changes, words):
    before = Unit.objects.count()
    report = load_now(new_unit(**changes))
    assert any(words in fault for fault in report.refused)
    assert Unit.objects.count() == before


def test_two_agencies_do_not_share_a_code_on_one_day():
    data = data_file("units")
    data["units"][1]["code_qcvn102"] = data["units"][2]["code_qcvn102"]
    assert any("trùng với" in fault for fault in load_now(data).refused)


def test_an_agency_that_outlives_its_level_is_loaded_with_a_warning():
    report = load_now(one_unit("hcmc.q11", valid_to=None))
    assert any("cấp của đơn vị kết thúc ngày 01/07/2025" in warning for warning in report.warnings)


def test_children_may_stand_before_their_superior_in_the_file():
    first = new_unit(id="hcmc.a", parent="hcmc.z", code_qcvn102="000.00.97.H29", code_qd20="H29.197")
    second = new_unit(id="hcmc.z", code_qcvn102="000.00.98.H29", code_qd20="H29.198")
    units = [*first["units"], *second["units"]]  # type: ignore[misc]
    assert load_now(first | {"units": units}).refused == ()
    assert ancestors_of(unit_by_id("hcmc.a")) == ("hcmc.z", "hcmc")
