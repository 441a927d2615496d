"""A certified copy in Quận 11 on 16 May 2022, at 14:59 and at 15:01, from reception to hand-over, by keyboard."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at
from tests.journeys.walking import Walk
from tests.web.staff.desk import CARD

pytestmark = [pytest.mark.needs_chromium, pytest.mark.needs_poppler]
SAME_DAY, NEXT_DAY = "17 giờ 00 phút, Thứ Hai ngày 16/5/2022", "17 giờ 00 phút, Thứ Ba ngày 17/5/2022"


def received_by_keyboard(walk: Walk, moment: datetime, *, at_once: bool) -> str:
    """Search, Enter, scan, one key for the papers, one for the button: no mouse. Gives the code."""
    page, keyboard = walk.page, walk.page.keyboard
    walk.enter(Role.RECEIVE, moment)
    page.goto("/can-bo/tiep-nhan/")
    expect(page.locator("#q")).to_be_focused()
    keyboard.type("2.000815")
    keyboard.press("Enter")
    expect(page.locator("#cccd-qr")).to_be_focused()
    keyboard.type(CARD)
    keyboard.press("Enter")
    expect(page.locator("#id_name")).to_have_value("Trần Đặng Quỳnh Như")
    expect(page.locator("#id_phone")).to_be_focused()
    keyboard.type("0912345678")
    walk.alt("d")
    expect(page.get_by_role("checkbox", name="Bản chính giấy tờ, văn bản", exact=True)).to_be_checked()
    if not at_once:
        page.get_by_label("Giải quyết ngay").focus()
        keyboard.press("ArrowDown")
        expect(page.get_by_label("Theo quy định và chương trình")).to_be_checked()
    expect(page.locator("#promise-now")).to_contain_text(
        SAME_DAY if at_once or moment <= at("2022-05-16 15:00") else NEXT_DAY
    )
    walk.alt("s")
    # Who waits and is served by 15:00 needs no paper: the first key goes on with the dossier.
    first = "Giải quyết tiếp" if at_once and moment <= at("2022-05-16 15:00") else "In giấy tiếp nhận"
    expect(page.get_by_role("button", name=first)).to_be_focused()
    return page.locator(".govuk-panel .mc-code").inner_text()


@pytest.mark.requirement("R-021", "R-044", "R-302")
@pytest.mark.parametrize(
    ("clock", "at_once", "due"),
    [
        ("2022-05-16 14:59", True, SAME_DAY),
        ("2022-05-16 14:59", False, SAME_DAY),
        ("2022-05-16 15:01", True, SAME_DAY),
        ("2022-05-16 15:01", False, NEXT_DAY),
    ],
)
def test_the_slip_says_what_the_plan_says(
    walk: Callable[[str], Walk], clock: str, at_once: bool, due: str
) -> None:
    here = walk(Q11)
    code = received_by_keyboard(here, at(clock), at_once=at_once)
    slip = here.slip(code, "01")
    for said in (code, due, f"{clock[11:13]} giờ {clock[14:]} phút, ngày 16/5/2022", "Trần Đặng Quỳnh Như"):
        assert said in slip, said


@pytest.mark.requirement("R-018", "R-024", "R-034", "R-044", "R-050", "R-054", "R-302")
def test_a_certified_copy_goes_from_reception_to_hand_over(walk: Callable[[str], Walk]) -> None:
    here, start = walk(Q11), at("2022-05-16 14:59")
    code = received_by_keyboard(here, start, at_once=True)
    here.looks("received")
    here.page.goto(f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/")
    here.looks("reception")
    here.do(Role.APPRAISE, start + timedelta(minutes=3), code, "Thẩm định")
    here.page.goto("/can-bo/ho-so/")
    here.looks("list")
    here.do(Role.APPROVE, start + timedelta(minutes=6), code, "Phê duyệt")
    here.do(Role.SEAL, start + timedelta(minutes=9), code, "Đóng dấu")
    here.do(Role.RETURN, start + timedelta(minutes=12), code, "Trả kết quả")
    expect(here.page.locator(".moj-timeline__title")).to_have_text(
        ["Tiếp nhận", "Thẩm định", "Phê duyệt", "Đóng dấu", "Trả kết quả"]
    )
    here.looks("dossier")
    control = here.slip(code, "control")
    assert code in control
