"""What does a commitment rest on: which procedures, from which day, how often were they late the year before?"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.lateness import late_shares
from motcua.participation.models import Registration
from motcua.participation.registration_rules import Joining, pledge_warning, why_not_pledged
from motcua.participation.rules import months_before
from motcua.procedures.queries import public_versions

_MONTHS = 12


def pledge_facts(
    row: Registration, procedures: Sequence[str], pledged_from: date | None, joining: Joining, at: datetime
) -> list[dict[str, Any]]:
    """The columns of each pledge; no day is today, or the programme's first one where that is later.

    Refused: `backdated`, `outside_period`, `procedure_unknown`.
    """
    today = local_day(at)
    day = pledged_from or max(today, joining.period_from)
    refuse_if(why_not_pledged(day, joining, today))
    codes = list(dict.fromkeys(procedures))
    offered = set(
        public_versions(max(day, joining.period_from), unit=row.unit).values_list("procedure_id", flat=True)
    )
    if unknown := [code for code in codes if code not in offered]:
        raise refuse(
            "procedure_unknown",
            f"Đơn vị không giải quyết thủ tục {', '.join(unknown)[:200]}. Hãy chọn trong danh mục của đơn vị.",
            field="procedures",
        )
    yesterday = today - timedelta(days=1)
    known = late_shares([row.unit_id], months_before(today, _MONTHS), yesterday, at)
    shares = {one.procedure: (one.due, one.late) for one in known}
    return [
        {"procedure_id": code, "pledged_from": day}
        | dict(zip(("due_before", "late_before"), shares.get(code, (0, 0)), strict=True))
        for code in codes
    ]


def warnings_of(row: Registration) -> list[str]:
    """That pledged procedures are not often late, one sentence each (R-162)."""
    said = row.pledges.order_by("id").values_list("procedure_id", "due_before", "late_before")
    return [text for one in said if (text := pledge_warning(*one))]
