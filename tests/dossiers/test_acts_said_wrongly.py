"""Words of the wrong kind with an act: a clear no, nothing written, nothing broken."""

from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import BATCH_LIMIT, perform, perform_many
from motcua.dossiers.completeness import Handed
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, colleague, do, received, try_to_receive

pytestmark = pytest.mark.usefixtures("seeded")
NINE = at("2022-04-25 09:00")
TEN = at("2022-04-25 10:00")


def waiting() -> tuple[Dossier, str]:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, NINE)
    key = dossier.version.components.filter(mandatory=True).order_by("position")[0].key
    do(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, NINE, items=[{"key": key, "why": "Mờ"}])
    return dossier, key


def refusal_of(act: Act, dossier: Dossier, role: Role, **said: Any) -> str:
    before = Step.objects.filter(dossier=dossier).count()
    with pytest.raises(Refused) as refused:
        do(act, dossier, role, TEN, **said)
    assert Step.objects.filter(dossier=dossier).count() == before
    assert verify() == []
    return refused.value.refusal.code


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({"original": -1}, "count_wrong"),
        ({"original": 10**9}, "count_wrong"),
        ({"original": 40_000}, "count_wrong"),
        ({"original": "1"}, "count_wrong"),
        ({"original": True}, "count_wrong"),
        ({"original": 1.5}, "count_wrong"),
        ({"original": None}, "count_wrong"),
        ({"original": [1]}, "count_wrong"),
        ({"copies": {"n": 1}}, "count_wrong"),
        ({"copies": float("nan")}, "count_wrong"),
        ({}, "still_missing"),
        ({"original": 0, "copies": 0}, "still_missing"),
    ],
)
def test_a_supplement_with_impossible_counts_is_refused(counts: dict[str, Any], code: str) -> None:
    dossier, key = waiting()
    papers = [{"key": key, **counts}]
    assert refusal_of(Act.SUPPLEMENT, dossier, Role.RECEIVE, components=papers) == code


@pytest.mark.parametrize("papers", [None, [], {}, "tất cả", b"x", 7, {"key": "x"}])
def test_a_supplement_without_a_list_of_papers_is_refused(papers: Any) -> None:
    dossier, _ = waiting()
    assert refusal_of(Act.SUPPLEMENT, dossier, Role.RECEIVE, components=papers) == "components_missing"


@pytest.mark.parametrize("paper", [None, 1, "x", [], {}, {"key": None}, {"key": ["x"]}])
def test_a_paper_that_is_none_is_refused(paper: Any) -> None:
    dossier, _ = waiting()
    assert refusal_of(Act.SUPPLEMENT, dossier, Role.RECEIVE, components=[paper]) == "component_wrong"


def test_a_paper_named_twice_or_of_another_procedure_is_refused() -> None:
    dossier, key = waiting()
    one = {"key": key, "original": 1}
    assert refusal_of(Act.SUPPLEMENT, dossier, Role.RECEIVE, components=[one, one]) == "component_twice"
    strange = {"key": "giay-khong-co", "original": 1}
    code = refusal_of(Act.SUPPLEMENT, dossier, Role.RECEIVE, components=[one, strange])
    assert code == "component_unknown"


@pytest.mark.parametrize(
    ("items", "code"),
    [
        (None, "items_missing"),
        ("x", "items_missing"),
        ({}, "items_missing"),
        ([None], "item_unknown"),
        ([{"key": {}}], "item_unknown"),
        ([{"key": "x", "why": "y"}], "item_unknown"),
        ([{"key": "x"}] * 61, "items_too_many"),
    ],
)
def test_a_request_for_what_the_list_does_not_know_is_refused(items: Any, code: str) -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, NINE)
    assert refusal_of(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, items=items) == code


@pytest.mark.requirement("R-035")
@pytest.mark.parametrize("why", [None, "", "   ", 5, ["x"], "x" * 501, "a\u202eb", "a\x00b", "\ud800"])
def test_a_request_without_a_readable_reason_for_each_paper_is_refused(why: Any) -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, NINE)
    key = dossier.version.components.order_by("position")[0].key
    items = [{"key": key, "why": why}]
    code = refusal_of(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, items=items)
    assert code in {"why_missing", "text_too_long", "text_has_marks"}


def test_a_paper_asked_for_twice_is_refused() -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, NINE)
    item = {"key": dossier.version.components.order_by("position")[0].key, "why": "Mờ"}
    assert refusal_of(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, items=[item, item]) == "item_twice"


@pytest.mark.parametrize("note", [5, ["x"], {"a": 1}, True, float("nan")])
def test_a_note_that_is_no_text_is_refused(note: Any) -> None:
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    assert refusal_of(Act.APPRAISE, dossier, Role.APPRAISE, note=note) == "text_expected"


def test_what_an_act_does_not_ask_for_is_not_kept() -> None:
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    step = do(Act.APPRAISE, dossier, Role.APPRAISE, TEN, state="returned", due_at="2030-01-01", actor=1).step
    assert step is not None
    assert step.data == {"note": ""}
    after = Dossier.objects.get(pk=dossier.pk)
    assert (after.state, after.due_at) == ("appraised", dossier.due_at)


@pytest.mark.parametrize("code", ["", "\x00", "9" * 10**6, "' OR 1=1 --", "%", "_", "\n", "Mã"])
@pytest.mark.parametrize("act", [Act.APPRAISE, Act.CANCEL_RECEPTION])
def test_a_code_that_cannot_be_one_is_not_found(code: str, act: Act) -> None:
    received(CERTIFIED_COPY, Q11, NINE)
    actor = colleague(Role.RECEIVE, Q11, NINE)
    with pytest.raises(DossierNotFound):
        perform(act=act, code=code, actor=actor, at=TEN, said={})


@pytest.mark.parametrize("codes", [[], ["x"] * (BATCH_LIMIT + 1)])
def test_a_tray_is_neither_empty_nor_endless(codes: list[str]) -> None:
    actor = colleague(Role.RECEIVE, Q11, NINE)
    with pytest.raises(Refused, match="codes_"):
        perform_many(act=Act.FORWARD, codes=codes, actor=actor, at=TEN, said={})


@pytest.mark.parametrize("act", [Act.SUBMIT, Act.RECEIVE])
def test_reception_is_no_act_on_a_code(act: Act) -> None:
    actor = colleague(Role.RECEIVE, Q11, NINE)
    with pytest.raises(Refused, match="act_unknown"):
        perform(act=act, code="x", actor=actor, at=TEN, said={})


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"title": "Bằng", "pages": "1", "copies": 1},
        {"title": "Bằng", "pages": True, "copies": 1},
        {"title": "Bằng", "pages": float("inf"), "copies": 1},
        {"title": None, "pages": 1, "copies": 1},
        {"title": "Bằng", "pages": 0, "copies": 1},
    ],
)
def test_a_paper_to_certify_has_a_title_pages_and_copies(item: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="item_wrong"):
        try_to_receive(CERTIFIED_COPY, Q11, NINE, items=(item,))
    assert Dossier.objects.count() == 0


def test_a_reception_counts_sheets_as_the_database_can_keep_them() -> None:
    key = received(CERTIFIED_COPY, Q11, NINE).version.components.filter(mandatory=True)[0].key
    with pytest.raises(Refused, match="count_wrong"):
        try_to_receive(CERTIFIED_COPY, Q11, NINE, components=(Handed(key, 10_001, 0),))
    papers = (Handed(key, 10_000, 10_000),)
    outcome = try_to_receive(CERTIFIED_COPY, Q11, NINE, components=papers)
    assert outcome.dossier or outcome.intake
