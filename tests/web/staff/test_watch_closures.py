"""The watch through the pages: sudden closures, promises that move, people to phone, what to clear before a gap."""

from datetime import date

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from motcua.workcalendar.models import CalendarVersion, CalendarYear
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, received
from tests.web.staff.desk import signed_in
from tests.web.staff.watching_desk import MORNING, WATCH, Clock, text

pytestmark = pytest.mark.usefixtures("seeded")


# a sudden closure -------------------------------------------------------------------------------------

CLOSING = {"closed_on_day": "16", "closed_on_month": "5", "closed_on_year": "2022", "part": "afternoon"}


def _closed(office_clock: Clock, *, due_today: int = 2) -> tuple[Client, list[Dossier]]:
    office_clock(MORNING)
    dossiers = [received(CERTIFIED_COPY, Q11, MORNING) for _ in range(due_today)]
    office_clock(at("2022-05-16 11:00"))
    lead = signed_in(Q11, Role.LEAD)
    page = f"/can-bo/quan-tri/don-vi/{Q11}/nghi-dot-xuat/"
    answer = lead.post(page, CLOSING | {"basis": "mất điện toàn quận"}, follow=True)
    assert f"{due_today} hồ sơ đang giải quyết có giờ hẹn thay đổi" in answer.content.decode()
    return lead, dossiers


def _seen(lead: Client) -> dict[str, str]:
    rows = lead.get(f"{WATCH}can-doi/").context["rows"]
    return {f"seen-{row['code']}": row["offered"] for row in rows}


@pytest.mark.rule("promises 20")
def test_a_power_cut_lists_the_promises_it_moves_and_the_head_moves_one_and_keeps_one(
    office_clock: Clock,
) -> None:
    lead, (first, second) = _closed(office_clock)
    rows = lead.get(f"{WATCH}can-doi/").context["rows"]
    assert [row["code"] for row in rows] == [str(first), str(second)]
    assert text(lead, f"{WATCH}can-doi/?chon=1").count(" checked") == 2
    assert rows[0]["old"] == "17 giờ 00 phút, Thứ Hai ngày 16/5/2022"
    assert rows[0]["new"] == "17 giờ 00 phút, Thứ Ba ngày 17/5/2022"
    said = _seen(lead) | {"code": str(first.code), "decision": "move", "reason": "Mất điện toàn quận"}
    assert lead.post(f"{WATCH}can-doi/", said).status_code == 200
    said |= {"code": str(second.code), "decision": "keep"}
    assert lead.post(f"{WATCH}can-doi/", said).status_code == 200
    assert lead.get(f"{WATCH}can-doi/").context["rows"] == []
    assert lead.get(f"{WATCH}can-doi/?chon=1").status_code == 200
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.due_at, second.due_at) == (at("2022-05-17 17:00"), at("2022-05-16 17:00"))
    assert "rơi vào lúc cơ quan đóng cửa" in " ".join(first.explanation)
    assert first.due_original == at("2022-05-16 17:00")
    page = text(lead, f"{WATCH}da-doi/")
    assert str(first.code) in page
    assert "Chưa gọi" in page
    csv = lead.get(f"{WATCH}da-doi/tai.csv").content.decode("utf-8-sig")
    assert [line.count(",") >= 7 for line in csv.splitlines()] == [True, True, True]
    assert lead.get(f"{WATCH}da-doi/tai.pdf").content.startswith(b"%PDF")
    assert verify() == []


def test_what_nobody_saw_is_not_decided(office_clock: Clock) -> None:
    lead, (first, _second) = _closed(office_clock)
    said = {"code": str(first.code), "decision": "move", "reason": "Mất điện"}
    answer = lead.post(f"{WATCH}can-doi/", said | {f"seen-{first.code}": "2022-05-16T11:30:00+07:00"})
    assert answer.status_code == 409
    assert "thay đổi lần nữa" in answer.content.decode()
    clerk = signed_in(Q11, Role.RECEIVE)
    assert clerk.get(f"{WATCH}can-doi/").status_code == 200
    assert clerk.post(f"{WATCH}can-doi/", said).status_code == 403
    assert not first.steps.filter(act=Act.MOVE_DUE).exists()


def test_applicants_are_phoned_from_a_list_and_the_journal_keeps_who_called_when(office_clock: Clock) -> None:
    lead, (first, _second) = _closed(office_clock)
    said = _seen(lead) | {"code": str(first.code), "decision": "move", "reason": "Mất điện toàn quận."}
    lead.post(f"{WATCH}can-doi/", said)
    clerk = signed_in(Q11, Role.RECEIVE)
    assert "1 người cần được gọi" in text(clerk, "/can-bo/")
    page = text(clerk, f"{WATCH}goi-bao/")
    assert "0912 345 678" in page
    assert "nay dời sang 17:00 Thứ Ba 17/5/2022" in page
    call = {"code": str(first.code), "outcome": "no_answer"}
    clerk.post(f"{WATCH}goi-bao/", call)
    assert "Gọi không được" in text(clerk, f"{WATCH}goi-bao/")
    clerk.post(f"{WATCH}goi-bao/", call | {"outcome": "reached"})
    assert "Không còn ai cần gọi" in text(clerk, f"{WATCH}goi-bao/")
    again = clerk.post(f"{WATCH}goi-bao/", call | {"outcome": "reached"}, follow=True)
    assert "đã báo cho người nộp rồi" in again.content.decode()
    kept = JournalEntry.objects.filter(action="told_by_phone").order_by("id")
    assert [entry.detail["outcome"] for entry in kept] == ["no_answer", "reached"]
    assert not any("0912345678" in str(entry.detail) + entry.subject for entry in kept)
    assert "Đã gọi, đã báo" in text(lead, f"{WATCH}da-doi/")
    assert clerk.post(f"{WATCH}goi-bao/", {"code": "khong-co", "outcome": "reached"}).status_code == 404
    assert signed_in(Q11, Role.SEAL).get(f"{WATCH}goi-bao/").status_code == 403
    assert verify() == []


