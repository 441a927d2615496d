"""Which procedures were judged, chosen, classed and planned, and how far are plan and duties?"""

from collections.abc import Mapping
from datetime import date

from motcua.core.moments import local_day
from motcua.organisation.models import Unit, in_force
from motcua.organisation.queries import units_under
from motcua.organisation.stated import newest
from motcua.participation.classes import CLASS_LABELS, classes_on, history, names_of
from motcua.participation.rules import FULL, OFF, PARTIAL
from motcua.participation.sheet import Line, Sheet, day_text
from motcua.procedures.models import OnTheSpotEntry
from motcua.procedures.queries import PATH_OF_CLASS, desk_list_on
from motcua.procedures.terms import PathClass
from motcua.programmes.models import DetailedPlan, DutyReport, RoadmapYear, SelectionSheet, SolutionPlan
from motcua.programmes.policies import is_late_start, missing_parts
from motcua.programmes.terms import (
    CRITERION_LABELS,
    DUTY_LABELS,
    DUTY_STANDING_LABELS,
    SOLUTION_LABELS,
    Criterion,
    Duty,
    DutyStanding,
)

YES, NO = "Có", "Không"
_DISTRICTS = ("district",)


def selection(unit: Unit, day: date) -> Sheet:
    """Selection sheets by score, the highest first (R-049)."""
    sheets = newest(SelectionSheet.objects.filter(unit=unit), lambda row: row.procedure_id)
    names, paths = names_of(sheets, day), classes_on(unit, day)
    rows = sorted(sheets.values(), key=lambda row: (-score_of(row), row.procedure_id))
    announced = desk_list_on(unit, day)
    basis = (
        f"Danh mục của tỉnh: {announced.number} ngày {day_text(announced.issued_on)}, {len(announced.codes)} thủ tục."
        if announced
        else "Tỉnh chưa công bố danh mục thực hiện tại Bộ phận Một cửa của cấp này."
    )
    return Sheet(
        name="selection",
        title="Phiếu lựa chọn thủ tục",
        columns=(
            "Mã",
            "Thủ tục",
            "Điểm",
            *CRITERION_LABELS.values(),
            "Phân loại",
            "Người rà soát",
            "Ngày",
            "Lý do",
        ),
        lines=tuple(_judged(row, names, paths) for row in rows),
        notes=(basis,),
    )


def _judged(row: SelectionSheet, names: Mapping[str, str], paths: Mapping[str, str]) -> Line:
    answers = (YES if getattr(row, one.value) else NO for one in Criterion)
    name, path = names.get(row.procedure_id, ""), CLASS_LABELS[paths.get(row.procedure_id, OFF)]
    score, judged_on = f"{score_of(row)}/{len(Criterion)}", day_text(row.judged_on)
    return Line((row.procedure_id, name, score, *answers, path, row.stated_by_name, judged_on, row.reason))


def score_of(row: SelectionSheet) -> int:
    """How many of the five criteria are answered yes."""
    return sum(bool(getattr(row, one.value)) for one in Criterion)


def classes(unit: Unit, day: date) -> Sheet:
    """Every class of every procedure with its days, by code (R-045, R-061)."""
    entries = OnTheSpotEntry.objects.filter(unit=unit).select_related("list")
    rows = sorted(entries, key=lambda row: (row.procedure_id, row.valid_from, row.list_id))
    names = names_of({row.procedure_id for row in rows}, day)
    return Sheet(
        name="classes",
        title="Phân loại thủ tục 4 tại chỗ",
        columns=("Mã", "Thủ tục", "Phân loại", "Danh sách", "Từ ngày", "Hết từ ngày", "Căn cứ"),
        lines=tuple(
            Line(
                (
                    row.procedure_id,
                    names.get(row.procedure_id, ""),
                    CLASS_LABELS[PATH_OF_CLASS[PathClass(row.path_class)]],
                    row.list.name if row.list.approved else f"{row.list.name} (chưa phê duyệt)",
                    day_text(row.valid_from),
                    day_text(row.valid_to),
                    row.basis,
                )
            )
            for row in rows
        ),
    )


def class_history(unit: Unit, day: date) -> Sheet:
    """How many procedures were in each class on each day of change, and which moved back (R-046)."""
    changes = history(unit)
    names = names_of({code for one in changes for code in one.back}, day)
    return Sheet(
        name="class_history",
        title="Lịch sử phân loại",
        columns=("Từ ngày", CLASS_LABELS[FULL], CLASS_LABELS[PARTIAL], "Tổng", "Chuyển lùi"),
        lines=tuple(
            Line(
                (
                    day_text(one.day),
                    str(one.full),
                    str(one.partial),
                    str(one.full + one.partial),
                    "; ".join(f"{code} {names.get(code, '')}" for code in one.back) or "Không có",
                )
            )
            for one in reversed(changes)
        ),
        notes=("Số thủ tục trọn vẹn tại chỗ phải theo hướng tăng (144/KH-UBND, mục II.1).",),
    )


