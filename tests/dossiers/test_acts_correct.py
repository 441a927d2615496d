"""What was written wrongly at reception is corrected by two persons; the old slip is replaced, never rewritten."""

import pytest

from motcua.documents.papers import Receipt
from motcua.dossiers.as_issued import issues_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.papers import paper_of, slip_pdf
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import (
    CERTIFIED_COPY,
    HOUSEHOLD_BUSINESS,
    MARITAL_STATUS,
    P5,
    Q11,
    all_papers,
    at,
    do,
    received,
)
from tests.dossiers.other_acts import both, last, now, refused

pytestmark = pytest.mark.usefixtures("seeded")
SITE = "http://localhost"


def receipt(dossier: Dossier, issue: int | None = None) -> Receipt:
    paper = paper_of(now(dossier), "01", site=SITE, issue=issue)
    assert isinstance(paper, Receipt)
    return paper


@pytest.mark.rule("dossier_life correct")
def test_a_name_is_corrected_once_a_second_person_confirms_and_the_due_time_stays() -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    before = now(dossier).due_at
    asked = do(
        Act.CORRECT, dossier, Role.RECEIVE, at("2022-05-16 09:10"), name="Nguyễn Văn Tư Em", reason="Ghi sai"
    )
    assert (asked.pending, now(dossier).applicant_name) == (True, "Nguyễn Văn Tư")
    do(Act.CORRECT, dossier, Role.LEAD, at("2022-05-16 09:12"))
    corrected = now(dossier)
    assert (corrected.applicant_name, corrected.state, corrected.due_at) == (
        "Nguyễn Văn Tư Em",
        State.RECEIVED,
        before,
    )
    assert corrected.applicant_fold == "nguyen van tu em"
    step = last(corrected)
    assert step.data["changed"] == {"applicant_name": {"from": "Nguyễn Văn Tư", "to": "Nguyễn Văn Tư Em"}}
    assert step.data["reason"] == "Ghi sai"
    assert step.data["asked_by"]
    assert step.data["asked_by"] != step.actor_name
    assert verify() == []


@pytest.mark.rule("dossier_life correct")
def test_the_slip_given_first_is_marked_replaced_and_says_otherwise_what_it_said() -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    first = receipt(dossier)
    do(Act.CHANGE_RETURN, dossier, Role.RECEIVE, at("2022-05-16 09:05"), channel="post")
    both(
        Act.CORRECT, dossier, Role.RECEIVE, at("2022-05-16 09:10"), name="Nguyễn Văn Tự", reason="Ghi sai dấu"
    )
    old, new = receipt(dossier, 1), receipt(dossier)
    assert old.applicant == first.applicant
    assert (old.promise, old.return_channel) == (first.promise, first.return_channel)
    assert (first.notices, len(old.notices)) == ((), 1)
    assert "đã được thay thế" in old.notices[0]
    assert new.applicant.name == "Nguyễn Văn Tự"
    assert new.return_channel == "post"
    assert "thay thế giấy cấp lúc 09 giờ 00 phút" in new.notices[0]
    assert "Ghi sai dấu" in new.notices[0]
    assert [issue.number for issue in issues_of(now(dossier))] == [1, 2]
    assert slip_pdf(now(dossier), "01", site=SITE, issue=1) == slip_pdf(
        now(dossier), "01", site=SITE, issue=1
    )


@pytest.mark.rule("dossier_life correct")
def test_a_moment_of_reception_that_was_wrong_gives_the_promise_anew() -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 15:05"))
    assert now(dossier).due_at == at("2022-05-17 17:00")
    both(
        Act.CORRECT,
        dossier,
        Role.RECEIVE,
        at("2022-05-16 15:10"),
        received_at="2022-05-16T14:58:30+07:00",
        reason="Đồng hồ máy chạy nhanh",
    )
    corrected = now(dossier)
    assert corrected.received_at == at("2022-05-16 14:58")
    assert corrected.due_at == corrected.due_original == at("2022-05-16 17:00")
    assert receipt(dossier).promise.due_at == at("2022-05-16 17:00")
    assert receipt(dossier, 1).promise.due_at == at("2022-05-17 17:00")
    assert verify() == []


