"""What units do for a programme on its pages: registered, added to, told, counted, exported, shown to everybody."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from motcua.outreach.actions.events import Announced, Came, plan_event, say_outcome
from motcua.outreach.models import EventDay
from motcua.outreach.terms import DayStanding, EventKind
from motcua.participation.models import (
    BacklogItem,
    PortalItem,
    RegisteredActivity,
    Registration,
)
from motcua.participation.registration_terms import OPTION_NUMBERS, Option
from motcua.web.registrations.looking import KEEPING, READING
from motcua.web.staff import paging
from tests.cast import LAND_CHANGE, P5, Q11, SetClock, at, colleague, received
from tests.participation.registering import (
    CITY,
    DISTRICT,
    FESTIVAL,
    HOME_AFFAIRS,
    MORNING,
    registered,
)
from tests.web.staff.desk import signed_in

HERE = "/can-bo/kiem-soat/dang-ky/"
EVENING = at("2022-05-25 17:30")


@pytest.fixture
def controller(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """Whoever controls procedures at the Department of Home Affairs, which settles nothing of the city's list."""
    office_clock(MORNING)
    return signed_in(HOME_AFFAIRS, Role.CONTROL)


def body(client: Client, address: str) -> str:
    answer = client.get(address if address.startswith("/") else HERE + address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def rows(client: Client, name: str, programme: str = CITY, asked: str = "") -> list[list[str]]:
    """A table as its XLSX has it, header first."""
    answer = client.get(f"{HERE}ct/{programme}/{name}/tai.xlsx{asked}")
    assert answer.status_code == 200, name
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()]


def save(client: Client, address: str, **words: Any) -> None:
    answer = client.post(HERE + address, words)
    assert answer.status_code == 302, answer.context["form"].errors


def refused(client: Client, address: str, **words: Any) -> str:
    answer = client.post(HERE + address, words)
    assert answer.status_code == 422, address
    return str(answer.content.decode())


def day(name: str, moment: date) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {
        f"{name}_day": str(moment.day),
        f"{name}_month": str(moment.month),
        f"{name}_year": str(moment.year),
    }


MAIN = {"main": "main", "evidence": "Công văn 15/SNV"}
EVENT = {"kind": "dialogue", "name": "Đối thoại", "place": "Hội trường", **day("held_on", date(2022, 5, 20))}


@pytest.mark.requirement("R-099", "R-163")
def test_a_unit_without_listed_procedures_is_told_to_register_and_then_stands_with_its_evidence(
    controller: Client,
) -> None:
    assert "chưa đăng ký nội dung chính" in body(controller, f"ct/{CITY}/")
    save(controller, f"ct/{CITY}/ghi/2.1/", **MAIN)
    page = body(controller, f"ct/{CITY}/")
    assert "chưa đăng ký nội dung chính" not in page
    assert "Công văn 15/SNV" in page
    said = refused(controller, f"ct/{CITY}/ghi/2.4/", main="main")
    assert "đã có nội dung chính 2.1" in said
    save(controller, f"ct/{CITY}/ghi/2.4/", main="voluntary")
    assert "Đã đăng ký 2.1, 2.4" in body(controller, "")
    assert controller.get(f"{HERE}ct/{CITY}/ghi/2.7/").status_code == 404
    assert controller.get(f"{HERE}ct/khong-co/").status_code == 404
    refused(controller, f"ct/{CITY}/ghi/2.3/")


@pytest.mark.requirement("R-125")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_matrix_of_units_by_option_can_be_exported(
    controller: Client, office_clock: SetClock, kind: str
) -> None:
    registered("2.4")
    city = signed_in("hcmc", Role.CONTROL)
    answer = city.get(f"{HERE}ct/{CITY}/bang/tai.{kind}")
    assert answer.status_code == 200
    assert JournalEntry.objects.filter(subject="list:dang-ky-registrations").exists()
    header, *table = rows(city, "bang")
    by_name = {one[0]: dict(zip(header, one, strict=True)) for one in table}
    mine = by_name["Sở Nội vụ Thành phố Hồ Chí Minh"]
    assert (mine["Tình trạng"], mine["2.4 Phản ánh, kiến nghị qua 1022 trả lời trong ngày"]) == (
        "Đã đăng ký",
        "Chính",
    )
    assert by_name["Ủy ban nhân dân Quận 11"]["Tình trạng"] == "Có thủ tục trong danh mục"
    assert "Chưa đăng ký" in {one["Tình trạng"] for one in by_name.values()}
    page = body(city, f"ct/{CITY}/bang/")
    assert page.count('<tr class="govuk-table__row" role="row">') == len(table) + 1
    opened = [one[1] for one in city.get(f"{HERE}ct/{CITY}/bang/").context["table"].rows]
    assert "2.4 Phản ánh" in body(city, next(one for one in opened if one.endswith(HOME_AFFAIRS)))
    assert controller.get(f"{HERE}ct/{CITY}/?don-vi={Q11}").status_code == 404
    (own,) = rows(controller, "bang")[1:]
    assert own[0] == "Sở Nội vụ Thành phố Hồ Chí Minh"


