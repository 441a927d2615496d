"""Is a programme read as its file says, and refused where it cannot be read? (R-091, R-301)"""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, time
from typing import Any

import pytest
import yaml

from motcua.core.refusals import Refused
from motcua.programmes.reading import read_programme
from motcua.programmes.rules import ProcedureCutOff, UnitAddition
from tests.dossiers.office import data, programme, programmes


def raw(id_: str = "thanh-ha-no-wait-friday") -> dict[str, Any]:
    return deepcopy(next(item for item in data("programmes")["programmes"] if item["id"] == id_))


@pytest.mark.requirement("R-091")
def test_all_seven_programmes_of_the_data_are_read() -> None:
    assert len(programmes()) == 7
    friday = programme("thanh-ha-no-wait-friday")
    assert (friday.cut_off, friday.after_cut_off.by, friday.after_cut_off.strict) == (
        time(15, 30),
        time(9),
        True,
    )
    assert (friday.weekdays, friday.period_to, friday.channels) == (frozenset({4}), None, {"desk": 0})
    assert friday.notes[0].startswith("the source promises")
    month = programme("q11-same-day-2022")
    assert month.after_cut_off.by is None
    assert month.channels == {"desk": 0, "home": 0, "post": 0, "kiosk": 3, "online": 3}
    assert (month.parent, month.replaces_parent) == ("hcmc-same-day-2022", True)
    assert programme("hcmc-same-day-2022").additions == (
        UnitAddition("hcmc.bhxh", "1.002759", date(2022, 5, 15)),
    )
    assert [rule.id for rule in programmes() if rule.demo] == ["binh-thoi-no-wait-demo"]


@pytest.mark.requirement("R-301")
@pytest.mark.parametrize(
    ("id_", "source"),
    [
        ("q11-same-day-2022", "Kế hoạch số 104/KH-UBND ngày 13/5/2022, mục II.1.1"),
        ("hcmc-same-day-2022", "Kế hoạch số 1224/KH-UBND ngày 22/4/2022"),
        ("thanh-ha-no-wait-friday", "Kế hoạch Số: /KH-UBND ngày tháng 9 năm 2023, mục II.2"),
        ("hepza-extra-month-2022", "Kế hoạch “Tăng thêm 01 tháng thực hiện Tháng hành động”"),
    ],
)
def test_the_source_shows_what_is_printed_blanks_included(id_: str, source: str) -> None:
    assert programme(id_).source == source


def test_unquoted_hours_and_dates_of_yaml_are_read_all_the_same() -> None:
    written = raw()
    written["promise"] |= yaml.safe_load("{cut_off: 15:45}")
    written["period"] |= yaml.safe_load("{from: 2023-09-25, to: 2024-01-01}")
    written["procedure_cut_offs"] = yaml.safe_load(
        "[{unit: null, code: '1.1', cut_off: 10:30, from: 2023-10-01}]"
    )
    rule = read_programme(written)
    assert rule.cut_off == time(15, 45)
    assert (rule.period_from, rule.period_to) == (date(2023, 9, 25), date(2024, 1, 1))
    assert rule.procedure_cut_offs == (ProcedureCutOff(None, "1.1", time(10, 30), date(2023, 10, 1)),)


def test_a_programme_may_have_no_cut_off() -> None:
    written = raw()
    written["promise"]["cut_off"] = None
    assert read_programme(written).cut_off is None


SPOILERS: list[Callable[[dict[str, Any]], object]] = [
    lambda item: item.pop("scope"),
    lambda item: item["scope"].pop("levels"),
    lambda item: item.update(status="perhaps"),
    lambda item: item.update(weekdays=["friday"]),
    lambda item: item["promise"].update(due="next_week"),
    lambda item: item["promise"].update(cut_off="25:00"),
    lambda item: item["promise"].update(cut_off=True),
    lambda item: item["promise"]["after_cut_off"].update(day="some_day"),
    lambda item: item["channels"].update(pigeon=True),
    lambda item: item["period"].update({"from": "30/2/2023"}),
    lambda item: item.update(lists=None),
    lambda item: item.update(document="104/KH-UBND"),
]


@pytest.mark.parametrize("spoil", SPOILERS)
def test_a_programme_that_cannot_be_read_is_refused_by_name(
    spoil: Callable[[dict[str, Any]], object],
) -> None:
    item = raw()
    spoil(item)
    with pytest.raises(Refused) as refused:
        read_programme(item)
    assert refused.value.refusal.code == "programme_unreadable"
    assert "thanh-ha-no-wait-friday" in refused.value.refusal.text
