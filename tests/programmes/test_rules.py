"""Which programmes cover a dossier, alone and together? (promises 9 to 11, 15; R-091, R-106, R-109)"""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from motcua.programmes.rules import (
    Applies,
    NotApplied,
    Occasion,
    ProcedureCutOff,
    UnitAddition,
    applies,
    first_day,
    programmes_that_apply,
)
from motcua.programmes.terms import Unfit
from tests.dossiers.office import MARITAL_STATUS, P5, Q11, TAN_SON_NHI, THANH_SON, programme, programmes, unit

Q11_MONTH = programme("q11-same-day-2022")
CITY_MONTH = programme("hcmc-same-day-2022")
FRIDAY = programme("thanh-ha-no-wait-friday")


def occasion(**changes: Any) -> Occasion:
    known: dict[str, Any] = {
        "unit": unit(P5),
        "procedure": MARITAL_STATUS,
        "day": date(2022, 5, 16),
        "works": True,
        "channel": "desk",
        "online_level": 4,
    }
    return Occasion(**(known | changes))


@pytest.mark.rule("promises 9")
@pytest.mark.parametrize(
    ("rule", "changes", "reason"),
    [
        (replace(Q11_MONTH, status="proposed"), {}, Unfit.STATUS),
        (replace(Q11_MONTH, status="ended"), {}, Unfit.STATUS),
        (Q11_MONTH, {"day": date(2022, 5, 14)}, Unfit.PERIOD),
        (Q11_MONTH, {"day": date(2022, 6, 16)}, Unfit.PERIOD),
        (Q11_MONTH, {"unit": unit(THANH_SON)}, Unfit.SCOPE),
        (replace(Q11_MONTH, with_descendants=False), {}, Unfit.SCOPE),
        (replace(Q11_MONTH, levels=frozenset({"district"})), {}, Unfit.LEVEL),
        (Q11_MONTH, {"procedure": "2.000720"}, Unfit.PROCEDURE),
        (replace(Q11_MONTH, weekdays=frozenset({4})), {}, Unfit.WEEKDAY),
        (Q11_MONTH, {"day": date(2022, 5, 15), "works": False}, Unfit.DAY_OFF),
        (FRIDAY, {"unit": unit(THANH_SON), "day": date(2023, 9, 29), "channel": "home"}, Unfit.CHANNEL),
        (Q11_MONTH, {"channel": "online", "online_level": 2}, Unfit.CHANNEL),
        (Q11_MONTH, {"channel": "kiosk", "online_level": 2}, Unfit.CHANNEL),
    ],
)
def test_a_rule_that_does_not_cover_the_dossier_says_the_first_reason(
    rule: Any, changes: dict[str, Any], reason: Unfit
) -> None:
    found = applies(rule, occasion(**changes))
    assert isinstance(found, NotApplied)
    assert found.reason is reason


@pytest.mark.rule("promises 15")
@pytest.mark.requirement("R-095")
@pytest.mark.parametrize(
    ("channel", "level"), [("desk", 2), ("home", 2), ("post", 2), ("online", 3), ("kiosk", 3), ("online", 4)]
)
def test_the_desk_always_qualifies_and_online_from_level_3(channel: str, level: int) -> None:
    assert isinstance(applies(Q11_MONTH, occasion(channel=channel, online_level=level)), Applies)


@pytest.mark.rule("promises 9")
@pytest.mark.requirement("R-098")
@pytest.mark.parametrize(("day", "covered"), [(date(2022, 5, 15), True), (date(2022, 6, 15), True)])
def test_the_first_and_the_last_day_are_inside_the_period(day: date, covered: bool) -> None:
    assert isinstance(applies(Q11_MONTH, occasion(day=day)), Applies) is covered


@pytest.mark.rule("promises 10")
def test_the_districts_plan_stands_alone_for_its_wards() -> None:
    coverage = programmes_that_apply(programmes(), occasion())
    assert [found.rule.id for found in coverage.applied] == ["q11-same-day-2022"]
    assert (CITY_MONTH.id, Unfit.REPLACED) in [
        (missed.rule.id, missed.reason) for missed in coverage.set_aside
    ]


@pytest.mark.rule("promises 10")
def test_the_city_plan_holds_where_no_unit_made_its_own() -> None:
    coverage = programmes_that_apply(programmes(), occasion(unit=unit("hcmc.tan-phu"), procedure="2.000720"))
    assert [found.rule.id for found in coverage.applied] == [CITY_MONTH.id]