@pytest.mark.requirement("R-100", "R-160", "R-165")
def test_backlog_is_written_filtered_and_cleared_on_pages(controller: Client, office_clock: SetClock) -> None:
    row = registered("2.1")
    words = {"cause": "Thiếu vốn", "owner": "Phó Giám đốc", **day("target", date(2022, 6, 1))}
    save(controller, f"noi-dung/{row.pk}/ton-dong/", kind="project", name="Dự án kho lưu trữ", **words)
    save(controller, f"noi-dung/{row.pk}/ton-dong/", kind="dossier", name="HS-2021/118", **words)
    refused(controller, f"noi-dung/{row.pk}/ton-dong/", kind="dossier", name="HS-2021/118", **words)
    refused(controller, f"noi-dung/{row.pk}/ton-dong/", kind="village", name="x", **words)
    item = BacklogItem.objects.get(kind="project")
    office_clock(EVENING)
    cleared = day("cleared_on", date(2022, 5, 25)) | {"evidence": "Quyết định 45/QĐ"}
    save(controller, f"noi-dung/{row.pk}/xong/{item.pk}/", **cleared)
    page = body(controller, f"noi-dung/{row.pk}/")
    assert "50,0 %" in page
    assert "Trong thời gian chương trình: đăng ký 2, giải quyết dứt điểm 1." in page
    assert [one[0] for one in rows(controller, "ton-dong", asked="?loai=du-an")[1:]] == ["Dự án kho lưu trữ"]
    assert [one[0] for one in rows(controller, "ton-dong", asked="?xong=chua")[1:]] == ["HS-2021/118"]
    assert "Quyết định 45/QĐ" in body(controller, f"ct/{CITY}/ton-dong/?xong=roi")


@pytest.mark.requirement("R-102", "R-104", "R-249")
def test_events_support_and_festival_days_are_registered_and_their_results_told(
    controller: Client, office_clock: SetClock
) -> None:
    assert "Chưa điền" in refused(controller, f"ct/{CITY}/ghi/2.3/", **MAIN)
    save(controller, f"ct/{CITY}/ghi/2.3/", **MAIN, **EVENT)
    festival = EVENT | {"kind": "festival", "name": "Ngày hội", **day("held_on", date(2022, 5, 25))}
    refused(controller, f"ct/{CITY}/ghi/2.5/", main="voluntary", **festival)
    save(
        controller,
        f"ct/{CITY}/ghi/2.5/",
        main="voluntary",
        partners="Khu Công nghệ cao\nCông đoàn",
        **festival,
    )
    dialogue, day_of_all = (
        Registration.objects.get(option=one.value) for one in (Option.DIALOGUE, Option.FESTIVAL)
    )
    support = EVENT | {
        "kind": "support",
        "name": "Kết nối ngân hàng",
        "result": "8 doanh nghiệp vay được vốn",
    }
    save(controller, f"noi-dung/{dialogue.pk}/hoat-dong/", **support | day("held_on", date(2022, 5, 16)))
    activity = RegisteredActivity.objects.get(registration=day_of_all)
    office_clock(EVENING)
    told = {"result": "Đông người", "evidence": "Báo cáo 7", "advised": "120", "settled": "80"}
    asked = [
        set(controller.get(f"{HERE}noi-dung/{day_of_all.pk}/{act}/").context["form"].fields)
        for act in ("ket-qua", f"ket-qua-hoat-dong/{activity.pk}")
    ]
    assert (asked[1] - asked[0], asked[0] - asked[1]) == ({"advised", "settled"}, set())
    save(controller, f"noi-dung/{day_of_all.pk}/ket-qua-hoat-dong/{activity.pk}/", **told)
    assert "Khu Công nghệ cao; Công đoàn" in body(controller, f"noi-dung/{day_of_all.pk}/")
    results = {(one[0], one[1]): one[2] for one in rows(controller, "tong-hop")[1:]}
    assert results["Ngày hội", "Yêu cầu được tư vấn"] == "120"
    assert results["Ngày hội", "Yêu cầu được giải quyết"] == "80"
    assert results["Hoạt động", "Hội nghị đối thoại"] == "1"
    assert results["Hoạt động", "Hỗ trợ sản xuất, kinh doanh"] == "1"
    assert results["Hoạt động", "Khảo sát chất lượng phục vụ"] == "0"


