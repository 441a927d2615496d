"""Open a visit, take a wish into it. Each wish stays a reception of its own; the visit only holds them together."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from motcua.core.moments import local, local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.dossiers import policies
from motcua.dossiers.actions.hall_links import tie_visit
from motcua.dossiers.applicants import Applicant, check_applicant
from motcua.dossiers.models import Dossier, Intake, Visit, VisitWish
from motcua.dossiers.terms import Act
from motcua.dossiers.visit_rules import why_not_add, why_not_open
from motcua.dossiers.visits import visit_of_today
from motcua.organisation.actors import Actor
from motcua.organisation.queries import desk_of


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who came; `anew`: a second visit on the same day, said so; `counter` as it is called at the desk."""

    applicant: Applicant
    counter: str = ""
    anew: bool = False


@transaction.atomic
def open_visit(*, visitor: Visitor, actor: Actor, at: datetime) -> Visit:
    """Open a visit at the actor's desk.

    Raises Refused: no_desk, no_role, not_posted, visit_open_today (with its id), and those of `check_applicant`.
    """
    day = local_day(at)
    desk = desk_of(unit_id=actor.unit_id, on=day)
    if desk is None:
        raise refuse("no_desk", "Cơ quan này chưa có Bộ phận Một cửa hôm nay. Đề nghị quản trị kiểm tra lại.")
    refuse_if(why_not_open(desk.pk, actor))
    who = check_applicant(visitor.applicant, on=day)
    _one_at_a_time(actor.unit_id, who.id_number)
    before = visit_of_today(actor.unit_id, who.id_number, day)
    if before is not None and not visitor.anew:
        raise refuse(
            "visit_open_today",
            f"Người này đã có lượt giao dịch lúc {local(before.opened_at):%H:%M} hôm nay. "
            "Hãy mở lại lượt đó, hoặc xác nhận đây là lượt đến khác.",
            visit=before.pk,
        )
    visit = Visit.objects.create(
        unit_id=actor.unit_id,
        one_stop_unit=desk,
        counter=clean_line(visitor.counter, 60, field="counter", what="Quầy"),
        opened_at=at,
        day=day,
        opened_by_id=actor.person_id,
        opened_by_name=actor.name,
        applicant_kind=who.kind,
        applicant_name=who.name,
        applicant_fold=who.fold,
        id_type=who.id_type,
        id_number=who.id_number,
        phone=who.phone,
        email=who.email,
        address=who.address,
        representative=who.representative,
    )
    tie_visit(visit, actor, at)
    return visit


def _one_at_a_time(unit_id: str, id_number: str) -> None:
    """Pressed twice, or at two counters at once: the second sees the visit that the first opened."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"visit|{unit_id}|{id_number}"])


@transaction.atomic
def visit_from(*, dossier: Dossier, actor: Actor, at: datetime) -> Visit:
    """The person just served has one more wish: the visit that the dossier began, opened now if it has none.

    Raises Refused: other_unit, no_role, not_posted, visit_over.
    """
    refuse_if(policies.why_not_in_unit(dossier.unit_id, actor))
    refuse_if(why_not_open(dossier.one_stop_unit_id, actor))
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    known = VisitWish.objects.filter(dossier=locked).select_related("visit").first()
    accepted = locked.accepted_at or locked.received_at
    refuse_if(why_not_add(known.visit.day if known else local_day(accepted), local_day(at)))
    if known is not None:
        return known.visit
    same = ("applicant_kind", "applicant_name", "applicant_fold", "id_type", "id_number")
    contact = ("phone", "email", "address", "representative")
    visit = Visit.objects.create(
        unit_id=locked.unit_id,
        one_stop_unit_id=locked.one_stop_unit_id,
        opened_at=accepted,
        day=local_day(accepted),
        opened_by_id=actor.person_id,
        opened_by_name=actor.name,
        **{name: getattr(locked, name) for name in (*same, *contact)},
    )
    VisitWish.objects.create(visit=visit, dossier=locked, added_at=at)
    tie_visit(visit, actor, at)
    return visit


def visit_to_add(visit_id: int, actor: Actor, at: datetime) -> Visit:
    """The visit into which something is asked for now. Raises Refused: visit_unknown, visit_over, no_role."""
    refuse_if(policies.why_not_by_role(Act.RECEIVE, actor))
    visit = Visit.objects.filter(pk=visit_id, unit_id=actor.unit_id).first()
    if visit is None:
        raise refuse(
            "visit_unknown",
            "Không có lượt giao dịch này tại cơ quan. Hãy mở lại danh sách lượt để chọn.",
            field="visit",
        )
    refuse_if(why_not_add(visit.day, local_day(at)))
    return visit


def add_wish(visit: Visit, made: Dossier | Intake, at: datetime) -> None:
    """What came of a wish; an intake looked at again stays the wish that it was."""
    if isinstance(made, Intake):
        VisitWish.objects.get_or_create(intake=made, defaults={"visit": visit, "added_at": at})
    else:
        VisitWish.objects.create(visit=visit, dossier=made, added_at=at)
