"""The watch through the pages: signers away, stand-ins, gaps, sudden closures, calls, apologies, ended units."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.core.models import JournalEntry, OutboxMessage
from motcua.dossiers.actions.warning import alarm_signers, prepare_apologies
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.models import Absence, Deputy, Person, RoleGrant, Unit
from motcua.organisation.terms import Role
from motcua.workcalendar.models import CalendarVersion, CalendarYear
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, do, received
from tests.web.staff.desk import signed_in

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")
WATCH = "/can-bo/theo-doi/"
Clock = Callable[[datetime], None]


def username(role: Role, post: str = "") -> str:
    grants = RoleGrant.objects.filter(unit_id=Q11, role=role, person__username__contains=post)
    return grants.order_by("person__username")[0].person.username


HEAD, DEPUTY = "q11.phe-duyet", "q11.ky-thay"


def as_(username: str) -> Client:
    client = Client()
    client.post("/can-bo/dang-nhap/minh-hoa/", {"person": username})
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def away(client: Client, who: str, until: str, **more: str) -> Any:
    said = {"person": who, "ends_at": until, "reason": "họp ở Ủy ban Thành phố"} | more
    return client.post(f"{WATCH}vang-mat/", said)


def appraised(moment: datetime = MORNING) -> Dossier:
    dossier = received(CERTIFIED_COPY, Q11, moment)
    do(Act.APPRAISE, dossier, Role.APPRAISE, moment + timedelta(minutes=5))
    return Dossier.objects.get(pk=dossier.pk)


# presence ---------------------------------------------------------------------------------------------


def test_a_leader_says_that_he_is_away_and_the_signing_list_shows_it(office_clock: Clock) -> None:
    office_clock(MORNING)
    head = as_(HEAD)
    assert away(head, HEAD, "2022-05-16T17:00").status_code == 302
    absence = Absence.objects.get()
    assert absence.person_id == absence.said_by_id
    page = text(head, "/can-bo/lanh-dao/")
    assert "Vắng" in page
    assert "họp ở Ủy ban Thành phố" in page
    assert "Có mặt" in page
    assert head.post(f"{WATCH}vang-mat/{absence.pk}/co-mat/").status_code == 302
    assert "họp ở Ủy ban Thành phố" not in text(head, "/can-bo/lanh-dao/")


def test_the_office_says_it_for_him_and_both_names_are_kept(office_clock: Clock) -> None:
    office_clock(MORNING)
    seal = signed_in(Q11, Role.SEAL)
    assert away(seal, HEAD, "2022-05-17T11:30").status_code == 302
    absence = Absence.objects.get()
    assert absence.person.username == HEAD
    assert absence.said_by.username == username(Role.SEAL)
    entry = JournalEntry.objects.get(action="say_absent")
    assert (entry.subject, entry.actor_name) == (HEAD, absence.said_by.full_name)
    assert f"{absence.said_by.full_name} ghi thay" in text(seal, f"{WATCH}vang-mat/")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"starts_at": "2022-05-16T17:00"}, "Giờ về phải sau giờ đi"),
        ({"starts_at": "2022-05-13T08:00", "ends_at": "2022-05-13T17:00"}, "thời gian đã qua"),
        ({"ends_at": "2024-05-16T17:00"}, "nhiều nhất một năm"),
        ({"reason": ""}, "Chưa điền"),
        ({"person": "q11.tiep-nhan"}, "q11.tiep-nhan"),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused(
    office_clock: Clock, more: dict[str, str], words: str
) -> None:
    office_clock(MORNING)
    answer = away(signed_in(Q11, Role.SEAL), HEAD, "2022-05-16T17:00", **more)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Absence.objects.exists()


def test_a_clerk_says_it_for_nobody_and_one_absence_stands_once(office_clock: Clock) -> None:
    office_clock(MORNING)
    away(as_("q11.tiep-nhan"), HEAD, "2022-05-16T17:00")
    assert not Absence.objects.exists()
    seal = signed_in(Q11, Role.SEAL)
    away(seal, HEAD, "2022-05-16T17:00")
    assert "đã được ghi vắng" in away(seal, HEAD, "2022-05-16T16:00").content.decode()
    assert Absence.objects.count() == 1


# the alarm and the stand-in ---------------------------------------------------------------------------


def _both_away(office_clock: Clock) -> None:
    office_clock(MORNING)
    seal = signed_in(Q11, Role.SEAL)
    away(seal, HEAD, "2022-05-16T18:00")
    away(seal, DEPUTY, "2022-05-16T18:00")


@pytest.mark.parametrize("role", [Role.APPROVE, Role.LEAD, Role.RECEIVE])
def test_at_half_past_two_the_home_page_tells_of_what_waits_for_an_absent_signer(
    office_clock: Clock, role: Role
) -> None:
    _both_away(office_clock)
    appraised()
    office_clock(at("2022-05-16 14:29"))
    assert "người ký đang vắng" not in text(signed_in(Q11, role), "/can-bo/")
    office_clock(at("2022-05-16 14:30"))
    assert "1 hồ sơ đến hạn hôm nay chờ" in text(signed_in(Q11, role), "/can-bo/")


def test_one_alarm_a_day_and_unit(office_clock: Clock) -> None:
    _both_away(office_clock)
    dossier = appraised()
    assert alarm_signers(at=at("2022-05-16 14:20")) == 0
    assert alarm_signers(at=at("2022-05-16 14:30")) == 1
    appraised(at("2022-05-16 14:40"))
    assert [alarm_signers(at=at(f"2022-05-16 {clock}")) for clock in ("14:40", "15:00", "16:00")] == [0, 0, 0]
    row = OutboxMessage.objects.get(topic="signer_alarm")
    assert (row.key, row.payload["day"], row.payload["codes"]) == (Q11, "2022-05-16", [str(dossier)])
    assert verify() == []


def test_an_earlier_hour_of_the_unit_is_an_earlier_alarm(office_clock: Clock) -> None:
    _both_away(office_clock)
    appraised()
    lead = signed_in(Q11, Role.LEAD)
    page = f"/can-bo/quan-tri/don-vi/{Q11}/moc-bao/"
    assert lead.post(page, {"signer_alarm_at": "10:00", "days_before_gap": "7"}).status_code == 302
    assert alarm_signers(at=at("2022-05-16 10:00")) == 1
    answer = lead.post(page, {"signer_alarm_at": "10:00", "days_before_gap": "0"})
    assert answer.status_code == 422


def test_no_alarm_while_somebody_with_power_is_there(office_clock: Clock) -> None:
    office_clock(MORNING)
    away(signed_in(Q11, Role.SEAL), HEAD, "2022-05-16T18:00")
    appraised()
    assert alarm_signers(at=at("2022-05-16 15:30")) == 0


def test_one_step_passes_all_of_today_to_the_stand_in_and_both_names_stand_in_the_log(
    office_clock: Clock,
) -> None:
    _both_away(office_clock)
    first, second = appraised(), appraised()
    seal = signed_in(Q11, Role.SEAL)
    back = Absence.objects.get(person__username=DEPUTY)
    office_clock(at("2022-05-16 14:35"))
    seal.post(f"{WATCH}vang-mat/{back.pk}/co-mat/")
    # The head was named for both before he left.
    Dossier.objects.filter(pk__in=[first.pk, second.pk]).update(approver=Person.objects.get(username=HEAD))
    lead = signed_in(Q11, Role.LEAD)
    assert str(first.code) in text(lead, f"{WATCH}ky-thay/")
    said = {"officer": DEPUTY, "reason": "Chủ tịch đi họp", "all": "1"}
    answer = lead.post(f"{WATCH}ky-thay/", said)
    assert answer.status_code == 200, answer.content.decode()
    assert "Đã xong 2 hồ sơ" in answer.content.decode()
    assert str(first.code) not in text(lead, f"{WATCH}ky-thay/").split("<tbody")[-1]
    deputy = as_(DEPUTY)
    deputy.post(f"/can-bo/ho-so/{first.code}/viec/approve/", {"press": "1"})
    head, stand_in = (Person.objects.get(username=name).full_name for name in (HEAD, DEPUTY))
    passed, signed = first.steps.get(act=Act.REASSIGN), first.steps.get(act=Act.APPROVE)
    assert (passed.data["officer"]["name"], passed.data["stands_for"]) == (stand_in, [head])
    assert (signed.actor_name, signed.data["signs_for"]) == (stand_in, [head])
    assert f"Ký thay: {head}" in text(lead, f"/can-bo/ho-so/{first.code}/")


def test_who_has_no_power_signs_for_nobody_and_the_page_says_who_has(office_clock: Clock) -> None:
    _both_away(office_clock)
    dossier = appraised()
    seal, clerk = Person.objects.get(username=username(Role.SEAL)), Person.objects.get(username=HEAD)
    Deputy.objects.create(
        absent=clerk, stand_in=seal, unit_id=Q11, valid_from="2022-05-16", valid_to="2022-05-17"
    )
    back = Absence.objects.get(person__username=DEPUTY)
    signed_in(Q11, Role.SEAL).post(f"{WATCH}vang-mat/{back.pk}/co-mat/")
    away(signed_in(Q11, Role.SEAL), DEPUTY, "2022-05-16T18:00", starts_at="2022-05-16T17:30")
    lead = signed_in(Q11, Role.LEAD)
    said = {"officer": seal.username, "reason": "Chủ tịch đi họp", "code": str(dossier.code)}
    answer = lead.post(f"{WATCH}ky-thay/", said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "không có thẩm quyền ký" in page
    assert Person.objects.get(username=DEPUTY).full_name in page
    assert lead.post(f"{WATCH}ky-thay/", said | {"officer": HEAD}).status_code == 409
    assert not dossier.steps.filter(act=Act.REASSIGN).exists()
    clerk_page = signed_in(Q11, Role.RECEIVE).post(f"{WATCH}ky-thay/", said | {"officer": DEPUTY})
    assert clerk_page.status_code == 409
    assert not dossier.steps.filter(act=Act.REASSIGN).exists()


# stand-ins of officials -------------------------------------------------------------------------------


@pytest.mark.requirement("R-241")
def test_open_steps_pass_to_the_stand_in_who_sees_them_and_signs_with_both_names(office_clock: Clock) -> None:
    office_clock(MORNING)
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    absent, stand_in = (Person.objects.get(username=f"q11.{post}") for post in ("tham-dinh", "tiep-nhan"))
    lead = signed_in(Q11, Role.LEAD)
    said = {"absent": absent.username, "stand_in": stand_in.username, "reason": "nghỉ ốm"}
    said |= {"valid_to_day": "18", "valid_to_month": "5", "valid_to_year": "2022"}
    assert lead.post(f"/can-bo/quan-tri/don-vi/{Q11}/lam-thay/", said).status_code == 302
    client = as_(stand_in.username)
    assert f"làm thay {absent.full_name}" in text(client, "/can-bo/")
    page = text(client, f"{WATCH}lam-thay/")
    assert f"Thay cho {absent.full_name} (1)" in page
    assert str(dossier.code) in page
    client.post(f"/can-bo/ho-so/{dossier.code}/viec/appraise/", {"press": "1"})
    step = dossier.steps.get(act=Act.APPRAISE)
    assert step.actor_name == f"{stand_in.full_name} (làm thay {absent.full_name})"
    assert step.actor_name in text(client, f"/can-bo/ho-so/{dossier.code}/")
    assert "(0)" in text(client, f"{WATCH}lam-thay/")
    office_clock(at("2022-05-18 09:00"))
    assert "không làm thay ai" in text(as_(stand_in.username), f"{WATCH}lam-thay/")


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


# warnings, apologies, late ones ---------------------------------------------------------------------------


@pytest.mark.requirement("R-167")
def test_an_apology_is_prepared_an_hour_before_signed_once_and_the_dossier_stays_late(
    office_clock: Clock,
) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    assert prepare_apologies(at=at("2022-05-16 15:59")) == 0
    assert prepare_apologies(at=at("2022-05-16 16:00")) == 1
    assert prepare_apologies(at=at("2022-05-16 16:30")) == 0
    told = OutboxMessage.objects.get(topic="apology_prepared")
    assert (told.key, told.payload["to"], told.payload["too_late"]) == (str(dossier), "approve", False)
    office_clock(at("2022-05-16 16:05"))
    head = as_(HEAD)
    assert "ký phiếu xin lỗi" in text(head, "/can-bo/")
    assert str(dossier.code) in text(head, f"{WATCH}xin-loi/")
    form = text(head, f"/can-bo/ho-so/{dossier.code}/viec/apologise/")
    assert 'value="2022-05-17T17:00"' in form
    said = {"reason": "Máy chủ hỏng", "new_due": "2022-05-17T17:00"}
    page = f"/can-bo/ho-so/{dossier.code}/viec/apologise/"
    assert head.post(page, said).status_code == 302
    assert head.post(page, said).status_code == 409
    assert "Không có phiếu xin lỗi nào chờ ký" in text(head, f"{WATCH}xin-loi/")
    step = dossier.steps.get(act=Act.APOLOGISE)
    assert step.data["too_late"] is False
    assert head.get(f"/can-bo/in/{dossier.code}/04.pdf").content.startswith(b"%PDF")
    office_clock(at("2022-05-16 17:30"))
    late = text(as_(HEAD), f"{WATCH}tre-han/")
    assert "Trễ hạn: 1 trong 1 hồ sơ đến hạn" in late
    assert str(dossier.code) in late


@pytest.mark.requirement("R-167")
def test_after_the_due_time_the_letter_is_flagged_as_too_late(office_clock: Clock) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    office_clock(at("2022-05-16 17:05"))
    head = as_(HEAD)
    assert "Đã quá thời điểm gửi phiếu" in text(head, f"{WATCH}xin-loi/")
    said = {"reason": "Máy chủ hỏng", "new_due": "2022-05-17T17:00"}
    assert head.post(f"/can-bo/ho-so/{dossier.code}/viec/apologise/", said).status_code == 302
    assert dossier.steps.get(act=Act.APOLOGISE).data["too_late"] is True


@pytest.mark.requirement("R-167")
def test_a_term_in_days_has_its_letter_prepared_from_the_opening_of_the_working_day_before(
    office_clock: Clock,
) -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-06-06 09:00"), ordinary=True)
    assert dossier.due_at == at("2022-06-09 17:00")
    assert prepare_apologies(at=at("2022-06-08 07:29")) == 0
    assert prepare_apologies(at=at("2022-06-08 07:30")) == 1


@pytest.mark.requirement("R-166")
def test_late_ones_of_a_period_stand_in_a_list_and_none_is_said_in_words(office_clock: Clock) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    office_clock(at("2022-05-16 16:30"))
    clerk = signed_in(Q11, Role.RECEIVE)
    assert "Không có hồ sơ trễ hạn (0 hồ sơ)" in text(clerk, f"{WATCH}tre-han/?tu=2022-05-16&den=2022-05-16")
    near = text(clerk, WATCH)
    assert "Sắp đến hạn (1)" in near
    assert "Quá hạn (0)" in near
    assert "Không có hồ sơ quá hạn." in near
    office_clock(at("2022-05-16 17:01"))
    page = text(signed_in(Q11, Role.LEAD), f"{WATCH}tre-han/?tu=2022-05-16&den=2022-05-16")
    assert str(dossier.code) in page
    assert "Quá hạn (1)" in text(signed_in(Q11, Role.LEAD), WATCH)


# units that ended -----------------------------------------------------------------------------------------


@pytest.mark.rule("promises 21")
def test_the_heads_of_the_heirs_take_over_what_an_ended_unit_left(office_clock: Clock) -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2025-06-30 16:30"))
    moment = at("2025-07-01 08:30")
    office_clock(moment)
    heirs = [heir.pk for heir in Unit.objects.get(pk=Q11).succeeded_by.all()]
    asks = heirs[0] if len(heirs) == 1 else "hcmc"
    lead = signed_in(asks, Role.LEAD)
    assert "chờ giải quyết tiếp" in text(lead, "/can-bo/")
    page = f"{WATCH}co-quan-ket-thuc/"
    assert str(dossier.code) in text(lead, page)
    answer = lead.post(page, {"unit": heirs[0], "all": "1", "note": "bàn giao 1/7"})
    assert answer.status_code == 200, answer.content.decode()
    after = Dossier.objects.get(pk=dossier.pk)
    assert (after.unit_id, after.due_at) == (heirs[0], dossier.due_at)
    assert "Không có hồ sơ nào" in text(lead, page)
    assert verify() == []
