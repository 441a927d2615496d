"""A result signed and sealed digitally in the browser, then checked by a stranger: readable, also on a phone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, expect

from motcua.documents.files.reading import read_file
from motcua.organisation.terms import Role
from tests.cast import P5
from tests.dossiers.result_cast import LONG_NAME
from tests.dossiers.test_digital_signatures import LATER, decided, ready, sealed_electronically
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium


@pytest.mark.requirement("R-077")
@pytest.mark.requirement("R-302")
def test_two_presses_sign_and_seal_and_anybody_checks(walk: Callable[[str], Walk]) -> None:
    desk = walk(P5)
    desk.set_clock(LATER)
    sealed_electronically()
    dossiers = [ready(), ready()]
    desk.enter(Role.APPROVE, LATER)
    expect(desk.page.get_by_text("2 kết quả đã phê duyệt có thể ký số")).to_be_visible()
    desk.page.goto("/can-bo/ky-so/")
    desk.looks("sign-list")
    desk.press("Ký số các kết quả đã chọn")
    expect(desk.page.get_by_text("Đã xong 2 kết quả")).to_be_visible(timeout=60_000)
    desk.looks("sign-done")
    desk.page.goto("/can-bo/ky-so/")
    desk.looks("sign-empty")
    desk.page.goto("/can-bo/ty-le-ky-so/?tu=2022-05-01&den=2022-05-31&ds=thieu")
    desk.looks("sign-shares")
    desk.enter(Role.SEAL, LATER + timedelta(minutes=10))
    desk.page.goto("/can-bo/dong-dau-so/")
    desk.press("Đóng dấu các kết quả đã chọn")
    expect(desk.page.get_by_text("Đã xong 2 kết quả")).to_be_visible(timeout=60_000)
    result = decided(dossiers[0])
    assert result.signed is not None
    desk.page.context.clear_cookies()
    desk.page.goto(f"/xac-thuc/{result.check_code}")
    expect(desk.page.get_by_text("Còn giá trị")).to_be_visible()
    desk.looks("check")
    whole = read_file(result.signed)
    file: FilePayload = {"name": f"{LONG_NAME}.pdf", "mimeType": "application/pdf", "buffer": whole}
    desk.page.get_by_label("Kéo tệp PDF").set_input_files(file)
    desk.press("So sánh")
    expect(desk.page.get_by_text("đúng là tệp cơ quan đã phát hành")).to_be_visible(timeout=60_000)
    desk.looks("check-same")
    desk.page.goto("/xac-thuc/000000000000")
    desk.looks("check-unknown")
