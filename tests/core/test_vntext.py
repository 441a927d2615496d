"""Vietnamese text: stored in one form, searched without accents, listed in the order of the alphabet."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.refusals import Refused
from motcua.core.vntext import ALPHABET, clean_line, clean_name, fold, free_slug, nfc, sort_key

TONES_OF_A = "aàảãáạ"
VIETNAMESE = "".join(
    unicodedata.normalize("NFC", letter + tone)
    for letter in ALPHABET
    for tone in ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    if not tone or letter in "aăâeêioôơuưy"
)
words = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper(), min_size=1, max_size=8)
lines = st.lists(words, min_size=1, max_size=5).map(" ".join)


def refusal_of(call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.refusal


def test_both_ways_of_typing_an_accent_are_stored_alike():
    assert nfc(unicodedata.normalize("NFD", "Nguyễn Thị Đượm")) == "Nguyễn Thị Đượm"


@pytest.mark.requirement("R-303")
@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("  LÊ   THỊ\u00a0BÍCH\tTHỦY ", "le thi bich thuy"),
        ("Tân Sơn Nhì", "tan son nhi"),
        ("Trưởng Công an phường", "truong cong an phuong"),
        ("２０２２", "2022"),
        ("đ\u200bĐ", "dd"),
        ("", ""),
    ],
)
def test_search_compares_without_accents(typed, folded):
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(lines)
def test_folded_text_is_the_same_for_both_unicode_forms_and_plain_ascii(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(text).isascii()


@pytest.mark.requirement("R-303")
def test_letters_stand_in_the_order_of_the_alphabet():
    assert sorted(set(ALPHABET), key=lambda letter: sort_key(letter).encode()) == list(ALPHABET)


def test_tones_stand_in_the_order_of_dictionaries():
    assert sorted(set(TONES_OF_A), key=sort_key) == list(TONES_OF_A)


@pytest.mark.requirement("R-303")
@pytest.mark.parametrize(
    "in_order",
    [
        ["An", "Án", "Anh", "Ăn", "Ân"],
        ["Bình Khiêm", "Bỉnh Khiêm", "Bình Thới", "Bình Trưng", "Bưng"],
        ["da", "dạ", "dũng", "đa", "Đà", "đũng"],
        ["Hòa An", "Hòa Bình", "Hoàng An"],
        ["Phường 2", "Phường 5", "Phường 11", "Phường 100", "Phường An"],
        ["Thanh", "Thạnh", "Thanh Hà", "Thành phố Hồ Chí Minh", "Thanh Sơn"],
        ["u", "ư", "v"],
    ],
    ids=lambda names: " < ".join(names[:3]),
)
def test_names_stand_in_vietnamese_order(in_order):
    keys = [sort_key(name).encode() for name in in_order]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_old_and_new_tone_placement_and_punctuation_do_not_separate_names():
    assert sort_key("Hoà  Bình") == sort_key("hòa bình")
    assert sort_key("Bà Rịa - Vũng Tàu") == sort_key("Bà Rịa – Vũng Tàu")


@given(lines, lines)
def test_a_shorter_name_comes_before_the_same_name_with_more_words(first, second):
    assert sort_key(first) < sort_key(f"{first} {second}")


@given(lines)
def test_the_key_is_the_same_for_both_unicode_forms(text):
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


@given(words, words)
def test_tones_count_only_where_the_letters_are_the_same(first, second):
    def letters(word):
        toneless = unicodedata.normalize("NFD", word.lower())
        for tone in "\u0300\u0301\u0303\u0309\u0323":
            toneless = toneless.replace(tone, "")
        return [ALPHABET.index(letter) for letter in unicodedata.normalize("NFC", toneless)]

    if letters(first) != letters(second):
        assert (sort_key(first) < sort_key(second)) == (letters(first) < letters(second))


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_in_names_stand_by_value(first, second):
    assert (sort_key(f"Tổ {first}") < sort_key(f"Tổ {second}")) == (first < second)


@given(st.text())
def test_any_text_has_a_key_without_control_characters_of_its_own(text):
    assert all(
        char == " " or char == "!" or char.isdigit() or ord(char) > ord("9") for char in sort_key(text)
    )


def test_a_name_is_stored_composed_with_single_spaces():
    assert clean_name(unicodedata.normalize("NFD", "  Lê  Thị\nBích Thủy ")) == "Lê Thị Bích Thủy"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Nguyễn\u202eVăn A", "text_has_marks"),
        ("Nguyễn\u200bVăn A", "text_has_marks"),
        ("Nguyễn\x00Văn A", "text_has_marks"),
        ("Nguyễn\x1b[31m", "text_has_marks"),
        ("a" + "\u0334" * 9, "text_has_marks"),
        ("\ud800", "text_has_marks"),
        ("", "name_missing"),
        ("  \t ", "name_missing"),
        ("---", "name_missing"),
        ("Lê " * 100, "text_too_long"),
    ],
    ids=[
        "turned direction",
        "zero width",
        "null",
        "escape",
        "stacked marks",
        "half a pair",
        "empty",
        "blank",
        "no letter",
        "long",
    ],
)
def test_what_cannot_be_a_name_is_refused_with_what_to_do(name, code):
    refusal = refusal_of(clean_name, name, 200)
    assert refusal.code == code
    assert refusal.field == "name"
    assert "Hãy" in refusal.text


@pytest.mark.requirement("R-303")
def test_a_name_of_twenty_megabytes_is_refused_before_it_is_read():
    assert refusal_of(clean_name, "A\u0300" * 10_000_000).code == "text_too_long"


def test_the_limit_counts_characters_as_people_see_them():
    typed = unicodedata.normalize("NFD", "ệ" * 200)
    assert clean_name(typed, 200) == "ệ" * 200
    assert refusal_of(clean_name, typed + "e", 200).code == "text_too_long"


def test_a_line_that_may_be_empty_stays_empty_and_names_itself_in_the_refusal():
    assert clean_line("  ", 10, field="address", what="Địa chỉ") == ""
    assert refusal_of(clean_line, "x" * 11, 10, field="address", what="Địa chỉ").text.startswith("Địa chỉ")


@given(st.text())
def test_a_cleaned_name_is_clean(text):
    try:
        name = clean_name(text, 100)
    except Refused:
        return
    assert clean_name(name, 100) == name == nfc(name)
    assert name.isprintable()


def test_a_slug_has_no_accents_and_is_one_that_nobody_has():
    def slug(text: str, *taken: str, limit: int = 60) -> str:
        return free_slug(text, taken, limit=limit, otherwise="khong-ten")

    assert slug("Tháng  hành động: Quận 11!") == "thang-hanh-dong-quan-11"
    assert slug("Bưu điện", "buu-dien") == "buu-dien-2"
    assert slug("Bưu điện", "buu-dien", "buu-dien-2", "buu-dien-4") == "buu-dien-3"
    assert slug("Bưu điện tỉnh", limit=9) == "buu-dien"
    assert (slug("…"), slug("…", "khong-ten")) == ("khong-ten", "khong-ten-2")
