"""What should be put right before a programme starts? Each point as it stands, nothing hidden (R-016, R-106)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from motcua.organisation.models import RoleGrant, Unit, in_force
from motcua.organisation.terms import Role
from motcua.programmes.checking import (
    Agencies,
    Catalogue,
    count_differences,
    gaps,
    level_words,
    overlaps,
    start_difference,
)
from motcua.programmes.known import agencies_known, catalogue_known
from motcua.programmes.life import UnitPlan, unit_plans, without_plan
from motcua.programmes.models import Programme
from motcua.programmes.reading import read_programme
from motcua.programmes.rules import ProgrammeRule, first_day
from motcua.programmes.terms import APPLIED, ProgrammeStatus
from motcua.workcalendar.wording import day_number, named_day


class Point(StrEnum):
    """What is looked at."""

    COUNTS = "counts"  # số thủ tục, lĩnh vực khai và đếm được
    APPROVAL = "approval"  # danh mục có văn bản ban hành
    FIRST_DAY = "first_day"  # ngày đầu tiên áp dụng
    IN_FORCE = "in_force"  # thủ tục còn hiệu lực
    OVERLAP = "overlap"  # trùng với chương trình khác
    SIGNERS = "signers"  # đơn vị có người ký
    PLANS = "plans"  # kế hoạch của từng đơn vị


@dataclass(frozen=True, slots=True)
class Check:
    """One point: whether it is well, and in words what was found; `items` are the places to look at."""

    point: Point
    well: bool
    text: str
    items: tuple[str, ...] = ()


def checks_before_start(programme: Programme, today: date) -> list[Check]:
    """All points in their order, as of today for a programme that may start later."""
    rule = read_programme(programme.definition)
    day = max(today, rule.period_from)
    plans, catalogue, agencies = unit_plans(programme, day), catalogue_known(), agencies_known()
    return [
        _counts(rule, catalogue),
        _approval(programme, rule),
        _first(rule),
        _in_force(rule, catalogue, agencies),
        _overlap(rule, agencies),
        _signers([one.unit for one in plans], day),
        _plans(plans),
    ]


def overlapping(rule: ProgrammeRule, agencies: Agencies) -> list[ProgrammeRule]:
    """Applied programmes that would cover the same units on the same days."""
    meant = replace(rule, status=ProgrammeStatus.APPROVED.value)
    rows = Programme.objects.filter(status__in=list(APPLIED)).exclude(slug=rule.id)
    others = [read_programme(row.definition) for row in rows.order_by("slug")]
    return [other for other in others if overlaps(meant, other, agencies)]


def units_without_signer(units: list[Unit], day: date) -> list[Unit]:
    """Units in which nobody holds the role of approving that day."""
    held = RoleGrant.objects.filter(in_force(day), unit__in=units, role=Role.APPROVE, person__is_active=True)
    able = set(held.values_list("unit_id", flat=True))
    return [unit for unit in units if unit.pk not in able]


def _counts(rule: ProgrammeRule, catalogue: Catalogue) -> Check:
    found = [f"{level}: {difference}" for level, difference in count_differences(rule, catalogue)]
    if not rule.declared_counts:
        return Check(Point.COUNTS, well=True, text="Kế hoạch không ghi số thủ tục để đối chiếu.")
    text = "Số thủ tục, lĩnh vực khác với kế hoạch." if found else "Số thủ tục, lĩnh vực khớp với kế hoạch."
    return Check(Point.COUNTS, not found, text, tuple(found))


def _approval(programme: Programme, rule: ProgrammeRule) -> Check:
    """A list is approved by the plan that it is annexed to; one taken for demonstration is not."""
    document = programme.definition["document"]
    lacking = [
        level_words(item["level"])
        for item in programme.definition["lists"]
        if not document.get("number") or str(item.get("basis", "")).startswith("minh họa")
    ]
    text = "Danh mục chưa có văn bản ban hành." if lacking else "Danh mục ban hành kèm theo kế hoạch."
    return Check(Point.APPROVAL, not lacking, text, tuple(lacking))


def _first(rule: ProgrammeRule) -> Check:
    difference = start_difference(rule)
    if difference:
        return Check(Point.FIRST_DAY, well=False, text=f"{difference[:1].upper()}{difference[1:]}.")
    return Check(Point.FIRST_DAY, well=True, text=f"Ngày đầu tiên áp dụng: {named_day(first_day(rule))}.")


def _in_force(rule: ProgrammeRule, catalogue: Catalogue, agencies: Agencies) -> Check:
    found = gaps(rule, catalogue, agencies)
    if not found:
        return Check(Point.IN_FORCE, well=True, text="Mọi thủ tục có hiệu lực suốt thời gian thực hiện.")
    items = tuple(f"{code} từ ngày {day_number(day)}" for code, day in found)
    return Check(Point.IN_FORCE, well=False, text="Có thủ tục không còn hoặc chưa có hiệu lực.", items=items)


def _overlap(rule: ProgrammeRule, agencies: Agencies) -> Check:
    others = tuple(one.name for one in overlapping(rule, agencies))
    if not others:
        return Check(Point.OVERLAP, well=True, text="Không trùng với chương trình nào.")
    text = "Trùng thời gian và đơn vị với chương trình khác; lời hẹn sớm nhất được áp dụng."
    return Check(Point.OVERLAP, well=False, text=text, items=others)


def _signers(units: list[Unit], day: date) -> Check:
    lacking = tuple(unit.name for unit in units_without_signer(units, day))
    text = "Có đơn vị chưa có người ký." if lacking else f"Cả {len(units)} đơn vị đều có người ký."
    return Check(
        Point.SIGNERS, not lacking and bool(units), text if units else "Không có đơn vị nào.", lacking
    )


def _plans(plans: list[UnitPlan]) -> Check:
    lacking = tuple(unit.name for unit in without_plan(plans))
    text = (
        "Có đơn vị chưa có kế hoạch hoặc văn bản triển khai." if lacking else "Đơn vị nào cũng có kế hoạch."
    )
    return Check(Point.PLANS, not lacking, text, lacking)
