"""Are the tables of the dossier whole? Every path can end, nothing follows an end, every act has its people."""

import pytest

from motcua.dossiers.policies import POSTED, ROLES_FOR, DossierFacts, why_not_act
from motcua.dossiers.terms import ENDED, Act, Path, State
from motcua.dossiers.transitions import MOVES, acts_open, target_of
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

UNIT, DESK = "binh-thoi", 7
# The five steps of 144/KH-UBND I.1 on each path, written out by hand.
FIVE_STEPS = {
    Path.ON_THE_SPOT: [Act.RECEIVE, Act.APPRAISE, Act.APPROVE, Act.STAMP, Act.RETURN_RESULT],
    Path.PARTIAL: [Act.RECEIVE, Act.APPRAISE, Act.APPROVE, Act.STAMP, Act.HAND_BACK, Act.RETURN_RESULT],
    Path.ORDINARY: [
        Act.RECEIVE, Act.FORWARD, Act.APPRAISE, Act.APPROVE, Act.STAMP, Act.HAND_BACK, Act.RETURN_RESULT,
    ],
}  # fmt: skip
# Who may do what, from the page on the life of a dossier, written out by hand.
WHO = {
    Act.SUBMIT: "receive", Act.RECEIVE: "receive post", Act.ACCEPT: "receive", Act.REFUSE_INTAKE: "receive",
    Act.ASK_SUPPLEMENT: "receive appraise", Act.SUPPLEMENT: "receive", Act.FORWARD: "receive",
    Act.APPRAISE: "appraise", Act.SEND_BACK: "approve", Act.APPROVE: "approve", Act.STAMP: "seal",
    Act.HAND_BACK: "receive return", Act.RETURN_RESULT: "return post", Act.WITHDRAW: "receive",
    Act.CANCEL_RECEPTION: "receive", Act.CORRECT: "receive", Act.PROLONG: "receive appraise",
    Act.APOLOGISE: "approve", Act.REFUSE_RESULT: "approve", Act.STOP: "approve", Act.ASK_PAYMENT: "appraise",
    Act.PAY: "receive", Act.CHANGE_RETURN: "receive", Act.RECALL: "approve", Act.UNDO_RETURN: "return",
    Act.REASSIGN: "lead", Act.MERGE: "receive", Act.SUCCEED: "lead", Act.MOVE_DUE: "lead",
    Act.KEEP_ORIGINALS: "receive", Act.MOVE_ORIGINALS: "receive appraise seal return",
    Act.GIVE_ORIGINALS: "receive return", Act.CONFIRM_SIGNING: "receive appraise approve",
    Act.SHELVE: "receive return", Act.REMIND: "receive return",
    Act.SEND_OUT: "return", Act.COME_BACK: "receive return", Act.SEND_ONLINE: "return",
    Act.ATTACH_COPY: "receive return", Act.DROP_COPY: "receive",
    Act.CONFIRM_COPIES: "receive appraise return", Act.DIGITISE_RESULT: "receive return seal",
    Act.REPLACE_RESULT: "approve", Act.REVOKE_RESULT: "approve",
    Act.ARCHIVE: "lead control", Act.DISPOSE: "lead control",
}  # fmt: skip
ROWS = [(path, move) for move in MOVES for path in Path if path in move.paths]


def actor(*roles: Role, unit: str = UNIT, desks: tuple[int, ...] = (DESK,)) -> Actor:
    return Actor(
        person_id=1,
        name="Nguyễn Thị Lan",
        unit_id=unit,
        roles=frozenset(roles),
        desks=frozenset(desks),
        postal_unit="Bưu điện Quận 11",
    )


def facts(path: Path, state: State) -> DossierFacts:
    return DossierFacts(unit_id=UNIT, desk_id=DESK, state=state, path=path, state_before_pause=State.RECEIVED)


def reached_from(path: Path, start: State) -> set[State]:
    """Every state that acts can lead to from `start`."""
    reached, waiting = {start}, [start]
    while waiting:
        state = waiting.pop()
        targets = {target_of(path, state, act, State.RECEIVED) for act in acts_open(path, state)}
        new = {target for target in targets if target is not None} - reached
        reached |= new
        waiting += new
    return reached


@pytest.mark.requirement("R-044")
@pytest.mark.parametrize("path", Path)
def test_the_steps_lead_in_their_order_from_reception_to_hand_over(path: Path):
    state: State | None = None
    for act in FIVE_STEPS[path]:
        state = target_of(path, state, act)
        assert state is not None, act
    assert state is State.RETURNED


