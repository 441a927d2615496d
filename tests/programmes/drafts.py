"""A programme as Quận 11 would draft it in May 2022, with parts said otherwise."""

from datetime import date, time
from typing import Any

from motcua.organisation.terms import Role
from motcua.programmes.actions.drafting import announce, draft_programme
from motcua.programmes.actions.recording import Decision
from motcua.programmes.drafting import Clause, Draft, OwnCutOff
from motcua.programmes.models import Programme
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, colleague

BEFORE = at("2022-05-13 09:00")
PLAN = Decision("205/KH-UBND", date(2022, 5, 13), "UBND Quận 11")


def draft(**otherwise: Any) -> Draft:
    """A month of results within the day for two lists, from 1/7/2022 to 31/7/2022."""
    facts: dict[str, Any] = {
        "name": "Tháng phục vụ không chờ",
        "issuer": Q11,
        "number": "205/KH-UBND",
        "issued_on": date(2022, 5, 13),
        "signed_by": "Trần Phi Long",
        "clause": "II.1.1",
        "units": (Q11,),
        "levels": ("district", "commune"),
        "period_from": date(2022, 7, 1),
        "period_to": date(2022, 8, 1),
        "lists": {"district": (HOUSEHOLD_BUSINESS,), "commune": (CERTIFIED_COPY,)},
        "declared": {"district": (1, 1)},
        "basis": "kèm theo Kế hoạch 205/KH-UBND",
        "cut_off": time(15),
        "cut_offs": (OwnCutOff(HOUSEHOLD_BUSINESS, time(10)),),
        "channels": {"desk": 0, "online": 3},
        "clauses": (
            Clause("II.1.1", "sau 15 giờ mà không giải quyết được ngay", "nộp 15:00 vẫn trong ngày"),
        ),
        "evaluation": ("monthly",),
    }
    return Draft(**(facts | otherwise))


def drafted(**otherwise: Any) -> Programme:
    """The draft kept by the control office of Quận 11."""
    return draft_programme(draft=draft(**otherwise), actor=colleague(Role.CONTROL, Q11, BEFORE), at=BEFORE)


def announced(**otherwise: Any) -> Programme:
    """The same, announced."""
    programme = drafted(**otherwise)
    announce(
        programme_id=programme.pk,
        decision=PLAN,
        accepted=True,
        actor=colleague(Role.CONTROL, Q11, BEFORE),
        at=BEFORE,
    )
    return Programme.objects.get(pk=programme.pk)
