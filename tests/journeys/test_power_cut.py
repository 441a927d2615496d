"""The power is cut: numbers on paper in the morning, typed in and confirmed in the afternoon, nothing left over."""

import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.dossiers.actions.late_entry import type_in
from motcua.dossiers.block_rules import Due
from motcua.dossiers.blocks import numbers_of
from motcua.dossiers.models import Dossier, NumberBlock
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, colleague
from tests.dossiers.paper_day import on_paper
from tests.journeys.walking import Walk

MORNING, AFTERNOON, NEXT = at("2022-05-16 07:40"), at("2022-05-16 15:30"), at("2022-05-17 08:00")


def reserve_on_the_page(desk: Walk, how_many: str) -> NumberBlock:
    desk.enter(Role.LEAD, MORNING)
    desk.page.goto("/can-bo/lo-so/")
    desk.looks("blocks-none")
    desk.page.get_by_label("Bao nhiêu số").fill(how_many)
    desk.press("Để dành số")
    expect(desk.page.get_by_role("alert")).to_contain_text(f"Đã để dành {how_many} số")
    desk.looks("block-reserved")
    return NumberBlock.objects.get()


def pack_of(desk: Walk, block: NumberBlock) -> str:
    """The words of the pack, read by another program."""
    answer = desk.page.request.get(f"/can-bo/lo-so/{block.pk}/goi-giay.pdf")
    assert answer.ok, answer.status
    read = subprocess.run(["pdftotext", "-", "-"], input=answer.body(), capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def type_slip(desk: Walk, name: str, received: str, due: str) -> None:
    """One slip, by keyboard; procedure, day and signer are carried over from the slip before."""
    expect(desk.page.get_by_label("Họ, chữ đệm và tên")).to_be_focused()
    desk.page.keyboard.type(name)
    desk.type_into("Số giấy tờ hoặc mã số thuế", "079085001234")
    desk.page.get_by_label("Thủ tục", exact=True).select_option(CERTIFIED_COPY)
    desk.page.get_by_label("Đã nhận đủ giấy tờ bắt buộc").check()
    desk.type_into("Giờ nhận ghi trên giấy", received)
    desk.page.get_by_label("Giờ hẹn trả ghi trên giấy").fill(due)
    desk.press("Ghi và sang giấy tiếp theo")


def compare_and_settle(desk: Walk, block: NumberBlock, first: str, second: str) -> None:
    """The head confirms on the next morning and gives the rest back."""
    desk.enter(Role.LEAD, NEXT)
    desk.page.goto("/can-bo/")
    expect(desk.page.get_by_text("4 số dự phòng của ngày đã qua chưa được giải trình")).to_be_visible()
    desk.page.goto("/can-bo/lo-so/")
    desk.looks("blocks-overdue")
    desk.page.goto(f"/can-bo/lo-so/{block.pk}/doi-chieu/")
    desk.looks("late-compare")
    for code in (first, second):
        desk.page.get_by_label(code, exact=True).check()
    desk.press("Xác nhận các số đã chọn")
    expect(desk.page.get_by_role("alert")).to_contain_text("Đã nhập bù 2 hồ sơ")
    desk.looks("late-done")
    assert "Cấp lại từ giấy tiếp nhận viết tay" in desk.slip(first, "01")
    assert Dossier.objects.get(code=first).due_at == at("2022-05-16 11:30")
    assert Dossier.objects.get(code=second).due_at == at("2022-05-16 17:00")
    desk.page.goto(f"/can-bo/lo-so/{block.pk}/")
    desk.looks("block-in-use")
    desk.press("Ghi 2 số còn lại là không dùng")
    expect(desk.page.get_by_text("Đã giải trình đủ", exact=True)).to_be_visible()
    desk.looks("block-settled")


@pytest.mark.needs_chromium
@pytest.mark.needs_poppler
@pytest.mark.requirement("R-297")
def test_a_day_without_power(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    block = reserve_on_the_page(desk, "5")
    first, second, third, *_ = [number.code for number in numbers_of(block)]
    words = pack_of(desk, block)
    assert words.count(first) >= 3
    assert "Nhận đến hết 15:00" in words
    assert "17 giờ 00 phút, Thứ Hai ngày 16/5/2022 (trong ngày)" in words

    desk.enter(Role.RECEIVE, AFTERNOON)
    desk.page.goto(f"/can-bo/lo-so/{block.pk}/nhap-bu/")
    desk.looks("late-entry")
    desk.page.reload()
    type_slip(desk, "Trần Đặng Quỳnh Như", "0930", "11:30")
    expect(desk.page.get_by_role("status").first).to_contain_text(f"Đã ghi số {first}")
    expect(desk.page.get_by_label("Số trên giấy")).to_have_value(second)
    type_slip(desk, "Công Tằng Tôn Nữ Thị Hoàng Yến", "14:59", "1700")
    type_slip(desk, "Lê Văn Bảy", "23:00", "")
    expect(desk.page.locator(".govuk-error-summary")).to_contain_text("Giờ nhận ghi trên giấy ở tương lai")
    desk.looks("late-entry-refused")
    desk.page.goto(f"/can-bo/lo-so/{block.pk}/")
    desk.page.get_by_label("Số trên giấy hỏng").fill(third)
    desk.page.get_by_label("Lý do giấy hỏng").fill("Viết nhầm, gạch bỏ")
    desk.press("Ghi là giấy hỏng")
    expect(desk.page.get_by_role("alert")).to_contain_text(third)

    compare_and_settle(desk, block, first, second)
    assert verify() == []


@pytest.mark.needs_chromium
def test_an_entry_that_differs_from_the_paper_is_shown_to_the_second_person(
    walk: Callable[[str], Walk],
) -> None:
    desk = walk(Q11)
    block = reserve_on_the_page(desk, "2")
    clerk = colleague(Role.RECEIVE, Q11, AFTERNOON)
    paper = on_paper(numbers_of(block)[0].code, "2022-05-16 10:00", due_written=Due(at("2022-05-18 17:00")))
    type_in(paper=paper, actor=clerk, at=AFTERNOON)
    desk.enter(Role.LEAD, AFTERNOON)
    desk.page.goto(f"/can-bo/lo-so/{block.pk}/doi-chieu/")
    expect(desk.page.get_by_text("muộn hơn hạn tính theo quy định")).to_be_visible()
    desk.press(f"Bỏ phiếu {paper.code}")
    expect(desk.page.get_by_text("Không có phiếu nhập bù nào chờ xác nhận")).to_be_visible()
