"""Who sets a kiosk up? The administrator: a code shown once, and an end that holds at once."""

import re

import pytest
from django.test import Client

from motcua.organisation.terms import Role
from motcua.queueing.models import Kiosk, KioskSetup
from tests.web.admin.conftest import HERE, signed_in

pytestmark = pytest.mark.usefixtures("seeded", "morning")
PAGE = f"{HERE}ki-ot/"


@pytest.mark.requirement("R-027")
def test_the_code_is_shown_once_and_makes_a_browser_the_kiosk(admin: Client) -> None:
    done = admin.post(PAGE, {"mark": "q", "name": "Cửa sau", "idle_seconds": "60"}, follow=True)
    found = re.search(r"Mã thiết lập: ([A-Z0-9]{8})\.", done.content.decode())
    assert found
    assert found[1] not in admin.get(PAGE).content.decode()
    hall = Client()
    assert hall.post("/kiot/", {"code": found[1].lower()}).status_code == 302
    assert "Ông/bà cần làm việc gì?" in hall.get("/kiot/", follow=True).content.decode()
    kiosk = Kiosk.objects.get(mark="Q")
    assert kiosk.setups.get().idle_seconds == 60
    admin.post(f"{PAGE}{kiosk.pk}/ket-thuc/")
    assert hall.get(f"/kiot/{kiosk.desk_id}/").status_code == 403
    again = admin.post(PAGE, {"mark": "Q", "name": "", "idle_seconds": "60"})
    assert "Hãy chọn dấu khác" in again.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"mark": "1"}, {"mark": "Ă"}, {"mark": ""}, {"idle_seconds": "3"}, {"idle_seconds": "9999"}]
)
def test_a_wrong_mark_or_time_is_said(admin: Client, wrong: dict[str, str]) -> None:
    answer = admin.post(PAGE, {"mark": "Q", "name": "", "idle_seconds": "60"} | wrong)
    assert answer.status_code == 422
    assert not KioskSetup.objects.exists()


def test_only_administration_opens_the_register() -> None:
    assert signed_in(Role.LEAD).get(PAGE).status_code == 403
