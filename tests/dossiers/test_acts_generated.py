"""Role × act × state × path: for every combination the policy answers, and the answer agrees with the table.

The table is written out by hand from the page on the life of a dossier; nothing here is read from the code.
"""

from itertools import product

import pytest

from motcua.dossiers.policies import DossierFacts, why_not_act
from motcua.dossiers.terms import Act, Path, State
from motcua.dossiers.transitions import target_of
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

UNIT, DESK = "binh-thoi", 7
EARLY = "received,forwarded,awaiting_supplement,awaiting_payment,appraised"
OPEN = f"submitted,{EARLY},approved,sealed,ready"
ACCEPTED = f"{EARLY},approved,sealed,ready"
# What ended may have left papers of the person at the desk.
LEFT = "returned,withdrawn,stopped,cancelled"
ENDED = f"{LEFT},refused"
# act, who, from, to (back: where it was), then whether it needs the posting to the desk, and on which paths (all
# where nothing is said). `*`: never where a filing waits that the desk has not accepted.
LIFE = """
submit           receive          -                                              submitted
receive          receive,post     -                                              received            desk
accept           receive          submitted                                      received            desk
refuse_intake    receive          submitted                                      refused             desk
ask_supplement   receive,appraise submitted,received                             awaiting_supplement desk
ask_supplement   receive,appraise forwarded,appraised                       awaiting_supplement desk on_the_spot,partial
ask_supplement   receive,appraise forwarded,appraised                       awaiting_supplement - ordinary
supplement       receive          awaiting_supplement                            back                desk
ask_payment      appraise         received,forwarded,appraised                   awaiting_payment
pay              receive          awaiting_payment                               back                desk
forward          receive          received                                forwarded           desk ordinary
appraise         appraise         received                                appraised           desk on_the_spot,partial
appraise         appraise         forwarded                               appraised           - ordinary
send_back        approve          appraised                               received            - on_the_spot,partial
send_back        approve          appraised                               forwarded           - ordinary
approve          approve          appraised                                      approved
refuse_result    approve          appraised,awaiting_supplement*                 approved
stamp            seal             approved                                ready               - on_the_spot
stamp            seal             approved                                sealed              - partial,ordinary
stamp            seal             returned                                       same
hand_back        receive,return   sealed                                  ready               desk partial,ordinary
return_result    return,post      ready                                          returned            desk
undo_return      return           returned                                       ready               desk
recall           approve          approved,sealed,ready                          appraised
change_return    receive          open                                           same                desk
move_due         lead             received,forwarded,appraised,approved,sealed   same
succeed          lead             open                                           same
merge            receive          submitted,received                             cancelled           desk
withdraw         receive          submitted,early                                withdrawn           desk
stop             approve          early*                                         stopped
prolong          receive,appraise received,forwarded,appraised                   same
apologise        approve          received,forwarded,appraised,approved,sealed   same
correct          receive          early*                                         same                desk
cancel_reception receive          received                                       cancelled           desk
reassign         lead             early*                                         same
keep_originals   receive          accepted*                                      same                desk
move_originals   receive,appraise,seal,return accepted*,left                     same
give_originals   receive,return   accepted*,left                                 same                desk
confirm_signing  receive,appraise,approve received,forwarded,appraised           same
shelve           receive,return   ready                                          same                desk
remind           receive,return   ready                                          same
send_out         return           ready                                          same                desk
come_back        receive,return   ready                                          same                desk
send_online      return           ready                                          same                desk
attach_copy      receive,return   open                                           same                desk
drop_copy        receive          open                                           same                desk
replace_result   approve          returned                                       same
revoke_result    approve          returned                                       same
confirm_copies   receive,appraise,return open                                    same
digitise_result  receive,return,seal sealed,ready                                same
archive          lead,control     ended                                          same
dispose          lead,control     ended                                          same
"""


def rows() -> dict[tuple[Act, State | None, Path], tuple[str, bool, bool]]:
    """(act, from, path) → (to, needs the posting, only for an accepted dossier); `*` marks the last."""
    found = {}
    for line in LIFE.strip().splitlines():
        act, _who, sources, target, *rest = line.split()
        paths = rest[1].split(",") if len(rest) > 1 else [path.value for path in Path]
        starred = "early*" in sources or "accepted*" in sources or "supplement*" in sources
        for source, path in product(_spelt(sources).split(","), paths):
            state = None if source == "-" else State(source)
            key = (Act(act), state, Path(path))
            assert key not in found, f"two rows for {key}"
            accepted = starred and state is State.AWAITING_SUPPLEMENT
            found[key] = (target, "desk" in rest[:1], accepted)
    return found


def _spelt(sources: str) -> str:
    bare = sources.replace("*", "").replace("accepted", ACCEPTED).replace(",left", f",{LEFT}")
    bare = bare.replace("ended", ENDED)
    return bare.replace("early", EARLY).replace("open", OPEN)


def who() -> dict[Act, set[Role]]:
    return {
        Act(line.split()[0]): {Role(r) for r in line.split()[1].split(",")}
        for line in LIFE.strip().splitlines()
    }


ROWS, WHO = rows(), who()
CAME_FROM = {
    State.AWAITING_SUPPLEMENT: (State.SUBMITTED, State.RECEIVED, State.FORWARDED, State.APPRAISED),
    State.AWAITING_PAYMENT: (State.RECEIVED, State.FORWARDED, State.APPRAISED),
}


