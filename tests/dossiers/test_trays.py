"""Is a tray done at once the same as its dossiers done one by one, in as many questions at any length?"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.core.models import JournalEntry, OutboxMessage
from motcua.dossiers.actions.certifying import close_book
from motcua.dossiers.actions.registry import Answer, perform, perform_many
from motcua.dossiers.models import BookRow, Dossier, Step
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.actions.presence import say_absent
from motcua.organisation.models import Person
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, P5, Q11, at, colleague, do, received
from tests.dossiers.other_acts import appraised as appraised_dossier

pytestmark = pytest.mark.usefixtures("seeded")
NINE = at("2022-05-16 09:00")
EXTRACT = "2.000635"
TEN = at("2022-05-16 10:00")
PAPER = {"title": "Căn cước công dân", "pages": 1, "copies": 2}


def appraised(how_many: int) -> list[str]:
    dossiers = [received(EXTRACT, P5, NINE) for _ in range(how_many)]
    for dossier in dossiers:
        do(Act.APPRAISE, dossier, Role.APPRAISE, NINE)
    return [str(dossier) for dossier in dossiers]


def tray(act: Act, role: Role, codes: list[str], moment: Any = TEN) -> tuple[list[Answer], int]:
    actor = colleague(role, P5, moment)
    with CaptureQueriesContext(connection) as captured:
        answers = perform_many(act=act, codes=codes, actor=actor, at=moment, said={"note": "Đồng ý"})
    return answers, sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)


@pytest.mark.parametrize("how_many", [2, 20])
def test_a_tray_is_approved_and_stamped_in_as_many_questions_at_any_length(how_many: int) -> None:
    codes = appraised(how_many)
    tray(Act.APPROVE, Role.APPROVE, appraised(2))  # what is asked once for each state of the catalogue
    approved, cost = tray(Act.APPROVE, Role.APPROVE, codes)
    assert [answer.done is not None for answer in approved] == [True] * how_many
    assert cost == 4  # by index, dossiers with powers, numbers, all written
    stamped, cost = tray(Act.STAMP, Role.SEAL, codes)
    assert [answer.done.state for answer in stamped if answer.done] == [State.READY] * how_many
    assert cost == 4  # by index, dossiers with approvals, seals in hand, all written with the imprints
    assert verify() == []


def test_a_tray_leaves_what_the_single_acts_leave() -> None:
    one, *others = appraised(4)
    do(Act.APPROVE, Dossier.objects.get(code=one), Role.APPROVE, TEN, note="Đồng ý")
    tray(Act.APPROVE, Role.APPROVE, others)
    steps = list(Step.objects.filter(act=Act.APPROVE).order_by("id"))
    numbers = [step.data["result"]["number"] for step in steps]
    assert numbers == [f"{number:02d}/2022/KQ-TTHC" for number in range(1, 5)]
    alike = [
        (step.source, step.target, step.at, step.actor_name, step.place, step.data | {"result": None})
        for step in steps
    ]
    assert alike == [alike[0]] * 4
    assert [message.payload["hash"] for message in OutboxMessage.objects.order_by("id")][-4:] == [
        step.hash for step in steps
    ]
    assert verify() == []


def test_what_was_passed_to_another_signer_says_in_a_tray_too_for_whom_they_sign() -> None:
    one, *others, own = [
        appraised_dossier(received(HOUSEHOLD_BUSINESS, Q11, NINE), "2022-05-16 09:10") for _ in range(4)
    ]
    head, deputy = (colleague(Role.APPROVE, Q11, TEN, nth=nth) for nth in (0, 1))
    say_absent(
        person=Person.objects.get(pk=head.person_id), unit=own.unit, starts_at=NINE, ends_at=at("2022-05-16 18:00"),
        reason="Họp ở Ủy ban Thành phố", actor=head, at=NINE,
    )  # fmt: skip
    officer = Person.objects.get(pk=deputy.person_id).username
    for dossier in (one, *others):
        do(Act.REASSIGN, dossier, Role.LEAD, TEN, officer=officer, reason="Chủ tịch vắng")
    said = {"note": "Đồng ý"}
    perform(act=Act.APPROVE, code=str(one), actor=deputy, at=TEN, said=said)
    codes = [str(dossier) for dossier in (*others, own)]
    answers = perform_many(act=Act.APPROVE, codes=codes, actor=deputy, at=TEN, said=said)
    assert [answer.done is not None for answer in answers] == [True] * 3
    alone, *passed, unpassed = (
        step.data | {"result": None} for step in Step.objects.filter(act=Act.APPROVE).order_by("id")
    )
    assert alone["signs_for"] == [head.name]
    assert passed == [alone] * 2
    assert "signs_for" not in unpassed
    assert verify() == []


def test_who_may_not_go_stops_nobody_and_the_answers_keep_their_order() -> None:
    codes = appraised(3)
    early, other = str(received(EXTRACT, P5, NINE)), str(received(CERTIFIED_COPY, Q11, NINE))
    asked = [codes[0], early, "KHONG-CO", codes[1], other, codes[2], codes[0]]
    answers, _ = tray(Act.APPROVE, Role.APPROVE, asked)
    assert [answer.code for answer in answers] == asked[:-1]
    assert [answer.refusal and answer.refusal.code for answer in answers] == [
        None, "wrong_order", "not_found", None, "not_found", None,
    ]  # fmt: skip
    numbers = [str(Dossier.objects.get(code=code).result_number) for code in codes]
    assert numbers == ["01/2022/KQ-TTHC", "02/2022/KQ-TTHC", "03/2022/KQ-TTHC"]
    assert verify() == []


def test_a_tray_without_power_is_refused_dossier_by_dossier_and_each_attempt_kept() -> None:
    codes = appraised(2)
    actor = colleague(Role.APPRAISE, P5, TEN)
    answers = perform_many(act=Act.APPROVE, codes=codes, actor=actor, at=TEN, said={})
    assert [answer.refusal and answer.refusal.code for answer in answers] == ["no_role", "no_role"]
    assert JournalEntry.objects.filter(action="refused_act", subject__in=codes).count() == 2


def test_a_dossier_moved_by_a_later_clock_is_told_so_and_the_others_go() -> None:
    codes = appraised(2)
    do(Act.APPRAISE, received(EXTRACT, P5, NINE), Role.APPRAISE, NINE)
    late = received(EXTRACT, P5, TEN)
    do(Act.APPRAISE, late, Role.APPRAISE, TEN + timedelta(hours=1))
    answers, _ = tray(Act.APPROVE, Role.APPROVE, [codes[0], str(late), codes[1]])
    assert [answer.refusal and answer.refusal.code for answer in answers] == [None, "clock_behind", None]


def test_certified_copies_of_a_tray_are_numbered_in_their_book() -> None:
    dossiers = [received(CERTIFIED_COPY, Q11, NINE) for _ in range(3)]
    for dossier in dossiers:
        do(Act.APPRAISE, dossier, Role.APPRAISE, NINE)
    actor = colleague(Role.APPROVE, Q11, TEN)
    answers = perform_many(
        act=Act.APPROVE, codes=[str(dossier) for dossier in dossiers], actor=actor, at=TEN, said={}
    )
    steps = [answer.done.step for answer in answers if answer.done and answer.done.step]
    assert len({step.data["book"][0]["number"] for step in steps}) == 3
    assert verify() == []


def ready(code: str, how_many: int) -> list[str]:
    codes = [str(received(code, P5, NINE, items=(PAPER,))) for _ in range(how_many)]
    for act, role in ((Act.APPRAISE, Role.APPRAISE), (Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL)):
        assert all(answer.done for answer in tray(act, role, codes)[0])
    return codes


@pytest.mark.parametrize("how_many", [2, 20])
def test_a_list_of_results_is_handed_over_in_as_many_questions_at_any_length(how_many: int) -> None:
    tray(Act.RETURN_RESULT, Role.RETURN, ready(CERTIFIED_COPY, 2))
    codes = ready(CERTIFIED_COPY, how_many)
    returned, cost = tray(Act.RETURN_RESULT, Role.RETURN, codes)
    assert [answer.done.state for answer in returned if answer.done] == [State.RETURNED] * how_many
    assert cost == 4  # the ticket served, by index, dossiers, all written
    assert len({step.data["rating"] for step in Step.objects.filter(act=Act.RETURN_RESULT)}) == how_many + 2
    assert verify() == []


def test_a_list_handed_over_leaves_what_the_single_hand_overs_leave() -> None:
    one, *others = ready(EXTRACT, 4)
    do(Act.RETURN_RESULT, Dossier.objects.get(code=one), Role.RETURN, TEN, note="Đồng ý")
    tray(Act.RETURN_RESULT, Role.RETURN, others)
    steps = Step.objects.filter(act=Act.RETURN_RESULT).order_by("id")
    alike = [
        (step.target, step.at, step.actor_name, step.place, step.data | {"rating": ""}) for step in steps
    ]
    assert alike == [alike[0]] * 4
    handed = Dossier.objects.values_list("returned_to", "returned_at", "ended_at", "shelf_place")
    assert len(set(handed)) == 1
    assert verify() == []


def test_what_needs_more_than_a_hand_over_at_the_desk_goes_one_by_one() -> None:
    codes = ready(EXTRACT, 3)
    do(
        Act.KEEP_ORIGINALS,
        Dossier.objects.get(code=codes[1]),
        Role.RECEIVE,
        TEN,
        originals=[{"title": "Sổ hộ khẩu"}],
    )
    answers, _ = tray(Act.RETURN_RESULT, Role.RETURN, codes)
    assert [answer.refusal and answer.refusal.code for answer in answers] == [
        None,
        "originals_still_kept",
        None,
    ]
    assert verify() == []


@pytest.mark.parametrize("how_many", [2, 20])
def test_certifications_of_a_tray_are_numbered_in_their_book_in_the_order_of_the_tray(how_many: int) -> None:
    codes = [str(received(CERTIFIED_COPY, P5, NINE, items=(PAPER,))) for _ in range(how_many)]
    tray(Act.APPRAISE, Role.APPRAISE, codes)
    _answers, cost = tray(Act.APPROVE, Role.APPROVE, list(reversed(codes)))
    # The four of a tray; the numbers of the book, is it closed, its last row, its new rows.
    assert cost == 8
    rows = list(BookRow.objects.order_by("number"))
    assert [str(row.dossier) for row in rows] == list(reversed(codes))
    said = {step.data["book"][0]["number"] for step in Step.objects.filter(act=Act.APPROVE)}
    assert said == {row.label for row in rows}
    assert verify() == []


def test_a_tray_whose_book_is_closed_is_answered_one_by_one_and_draws_no_number() -> None:
    codes = [str(received(CERTIFIED_COPY, P5, NINE, items=(PAPER,))) for _ in range(3)]
    extract = str(received(EXTRACT, P5, NINE))
    tray(Act.APPRAISE, Role.APPRAISE, [*codes, extract])
    tray(Act.APPROVE, Role.APPROVE, codes[:1])
    evening = at("2022-12-31 16:00")
    close_book(book="SCT/BS", year=2022, actor=colleague(Role.LEAD, P5, evening), at=evening)
    answers, _ = tray(Act.APPROVE, Role.APPROVE, [*codes[1:], extract], evening)
    assert [answer.refusal and answer.refusal.code for answer in answers] == [
        "book_closed",
        "book_closed",
        None,
    ]
    assert Dossier.objects.get(code=extract).result_number == "02/2022/KQ-TTHC"
    assert BookRow.objects.count() == 1
    assert verify() == []
