"""What each paper says, before it is set: the lines of the form in their order."""

from dataclasses import replace

import pytest

from motcua.documents.laying_out import lay_out
from motcua.documents.papers import Paper
from motcua.documents.sheet import Appointment, Fields, Lines, Sheet, Table
from motcua.documents.sheets.parts import DEMONSTRATION
from tests.documents import papers


def fields_of(sheet: Sheet) -> dict[str, str]:
    """Label → value of every field, in order."""
    found: dict[str, str] = {}
    for block in sheet.blocks:
        if isinstance(block, Fields):
            found |= {field.label: field.value for row in block.rows for field in row}
        if isinstance(block, Appointment):
            found[block.due.label] = block.due.value
    return found


@pytest.mark.requirement("R-021")
def test_the_receipt_has_the_lines_of_the_form_numbered_one_to_fourteen() -> None:
    numbers = []
    for block in lay_out(papers.RECEIPT).blocks:
        if isinstance(block, Fields):
            numbers += [field.number for row in block.rows for field in row]
        elif isinstance(block, Appointment):
            numbers.append(block.due.number)
        elif isinstance(block, Table):
            numbers.append(block.caption.partition(".")[0])
    assert numbers == [str(number) for number in range(1, 15)]


@pytest.mark.requirement("R-021")
def test_the_receipt_prints_the_stored_due_time_and_computes_none() -> None:
    moved = replace(papers.FRIDAY_PROMISE, due_at=papers.TODAY, strict=False)
    said = fields_of(lay_out(replace(papers.RECEIPT, promise=moved)))
    assert said["Thời gian trả kết quả"] == "09 giờ 05 phút, Thứ Sáu ngày 20/11/2026"
    assert said["Thời gian nhận hồ sơ"] == "15 giờ 31 phút, ngày 29/9/2023"


@pytest.mark.requirement("R-122")
def test_the_receipt_prints_why_the_due_time_was_given() -> None:
    (appointment,) = (block for block in lay_out(papers.RECEIPT).blocks if isinstance(block, Appointment))
    assert appointment.reason == papers.FRIDAY_PROMISE.reason
    assert appointment.lines == tuple(f"{line}." for line in papers.FRIDAY_PROMISE.explanation)


def test_a_provisional_due_time_says_so_on_the_receipt() -> None:
    provisional = replace(papers.RECEIPT, promise=replace(papers.FRIDAY_PROMISE, provisional=True))
    (appointment,) = (block for block in lay_out(provisional).blocks if isinstance(block, Appointment))
    assert appointment.lines[-1].startswith("Thời hạn tạm tính")


def test_the_receipt_tells_how_to_look_the_dossier_up() -> None:
    (notes,) = (block for block in lay_out(papers.RECEIPT).blocks if isinstance(block, Lines))
    assert papers.TRACKING.address in notes.items[0]
    assert f"mã tra cứu: {papers.TRACKING.secret}" in notes.items[0]


@pytest.mark.requirement("R-035")
def test_a_refusal_prints_every_reason_with_its_basis() -> None:
    (table,) = (block for block in lay_out(papers.REFUSAL).blocks if isinstance(block, Table))
    assert table.rows == (
        ("1", "Bản chính bị tẩy xóa, sửa chữa tại mục họ tên.", "Khoản 1 Điều 22 Nghị định 23/2015/NĐ-CP"),
    )


@pytest.mark.requirement("R-035")
def test_a_supplement_request_prints_all_defects_with_why_and_how_many() -> None:
    (table,) = (block for block in lay_out(papers.SUPPLEMENT).blocks if isinstance(block, Table))
    assert table.rows[0][1:] == ("Tờ khai theo mẫu\nChưa ghi mục đích sử dụng giấy xác nhận.", "01", "–", "–")
    assert table.rows[1][2:] == ("–", "01", "01")
    assert [(cell.title, cell.columns, cell.rows) for cell in table.head] == [
        ("TT", 1, 2),
        ("Thành phần hồ sơ", 1, 2),
        ("Số lượng", 3, 1),
    ]


def test_the_control_slip_has_one_row_for_each_hand_over_and_an_open_step_has_no_result() -> None:
    (table,) = (block for block in lay_out(papers.CONTROL).blocks if isinstance(block, Table))
    assert [row[2] for row in table.rows] == ["Trước hạn", ""]
    assert "2. Nhận: 15 giờ 40 phút, ngày 29/9/2023\nNgười nhận: Vũ Quốc Cường" in table.rows[0][1]


def test_the_apology_keeps_the_first_promise_beside_the_new_time() -> None:
    said = fields_of(lay_out(papers.APOLOGY))
    assert said["Thời gian hẹn trả kết quả"] == "17 giờ 00 phút, Thứ Ba ngày 24/11/2026"
    assert said["Thời gian hẹn trả kết quả lại"] == "17 giờ 00 phút, Thứ Sáu ngày 27/11/2026"


def test_the_form_of_2025_adds_length_and_count_of_the_extension() -> None:
    newer = replace(papers.APOLOGY, extension="03 ngày làm việc", extension_count=1)
    said = fields_of(lay_out(newer))
    assert said["Thời gian đề nghị gia hạn"] == "03 ngày làm việc"
    assert said["Số lần gia hạn"] == "01"
    assert "Số lần gia hạn" not in fields_of(lay_out(papers.APOLOGY))


def test_a_desk_issues_under_its_agency_and_an_agency_under_its_superior() -> None:
    assert lay_out(papers.RECEIPT).head.agency == (
        "ỦY BAN NHÂN DÂN XÃ THANH SƠN",
        "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
    )
    assert lay_out(papers.APOLOGY).head.agency == (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH",
        "ỦY BAN NHÂN DÂN\nPHƯỜNG BÌNH THỚI",
    )


@pytest.mark.parametrize("paper", papers.EVERY_PAPER.values(), ids=papers.EVERY_PAPER)
def test_a_demonstration_paper_is_marked_as_having_no_legal_value(paper: Paper) -> None:
    assert lay_out(paper).mark == ""
    assert lay_out(replace(paper, demonstration=True)).mark == DEMONSTRATION