@pytest.mark.rule("promises 20")
def test_a_day_closed_after_people_came_moves_their_promises_and_a_closure_struck_out_moves_them_back(
    office_clock: Clock,
) -> None:
    """A storm at ten: the whole day is written as closed, what was received at nine is not lost."""
    office_clock(MORNING)
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    office_clock(at("2022-05-16 11:00"))
    lead = signed_in(Q11, Role.LEAD)
    page = f"/can-bo/quan-tri/don-vi/{Q11}/nghi-dot-xuat/"
    lead.post(page, CLOSING | {"part": "day", "basis": "bão số 1"})
    rows = lead.get(f"{WATCH}can-doi/").context["rows"]
    assert [row["new"] for row in rows] == ["17 giờ 00 phút, Thứ Ba ngày 17/5/2022"]
    said = _seen(lead) | {"code": str(dossier.code), "decision": "move", "reason": "bão số 1"}
    assert lead.post(f"{WATCH}can-doi/", said).status_code == 200
    assert lead.get(f"{WATCH}can-doi/").context["rows"] == []
    lead.post(f"{page}0/ket-thuc/", {})
    rows = lead.get(f"{WATCH}can-doi/").context["rows"]
    assert [(row["new"], row["earlier"]) for row in rows] == [
        ("17 giờ 00 phút, Thứ Hai ngày 16/5/2022", True)
    ]
    said = _seen(lead) | {"code": str(dossier.code), "decision": "keep", "reason": "đã báo người dân"}
    assert lead.post(f"{WATCH}can-doi/", said).status_code == 200
    assert lead.get(f"{WATCH}can-doi/").context["rows"] == []
    assert verify() == []


@pytest.mark.rule("promises 20")
def test_a_new_holiday_of_the_calendar_is_listed_as_a_closure_is(office_clock: Clock) -> None:
    office_clock(at("2022-06-06 09:00"))
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-06-06 09:00"), ordinary=True)
    year = CalendarYear.objects.get(year=2022)
    year.days_off = [*year.days_off, date(2022, 6, 8)]
    year.save()
    CalendarVersion.objects.update(digest="a" * 64)
    rows = signed_in(Q11, Role.LEAD).get(f"{WATCH}can-doi/").context["rows"]
    assert [(row["code"], row["old"], row["new"]) for row in rows] == [
        (
            str(dossier),
            "17 giờ 00 phút, Thứ Năm ngày 09/6/2022",
            "17 giờ 00 phút, Thứ Sáu ngày 10/6/2022",
        )
    ]


@pytest.mark.parametrize(
    ("day", "words"), [("9", "trong vòng 7 ngày"), ("8", "trong vòng 7 ngày"), ("16", "đã ghi nghỉ")]
)
def test_a_closure_long_past_or_twice_is_refused(office_clock: Clock, day: str, words: str) -> None:
    lead, _dossiers = _closed(office_clock, due_today=1)
    office_clock(at("2022-05-17 09:00"))
    page = f"/can-bo/quan-tri/don-vi/{Q11}/nghi-dot-xuat/"
    answer = lead.post(page, CLOSING | {"closed_on_day": day, "part": "day", "basis": "bão"})
    assert answer.status_code == 422
    assert words in answer.content.decode()


# before a gap ------------------------------------------------------------------------------------------


def test_before_a_long_gap_the_unit_sees_what_to_clear(office_clock: Clock) -> None:
    """30/4 to 3/5/2022: four days off; Monday and Tuesday are days off in lieu."""
    office_clock(at("2022-04-27 09:00"))
    clearable = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-27 09:00"))
    clerk = signed_in(Q11, Role.RECEIVE)
    assert "Còn 3 ngày làm việc trước đợt nghỉ 4 ngày" in text(clerk, "/can-bo/")
    page = text(clerk, f"{WATCH}truoc-nghi/")
    assert "Nghỉ 4 ngày" in page
    assert str(clearable.code) in page
    office_clock(at("2022-05-16 09:00"))
    assert "không có đợt nghỉ dài" in text(signed_in(Q11, Role.RECEIVE), f"{WATCH}truoc-nghi/")


def test_the_slip_names_the_gap(office_clock: Clock) -> None:
    office_clock(at("2022-04-28 09:00"))
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-28 09:00"))
    words = "sau 4 ngày nghỉ, từ Thứ Bảy 30/4/2022 đến Thứ Ba 3/5/2022"
    assert any(words in line for line in dossier.explanation)
    assert words in text(signed_in(Q11, Role.RECEIVE), f"/can-bo/in/{dossier.code}/01/")
