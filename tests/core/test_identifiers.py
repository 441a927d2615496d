"""Identity numbers: what is possible is taken, what is impossible is refused with what to do next."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.identifiers import Checked, check_identity, kind_from_pattern, mask, read_cccd_number
from motcua.core.refusals import Refused
from motcua.core.terms import IdentityKind, Sex

TODAY = date(2026, 11, 23)


def refusal_of(*args, **kwargs):
    with pytest.raises(Refused) as caught:
        check_identity(*args, **kwargs)
    return caught.value.refusal


def codes_of(checked):
    return [caution.code for caution in checked.warnings]


@pytest.mark.parametrize(
    ("number", "year", "sex"),
    [
        ("079090001234", 1990, Sex.MALE),
        ("079190001234", 1990, Sex.FEMALE),
        ("001204000007", 2004, Sex.MALE),
        ("001399000007", 2099, Sex.FEMALE),
        ("096400000001", 2100, Sex.MALE),
        ("096999000001", 2399, Sex.FEMALE),
    ],
)
def test_the_fourth_digit_tells_century_and_sex(number, year, sex):
    assert read_cccd_number(number) == (year, sex)


def test_a_personal_number_is_stored_as_twelve_digits_whatever_blanks_were_typed():
    assert check_identity("cccd", " 079 190 001234\n", on=TODAY) == Checked(IdentityKind.CCCD, "079190001234")
    assert check_identity("cccd", "０７９１９０００１２３４", on=TODAY).number == "079190001234"


@pytest.mark.parametrize(
    "number", ["", "07919000123", "0791900012345", "07919000123a", "079-190001234", "٠٧٩١٩٠٠٠١٢٣٤"]
)
def test_a_personal_number_of_another_shape_is_refused(number):
    refusal = refusal_of("cccd", number, on=TODAY)
    assert (refusal.code, refusal.field) == ("identity_number_wrong", "id_number")
    assert "12 chữ số" in refusal.text


def test_a_birth_year_to_come_is_refused_and_the_year_itself_is_not():
    assert refusal_of("cccd", "079327001234", on=TODAY).code == "identity_number_wrong"
    assert check_identity("cccd", "079326001234", on=TODAY).number == "079326001234"


def test_another_birth_year_than_on_the_form_is_refused():
    refusal = refusal_of("cccd", "079190001234", on=TODAY, birth_year=1991)
    assert refusal.code == "identity_birth_year_differs"
    assert "1990" in refusal.text
    assert "1991" in refusal.text
    assert not check_identity("cccd", "079190001234", on=TODAY, birth_year=1990).warnings


def test_another_sex_or_an_unknown_province_is_a_warning_only():
    checked = check_identity("cccd", "555190001234", on=TODAY, sex="male")
    assert codes_of(checked) == ["identity_sex_differs", "identity_province_unknown"]
    assert "khai sinh 555 không" in checked.warnings[1].text
    assert not check_identity("cccd", "079190001234", on=TODAY, sex=Sex.FEMALE).warnings


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_every_twelve_digits_are_taken_or_refused_for_the_year_alone(number):
    year, sex = read_cccd_number(number)
    try:
        checked = check_identity("cccd", number, on=TODAY, birth_year=year, sex=sex)
    except Refused:
        assert year > TODAY.year
    else:
        assert checked.number == number
        assert year <= TODAY.year


def test_a_nine_digit_number_is_history_with_a_warning_since_2025():
    assert codes_of(check_identity("cmnd", "023456789", on=date(2024, 12, 31))) == []
    assert codes_of(check_identity("cmnd", "023456789", on=date(2025, 1, 1))) == ["cmnd_ended"]
    assert "9 chữ số" in refusal_of("cmnd", "0234567890", on=TODAY).text


@pytest.mark.parametrize("number", ["C1234567", "c1234567", "P00000001", "AB123456", "123456789"])
def test_a_passport_number_is_letters_and_digits(number):
    assert check_identity("passport", number, on=TODAY).number == number.upper()


@pytest.mark.parametrize("number", ["C12", "C123456789", "ABCDEFG", "Đ1234567", "C12-4567"])
def test_what_no_passport_prints_is_refused(number):
    assert "hộ chiếu" in refusal_of("passport", number, on=TODAY).text


@pytest.mark.parametrize("number", ["125/2019", "45", "07/TP-HT/2001", "12/2026"])
def test_a_birth_certificate_number_is_taken_as_printed(number):
    assert check_identity("birth_certificate", number, on=TODAY).number == number


@pytest.mark.parametrize("number", ["", "abc", "1" * 31, "12/2027", "12;2019"])
def test_what_no_birth_certificate_prints_is_refused(number):
    assert "giấy khai sinh" in refusal_of("birth_certificate", number, on=TODAY).text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0100109106", "0100109106"),
        ("0100233488", "0100233488"),
        ("0314409058-002", "0314409058-002"),
        ("0314409058002", "0314409058-002"),
    ],
)
def test_a_tax_code_with_the_right_check_digit_is_stored_in_its_written_form(typed, stored):
    assert check_identity("tax_code", typed, on=TODAY) == Checked(IdentityKind.TAX_CODE, stored)


@pytest.mark.parametrize("number", ["0100109107", "010010910", "0314409058-000", "MST0100109106"])
def test_a_tax_code_with_a_wrong_digit_is_refused(number):
    assert "Mã số thuế" in refusal_of("tax_code", number, on=TODAY).text


def test_a_personal_number_is_a_tax_code_from_july_2025():
    assert refusal_of("tax_code", "079190001234", on=date(2025, 6, 30)).code == "identity_number_wrong"
    assert check_identity("tax_code", "079190001234", on=date(2025, 7, 1)).number == "079190001234"
    assert refusal_of("tax_code", "079327001234", on=TODAY).code == "identity_number_wrong"


def test_a_kind_that_is_not_on_the_list_is_refused():
    assert refusal_of("library_card", "1", on=TODAY).code == "identity_kind_unknown"


def test_a_number_of_a_megabyte_is_refused_unread():
    assert refusal_of("cccd", "1" * 1_000_000, on=TODAY).code == "identity_number_wrong"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("079 190 001 234", IdentityKind.CCCD),
        ("023456789", IdentityKind.CMND),
        ("0100109106", IdentityKind.TAX_CODE),
        ("0314409058-002", IdentityKind.TAX_CODE),
        ("c1234567", IdentityKind.PASSPORT),
        ("125/2019", IdentityKind.BIRTH_CERTIFICATE),
    ],
)
def test_the_pattern_of_a_number_tells_its_kind(number, kind):
    assert kind_from_pattern(number) is kind


def test_a_number_of_no_known_pattern_asks_the_clerk_to_choose():
    with pytest.raises(Refused) as caught:
        kind_from_pattern("12345")
    assert caught.value.refusal.field == "id_type"
    assert "chọn loại giấy tờ" in caught.value.refusal.text


@given(st.text(max_size=40))
def test_any_text_is_refused_or_stored_so_that_it_stays_the_same(number):
    for kind in IdentityKind:
        try:
            checked = check_identity(kind, number, on=TODAY)
        except Refused:
            continue
        assert check_identity(kind, checked.number, on=TODAY) == checked


def test_logs_see_only_the_last_digits():
    assert mask("079190001234") == "*********234"
    assert mask("123456") == "******"
    assert mask("1234567") == "****567"
    assert mask("") == ""


@given(st.text(max_size=30))
def test_a_masked_number_keeps_its_length_and_hides_at_least_half(number):
    masked = mask(number)
    assert len(masked) == len(number)
    assert masked.count("*") * 2 >= len(number)
