"""Do the pages of parcels, visits at home and help show and do what the desk needs?"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from motcua.dossiers.actions.home_service import approve_home_service
from motcua.dossiers.actions.online_filing import Sending, file_online
from motcua.dossiers.consignments import reading
from motcua.dossiers.models import Consignment, Dossier, HelpEntry, HomeApproval, HomeRequest
from motcua.dossiers.online.drafts import Holder
from motcua.dossiers.terms import Act, State
from motcua.organisation.actions.postal import join_postal_unit
from motcua.organisation.models import Person, PostalMember, PostalUnit, Unit
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, CERTIFIED_COPY, Q11, at, colleague, do, received
from tests.citizens import citizen
from tests.dossiers.other_acts import now, ready
from tests.dossiers.result_cast import pdf_text
from tests.filing_online import MONDAY, ready_draft
from tests.web.staff.desk import said, signed_in

TEN, TUESDAY = at("2022-05-16 10:00"), at("2022-05-17 09:00")
BOTH = {"carrier": "Bưu điện Quận 11", "carrier_person": "Lê Văn Bưu"}
LONG = "Công Tằng Tôn Nữ Nguyễn Phước Huyền Trang Thị Bích Ngọc"


@pytest.fixture
def desk(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    office_clock(TEN)
    return signed_in(Q11, Role.RETURN)


def by_post() -> Dossier:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"), return_channel="post")
    return ready(dossier, "2022-05-16 09:30")


def handed_over(client: Client, **numbers: str) -> str:
    return client.post("/can-bo/buu-gui/", BOTH | numbers).content.decode()


@pytest.mark.requirement("R-133")
def test_results_are_handed_over_together_and_the_list_names_both_sides(desk: Client) -> None:
    first, second = by_post(), by_post()
    page = desk.get("/can-bo/buu-gui/").content.decode()
    assert "bang-ke.pdf" not in page, "nothing was handed over yet"
    assert str(first) in page
    assert "12 Lãnh Binh Thăng" in page
    said = handed_over(desk, **{f"number_{first.pk}": "EB000000001VN", f"number_{second.pk}": "x"})
    assert "Đã giao bưu chính." in said
    assert "6 đến 30 chữ cái" in said
    assert list(reading.to_hand_over(Q11)) == [second]
    pdf = desk.get("/can-bo/buu-gui/bang-ke.pdf?ngay=2022-05-16")
    words = " ".join(pdf_text(pdf.content).split())
    for word in ("BẢNG KÊ BƯU GỬI", "EB000000001VN", "Lê Văn Bưu", "Nguyễn Văn Tư", "NHÂN VIÊN BƯU CHÍNH"):
        assert word.lower() in words.lower()
    assert desk.get("/can-bo/buu-gui/bang-ke.pdf?ngay=2022-05-15").status_code == 409
    away = desk.get("/can-bo/buu-gui/dang-phat/").content.decode()
    assert "EB000000001VN" in away
    assert "bang-ke.pdf?ngay=2022-05-16" in away


def test_nothing_typed_and_one_number_twice_hand_nothing_over(desk: Client) -> None:
    first, second = by_post(), by_post()
    assert desk.post("/can-bo/buu-gui/", BOTH).status_code == 422
    twice = {f"number_{one.pk}": "EB000000001VN" for one in (first, second)}
    assert "ghi hai lần" in handed_over(desk, **twice)
    assert not Consignment.objects.exists()


@pytest.mark.requirement("R-134")
def test_on_the_dossier_s_page_it_goes_out_comes_back_and_is_delivered(
    desk: Client, office_clock: Callable[[datetime], None]
) -> None:
    dossier = by_post()
    base = f"/can-bo/ho-so/{dossier}/viec/"
    assert "12 Lãnh Binh Thăng" in desk.get(f"{base}send_out/").content.decode()
    sent = BOTH | {"consignment": "EB000000001VN", "payer": "receiver"}
    assert desk.post(f"{base}send_out/", sent).status_code == 302
    office_clock(TUESDAY)
    back = {"outcome": "came_back", "shelf": "Kệ 3", "reason": "Không có người nhận"}
    assert desk.post(f"{base}come_back/", back).status_code == 302
    assert "Kệ 3" in desk.get("/can-bo/ke-ket-qua/").content.decode()
    assert desk.post(f"{base}send_out/", sent | {"consignment": "EB000000002VN"}).status_code == 302
    early = {"channel": "post", "receiver": "Nguyễn Văn Tư", "receiver_kind": "applicant"}
    assert desk.post(f"{base}return_result/", early).status_code == 409
    office_clock(at("2022-05-17 15:00"))
    said = early | {"delivered_at": "2022-05-17T14:30"}
    assert desk.post(f"{base}return_result/", said).status_code == 302
    assert now(dossier).state == State.RETURNED
    page = desk.get(f"/can-bo/ho-so/{dossier}/").content.decode()
    assert "Bưu gửi EB000000002VN (Bưu điện Quận 11, Lê Văn Bưu)." in page
    assert "cơ quan xác nhận" in page


@pytest.mark.requirement("R-133")
def test_a_parcel_that_came_in_is_written_and_joined(desk: Client) -> None:
    said = BOTH | {"consignment": "RB000000001VN", "sender": LONG}
    assert desk.post("/can-bo/buu-gui/den/", said).status_code == 302
    assert LONG in desk.get("/can-bo/buu-gui/den/").content.decode()
    assert desk.post("/can-bo/buu-gui/den/", said).status_code == 422
    dossier = received(CERTIFIED_COPY, Q11, TEN, channel="post")
    join = {"join": "1", "number": "RB000000001VN", "code": str(dossier)}
    assert desk.post("/can-bo/buu-gui/den/", join).status_code == 302
    assert Consignment.objects.get().dossier_id == dossier.pk


def test_what_must_be_looked_at_has_a_page(desk: Client) -> None:
    assert desk.get("/can-bo/buu-gui/xem-lai/").status_code == 200


@pytest.mark.requirement("R-132", "R-134")
def test_the_postman_of_the_demonstration_sees_his_unit_s_parcels_and_tells_of_a_delivery(
    desk: Client, office_clock: Callable[[datetime], None]
) -> None:
    mine, other, waits = by_post(), by_post(), by_post()
    offered = desk.get("/can-bo/buu-gui/").content.decode()
    assert 'value="Bưu điện minh họa"' in offered
    ours = {"carrier": "Bưu điện minh họa", "carrier_person": "Lê Văn Bưu"}
    assert (
        "Đã giao"
        in desk.post("/can-bo/buu-gui/", ours | {f"number_{mine.pk}": "EB000000001VN"}).content.decode()
    )
    handed_over(desk, **{f"number_{other.pk}": "EB000000002VN"})
    postman = signed_in(Q11, Role.POST)
    page = postman.get("/can-bo/buu-gui/").content.decode()
    assert "EB000000001VN" in page
    for word in ("EB000000002VN", str(waits), "Nhận lại"):
        assert word not in page
    assert "Bưu gửi của đơn vị bưu chính" in postman.get("/can-bo/").content.decode()
    assert postman.post("/can-bo/buu-gui/", ours | {f"number_{waits.pk}": "EB000000003VN"}).status_code == 200
    assert Consignment.objects.count() == 2
    office_clock(at("2022-05-17 15:00"))
    told = {
        "channel": "post",
        "receiver": "Nguyễn Văn Tư",
        "receiver_kind": "applicant",
        "delivered_at": "2022-05-17T14:30",
    }
    assert postman.post(f"/can-bo/ho-so/{mine}/viec/return_result/", told).status_code == 302
    assert now(mine).state == State.RETURNED
    step = mine.steps.get(act=Act.RETURN_RESULT)
    assert step.data["postal_unit"] == "Bưu điện minh họa"
    assert "Đã phát" in postman.get("/can-bo/buu-gui/").content.decode()


@pytest.mark.requirement("R-132")
def test_a_postman_sees_the_parcels_of_the_own_postal_unit_though_another_is_named_almost_alike(
    desk: Client,
) -> None:
    postman = signed_in(Q11, Role.POST)
    unit, person = Unit.objects.get(pk=Q11), Person.objects.get(pk=postman.session["_auth_user_id"])
    PostalMember.objects.filter(person=person, unit=unit).delete()
    other = Person.objects.exclude(pk=person.pk).earliest("id")
    at_first: dict[str, Any] = {"unit": unit, "actor": None, "at": TEN}
    mine = join_postal_unit(person=person, postal_unit="Bưu điện Tân Phú", **at_first).postal_unit
    theirs = join_postal_unit(person=other, postal_unit="Bưu điện Tấn Phú", **at_first).postal_unit
    assert mine.pk != theirs.pk
    first, second, third = by_post(), by_post(), by_post()
    for row, number, name in (
        (first, "EB000000001VN", "bưu điện  TÂN PHÚ"),
        (second, "EB000000002VN", "Bưu điện Tấn Phú"),
        (third, "EB000000003VN", "Bưu điện Tân"),
    ):
        handed = {"carrier": name, "carrier_person": "Lê Văn Bưu", f"number_{row.pk}": number}
        assert "Đã giao" in desk.post("/can-bo/buu-gui/", handed).content.decode()
    assert Consignment.objects.get(number="EB000000001VN").carrier == "Bưu điện Tân Phú"
    PostalUnit.objects.filter(pk=mine.pk).update(name="Bưu cục Tân Phú Hòa")
    page = postman.get("/can-bo/buu-gui/").content.decode()
    assert "EB000000001VN" in page
    for word in ("EB000000002VN", "EB000000003VN", str(second), str(third)):
        assert word not in page


@pytest.mark.requirement("R-132")
def test_each_postal_unit_has_a_key_of_its_own_whatever_its_name(seeded: None) -> None:
    unit, people = Unit.objects.get(pk=Q11), Person.objects.filter(postal_terms__isnull=True).order_by("id")
    long = "Bưu điện văn hóa xã " + "rất xa trung tâm " * 5
    names = ["Bưu điện Tân Phú", "Bưu điện Tấn Phú", "BƯU ĐIỆN TÂN PHÚ", f"{long}một", f"{long}hai", "!!!"]
    keys = []
    for person, name in zip(people, names, strict=False):
        made = join_postal_unit(person=person, unit=unit, postal_unit=name, actor=None, at=TEN)
        keys.append(made.postal_unit_id)
    assert keys[0] == keys[2]
    assert len(set(keys)) == len(names) - 1


@pytest.mark.requirement("R-132")
def test_the_postman_of_the_demonstration_receives_what_came_by_post(desk: Client) -> None:
    postman = signed_in(Q11, Role.POST)
    answer = postman.post(f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/", said(postman, channel="post"))
    assert answer.status_code == 302, answer.status_code
    step = Dossier.objects.get().steps.get(act=Act.RECEIVE)
    assert step.data["postal_unit"] == "Bưu điện minh họa"


@pytest.mark.requirement("R-025")
def test_a_visit_at_home_from_the_telephone_to_the_list_of_the_day(
    desk: Client, office_clock: Callable[[datetime], None]
) -> None:
    head = colleague(Role.LEAD, Q11, TEN)
    approve_home_service(
        unit=Unit.objects.get(pk=Q11),
        kinds=["receive"],
        procedures=[],
        area="",
        document="12/KH-UBND",
        actor=head,
        at=TEN,
    )
    words = {
        "kind": "receive",
        "procedure": CERTIFIED_COPY,
        "name": LONG,
        "phone": "0912345678",
        "address": "12 Lãnh Binh Thăng",
        "starts": "2022-05-17T08:00",
        "ends": "2022-05-17T11:00",
    }
    clerk = signed_in(Q11, Role.RECEIVE)
    assert clerk.post("/can-bo/tai-nha/ghi/", words | {"phone": "1"}).status_code == 422
    answer = clerk.post("/can-bo/tai-nha/ghi/", words)
    request = HomeRequest.objects.get()
    assert answer["Location"] == f"/can-bo/tai-nha/{request.pk}/"
    assert LONG in clerk.get("/can-bo/tai-nha/").content.decode()
    official = Person.objects.get(pk=colleague(Role.RECEIVE, Q11, TEN).person_id).username
    when = {"act": "schedule", "official": official, "starts": "2022-05-17T08:00", "ends": "2022-05-17T09:00"}
    assert clerk.post(answer["Location"], when).status_code == 302
    pdf = clerk.get("/can-bo/tai-nha/ngay.pdf?ngay=2022-05-17")
    assert "08:00–09:00" in pdf_text(pdf.content)
    office_clock(at("2022-05-17 10:00"))
    assert clerk.post(answer["Location"], {"act": "finish", "code": "không có"}).status_code == 409
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-17 08:30"), channel="home")
    assert clerk.post(answer["Location"], {"act": "finish", "code": str(dossier)}).status_code == 302
    assert str(dossier) in clerk.get("/can-bo/tai-nha/?xem=xong").content.decode()
    assert clerk.get(answer["Location"]).status_code == 200


@pytest.mark.requirement("R-029")
def test_help_is_written_and_taken_out_as_a_sheet(desk: Client) -> None:
    clerk = signed_in(Q11, Role.RECEIVE)
    assert clerk.post("/can-bo/ho-tro/", {"kind": "account", "minutes": "0"}).status_code == 422
    assert clerk.post("/can-bo/ho-tro/", {"kind": "account", "minutes": "12"}).status_code == 302
    assert HelpEntry.objects.get().minutes == 12
    assert "Tạo tài khoản" in clerk.get("/can-bo/ho-tro/").content.decode()
    sheet = clerk.get("/can-bo/ho-tro/nhat-ky.csv?tu=2022-05-01&den=2022-05-31").content.decode("utf-8-sig")
    assert re.search(r"16/05/2022,[^,]+,Tạo tài khoản,–,1,12", sheet)
    assert clerk.post("/can-bo/ho-tro/", {"kind": "submission", "minutes": "63"}).status_code == 302
    page = clerk.get("/can-bo/ho-tro/").content.decode()
    assert "Số lượt và số giờ mỗi ngày" in page
    assert ">1,3<" in page  # 75 minutes are 1.25 hours
    days = clerk.get("/can-bo/ho-tro/nhat-ky.csv?kieu=ngay&tu=2022-05-01&den=2022-05-31")
    assert re.search(r'16/05/2022,[^,]+,2,75,"1,3"', days.content.decode("utf-8-sig"))


@pytest.mark.requirement("R-135")
def test_filings_with_a_helper_beside_are_counted_apart_from_unaided_ones(
    seeded: None, office_clock: Callable[[datetime], None]
) -> None:
    office_clock(MONDAY)
    helper = colleague(Role.ASSIST, BINH_THOI, MONDAY)
    for beside in (helper.person_id, None, None):
        who = Holder(account_id=citizen("Trần Thị Bé", id_number="").pk)
        draft = ready_draft(who)
        file_online(sending=Sending(draft.number, draft.version, assisted_by=beside), actor=who, at=MONDAY)
    page = signed_in(BINH_THOI, Role.LEAD).get("/can-bo/ho-tro/").content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "1 Nộp trực tuyến có hỗ trợ" in words
    assert "2 Nộp trực tuyến tự làm" in words


@pytest.mark.requirement("R-132")
def test_the_administrator_writes_of_which_postal_unit_somebody_is(desk: Client) -> None:
    admin = signed_in(Q11, Role.ADMIN)
    person = Person.objects.get(pk=colleague(Role.RETURN, Q11, TEN).person_id)
    page = f"/can-bo/quan-tri/don-vi/{Q11}/buu-chinh/"
    said = {"person": person.username, "postal_unit": "Bưu điện Quận 11", "basis": "", "document": "HĐ 5"}
    answer = admin.post(page, said)
    assert answer.status_code in {200, 302}, answer.status_code
    member = PostalMember.objects.select_related("postal_unit").get(person=person)
    assert member.postal_unit.name == "Bưu điện Quận 11"
    found: Any = actor_of(person_id=person.pk, unit_id=Q11, on=date(2022, 5, 16))
    assert found.postal_unit == ""  # no worker of the post until the role is given
    assert admin.get(f"/can-bo/quan-tri/don-vi/{Q11}/tai-nha/").status_code == 200
    assert not HomeApproval.objects.filter(unit=Q11).exists()


def test_an_act_of_the_post_in_a_list_is_refused_where_nothing_was_sent(desk: Client) -> None:
    dossier = by_post()
    assert (
        desk.post("/can-bo/hang-loat/", {"act": Act.RETURN_RESULT, "code": str(dossier)}).status_code == 409
    )
    assert now(dossier).state == State.READY
    do(Act.SEND_OUT, dossier, Role.RETURN, TEN, consignment="EB000000009VN", **BOTH)
    assert "EB000000009VN" in desk.get("/can-bo/buu-gui/dang-phat/").content.decode()
