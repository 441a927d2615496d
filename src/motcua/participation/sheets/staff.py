"""Who works at the desk, for which work, with which skills and power, and what are they entitled to?"""

from collections import defaultdict
from datetime import date

from motcua.core.moments import local_day
from motcua.organisation.models import Posting, Unit
from motcua.organisation.terms import ROLE_LABELS, Role
from motcua.participation.classes import names_of
from motcua.participation.models import Entitlement
from motcua.participation.readiness import FIVE, seated_on, skills_of, staff_planned, staff_present, who_does
from motcua.participation.sheet import Line, Sheet, day_text, number_text
from motcua.participation.terms import ENTITLEMENT_LABELS, EntitlementKind

_NOBODY = "Chưa có ai"


def staff(unit: Unit, day: date) -> Sheet:
    """Planned and present by role (R-228)."""
    planned, present = staff_planned(unit), staff_present(unit, day)
    rows = [role for role in Role if role in planned or role in FIVE]
    return Sheet(
        name="staff",
        title="Nhân sự theo kế hoạch và hiện có",
        columns=("Vai trò", "Kế hoạch", "Hiện có", "Thiếu", "Họ tên"),
        lines=tuple(
            Line(
                (
                    ROLE_LABELS[role],
                    str(planned[role]) if role in planned else "chưa định",
                    str(len(present[role])),
                    str(max(planned[role] - len(present[role]), 0)) if role in planned else "–",
                    ", ".join(present[role]) or _NOBODY,
                )
            )
            for role in rows
        ),
    )


def powers(unit: Unit, day: date) -> Sheet:
    """By procedure under the process: who receives, appraises, approves, seals and returns; gaps said (R-228)."""
    found = who_does(unit, day)
    names = names_of(found, day)
    skilled = skills_of(unit)
    lines = []
    for code, acts in found.items():
        trained = [
            f"{one.person.full_name} ({one.name})"
            for one in skilled
            if not one.procedures or code in one.procedures
        ]
        cells = (", ".join(acts[role]) or _NOBODY for role in FIVE)
        lines.append(Line((code, names.get(code, ""), *cells, ", ".join(trained) or "–")))
    lacking = sum(1 for acts in found.values() if not all(acts.values()))
    return Sheet(
        name="powers",
        title="Thẩm quyền, năng lực theo thủ tục",
        columns=("Mã", "Thủ tục", *(ROLE_LABELS[role] for role in FIVE), "Năng lực"),
        lines=tuple(lines),
        figures=((str(lacking), "Thủ tục có bước chưa ai làm được"),),
    )


def skills(unit: Unit, day: date) -> Sheet:
    """Skills of the people of the desk (R-228)."""
    return Sheet(
        name="skills",
        title="Năng lực, nghiệp vụ của cán bộ",
        columns=("Họ tên", "Năng lực, nghiệp vụ", "Thủ tục", "Căn cứ", "Người ghi", "Ngày ghi"),
        lines=tuple(
            Line(
                (
                    row.person.full_name,
                    row.name,
                    ", ".join(row.procedures) or "mọi thủ tục",
                    row.basis or "–",
                    row.stated_by_name,
                    day_text(local_day(row.stated_at)),
                )
            )
            for row in skills_of(unit)
        ),
    )


def assignments(unit: Unit, day: date) -> Sheet:
    """Assignments to the desk with start, end, roles and procedures, those of the day first (R-229)."""
    today = {(one.person_id, one.since) for one in seated_on(unit, day)}
    rows = Posting.objects.filter(one_stop_unit__unit=unit).select_related("person")
    ordered = sorted(
        rows,
        key=lambda row: ((row.person_id, row.valid_from) not in today, row.person.full_name, row.valid_from),
    )
    return Sheet(
        name="assignments",
        title="Phân công tại Bộ phận Một cửa",
        columns=("Họ tên", "Việc", "Thủ tục", "Từ ngày", "Hết từ ngày", "Hôm nay"),
        lines=tuple(
            Line(
                (
                    row.person.full_name,
                    ", ".join(ROLE_LABELS[Role(role)] for role in row.roles) or "mọi vai trò được giao",
                    ", ".join(row.procedures) or "mọi thủ tục",
                    day_text(row.valid_from),
                    day_text(row.valid_to),
                    "Đang làm" if (row.person_id, row.valid_from) in today else "Không",
                )
            )
            for row in ordered
        ),
        notes=("Chỉ người được phân công trong ngày mới làm được việc tại quầy, đúng việc và đúng thủ tục.",),
    )


def entitlements(unit: Unit, day: date) -> Sheet:
    """Allowances and uniforms per person and period, totalled by person and together (R-232)."""
    rows = Entitlement.objects.filter(unit=unit, cancels__isnull=True).select_related(
        "person", "cancelled_by"
    )
    lines, sums = [], defaultdict[str, list[int]](lambda: [0, 0])
    for row in sorted(rows, key=lambda row: (row.person.full_name, row.first, row.pk)):
        taken_back = getattr(row, "cancelled_by", None)
        if taken_back is None:
            sums[row.person.full_name][0] += row.amount
            sums[row.person.full_name][1] += row.pieces
        lines.append(
            Line(
                (
                    row.person.full_name,
                    ENTITLEMENT_LABELS[EntitlementKind(row.kind)],
                    f"{day_text(row.first)} – {day_text(row.last)}",
                    number_text(row.amount),
                    str(row.pieces),
                    row.basis,
                    f"Đã hủy: {taken_back.basis}" if taken_back else "Được hưởng",
                ),
                key="" if taken_back else str(row.pk),
            )
        )
    totals = [
        Line((name, "Cộng của người này", "", number_text(money), str(pieces), "", ""))
        for name, (money, pieces) in sorted(sums.items())
    ]
    money, pieces = (sum(one[place] for one in sums.values()) for place in (0, 1))
    return Sheet(
        name="entitlements",
        title="Chế độ chính sách, đồng phục",
        columns=("Họ tên", "Loại", "Kỳ", "Số tiền (đồng)", "Số bộ", "Căn cứ", "Tình trạng"),
        lines=(*lines, *totals),
        figures=((f"{number_text(money)} đồng", "Tổng chế độ"), (f"{pieces} bộ", "Tổng đồng phục")),
    )


SHEETS = {
    "staff": staff,
    "powers": powers,
    "skills": skills,
    "assignments": assignments,
    "entitlements": entitlements,
}
