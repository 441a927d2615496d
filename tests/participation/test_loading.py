"""The file of the 4-tại-chỗ plan: loaded once, a second time nothing new, a fault refuses everything."""

import copy

import pytest

from motcua.cli.kinds import load
from motcua.cli.seeding import DATA
from motcua.core.yaml_files import read_yaml
from motcua.participation.models import DeskCondition, FrequencyRule
from motcua.procedures.models import DeskList
from motcua.programmes.models import DetailedPlan, SelectionSheet
from tests.cast import Q11, VUNG_TAU, at

pytestmark = pytest.mark.usefixtures("seeded")
NOW = at("2022-05-16 09:00")
FILE = "on_the_spot.yaml"


def data():
    return copy.deepcopy(read_yaml(DATA / FILE))


def test_the_demonstration_has_a_district_with_a_plan_and_one_without():
    assert DetailedPlan.objects.filter(unit_id=VUNG_TAU, demo=True).exists()
    assert not DetailedPlan.objects.filter(unit_id="brvt.chau-duc").exists()
    assert DeskList.objects.filter(province_id="brvt", level_id="district", demo=True).exists()
    assert SelectionSheet.objects.filter(unit_id=Q11).count() == 6


def test_the_same_file_again_adds_nothing_and_a_new_line_is_added_beside():
    before = DeskCondition.objects.count()
    report = load(data(), file=FILE, at=NOW, lend=True)
    assert [line for line in report.added if "danh mục" not in line] == []
    more = data()
    more["conditions"].append(
        {
            "units": [Q11],
            "kind": "equipment",
            "name": "Máy in màu",
            "standing": "missing",
            "owner": "Phòng Kinh tế",
        }
    )
    load(more, file=FILE, at=NOW, lend=True)
    assert DeskCondition.objects.count() == before + 1


@pytest.mark.parametrize(
    ("section", "change", "said"),
    [
        ("plans", {"units": ["hcmc.khong-co"]}, "đơn vị chưa có"),
        ("selection", {"codes": ["9.999999"]}, "thủ tục chưa có"),
        ("province_lists", {"codes": ["9.999999"]}, "thủ tục chưa có"),
        ("province_lists", {"province": "khong-co"}, "tỉnh chưa có"),
        ("duties", {"duty": "II.10"}, "phải là một trong"),
        ("conditions", {"standing": "gone"}, "phải là một trong"),
        ("thresholds", {"dossiers": "12"}, "số nguyên"),
    ],
)
def test_a_fault_refuses_the_whole_file(section, change, said):
    before = FrequencyRule.objects.count(), DeskCondition.objects.count()
    wrong = data()
    wrong[section][0] |= change
    report = load(wrong, file=FILE, at=NOW, lend=True)
    assert any(said in line for line in report.refused), report.refused
    assert (FrequencyRule.objects.count(), DeskCondition.objects.count()) == before
