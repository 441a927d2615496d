"""A supplement stops the clock; what came before and after is both kept."""

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import (
    CERTIFIED_COPY,
    HOUSEHOLD_BUSINESS,
    P5,
    Q11,
    THANH_SON,
    at,
    do,
    received,
    try_to_receive,
)

pytestmark = pytest.mark.usefixtures("seeded")


def first_paper(dossier: Dossier) -> str:
    return dossier.version.components.filter(mandatory=True).order_by("position")[0].key


def asked(dossier: Dossier, moment: str) -> None:
    item = {"key": first_paper(dossier), "why": "Bản chụp bị mờ, không đọc được"}
    do(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, at(moment), items=[item])


@pytest.mark.rule("promises 18")
def test_after_a_supplement_the_term_runs_anew_and_the_first_promise_stays() -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    promised = dossier.due_at
    asked(dossier, "2022-04-26 10:00")
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_SUPPLEMENT
    assert dossier.paused_at == at("2022-04-26 10:00")
    papers = [{"key": first_paper(dossier), "original": 1, "copies": 0}]
    do(Act.SUPPLEMENT, dossier, Role.RECEIVE, at("2022-05-05 14:00"), components=papers)
    dossier.refresh_from_db()
    assert dossier.state == State.RECEIVED
    assert dossier.due_original == promised == at("2022-04-28 17:00")
    assert dossier.due_at == at("2022-05-10 17:00")
    assert dossier.handed_in.filter(key=first_paper(dossier)).count() == 2
    assert verify() == []


def test_a_supplement_that_still_lacks_a_paper_is_told_which_and_the_clock_stays_stopped() -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    asked(dossier, "2022-04-26 10:00")
    other = dossier.version.components.exclude(key=first_paper(dossier))[0].key
    papers = [{"key": other, "original": 1}]
    with pytest.raises(Refused) as refused:
        do(Act.SUPPLEMENT, dossier, Role.RECEIVE, at("2022-04-27 09:00"), components=papers)
    assert refused.value.refusal.code == "still_missing"
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_SUPPLEMENT


def test_a_phase_asks_once_and_a_second_time_only_with_reason_basis_and_approver() -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    asked(dossier, "2022-04-26 10:00")
    papers = [{"key": first_paper(dossier), "original": 1}]
    do(Act.SUPPLEMENT, dossier, Role.RECEIVE, at("2022-04-27 09:00"), components=papers)
    with pytest.raises(Refused) as refused:
        asked(dossier, "2022-04-27 10:00")
    assert refused.value.refusal.code == "supplement_asked_once"


@pytest.mark.requirement("R-019")
def test_an_incomplete_dossier_is_no_dossier_but_has_a_number_and_its_slip() -> None:
    outcome = try_to_receive(CERTIFIED_COPY, P5, at("2022-05-16 09:00"), components=())
    assert outcome.dossier is None
    assert outcome.intake is not None
    assert [lack.key for lack in outcome.missing]
    assert outcome.intake.number.startswith("000.05.31.H29-TN-220516-0001")
    assert Dossier.objects.count() == 0


@pytest.mark.rule("promises 4")
def test_a_dossier_completed_later_counts_from_the_moment_it_was_complete() -> None:
    outcome = try_to_receive("1.004873", THANH_SON, at("2023-10-06 15:20"), components=())
    assert outcome.intake is not None
    dossier = received("1.004873", THANH_SON, at("2023-10-06 15:40"), intake=outcome.intake.number)
    assert dossier.due_at == at("2023-10-09 09:00")
    assert dossier.due_strict
    outcome.intake.refresh_from_db()
    assert outcome.intake.state == "became_dossier"
    assert verify() == []
