"""A programme's life on its pages: started from one page, checked, announced, extended; rosters; documents read."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from motcua.organisation.terms import Role
from motcua.programmes.models import Programme, ProgrammeStep, SteeringDocument
from motcua.reports.campaign import campaign_report
from motcua.web.staff import paging
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, MARITAL_STATUS, P5, Q11, SetClock, at, settled
from tests.programmes.drafts import BEFORE, announced, drafted
from tests.web.staff.desk import signed_in

HERE = "/can-bo/chuong-trinh/"


@pytest.fixture
def controller(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """Whoever controls procedures at Quận 11, on a Friday in May 2022."""
    office_clock(BEFORE)
    return signed_in(Q11, Role.CONTROL)


def day(name: str, moment: date) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {f"{name}_{part}": str(getattr(moment, part)) for part in ("day", "month", "year")}


def said(**otherwise: Any) -> dict[str, Any]:
    """The one page on which a campaign is started."""
    words: dict[str, Any] = {
        "name": "Tháng phục vụ không chờ",
        "number": "205/KH-UBND",
        **day("issued_on", date(2022, 5, 13)),
        "units": Q11,
        "with_descendants": "on",
        "levels": ["district", "commune"],
        **day("period_from", date(2022, 7, 1)),
        **day("last_day", date(2022, 7, 31)),
        "cut_off": "15:00",
        "at_once": "on",
        "channels": ["desk", "online"],
        "list_district": HOUSEHOLD_BUSINESS,
        "count_district": "1/1",
        "list_commune": CERTIFIED_COPY,
        "cut_offs": f"{HOUSEHOLD_BUSINESS} 10:00",
        "clauses": "II.1.1 | sau 15 giờ mà không giải quyết được ngay | nộp 15:00 vẫn trong ngày",
        "evaluation": ["monthly"],
    }
    return words | otherwise


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


@pytest.mark.requirement("R-091")
def test_a_district_starts_a_campaign_from_one_page(controller: Client) -> None:
    assert "Số kế hoạch" in body(controller, f"{HERE}moi/")
    answer = controller.post(f"{HERE}moi/", said())
    assert answer.status_code == 302, answer.context["form"].errors
    programme = Programme.objects.get(pk="q11-thang-phuc-vu-khong-cho")
    page = body(controller, answer["Location"])
    assert "Dự thảo, chưa áp dụng" in page
    assert "Kiểm tra trước khi bắt đầu" in page
    assert "nộp 15:00 vẫn trong ngày" in page
    assert Client().get(f"/chuong-trinh/{programme.pk}/").status_code == 404
    announce = {"number": "205/KH-UBND", "issuer": "UBND Quận 11", **day("issued_on", date(2022, 5, 13))}
    assert controller.post(f"{HERE}{programme.pk}/viec/cong-bo/", announce).status_code == 302
    assert "Đã công bố, chưa đến ngày" in body(controller, f"{HERE}{programme.pk}/")
    assert Client().get(f"/chuong-trinh/{programme.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("otherwise", "words"),
    [
        (day("last_day", date(2022, 6, 1)), "Ngày kết thúc ở trước ngày bắt đầu"),
        ({"units": "hcmc.q99"}, "Không có đơn vị"),
        ({"list_district": "9.999999"}, "Không có thủ tục mã"),
        ({"cut_offs": "không phải giờ"}, "Không đọc được dòng"),
        ({"clauses": "chỉ một phần"}, "Không đọc được dòng"),
        ({"count_district": "mười bốn"}, "Ghi hai số với dấu gạch chéo"),
        ({"name": ""}, "Chưa điền: Tên chương trình"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(
    controller: Client, otherwise: dict[str, Any], words: str
) -> None:
    answer = controller.post(f"{HERE}moi/", said(**otherwise))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Programme.objects.filter(name="Tháng phục vụ không chờ").exists()


def test_a_unit_follows_its_superiors_plan_with_one_link(controller: Client) -> None:
    page = body(controller, f"{HERE}moi/?theo=hcmc-same-day-2022")
    assert HOUSEHOLD_BUSINESS in page
    assert 'value="hcmc.q11"' in page


def test_a_plan_of_the_unit_is_offered_for_what_was_decided_only(controller: Client) -> None:
    page = body(controller, HERE)
    assert "Tiếp tục đến hết năm 2022" in page
    assert "?theo=hcmc-same-day-2022" in page
    assert "?theo=hcmc-extension-2022" not in page


@pytest.mark.requirement("R-113")
def test_a_proposed_extension_stands_on_the_page_and_changes_nothing(controller: Client) -> None:
    programme = announced()
    words = {**day("last_day", date(2022, 12, 31)), "text": "Kết quả tốt"}
    assert controller.post(f"{HERE}{programme.pk}/viec/trinh-gia-han/", words).status_code == 302
    assert "chưa có quyết định nên chưa áp dụng" in body(controller, f"{HERE}{programme.pk}/")
    assert Programme.objects.get(pk=programme.pk).period_to == date(2022, 8, 1)
    without = controller.post(f"{HERE}{programme.pk}/viec/gia-han/", day("last_day", date(2022, 12, 31)))
    assert without.status_code == 422
    decided = {**day("last_day", date(2022, 12, 31)), "number": "9/QĐ", **day("issued_on", date(2022, 5, 13))}
    assert controller.post(f"{HERE}{programme.pk}/viec/gia-han/", decided).status_code == 302
    assert Programme.objects.get(pk=programme.pk).period_to == date(2023, 1, 1)


@pytest.mark.requirement("R-123")
@pytest.mark.requirement("R-291")
def test_money_and_targets_stand_on_the_page(controller: Client) -> None:
    programme = drafted()
    here = f"{HERE}{programme.pk}/"
    assert (
        controller.post(f"{here}viec/kinh-phi/", {"source": "budget", "amount": "120000000"}).status_code
        == 302
    )
    assert controller.post(f"{here}viec/kinh-phi/", {"source": "other"}).status_code == 302
    target = {"year": "2022", "target": "95 % hồ sơ đúng hạn", "document": "19/KH-UBND"}
    assert controller.post(f"{here}viec/chi-tieu/", target).status_code == 302
    assert controller.post(f"{here}viec/chi-tieu/", target).status_code == 422
    page = body(controller, here)
    for words in ("120.000.000 đồng", "chưa ghi số tiền", "2022: 95 % hồ sơ đúng hạn (19/KH-UBND)"):
        assert words in page
    notes = campaign_report(
        programme.pk, date(2022, 7, 1), date(2022, 7, 31), at=at("2022-08-01 09:00")
    ).notes
    assert (
        "Kinh phí: Ngân sách nhà nước 120.000.000 đồng; Nguồn kinh phí hợp pháp khác (chưa ghi số tiền)."
        in notes
    )
    assert "Chỉ tiêu năm mà chương trình phục vụ: 95 % hồ sơ đúng hạn (2022)." in notes


@pytest.mark.requirement("R-012")
def test_the_list_is_shown_with_its_versions_compared_and_printed(controller: Client) -> None:
    programme = announced()
    added = {
        "unit_id": Q11, "procedure": CERTIFIED_COPY, "number": "7/QĐ-UBND",
        **day("issued_on", date(2022, 5, 13)), **day("valid_from", date(2022, 7, 4)),
    }  # fmt: skip
    answer = controller.post(f"{HERE}{programme.pk}/viec/bo-sung/", added)
    assert answer.status_code == 302, answer.context["form"].errors
    page = body(controller, f"{HERE}{programme.pk}/danh-muc/")
    assert "theo 7/QĐ-UBND" in page
    assert page.count(CERTIFIED_COPY) >= 2
    paper = Client().get(f"/chuong-trinh/{programme.pk}/danh-muc.pdf")
    assert paper.content.startswith(b"%PDF")


@pytest.mark.requirement("R-266")
def test_a_document_goes_to_all_staff_and_each_confirms(controller: Client) -> None:
    programme = announced()
    stated = {
        "kind": "steering",
        "number": "12/CT-UBND",
        "title_text": "Triển khai",
        "text": "Đọc kỹ mốc giờ",
    }
    stated |= day("issued_on", date(2022, 5, 13))
    assert controller.post(f"{HERE}{programme.pk}/viec/van-ban/", stated).status_code == 302
    document = SteeringDocument.objects.get()
    assert "chưa gửi" in body(controller, f"{HERE}{programme.pk}/don-vi/")
    assert controller.post(f"{HERE}van-ban/{document.pk}/", {"units": [Q11]}).status_code == 302
    clerk = signed_in(Q11, Role.RECEIVE)
    assert "chưa xác nhận đã đọc" in body(clerk, "/can-bo/")
    assert "Đọc kỹ mốc giờ" in body(clerk, f"{HERE}van-ban/")
    for _twice in range(2):
        assert clerk.post(f"{HERE}van-ban/", {"document": document.pk}).status_code == 302
    assert document.receivers.filter(confirmation__isnull=False).count() == 1
    assert "chưa xác nhận đã đọc" not in body(clerk, "/can-bo/")
    assert "chưa đọc" in body(controller, f"{HERE}van-ban/{document.pk}/")
    assert "Gửi cho cán bộ" not in body(signed_in(Q11, Role.INSPECT), f"{HERE}van-ban/{document.pk}/")


@pytest.mark.requirement("R-111")
def test_the_board_of_model_days_and_the_bell_name_a_desk_without_a_signer(
    seeded: None, office_clock: SetClock
) -> None:
    office_clock(at("2023-09-28 08:30"))
    lead = signed_in("hai-duong.thanh-ha", Role.LEAD)
    assert "lịch trực chưa có người ký" in body(lead, "/can-bo/")
    board = body(lead, f"{HERE}lich-truc/")
    assert "Ngày Thứ sáu không chờ" in board
    assert "29/9/2023" in board or "29/09/2023" in board
    office_clock(at("2023-09-26 08:30"))
    assert "lịch trực chưa có người ký" not in body(lead, "/can-bo/")


def test_a_unit_of_the_programme_adds_for_itself_but_does_not_run_it(controller: Client) -> None:
    programme = announced()
    ward = signed_in(P5, Role.CONTROL)
    page = body(ward, f"{HERE}{programme.pk}/")
    assert "Bổ sung thủ tục" in page
    assert "Gia hạn theo quyết định" not in page
    decided = {**day("last_day", date(2022, 12, 31)), "number": "9/QĐ", **day("issued_on", date(2022, 5, 13))}
    assert ward.post(f"{HERE}{programme.pk}/viec/gia-han/", decided).status_code == 422
    assert ProgrammeStep.objects.filter(kind="extended").count() == 0


@pytest.mark.requirement("R-297")
def test_drafts_of_others_are_nowhere(controller: Client) -> None:
    programme = drafted()
    ward = signed_in(P5, Role.CONTROL)
    assert programme.name not in body(ward, HERE)
    for end in ("", "sua/", "don-vi/", "danh-muc/", "ung-vien/"):
        assert ward.get(f"{HERE}{programme.pk}/{end}").status_code == 404
    for word in ("cong-bo", "moc-gio", "van-ban", "bo-sung"):
        assert ward.get(f"{HERE}{programme.pk}/viec/{word}/").status_code == 404
        assert ward.post(f"{HERE}{programme.pk}/viec/{word}/", {}).status_code == 404
    for end in ("", "bang/", "bang/tai.csv", "ghi/2.1/", "them-thu-tuc/"):
        assert ward.get(f"/can-bo/kiem-soat/dang-ky/ct/{programme.pk}/{end}").status_code == 404, end
    assert Client().get(f"/chuong-trinh/{programme.pk}/cam-ket/").status_code == 404
    assert controller.get(f"{HERE}{programme.pk}/viec/cong-bo/").status_code == 200
    assert controller.get(f"{HERE}{programme.pk}/sua/").status_code == 200


def test_every_programme_of_the_sources_opens_on_every_page(controller: Client) -> None:
    for programme in ("hcmc-same-day-2022", "q11-same-day-2022"):
        for end in ("", "don-vi/", "danh-muc/", "danh-muc/?tu=99&den=x", "ung-vien/", "ung-vien/2.000815/"):
            assert controller.get(f"{HERE}{programme}/{end}").status_code == 200, (programme, end)
    assert "Văn bản dừng ở phần III" in body(controller, f"{HERE}q11-same-day-2022/")
    assert controller.get(f"{HERE}nothing/").status_code == 404
    assert controller.get(f"{HERE}q11-same-day-2022/viec/nothing/").status_code == 404


@pytest.mark.requirement("R-124")
def test_every_dossier_behind_a_candidate_is_reached_page_after_page(
    controller: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    days = [at(f"2022-05-{day} 09:00") for day in ("10", "11", "12")]
    made = [settled(MARITAL_STATUS, P5, day, day) for day in days]
    office = signed_in(P5, Role.CONTROL)
    first = office.get(f"{HERE}q11-same-day-2022/ung-vien/{MARITAL_STATUS}/")
    second = office.get(first.context["list"].following)
    shown = [*first.context["list"].rows, *second.context["list"].rows]
    assert ([row.pk for row in shown], second.context["list"].following) == ([one.pk for one in made], "")
