"""Ends without a positive result, and mistakes taken back: refused, stopped, recalled, a return undone."""

from datetime import date

import pytest

from motcua.documents.papers import RefusalSlip, StopNotice
from motcua.dossiers.models import Dossier
from motcua.dossiers.papers import forms_issued, paper_of
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, HOUSEHOLD_BUSINESS, LAND_CHANGE, MARITAL_STATUS, P5, Q11, at, do, received
from tests.dossiers.other_acts import appraised, both, last, now, ready, refused

pytestmark = pytest.mark.usefixtures("seeded")
WHY = {"reason": "Không đủ điều kiện", "basis": "Điều 17 Nghị định 61/2018/NĐ-CP"}


def waiting(procedure: str, unit: str, received_at: str, asked_at: str) -> Dossier:
    """A dossier whose supplement was asked and never came."""
    dossier = received(procedure, unit, at(received_at))
    key = dossier.version.components.filter(mandatory=True)[0].key
    do(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, at(asked_at), items=[{"key": key, "why": "Mờ"}])
    return now(dossier)


@pytest.mark.requirement("R-035")
@pytest.mark.rule("dossier_life refuse_result")
def test_a_refusal_after_appraisal_is_a_numbered_notice_then_stamped_and_handed_over() -> None:
    dossier = appraised(received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00")), "2022-04-26 09:00")
    do(Act.REFUSE_RESULT, dossier, Role.APPROVE, at("2022-04-26 10:00"), **WHY)
    negative = now(dossier)
    assert (negative.state, negative.refused_result, negative.result_number) == (
        State.APPROVED,
        True,
        "01/PTC",
    )
    slip = paper_of(negative, "03", site="")
    assert isinstance(slip, RefusalSlip)
    assert (slip.grounds[0].reason, slip.grounds[0].basis) == (WHY["reason"], WHY["basis"])
    assert slip.head.number == "01"
    assert "03" in [form.number for form in forms_issued(negative)]
    do(Act.STAMP, dossier, Role.SEAL, at("2022-04-26 11:00"))
    if now(dossier).state == State.SEALED:
        do(Act.HAND_BACK, dossier, Role.RECEIVE, at("2022-04-26 11:30"))
    do(Act.RETURN_RESULT, dossier, Role.RETURN, at("2022-04-26 14:00"))
    assert now(dossier).state == State.RETURNED
    assert verify() == []


@pytest.mark.rule("dossier_life refuse_result")
def test_a_supplement_that_never_came_is_refused_and_only_the_office_s_own_time_counts() -> None:
    dossier = waiting(HOUSEHOLD_BUSINESS, Q11, "2022-04-25 09:00", "2022-04-26 17:00")
    assert dossier.due_at == at("2022-04-28 17:00")
    do(Act.REFUSE_RESULT, dossier, Role.APPROVE, at("2022-05-09 17:00"), **WHY)
    negative = now(dossier)
    assert (negative.state, negative.paused_at, negative.state_before_pause) == (State.APPROVED, None, "")
    assert (negative.due_at, negative.due_original) == (at("2022-05-11 17:00"), at("2022-04-28 17:00"))
    assert verify() == []


@pytest.mark.requirement("R-035")
@pytest.mark.parametrize("lacking", ["reason", "basis"])
def test_a_refusal_states_its_reason_and_its_basis(lacking: str) -> None:
    dossier = appraised(received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00")), "2022-04-26 09:00")
    said = {key: text for key, text in WHY.items() if key != lacking}
    refusal = refused(lambda: do(Act.REFUSE_RESULT, dossier, Role.APPROVE, at("2022-04-26 10:00"), **said))
    assert refusal.code == f"{lacking}_missing"
    assert now(dossier).result_number == ""


@pytest.mark.rule("dossier_life stop")
def test_under_the_forms_of_2025_a_dossier_is_stopped_by_a_numbered_notice() -> None:
    dossier = received(MARITAL_STATUS, BINH_THOI, at("2026-11-16 09:00"))
    do(
        Act.STOP,
        dossier,
        Role.APPROVE,
        at("2026-11-17 09:00"),
        asked_on="2026-11-16",
        fee_settlement="Hoàn lại lệ phí",
        **WHY,
    )
    stopped = now(dossier)
    assert (stopped.state, stopped.ended_at) == (State.STOPPED, at("2026-11-17 09:00"))
    notice = paper_of(stopped, "05", site="")
    assert isinstance(notice, StopNotice)
    assert (notice.head.number, notice.head.symbol) == ("01", "TB")
    assert (notice.stage, notice.asked_on) == ("Đã tiếp nhận", date(2026, 11, 16))
    assert notice.fee_settlement == "Hoàn lại lệ phí"
    assert notice.returned_papers
    assert "05" in [form.number for form in forms_issued(stopped)]
    assert verify() == []


@pytest.mark.rule("dossier_life stop")
def test_before_those_forms_there_is_no_stop_but_withdrawal_or_refusal() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-04-25 09:00"))
    refusal = refused(lambda: do(Act.STOP, dossier, Role.APPROVE, at("2022-04-26 09:00"), **WHY))
    assert refusal.code == "stop_not_in_forms"


def test_a_dossier_that_waits_for_papers_is_stopped_too() -> None:
    dossier = waiting(MARITAL_STATUS, BINH_THOI, "2026-11-16 09:00", "2026-11-16 10:00")
    do(Act.STOP, dossier, Role.APPROVE, at("2026-11-20 09:00"), **WHY)
    assert (now(dossier).state, now(dossier).paused_at) == (State.STOPPED, None)
    assert verify() == []


@pytest.mark.rule("dossier_life recall")
def test_a_mistake_found_before_hand_over_goes_back_and_its_number_is_spoilt() -> None:
    dossier = ready(received(MARITAL_STATUS, P5, at("2022-04-25 09:00")), "2022-04-26 09:00")
    spoilt = dossier.result_number
    both(Act.RECALL, dossier, Role.APPROVE, at("2022-04-26 10:00"), reason="Sai năm sinh")
    recalled = now(dossier)
    assert (recalled.state, recalled.result_number, recalled.ready_at) == (State.APPRAISED, "", None)
    assert last(recalled).data["spoilt"] == spoilt
    do(Act.APPROVE, dossier, Role.APPROVE, at("2022-04-26 11:00"))
    assert now(dossier).result_number not in {"", spoilt}
    assert verify() == []


def test_a_recall_waits_for_the_second_person_who_holds_the_right() -> None:
    dossier = ready(received(MARITAL_STATUS, P5, at("2022-04-25 09:00")), "2022-04-26 09:00")
    assert do(Act.RECALL, dossier, Role.APPROVE, at("2022-04-26 10:00"), reason="Sai").pending
    clerk = refused(lambda: do(Act.RECALL, dossier, Role.RECEIVE, at("2022-04-26 10:01")))
    assert clerk.code == "no_role"
    assert now(dossier).state == State.READY


TU = {
    "receiver_kind": "relative",
    "receiver": "Nguyễn Văn Từ",
    "receiver_id_number": "079085001235",
    "relation": "sibling",
}


@pytest.mark.rule("dossier_life undo_return")
def test_a_result_given_to_the_wrong_person_comes_back_to_the_desk_and_who_had_it_is_kept() -> None:
    dossier = ready(received(MARITAL_STATUS, P5, at("2022-04-25 09:00")), "2022-04-26 09:00")
    do(Act.RETURN_RESULT, dossier, Role.RETURN, at("2022-04-26 10:00"), **TU)
    both(Act.UNDO_RETURN, dossier, Role.RETURN, at("2022-04-26 10:10"), reason="Nhầm người")
    back = now(dossier)
    assert (back.state, back.ended_at, back.returned_at, back.returned_to) == (State.READY, None, None, "")
    assert back.ready_at == at("2022-04-26 09:00")
    assert last(back).data["was_returned_to"] == "Nguyễn Văn Từ"
    do(Act.RETURN_RESULT, dossier, Role.RETURN, at("2022-04-26 10:20"))
    assert now(dossier).returned_to == "Nguyễn Văn Tư"
    assert verify() == []


@pytest.mark.parametrize("act", [Act.RECALL, Act.UNDO_RETURN, Act.CORRECT])
def test_an_act_of_two_persons_needs_a_reason(act: Act) -> None:
    dossier = ready(received(MARITAL_STATUS, P5, at("2022-04-25 09:00")), "2022-04-26 09:00")
    role, moment = Role.APPROVE, at("2022-04-26 10:00")
    if act is Act.UNDO_RETURN:
        do(Act.RETURN_RESULT, dossier, Role.RETURN, moment)
        role = Role.RETURN
    if act is Act.CORRECT:
        dossier, role = received(MARITAL_STATUS, P5, moment), Role.RECEIVE
    assert refused(lambda: do(act, dossier, role, moment)).code == "reason_missing"


@pytest.mark.rule("dossier_life change_return")
def test_the_way_the_result_goes_out_can_change_until_it_is_given() -> None:
    dossier = ready(received(MARITAL_STATUS, P5, at("2022-04-25 09:00")), "2022-04-26 09:00")
    do(Act.CHANGE_RETURN, dossier, Role.RECEIVE, at("2022-04-26 09:30"), channel="post")
    assert now(dossier).return_channel == "post"
    assert changing_to(dossier, "post") == "channel_same"
    assert changing_to(dossier, "pigeon") == "channel_unknown"
    assert verify() == []


def changing_to(dossier: Dossier, channel: str) -> str:
    moment = at("2022-04-26 09:40")
    return refused(lambda: do(Act.CHANGE_RETURN, dossier, Role.RECEIVE, moment, channel=channel)).code


def test_an_act_that_leaves_the_state_still_moves_the_clock_of_the_chain() -> None:
    dossier = received(LAND_CHANGE, Q11, at("2022-05-04 09:00"))
    do(Act.CHANGE_RETURN, dossier, Role.RECEIVE, at("2022-05-04 11:00"), channel="post")
    refusal = refused(lambda: do(Act.FORWARD, dossier, Role.RECEIVE, at("2022-05-04 10:00")))
    assert refusal.code == "clock_behind"
