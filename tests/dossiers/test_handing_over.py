"""To whom, how and by whom is the result handed over, and how does a dossier end without one?"""

from contextlib import nullcontext
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.models import Dossier, PendingAct, Step
from motcua.dossiers.rating_codes import RATING
from motcua.dossiers.terms import ENDED, PAUSED, Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, colleague, do, received

pytestmark = pytest.mark.usefixtures("seeded")
NINE, TEN = at("2022-05-16 09:00"), at("2022-05-16 10:00")


TAM = {
    "receiver_kind": "authorised",
    "receiver": "Nguyễn Thị Tám",
    "receiver_id_number": "079 185 001 111",
    "authority": {"number": "12/2022", "date": "2022-05-15", "issuer": "UBND Phường 5"},
}


def ready(**more: Any) -> Dossier:
    dossier = received(CERTIFIED_COPY, Q11, NINE, **more)
    for act, role in ((Act.APPRAISE, Role.APPRAISE), (Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL)):
        do(act, dossier, role, NINE)
    return dossier


def carrier(*more: Role, posted: bool = False) -> Actor:
    """Somebody of the public post, with other roles as well."""
    clerk = colleague(Role.RETURN, Q11, NINE)
    desks = clerk.desks if posted else frozenset[int]()
    return replace(clerk, roles=frozenset({Role.POST, *more}), desks=desks, postal_unit="Bưu điện Quận 11")


def returned(dossier: Dossier, actor: Actor, **said: Any) -> Step:
    step = perform(act=Act.RETURN_RESULT, code=str(dossier), actor=actor, at=TEN, said=said).step
    assert step is not None
    return step


@pytest.mark.requirement("R-034")
def test_a_result_is_returned_with_time_receiver_channel_and_what_was_shown() -> None:
    dossier = ready()
    step = returned(dossier, colleague(Role.RETURN, Q11, TEN), **TAM)
    said = {name: value for name, value in step.data.items() if name != RATING}
    assert said == {
        "receiver": "Nguyễn Thị Tám",
        "receiver_kind": "authorised",
        "id_type": "cccd",
        "id_number": "079185001111",
        "identity": "Giấy ủy quyền, giấy tờ tùy thân",
        "authority": {"number": "12/2022", "date": "2022-05-15", "issuer": "UBND Phường 5"},
        "channel": "desk",
        "note": "",
    }
    after = Dossier.objects.get(pk=dossier.pk)
    assert (after.returned_at, after.returned_to, after.ready_at) == (TEN, "Nguyễn Thị Tám", NINE)


@pytest.mark.requirement("R-034")
@pytest.mark.parametrize(
    "missing", [{"result_number": ""}, {"returned_to": ""}, {"returned_at": None}, {"ready_at": None}]
)
def test_the_database_itself_closes_no_dossier_without_result_time_and_receiver(
    missing: dict[str, Any],
) -> None:
    dossier = ready()
    whole = {"state": "returned", "ended_at": TEN, "returned_at": TEN, "returned_to": "Tư"}
    with pytest.raises(IntegrityError, match="dossier_returned_whole"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(**(whole | missing))


@pytest.mark.requirement("R-034")
@pytest.mark.parametrize("state", [*State, "nowhere"])
def test_each_state_has_its_moments_and_no_other(state: str) -> None:
    """An end the moment of its end, a pause that of its beginning, everything else neither."""
    dossier = ready()
    filled = {"returned_at": TEN, "returned_to": "Tư", "result_number": "1"}
    for ended, paused in product((None, TEN), repeat=2):
        asked = {"state": state, "ended_at": ended, "paused_at": paused} | filled
        fits = state != "nowhere" and (state in ENDED, state in PAUSED) == (
            ended is not None,
            paused is not None,
        )
        refused = (
            nullcontext() if fits else pytest.raises(IntegrityError, match="dossier_state_and_its_moments")
        )
        with refused, transaction.atomic():
            Dossier.objects.filter(pk=dossier.pk).update(**asked)


@pytest.mark.requirement("R-054")
@pytest.mark.parametrize(
    ("actor", "channel", "code"),
    [
        (lambda: carrier(), "post", "delivery_not_confirmed"),
        (lambda: replace(carrier(), postal_unit=""), "post", "postal_unit_missing"),
        (lambda: carrier(), "desk", "post_channel_only"),
        (lambda: carrier(Role.RETURN), "desk", "post_channel_only"),
        (lambda: carrier(Role.RETURN, posted=True), "desk", None),
        (lambda: carrier(posted=True), "home", "post_channel_only"),
        (lambda: replace(carrier(Role.RETURN), roles=frozenset({Role.RETURN})), "desk", "not_posted"),
        (lambda: colleague(Role.RETURN, Q11, TEN), "pigeon", "channel_unknown"),
    ],
)
def test_the_public_post_returns_only_by_post_and_the_desk_only_those_who_sit_there(
    actor: Any, channel: str, code: str | None
) -> None:
    dossier = ready(return_channel="post")
    if code is None:
        assert returned(dossier, actor(), channel=channel).data["channel"] == channel
        return
    with pytest.raises(Refused) as refused:
        returned(dossier, actor(), channel=channel)
    assert refused.value.refusal.code == code


def test_a_result_is_returned_once() -> None:
    dossier, clerk = ready(), colleague(Role.RETURN, Q11, TEN)
    returned(dossier, clerk)
    with pytest.raises(Refused, match="wrong_order"):
        returned(dossier, clerk)


def test_withdrawing_gives_the_papers_back_and_ends_without_a_result() -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, NINE)
    do(Act.APPRAISE, dossier, Role.APPRAISE, NINE)
    step = do(Act.WITHDRAW, dossier, Role.RECEIVE, TEN, reason="Người nộp đổi ý").step
    assert step is not None
    assert step.data == {"reason": "Người nộp đổi ý", "papers_given_back": True}
    after = Dossier.objects.get(pk=dossier.pk)
    assert (after.state, after.ended_at, after.result_number) == (State.WITHDRAWN, TEN, "")
    assert after.due_original == dossier.due_original
    assert verify() == []


