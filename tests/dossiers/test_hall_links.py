"""What is done while a counter serves a ticket belongs to that visit to the hall, and to no other (R-037)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from motcua.dossiers.actions.checking import check_all
from motcua.dossiers.actions.reception import receive
from motcua.dossiers.actions.visiting import Visitor, open_visit, visit_from
from motcua.dossiers.hall import tickets_of, tickets_words, ties_of
from motcua.dossiers.models import TicketDossier, TicketVisit
from motcua.dossiers.terms import Act, Channel
from motcua.organisation.terms import Role
from motcua.queueing.actions.serving import finish, hold, start
from motcua.queueing.models import CounterDuty, Ticket
from tests.cast import CERTIFIED_COPY, ONG_TU, Q11, ask_for_a_paper, at, colleague, do, received, reception_of
from tests.dossiers.parcel_cast import ELEVEN, TUESDAY, sent
from tests.queueing.hall import call, clerk, counter, sit_down, take

READY = ((Act.APPRAISE, Role.APPRAISE), (Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL))
pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 08:00")


def served(moment: Any = MORNING) -> Ticket:
    """Somebody is at counter 2 with a ticket."""
    there = CounterDuty.objects.filter(closed_at__isnull=True).first()
    here = there.counter if there else sit_down(2, moment=moment)
    take("A", moment)
    ticket = call(here, moment)
    assert ticket is not None
    return start(public_id=ticket.public_id, actor=clerk(moment), at=moment)


def tied() -> set[tuple[str, str, str]]:
    """Ticket, what it is, which act."""
    return {(row.ticket.code, str(row.dossier or row.intake), row.act) for row in TicketDossier.objects.all()}


@pytest.mark.requirement("R-037")
def test_two_visits_for_one_dossier_are_two_tickets_of_it() -> None:
    first = served()
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    finish(public_id=first.public_id, actor=clerk(), at=MORNING)
    ask_for_a_paper(dossier, MORNING)  # nobody stands there
    later = MORNING + timedelta(hours=1)
    second = served(later)
    key = str(dossier.version.components.all()[0])
    components = [{"key": key, "original": 1, "copies": 0}]
    do(Act.SUPPLEMENT, dossier, Role.RECEIVE, later, components=components)
    assert [one.pk for one in tickets_of(dossier)] == [first.pk, second.pk]
    assert tied() == {
        (first.code, str(dossier), "receive"),
        (second.code, str(dossier), "supplement"),
    }
    assert tickets_words(dossier) == "Số A001 ngày 16/05/2022; Số A002 ngày 16/05/2022"


def test_who_comes_for_the_result_is_a_visit_of_its_own() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    for act, role in READY:
        do(act, dossier, role, MORNING)
    ticket = served()
    said = {"receiver_kind": "applicant", "receiver": "Nguyễn Văn Tư", "slip_shown": True}
    do(Act.RETURN_RESULT, dossier, Role.RETURN, MORNING, **said)
    assert tied() == {(ticket.code, str(dossier), "return_result")}


def test_what_went_by_post_is_closed_for_nobody_at_the_counter() -> None:
    dossier = sent()
    served(TUESDAY)
    do(Act.RETURN_RESULT, dossier, Role.RETURN, TUESDAY, delivered_at=ELEVEN)
    assert tied() == set()


def test_a_second_act_for_who_stands_there_adds_no_link() -> None:
    ticket = served()
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    do(Act.CHANGE_RETURN, dossier, Role.RECEIVE, MORNING, channel="post")
    assert tied() == {(ticket.code, str(dossier), "receive")}


def test_of_two_acts_of_a_later_visit_the_first_is_its_link() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    ticket = served()
    do(Act.CHANGE_RETURN, dossier, Role.RECEIVE, MORNING, channel="post")
    do(Act.WITHDRAW, dossier, Role.RECEIVE, MORNING, reason="Đã đổi ý")
    assert tied() == {(ticket.code, str(dossier), "change_return")}


def test_who_withdraws_at_the_counter_is_a_visit_too() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    ticket = served()
    do(Act.WITHDRAW, dossier, Role.RECEIVE, MORNING, reason="Đã đổi ý")
    assert tied() == {(ticket.code, str(dossier), "withdraw")}


def test_what_lacks_papers_belongs_to_the_ticket_too() -> None:
    ticket = served()
    done = receive(
        reception=reception_of(CERTIFIED_COPY, Q11, MORNING, components=()), actor=clerk(), at=MORNING
    )
    assert done.intake is not None
    assert tied() == {(ticket.code, done.intake.number, "receive")}
    assert [tie.kind for tie in ties_of(ticket.pk)] == ["intake"]


@pytest.mark.parametrize(
    "so", ["called", "on_hold", "finished", "nobody", "other_unit", "by_post", "yesterday"]
)
def test_nothing_belongs_to_a_ticket_that_is_not_being_served_here_now(so: str) -> None:
    moment, more = MORNING, {}
    if so == "called":
        call(sit_down(2), MORNING)
        take("A", MORNING)
        call(CounterDuty.objects.get().counter, MORNING)
    elif so != "nobody":
        ticket = served()
        if so == "on_hold":
            hold(public_id=ticket.public_id, actor=clerk(), at=MORNING)
        elif so == "finished":
            finish(public_id=ticket.public_id, actor=clerk(), at=MORNING)
        elif so == "yesterday":
            moment = MORNING + timedelta(days=1)
    if so == "by_post":
        more = {"channel": Channel.POST, "return_channel": "post"}
    unit = "hcmc.q11.p5" if so == "other_unit" else Q11
    dossier = received(CERTIFIED_COPY, unit, moment, **more)
    assert dossier.pk
    assert tied() == set()


def test_a_colleague_at_another_counter_is_another_visit() -> None:
    mine = served()
    other = take("A", MORNING)
    Ticket.objects.filter(pk=other.pk).update(state="serving", counter=counter(3))
    lead = colleague(Role.LEAD, Q11, MORNING)
    CounterDuty.objects.create(counter=counter(3), official_id=lead.person_id, opened_at=MORNING)
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    assert tied() == {(mine.code, str(dossier), "receive")}


def test_several_dossiers_and_the_visit_of_one_person_belong_to_one_ticket() -> None:
    ticket = served()
    visit = open_visit(visitor=Visitor(ONG_TU), actor=clerk(), at=MORNING)
    for _ in range(2):
        received(CERTIFIED_COPY, Q11, MORNING, visit=visit.pk)
    single = received(CERTIFIED_COPY, Q11, MORNING)
    opened = visit_from(dossier=single, actor=clerk(), at=MORNING)
    assert TicketDossier.objects.filter(ticket=ticket).count() == 3
    assert set(TicketVisit.objects.values_list("visit_id", flat=True)) == {visit.pk, opened.pk}
    assert visit_from(dossier=single, actor=clerk(), at=MORNING) == opened


def test_a_reception_that_is_refused_leaves_no_link() -> None:
    served()
    stranger = colleague(Role.APPRAISE, Q11, MORNING)
    with pytest.raises(Exception, match="no_role"):
        receive(reception=reception_of(CERTIFIED_COPY, Q11, MORNING), actor=stranger, at=MORNING)
    assert tied() == set()


@pytest.mark.parametrize("table", ["dossiers_ticketdossier", "dossiers_ticketvisit"])
def test_links_are_never_changed(table: str) -> None:
    served()
    open_visit(visitor=Visitor(ONG_TU), actor=clerk(), at=MORNING)
    received(CERTIFIED_COPY, Q11, MORNING)
    rows = TicketDossier.objects.all() if table.endswith("dossier") else TicketVisit.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(at=MORNING + timedelta(days=1))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.delete()


def test_the_chains_hold_with_links() -> None:
    served()
    received(CERTIFIED_COPY, Q11, MORNING)
    run = check_all(at=MORNING, ended=lambda: MORNING)
    assert run is not None
