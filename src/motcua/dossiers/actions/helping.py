"""A helper writes down whom they helped with what, how long; who it was stays unnamed (R-029)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.actions.sayings import day_of, text_of
from motcua.dossiers.home_rules import why_not_help
from motcua.dossiers.home_terms import HelpKind
from motcua.dossiers.models import Dossier, HelpEntry
from motcua.organisation.actors import Actor
from motcua.procedures.models import Procedure

_BACK = 7  # days after which a day is closed
_MOST_MINUTES = 480


@transaction.atomic
def log_help(*, actor: Actor, at: datetime, said: Mapping[str, Any]) -> HelpEntry:
    """`kind`, `minutes`, `procedure` and `filing` (number or code) where one came of it, `day` (else today).

    Refused: no_role, kind_missing, minutes_wrong, procedure_unknown, filing_unknown, filing_twice, day_wrong.
    """
    refuse_if(why_not_help(actor))
    try:
        kind = HelpKind(text_of(said, "kind", "Việc hỗ trợ"))
    except ValueError:
        raise refuse("kind_missing", "Hãy chọn đã hỗ trợ việc gì.", field="kind") from None
    minutes = said.get("minutes")
    if type(minutes) is not int or not 1 <= minutes <= _MOST_MINUTES:
        raise refuse("minutes_wrong", f"Số phút từ 1 đến {_MOST_MINUTES}. Hãy sửa lại.", field="minutes")
    today = local_day(at)
    day = day_of(said, "day", "Ngày") or today
    if not 0 <= (today - day).days <= _BACK:
        raise refuse("day_wrong", f"Chỉ ghi cho hôm nay và {_BACK} ngày trước. Hãy sửa lại.", field="day")
    return HelpEntry.objects.create(
        helper_id=actor.person_id,
        helper_name=actor.name,
        unit_id=actor.unit_id,
        day=day,
        kind=kind,
        procedure=_procedure(text_of(said, "procedure", "Mã thủ tục", limit=12)),
        minutes=minutes,
        filing=_filing(text_of(said, "filing", "Số nộp trực tuyến", limit=60).upper(), actor.unit_id),
        written_at=at,
    )


def _procedure(code: str) -> Procedure | None:
    if not code:
        return None
    found = Procedure.objects.filter(code=code).first()
    if found is None:
        raise refuse("procedure_unknown", "Không có thủ tục này. Hãy xem lại mã.", field="procedure")
    return found


def _filing(number: str, unit_id: str) -> str:
    if not number:
        return ""
    if not Dossier.objects.filter(unit_id=unit_id, filing_number=number).exists():
        raise refuse("filing_unknown", "Không có số nộp trực tuyến này. Hãy xem lại.", field="filing")
    if HelpEntry.objects.filter(filing=number).exists():
        raise refuse("filing_twice", "Lượt hỗ trợ cho số này đã ghi rồi. Hãy xem lại số.", field="filing")
    return number
