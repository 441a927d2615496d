"""Which form, number and title a slip has on a day."""

from datetime import date
from itertools import pairwise

import pytest

from motcua.core.refusals import Refused
from motcua.documents.forms import Page, form_set_on, form_sets
from motcua.documents.terms import FormKind


@pytest.mark.parametrize(
    ("day", "circular", "control_number"),
    [
        (date(2022, 5, 16), "01/2018/TT-VPCP", "05"),
        (date(2025, 9, 14), "01/2018/TT-VPCP", "05"),
        (date(2025, 9, 15), "03/2025/TT-VPCP", "06"),
        (date(2026, 11, 21), "03/2025/TT-VPCP", "06"),
    ],
)
def test_the_control_slip_is_form_05_and_from_15_september_2025_form_06(
    day: date, circular: str, control_number: str
) -> None:
    found = form_set_on(day)
    assert found.circular == circular
    assert found.form(FormKind.CONTROL).number == control_number
    assert found.by_number("01").kind is FormKind.RECEIPT


def test_the_stop_notice_exists_only_since_the_circular_of_2025() -> None:
    with pytest.raises(Refused) as caught:
        form_set_on(date(2023, 9, 29)).form(FormKind.STOP)
    assert caught.value.refusal.code == "form_not_in_set"
    assert form_set_on(date(2026, 1, 5)).form(FormKind.STOP).number == "05"


def test_a_form_number_nobody_issued_is_refused_with_those_that_exist() -> None:
    with pytest.raises(Refused) as caught:
        form_set_on(date(2023, 9, 29)).by_number("99")
    assert "01, 02, 03, 04, 05, 06" in caught.value.refusal.text


def test_a_day_before_the_first_circular_has_no_forms() -> None:
    with pytest.raises(Refused) as caught:
        form_set_on(date(2018, 12, 31))
    assert caught.value.refusal.code == "no_forms_in_force"


def test_form_sets_follow_each_other_without_gap_or_overlap_and_number_their_forms_in_a_row() -> None:
    sets = form_sets()
    for earlier, later in pairwise(sets):
        assert earlier.valid_to == later.valid_from
    assert sets[-1].valid_to is None
    for found in sets:
        numbers = sorted(form.number for form in found.forms.values())
        assert numbers == [f"{place:02}" for place in range(1, len(numbers) + 1)]


def test_slips_are_a5_and_the_control_slip_a4() -> None:
    found = form_set_on(date(2023, 9, 29))
    slips = (FormKind.RECEIPT, FormKind.SUPPLEMENT, FormKind.REFUSAL, FormKind.APOLOGY)
    assert {found.form(kind).page for kind in slips} == {Page.A5}
    assert found.form(FormKind.CONTROL).page is Page.A4
