"""However acts follow each other, allowed or not: the chain is whole and the dossier stands where its steps say."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.core.refusals import Refused
from motcua.dossiers.actions.filing import submit
from motcua.dossiers.actions.registry import ACTIONS, perform
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import ENDED, Act, Path, State
from motcua.dossiers.transitions import target_of
from motcua.dossiers.verification import verify
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from tests.cast import HOUSEHOLD_BUSINESS, MARITAL_STATUS, P5, Q11, at, colleague, received, reception_of

pytestmark = pytest.mark.usefixtures("seeded")
BEGIN = at("2022-05-16 08:00")
OPENINGS = (
    (HOUSEHOLD_BUSINESS, Q11, "desk"),
    (MARITAL_STATUS, P5, "desk"),
    (HOUSEHOLD_BUSINESS, Q11, "online"),
)
# The acts of this trip; each is tried with what it needs to be said, or with nothing.
TRIED = (
    Act.ACCEPT, Act.REFUSE_INTAKE, Act.ASK_SUPPLEMENT, Act.SUPPLEMENT, Act.FORWARD, Act.APPRAISE, Act.SEND_BACK,
    Act.APPROVE, Act.STAMP, Act.HAND_BACK, Act.RETURN_RESULT, Act.WITHDRAW, Act.CANCEL_RECEPTION,
)  # fmt: skip


def everybody(unit: str) -> tuple[Actor, Actor]:
    """Two people who may do everything at this desk; the first holds the power to sign."""
    leader = colleague(Role.APPROVE, unit, BEGIN)
    clerk = colleague(Role.RECEIVE, unit, BEGIN)
    both = [replace(one, roles=frozenset(Role), desks=clerk.desks) for one in (leader, clerk)]
    return both[0], both[1]


def said_with(act: Act, dossier: Dossier) -> dict[str, Any]:
    keys = list(dossier.version.components.values_list("key", flat=True))
    again = {"reason": "Phát sinh", "basis": "61/2018/NĐ-CP", "approver": "Trưởng bộ phận"}
    words: dict[Act, dict[str, Any]] = {
        Act.ASK_SUPPLEMENT: {"items": [{"key": key, "why": "Mờ"} for key in keys[:2]], "override": again},
        Act.SUPPLEMENT: {"components": [{"key": key, "original": 1} for key in keys]},
        Act.REFUSE_INTAKE: {"reason": "Sai thẩm quyền", "basis": "61/2018/NĐ-CP"},
        Act.SEND_BACK: {"reason": "Thiếu chữ ký"},
        Act.CANCEL_RECEPTION: {"reason": "Nhập nhầm"},
    }
    return words.get(act, {})


def opened(code: str, unit: str, channel: str) -> Dossier:
    if channel == "online":
        reception = reception_of(code, unit, BEGIN, channel=channel)
        return submit(reception=reception, actor=None, at=BEGIN)
    return received(code, unit, BEGIN)


def replayed(dossier: Dossier) -> str:
    """The state that the table gives when the steps are walked again."""
    state: State | None = None
    came_from: State | None = None
    for step in dossier.steps.order_by("seq"):
        assert step.source == (state or "")
        target = target_of(Path(dossier.path), state, Act(step.act), came_from)
        assert target == step.target
        came_from = (
            state if step.act == Act.ASK_SUPPLEMENT else None if step.act == Act.SUPPLEMENT else came_from
        )
        state = target
    return str(state)


walks = st.lists(
    st.tuples(st.sampled_from(TRIED), st.booleans(), st.integers(0, 40)), min_size=4, max_size=14
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(opening=st.sampled_from(OPENINGS), walk=walks)
def test_a_walk_of_acts_leaves_everything_fitting(
    opening: tuple[str, str, str], walk: list[tuple[Act, bool, int]]
) -> None:
    with transaction.atomic():
        dossier = opened(*opening)
        people, moment = everybody(opening[1]), BEGIN
        first_due = dossier.due_original
        for number, (act, speaks, minutes) in enumerate(walk):
            moment += timedelta(minutes=minutes)
            before = Dossier.objects.get(pk=dossier.pk)
            said = said_with(act, before) if speaks else {}
            try:
                done = perform(act=act, code=str(before), actor=people[number % 2], at=moment, said=said)
            except Refused:
                after = Dossier.objects.get(pk=dossier.pk)
                assert (after.step_count, after.head_hash) == (before.step_count, before.head_hash)
                continue
            assert before.state not in ENDED
            after = Dossier.objects.get(pk=dossier.pk)
            assert after.state == done.state
            assert after.step_count == before.step_count + (0 if done.pending else 1)
            first_due = first_due or after.due_original
            assert after.due_original == first_due
        last = Dossier.objects.get(pk=dossier.pk)
        assert replayed(last) == last.state
        assert verify() == []
        transaction.set_rollback(True)


def test_every_act_of_the_trip_is_walked() -> None:
    assert set(TRIED) <= set(ACTIONS)
