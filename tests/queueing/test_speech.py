"""How is a call said?"""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.queueing.speech import CHIME, CLIPS, call_clips, code_clips, number_clips, sentence


def said(clips: tuple[str, ...]) -> str:
    return " ".join(CLIPS[name] for name in clips)


def test_a_call_is_the_chime_then_the_sentence_of_the_hall():
    clips = call_clips("A042", 3)
    assert clips[0] == CHIME
    assert said(clips[1:]) == "Mời ông bà có số thứ tự a không bốn hai đến quầy số ba"
    assert sentence("A042", 3) == "Mời ông/bà có số thứ tự a không bốn hai đến quầy số ba"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("B105", "bê một không năm"),
        ("Đ017", "đê không một bảy"),
        ("K1-042", "ca một không bốn hai"),
        ("ưt9", "ư tê chín"),
        ("007", "không không bảy"),
    ],
)
def test_letters_and_digits_of_a_code_are_read_one_by_one(code, words):
    assert said(code_clips(code)) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (35, "ba mươi lăm"),
        (55, "năm mươi lăm"),
        (91, "chín mươi mốt"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (221, "hai trăm hai mươi mốt"),
        (999, "chín trăm chín mươi chín"),
        (1205, "một hai không năm"),
    ],
)
def test_the_number_of_a_counter_is_read_as_people_say_it(number, words):
    assert said(number_clips(number)) == words


def test_a_code_typed_with_marks_apart_is_the_same_code():
    assert code_clips(unicodedata.normalize("NFD", "Ơ12")) == code_clips("Ơ12")


@pytest.mark.parametrize("code", ["", "---", "A/../B?", "A①", "A٣", "<b>"])
def test_what_cannot_be_said_is_refused(code):
    with pytest.raises(ValueError, match=r"nothing to say|no clip"):
        call_clips(code, 1)


def test_a_counter_below_zero_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        call_clips("A001", -1)


@given(st.integers(0, 32_767), st.from_regex(r"[A-Z]{0,2}[0-9]{1,5}", fullmatch=True))
def test_every_code_and_counter_has_its_clips(counter, code):
    assert all(name in CLIPS for name in call_clips(code, counter)[1:])


def test_names_of_clips_are_plain_so_that_any_disk_keeps_them():
    assert all(name.isascii() and name == name.lower() for name in CLIPS)
    assert len(set(CLIPS.values())) == len(CLIPS)
