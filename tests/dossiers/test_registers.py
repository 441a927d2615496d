"""The lists of the office: register, tray, shift, book; the paper says what the spreadsheet says."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from motcua.core.refusals import Refusal, Refused
from motcua.documents.sheets.register import REGISTER_COLUMNS, register_cells
from motcua.documents.spreadsheets import as_csv, as_xlsx, read_rows
from motcua.documents.typesetting import typeset
from motcua.dossiers.actions.certifying import close_book
from motcua.dossiers.models import Dossier
from motcua.dossiers.registers import month_of_book, register, register_lines, tray
from motcua.dossiers.shifts import shift_sheet
from motcua.dossiers.terms import Act
from motcua.organisation.models import Person
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, CERTIFIED_COPY, MARITAL_STATUS, Q11, THANH_SON, at, colleague, do, received
from tests.payments.till import copies, pay

DAY, MORNING, EVENING = date(2022, 5, 16), at("2022-05-16 09:00"), at("2022-05-16 17:00")


def refusal(call: Any, *args: Any, **kwargs: Any) -> Refusal:
    with pytest.raises(Refused) as found:
        call(*args, **kwargs)
    return found.value.refusal


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def settled(dossier: Dossier) -> Dossier:
    """Through all five steps within the hour."""
    for act, role, minute in (
        (Act.APPRAISE, Role.APPRAISE, "09:05"),
        (Act.APPROVE, Role.APPROVE, "09:10"),
        (Act.STAMP, Role.SEAL, "09:15"),
        (Act.RETURN_RESULT, Role.RETURN, "09:20"),
    ):
        do(act, dossier, role, at(f"2022-05-16 {minute}"))
    dossier.refresh_from_db()
    return dossier


@pytest.mark.usefixtures("seeded")
class TestRegister:
    """Sổ theo dõi hồ sơ."""

    def test_every_code_given_is_in_it_also_what_was_withdrawn(self) -> None:
        first, second, third = (copies(MORNING) for _ in range(3))
        settled(first)
        do(Act.WITHDRAW, second, Role.RECEIVE, at("2022-05-16 09:30"))
        lines = register_lines(Q11, DAY, DAY)
        assert [line.code for line in lines] == [str(first), str(second), str(third)]
        assert (lines[0].returned_to, lines[1].note) == ("Nguyễn Văn Tư", "Đã rút hồ sơ")
        assert lines[2].returned_at is None

    def test_a_time_moved_since_does_not_change_how_the_first_promise_reads(self) -> None:
        dossier = received(MARITAL_STATUS, THANH_SON, at("2023-10-06 15:31"))
        assert dossier.due_strict
        moved = at("2023-10-10 17:00")
        Dossier.objects.filter(pk=dossier.pk).update(due_at=moved, due_strict=False)
        [line] = register_lines(THANH_SON, date(2023, 10, 6), date(2023, 10, 6))
        assert (line.due_at, line.due_strict) == (at("2023-10-09 09:00"), True)
        assert "Hạn hiện tại 17 giờ 00 phút, Thứ Ba ngày 10/10/2023" in line.note

    def test_only_the_days_asked_for_and_the_own_unit(self) -> None:
        copies(MORNING)
        copies(at("2022-05-17 09:00"))
        copies(MORNING, "hcmc.q11.p5")
        assert len(register_lines(Q11, DAY, DAY)) == 1
        assert len(register_lines(Q11, DAY, date(2022, 5, 17))) == 2
        assert refusal(register_lines, Q11, DAY, date(2022, 5, 15)).code == "period_wrong"

    def test_paper_csv_and_workbook_say_the_same_rows(self) -> None:
        settled(copies(MORNING))
        copies(MORNING)
        dossier = Dossier.objects.latest("id")
        paper = register(dossier.unit, DAY, DAY, at=EVENING)
        header = [column.title for column in REGISTER_COLUMNS]
        rows = [[str(n), *register_cells(line)] for n, line in enumerate(paper.lines, start=1)]
        from_csv = list(csv.reader(StringIO(as_csv(header, rows).decode("utf-8-sig"))))
        book = CalamineWorkbook.from_filelike(BytesIO(as_xlsx("Sổ", header, rows)))
        assert from_csv == [header, *rows]
        assert book.get_sheet_by_index(0).to_python() == [header, *rows]
        pdf = text_of(typeset(paper))
        assert "SỔ THEO DÕI HỒ SƠ" in pdf
        assert "Mẫu số 06, Thông tư 01/2018/TT-VPCP" in pdf
        for row in rows:
            for cell in row:
                assert all(word in pdf for word in cell.split()), cell

    def test_it_is_a_landscape_page_and_an_empty_one_says_so(self) -> None:
        unit = copies(MORNING).unit
        made = typeset(register(unit, date(2022, 5, 3), date(2022, 5, 4), at=EVENING))
        (page,) = PdfReader(BytesIO(made)).pages
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
        assert "Không có hồ sơ trong khoảng ngày này" in text_of(made)

    def test_a_new_circular_has_its_own_form_and_no_print_mixes_two(self) -> None:
        moment = at("2026-11-20 09:00")
        unit = received(CERTIFIED_COPY, BINH_THOI, moment).unit
        paper = register(unit, moment.date(), moment.date(), at=moment)
        assert "Mẫu số 07, Thông tư 03/2025/TT-VPCP" in text_of(typeset(paper))
        found = refusal(register, unit, date(2025, 9, 1), date(2025, 9, 30), at=moment)
        assert (found.code, "15/09/2025" in found.text) == ("two_forms", True)

    def test_a_name_that_would_be_a_formula_stays_a_name(self) -> None:
        assert as_csv(["a"], [["=1+1"]]).decode("utf-8-sig").splitlines()[1] == "'=1+1"
        assert read_rows("x.xlsx", as_xlsx("S", ["a"], [["=1+1"]])) == [["a"], ["=1+1"]]


@pytest.mark.usefixtures("seeded")
class TestTrayAndShift:
    """What goes to the signer, what is handed over."""

    def test_the_tray_lists_what_waits_for_the_signer_the_first_due_first(self) -> None:
        later, sooner = copies(at("2022-05-16 15:30")), copies(at("2022-05-16 15:31"), at_once=True)
        for dossier in (later, sooner):
            do(Act.APPRAISE, dossier, Role.APPRAISE, at("2022-05-16 16:00"), note="Đúng với bản chính")
        copies(MORNING)
        paper = tray(later.unit, submitted_by="Lê Thị Lan", at=EVENING)
        assert [line.code for line in paper.lines] == [str(sooner), str(later)]
        assert paper.lines[0].content == "Bằng tốt nghiệp đại học: 2 trang × 3 bản"
        said = text_of(typeset(paper))
        assert "BẢNG KÊ HỒ SƠ TRÌNH KÝ" in said
        assert "Đúng với bản chính" in said

    def test_the_shift_sheet_counts_what_its_lists_hold(self) -> None:
        clerk = colleague(Role.RECEIVE, Q11, MORNING)
        pay(settled(copies(MORNING)), MORNING)
        kept = ({"title": "Giấy khai sinh", "mark": "125/2019", "copies": 2},)
        open_one = received("2.000635", Q11, at("2022-05-16 10:00"), originals=kept)
        paper = shift_sheet(open_one.unit, Person.objects.get(pk=clerk.person_id), DAY, at=EVENING)
        assert (len(paper.received), len(paper.returned), len(paper.unfinished)) == (2, 1, 1)
        assert (paper.originals, paper.unfinished[0].originals) == (2, 2)
        assert (paper.money.cash_in, paper.money.expected, paper.money.counted) == (12_000, 12_000, None)
        said = text_of(typeset(paper))
        assert "Đã tiếp nhận: 2 hồ sơ" in said
        assert "chưa khóa sổ" in said

    def test_imprints_are_counted_for_who_stamps(self) -> None:
        dossier = settled(copies(MORNING))
        keeper = Person.objects.get(pk=colleague(Role.SEAL, Q11, MORNING).person_id)
        assert shift_sheet(dossier.unit, keeper, DAY, at=EVENING).imprints == 1


@pytest.mark.usefixtures("seeded")
class TestBookOnPaper:
    """Months for binding."""

    @pytest.mark.rule("23/2015/NĐ-CP 14")
    def test_a_month_is_printed_for_binding_and_the_year_says_its_closing(self) -> None:
        unit = settled(copies(MORNING)).unit
        month = text_of(typeset(month_of_book(unit, "SCT/BS", 2022, 5, at=EVENING)))
        assert "SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH" in month
        assert "Quyển số 01/2022-SCT/BS. Tháng 05 năm 2022: 1 việc." in month
        assert "12.000" in month
        assert "Khóa sổ" not in month
        moment = at("2022-12-31 10:00")
        close_book(book="SCT/BS", year=2022, actor=colleague(Role.LEAD, Q11, moment), at=moment)
        year = text_of(typeset(month_of_book(unit, "SCT/BS", 2022, None, at=moment)))
        assert "Tổng số việc chứng thực: 1 (số đã cấp: 1, số hủy: 0)." in year

    def test_an_empty_month_says_so_and_an_unknown_book_is_refused(self) -> None:
        unit = copies(MORNING).unit
        said = text_of(typeset(month_of_book(unit, "SCT/BS", 2022, 4, at=EVENING)))
        assert "Không có việc chứng thực" in said
        assert refusal(month_of_book, unit, "SCT/XX", 2022, 4, at=EVENING).code == "book_unknown"
