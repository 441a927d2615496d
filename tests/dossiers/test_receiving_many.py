"""Is a list received at once the same as its dossiers received one by one, with numbers in a row?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.core.models import JournalEntry, NumberCounter, OutboxMessage
from motcua.core.refusals import Refused
from motcua.dossiers.actions.receiving_many import LIST_LIMIT, receive_many
from motcua.dossiers.actions.reception import receive
from motcua.dossiers.models import Dossier, HandedIn, Step
from motcua.dossiers.receptions import Reception
from motcua.dossiers.records import facts_of
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, MARITAL_STATUS, ONG_TU, P5, Q11, at, colleague, reception_of

pytestmark = pytest.mark.usefixtures("seeded")
NINE = at("2022-05-16 09:00")
EXTRACT = "2.000635"
PAPER = {"title": "Căn cước công dân", "pages": 1, "copies": 2}


def wishes(how_many: int, code: str = EXTRACT) -> list[Reception]:
    return [
        reception_of(code, P5, NINE, opened_here=True,
                     applicant=replace(ONG_TU, id_number=f"079085{place:06d}"))
        for place in range(how_many)
    ]  # fmt: skip


@pytest.mark.parametrize("how_many", [1, 20])
def test_a_list_is_received_in_as_many_questions_at_any_length(how_many: int) -> None:
    clerk = colleague(Role.RECEIVE, P5, NINE)
    receive_many(
        receptions=wishes(1, MARITAL_STATUS), actor=clerk, at=NINE
    )  # what the catalogue says is read once
    asked = wishes(how_many, MARITAL_STATUS)
    with CaptureQueriesContext(connection) as captured:
        lines = receive_many(receptions=asked, actor=clerk, at=NINE)
    assert [line.refusal for line in lines] == [None] * how_many
    assert sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries) <= 8
    assert verify() == []


def test_a_list_leaves_what_the_single_receptions_leave() -> None:
    clerk = colleague(Role.RECEIVE, P5, NINE)
    one, *others = wishes(4)
    receive(reception=one, actor=clerk, at=NINE)
    lines = receive_many(receptions=others, actor=clerk, at=NINE)
    dossiers = list(Dossier.objects.order_by("id"))
    assert [str(line.dossier) for line in lines] == [str(dossier) for dossier in dossiers[1:]]
    assert [str(dossier)[-4:] for dossier in dossiers] == ["0001", "0002", "0003", "0004"]
    own = {"code", "secret", "id_number"}
    alike = [{k: v for k, v in facts_of(dossier).items() if k not in own} for dossier in dossiers]
    assert alike == [alike[0]] * 4
    steps = list(Step.objects.order_by("id"))
    assert [{k: v for k, v in step.data.items() if k != "rating"} for step in steps[1:]] == [
        {k: v for k, v in steps[0].data.items() if k != "rating"}
    ] * 3
    assert len({step.data["rating"] for step in steps}) == 4
    papers = [list(HandedIn.objects.filter(dossier=one).values_list("key", "original")) for one in dossiers]
    assert papers[0]
    assert papers == [papers[0]] * 4
    told = OutboxMessage.objects.filter(topic="step").order_by("id").values_list("key", flat=True)
    assert list(told) == [str(dossier) for dossier in dossiers]
    assert verify() == []


def test_a_refused_reception_stops_no_other_and_draws_no_number() -> None:
    clerk = colleague(Role.RECEIVE, P5, NINE)
    good, lacking, elsewhere, late, last = wishes(5)
    asked = [
        good,
        replace(lacking, components=()),
        replace(elsewhere, unit_id=Q11),
        replace(late, received_at=NINE - timedelta(hours=1), opened_here=False),
        last,
    ]
    lines = receive_many(receptions=asked, actor=clerk, at=NINE)
    assert [line.refusal and line.refusal.code for line in lines] == [
        None, "incomplete", "other_unit", "late_entry", None,
    ]  # fmt: skip
    assert [str(line.dossier)[-4:] for line in lines if line.dossier] == ["0001", "0002"]
    assert NumberCounter.objects.get(scope__startswith="dossier|").count == 2
    # A try that an inspector will want to see is kept, as the single act keeps it.
    assert JournalEntry.objects.filter(action="refused_act", detail__refusal="other_unit").count() == 1
    assert verify() == []


def test_who_may_not_receive_receives_no_list() -> None:
    with pytest.raises(Refused) as refused:
        receive_many(receptions=wishes(2), actor=colleague(Role.SEAL, P5, NINE), at=NINE)
    assert refused.value.refusal.code == "no_role"
    assert not Dossier.objects.exists()
    assert JournalEntry.objects.filter(action="refused_act", detail__refusal="no_role").count() == 1


@pytest.mark.parametrize(("how_many", "code"), [(0, "list_empty"), (LIST_LIMIT + 1, "list_too_long")])
def test_an_empty_or_endless_list_is_refused(how_many: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        receive_many(receptions=wishes(1) * how_many, actor=colleague(Role.RECEIVE, P5, NINE), at=NINE)
    assert refused.value.refusal.code == code


def test_the_later_of_two_equal_wishes_in_a_list_is_warned_of() -> None:
    [wish] = wishes(1, CERTIFIED_COPY)
    wish = replace(wish, items=(PAPER,))
    first, second = receive_many(receptions=[wish, wish], actor=colleague(Role.RECEIVE, P5, NINE), at=NINE)
    assert first.warnings == ()
    assert [str(first.dossier) in warning for warning in second.warnings] == [True]


def test_names_come_in_as_they_are_written_whatever_the_form_of_their_letters() -> None:
    [wish] = wishes(1)
    decomposed = replace(wish, applicant=replace(wish.applicant, name="Nguye\u0302\u0303n Thi\u0323 Hoa"))
    [line] = receive_many(receptions=[decomposed], actor=colleague(Role.RECEIVE, P5, NINE), at=NINE)
    assert line.dossier is not None
    assert line.dossier.applicant_name == "Nguyễn Thị Hoa"
    assert verify() == []
