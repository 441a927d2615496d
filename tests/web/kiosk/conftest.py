"""Which machine stands in the hall of the tests? A kiosk of Bình Thới's desk on a Monday morning, switched on."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client

from motcua.organisation.models import OneStopUnit
from motcua.organisation.queries import desk_of
from motcua.queueing.actions.kiosks import prepare_kiosk, set_up_kiosk
from motcua.queueing.models import HallApproval, ServiceGroup
from motcua.queueing.terms import HallService
from motcua.web.shared.kiosk_mode import COOKIE
from tests.cast import BINH_THOI, SetClock
from tests.filing_online import MONDAY

SINCE = date(2025, 1, 1)


@pytest.fixture(autouse=True)
def monday_morning(office_clock: SetClock) -> None:
    office_clock(MONDAY)


@pytest.fixture
def desk(seeded: None) -> OneStopUnit:
    """The desk, with two groups of services of its own."""
    found = desk_of(unit_id=BINH_THOI, on=MONDAY.date())
    assert found is not None
    ServiceGroup.objects.filter(desk=found).update(valid_to=F("valid_from") + timedelta(days=1))
    ServiceGroup.objects.create(desk=found, letter="A", name="Hộ tịch", fields=["Hộ tịch"], valid_from=SINCE)
    ServiceGroup.objects.create(desk=found, letter="B", name="Việc khác", position=1, valid_from=SINCE)
    return found


@pytest.fixture
def approved_desk(desk: OneStopUnit) -> OneStopUnit:
    """Kiosks are switched on there by a decision."""
    words: dict[str, Any] = {"document": "QĐ 12/QĐ-UBND", "valid_from": SINCE, "stated_at": MONDAY}
    HallApproval.objects.get_or_create(desk=desk, what=HallService.KIOSK, defaults=words)
    return desk


def machine(desk: OneStopUnit, mark: str = "K", **more: Any) -> Client:
    """A browser that was set up as the kiosk of that mark."""
    code = prepare_kiosk(desk=desk, mark=mark, actor=None, at=MONDAY, valid_from=MONDAY.date(), **more)
    client = Client()
    client.cookies[COOKIE] = set_up_kiosk(code=code, actor=None, at=MONDAY)
    return client


@pytest.fixture
def kiosk(approved_desk: OneStopUnit) -> Client:
    return machine(approved_desk)


@pytest.fixture
def here(approved_desk: OneStopUnit) -> str:
    """The address of the desk's kiosks."""
    return f"/kiot/{approved_desk.pk}/"


@pytest.fixture
def groups(desk: OneStopUnit) -> dict[str, int]:
    """{letter: id}"""
    return dict(ServiceGroup.objects.filter(desk=desk, valid_to=None).values_list("letter", "pk"))
