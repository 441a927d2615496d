"""A delegation as the office of Quận 11 makes it, step by step, for tests."""

from datetime import date, datetime
from typing import Any

from motcua.authority.actions import delegations as acts
from motcua.authority.capacity import Capacity
from motcua.authority.delegation_terms import Adviser, DelegateKind, Verdict
from motcua.authority.models import Delegation
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, RoleGrant, Unit
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, colleague

PROPOSED_AT, DECIDED_AT = at("2022-05-09 09:00"), at("2022-05-12 09:00")
FIRST, LAST = date(2022, 5, 16), date(2022, 6, 1)  # from, and the first day without
DECISION = acts.Instrument("12/QĐ-UBND", date(2022, 5, 12), "Chủ tịch UBND Quận 11")


def head(unit_id: str = Q11) -> Person:
    """The chair."""
    return Person.objects.get(signing_powers__unit_id=unit_id, signing_powers__capacity="head")


def division_head(name: str = "Trần Thị Minh Nguyệt", unit_id: str = Q11) -> Person:
    """The head of a division of the district, who approves but holds no office that signs."""
    person = Person.objects.create_person(f"truong-phong-{Person.objects.count()}", name)
    RoleGrant.objects.create(person=person, unit_id=unit_id, role=Role.APPROVE, valid_from=date(2022, 1, 1))
    return person


def acting(person: Person, moment: datetime, unit_id: str = Q11) -> Actor:
    """That person at work in the unit."""
    actor = actor_of(person_id=person.pk, unit_id=unit_id, on=moment.date())
    assert actor is not None
    return actor


def proposal_for(delegate: Person, unit_id: str = Q11, **more: Any) -> acts.Proposal:
    """The chair lends the power for the certified copy to the head of the division of justice."""
    unit = Unit.objects.get(pk=unit_id)
    said: dict[str, Any] = {
        "unit": unit,
        "delegator": head(unit_id),
        "delegator_unit": unit,
        "delegate": delegate,
        "delegate_title": "Trưởng phòng Tư pháp",
        "delegate_kind": DelegateKind.UNIT_HEAD,
        "capacity": Capacity.DELEGATED,
        "procedures": (CERTIFIED_COPY,),
        "fields": (),
        "valid_from": FIRST,
        "valid_to": LAST,
        "reason": "Phê duyệt ngay tại Bộ phận Một cửa",
    }
    return acts.Proposal(**(said | more))


def proposed(delegate: Person, moment: datetime = PROPOSED_AT, **more: Any) -> Delegation:
    """Proposed by the office of control."""
    proposal = proposal_for(delegate, **more)
    actor = colleague(Role.CONTROL, proposal.unit.pk, moment)
    return acts.propose_delegation(proposal=proposal, actor=actor, at=moment)


def advised(delegate: Person, moment: datetime = PROPOSED_AT, **more: Any) -> Delegation:
    """With both opinions."""
    record = proposed(delegate, moment, **more)
    actor = colleague(Role.CONTROL, record.unit_id, moment)
    for adviser in Adviser:
        opinion = acts.Opinion(adviser, Verdict.AGREE, "Đủ điều kiện", "45/NV")
        record = acts.advise_delegation(code=record.code, opinion=opinion, actor=actor, at=moment)
    return record


def decided(delegate: Person, moment: datetime = DECIDED_AT, **more: Any) -> Delegation:
    """In force from its first day."""
    record = advised(delegate, min(moment, PROPOSED_AT), **more)
    lead = colleague(Role.LEAD, record.unit_id, moment)
    return acts.decide_delegation(code=record.code, instrument=DECISION, actor=lead, at=moment)


def withdrawn(record: Delegation, moment: datetime, end: date | None = None) -> Delegation:
    """Taken back by a document."""
    said = acts.Instrument("19/QĐ-UBND", moment.date(), "Chủ tịch UBND Quận 11")
    lead = colleague(Role.LEAD, record.unit_id, moment)
    return acts.withdraw_delegation(
        code=record.code, instrument=said, reason="Bố trí lại nhân sự", actor=lead, at=moment, end=end
    )
