"""Telephone numbers: stored so that they can be dialled from anywhere, refused with what to do next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.phones import Phone, check_phone, phone_text
from motcua.core.refusals import Refused
from motcua.core.terms import PhoneKind


def refusal_of(text, **kwargs):
    with pytest.raises(Refused) as caught:
        check_phone(text, **kwargs)
    return caught.value.refusal


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "+84912345678",
        "84912345678",
        "0084 912 345 678",
        "(091) 234-5678",
        "０９１２３４５６７８",
    ],
)
def test_a_mobile_number_is_stored_with_its_country(typed):
    assert check_phone(typed) == Phone("+84912345678", PhoneKind.MOBILE)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("028 3865 2200", "+842838652200"),
        ("0254 3852 401", "+842543852401"),
        ("+84 28 38652200", "+842838652200"),
    ],
)
def test_a_landline_is_stored_with_its_country(typed, stored):
    assert check_phone(typed) == Phone(stored, PhoneKind.LANDLINE)


@pytest.mark.parametrize(
    "prefix", ["030", "031", "050", "051", "053", "054", "057", "071", "072", "073", "074", "075", "080"]
)
def test_a_mobile_prefix_that_nobody_was_given_is_refused(prefix):
    assert refusal_of(prefix + "1234567").code == "phone_wrong"


def test_an_old_eleven_digit_mobile_number_is_refused_with_the_reason():
    assert "10 chữ số" in refusal_of("01234567890").text


@pytest.mark.parametrize("number", ["18001096", "19001022", "1022", "113"])
def test_a_hotline_is_no_number_of_a_person_but_may_be_one_of_an_office(number):
    assert refusal_of(number).code == "phone_is_hotline"
    assert check_phone(number, hotlines=True).number == number


def test_a_foreign_number_keeps_its_country():
    assert check_phone("+1 202 555 0123") == Phone("+12025550123", PhoneKind.FOREIGN)
    assert refusal_of("+84 123").code == "phone_wrong"


@pytest.mark.parametrize(
    "typed", ["", "không có", "091234567", "09123456789", "0912345678 / 0987654321", "9" * 100_000]
)
def test_what_cannot_be_dialled_is_refused_with_an_example(typed):
    refusal = refusal_of(typed, field="contact")
    assert (refusal.code, refusal.field) == ("phone_wrong", "contact")
    assert "Hãy" in refusal.text


@given(st.text("0123456789+ .", max_size=20))
def test_a_stored_number_is_stored_again_unchanged(typed):
    try:
        phone = check_phone(typed, hotlines=True)
    except Refused:
        return
    assert check_phone(phone.number, hotlines=True) == phone


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("+84 912 345 678", "0912 345 678"),
        ("028 38551234", "028 3855 1234"),
        ("0203 3825 123", "0203 3825 123"),
        ("1022", "1022"),
        ("+1 202 555 0123", "+12025550123"),
    ],
)
def test_a_number_is_shown_as_it_is_dialled_here_and_read_back_the_same(typed, shown):
    stored = check_phone(typed, hotlines=True).number
    assert phone_text(stored) == shown
    assert check_phone(shown, hotlines=True).number == stored
