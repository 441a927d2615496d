"""How does a file of halls come into the database? Groups, rule, special counters, kiosks, approvals of each desk."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.core.reading import Findings, LoadReport, Part
from motcua.organisation.models import Counter, OneStopUnit, in_force
from motcua.organisation.terms import PriorityClass
from motcua.queueing.loading_appointments import load_windows
from motcua.queueing.models import HallApproval, HallRule, Kiosk, ServiceGroup
from motcua.queueing.terms import HallService

_NUMBERS = (
    "elderly_age",
    "ageing_minutes",
    "booked_minutes",
    "late_minutes",
    "wait_limit_minutes",
    "opens_before_minutes",
    "kiosk_per_minute",
    "estimate_days",
    "estimate_least",
)


@transaction.atomic
def load_hall(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `hall`. What a desk has already is left alone: people change it on the pages."""
    findings = Findings(file)
    root = Part(data, "", findings)
    defaults = root.part("defaults")
    added: list[str] = []
    kept = 0
    for part in root.parts("desks", "unit"):
        desk = _desk(part)
        if desk is None:
            part.refuse("không có Bộ phận Một cửa của đơn vị này. Hãy kiểm tra lại mã đơn vị")
            continue
        new = _load_desk(desk, part, defaults, at)
        added += [f"{what} của {desk.unit_id}" for what in new]
        kept += not new
    if findings.refused:
        transaction.set_rollback(True)
        return LoadReport.of_refusal("hall", findings)
    return LoadReport("hall", tuple(added), (), kept, tuple(findings.warnings))


def _desk(part: Part) -> OneStopUnit | None:
    found = OneStopUnit.objects.filter(in_force(part.day("from")), unit_id=part.text("unit"))
    return found.order_by("valid_from").first()


def _load_desk(desk: OneStopUnit, part: Part, defaults: Part, at: datetime) -> list[str]:
    begin = part.day("from")
    own = part if "groups" in part.raw else defaults
    rule = part.maybe_part("rule") or defaults.part("rule")
    return [
        *_groups(desk, own.parts("groups", "letter"), begin),
        *_rule(desk, rule, begin, at),
        *_special(desk, part.parts("special", "counter", [])),
        *_kiosks(desk, part.parts("kiosks", "mark", []), begin),
        *_approvals(desk, part.parts("approvals", "what", []), begin, at),
        *load_windows(desk, part.parts("appointments", "from", []), begin, at),
    ]


def _groups(desk: OneStopUnit, parts: list[Part], begin: date) -> list[str]:
    if ServiceGroup.objects.filter(desk=desk).exists():
        return []
    rows = [
        ServiceGroup(
            desk=desk,
            letter=one.text("letter"),
            name=one.text("name"),
            fields=list(one.texts("fields", ())),
            procedures=list(one.texts("procedures", ())),
            position=place,
            valid_from=begin,
        )
        for place, one in enumerate(parts, start=1)
    ]
    ServiceGroup.objects.bulk_create(rows)
    return [f"{len(rows)} nhóm việc"]


def _rule(desk: OneStopUnit, part: Part, begin: date, at: datetime) -> list[str]:
    if HallRule.objects.filter(desk=desk).exists():
        return []
    numbers = {name: part.number(name) for name in _NUMBERS}
    HallRule.objects.create(
        desk=desk, document=part.text("document"), valid_from=begin, stated_at=at, **numbers
    )
    return ["quy tắc gọi số"]


def _special(desk: OneStopUnit, parts: list[Part]) -> list[str]:
    """A counter that somebody marked is left as it is."""
    added = []
    for one in parts:
        marks = list(one.texts("classes"))
        unknown = sorted(set(marks) - {word.value for word in PriorityClass})
        found = Counter.objects.filter(one_stop_unit=desk, number=one.number("counter")).first()
        if found is None or unknown:
            one.refuse("không có quầy này hoặc đối tượng này. Hãy kiểm tra lại")
        elif not found.priority:
            found.priority = sorted(marks)
            found.save(update_fields=["priority"])
            added.append(f"quầy ưu tiên {found.number}")
    return added


def _kiosks(desk: OneStopUnit, parts: list[Part], begin: date) -> list[str]:
    added = []
    for one in parts:
        mark = one.text("mark")
        if not Kiosk.objects.filter(desk=desk, mark=mark).exists():
            Kiosk.objects.create(desk=desk, mark=mark, name=one.text("name", ""), valid_from=begin)
            added.append(f"ki-ốt {mark}")
    return added


def _approvals(desk: OneStopUnit, parts: list[Part], begin: date, at: datetime) -> list[str]:
    added = []
    for one in parts:
        what, document = one.choice("what", [word.value for word in HallService]), one.text("document")
        if not HallApproval.objects.filter(desk=desk, what=what).exists():
            HallApproval.objects.create(
                desk=desk, what=what, document=document, valid_from=begin, stated_at=at
            )
            added.append(f"quyết định mở “{what}”")
    return added
