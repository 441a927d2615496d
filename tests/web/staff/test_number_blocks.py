"""Reserved numbers on the pages: who opens which, what is kept of a wrong form, what the first page warns of."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier, NumberBlock, NumberUse, WaitingEntry
from motcua.organisation.models import RoleGrant
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, P5, Q11, SetClock, at, colleague
from tests.dossiers.paper_day import MORNING, block_for, codes_of, on_paper, typed
from tests.web.staff.desk import signed_in

AFTERNOON = at("2022-05-16 15:30")
PAGES = {
    "/can-bo/lo-so/": {Role.RECEIVE, Role.LEAD},
    "/can-bo/lo-so/{id}/": {Role.RECEIVE, Role.LEAD},
    "/can-bo/lo-so/{id}/goi-giay.pdf": {Role.RECEIVE, Role.LEAD},
    "/can-bo/lo-so/{id}/nhap-bu/": {Role.RECEIVE},
    "/can-bo/lo-so/{id}/doi-chieu/": {Role.RECEIVE, Role.LEAD},
}


@pytest.fixture
def block(seeded: None, office_clock: SetClock) -> NumberBlock:
    """Three numbers reserved in the morning; it is afternoon."""
    office_clock(AFTERNOON)
    return block_for(size=3)


def slip(**more: Any) -> dict[str, Any]:
    """What is typed from a paper slip."""
    signer = colleague(Role.RECEIVE, Q11, AFTERNOON).person_id
    words = {
        "number": "1",
        "name": "Trần Đặng Quỳnh Như",
        "id_number": "079085001234",
        "procedure": CERTIFIED_COPY,
        "all_given": "on",
        "received": "9h30",
        "due_clock": "1700",
        "received_by": str(signer),
        "reason": "Mất điện",
        "item-0-title": "Bằng tốt nghiệp",
        "item-0-pages": "2",
        "item-0-copies": "3",
    }
    return words | {name.replace("__", "-"): value for name, value in more.items()}


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", sorted(Role))
def test_each_role_opens_exactly_its_pages(block: NumberBlock, role: Role) -> None:
    client = signed_in(Q11, role)
    mine = {grant.role for grant in RoleGrant.objects.filter(person_id=client.session["_auth_user_id"])}
    opened = {page: client.get(page.format(id=block.pk)).status_code for page in PAGES}
    assert opened == {page: 200 if roles & mine else 403 for page, roles in PAGES.items()}
    closes = client.post(f"/can-bo/lo-so/{block.pk}/khoa/").status_code
    assert closes == (302 if Role.LEAD in mine else 403)


@pytest.mark.requirement("R-297")
def test_a_block_of_another_unit_is_refused_on_every_page(block: NumberBlock) -> None:
    theirs = block_for(unit_id=P5)
    head = signed_in(Q11, Role.LEAD)
    for page in ("", "goi-giay.pdf", "doi-chieu/"):
        assert head.get(f"/can-bo/lo-so/{theirs.pk}/{page}").status_code in {404, 409}
    assert head.post(f"/can-bo/lo-so/{theirs.pk}/khoa/").status_code in {404, 409}
    assert NumberUse.objects.count() == 0


def test_the_clerk_reserves_nothing(block: NumberBlock) -> None:
    said = {"day": "2022-05-16", "size": "3", "reason": "Mất điện"}
    answer = signed_in(Q11, Role.RECEIVE).post("/can-bo/lo-so/", said)
    assert answer.status_code == 422
    assert "lãnh đạo" in answer.content.decode()
    assert NumberBlock.objects.count() == 1


def test_a_slip_is_typed_by_its_last_digits_and_the_next_stands_ready(block: NumberBlock) -> None:
    clerk = signed_in(Q11, Role.RECEIVE)
    address = f"/can-bo/lo-so/{block.pk}/nhap-bu/"
    first = codes_of(block)[0]
    answer = clerk.post(address, slip(reason="Mất điện cả ngày"))
    assert answer.status_code == 302
    waiting = WaitingEntry.objects.get()
    assert waiting.number.code == first
    assert waiting.data["reception"]["received_at"] == "2022-05-16T09:30:00+07:00"
    assert waiting.data["reception"]["items"] == [{"title": "Bằng tốt nghiệp", "pages": 2, "copies": 3}]
    page = clerk.get(answer["Location"]).content.decode()
    assert f"Đã ghi số {first}" in page
    assert f'value="{codes_of(block)[1]}"' in page
    assert f'<option value="{CERTIFIED_COPY}" selected>' in page
    assert "reason" not in answer["Location"]
    assert 'value="Mất điện cả ngày"' in page


def test_pressed_twice_it_waits_once(block: NumberBlock) -> None:
    clerk = signed_in(Q11, Role.RECEIVE)
    answers = [clerk.post(f"/can-bo/lo-so/{block.pk}/nhap-bu/", slip()).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert WaitingEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"received": "25:00"}, "Giờ chưa đúng"),
        ({"received": ""}, "Chưa điền: Giờ nhận ghi trên giấy"),
        ({"received": "23:00"}, "ở tương lai"),
        ({"number": "99"}, "không thuộc lô số dự phòng"),
        ({"due_clock": "", "due_day": "2022-05-17"}, "Chưa ghi giờ hẹn trả"),
        ({"due_clock": "0900"}, "sớm hơn giờ nhận"),
        ({"procedure": "x"}, "x"),
        ({"reason": ""}, "Chưa điền: Lý do"),
        ({"name": "Trần" * 400}, "Trần"),
    ],
)
def test_a_wrong_slip_is_refused_and_what_was_typed_stays(
    block: NumberBlock, wrong: dict[str, str], told: str
) -> None:
    answer = signed_in(Q11, Role.RECEIVE).post(f"/can-bo/lo-so/{block.pk}/nhap-bu/", slip(**wrong))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert "079085001234" in page
    assert WaitingEntry.objects.count() == 0


def test_who_typed_finds_no_box_to_confirm_and_the_look_is_journalled(block: NumberBlock) -> None:
    code = codes_of(block)[0]
    typed(on_paper(code, "2022-05-16 10:00"), moment=AFTERNOON)
    address = f"/can-bo/lo-so/{block.pk}/doi-chieu/"
    mine = signed_in(Q11, Role.RECEIVE).get(address).content.decode()
    assert f'name="code" value="{code}"' not in mine
    head: Client = signed_in(Q11, Role.LEAD)
    assert f'name="code" value="{code}"' in head.get(address).content.decode()
    looks = JournalEntry.objects.filter(subject=f"block:{block.pk}", detail__codes=[code])
    assert looks.count() == 2
    answer = head.post(address, {"code": [code, "x", code]})
    assert answer.status_code == 409
    assert Dossier.objects.get().code == code
    assert "không thuộc lô số dự phòng" in answer.content.decode()


def test_numbers_left_over_are_told_to_the_head_on_the_first_page(
    block: NumberBlock, office_clock: SetClock
) -> None:
    head = signed_in(Q11, Role.LEAD)
    told = "3 số dự phòng của ngày đã qua chưa được giải trình"
    assert told not in head.get("/can-bo/").content.decode()
    office_clock(MORNING + timedelta(days=1))
    assert told in head.get("/can-bo/").content.decode()
    assert told not in signed_in(Q11, Role.RECEIVE).get("/can-bo/").content.decode()