ENDS = {State.RETURNED, State.REFUSED, State.WITHDRAWN, State.STOPPED, State.CANCELLED}


def expected_target(act: Act, state: State, path: Path, came_from: State | None) -> State | None:
    row = ROWS.get((act, state, path))
    if row is None or (row[2] and came_from is State.SUBMITTED):
        return None
    return {"back": came_from, "same": state}.get(row[0]) or State(row[0])


def expected_code(act: Act, facts: DossierFacts, role: Role, *, posted: bool) -> str | None:
    if role not in WHO[act]:
        return "no_role"
    if expected_target(act, facts.state, facts.path, facts.state_before_pause) is None:
        ended = facts.state in ENDS
        forwarded = act is Act.FORWARD and facts.path is not Path.ORDINARY and not ended
        return "on_the_spot_never_forwarded" if forwarded else "wrong_order"
    needs_seat = ROWS[act, facts.state, facts.path][1]
    by_post = role is Role.POST and act is Act.RETURN_RESULT
    return "not_posted" if needs_seat and not posted and not by_post else None


def situations() -> list[tuple[State, State | None, Path]]:
    return [
        (state, came_from, path)
        for state, path in product(State, Path)
        for came_from in CAME_FROM.get(state, (None,))
    ]


def test_the_life_of_a_dossier_names_every_act_once_with_its_people() -> None:
    assert set(WHO) == set(Act)
    assert {state for _, state, _ in ROWS} - {None} <= set(State)


@pytest.mark.requirement("R-044")
@pytest.mark.rule("dossier_life table")
@pytest.mark.parametrize("act", Act)
def test_from_every_state_on_every_path_an_act_leads_where_the_table_says_or_nowhere(act: Act) -> None:
    wrong = [
        (state, came_from, path)
        for state, came_from, path in situations()
        if target_of(path, state, act, came_from) is not expected_target(act, state, path, came_from)
    ]
    assert wrong == []


@pytest.mark.requirement("R-297")
@pytest.mark.rule("dossier_life table")
@pytest.mark.parametrize("act", Act)
def test_every_role_gets_the_answer_of_the_table_for_every_act_state_and_path(act: Act) -> None:
    wrong, answers = [], 0
    for (state, came_from, path), role, posted in product(situations(), Role, (True, False)):
        facts = DossierFacts(unit_id=UNIT, desk_id=DESK, state=state, path=path, state_before_pause=came_from)
        desks = frozenset({DESK}) if posted else frozenset[int]()
        actor = Actor(
            person_id=1,
            name="Lan",
            unit_id=UNIT,
            roles=frozenset({role}),
            desks=desks,
            postal_unit="Bưu điện Quận 11",
        )
        refusal = why_not_act(act, facts, actor)
        answers += 1
        if (refusal.code if refusal else None) != expected_code(act, facts, role, posted=posted):
            wrong.append((role, state, came_from, path, posted, refusal))
    assert wrong == []
    assert answers == len(situations()) * len(Role) * 2


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("act", Act)
def test_whatever_the_role_the_state_and_the_path_another_unit_s_dossier_is_out_of_reach(act: Act) -> None:
    everybody = Actor(person_id=1, name="Lan", unit_id="q11", roles=frozenset(Role), desks=frozenset({DESK}))
    for state, came_from, path in situations():
        facts = DossierFacts(unit_id=UNIT, desk_id=DESK, state=state, path=path, state_before_pause=came_from)
        refusal = why_not_act(act, facts, everybody)
        assert refusal is not None
        assert refusal.code == "other_unit"


@pytest.mark.requirement("R-086")
def test_an_archived_dossier_is_changed_by_no_act_but_its_disposal() -> None:
    allowed = {
        (act, state)
        for act, state, path in ROWS
        if state in ENDS and _answer(act, state, path, archived=True) is None
    }
    assert allowed == {(Act.DISPOSE, state) for state in ENDS}
    assert {
        _answer(act, state, path, archived=True)
        for act, state, path in ROWS
        if state in ENDS and act is not Act.DISPOSE
    } == {"archived"}


def _answer(act: Act, state: State, path: Path, *, archived: bool) -> str | None:
    facts = DossierFacts(unit_id=UNIT, desk_id=DESK, state=state, path=path, archived=archived)
    actor = Actor(person_id=1, name="Lan", unit_id=UNIT, roles=frozenset(Role), desks=frozenset({DESK}))
    refusal = why_not_act(act, facts, actor)
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("act", "lacks", "code"),
    [
        (Act.PROLONG, "has_extension", "prolong_not_allowed"),
        (Act.ASK_PAYMENT, "has_obligation", "no_obligation"),
        (Act.STOP, "has_stop_form", "stop_not_in_forms"),
    ],
)
def test_what_the_version_or_the_forms_do_not_know_is_refused_with_its_own_reason(
    act: Act, lacks: str, code: str
) -> None:
    facts = DossierFacts(
        unit_id=UNIT,
        desk_id=DESK,
        state=State.RECEIVED,
        path=Path.ORDINARY,
        **{lacks: False},  # type: ignore[arg-type]
    )
    actor = Actor(person_id=1, name="Lan", unit_id=UNIT, roles=frozenset(Role), desks=frozenset({DESK}))
    refusal = why_not_act(act, facts, actor)
    assert refusal is not None
    assert refusal.code == code
