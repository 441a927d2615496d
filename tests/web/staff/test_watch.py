"""The watch through the pages: signers away, stand-ins, warnings, apologies, ended units."""

from datetime import date, time

import pytest

from motcua.core.models import JournalEntry, OutboxMessage
from motcua.dossiers.actions.warning import alarm_signers, prepare_apologies
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.models import Absence, Deputy, Person, Unit
from motcua.organisation.terms import Role
from motcua.programmes.actions.running import set_cut_off
from motcua.web.staff import paging
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, colleague, received
from tests.web.staff.desk import signed_in
from tests.web.staff.watching_desk import (
    DEPUTY,
    HEAD,
    MORNING,
    WATCH,
    Clock,
    appraised,
    as_,
    away,
    text,
    username,
)

pytestmark = pytest.mark.usefixtures("seeded")


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


@pytest.mark.requirement("R-094")
def test_an_hour_of_one_procedure_moves_the_alarm_on_its_own_days_only(office_clock: Clock) -> None:
    set_cut_off(
        programme_id="q11-same-day-2022", unit_id=Q11, procedure=HOUSEHOLD_BUSINESS, cut_off=time(10),
        valid_from=date(2022, 5, 17), actor=colleague(Role.LEAD, Q11, MORNING), at=MORNING,
    )  # fmt: skip
    office_clock(MORNING)
    seal = signed_in(Q11, Role.SEAL)
    for who in (HEAD, DEPUTY):
        away(seal, who, "2022-05-17T18:00")
    appraised()
    assert alarm_signers(at=at("2022-05-16 14:20")) == 0
    appraised(at("2022-05-17 08:00"))
    assert alarm_signers(at=at("2022-05-17 09:20")) == 0
    assert alarm_signers(at=at("2022-05-17 09:30")) == 1


def test_no_alarm_while_somebody_with_power_is_there(office_clock: Clock) -> None:
    office_clock(MORNING)
    away(signed_in(Q11, Role.SEAL), HEAD, "2022-05-16T18:00")
    appraised()
    assert alarm_signers(at=at("2022-05-16 15:30")) == 0


def test_one_step_passes_all_of_today_to_the_stand_in_and_both_names_stand_in_the_log(
    office_clock: Clock,
) -> None:
    _both_away(office_clock)
    first, second, third = appraised(), appraised(), appraised()
    seal = signed_in(Q11, Role.SEAL)
    back = Absence.objects.get(person__username=DEPUTY)
    office_clock(at("2022-05-16 14:35"))
    seal.post(f"{WATCH}vang-mat/{back.pk}/co-mat/")
    # The head was named for all before he left.
    Dossier.objects.filter(pk__in=[first.pk, second.pk, third.pk]).update(
        approver=Person.objects.get(username=HEAD)
    )
    lead = signed_in(Q11, Role.LEAD)
    assert str(first.code) in text(lead, f"{WATCH}ky-thay/")
    said = {"officer": DEPUTY, "reason": "Chủ tịch đi họp", "all": "1"}
    answer = lead.post(f"{WATCH}ky-thay/", said)
    assert answer.status_code == 200, answer.content.decode()
    assert "Đã xong 3 hồ sơ" in answer.content.decode()
    assert str(first.code) not in text(lead, f"{WATCH}ky-thay/").split("<tbody")[-1]
    deputy = as_(DEPUTY)
    deputy.post(f"/can-bo/ho-so/{first.code}/viec/approve/", {"press": "1"})
    head, stand_in = (Person.objects.get(username=name).full_name for name in (HEAD, DEPUTY))
    passed, signed = first.steps.get(act=Act.REASSIGN), first.steps.get(act=Act.APPROVE)
    assert (passed.data["officer"]["name"], passed.data["stands_for"]) == (stand_in, [head])
    assert (signed.actor_name, signed.data["signs_for"]) == (stand_in, [head])
    at_once = {"act": "approve", "place": "online", "code": [second.code, third.code]}
    assert "Đã xong 2 hồ sơ" in deputy.post("/can-bo/hang-loat/", at_once).content.decode()
    approvals = [one.steps.get(act=Act.APPROVE) for one in (second, third)]
    assert [step.data["signs_for"] for step in approvals] == [[head], [head]]
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


@pytest.mark.requirement("R-166")
def test_the_list_of_late_ones_goes_on_page_after_page(
    office_clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [str(received(CERTIFIED_COPY, Q11, MORNING).code) for _ in range(3)]
    office_clock(at("2022-05-16 17:01"))
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    head, days = signed_in(Q11, Role.LEAD), "tu=2022-05-16&den=2022-05-16"
    first, second = (text(head, f"{WATCH}tre-han/?{days}&trang={page}") for page in (0, 1))
    for page in (first, second):
        assert "Trễ hạn: 3 trong 3 hồ sơ đến hạn" in page
    assert [code in first for code in codes] == [True, True, False]
    assert [code in second for code in codes] == [False, False, True]
    assert f"?{days}&trang=1".replace("&", "&amp;") in first


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
