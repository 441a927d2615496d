"""Other promises of other days: a Friday afternoon in Thanh Sơn, this year in Bình Thới."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, CERTIFIED_COPY, MARITAL_STATUS, THANH_SON, at
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.needs_chromium, pytest.mark.needs_poppler]


def receive(walk: Walk, procedure: str) -> str:
    """The clerk receives ông Tư with all papers; gives the code."""
    walk.page.goto(f"/can-bo/tiep-nhan/{procedure}/")
    walk.type_into("Họ, chữ đệm và tên", "Nguyễn Văn Tư")
    walk.type_into("Số giấy tờ", "079085001234")
    walk.alt("d")
    walk.looks(f"reception-{procedure}")
    walk.alt("s")
    # Settled while the person waits: no paper is needed and the first key goes on.
    first = "Giải quyết tiếp" if procedure == CERTIFIED_COPY else "In giấy tiếp nhận"
    expect(walk.page.get_by_role("button", name=first)).to_be_focused()
    return walk.page.locator(".govuk-panel .mc-code").inner_text()


@pytest.mark.requirement("R-021", "R-122")
def test_a_marital_status_on_a_friday_after_the_cut_off_is_due_before_nine_on_monday(
    walk: Callable[[str], Walk],
) -> None:
    here, start = walk(THANH_SON), at("2023-10-06 15:31")
    here.enter(Role.RECEIVE, start)
    code = receive(here, MARITAL_STATUS)
    assert "trước 09 giờ 00 phút, Thứ Hai ngày 09/10/2023" in here.slip(code, "01")
    here.page.goto(f"/can-bo/ho-so/{code}/")
    expect(here.page.locator(".mc-promise")).to_contain_text("trước 09 giờ 00 phút")
    monday = at("2023-10-09 08:00")
    here.do(Role.APPRAISE, monday, code, "Thẩm định")
    here.do(Role.APPROVE, monday + timedelta(minutes=10), code, "Phê duyệt")
    here.do(Role.SEAL, monday + timedelta(minutes=20), code, "Đóng dấu")
    if here.page.get_by_text("Đã đóng dấu").count():
        here.do(Role.RECEIVE, monday + timedelta(minutes=25), code, "Nhận kết quả về quầy")
    here.page.goto(f"/can-bo/ho-so/{code}/")
    expect(here.page.get_by_text("Xong đúng hạn")).to_be_visible()
    here.do(Role.RETURN, monday + timedelta(minutes=30), code, "Trả kết quả")


@pytest.mark.requirement("R-021", "R-044")
def test_a_dossier_of_this_year_in_binh_thoi_is_handed_over_the_same_day(
    walk: Callable[[str], Walk],
) -> None:
    here, start = walk(BINH_THOI), at("2026-11-23 09:00")
    here.enter(Role.RECEIVE, start)
    code = receive(here, CERTIFIED_COPY)
    slip = here.slip(code, "01")
    assert "Thứ Hai ngày 23/11/2026" in slip
    for minute, (role, act) in enumerate(
        [
            (Role.APPRAISE, "Thẩm định"),
            (Role.APPROVE, "Phê duyệt"),
            (Role.SEAL, "Đóng dấu"),
            (Role.RETURN, "Trả kết quả"),
        ],
        start=1,
    ):
        here.do(role, start + timedelta(minutes=5 * minute), code, act)
    expect(here.page.get_by_text("Đã trả kết quả").first).to_be_visible()
