"""Every page with programmes to choose offers the decided ones that touch the reader's unit, and no other."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.programmes.actions.recording import redefined
from motcua.programmes.models import Programme
from motcua.programmes.touching import programmes_touching
from tests.cast import P5, Q11, at
from tests.web.staff.desk import signed_in

MORNING = at("2022-05-16 09:00")
CITY, DISTRICT, FRIDAY = "hcmc-same-day-2022", "q11-same-day-2022", "thanh-ha-no-wait-friday"
PROPOSED, OTHER_WARD = "hcmc-extension-2022", "tan-son-nhi-continuation-2022"
PAGES = (
    "bao-cao/lap/",
    "bao-cao/han/",
    "bao-cao/mo-hinh/",
    "ket-qua-chuong-trinh/",
    "truyen-thong/kenh/",
    "thi-dua/dot/phat-dong/",
    "hoat-dong/them/",
    "hoat-dong/so-lieu/",
    "hoat-dong/sang-kien/them/",
    "hoat-dong/phieu/them/",
)
_OPTION = re.compile(r'<option value="([a-z0-9-]+)"')


@pytest.fixture
def head(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """The head of Quận 11, on the first Monday of the action month."""
    office_clock(MORNING)
    return signed_in(Q11, Role.LEAD)


def offered(client: Client, address: str) -> set[str]:
    answer = client.get(f"/can-bo/{address}")
    assert answer.status_code == 200, address
    known = set(Programme.objects.values_list("pk", flat=True))
    return known & set(_OPTION.findall(answer.content.decode()))


@pytest.mark.requirement("R-274", "R-246", "R-286")
@pytest.mark.parametrize("address", PAGES)
def test_a_page_offers_the_decided_programmes_that_touch_the_unit(head: Client, address: str) -> None:
    assert offered(head, address) == {CITY, DISTRICT}
    redefined(Programme.objects.get(pk=DISTRICT), MORNING, status="draft")
    assert offered(head, address) == {CITY}


def test_a_programme_touches_those_above_and_below_its_units_and_not_those_beside(seeded: None) -> None:
    touching = {
        unit: [rule.id for rule in programmes_touching(Unit.objects.get(pk=unit))]
        for unit in (P5, "hcmc", "hai-duong.thanh-ha")
    }
    assert touching[P5] == [DISTRICT, CITY]
    assert {CITY, DISTRICT, OTHER_WARD} <= set(touching["hcmc"])
    assert not {PROPOSED, FRIDAY} & set(touching["hcmc"])
    assert touching["hai-duong.thanh-ha"] == [FRIDAY]
