"""The QR of an identity card: what a scanner types fills the form, or the clerk is told what to do."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.cccd_qr import CccdQr, read_cccd_qr
from motcua.core.refusals import Refused
from motcua.core.terms import Sex

LINE = (
    "079190001234|023456789|Lê Thị Bích Thủy|24111990|Nữ"
    "|12/3 Lãnh Binh Thăng, Phường 13, Quận 11, TP. Hồ Chí Minh|10052021"
)
CARD = CccdQr(
    number="079190001234",
    old_number="023456789",
    name="Lê Thị Bích Thủy",
    birth_date=date(1990, 11, 24),
    birth_year=1990,
    sex=Sex.FEMALE,
    address="12/3 Lãnh Binh Thăng, Phường 13, Quận 11, TP. Hồ Chí Minh",
    issued_on=date(2021, 5, 10),
)


def refusal_of(text):
    with pytest.raises(Refused) as caught:
        read_cccd_qr(text)
    return caught.value.refusal


def changed(place, value):
    fields = LINE.split("|")
    fields[place] = value
    return "|".join(fields)


@pytest.mark.parametrize(
    "scanned",
    [
        LINE,
        LINE + "\r\n",
        "\x02" + LINE + "\x03",
        "\ufeff" + LINE,
        f' "{LINE}" ',
        f"{LINE}\n{LINE}\n",
        LINE.replace("|", " | "),
        LINE.replace("|", "¦"),
        LINE.replace("|", "｜"),
        LINE.replace(" ", "\t"),
        unicodedata.normalize("NFD", LINE),
        LINE + "||Nguyễn Văn A|Trần Thị B|",
    ],
    ids=[
        "plain",
        "enter",
        "stx etx",
        "bom",
        "quoted",
        "twice",
        "blanks",
        "broken bar",
        "wide bar",
        "tabs",
        "nfd",
        "more fields",
    ],
)
def test_what_scanners_add_does_not_change_the_card(scanned):
    assert read_cccd_qr(scanned) == CARD


def test_a_card_without_an_old_number_has_none():
    assert read_cccd_qr(changed(1, "")).old_number == ""


def test_a_child_may_have_a_card_in_the_year_of_birth():
    assert read_cccd_qr(changed(6, "01121990")).issued_on == date(1990, 12, 1)


def test_a_birth_of_which_only_the_year_is_known_keeps_the_year():
    card = read_cccd_qr(changed(3, "00001990"))
    assert (card.birth_date, card.birth_year) == (None, 1990)


@pytest.mark.parametrize(
    ("scanned", "code"),
    [
        ("", "qr_not_a_card"),
        ("https://example.vn/abc", "qr_not_a_card"),
        ("x" * 5000, "qr_not_a_card"),
        ("|".join(LINE.split("|")[:5]), "qr_incomplete"),
        (LINE + "\n" + LINE.replace("Thủy", "Trâm"), "qr_two_cards"),
        (changed(0, "07919000123"), "qr_unreadable"),
        (changed(1, "12345"), "qr_unreadable"),
        (changed(2, ""), "name_missing"),
        (changed(2, "Lê " * 100), "text_too_long"),
        (changed(3, "31021990"), "qr_unreadable"),
        (changed(3, "1990-11-24"), "qr_unreadable"),
        (changed(3, "24111991"), "qr_unreadable"),
        (changed(4, "?"), "qr_unreadable"),
        (changed(6, "10051985"), "qr_unreadable"),
        (changed(6, "00002021"), "qr_unreadable"),
    ],
)
def test_what_is_no_card_is_refused_with_what_to_do(scanned, code):
    refusal = refusal_of(scanned)
    assert (refusal.code, refusal.field) == (code, "cccd_qr")
    assert "Hãy" in refusal.text


@given(st.integers(0, len(LINE)))
def test_a_scan_broken_off_anywhere_is_refused_or_the_same_card(length):
    try:
        card = read_cccd_qr(LINE[:length])
    except Refused:
        return
    assert card == CARD


@given(st.text(st.sampled_from("|0123456789Nam \n\x00ữ"), max_size=80))
def test_any_noise_is_refused_and_never_an_error(noise):
    with pytest.raises(Refused):
        read_cccd_qr(noise)
