"""A VietQR code says what is to be paid: read by an independent reader, its check sum by an independent count."""

import binascii
from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from motcua.integrations.paying.vietqr.client import code_png
from motcua.payments.references import LENGTH, is_reference, new_reference, references_in
from motcua.payments.vietqr import Transfer, crc16, payload, read

TRANSFERS = st.builds(
    Transfer,
    bank=st.from_regex(r"[0-9]{6}", fullmatch=True),
    account=st.from_regex(r"[0-9A-Z]{4,19}", fullmatch=True),
    amount=st.integers(1, 10**12 - 1),
    reference=st.builds(new_reference),
)
LAN = Transfer("970436", "0011001234567", 16_000, "MC0123456789ABCD")


def parsed(text: str) -> dict[str, str]:
    """Tag by tag, without the product's own reader."""
    fields: dict[str, str] = {}
    place = 0
    while place < len(text):
        length = int(text[place + 2 : place + 4])
        fields[text[place : place + 2]] = text[place + 4 : place + 4 + length]
        place += 4 + length
    return fields


@given(st.binary(max_size=200))
def test_the_check_sum_is_crc_16_ccitt_false(data: bytes) -> None:
    assert crc16(data) == binascii.crc_hqx(data, 0xFFFF)


def test_the_check_sum_of_the_standards_own_example() -> None:
    assert crc16(b"123456789") == 0x29B1


@given(TRANSFERS)
def test_every_transfer_is_read_as_it_was_written(transfer: Transfer) -> None:
    text = payload(transfer)
    fields = parsed(text)
    assert list(fields) == ["00", "01", "38", "53", "54", "58", "62", "63"]
    assert (fields["00"], fields["01"], fields["53"], fields["58"]) == ("01", "12", "704", "VN")
    assert parsed(fields["38"])["00"] == "A000000727"
    assert parsed(parsed(fields["38"])["01"]) == {"00": transfer.bank, "01": transfer.account}
    assert (int(fields["54"]), parsed(fields["62"])["08"]) == (transfer.amount, transfer.reference)
    assert int(fields["63"], 16) == binascii.crc_hqx(text[:-4].encode(), 0xFFFF)
    assert read(text) == transfer


def test_an_independent_reader_reads_the_picture() -> None:
    picture = Image.open(BytesIO(code_png(LAN)))
    [found] = zxingcpp.read_barcodes(picture)
    assert found.text == payload(LAN)
    assert read(found.text) == LAN


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_one_changed_sign_is_noticed(place: int) -> None:
    text = payload(LAN)
    changed = text[:place] + ("7" if text[place] != "7" else "8") + text[place + 1 :]
    with pytest.raises(ValueError, match=r".+"):
        read(changed)


@pytest.mark.parametrize(
    "transfer",
    [
        Transfer("97043", "0011001234567", 16_000, "MC1"),
        Transfer("970436", "001-100", 16_000, "MC1"),
        Transfer("970436", "0" * 20, 16_000, "MC1"),
        Transfer("970436", "0011001234567", 0, "MC1"),
        Transfer("970436", "0011001234567", 10**12, "MC1"),
        Transfer("970436", "0011001234567", 16_000, "Nộp phí"),
        Transfer("970436", "0011001234567", 16_000, ""),
    ],
)
def test_what_a_code_cannot_carry_is_not_written(transfer: Transfer) -> None:
    with pytest.raises(ValueError, match=r".+"):
        payload(transfer)


@pytest.mark.parametrize(
    "words",
    [
        "{}",
        "Nguyen Van Tu nop phi {} FT22136",
        "MBVCB.123456.{}.CT tu 0011 toi 0022",
        "{} {}",
    ],
)
def test_the_reference_is_found_in_the_words_of_a_bank(words: str) -> None:
    reference = new_reference()
    assert is_reference(reference)
    assert len(reference) == LENGTH
    assert references_in(words.replace("{}", reference)) == (reference,)
    assert references_in(words.replace("{}", reference.lower())) == (reference,)


def test_a_reference_that_the_bank_cut_in_two_is_put_together() -> None:
    assert references_in("IBFT MC0123456 789ABCD nop phi") == ("MC0123456789ABCD",)


@pytest.mark.parametrize("words", ["", "nop phi", "MC01234567", "MCIIIIIIIIIIIIII", "mc-không phải mã"])
def test_other_words_name_no_reference(words: str) -> None:
    assert references_in(words) == ()