def test_an_approved_dossier_is_withdrawn_no_more() -> None:
    with pytest.raises(Refused, match="wrong_order"):
        do(Act.WITHDRAW, ready(), Role.RECEIVE, TEN)


def two_clerks() -> tuple[Actor, Actor]:
    first = colleague(Role.RECEIVE, Q11, TEN)
    return first, replace(first, person_id=colleague(Role.APPRAISE, Q11, TEN).person_id, name="Người thứ hai")


def cancelled(dossier: Dossier, actor: Actor, moment: Any = TEN, **said: Any) -> Any:
    return perform(act=Act.CANCEL_RECEPTION, code=str(dossier), actor=actor, at=moment, said=said)


def test_a_reception_is_cancelled_by_two_people_and_its_code_stays_used() -> None:
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    first, second = two_clerks()
    with pytest.raises(Refused, match="reason_missing"):
        cancelled(dossier, first)
    assert cancelled(dossier, first, reason="Nhập nhầm người").pending
    with pytest.raises(Refused, match="second_person_needed"):
        cancelled(dossier, first, reason="Nhập nhầm người")
    done = cancelled(dossier, second)
    assert done.step.data["asked_by_id"] == first.person_id
    assert done.step.actor_id == second.person_id
    after = Dossier.objects.get(pk=dossier.pk)
    assert (after.state, after.code) == (State.CANCELLED, dossier.code)
    assert not PendingAct.objects.exists()
    following = received(CERTIFIED_COPY, Q11, TEN)
    assert following.code == "000.00.31.H29-220516-0002"
    assert verify() == []


@pytest.mark.parametrize("role", [Role.APPRAISE, Role.APPROVE, Role.SEAL, Role.INSPECT, Role.ADMIN])
def test_the_second_person_needs_the_right_themselves(role: Role) -> None:
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    first, second = two_clerks()
    cancelled(dossier, first, reason="Nhập nhầm")
    with pytest.raises(Refused, match="no_role"):
        cancelled(dossier, replace(second, roles=frozenset({role})))
    with pytest.raises(Refused, match="not_posted"):
        cancelled(dossier, replace(second, desks=frozenset()))
    assert Dossier.objects.get(pk=dossier.pk).state == State.RECEIVED


def test_a_reception_of_yesterday_or_worked_on_is_cancelled_no_more() -> None:
    first, _second = two_clerks()
    with pytest.raises(Refused, match="not_today"):
        cancelled(received(CERTIFIED_COPY, Q11, NINE), first, at("2022-05-17 08:00"), reason="Nhầm")
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    do(Act.APPRAISE, dossier, Role.APPRAISE, NINE)
    do(Act.SEND_BACK, dossier, Role.APPROVE, NINE, reason="Thiếu chữ ký")
    with pytest.raises(Refused, match="already_worked_on"):
        cancelled(dossier, first, reason="Nhầm")


def test_a_clock_behind_the_last_step_writes_nothing() -> None:
    dossier = received(CERTIFIED_COPY, Q11, TEN)
    with pytest.raises(Refused, match="clock_behind"):
        do(Act.APPRAISE, dossier, Role.APPRAISE, NINE)
    assert Step.objects.filter(dossier=dossier).count() == 1
