"""A very long list as a workbook: every row there, text stays text."""

from collections.abc import Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook

from motcua.documents.plain_workbook import write_plain_workbook


def written(tmp_path: Path, rows: list[tuple[str, ...]]) -> tuple[list[int], Sequence[Sequence[object]]]:
    file = tmp_path / "list.xlsx"
    told = list(write_plain_workbook(file, 'Hồ sơ "một" & <hai>', ("Mã", "Tên"), iter(rows)))
    book = CalamineWorkbook.from_path(file)
    assert book.sheet_names == ['Hồ sơ "một" & <hai>']
    return told, book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_every_row_is_there_in_order_and_told_on_the_way(tmp_path: Path) -> None:
    told, read = written(tmp_path, [(f"H-{n}", "Đỗ Thị Nở") for n in range(2500)])
    assert told == [1000, 2000, 2500]
    assert read[0] == ["Mã", "Tên"]
    assert read[2500] == ["H-2499", "Đỗ Thị Nở"]
    assert len(read) == 2501


def test_formulas_marks_blanks_and_what_xml_cannot_hold_stay_text(tmp_path: Path) -> None:
    _told, read = written(tmp_path, [("=1+1", " <b>&amp; "), ("", "sau\x00\x0b\ud800 ô trống"), ("007", "")])
    assert read[1:] == [["=1+1", " <b>&amp; "], ["", "sau ô trống"], ["007", ""]]


def test_an_empty_list_is_a_whole_workbook(tmp_path: Path) -> None:
    told, read = written(tmp_path, [])
    assert (told, read) == ([0], [["Mã", "Tên"]])
