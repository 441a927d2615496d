"""What share is under the process, how long does law, process and practice say, what changed by joining?"""

from datetime import date, timedelta

from motcua.core.moments import local_day
from motcua.organisation.models import Unit
from motcua.participation.classes import CLASS_LABELS, classes_on, joined_on, names_of
from motcua.participation.frequency import measured, rules_over
from motcua.participation.rules import OFF, months_before
from motcua.participation.sheet import Line, Opens, Sheet, day_text, number_text
from motcua.participation.timing import Taken, taken
from motcua.procedures.models import InternalProcess, ProcedureVersion
from motcua.procedures.process_steps import differences, legal_minutes, total_minutes
from motcua.procedures.queries import active_process, versions_near
from motcua.procedures.terms import ProcessStatus

_YEAR = 12
_NO_DOSSIERS = "–"
_HINT = (
    "Thời gian tính theo phút làm việc của cơ quan, không kể lúc chờ bổ sung hoặc chờ nộp nghĩa vụ tài chính."
)


def share(unit: Unit, day: date) -> Sheet:
    """The share of frequently used procedures under the process with numerator, denominator and list (R-047)."""
    found = measured(unit, day)
    columns = ("Mã", "Thủ tục", "Hồ sơ trong kỳ", "Theo quy trình", "Phân loại")
    title = "Tỷ lệ thủ tục thường xuyên phát sinh hồ sơ"
    if found is None:
        note = (
            "Chưa đặt ngưỡng “thường xuyên phát sinh hồ sơ” nên chưa tính được tỷ lệ. Hãy đặt ngưỡng trước."
        )
        return Sheet(name="share", title=title, columns=columns, lines=(), notes=(note,))
    names = names_of([row.code for row in found.rows], day)
    met = {True: "Đạt", False: "Chưa đạt", None: "Không có thủ tục thường xuyên"}[found.share.met]
    return Sheet(
        name="share",
        title=title,
        columns=columns,
        lines=tuple(
            Line(
                (
                    row.code,
                    names.get(row.code, ""),
                    str(row.dossiers),
                    "Có" if row.path else "Không",
                    CLASS_LABELS[row.path or OFF],
                ),
                {2: Opens(row.code, found.first, found.last)},
            )
            for row in found.rows
        ),
        notes=(
            f"Kỳ từ {day_text(found.first)} đến hết {day_text(found.last)}; thường xuyên là từ {found.rule.dossiers} "
            f"hồ sơ trong {found.rule.months} tháng (áp dụng từ {day_text(found.rule.valid_from)}, "
            f"{found.rule.stated_by_name}).",
        ),
        figures=(
            (found.share.text, f"Tỷ lệ theo quy trình, yêu cầu từ {found.share.percent} %: {met}"),
            (str(found.share.numerator), "Tử số: thủ tục thường xuyên theo quy trình"),
            (str(found.share.denominator), "Mẫu số: thủ tục thường xuyên phát sinh hồ sơ"),
        ),
    )


def thresholds(unit: Unit, day: date) -> Sheet:
    """Every threshold ever set for the unit or above it: since when, by whom, when (R-048)."""
    return Sheet(
        name="thresholds",
        title="Ngưỡng thường xuyên phát sinh hồ sơ",
        columns=("Áp dụng từ", "Cơ quan đặt", "Số hồ sơ", "Số tháng", "Căn cứ", "Người đặt", "Ngày ghi"),
        lines=tuple(
            Line(
                (
                    day_text(row.valid_from),
                    row.unit.name,
                    str(row.dossiers),
                    str(row.months),
                    row.basis,
                    row.stated_by_name,
                    day_text(local_day(row.stated_at)),
                )
            )
            for row in rules_over(unit)
        ),
        notes=("Ngưỡng của cơ quan áp dụng trước; chưa đặt thì theo ngưỡng của cấp trên gần nhất.",),
    )


def limits(unit: Unit, day: date) -> Sheet:
    """Legal limit, limit of the unit's process and actual mean of each procedure under the process (R-066)."""
    paths = classes_on(unit, day)
    versions, first = versions_near(paths, day), months_before(day, _YEAR) + timedelta(days=1)
    took = taken(unit, first, day, paths)
    lines = []
    for code in paths:
        version = versions.get(code)
        process = active_process(version, unit, day) if version else None
        one = took.get(code, Taken())
        law = _law(version)
        own = total_minutes(process.steps) if process else None
        lines.append(
            Line(
                (
                    code,
                    version.name if version else "",
                    version.limit_text if version else "–",
                    number_text(law),
                    number_text(own),
                    _judged(law, own),
                    number_text(one.mean_minutes, 1),
                    str(one.dossiers),
                ),
                {7: Opens(code, first, day, ready=True)},
            )
        )
    return Sheet(
        name="limits",
        title="Thời hạn theo luật, theo quy trình, thực tế",
        columns=(
            "Mã", "Thủ tục", "Thời hạn theo luật", "Luật (phút)", "Quy trình (phút)", "So với luật",
            "Thực tế bình quân (phút)", "Hồ sơ đã xong",
        ),
        lines=tuple(lines),
        notes=(_HINT, f"Hồ sơ tiếp nhận từ {day_text(first)} đến hết {day_text(day)}."),
    )  # fmt: skip


