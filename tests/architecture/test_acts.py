"""Are acts the only writers? Each says who acts and when, and no other code sets a state."""

import ast
import re

import pytest

from motcua.dossiers.terms import Act
from tests.architecture.source_tree import Module, functions, module, product, where

WRITERS = {"save", "bulk_create", "bulk_update", "delete", "create", "get_or_create", "update_or_create"}


def is_action(source: Module) -> bool:
    """Whether the file holds acts of the office."""
    return bool(source.area) and (source.path.endswith("/actions.py") or "/actions/" in source.path)


def faulty_act(source: Module, name: str, *, by_the_clock: bool = False) -> list[str]:
    """What is wrong with an act: not keyword-only, or it does not say who acts and when.

    An act that the clock does (a job, a command) has no person.
    """
    asked = {"at"} if by_the_clock else {"at", "actor"}
    faults = []
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name != name:
            continue
        if node.args.args or node.args.posonlyargs or node.args.vararg:
            faults.append(f"{where(source, node)} {name} takes positional arguments")
        if lacking := sorted(asked - {argument.arg for argument in node.args.kwonlyargs}):
            faults.append(f"{where(source, node)} {name} does not take {', '.join(lacking)}")
    return faults


def acts_used(source: Module) -> set[tuple[str, str]]:
    """Which functions of which actions file a face calls: (dotted module, name)."""
    imported = {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
        if "actions" in (*node.module.split("."), alias.name)
    }
    used = {found for found in imported.values() if "actions" in found[0].split(".")}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in imported:
            folder, name = imported[node.value.id]
            used.add((f"{folder}.{name}", node.attr))
    return used


def file_of(dotted: str) -> str:
    """The file of a dotted module of the product."""
    return "src/" + dotted.replace(".", "/") + ".py"


# Above the dossiers: whether a notice went out, what became of the account and the drafts that a person gives up, how
# far a report or a list is.
STATES_OF_THEIR_OWN = {"notices", "personal_data", "reports"}


def of_its_own(source: Module) -> bool:
    """Whether an act above the dossiers can only set the states of its own area: it takes no dossier in hand."""
    return source.area in STATES_OF_THEIR_OWN and not re.search(
        r"\b(Dossier|Step|[Dd]ossiers?_of)\b|\.dossier\.", source.text
    )


def states_set(source: Module) -> list[str]:
    """Where a state is set: by assignment, setattr, update(state=…) or a list of fields."""
    return [where(source, node) for node in ast.walk(source.tree) if _sets_state(node)]


def _sets_state(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return any(_is_state(target) for target in node.targets)
    if isinstance(node, ast.AugAssign | ast.AnnAssign):
        return _is_state(node.target)
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        texts = {inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant)}
        keywords = {keyword.arg for keyword in node.keywords}
        return (called in {"setattr", "bulk_update"} and "state" in texts) or (
            called in {"update", "create", "update_or_create"} and "state" in keywords
        )
    return False


def _is_state(target: ast.AST) -> bool:
    return isinstance(target, ast.Attribute) and target.attr == "state"


def test_what_a_face_calls_is_keyword_only_and_says_who_and_when():
    files = {source.path: source for source in product()}
    faults = [
        fault
        for face in product()
        if face.area in {"web", "api", "cli", "jobs"}
        for dotted, name in sorted(acts_used(face))
        if file_of(dotted) in files
        for fault in faulty_act(files[file_of(dotted)], name, by_the_clock=face.area in {"cli", "jobs"})
    ]
    assert faults == []


@pytest.mark.parametrize("act", Act)
def test_every_act_of_the_office_is_one_function_that_says_who_and_when(act: Act):
    homes = [
        source
        for source in product()
        if source.area == "dossiers"
        and is_action(source)
        and any(isinstance(node, ast.FunctionDef) and node.name == act.value for node in source.tree.body)
    ]
    assert len(homes) == 1
    assert faulty_act(homes[0], act.value) == []


@pytest.mark.requirement("R-044")
def test_no_state_is_set_but_by_an_act_of_the_dossier():
    # Authority, payments, applicants and the hall lie below the dossiers and know none: the states their acts set are
    # those of seals, of payment orders and refund requests, of accounts and who may act for whom, of tickets.
    below = {"dossiers", "authority", "payments", "applicants", "queueing"}
    others = [
        source
        for source in product()
        if not (is_action(source) and (source.area in below or of_its_own(source)))
    ]
    assert [found for source in others for found in states_set(source)] == []


def test_models_write_nothing_when_they_are_saved_and_send_no_signals():
    found = [
        where(source, node)
        for source in product()
        if source.path.endswith("models.py")
        for node in functions(source.tree)
        if node.name in WRITERS
    ]
    assert found == []


@pytest.mark.parametrize(
    "bad",
    [
        "def approve(dossier, *, at, actor): ...",
        "def approve(*codes, at, actor): ...",
        "def approve(*, code, actor): ...",
        "def approve(*, code, at): ...",
    ],
)
def test_the_check_sees_a_faulty_act(bad):
    assert faulty_act(module(bad), "approve")


def test_the_check_passes_a_good_act_and_one_that_the_clock_does():
    assert not faulty_act(module("def approve(*, code, at, actor): ..."), "approve")
    assert not faulty_act(module("def remind(*, at): ..."), "remind", by_the_clock=True)


@pytest.mark.parametrize(
    "face",
    [
        "from motcua.dossiers.actions.signing import approve",
        "from motcua.dossiers.actions import signing\nsigning.approve()",
        "from motcua.dossiers.actions import signing as acts\nacts.approve()",
    ],
)
def test_the_check_sees_which_acts_a_face_calls(face):
    assert ("motcua.dossiers.actions.signing", "approve") in acts_used(module(face))


@pytest.mark.parametrize(
    "bad",
    [
        "dossier.state = State.RETURNED",
        "dossier.state: str = 'returned'",
        "setattr(dossier, 'state', 'returned')",
        "Dossier.objects.filter(pk=1).update(state='returned')",
        "Dossier.objects.create(state='received')",
        "Dossier.objects.bulk_update(rows, ['state'])",
    ],
)
def test_the_check_sees_a_state_that_is_set(bad):
    assert states_set(module(bad))


def test_an_act_above_that_takes_a_dossier_in_hand_sets_no_state():
    own = "Notice.objects.update(state='sent')"
    place = "src/motcua/notices/actions/calling.py"
    assert of_its_own(module(own, place))
    assert not of_its_own(module(own, "src/motcua/participation/actions.py"))
    for reach in (
        "from motcua.dossiers.models import Dossier",
        "notice.dossier.state = 'x'",
        "dossier_of(code)",
    ):
        assert not of_its_own(module(f"{reach}\n{own}", place))


def test_the_check_lets_a_state_be_read():
    assert not states_set(module("if dossier.state == 'received': Dossier.objects.filter(state='received')"))
