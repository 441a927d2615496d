"""What Mẫu 01 says of the fee: what was decided, as it was decided, also on a slip that was replaced."""

import subprocess
from typing import Any

import pytest

from motcua.dossiers.charging import Wishes
from motcua.dossiers.models import Dossier
from motcua.dossiers.papers import slip_pdf
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from motcua.payments.actions.ledger import refund
from motcua.payments.receipts import OfficeReceipts
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, colleague, do, received
from tests.payments.till import DIPLOMA, copies, pay

pytestmark = [pytest.mark.needs_poppler, pytest.mark.usefixtures("seeded")]
MORNING, LATER = at("2022-05-16 09:00"), at("2022-05-16 09:30")
FREE = "1.001193"
CIVIL_EXTRACT, LINE = "2.000635", "Phí cấp bản sao trích lục hộ tịch"
SITE = "https://motcua.example/"


def fee_line(dossier: Dossier, **more: Any) -> str:
    """Line 13 of the slip, as pdftotext reads it."""
    pdf = slip_pdf(dossier, "01", site=SITE, **more)
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    text = " ".join(read.stdout.decode().split()).replace("/ ", "/")  # a receipt's number may break there
    return text[text.index("13. Phí, lệ phí:") : text.index("14. Vào Sổ")].strip()


def test_a_fee_taken_is_printed_with_its_sum_and_its_receipt() -> None:
    dossier = copies(MORNING)
    entry = pay(dossier, LATER)
    line = fee_line(dossier)
    assert "Bằng tốt nghiệp đại học: 12.000 đồng" in line
    assert f"đã thu bằng tiền mặt, biên lai số {entry.receipt_number}" in line


def test_a_fee_not_yet_taken_says_how_much_and_when() -> None:
    assert "12.000 đồng (chưa thu, nộp tại quầy khi tiếp nhận)" in fee_line(copies(MORNING))
    later = copies(MORNING, fee_moment="return")
    assert "12.000 đồng (chưa thu, nộp khi nhận kết quả)" in fee_line(later)


def test_an_unknown_sum_is_never_guessed() -> None:
    line = fee_line(received(CERTIFIED_COPY, Q11, MORNING, fee_moment="return"))
    assert "Theo mức thu đã công khai của thủ tục (nộp khi nhận kết quả)" in line


def test_an_exemption_is_printed_with_its_ground_and_evidence() -> None:
    dossier = received(CIVIL_EXTRACT, Q11, MORNING)
    pay(dossier, LATER, wishes=Wishes({LINE: 2}, (), "trẻ em", "Giấy khai sinh số 45/2015"))
    assert "Không thu (miễn 16.000 đồng: trẻ em, theo Giấy khai sinh số 45/2015)" in fee_line(dossier)


def test_more_papers_than_the_line_holds_are_one_sum() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING, items=tuple(DIPLOMA for _ in range(5)))
    assert "5 khoản: 60.000 đồng" in fee_line(dossier)


def test_a_fee_given_back_stays_on_the_slip_with_what_was_given_back() -> None:
    dossier = copies(MORNING)
    entry = pay(dossier, LATER)
    do(Act.WITHDRAW, dossier, Role.RECEIVE, at("2022-05-16 09:40"))
    refund(
        entry_id=entry.pk,
        reason="Người dân rút hồ sơ",
        method="cash",
        key="given-back-later",
        receipts=OfficeReceipts(),
        actor=colleague(Role.RECEIVE, Q11, MORNING),
        at=at("2022-05-16 09:45"),
    )
    assert "đã hoàn 12.000 đồng lúc 09 giờ 45 phút, ngày 16/5/2022" in fee_line(dossier)


def test_a_replaced_slip_keeps_what_it_said_of_the_fee() -> None:
    dossier = copies(MORNING)
    for role in (Role.RECEIVE, Role.LEAD):
        do(Act.CORRECT, dossier, role, LATER, name="Nguyễn Văn Từ", reason="Nhập nhầm tên")
    dossier.refresh_from_db()
    entry = pay(dossier, at("2022-05-16 09:40"))
    assert "chưa thu" in fee_line(dossier, issue=1)
    assert entry.receipt_number in fee_line(dossier, issue=2)
    assert fee_line(dossier) == fee_line(dossier, issue=2)


@pytest.mark.requirement("R-032")
def test_home_is_a_way_in_and_a_way_out_and_stands_on_the_slip() -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, MORNING, channel="home", return_channel="home")
    read = subprocess.run(
        ["pdftotext", "-", "-"], input=slip_pdf(dossier, "01", site=SITE), capture_output=True, check=True
    )
    assert "Tại nhà" in read.stdout.decode()
