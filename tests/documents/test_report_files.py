"""One report, five forms: page, CSV, XLSX, DOCX and PDF say the same figures and the same totals."""

import csv
import io
import subprocess
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from motcua.core.chain import canonical
from motcua.documents.charts import Bar, bar_chart, chart_of
from motcua.documents.papers import Head
from motcua.documents.report_files import ReportFile, report_file
from motcua.documents.report_paper import (
    Bounded,
    ReportColumn,
    ReportPaper,
    ReportRow,
    ReportTable,
    Share,
    as_data,
    cell_text,
    differences,
    from_data,
)
from tests.cast import at

NAME = "Ủy ban nhân dân Quận 11, thành phố Hồ Chí Minh (Bộ phận Tiếp nhận và Trả kết quả)"
HEAD = Head(
    "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "ỦY BAN NHÂN DÂN QUẬN 11", "", "Quận 11", date(2022, 6, 16)
)


def paper(received: int = 229_642, *, late: int = 0, provisional: bool = False) -> ReportPaper:
    columns = (
        ReportColumn("unit", "Cơ quan", wide=True),
        ReportColumn("received", "Tiếp nhận"),
        ReportColumn("declared", "Báo cáo"),
        ReportColumn("share", "Tỷ lệ trong ngày"),
        ReportColumn("late", "Trễ hạn"),
    )
    rows = (
        ReportRow((NAME, received, Bounded(229_642), Share(1, 3), late), {"received": "q11.received"}),
        ReportRow(("=Phường 5", 199_275, None, Share(2, 3), 0)),
        ReportRow(("Tổng", received + 199_275, None, Share(3, 6), late), total=True),
    )
    table = ReportTable("units", "Theo cơ quan", columns, rows, ("Tỷ lệ cắt ở một chữ số.",), chart="share")
    return ReportPaper(
        "campaign",
        "Kết quả Tháng hành động “Ngay trong ngày”",
        "hcmc.q11",
        NAME,
        date(2022, 5, 15),
        date(2022, 6, 15),
        at("2022-06-16 08:00"),
        (table,),
        ("Một hồ sơ chỉ thuộc một khối.",),
        provisional,
    )


def plain(text: str) -> str:
    """Without the dots between thousands, which CSV leaves out."""
    return text.replace(".", "")


def expected(of: ReportPaper) -> list[list[str]]:
    return [[plain(cell_text(cell)) for cell in row.cells] for row in of.tables[0].rows]


@pytest.mark.requirement("R-280")
def test_the_csv_has_the_totals_of_the_page() -> None:
    made = report_file(paper(), ReportFile.CSV, HEAD)
    lines = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    start = lines.index(["Cơ quan", "Tiếp nhận", "Báo cáo", "Tỷ lệ trong ngày", "Trễ hạn"])
    found = [[plain(cell).lstrip("'") for cell in line] for line in lines[start + 1 : start + 4]]
    assert found == expected(paper())
    assert found[2][1] == "428917"


@pytest.mark.requirement("R-280")
def test_the_workbook_has_the_totals_of_the_page_as_numbers() -> None:
    made = report_file(paper(), ReportFile.XLSX, HEAD)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name("Bảng 1").to_python()
    assert [row[1] for row in rows[2:5]] == [229_642, 199_275, 428_917]
    assert rows[2][2] == 229_642
    assert rows[2][3] == pytest.approx(0.333)
    assert rows[3][0] == "=Phường 5"


@pytest.mark.requirement("R-280")
def test_the_text_document_has_the_totals_of_the_page() -> None:
    made = Document(io.BytesIO(report_file(paper(), ReportFile.DOCX, HEAD, sha256="ab" * 32)))
    table = made.tables[1]
    found = [[plain(cell.text) for cell in row.cells] for row in table.rows][1:]
    assert found == expected(paper())
    assert any("ab" * 32 in line.text for line in made.paragraphs)


@pytest.mark.needs_poppler
@pytest.mark.requirement("R-280")
def test_the_pdf_has_the_totals_of_the_page(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(report_file(paper(), ReportFile.PDF, HEAD, code="Báo cáo số 3", sha256="cd" * 32))
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, check=True
    ).stdout.decode()
    for figure in ("229.642", "199.275", "428.917", "hơn 229.642", "33,3%", "cd" * 32, "Báo cáo số 3"):
        assert figure in text
    facts = subprocess.run(["pdfinfo", file], capture_output=True, check=True).stdout.decode()
    assert "Kết quả Tháng hành động" in facts


@pytest.mark.needs_poppler
def test_the_pdf_of_a_running_period_says_on_top_that_it_is_not_final(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(report_file(paper(provisional=True), ReportFile.PDF, HEAD))
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    assert "TẠM TÍNH" in text


@pytest.mark.requirement("R-281")
def test_a_report_goes_into_canonical_json_and_back_without_loss() -> None:
    assert from_data(as_data(paper())) == paper()
    assert canonical(as_data(paper())) == canonical(as_data(from_data(as_data(paper()))))


@pytest.mark.requirement("R-281")
def test_what_changed_since_is_named_by_row_and_column() -> None:
    found = differences(paper(), paper(229_643, late=1))
    assert [(one.row, one.column, one.frozen, one.now) for one in found] == [
        (NAME, "Tiếp nhận", "229.642", "229.643"),
        (NAME, "Trễ hạn", "0", "1"),
        ("Tổng", "Tiếp nhận", "428.917", "428.918"),
        ("Tổng", "Trễ hạn", "0", "1"),
    ]
    assert differences(paper(), paper()) == ()


def test_a_row_that_is_gone_and_a_row_that_came_are_differences_too() -> None:
    whole = paper()
    table = whole.tables[0]
    less = ReportTable(table.key, table.caption, table.columns, table.rows[1:])
    shorter = from_data({**as_data(whole), "tables": [as_data(whole)["tables"][0] | {"rows": []}]})
    assert {one.now for one in differences(whole, shorter)} == {"–"}
    assert {one.frozen for one in differences(shorter, whole)} == {"–"}
    assert len(less.rows) == 2


@pytest.mark.rule("promises 17")
def test_a_share_is_cut_and_never_rounded_up() -> None:
    assert cell_text(Share(9_999, 10_000)) == "99,9%"
    assert cell_text(Share(0, 0)) == "–"
    assert cell_text(Bounded(229_642)) == "hơn 229.642"


def test_the_drawing_says_the_figures_in_words_and_escapes_what_people_wrote() -> None:
    drawn = bar_chart("<b>Quận</b>", [Bar("A & B", 2, "2"), Bar("C", 1, "1")])
    assert "<b>" not in drawn
    assert "A &amp; B: 2; C: 1" in drawn
    assert 'role="img"' in drawn


def test_the_sum_is_not_drawn_as_a_bar_and_a_single_bar_not_at_all() -> None:
    table = paper().tables[0]
    assert chart_of(table).count("<rect") == 2
    assert chart_of(ReportTable("x", "X", table.columns, table.rows[2:], chart="share")) == ""