@pytest.mark.requirement("R-103", "R-105")
def test_items_of_1022_and_initiatives_on_their_pages(controller: Client, office_clock: SetClock) -> None:
    row = registered("2.4")
    came = {"number": "1022-77", "subject": "Tiếng ồn", "clock": "08:30", **day("on_day", date(2022, 5, 16))}
    save(controller, f"noi-dung/{row.pk}/phan-anh/", **came)
    refused(controller, f"noi-dung/{row.pk}/phan-anh/", **came)
    item = PortalItem.objects.get()
    assert item.due_at == at("2022-05-16 17:00")
    office_clock(EVENING)
    answer = {"outcome": "Đã nhắc nhở", "clock": "15:00", **day("on_day", date(2022, 5, 16))}
    save(controller, f"noi-dung/{row.pk}/tra-loi/{item.pk}/", **answer)
    assert "100,0 %" in body(controller, f"noi-dung/{row.pk}/")
    words = {"main": "voluntary", "description": "Chứng thực theo yêu cầu", "owner": "Trưởng phòng"}
    save(controller, f"ct/{CITY}/ghi/2.6/", **words)
    initiative = Registration.objects.get(option=Option.INITIATIVE.value)
    save(controller, f"noi-dung/{initiative.pk}/ket-qua/", result="200 lượt", evidence="Báo cáo 3")
    results = {(one[0], one[1]): one[2] for one in rows(controller, "tong-hop")[1:]}
    assert results["Sáng kiến", "Có kết quả / đăng ký"] == "1 / 1"
    assert results["1022", "Tỷ lệ trả lời trong ngày"] == "100,0 %"
    totals = {
        which: controller.get(f"{HERE}ct/{CITY}/phan-anh/?dong={which}").context["table"].total
        for which in ("in_time", "late", "judged")
    }
    assert totals == {"in_time": 1, "late": 0, "judged": 1}
    assert "200 lượt" in body(controller, f"ct/{CITY}/sang-kien/")


def a_day_late(unit_id: str) -> Dossier:
    """A result that came a day late, as if: the way there has tests of its own."""
    dossier = received(LAND_CHANGE, Q11, at("2022-05-09 09:00"))
    due, ready = at("2022-05-17 17:00"), at("2022-05-18 09:00")
    Dossier.objects.filter(pk=dossier.pk).update(
        unit_id=unit_id, due_at=due, due_original=due, ready_at=ready
    )
    return dossier


@pytest.fixture
def late_result(seeded: None) -> Dossier:
    """One of Quận 11."""
    return a_day_late(Q11)


@pytest.mark.requirement("R-161")
def test_pledges_and_what_broke_them_are_shown_to_everybody_without_naming_anybody(
    controller: Client, late_result: Dossier, office_clock: SetClock, client: Client
) -> None:
    address = f"/chuong-trinh/{DISTRICT}/cam-ket/"
    assert "Chưa có đơn vị nào cam kết" in body(client, address)
    district = signed_in(Q11, Role.CONTROL)
    save(district, f"ct/{DISTRICT}/ghi/2.2/", main="voluntary", procedures=LAND_CHANGE)
    assert "Không có kết quả trễ hạn (0)" in body(client, address)
    office_clock(EVENING)
    page = body(client, address)
    assert "09:00 18/05/2022" in page
    assert "Vi phạm cam kết" in page
    assert str(late_result) not in page
    assert "Nguyễn Văn Tư" not in page
    row = Registration.objects.get(unit_id=Q11)
    assert str(late_result) in body(district, f"noi-dung/{row.pk}/")
    assert str(late_result) in body(district, f"ct/{DISTRICT}/cam-ket/")
    assert str(late_result) not in body(signed_in("hcmc", Role.CONTROL), f"ct/{CITY}/cam-ket/")
    assert client.get("/chuong-trinh/khong-co/cam-ket/").status_code == 404


