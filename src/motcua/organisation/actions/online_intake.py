"""A unit says where people file online from a day on: with itself, or at the national portal."""

from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, life_of, note, reason_of, term
from motcua.organisation.models import OnlineIntake, Unit
from motcua.organisation.terms import IntakeMode


@transaction.atomic
def set_online_intake(
    *, unit: Unit, mode: str, valid_from: date, source: str, actor: Actor, at: datetime
) -> OnlineIntake:
    """From today or later; what held on past days stays so.

    Refused: `no_role`, `other_unit`, `intake_mode_unknown`, `outside_life`, `begin_in_past`, `source_missing`.
    """
    allow(actor, unit.id, at)
    if mode not in {known.value for known in IntakeMode}:
        raise refuse(
            "intake_mode_unknown", "Chưa chọn nơi nộp trực tuyến. Hãy chọn một trong hai.", field="mode"
        )
    if valid_from < local_day(at):
        raise refuse(
            "begin_in_past",
            "Không đổi nơi nộp của những ngày đã qua. Hãy chọn từ hôm nay.",
            field="valid_from",
        )
    term(valid_from, None, life_of(unit))
    document = reason_of(source, what="Văn bản")
    if not document:
        raise refuse(
            "source_missing",
            "Chưa ghi văn bản quy định nơi nộp. Hãy ghi số, ngày của văn bản.",
            field="basis",
        )
    row = OnlineIntake.objects.create(
        unit=unit, mode=mode, valid_from=valid_from, source=document, said_by_id=actor.person_id, said_at=at
    )
    note(actor, at, unit.id, "set_online_intake", unit.id, mode=mode, valid_from=valid_from, source=document)
    return row
