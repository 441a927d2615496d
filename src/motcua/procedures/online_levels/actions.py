"""Decide or plan the online level of a procedure, and record a campaign for filing online."""

from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line, needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.procedures.models import OnlineCampaign, OnlineLevelDecision, Procedure
from motcua.procedures.online_levels.rules import OnlineLevel
from motcua.procedures.policies import KEEPING, why_not_one_of

_LONGEST_CAMPAIGN = 366


@transaction.atomic
def state_online_level(
    *,
    code: str,
    level: str,
    valid_from: date,
    document: str,
    planned: bool,
    reason: str,
    actor: Actor,
    at: datetime,
) -> OnlineLevelDecision:
    """Decide from which day the actor's unit and those below offer a procedure at a level, or plan it (R-011, R-126).

    What came in earlier keeps its way. Refused: `no_role`, `procedure_unknown`, `level_unknown`, `backdated`,
    `document_missing`.
    """
    refuse_if(why_not_one_of(actor, KEEPING, "quyết định mức độ trực tuyến"))
    if not Procedure.objects.filter(code=code).exists():
        raise refuse("procedure_unknown", "Không có thủ tục này. Hãy chọn trong danh mục.", field="code")
    if level not in set(OnlineLevel):
        raise refuse(
            "level_unknown", "Không có mức độ này. Hãy chọn 2, 3, 4 hoặc chưa đủ điều kiện.", field="level"
        )
    if valid_from < local_day(at):
        raise refuse(
            "backdated",
            "Không ghi lùi ngày: hồ sơ đã nộp giữ cách nộp cũ. Hãy chọn từ hôm nay.",
            field="valid_from",
        )
    said = {
        "level": level,
        "valid_from": valid_from,
        "planned": planned,
        "document": needed_line(document, 300, field="document", what="Văn bản"),
        "reason": clean_line(reason, 500, field="reason", what="Lý do"),
    }
    note(actor, at, "state_online_level", code, said | {"valid_from": valid_from.isoformat()})
    return OnlineLevelDecision.objects.create(procedure_id=code, **said, **said_by(actor, at))


@transaction.atomic
def record_campaign(
    *, name: str, starts_on: date, ends_on: date, document: str, actor: Actor, at: datetime
) -> OnlineCampaign:
    """Record a campaign of the actor's unit. Refused: `no_role`, `name_missing`, `period_wrong`, `period_long`."""
    refuse_if(why_not_one_of(actor, KEEPING, "ghi đợt vận động"))
    if ends_on < starts_on:
        raise refuse("period_wrong", "Ngày cuối trước ngày đầu. Hãy chọn lại khoảng ngày.", field="ends_on")
    if (ends_on - starts_on).days >= _LONGEST_CAMPAIGN:
        raise refuse("period_long", "Một đợt không quá một năm. Hãy chia ra từng đợt.", field="ends_on")
    said = {
        "name": needed_line(name, 200, field="name", what="Tên đợt vận động"),
        "document": clean_line(document, 300, field="document", what="Văn bản"),
    }
    days = {"starts_on": starts_on, "ends_on": ends_on}
    note(actor, at, "record_campaign", said["name"], {key: day.isoformat() for key, day in days.items()})
    return OnlineCampaign.objects.create(**said, **days, **said_by(actor, at))
