"""Is a line of a file of recorded dossiers read as it is meant, and is what is wrong with it said?"""

from datetime import datetime

import pytest

from motcua.dossiers.recorded.reading import MOST_FAULTS, Reader
from motcua.dossiers.recorded.terms import COLUMNS
from tests.cast import at

NOW = at("2022-05-16 09:00")
GOOD = {
    "ma_ho_so": "H29.118-200514-0001",
    "co_quan": "hcmc.q11",
    "thu_tuc": "2.000815",
    "kenh": "Trực tiếp tại quầy",
    "tiep_nhan": "14/05/2020 08:30",
    "hen_tra": "15/05/2020 17:00",
    "co_ket_qua": "14/05/2020 10:00",
    "ket_thuc": "14/05/2020 10:15",
    "trang_thai": "Đã trả kết quả",
}


def reader(now: datetime = NOW) -> Reader:
    return Reader({"hcmc.q11": "hcmc.q11"}, 0, now)


def read(**said: str) -> tuple[list[str], Reader]:
    mine = reader()
    return list(mine.rows([(2, [*(GOOD | said).values()])])), mine


def test_a_line_becomes_one_row_with_the_words_of_this_system() -> None:
    assert read()[0] == [
        "2\tH29.118-200514-0001\thcmc.q11\t2.000815\tdesk\t14/05/2020 08:30\t15/05/2020 17:00\t"
        "14/05/2020 10:00\t14/05/2020 10:15\treturned\n"
    ]


@pytest.mark.parametrize("empty", [("hen_tra",), ("co_ket_qua",), ("hen_tra", "co_ket_qua")])
def test_a_line_in_the_plain_form_is_the_row_that_careful_reading_makes(empty: tuple[str, ...]) -> None:
    said = GOOD | {"kenh": "desk", "trang_thai": "returned"} | dict.fromkeys(empty, "")
    fast, careful = reader(), reader()
    careful.careful = True
    lines = [(2, [*said.values()])]
    assert list(fast.rows(lines)) == list(careful.rows(lines)) != []
    assert fast.procedures == careful.procedures


def test_days_may_be_written_as_machines_write_them_and_stray_blanks_do_no_harm() -> None:
    machine = {"tiep_nhan": "2020-05-14T08:30", "hen_tra": "2020-05-15 17:00:00", "trang_thai": "returned"}
    assert read(**machine, co_quan=" hcmc.q11 ", ma_ho_so="H29.118-200514-0001 ")[0] == read()[0]


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("co_quan", "Quận Mười Một", "không có cơ quan"),
        ("ma_ho_so", "", "trống"),
        ("ma_ho_so", "H29\\N", "ký tự lạ"),
        ("ma_ho_so", "H" * 61, "dài quá 60"),
        ("thu_tuc", "", "trống"),
        ("kenh", "điện thoại", "desk, home, kiosk, online, post"),
        ("trang_thai", "received", "cancelled, refused, returned, stopped, withdrawn"),
        ("tiep_nhan", "31/02/2020 08:30", "không phải thời điểm"),
        ("tiep_nhan", "14/05/2020", "không phải thời điểm"),
        ("tiep_nhan", "", "không phải thời điểm"),
        ("ket_thuc", "14/05/2022 24:00", "không phải thời điểm"),
        ("ket_thuc", "16/05/2022 09:01", "chưa tới"),
        ("ket_thuc", "14/05/2020 08:29", "trước lúc tiếp nhận"),
        ("hen_tra", "14/05/2020 08:29", "trước lúc tiếp nhận"),
        ("co_ket_qua", "14/05/2020 10:16", "không nằm giữa"),
        ("co_ket_qua", "13/05/2020 10:00", "không nằm giữa"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(column: str, text: str, told: str) -> None:
    rows, mine = read(**{column: text})
    assert rows == []
    found = [one.words for one in mine.faults if one.column == column]
    assert len(found) == 1
    assert found[0].startswith(f"Dòng 2, cột {column}: ")
    assert told in found[0]


def test_a_code_in_decomposed_letters_is_kept_composed() -> None:
    assert "123/ĐKKD-Ầ" in read(ma_ho_so="123/ĐKKD-Ầ")[0][0]


def test_after_a_fault_nothing_is_given_any_more_and_a_hundred_are_enough() -> None:
    mine = reader()
    bad = [*(GOOD | {"co_quan": "?"}).values()]
    lines = [
        (2, [*GOOD.values()]),
        (3, bad),
        (4, [*GOOD.values()]),
        *((5 + place, bad) for place in range(500)),
    ]
    assert len(list(mine.rows(lines))) == 1
    assert len(mine.faults) == MOST_FAULTS


def test_a_line_with_cells_too_many_or_too_few_is_told_as_a_whole() -> None:
    mine = reader()
    assert list(mine.rows([(7, ()), (8, [*GOOD.values()][:-1])])) == []
    assert [(one.line, one.column) for one in mine.faults] == [(7, ""), (8, "")]
    assert tuple(GOOD) == COLUMNS
