"""Shorter trips: a result sealed on paper away from the desk; three signed at once, of which one was signed already."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from motcua.authority.seal_tables import Imprint
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import P5, do
from tests.dossiers.result_cast import appraised, drafted
from tests.dossiers.test_digital_signatures import LATER, decided, ready, sign
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.needs_chromium, pytest.mark.needs_poppler]


@pytest.mark.timeout(600)
@pytest.mark.requirement("R-080")
@pytest.mark.rule("144/KH-UBND BR-VT II.1")
def test_appraised_at_the_desk_approved_and_sealed_on_paper_elsewhere(walk: Callable[[str], Walk]) -> None:
    desk = walk(P5)
    desk.page.set_default_timeout(60_000)
    desk.set_clock(LATER)
    dossier = appraised()
    assert dossier.path == "partial"
    drafted(dossier)
    sealing, giving = LATER + timedelta(minutes=10), LATER + timedelta(minutes=20)
    desk.do(Role.APPROVE, LATER, str(dossier.code), "Phê duyệt")
    desk.enter(Role.SEAL, sealing)
    desk.page.goto(f"/can-bo/ho-so/{dossier.code}/viec/stamp/")
    desk.page.locator("[name=stamps]").fill("2")
    desk.page.locator("[name=joins]").fill("1")
    desk.press("Đóng dấu")
    expect(desk.page.get_by_role("alert").first).to_contain_text("Đã xong: Đóng dấu")
    imprint = Imprint.objects.get(subject=str(dossier))
    assert (imprint.kind, imprint.stamps, imprint.joins) == ("physical", 2, 1)
    desk.page.goto(f"/can-bo/con-dau/{imprint.seal_id}/ngay/")
    expect(desk.page.get_by_role("row").filter(has_text=str(dossier))).to_contain_text("2, 1")
    expect(desk.page.locator("main")).to_contain_text("Sổ dấu khớp với các kết quả đã đóng dấu")
    do(Act.HAND_BACK, dossier, Role.RECEIVE, giving)
    desk.do(Role.RETURN, giving + timedelta(minutes=10), str(dossier.code), "Trả kết quả")
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    desk.page.context.clear_cookies()
    desk.page.goto(f"/xac-thuc/{decided(dossier).check_code}")
    main = desk.page.locator("main")
    expect(main).to_contain_text("ký và đóng dấu trên giấy")
    expect(main).to_contain_text("Còn giá trị")
    desk.looks("paper-check-physical")
    assert verify() == []


@pytest.mark.timeout(600)
@pytest.mark.requirement("R-077")
def test_three_are_signed_at_once_and_the_one_signed_meanwhile_stops_no_other(
    walk: Callable[[str], Walk],
) -> None:
    desk = walk(P5)
    desk.page.set_default_timeout(60_000)
    desk.set_clock(LATER)
    first, signed, last = ready(), ready(), ready()
    desk.enter(Role.APPROVE, LATER)
    desk.page.goto("/can-bo/ky-so/")
    expect(desk.page.get_by_role("checkbox")).to_have_count(3)
    expect(desk.page.get_by_role("link", name="thẻ mới")).to_have_count(3)
    sign(signed)  # in another window
    desk.press("Ký số các kết quả đã chọn")
    expect(desk.page.locator("main")).to_contain_text("Đã xong 2 kết quả")
    expect(desk.page.locator("main")).to_contain_text("1 kết quả chưa ký được")
    expect(desk.page.locator(".mc-facts__row")).to_contain_text(str(signed))
    desk.looks("paper-batch")
    assert [decided(one).state for one in (first, signed, last)] == ["signed"] * 3
    assert verify() == []
