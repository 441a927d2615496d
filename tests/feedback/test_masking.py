"""Free words reach the head without personal data."""

import pytest

from motcua.feedback.masking import masked

FOUND = {
    "Gọi cho tôi 0912 345 678": "Gọi cho tôi [số]",
    "Gọi +84 912.345.678 nhé": "Gọi [số] nhé",
    "Gọi 0.912.345.678 nhé": "Gọi [số] nhé",
    "CCCD 079085001234": "CCCD [số]",
    "CCCD 079.123.456.789": "CCCD [số]",
    "chứng minh 023 456 789": "chứng minh [số]",
    "Hộ chiếu B1234567": "Hộ chiếu [số]",
    "Thư: tu.nguyen@example.vn.": "Thư: [thư điện tử].",
    "Hồ sơ H29.101-261123-0007 trễ": "Hồ sơ [mã hồ sơ] trễ",
    "Hồ sơ 000.00.31.H29-220516-0001 trễ": "Hồ sơ [mã hồ sơ] trễ",
    "Tôi ở hẻm 12/5 đường nhỏ": "Tôi ở [địa chỉ] đường nhỏ",
    "Nguyễn Văn Tư đây": "[tên] đây",
    "LÊ THỊ BÍCH THỦY rất tốt": "[tên] rất tốt",
    "nguyễn thị tám không hài lòng": "[tên] không hài lòng",
    "cô Hoa chưa giải thích": "cô [tên] chưa giải thích",
    "Cán bộ Thủy nói nhỏ": "Cán bộ [tên] nói nhỏ",
    "Hà Thị Mỹ Lan": "[tên]",
}
LEFT = (
    "Phí 10.000.000 đồng là cao",
    "Cán bộ Phường 5 tốt, chờ 15 phút, 2 lần",
    "Thành phố Hồ Chí Minh, Hà Nội, Sơn Trà",
    "Hồ sơ của tôi đúng hẹn. Lý do không rõ",
    "Anh chị vui vẻ, tôi rất hài lòng",
    "",
)


@pytest.mark.parametrize(("words", "read"), FOUND.items())
def test_numbers_addresses_codes_and_names_are_taken_out(words: str, read: str) -> None:
    said = masked(words)
    assert said.text == read
    assert said.found


@pytest.mark.parametrize("words", LEFT)
def test_ordinary_words_sums_and_places_stay(words: str) -> None:
    assert masked(words) == masked(words).__class__(words, ())


def test_decomposed_letters_hide_nobody() -> None:
    assert masked("Nguyễn Văn Tư".encode().decode()).text == "[tên]"
    assert "[tên]" in masked("Nguye\u0302\u0303n Va\u0306n Tu\u031b").text


def test_masking_twice_changes_nothing_more() -> None:
    once = masked("Chị Thủy, 0912345678, a@b.vn, Nguyễn Văn Tư").text
    assert masked(once).text == once
