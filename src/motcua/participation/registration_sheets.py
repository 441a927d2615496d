"""How do registrations stand in tables? The matrix, the backlog, broken pledges, procedures that are often late."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from motcua.core.moments import local_day
from motcua.dossiers.lateness import LateShare
from motcua.participation import queries
from motcua.participation.breaches import Breach, Breaches
from motcua.participation.models import BacklogItem, Registration
from motcua.participation.registration_terms import (
    ACTIVITY_LABELS,
    BACKLOG_LABELS,
    OPTION_LABELS,
    OPTION_NUMBERS,
    ActivityKind,
    BacklogKind,
    Option,
)
from motcua.participation.rules import Share
from motcua.participation.sheet import Line, Sheet, day_text, moment_text

# First words, what, how many, and what opens: `table` or `table:rows of it`.
Row = tuple[str, str, int | str, str]
_FESTIVAL = f"activities:{ActivityKind.FESTIVAL}"
MAIN, VOLUNTARY, MISSING, NOT_NEEDED = "Chính", "Tự nguyện", "Chưa đăng ký", "Có thủ tục trong danh mục"


def matrix_sheet(found: queries.Matrix) -> Sheet:
    """Units by option; what a unit must still do stands in the last column (R-125, R-163)."""
    committed = found.units(Option.CLEAR_BACKLOG, Option.NO_LATE_RESULT)
    return Sheet(
        name="registrations",
        title="Đăng ký thực hiện của các đơn vị",
        columns=(
            "Đơn vị",
            "Cấp",
            "Thủ tục trong danh mục",
            "Tự đăng ký thêm",
            *(f"{OPTION_NUMBERS[option]} {OPTION_LABELS[option]}" for option in Option),
            "Minh chứng",
            "Tình trạng",
        ),
        lines=tuple(_matrix_line(row) for row in found.rows),
        notes=(f"Tính đến hết ngày {found.day:%d/%m/%Y}. Mỗi đơn vị tính một lần.",),
        figures=(
            (str(len(found.rows)), "Đơn vị trong phạm vi"),
            (str(len(found.missing)), "Đơn vị phải đăng ký mà chưa đăng ký"),
            (str(len(committed)), "Đơn vị giải quyết tồn đọng hoặc cam kết không trễ hạn"),
        ),
    )


def _matrix_line(row: queries.MatrixRow) -> Line:
    cells = {option: row.of(option) for option in Option}
    said = [one.evidence for one in row.registrations if one.evidence]
    return Line(
        (
            row.unit.name,
            row.unit.level.name,
            str(row.listed),
            str(row.own),
            *(main_text(one) if one else "–" for one in cells.values()),
            "; ".join(said) or ("Chưa có" if row.registrations else "–"),
            standing_text(row),
        ),
        key=row.unit.pk,
    )


def main_text(row: Registration) -> str:
    """`Chính` or `Tự nguyện`."""
    return MAIN if row.main else VOLUNTARY


def standing_text(row: queries.MatrixRow) -> str:
    """What the unit does, or that it must still register."""
    if row.missing:
        return MISSING
    return "Đã đăng ký" if row.registrations else NOT_NEEDED


def matrix_rows(found: queries.Matrix) -> list[dict[str, object]]:
    """The same by the words of the interface."""
    return [
        {
            "unit": row.unit.pk,
            "name": row.unit.name,
            "level": row.unit.level_id,
            "listed": row.listed,
            "own": row.own,
            **{option.value: _standing(row.of(option)) for option in Option},
            "evidence": [one.evidence for one in row.registrations if one.evidence],
            "missing": row.missing,
        }
        for row in found.rows
    ]


def _standing(row: Registration | None) -> str | None:
    return None if row is None else "main" if row.main else "voluntary"


def backlog_sheet(items: Iterable[BacklogItem], share: queries.BacklogShare) -> Sheet:
    """Backlog with cause, owner, target and what cleared it; dossiers and projects counted apart (R-160, R-165)."""
    kinds = (
        (f"{one.cleared}/{one.registered}", f"{BACKLOG_LABELS[kind]}: đã giải quyết dứt điểm")
        for kind, one in share.kinds.items()
    )
    total = share.total
    return Sheet(
        name="backlog",
        title="Hồ sơ, dự án tồn đọng",
        columns=(
            "Mã hồ sơ, tên dự án", "Loại", "Đơn vị", "Nguyên nhân", "Phụ trách", "Phải xong",
            "Giải quyết xong", "Minh chứng",
        ),
        lines=tuple(_backlog_line(item) for item in items),
        notes=(
            f"Trong thời gian chương trình: đăng ký {total.registered_then}, giải quyết dứt điểm "
            f"{total.cleared_then}.",
        ),
        figures=((total.share.text, "Tỷ lệ đã giải quyết dứt điểm"), *kinds),
    )  # fmt: skip


def _backlog_line(item: BacklogItem) -> Line:
    done = getattr(item, "clearance", None)
    return Line(
        (
            item.name,
            BACKLOG_LABELS[BacklogKind(item.kind)],
            item.unit.name,
            item.cause,
            item.owner,
            day_text(item.target),
            day_text(done.cleared_on) if done else "Chưa",
            done.evidence if done else "–",
        ),
        key="" if done else str(item.pk),
    )


def pledges_sheet(found: Breaches) -> Sheet:
    """Each pledge with how many results fell due and how many were late; nought is said (R-161, R-166)."""
    broken = len(found.found)
    said = f"{broken} kết quả trễ hạn" if broken else "Không có kết quả trễ hạn (0)"
    return Sheet(
        name="pledges",
        title="Cam kết “không trả kết quả trễ hạn”",
        columns=("Đơn vị", "Thủ tục", "Mã", "Cam kết từ ngày", "Kết quả đã xét", "Trễ hạn", "Tình trạng"),
        lines=tuple(
            Line(
                (
                    one.unit_name,
                    one.procedure_name,
                    one.procedure,
                    day_text(one.pledged_from),
                    str(one.due + sum(late.overdue_before for late in one.breaches)),
                    str(len(one.breaches)),
                    "Đã rút" if one.withdrawn else "Vi phạm cam kết" if one.breaches else "Giữ đúng cam kết",
                ),
                key=str(one.registration_id),
            )
            for one in found.pledges
        ),
        notes=(
            f"{said} từ {found.first:%d/%m/%Y} đến hết {found.last:%d/%m/%Y}. Tính mọi kết quả trả trễ từ ngày "
            "cam kết và hồ sơ đến hạn từ ngày đó mà chưa có kết quả.",
        ),
        figures=(
            (str(len({one.unit_id for one in found.pledges})), "Đơn vị cam kết"),
            (str(len(found.pledges)), "Thủ tục được cam kết"),
            (str(broken), "Kết quả trễ hạn"),
        ),
    )


def breaches_sheet(found: Breaches, *, codes: Collection[str] = ()) -> Sheet:
    """The late results behind; `codes` may be shown, of all others only unit, procedure and days: nobody is named."""
    names = {(one.unit_id, one.procedure): one for one in found.pledges}
    rows = [(one, names[one.unit_id, one.procedure]) for one in found.found]
    return Sheet(
        name="breaches",
        title="Kết quả trễ hạn",
        columns=(
            "Đơn vị",
            "Thủ tục",
            "Hẹn trả",
            "Có kết quả",
            "Ghi chú",
            *(("Mã số hồ sơ",) if codes else ()),
        ),
        lines=tuple(
            Line(
                (
                    kept.unit_name,
                    kept.procedure_name or one.procedure,
                    moment_text(one.due_at),
                    moment_text(one.ready_at) if one.ready_at else "Chưa có",
                    _note(one),
                    *((one.code if one.code in codes else "–",) if codes else ()),
                ),
            )
            for one, kept in rows
        ),
    )


def _note(one: Breach) -> str:
    return "Quá hạn từ trước ngày cam kết" if one.overdue_before else "–"


def late_prone_sheet(shares: Iterable[LateShare], names: Mapping[str, str], first: date, last: date) -> Sheet:
    """Procedures by the share of late results, the largest first (R-162)."""
    return Sheet(
        name="late-prone",
        title="Thủ tục thường trễ hạn",
        columns=("Thứ hạng", "Mã", "Thủ tục", "Đến hạn", "Trễ hạn", "Tỷ lệ trễ"),
        lines=tuple(
            Line(
                (
                    str(place),
                    one.procedure,
                    names.get(one.procedure, ""),
                    str(one.due),
                    str(one.late),
                    Share(one.late, one.due, 100).text,
                ),
                key=one.procedure if one.late else "",
            )
            for place, one in enumerate(shares, start=1)
        ),
        notes=(
            f"Kết quả đến hạn từ {first:%d/%m/%Y} đến hết {last:%d/%m/%Y}, xếp theo tỷ lệ trễ; hồ sơ chưa đến hạn "
            "không tính.",
        ),
    )


def results_sheet(
    programme_id: str,
    now: datetime,
    unit_ids: Collection[str] | None = None,
    at_events: tuple[int, int] = (0, 0),
) -> Sheet:
    """What came of the options: the programme report's part on units without listed procedures (001, 2.2).

    `at_events`: requests advised and settled at festival days whose results stand with their events. The key of a
    row is the name of the table behind it, with the rows of it that are counted: `registrations:2.1`.
    """
    found = queries.matrix(programme_id, local_day(now))
    found = found if unit_ids is None else found.only(unit_ids)
    rows = [*_joined_rows(found), *_done_rows(programme_id, now, unit_ids, at_events)]
    return Sheet(
        name="results",
        title="Kết quả thực hiện của các đơn vị",
        columns=("Nội dung", "Chỉ tiêu", "Số lượng"),
        lines=tuple(Line((head, what, str(value)), key=behind) for head, what, value, behind in rows),
    )


def _joined_rows(found: queries.Matrix) -> list[Row]:
    both = found.units(Option.CLEAR_BACKLOG, Option.NO_LATE_RESULT)
    return [
        *(
            (
                f"Đơn vị thực hiện {OPTION_NUMBERS[one]}",
                OPTION_LABELS[one],
                len(found.units(one)),
                f"registrations:{OPTION_NUMBERS[one]}",
            )
            for one in Option
        ),
        (
            "Đơn vị",
            "Giải quyết tồn đọng hoặc cam kết không trễ hạn, mỗi đơn vị một lần",
            len(both),
            "registrations:committed",
        ),
        ("Đơn vị", "Phải đăng ký mà chưa đăng ký", len(found.missing), "registrations:missing"),
        (
            "Thủ tục",
            "Chủ động đăng ký thêm, ngoài danh mục chung",
            sum(row.own for row in found.rows),
            "registrations:own",
        ),
    ]


def counted_units(found: queries.Matrix, which: str) -> frozenset[str]:
    """The units that a row of the results counts, by the rows its key names; none for any other word."""
    rows = {
        "committed": found.units(Option.CLEAR_BACKLOG, Option.NO_LATE_RESULT),
        "missing": found.missing,
        "own": tuple(row for row in found.rows if row.own),
        **{number: found.units(option) for option, number in OPTION_NUMBERS.items()},
    }
    return frozenset(row.unit.pk for row in rows.get(which, ()))


def _done_rows(
    programme_id: str, now: datetime, unit_ids: Collection[str] | None, at_events: tuple[int, int]
) -> list[Row]:
    share = queries.backlog_share(programme_id, unit_ids=unit_ids)
    answered = queries.answered(programme_id, now, unit_ids=unit_ids)
    advised, settled = queries.festival_sums(programme_id, unit_ids=unit_ids)
    initiatives, told = queries.initiative_counts(programme_id, unit_ids=unit_ids)
    days = queries.days_of(programme_id, now)
    broken = queries.breaches(programme_id, *days, now=now, unit_ids=unit_ids).found
    counts = queries.activity_counts(programme_id, unit_ids=unit_ids)
    return [
        *(
            (
                "Tồn đọng",
                f"{BACKLOG_LABELS[kind]}: giải quyết dứt điểm / đăng ký",
                f"{n.cleared} / {n.registered}",
                f"backlog:{kind}",
            )
            for kind, n in share.kinds.items()
        ),
        ("Tồn đọng", "Tỷ lệ đã giải quyết dứt điểm", share.total.share.text, "backlog"),
        ("Cam kết", "Kết quả trễ hạn sau cam kết", len(broken), "pledges:late"),
        *(
            ("Hoạt động", ACTIVITY_LABELS[kind], count, f"activities:{kind}")
            for kind, count in counts.items()
        ),
        ("Ngày hội", "Yêu cầu được tư vấn", advised + at_events[0], _FESTIVAL),
        ("Ngày hội", "Yêu cầu được giải quyết", settled + at_events[1], _FESTIVAL),
        ("1022", "Trả lời trong ngày", answered.in_time, "portal:in_time"),
        ("1022", "Trả lời trễ hoặc quá hạn chưa trả lời", answered.late, "portal:late"),
        ("1022", "Tỷ lệ trả lời trong ngày", answered.share.text, "portal:judged"),
        ("Sáng kiến", "Có kết quả / đăng ký", f"{told} / {initiatives}", "initiatives"),
    ]
