"""Is a figure told as it is meant: its bound, its unit, its share, the key of its dossiers?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.refusals import Refused
from motcua.reports.figures import Cell, Rate, summed
from motcua.reports.keys import CellKey, read_key
from motcua.reports.terms import MEASURES, Bound, FigureSource

FIRST, LAST = date(2022, 5, 15), date(2022, 6, 15)


def declared(count: int, unit: str = "hồ sơ", bound: str = Bound.LOWER) -> Cell:
    return Cell("", count, bound, unit, FigureSource.DECLARED)


@pytest.mark.requirement("R-278")
def test_a_sum_of_lower_bounds_is_a_lower_bound_and_says_so() -> None:
    cell = summed([declared(229642), declared(199275)], "")
    assert (cell.count, cell.bound, cell.words) == (428917, Bound.LOWER, "hơn 428.917")
    assert cell.note == "Tổng gồm số ghi “hơn”: chỉ là cận dưới."


@pytest.mark.requirement("R-278")
def test_a_sum_over_different_units_names_them() -> None:
    cell = summed([declared(1, "thủ tục", Bound.EXACT), declared(2, "hồ sơ", Bound.EXACT)], "")
    assert cell.note == "Các số khác đơn vị tính (hồ sơ, thủ tục)."
    assert cell.measured_in == "hồ sơ, thủ tục"


@pytest.mark.requirement("R-278")
def test_a_sum_of_more_and_less_than_is_no_bound_at_all() -> None:
    cell = summed([declared(5), declared(7, bound=Bound.UPPER)], "")
    assert cell.bound == Bound.EXACT
    assert "không phải cận dưới, cũng không phải cận trên" in cell.note


@given(st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(Bound), st.sampled_from("ab")), min_size=1))
def test_a_sum_carries_a_note_exactly_where_its_parts_are_unlike(parts: list[tuple[int, Bound, str]]) -> None:
    cell = summed([declared(count, unit, bound) for count, bound, unit in parts], "k")
    unlike = {bound for _n, bound, _u in parts} != {Bound.EXACT} or len({unit for *_n, unit in parts}) > 1
    assert bool(cell.note) == unlike
    assert cell.count == sum(count for count, *_more in parts)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 0, "không có"),
        (0, 3, "0%"),
        (3, 3, "100%"),
        (9999, 10000, "99,9%"),
        (1, 3, "33,3%"),
        (2, 1, "200%"),
    ],
)
def test_a_share_is_cut_off_so_that_only_all_is_a_hundred(part: int, whole: int, words: str) -> None:
    assert Rate(part, whole).words == words


PLACES = st.sampled_from(["all", "block=", "block=district_block", "unit=hcmc.q11", "desk=12", "scope=q11"])


@given(PLACES, st.sampled_from(MEASURES), st.sampled_from(["", "5", "123467"]))
def test_a_key_is_read_as_it_was_written(place: str, measure: str, weekdays: str) -> None:
    key = CellKey("hcmc-same-day-2022", FIRST, LAST, place, measure, weekdays)
    assert read_key(str(key)) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "|||||",
        "a|2022-05-15~2022-06-15||all",
        "a|2022-05-15~2022-06-15||all|nothing",
        "a|2022-06-15~2022-05-15||all|late",
        "a|2022-05-15~2022-06-15|9|all|late",
        "a|2022-05-15~2022-06-15||desk=one|late",
        "a|2022-05-15~2022-06-15||hall=1|late",
        "a|2022-5-15~2022-06-15||all|late",
        "a|2022-05-15~2022-06-15||all|late|more",
        "a\x00|2022-05-15~2022-06-15||all|late",
        "a" * 5000,
    ],
)
def test_what_is_no_key_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused, match="cell_unknown"):
        read_key(text)
