"""Originals, shelf, hand-over and signing on their pages, without script; every figure opens its list."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.dossiers.actions.shelving import mark_uncollected
from motcua.dossiers.custody import outstanding
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.models import Person
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, colleague, do, received
from tests.dossiers.other_acts import ready
from tests.web.staff.desk import opened, received_code, said, signed_in

MORNING, LATER = at("2022-05-16 09:00"), at("2022-05-16 10:00")
SIGNATURE = "2.000884"
TO_SIGN = ("giay-to-tuy-than-con-gia-tri", "giay-to-van-ban-se-ky-kem-ban-di")
LAND = {"title": "Giấy chứng nhận quyền sử dụng đất", "mark": "BA 123456", "copies": 1}


@pytest.fixture
def clerk(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    office_clock(MORNING)
    return signed_in(Q11, Role.RECEIVE)


def act_page(dossier: Dossier, act: Act) -> str:
    return f"/can-bo/ho-so/{dossier.code}/viec/{act.value}/"


def the_one() -> Dossier:
    return Dossier.objects.get()


def test_the_reception_page_keeps_originals_and_how_somebody_signed_behind_folds(clerk: Client) -> None:
    page = clerk.get(f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/").content.decode()
    assert re.search(r'<details class="govuk-details">\s*<summary[^>]*><span[^>]*>Người không ký được', page)
    assert 'name="signed_in_front"' not in page
    answer = clerk.post(
        f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/",
        said(
            clerk, original__0__title="Bằng tốt nghiệp", original__0__mark="B 12", signing_how="fingerprint"
        ),
    )
    dossier = Dossier.objects.get(code=received_code(answer["Location"]))
    assert [(row.title, row.mark, row.copies) for row in outstanding(dossier)] == [
        ("Bằng tốt nghiệp", "B 12", 1)
    ]
    assert dossier.steps.get().data["signing"]["how"] == "fingerprint"


def test_a_signature_is_confirmed_with_one_tick_and_a_lacking_witness_is_asked_at_its_field(
    clerk: Client,
) -> None:
    page = f"/can-bo/tiep-nhan/{SIGNATURE}/"
    assert 'name="signed_in_front"' in clerk.get(page).content.decode()
    words = {"opening": opened(clerk, SIGNATURE), "signed_in_front": "on", "all_given": "on"}
    plain = {name: value for name, value in said(clerk, SIGNATURE).items() if not name.startswith("paper-")}
    plain |= words | {f"paper-{key}-original": "1" for key in TO_SIGN}
    unread = clerk.post(page, plain | {"cannot_read": "on"})
    assert unread.status_code == 409
    assert "hãy ghi ai đã đọc lại văn bản" in unread.content.decode()
    assert clerk.post(page, plain).status_code == 302
    assert the_one().steps.get().data["signed_in_front"] is True


def test_the_dossier_page_leads_to_its_originals_and_says_where_they_are(clerk: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    form = act_page(dossier, Act.KEEP_ORIGINALS)
    assert clerk.post(form, {"note": ""}).status_code == 409
    assert (
        clerk.post(form, {"original-0-title": LAND["title"], "original-0-mark": "BA 123456"}).status_code
        == 302
    )
    page = clerk.get(f"/can-bo/ho-so/{dossier.code}/").content.decode()
    assert "Giấy chứng nhận quyền sử dụng đất số BA 123456" in page
    assert "đang giữ" in page
    pdf = clerk.get(f"/can-bo/ho-so/{dossier.code}/ban-chinh.pdf")
    assert pdf.content.startswith(b"%PDF-")
    give = clerk.get(act_page(dossier, Act.GIVE_ORIGINALS)).content.decode()
    assert "BA 123456, 01 bản" in give
    answer = clerk.post(
        act_page(dossier, Act.GIVE_ORIGINALS),
        {"numbers": "1", "receiver_kind": "applicant", "receiver": "Nguyễn Văn Tư"},
    )
    assert answer.status_code == 302
    assert outstanding(the_one()) == []
    assert "đã trả Nguyễn Văn Tư" in clerk.get(f"/can-bo/ho-so/{dossier.code}/").content.decode()


def test_the_return_page_asks_what_becomes_of_originals_only_where_some_lie_here(
    clerk: Client, office_clock: Callable[[datetime], None]
) -> None:
    with_original = ready(received(CERTIFIED_COPY, Q11, MORNING, originals=(LAND,)), "2022-05-16 09:10")
    without = ready(received(CERTIFIED_COPY, Q11, MORNING), "2022-05-16 09:10")
    office_clock(LATER)
    desk = signed_in(Q11, Role.RETURN)
    assert "originals_at_end" not in desk.get(act_page(without, Act.RETURN_RESULT)).content.decode()
    assert "BA 123456" in desk.get(act_page(with_original, Act.RETURN_RESULT)).content.decode()
    pressed = desk.post(act_page(with_original, Act.RETURN_RESULT), {"press": "1"})
    assert pressed.status_code == 409
    assert "Quầy còn giữ bản chính" in pressed.content.decode()
    words = {"receiver_kind": "applicant", "receiver": "Nguyễn Văn Tư", "channel": "desk"}
    assert desk.post(act_page(with_original, Act.RETURN_RESULT), words).status_code == 422
    whole = words | {"originals_at_end": "give"}
    assert desk.post(act_page(with_original, Act.RETURN_RESULT), whole).status_code == 302
    assert desk.post(act_page(without, Act.RETURN_RESULT), {"press": "1"}).status_code == 302


def test_what_i_hold_is_listed_counted_on_my_shift_and_passed_on(clerk: Client) -> None:
    first = received(CERTIFIED_COPY, Q11, MORNING, originals=(LAND, {"title": "Bằng", "copies": 2}))
    me = colleague(Role.RECEIVE, Q11, MORNING)
    page = clerk.get("/can-bo/ban-chinh/").content.decode()
    assert page.count(f"/can-bo/ho-so/{first.code}/") == 2
    seen = JournalEntry.objects.filter(subject="list:ban-chinh").latest("id")
    assert seen.detail["codes"] == [first.code]
    mine = signed_in(Q11, Role.RECEIVE) if me.person_id else clerk
    shift = mine.get("/can-bo/ban-giao/").content.decode()
    assert "/can-bo/ban-chinh/?cua=toi" in shift
    assert "/can-bo/ke-ket-qua/?xem=goi" in shift
    seal = Person.objects.get(pk=colleague(Role.SEAL, Q11, MORNING).person_id)
    holder = Client()
    holder.post("/can-bo/dang-nhap/minh-hoa/", {"person": Person.objects.get(pk=me.person_id).username})
    passed = holder.post("/can-bo/ban-chinh/", {"code": first.code, "officer": seal.username})
    assert passed.status_code == 200
    assert {row.holder_id for row in outstanding(the_one())} == {seal.pk}
    nobody = holder.post("/can-bo/ban-chinh/", {"officer": seal.username})
    assert (nobody.status_code, nobody["Location"]) == (302, "/can-bo/ban-chinh/")


def test_the_shelf_shows_each_age_who_is_to_be_called_and_sorts(
    clerk: Client, office_clock: Callable[[datetime], None]
) -> None:
    old = ready(received(CERTIFIED_COPY, Q11, MORNING), "2022-05-16 09:10")
    do(Act.SHELVE, old, Role.RETURN, MORNING.replace(minute=20), shelf="Kệ 2, ngăn 3")
    mark_uncollected(at=at("2022-05-23 06:30"))
    office_clock(at("2022-05-23 09:00"))
    page = clerk.get("/can-bo/ke-ket-qua/").content.decode()
    assert "Kệ 2, ngăn 3" in page
    assert "7 ngày" in page
    for address, there in (
        ("?tuoi=4-10", True),
        ("?tuoi=0-3", False),
        ("?tuoi=tren-30", False),
        ("?xem=goi", True),
        ("?xep=cho", True),
        ("?xep=ten&trang=0", True),
        ("?trang=9", False),
        ("?tuoi=la&xem=la&xep=la&trang=la", True),
    ):
        assert (
            f"/can-bo/ho-so/{old.code}/" in clerk.get(f"/can-bo/ke-ket-qua/{address}").content.decode()
        ) is there
    reminded = clerk.post(act_page(old, Act.REMIND), {"how": "phone", "to": "0912345678", "note": "Hẹn mai"})
    assert reminded.status_code == 302
    assert f"/can-bo/ho-so/{old.code}/" not in clerk.get("/can-bo/ke-ket-qua/?xem=goi").content.decode()
    timeline = clerk.get(f"/can-bo/ho-so/{old.code}/").content.decode()
    assert "Tự đánh dấu cần gọi nhắc." in timeline
    assert "Gọi điện thoại: 0912345678." in timeline
