"""Every page of the desk can be read by everybody: the ones no other walk stops at, empty and filled."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.dossiers.actions.copying import Upload
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, do, received
from tests.documents.hostile_files import picture, plain_pdf
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")
PLAIN = {
    "home": "/can-bo/",
    "choose": "/can-bo/tiep-nhan/",
    "choose-none": "/can-bo/tiep-nhan/?q=khong-co-thu-tuc-nay",
    "overdue-empty": "/can-bo/qua-han/",
    "today": "/can-bo/hom-nay/",
    "to-return": "/can-bo/tra-ket-qua/",
    "filed-online": "/can-bo/nop-truc-tuyen/",
    "representatives": "/can-bo/dai-dien/",
    "control": "/can-bo/kiem-soat/",
    "control-procedure": f"/can-bo/kiem-soat/{CERTIFIED_COPY}/",
    "usual-time": f"/can-bo/kiem-soat/{CERTIFIED_COPY}/thoi-gian/",
    "online-levels": "/can-bo/kiem-soat/truc-tuyen/",
    "online-level": f"/can-bo/kiem-soat/truc-tuyen/{CERTIFIED_COPY}/",
    "online-share": "/can-bo/kiem-soat/truc-tuyen/ty-le/",
    "parcels": "/can-bo/buu-gui/",
    "parcels-away": "/can-bo/buu-gui/dang-phat/",
    "parcels-look": "/can-bo/buu-gui/xem-lai/",
    "parcels-in": "/can-bo/buu-gui/den/",
    "home-requests": "/can-bo/tai-nha/",
    "home-ask": "/can-bo/tai-nha/ghi/",
    "appointments-empty": "/can-bo/lich-hen/",
    "appointment-book": "/can-bo/lich-hen/dat/",
    "appointments-waiting": "/can-bo/lich-hen/cho/",
    "road-empty": "/can-bo/tren-duong/",
    "helping": "/can-bo/ho-tro/",
}
ACTS = (Act.ASK_SUPPLEMENT, Act.WITHDRAW, Act.CANCEL_RECEPTION, Act.APPRAISE, Act.CORRECT, Act.PROLONG)


@pytest.mark.requirement("R-302")
def test_no_page_of_the_desk_has_an_accessibility_fault(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.set_clock(MORNING)
    desk.page.goto("/can-bo/dang-nhap/")
    desk.looks("sign-in")
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    desk.enter(Role.RECEIVE, MORNING)
    for name, address in PLAIN.items():
        desk.page.goto(address)
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(f"desk-{name}")
    for act in ACTS:
        desk.page.goto(f"/can-bo/ho-so/{dossier.code}/viec/{act.value}/")
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(f"act-{act.value}")
    desk.page.goto(f"/can-bo/ho-so/{dossier.code}/ban-dien-tu/")
    desk.looks("copies-empty")
    component = str(dossier.version.components.first())
    uploads = [
        Upload(
            component, "Giấy khai sinh của con trai trưởng, bản quét lần hai ngày 16 tháng 5.pdf", plain_pdf()
        ),
        Upload(component, "ảnh chụp.jpg", picture("JPEG")),
    ]
    do(Act.ATTACH_COPY, dossier, Role.RECEIVE, MORNING, uploads=uploads)
    desk.page.reload()
    desk.looks("copies-filled")
    for form in ("01", "control"):
        desk.page.goto(f"/can-bo/in/{dossier.code}/{form}/")
        desk.looks(f"slip-{form}")


@pytest.mark.requirement("R-302")
def test_a_full_list_and_the_answer_for_a_tray_can_be_read_by_everybody(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.set_clock(MORNING)
    for _ in range(60):
        received(CERTIFIED_COPY, Q11, MORNING)
    first = received(CERTIFIED_COPY, Q11, MORNING)
    do(Act.APPRAISE, first, Role.APPRAISE, MORNING)
    desk.enter(Role.APPRAISE, MORNING)
    desk.page.goto("/can-bo/ho-so/")
    desk.looks("desk-full")


REGISTERING = {
    "programmes": "",
    "own": "ct/q11-same-day-2022/",
    "form": "ct/q11-same-day-2022/ghi/2.5/",
    "units": "ct/q11-same-day-2022/bang/",
    "results": "ct/q11-same-day-2022/tong-hop/",
    "backlog": "ct/q11-same-day-2022/ton-dong/",
    "pledges": "ct/q11-same-day-2022/cam-ket/",
    "festivals": "ct/q11-same-day-2022/hoat-dong/?dong=festival",
    "late-prone": "thuong-tre/",
}


@pytest.mark.requirement("R-302")
def test_what_units_do_for_a_programme_can_be_read_by_everybody(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.enter(Role.CONTROL, MORNING)
    for name, address in REGISTERING.items():
        desk.page.goto(f"/can-bo/kiem-soat/dang-ky/{address}")
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(f"registering-{name}")


EDITOR = {
    "list": "",
    "form": "1.004873/",
    "words": "1.004873/to-khai/",
    "new-page": "1.004873/trang-moi/",
    "question": "1.004873/cau-hoi/spouse_name/",
    "preview": "1.004873/1/xem-thu/?trang=person",
    "preview-choices": "2.002516/1/xem-thu/?trang=what",
}


@pytest.mark.requirement("R-302")
def test_the_editor_of_online_forms_and_what_a_citizen_would_see_can_be_read_by_everybody(
    walk: Callable[[str], Walk],
) -> None:
    desk = walk(Q11)
    desk.enter(Role.CONTROL, MORNING)
    for name, address in EDITOR.items():
        desk.page.goto(f"/can-bo/kiem-soat/mau-truc-tuyen/{address}")
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(f"online-forms-{name}")
    desk.page.goto("/can-bo/kiem-soat/mau-truc-tuyen/1.004873/1/xem-thu/?trang=requester")
    desk.press("Thử gửi trang này")
    expect(desk.page.get_by_role("alert")).to_contain_text("Chưa điền: Nơi cư trú")
    desk.looks("online-forms-preview-errors")
    desk.page.goto("/can-bo/kiem-soat/mau-truc-tuyen/1.004873/cau-hoi/spouse_name/")
    desk.type_into("Sửa gì, vì sao?", "Đọc lại")
    desk.press("Lưu bản đang soạn")
    expect(desk.page.get_by_text("Đã lưu bản đang soạn")).to_be_visible()
    desk.looks("online-forms-draft")