@pytest.mark.requirement("R-162")
def test_late_prone_procedures_are_ranked_and_a_rank_opens_its_dossiers(
    controller: Client, late_result: Dossier, office_clock: SetClock
) -> None:
    office_clock(EVENING)
    district = signed_in(Q11, Role.CONTROL)
    asked = "?tu=2022-05-01&den=2022-05-31"
    answer = district.get(f"{HERE}thuong-tre/{asked}")
    (cells, opens, _does) = answer.context["table"].rows[0]
    assert (cells[1], cells[3:]) == (LAND_CHANGE, ("1", "1", "100,0 %"))
    assert str(late_result) in body(district, opens)
    assert JournalEntry.objects.filter(subject="list:thuong-tre").exists()
    assert district.get(f"{HERE}thuong-tre/tai.csv{asked}").status_code == 200
    empty = body(district, "thuong-tre/?tu=2022-04-01&den=2022-04-30")
    assert "Không có kết quả nào đến hạn" in empty


@pytest.mark.requirement("R-162")
def test_a_rank_over_several_units_opens_every_dossier_it_counts_and_the_code_of_the_own_ones_only(
    controller: Client, late_result: Dossier, office_clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = a_day_late(P5)
    office_clock(EVENING)
    district = signed_in(Q11, Role.CONTROL)
    answer = district.get(f"{HERE}thuong-tre/?tu=2022-05-01&den=2022-05-31")
    (cells, opens, _does) = answer.context["table"].rows[0]
    assert (cells[1], cells[4]) == (LAND_CHANGE, "2")
    listed = district.get(opens)
    units = [(row.unit_id, own) for row, _state, own in listed.context["rows"]]
    assert (listed.context["list"].total, sorted(units)) == (2, [(Q11, True), (P5, False)])
    page = listed.content.decode()
    assert "Ủy ban nhân dân Phường 5 Quận 11" in page
    assert (str(late_result) in page, str(below) in page) == (True, False)
    kept = JournalEntry.objects.get(subject="list:thuong-tre")
    assert kept.detail["codes"] == [str(late_result)]
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)
    first = district.get(opens).context["list"]
    second = district.get(first.following).context["list"]
    assert sorted(row.unit_id for row in (*first.rows, *second.rows)) == [Q11, P5]
    assert (first.previous, second.following) == ("", "")


@pytest.mark.requirement("R-162")
def test_a_pledge_on_what_is_never_late_is_saved_with_a_warning(controller: Client) -> None:
    district = signed_in(Q11, Role.CONTROL)
    answer = district.post(
        f"{HERE}ct/{DISTRICT}/ghi/2.2/", {"main": "voluntary", "procedures": LAND_CHANGE}, follow=True
    )
    assert "không thuộc loại thường trễ hạn" in answer.content.decode()


@pytest.mark.requirement("R-117")
@pytest.mark.rule("HCMC results 2022 2.2")
def test_a_procedure_that_a_unit_adds_counts_apart_from_the_common_list(controller: Client) -> None:
    district = signed_in(Q11, Role.CONTROL)
    before = next(one for one in rows(district, "bang", DISTRICT) if one[0] == "Ủy ban nhân dân Quận 11")
    words = {
        "procedures": LAND_CHANGE, "number": "12/TB-UBND",
        **day("valid_from", date(2022, 5, 16)), **day("issued_on", date(2022, 5, 16)),
    }  # fmt: skip
    save(district, f"ct/{DISTRICT}/them-thu-tuc/", **words)
    after = next(one for one in rows(district, "bang", DISTRICT) if one[0] == "Ủy ban nhân dân Quận 11")
    assert (before[2], before[3], after[2], after[3]) == (before[2], "0", before[2], "1")
    assert LAND_CHANGE in body(district, f"ct/{DISTRICT}/")
    refused(district, f"ct/{DISTRICT}/them-thu-tuc/", **words)


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", sorted(Role))
def test_who_leads_controls_signs_or_inspects_looks_and_only_two_write(
    controller: Client, role: Role
) -> None:
    row = registered("2.4")
    client = signed_in(HOME_AFFAIRS, role)
    mine = set(client.get("/can-bo/").context["page"].actor.roles) if role != Role.ADMIN else {Role.ADMIN}
    looks, writes = bool(mine & READING), bool(mine & KEEPING)
    for page in ("", f"ct/{CITY}/", f"ct/{CITY}/bang/", f"noi-dung/{row.pk}/", "thuong-tre/"):
        assert client.get(HERE + page).status_code == (200 if looks else 403), (page, mine)
    for page in (f"ct/{CITY}/ghi/2.1/", f"noi-dung/{row.pk}/rut/"):
        assert client.post(HERE + page, {}).status_code == (422 if writes else 403), (page, mine)


