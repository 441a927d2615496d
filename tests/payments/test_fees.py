"""What does a person owe, line by line? The formula against a page-by-page sum, exemptions, province amounts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.refusals import Refused
from motcua.payments.fees import (
    Charge,
    CopiedPaper,
    Exemption,
    FeeLine,
    FeeSchedule,
    Formula,
    charge_for,
    copy_lines,
    item_lines,
    suggested,
)
from motcua.payments.reading import read_schedule
from tests.procedures.catalogue import data_file

CATALOGUE: dict[str, dict[str, Any]] = {
    row["code"]: row["fee"] for row in data_file("procedures")["procedures"] if row["code"]
}


def schedule(code: str) -> FeeSchedule:
    return read_schedule(CATALOGUE[code])


def formula(code: str = "2.000815") -> Formula:
    found = schedule(code).formula
    assert found is not None
    return found


def page_by_page(pages: int) -> int:
    """226/2016/TT-BTC, read page by page: an independent sum."""
    total = 0
    for page in range(1, pages + 1):
        total += 2000 if page <= 2 else 1000
    return min(total, 200_000)


@pytest.mark.rule("226/2016/TT-BTC 4")
@given(pages=st.integers(1, 2000), copies=st.integers(1, 1000))
def test_the_formula_is_the_sum_page_by_page_for_each_copy_with_its_cap(pages: int, copies: int) -> None:
    (line,) = copy_lines(formula(), [CopiedPaper("Bằng tốt nghiệp", pages, copies)])
    assert line.amount == copies * page_by_page(pages)


@pytest.mark.rule("226/2016/TT-BTC 4")
@pytest.mark.parametrize(
    ("pages", "copies", "amount"),
    [
        (1, 1, 2000),
        (2, 1, 4000),
        (3, 1, 5000),
        (2, 10, 40_000),
        (198, 1, 200_000),
        (197, 1, 199_000),
        (900, 2, 400_000),
    ],
    ids=[
        "one page",
        "two",
        "third page at 1,000",
        "ten copies",
        "cap reached exactly",
        "just below",
        "cap a copy",
    ],
)
def test_certified_copies_cost_what_the_circular_says(pages: int, copies: int, amount: int) -> None:
    charge = charge_for(schedule("2.000815"), copy_lines(formula(), [CopiedPaper("Sổ", pages, copies)]), None)
    assert charge.owed == amount


@given(
    papers=st.lists(st.tuples(st.integers(1, 400), st.integers(1, 50)), min_size=1, max_size=12),
)
def test_the_whole_is_the_sum_of_its_papers_in_any_order(papers: list[tuple[int, int]]) -> None:
    lines = copy_lines(formula(), [CopiedPaper(f"Giấy {n}", *paper) for n, paper in enumerate(papers)])
    assert Charge(lines).owed == sum(copies * page_by_page(pages) for pages, copies in papers)
    assert Charge(lines[::-1]).owed == Charge(lines).owed


def test_a_fee_printed_in_words_is_the_same_formula() -> None:
    assert formula("2.000942") == formula("2.000815")


def test_every_fee_of_the_catalogue_can_be_read_and_none_but_the_copies_has_a_formula() -> None:
    with_formula = {code for code, fee in CATALOGUE.items() if read_schedule(fee).formula}
    assert with_formula == {"2.000815", "2.000942"}
    assert all(read_schedule(fee).exemptions == tuple(fee["exemptions"]) for fee in CATALOGUE.values())


def test_a_formula_with_a_gap_between_pages_is_no_formula() -> None:
    gap = {"rates": [{"pages": [1, 2], "amount": 2000}, {"pages": [4, None], "amount": 1000}]}
    with pytest.raises(ValueError, match="gap"):
        read_schedule({"formula": gap})


@pytest.mark.parametrize(("pages", "copies"), [(0, 1), (1, 0), (-3, 2)])
def test_a_paper_without_pages_or_copies_is_refused(pages: int, copies: int) -> None:
    with pytest.raises(Refused) as refused:
        copy_lines(formula(), [CopiedPaper("Giấy", pages, copies)])
    assert refused.value.refusal.code == "item_wrong"


@pytest.mark.rule("85/2019/TT-BTC")
def test_an_amount_that_the_province_sets_is_never_guessed() -> None:
    fees = schedule("1.004873")
    with pytest.raises(Refused) as refused:
        item_lines(fees, {"Lệ phí hộ tịch": 1}, {})
    assert refused.value.refusal.code == "fee_not_set"
    (line,) = item_lines(fees, {"Lệ phí hộ tịch": 1}, {"Lệ phí hộ tịch": 5000})
    assert line == FeeLine("Lệ phí hộ tịch", 1, 5000, "1 lần")


def test_a_national_amount_is_not_overruled_by_a_province() -> None:
    (line,) = item_lines(schedule("2.000884"), {"Phí chứng thực chữ ký": 3}, {"Phí chứng thực chữ ký": 1})
    assert line.amount == 30_000


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"Phí lạ": 1}, "fee_unknown"),
        ({"Phí chứng thực chữ ký": 10_001}, "quantity_wrong"),
        ({"Phí chứng thực chữ ký": -1}, "quantity_wrong"),
    ],
)
def test_only_published_lines_in_sensible_numbers_are_owed(said: dict[str, int], code: str) -> None:
    with pytest.raises(Refused) as refused:
        item_lines(schedule("2.000884"), said, {})
    assert refused.value.refusal.code == code


def test_an_exemption_needs_a_published_ground_and_the_paper_that_shows_it() -> None:
    fees = schedule("1.004873")
    lines = item_lines(fees, {"Lệ phí hộ tịch": 1}, {"Lệ phí hộ tịch": 5000})
    for exemption, code in (
        (Exemption("người quen", "không"), "exemption_unknown"),
        (Exemption("người thuộc hộ nghèo", ""), "evidence_missing"),
    ):
        with pytest.raises(Refused) as refused:
            charge_for(fees, lines, exemption)
        assert refused.value.refusal.code == code
    free = charge_for(fees, lines, Exemption("người thuộc hộ nghèo", "Giấy chứng nhận hộ nghèo số 12"))
    assert (free.full, free.owed) == (5000, 0)


@pytest.mark.parametrize(
    ("channel", "chosen"),
    [("desk", "Nộp trực tiếp"), ("online", "Nộp trực tuyến"), ("kiosk", "Nộp trực tuyến")],
)
def test_what_is_suggested_fits_the_way_of_filing(channel: str, chosen: str) -> None:
    wanted = suggested(schedule("1.004222"), channel=channel)
    assert [name for name, count in wanted.items() if count] == [chosen]


def test_a_copy_that_nobody_asked_for_is_not_suggested() -> None:
    assert not any(suggested(schedule("1.004837"), channel="desk").values())