@pytest.mark.rule("promises 10")
def test_a_child_out_of_force_replaces_nothing() -> None:
    for child in (replace(Q11_MONTH, status="proposed"), replace(Q11_MONTH, period_to=date(2022, 5, 16))):
        coverage = programmes_that_apply((CITY_MONTH, child), occasion())
        assert [found.rule.id for found in coverage.applied] == [CITY_MONTH.id]


@pytest.mark.rule("promises 10")
def test_a_childs_own_plan_stands_instead_of_all_above_it() -> None:
    ward = replace(Q11_MONTH, id="ward", parent=Q11_MONTH.id, units=frozenset({P5}))
    district = replace(Q11_MONTH, replaces_parent=False)
    coverage = programmes_that_apply((ward, district, CITY_MONTH), occasion())
    assert [found.rule.id for found in coverage.applied] == ["ward"]


def test_parents_that_turn_in_a_circle_or_are_not_loaded_do_no_harm() -> None:
    one = replace(Q11_MONTH, id="one", parent="two")
    two = replace(Q11_MONTH, id="two", parent="one")
    assert programmes_that_apply((one, two), occasion()).applied == ()
    orphan = replace(Q11_MONTH, parent="nobody")
    assert len(programmes_that_apply((orphan,), occasion()).applied) == 1


@pytest.mark.rule("promises 10")
def test_the_narrower_scope_comes_first() -> None:
    on_the_day = occasion(unit=unit(TAN_SON_NHI), day=date(2022, 6, 15))
    coverage = programmes_that_apply(programmes(), on_the_day)
    assert [found.rule.id for found in coverage.applied] == ["tan-son-nhi-continuation-2022", CITY_MONTH.id]
    assert [found.distance for found in coverage.applied] == [0, 2]


@pytest.mark.rule("promises 11")
@pytest.mark.rule("104/KH-UBND Q11 II.1.3")
@pytest.mark.requirement("R-094")
def test_the_nearest_procedure_cut_off_in_its_term_holds() -> None:
    own = (
        ProcedureCutOff(None, MARITAL_STATUS, time(9)),
        ProcedureCutOff(Q11, MARITAL_STATUS, time(10)),
        ProcedureCutOff(P5, MARITAL_STATUS, time(11), date(2022, 5, 17), date(2022, 5, 18)),
        ProcedureCutOff(TAN_SON_NHI, MARITAL_STATUS, time(12)),
        ProcedureCutOff(P5, "2.001035", time(13)),
    )
    rule = replace(Q11_MONTH, procedure_cut_offs=own)

    def cut_off(**changes: Any) -> tuple[time | None, bool]:
        found = applies(rule, occasion(**changes))
        assert isinstance(found, Applies)
        return found.cut_off, found.own_cut_off

    assert cut_off() == (time(10), True)
    assert cut_off(day=date(2022, 5, 17)) == (time(11), True)
    assert cut_off(day=date(2022, 5, 18)) == (time(10), True)
    assert cut_off(unit=unit(Q11), procedure="2.000720") == (time(15), False)


@pytest.mark.rule("promises 9")
@pytest.mark.parametrize(
    ("day", "unit_id", "covered"),
    [
        (date(2022, 5, 17), P5, False),
        (date(2022, 5, 18), P5, True),
        (date(2022, 5, 20), P5, False),
        (date(2022, 5, 18), TAN_SON_NHI, False),
    ],
)
def test_a_units_own_addition_holds_for_it_alone_in_its_term(day: date, unit_id: str, covered: bool) -> None:
    added = UnitAddition(P5, "1.004884", date(2022, 5, 18), date(2022, 5, 20))
    rule = replace(CITY_MONTH, additions=(added,))
    found = applies(rule, occasion(day=day, unit=unit(unit_id), procedure="1.004884"))
    assert isinstance(found, Applies) is covered


@pytest.mark.rule("KH Thanh Hà 9/2023 II.1")
@pytest.mark.requirement("R-106")
def test_the_first_friday_is_computed_from_the_printed_monday() -> None:
    assert FRIDAY.period_from == date(2023, 9, 25)
    assert FRIDAY.period_from.weekday() == 0
    assert first_day(FRIDAY) == date(2023, 9, 29)
    assert first_day(Q11_MONTH) == date(2022, 5, 15)


@pytest.mark.requirement("R-109")
def test_the_friday_lists_hold_14_and_21_procedures_as_declared() -> None:
    assert {level: len(codes) for level, codes in FRIDAY.lists.items()} == {"district": 14, "commune": 21}
    assert FRIDAY.declared_counts == {"district": (14, 4), "commune": (21, 2)}