def test_a_registration_is_withdrawn_with_its_reason_and_another_unit_does_not_see_it(
    controller: Client,
) -> None:
    row = registered("2.4")
    assert signed_in(Q11, Role.CONTROL).get(f"{HERE}noi-dung/{row.pk}/").status_code == 404
    city = signed_in("hcmc", Role.CONTROL)
    assert city.get(f"{HERE}noi-dung/{row.pk}/").status_code == 200
    assert city.get(f"{HERE}noi-dung/{row.pk}/rut/").status_code == 403
    refused(controller, f"noi-dung/{row.pk}/rut/", reason="")
    save(controller, f"noi-dung/{row.pk}/rut/", reason="Đổi nội dung")
    assert "Đổi nội dung" in body(controller, f"noi-dung/{row.pk}/")
    assert controller.get(f"{HERE}noi-dung/{row.pk}/ton-dong/").status_code == 404
    assert controller.get(f"{HERE}noi-dung/99999999999999999999/").status_code == 404


@pytest.mark.parametrize("number", OPTION_NUMBERS.values())
def test_every_form_opens_and_refuses_nothing_said(controller: Client, number: str) -> None:
    body(controller, f"ct/{CITY}/ghi/{number}/")
    refused(controller, f"ct/{CITY}/ghi/{number}/")


@pytest.mark.requirement("R-104")
def test_a_festival_day_of_the_outreach_pages_is_linked_and_its_requests_count_once(
    controller: Client, office_clock: SetClock
) -> None:
    row = registered("2.5", activities=[FESTIVAL])
    keeper = colleague(Role.LEAD, HOME_AFFAIRS, MORNING)
    announced = Announced(
        lead=HOME_AFFAIRS, kind=EventKind.FESTIVAL, name="Ngày hội thứ Tư", place="Khu chế xuất",
        first=date(2022, 5, 18), last=date(2022, 6, 15), weekday=3, bodies=["Công đoàn Viên chức"],
        programme=CITY,
    )  # fmt: skip
    event = plan_event(announced=announced, came=Came(), actor=keeper, at=MORNING)
    assert "Ngày hội thứ Tư" in body(controller, f"noi-dung/{row.pk}/")
    save(controller, f"noi-dung/{row.pk}/gan/{event.pk}/")
    refused(controller, f"noi-dung/{row.pk}/gan/{event.pk}/")
    linked = RegisteredActivity.objects.get(event=event.pk)
    assert (linked.day, linked.partners) == (date(2022, 5, 18), ["Công đoàn Viên chức"])
    office_clock(EVENING)
    first, second = EventDay.objects.filter(event=event).order_by("day")[:2]
    for one, advised in ((first, 40), (second, 25)):
        say_outcome(
            day_id=one.pk, standing=DayStanding.HELD, reason="", new_day=None, actor=keeper, at=EVENING,
            came=Came(result="Đông", advised=advised, settled=20),
        )  # fmt: skip
    results = {(one[0], one[1]): one[2] for one in rows(controller, "tong-hop")[1:]}
    assert results["Ngày hội", "Yêu cầu được tư vấn"] == "65"
    assert results["Ngày hội", "Yêu cầu được giải quyết"] == "40"
    said = refused(controller, f"noi-dung/{row.pk}/ket-qua-hoat-dong/{linked.pk}/", result="x")
    assert "ghi kết quả ở sự kiện" in said