def test_another_procedure_needs_its_own_papers_and_gives_its_own_promise() -> None:
    dossier = received(CERTIFIED_COPY, P5, at("2022-05-18 09:00"))
    ask = {"procedure": MARITAL_STATUS, "reason": "Chọn nhầm thủ tục"}
    refusal = refused(lambda: do(Act.CORRECT, dossier, Role.RECEIVE, at("2022-05-18 09:05"), **ask))
    assert refusal.code == "incomplete"
    papers = [
        {"key": paper.key, "original": paper.original, "copies": paper.copies}
        for paper in all_papers(MARITAL_STATUS, at("2022-05-18 09:00"))
    ]
    both(Act.CORRECT, dossier, Role.RECEIVE, at("2022-05-18 09:05"), components=papers, **ask)
    corrected = now(dossier)
    assert corrected.version.procedure_id == corrected.procedure_id == MARITAL_STATUS
    names = {component.name for component in receipt(dossier).components}
    assert names == {c.name for c in corrected.version.components.filter(mandatory=True)}
    assert {component.name for component in receipt(dossier, 1).components}.isdisjoint(names)
    assert receipt(dossier, 1).request != receipt(dossier).request
    assert verify() == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "nothing_to_correct"),
        ({"name": "Nguyễn Văn Tư"}, "nothing_to_correct"),
        ({"intake_channel": "balloon"}, "channel_unknown"),
        ({"intake_channel": "online"}, "channel_not_offered"),
        ({"received_at": "2022-05-16T09:30:00+07:00"}, "received_after_acceptance"),
        ({"received_at": "2022-05-15T09:00:00+07:00"}, "day_off"),
        ({"received_at": "2022-05-16T09:00:00"}, "moment_wrong"),
        ({"received_at": ["x"]}, "moment_wrong"),
        ({"procedure": "9.999999"}, "procedure_not_in_force"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_before_anybody_confirms(
    said: dict[str, object], code: str
) -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    work = {"reason": "Ghi sai"} | said
    refusal = refused(lambda: do(Act.CORRECT, dossier, Role.RECEIVE, at("2022-05-16 09:40"), **work))
    assert refusal.code == code
    assert now(dossier).pending_acts.count() == 0


def test_once_the_due_time_has_moved_only_the_name_can_be_corrected() -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    key = dossier.version.components.filter(mandatory=True)[0].key
    do(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, at("2022-04-26 10:00"), items=[{"key": key, "why": "Mờ"}])
    papers = [{"key": key, "original": 1, "copies": 0}]
    do(Act.SUPPLEMENT, dossier, Role.RECEIVE, at("2022-04-27 10:00"), components=papers)
    refusal = refused(
        lambda: do(
            Act.CORRECT,
            dossier,
            Role.RECEIVE,
            at("2022-04-27 11:00"),
            received_at="2022-04-25T08:00:00+07:00",
            reason="Sai giờ",
        )
    )
    assert refusal.code == "due_already_moved"
    both(Act.CORRECT, dossier, Role.RECEIVE, at("2022-04-27 11:00"), name="Trần Văn Bảy", reason="Sai tên")
    assert now(dossier).applicant_name == "Trần Văn Bảy"
    assert verify() == []


def test_the_same_person_never_confirms_and_may_only_ask_in_other_words() -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    ask = {"name": "Nguyễn Văn Tự", "reason": "Ghi sai"}
    do(Act.CORRECT, dossier, Role.RECEIVE, at("2022-05-16 09:10"), **ask)
    again = refused(lambda: do(Act.CORRECT, dossier, Role.RECEIVE, at("2022-05-16 09:11"), **ask))
    assert again.code == "second_person_needed"
    do(Act.CORRECT, dossier, Role.RECEIVE, at("2022-05-16 09:12"), name="Nguyễn Văn Tứ", reason="Ghi sai")
    do(Act.CORRECT, dossier, Role.LEAD, at("2022-05-16 09:13"))
    assert now(dossier).applicant_name == "Nguyễn Văn Tứ"