def _law(version: ProcedureVersion | None) -> int | None:
    if version is None or version.limit_value is None:
        return None
    return legal_minutes(version.limit_value, version.limit_unit)


def _judged(law: int | None, own: int | None) -> str:
    if own is None:
        return "Chưa có quy trình"
    if law is None:
        return "Chưa có thời hạn"
    return (
        "Dài hơn luật"
        if own > law
        else f"Rút ngắn {number_text(law - own)} phút"
        if own < law
        else "Bằng luật"
    )


def before_after(unit: Unit, day: date) -> Sheet:
    """Mean time and steps off the desk in the year before joining and since, at most a year back (R-064)."""
    joined = {code: start for code, start in joined_on(unit).items() if start <= day}
    names = names_of(joined, day)
    lines = []
    after_all: dict[tuple[date, date], dict[str, Taken]] = {}
    for code, start in sorted(joined.items()):
        before_days = (months_before(start, _YEAR), start - timedelta(days=1))
        after_days = (max(start, months_before(day, _YEAR) + timedelta(days=1)), day)
        for days in (before_days, after_days):
            if days not in after_all:
                after_all[days] = taken(unit, *days, joined)
        before = after_all[before_days].get(code, Taken())
        after = after_all[after_days].get(code, Taken())
        opens = {3: Opens(code, *before_days, ready=True), 4: Opens(code, *after_days, ready=True)}
        cells = (code, names.get(code, ""), day_text(start), *_compared(before, after))
        lines.append(Line(cells, opens))
    return Sheet(
        name="before_after",
        title="Trước và sau khi theo quy trình",
        columns=(
            "Mã", "Thủ tục", "Theo quy trình từ", "Hồ sơ trước", "Hồ sơ sau", "Bình quân trước (phút)",
            "Bình quân sau (phút)", "Thay đổi", "Bước ngoài quầy trước", "Bước ngoài quầy sau",
        ),
        lines=tuple(lines),
        notes=(_HINT, "Trước là mười hai tháng trước ngày theo quy trình; sau là mười hai tháng gần nhất."),
    )  # fmt: skip


def _compared(before: Taken, after: Taken) -> tuple[str, ...]:
    """Dossiers, means, change, steps off the desk: before and after."""
    return (
        str(before.dossiers),
        str(after.dossiers),
        number_text(before.mean_minutes, 1),
        number_text(after.mean_minutes, 1),
        _saved(before, after),
        number_text(before.mean_off_desk, 1),
        number_text(after.mean_off_desk, 1),
    )


def _saved(before: Taken, after: Taken) -> str:
    if before.mean_minutes is None or after.mean_minutes is None:
        return _NO_DOSSIERS
    change = after.mean_minutes - before.mean_minutes
    return f"{'giảm' if change < 0 else 'tăng'} {number_text(abs(change), 1)} phút" if change else "không đổi"


def processes(unit: Unit, day: date) -> Sheet:
    """The unit's process beside the province's: both approvals and what differs (R-052, R-053)."""
    paths = classes_on(unit, day)
    versions = versions_near(paths, day)
    lines = []
    for code in paths:
        version = versions.get(code)
        own = active_process(version, unit, day) if version else None
        base = own.base if own and own.base else _provincial(version)
        told = differences(base.steps, own.steps) if own and base else ()
        lines.append(
            Line(
                (
                    code,
                    version.name if version else "",
                    _approval(base, "Tỉnh chưa phê duyệt"),
                    _approval(own, "Chưa phê duyệt"),
                    "; ".join(told) or ("Như quy trình của tỉnh" if own and base else "–"),
                    number_text(total_minutes(own.steps)) if own else "–",
                    number_text(_law(version)),
                )
            )
        )
    return Sheet(
        name="processes",
        title="Quy trình nội bộ của tỉnh và của cơ quan",
        columns=(
            "Mã", "Thủ tục", "Tỉnh phê duyệt", "Cơ quan phê duyệt", "Khác quy trình của tỉnh",
            "Quy trình (phút)", "Luật (phút)",
        ),
        lines=tuple(lines),
        notes=("Quy trình của cơ quan chỉ áp dụng khi cả hai cấp đã phê duyệt, và không dài hơn thời hạn theo luật.",),
    )  # fmt: skip


def _provincial(version: ProcedureVersion | None) -> InternalProcess | None:
    if version is None:
        return None
    return version.processes.filter(unit=None, status=ProcessStatus.ACTIVE).first()


def _approval(process: InternalProcess | None, lacking: str) -> str:
    if process is None or process.approved_on is None:
        return lacking
    demo = " (minh họa)" if process.demo else ""
    return f"{process.approver_name}, {day_text(process.approved_on)}, bản {process.number}{demo}"


SHEETS = {
    "share": share,
    "thresholds": thresholds,
    "limits": limits,
    "before_after": before_after,
    "processes": processes,
}
