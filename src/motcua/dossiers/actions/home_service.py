"""From when may people ask a unit to come home, by which document? (R-025: "organised where approved")"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line, needed_line
from motcua.dossiers.home_terms import HomeKind
from motcua.dossiers.models import HomeApproval
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.noting import note
from motcua.organisation.policies import LEADING, Period, why_not_change, why_not_end, why_not_period
from motcua.organisation.queries import scope_of
from motcua.procedures.models import Procedure


def _allow(actor: Actor, unit: Unit, at: datetime) -> None:
    scope = scope_of(actor, roles=LEADING, on=local_day(at))
    refuse_if(why_not_change(actor, unit.id, scope=scope, roles=LEADING))


@transaction.atomic
def approve_home_service(
    *,
    unit: Unit,
    kinds: Sequence[str],
    procedures: Sequence[str],
    area: str,
    document: str,
    actor: Actor,
    at: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> HomeApproval:
    """Refused: no_role, other_unit, kinds_missing, procedure_unknown, document_missing, period_wrong, outside_life."""
    _allow(actor, unit, at)
    known = [kind for kind in HomeKind if kind in kinds]
    if not known or len(known) != len(set(kinds)):
        raise refuse("kinds_missing", "Chưa chọn việc làm tại nhà. Hãy chọn ít nhất một việc.", field="kinds")
    codes = sorted(set(procedures))
    if Procedure.objects.filter(code__in=codes).count() != len(codes):
        raise refuse("procedure_unknown", "Có mã thủ tục không có. Hãy xem lại.", field="procedures")
    period = Period(valid_from or local_day(at), valid_to)
    refuse_if(why_not_period(period, inside=Period(unit.valid_from, unit.valid_to)))
    approval = HomeApproval.objects.create(
        unit=unit,
        kinds=[kind.value for kind in known],
        procedures=codes,
        area=clean_line(area, 300, field="area", what="Địa bàn"),
        document=needed_line(document, 300, field="document", what="Văn bản cho phép"),
        valid_from=period.valid_from,
        valid_to=period.valid_to,
        stated_by_id=actor.person_id,
        stated_at=at,
    )
    note(actor, at, "approve_home_service", unit.id, {"document": approval.document, "kinds": approval.kinds})
    return approval


@transaction.atomic
def end_home_service(
    *, approval_id: int, unit: Unit, actor: Actor, at: datetime, end: date | None = None
) -> None:
    """From that day, by default today, nothing new may be asked by it. Refused as above, approval_unknown."""
    _allow(actor, unit, at)
    found = HomeApproval.objects.select_for_update(of=("self",)).filter(pk=approval_id, unit=unit).first()
    if found is None:
        raise refuse("approval_unknown", "Không có mục này ở cơ quan này. Hãy tải lại trang.")
    day = end or local_day(at)
    refuse_if(why_not_end(Period(found.valid_from, found.valid_to), day, today=local_day(at)))
    found.valid_to = day
    found.save(update_fields=["valid_to"])
    note(actor, at, "end_home_service", unit.id, {"document": found.document, "valid_to": day.isoformat()})
