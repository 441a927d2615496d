"""Originals, hand-over, shelf and signing: every page can be read by everybody, full, empty and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.dossiers.actions.shelving import mark_uncollected
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, ONG_TU, Q11, at, do, received
from tests.dossiers.other_acts import ready
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")
LONG = "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất"
LAND = {"title": LONG, "mark": "BA 123456", "copies": 1}


@pytest.mark.requirement("R-302")
def test_the_pages_of_originals_shelf_and_hand_over_have_no_accessibility_fault(
    walk: Callable[[str], Walk],
) -> None:
    desk = walk(Q11)
    desk.set_clock(MORNING)
    desk.enter(Role.RECEIVE, MORNING)
    for name, address in (("originals-empty", "/can-bo/ban-chinh/"), ("shelf-empty", "/can-bo/ke-ket-qua/")):
        desk.page.goto(address)
        expect(desk.page.locator(".mc-empty")).to_be_visible()
        desk.looks(name)
    dossier = received(
        CERTIFIED_COPY, Q11, MORNING, originals=(LAND, {"title": "Giấy khai sinh", "copies": 2})
    )
    desk.page.goto("/can-bo/ban-chinh/")
    desk.looks("originals")
    for act in (Act.KEEP_ORIGINALS, Act.GIVE_ORIGINALS, Act.MOVE_ORIGINALS):
        desk.page.goto(f"/can-bo/ho-so/{dossier.code}/viec/{act.value}/")
        desk.looks(f"act-{act.value}")
    ready(dossier, "2022-05-16 09:10")
    other = ready(received(CERTIFIED_COPY, Q11, MORNING, applicant=ONG_TU), "2022-05-16 09:10")
    do(Act.SHELVE, other, Role.RETURN, at("2022-05-16 09:20"), shelf="Kệ 2, ngăn 3")
    mark_uncollected(at=at("2022-05-23 06:30"))
    do(Act.REMIND, other, Role.RETURN, at("2022-05-23 08:00"), how="phone", note="Hẹn mai đến")
    desk.enter(Role.RETURN, at("2022-05-23 09:00"))
    desk.page.goto("/can-bo/ke-ket-qua/")
    desk.looks("shelf")
    for act in (Act.RETURN_RESULT, Act.REMIND, Act.SHELVE):
        desk.page.goto(f"/can-bo/ho-so/{dossier.code}/viec/{act.value}/")
        for fold in desk.page.locator("details").all():
            fold.evaluate("fold => fold.open = true")
        desk.looks(f"act-{act.value}")
    desk.page.goto(f"/can-bo/ho-so/{dossier.code}/")
    desk.looks("dossier-with-originals")
    desk.page.goto("/can-bo/ban-giao/")
    desk.looks("shift-with-shelf")


@pytest.mark.rule("23/2015/NĐ-CP 24")
def test_a_signature_is_received_and_confirmed_on_one_page(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.enter(Role.RECEIVE, MORNING)
    desk.page.goto("/can-bo/tiep-nhan/2.000884/")
    for fold in desk.page.locator("details").all():
        fold.evaluate("fold => fold.open = true")
    desk.looks("reception-signing")
    dossier = received("2.000884", Q11, MORNING)
    desk.page.goto(f"/can-bo/ho-so/{dossier.code}/viec/confirm_signing/")
    desk.looks("act-confirm_signing")
    desk.press("Xác nhận đã ký trước mặt")
    expect(desk.page.get_by_role("alert")).to_contain_text("Đã xong: Xác nhận đã ký trước mặt")
