"""Who plays in the tests? The demonstration's people of a unit, and dossiers as they hand them in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from motcua.core.moments import VN, local_day
from motcua.dossiers.actions.reception import Received, receive
from motcua.dossiers.actions.registry import Done, perform
from motcua.dossiers.applicants import Applicant
from motcua.dossiers.completeness import Handed
from motcua.dossiers.models import Dossier
from motcua.dossiers.receptions import Reception
from motcua.dossiers.terms import Act, State
from motcua.organisation.actors import Actor
from motcua.organisation.models import RoleGrant, in_force
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from motcua.procedures.queries import version_on

Q11, P5, THANH_SON, VUNG_TAU, BINH_THOI = (
    "hcmc.q11",
    "hcmc.q11.p5",
    "hai-duong.thanh-ha.thanh-son",
    "brvt.vung-tau",
    "hcmc.binh-thoi",
)
CERTIFIED_COPY, MARITAL_STATUS, HOUSEHOLD_BUSINESS, LAND_CHANGE = (
    "2.000815",
    "1.004873",
    "2.000720",
    "1.013225",
)
ONG_TU = Applicant(
    kind="person",
    name="Nguyễn Văn Tư",
    id_number="079085001234",
    phone="0912345678",
    address="12 Lãnh Binh Thăng",
)
COMPANY = Applicant(
    kind="organisation",
    name="Công ty TNHH Bình Thới",
    id_type="tax_code",
    id_number="0301442379",
    phone="0912345679",
    address="5 Bình Thới",
    representative="Trần Văn Tám",
)

# What the fixture `office_clock` gives.
SetClock = Callable[[datetime], None]


def at(text: str) -> datetime:
    """`2022-05-16 14:59` on the office's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=VN)


def colleague(role: Role, unit_id: str, moment: datetime, *, nth: int = 0) -> Actor:
    """A demonstration person of the unit who holds the role that day."""
    day = local_day(moment)
    grants = RoleGrant.objects.filter(in_force(day), unit_id=unit_id, role=role, person__demo=True)
    person_id = grants.order_by("person_id").values_list("person_id", flat=True)[nth]
    actor = actor_of(person_id=person_id, unit_id=unit_id, on=day)
    assert actor is not None
    return actor


def all_papers(code: str, moment: datetime) -> tuple[Handed, ...]:
    """Every mandatory component of the version in force."""
    version = version_on(code, local_day(moment))
    assert version is not None
    return tuple(
        Handed(component.key, original=component.originals or 1, copies=component.copies)
        for component in version.components.all()
        if component.mandatory
    )


def reception_of(code: str, unit_id: str, moment: datetime, **more: Any) -> Reception:
    """A complete reception of ông Tư, unless told otherwise."""
    facts: dict[str, Any] = {
        "procedure": code,
        "unit_id": unit_id,
        "applicant": ONG_TU,
        "received_at": moment,
        "components": all_papers(code, moment),
    }
    return Reception(**(facts | more))


def try_to_receive(code: str, unit_id: str, moment: datetime, **more: Any) -> Received:
    """The clerk of the unit receives; what lacks makes an intake."""
    clerk = colleague(Role.RECEIVE, unit_id, moment)
    return receive(reception=reception_of(code, unit_id, moment, **more), actor=clerk, at=moment)


def received(code: str, unit_id: str, moment: datetime, **more: Any) -> Dossier:
    """A dossier received by the clerk of the unit."""
    outcome = try_to_receive(code, unit_id, moment, **more)
    assert outcome.dossier is not None
    return outcome.dossier


def do(act: Act, dossier: Dossier, role: Role, moment: datetime, **said: Any) -> Done:
    """The colleague with that role does the act."""
    actor = colleague(role, dossier.unit_id, moment)
    return perform(act=act, code=str(dossier), actor=actor, at=moment, said=said)


def settled(code: str, unit_id: str, came: datetime, done: datetime) -> Dossier:
    """Received when it came; appraised, approved, stamped and its result back at the desk when it was done."""
    dossier = received(code, unit_id, came)
    for act, role in ((Act.APPRAISE, Role.APPRAISE), (Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL)):
        do(act, dossier, role, done)
    dossier.refresh_from_db()
    if dossier.state == State.SEALED:
        do(Act.HAND_BACK, dossier, Role.RECEIVE, done)
    return dossier


def ask_for_a_paper(
    dossier: Dossier, moment: datetime, *, role: Role = Role.RECEIVE, why: str = "Bản chụp mờ"
) -> Done:
    """The first paper of the list must come once more."""
    key = str(dossier.version.components.all()[0])
    return do(Act.ASK_SUPPLEMENT, dossier, role, moment, items=[{"key": key, "why": why}])