@pytest.mark.requirement("R-044")
@pytest.mark.parametrize("path", Path)
def test_no_step_can_be_skipped(path: Path):
    steps = FIVE_STEPS[path]
    state = target_of(path, None, Act.RECEIVE)
    for done, act in enumerate(steps[1:], start=1):
        assert state is not None
        assert set(acts_open(path, state)) & set(steps[done + 1 :]) == set()
        state = target_of(path, state, act)


@pytest.mark.requirement("R-050")
@pytest.mark.rule("144/KH-UBND BR-VT I.2")
@pytest.mark.parametrize("path", [Path.ON_THE_SPOT, Path.PARTIAL])
@pytest.mark.parametrize("state", State)
def test_what_is_settled_at_the_desk_can_be_forwarded_from_no_state(path: Path, state: State):
    assert target_of(path, state, Act.FORWARD) is None
    refusal = why_not_act(Act.FORWARD, facts(path, state), actor(*Role))
    assert refusal is not None
    if state not in ENDED:
        assert refusal.code == "on_the_spot_never_forwarded"


@pytest.mark.requirement("R-045")
@pytest.mark.rule("144/KH-UBND BR-VT II.1")
def test_only_the_class_wholly_on_the_spot_has_its_result_at_the_desk_once_it_is_stamped():
    assert target_of(Path.ON_THE_SPOT, State.APPROVED, Act.STAMP) is State.READY
    assert target_of(Path.PARTIAL, State.APPROVED, Act.STAMP) is State.SEALED
    assert target_of(Path.PARTIAL, State.RECEIVED, Act.APPRAISE) is State.APPRAISED


@pytest.mark.parametrize("path", Path)
def test_from_every_state_a_dossier_can_still_come_to_an_end(path: Path):
    for state in reached_from(path, State.SUBMITTED):
        assert reached_from(path, state) & ENDED, state


@pytest.mark.parametrize("path", Path)
@pytest.mark.parametrize("state", sorted(ENDED))
def test_nothing_follows_the_end_but_a_wrong_return_a_decision_on_the_result_papers_that_still_lie_here_and_the_archive(
    path: Path, state: State
):
    again = {Act.UNDO_RETURN, Act.REPLACE_RESULT, Act.REVOKE_RESULT, Act.STAMP}  # the seal of a replacement
    undo = again if state is State.RETURNED else set()
    papers = {Act.MOVE_ORIGINALS, Act.GIVE_ORIGINALS} if state is not State.REFUSED else set()
    assert set(acts_open(path, state)) == undo | papers | {Act.ARCHIVE, Act.DISPOSE}
    assert {target_of(path, state, act) for act in papers} <= {state}


def test_every_state_is_reached_on_some_path():
    assert set(State) == {state for path in Path for state in reached_from(path, State.SUBMITTED)}


def test_every_act_is_in_the_table_and_has_its_people():
    assert {move.act for move in MOVES} == set(Act) == set(ROLES_FOR)


def test_one_act_leads_from_one_state_to_one_other():
    keys = [(path, move.source, move.act) for path, move in ROWS]
    assert len(keys) == len(set(keys))


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_an_act_is_open_to_its_roles_and_to_no_other(role: Role, act: Act):
    rows = [(path, move) for path, move in ROWS if move.act is act and move.source is not None]
    for path, move in rows:
        assert move.source is not None
        refusal = why_not_act(act, facts(path, move.source), actor(role))
        expected = None if role.value in WHO[act].split() else "no_role"
        assert (refusal.code if refusal else None) == expected


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("act", Act)
def test_nobody_acts_on_a_dossier_of_another_unit(act: Act):
    for path, move in ROWS:
        if move.act is act and move.source is not None:
            refusal = why_not_act(act, facts(path, move.source), actor(*Role, unit="elsewhere"))
            assert refusal is not None
            assert refusal.code == "other_unit"


@pytest.mark.requirement("R-054")
@pytest.mark.rule("144/KH-UBND BR-VT IV.1.b")
@pytest.mark.parametrize("act", [Act.ACCEPT, Act.APPRAISE, Act.RETURN_RESULT])
def test_who_is_not_posted_to_the_desk_that_day_cannot_do_its_steps(act: Act):
    for path, move in ROWS:
        if move.act is act and move.source is not None and path is not Path.ORDINARY:
            roles = [role for role in Role if role is not Role.POST]
            refusal = why_not_act(act, facts(path, move.source), actor(*roles, desks=(99,)))
            assert refusal is not None
            assert refusal.code == "not_posted"


@pytest.mark.requirement("R-054")
def test_approving_and_stamping_follow_power_and_role_not_the_posting():
    assert not {Act.APPROVE, Act.STAMP, Act.SEND_BACK} & POSTED
    for act, state in ((Act.APPROVE, State.APPRAISED), (Act.STAMP, State.APPROVED)):
        assert why_not_act(act, facts(Path.PARTIAL, state), actor(*Role, desks=())) is None