def solutions(unit: Unit, day: date) -> Sheet:
    """How each procedure of the list is brought under the process; what lacks is marked (R-056, R-057)."""
    plans = newest(SolutionPlan.objects.filter(unit=unit), lambda row: row.procedure_id)
    codes = sorted({*classes_on(unit, day), *plans})
    names = names_of(codes, day)
    lines, incomplete = [], 0
    for code in codes:
        row = plans.get(code)
        lacks = missing_parts(*_parts(row))
        incomplete += bool(lacks)
        shown = [*_parts(row)[1:], f"Thiếu: {', '.join(lacks)}" if lacks else "Đủ"]
        words = "; ".join(solution_words(one) for one in _parts(row)[0])
        author = (row.stated_by_name, day_text(local_day(row.stated_at))) if row else ("–", "–")
        lines.append(Line((code, names.get(code, ""), words or "–", *(one or "–" for one in shown), *author)))
    return Sheet(
        name="solutions",
        title="Giải pháp cụ thể của từng thủ tục",
        columns=(
            "Mã", "Thủ tục", "Giải pháp", "Nhân sự", "Lộ trình", "Trang thiết bị", "Đầy đủ", "Người ghi", "Ngày",
        ),
        lines=tuple(lines),
        figures=((str(incomplete), "Thủ tục còn thiếu giải pháp cụ thể"),),
    )  # fmt: skip


def solution_words(one: str) -> str:
    """A solution in words: of the plan's list, or the unit's own."""
    return {key.value: label for key, label in SOLUTION_LABELS.items()}.get(one, one)


def _parts(row: SolutionPlan | None) -> tuple[list[str], str, str, str]:
    return ([], "", "", "") if row is None else (row.solutions, row.staff, row.roadmap, row.equipment)


def roadmap(unit: Unit, day: date) -> Sheet:
    """Planned and reached by year; a start after 31/12/2020 is late (R-058)."""
    years = newest(RoadmapYear.objects.filter(unit=unit), lambda row: row.year)
    lines = []
    for year, row in sorted(years.items()):
        end = min(date(year, 12, 31), day)
        reached = len(classes_on(unit, end)) if end.year == year else None
        gap = "–" if reached is None else f"{reached - row.planned:+d}"
        start = "Trễ so với 31/12/2020" if is_late_start(row.starts_on) else "Đúng lộ trình"
        lines.append(
            Line(
                (
                    str(year),
                    day_text(row.starts_on),
                    start if year == min(years) else "–",
                    str(row.planned),
                    "–" if reached is None else str(reached),
                    gap,
                    row.stated_by_name,
                )
            )
        )
    return Sheet(
        name="roadmap",
        title="Lộ trình thực hiện",
        columns=("Năm", "Bắt đầu", "Đánh giá bắt đầu", "Kế hoạch", "Thực hiện", "Chênh lệch", "Người ghi"),
        lines=tuple(lines),
        notes=() if lines else ("Cơ quan chưa có lộ trình.",),
    )


def plans(unit: Unit, day: date) -> Sheet:
    """The detailed plan of this unit and of each district below it, missing ones first (R-059)."""
    districts = [
        one
        for one in Unit.objects.filter(in_force(day), pk__in=units_under([unit.pk])).order_by("name_fold")
        if one.level_id in _DISTRICTS or one.pk == unit.pk
    ]
    if unit.level_id not in _DISTRICTS and len(districts) > 1:
        districts = [one for one in districts if one.pk != unit.pk]
    found = newest(DetailedPlan.objects.filter(unit__in=districts), lambda row: row.unit_id)
    lines = [
        Line(
            (one.name, row.number, day_text(row.issued_on), row.signed_by or "–", "Đã ban hành")
            if (row := found.get(one.pk))
            else (one.name, "–", "–", "–", "Chưa có kế hoạch chi tiết")
        )
        for one in sorted(districts, key=lambda one: one.pk in found)
    ]
    return Sheet(
        name="plans",
        title="Kế hoạch chi tiết của cấp huyện",
        columns=("Cơ quan", "Số", "Ngày", "Người ký", "Tình trạng"),
        lines=tuple(lines),
        figures=((str(sum(one.pk not in found for one in districts)), "Cơ quan chưa có kế hoạch chi tiết"),),
    )


def duties(unit: Unit, day: date) -> Sheet:
    """Each duty of part II with how far it is and since when (R-063)."""
    reports = newest(DutyReport.objects.filter(unit=unit, reported_on__lte=day), lambda row: row.duty)
    lines = []
    for duty in Duty:
        row = reports.get(duty.value)
        standing = DutyStanding(row.standing) if row else DutyStanding.NOT_STARTED
        said = (day_text(row.reported_on), row.note or "–", row.stated_by_name) if row else ("–", "–", "–")
        lines.append(Line((duty.value, DUTY_LABELS[duty], DUTY_STANDING_LABELS[standing], *said)))
    done = sum(1 for row in reports.values() if row.standing == DutyStanding.DONE)
    return Sheet(
        name="duties",
        title="Nhiệm vụ theo phần II của kế hoạch",
        columns=("Mục", "Nhiệm vụ", "Tình trạng", "Ngày", "Ghi chú", "Người báo cáo"),
        lines=tuple(lines),
        figures=((f"{done}/{len(Duty)}", "Nhiệm vụ đã hoàn thành"),),
    )


SHEETS = {
    "selection": selection,
    "classes": classes,
    "class_history": class_history,
    "solutions": solutions,
    "roadmap": roadmap,
    "plans": plans,
    "duties": duties,
}
