"""`motcua report`: which list or count of a unit, for which days, as which file?"""

import argparse
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from config import clock
from motcua.cli.programme_reports import OF_PROGRAMMES, as_json, programme_meant, programme_report
from motcua.core.moments import end_of_month, local, local_day
from motcua.core.refusals import Refused, refuse
from motcua.documents.report_files import ReportFile
from motcua.documents.sheets.register import register_cells
from motcua.documents.spreadsheets import as_csv, as_xlsx
from motcua.dossiers.apologies import due_in, late_in
from motcua.dossiers.channels import channel_counts
from motcua.dossiers.digitisation.report import as_rows, as_totals, report_of
from motcua.dossiers.online_share import online_share
from motcua.dossiers.online_share_files import as_rows as share_rows
from motcua.dossiers.register_files import HEADER, FileKind, register_file
from motcua.dossiers.registers import register_lines
from motcua.feedback.report import as_rows as satisfaction_rows
from motcua.feedback.report import in_time_figures, said_figures, satisfaction_report
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.participation.queries import matrix
from motcua.participation.registration_sheets import matrix_rows
from motcua.participation.sheets import SHEETS
from motcua.payments.orders import online_shares
from motcua.procedures.electronic import electronic_of
from motcua.programmes.models import Programme
from motcua.programmes.terms import APPLIED
from motcua.queueing.report import waiting_report
from motcua.queueing.report_files import as_rows as wait_rows
from motcua.queueing.report_files import figures as wait_figures

HELP = "Xuất một báo cáo của cơ quan: sổ theo dõi, hồ sơ trễ hạn, số hồ sơ theo kênh, quy trình 4 tại chỗ."
NEEDS_DATABASE = True
JSON = "json"
FORMATS = (JSON, *(kind.value for kind in ReportFile))
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(\d{4})")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which report, of whom, from when to when, where to."""
    parser.add_argument("name", choices=sorted({*REPORTS, *OF_PROGRAMMES}), help="tên báo cáo")
    parser.add_argument("--unit", metavar="ID", required=True, help="cơ quan, ví dụ hcmc.q11")
    parser.add_argument("--from", dest="first", metavar="NGÀY", type=date.fromisoformat, help="2022-05-15")
    parser.add_argument("--to", dest="last", metavar="NGÀY", type=date.fromisoformat, help="đến hết ngày này")
    parser.add_argument(
        "--period", metavar="KỲ", type=period, help="2022, 2022-05, 2022-Q2 hoặc 2022-05-15..2022-06-15"
    )
    parser.add_argument("--programme", metavar="ID", help="chương trình; không ghi thì của cơ quan trong kỳ")
    parser.add_argument("--format", choices=FORMATS, default=JSON)
    parser.add_argument("--out", metavar="TỆP", help="không ghi thì in ra màn hình (json, csv)")


def period(text: str) -> tuple[date, date]:
    """First and last day, both in it, of a year, month, quarter or range. Raises ValueError."""
    if ".." in text:
        first, last = text.split("..", 1)
        return date.fromisoformat(first), date.fromisoformat(last)
    if found := _QUARTER.fullmatch(text):
        year, quarter = int(found[1]), int(found[2])
        return date(year, quarter * 3 - 2, 1), end_of_month(date(year, quarter * 3, 1))
    if found := _MONTH.fullmatch(text):
        month = date(int(found[1]), int(found[2]), 1)
        return month, end_of_month(month)
    if found := _YEAR.fullmatch(text):
        return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    raise ValueError(text)


period.__name__ = "kỳ báo cáo"


def run(args: argparse.Namespace) -> int:
    """Write the report; a refusal goes to stderr and ends with 1."""
    try:
        first, last = _days(args)
        unit = _unit(args.unit)
        if args.name in OF_PROGRAMMES:
            programme = programme_meant(args.programme, unit, first, last)
            content = programme_report(args.name, unit, programme, first, last, args.format)
        else:
            content = _made(args.name, unit, first, last, args.format)
        return _write(content, args)
    except Refused as refused:
        print(f"{refused.refusal.text} [{refused.refusal.code}]", file=sys.stderr)
        return 1


def _days(args: argparse.Namespace) -> tuple[date, date]:
    if args.period and (args.first or args.last):
        raise refuse("period_twice", "Chỉ ghi --period, hoặc --from và --to. Hãy bỏ bớt rồi chạy lại.")
    if args.period is None and (args.first is None or args.last is None):
        raise refuse("period_missing", "Thiếu khoảng ngày. Hãy ghi --from và --to, hoặc --period.")
    days: tuple[date, date] = args.period or (args.first, args.last)
    if days[1] < days[0]:
        raise refuse("period_wrong", "Ngày cuối trước ngày đầu. Hãy chọn lại khoảng ngày.")
    return days


def _unit(unit_id: str) -> Unit:
    unit = Unit.objects.select_related("level", "parent").filter(pk=unit_id).first()
    if unit is None:
        raise refuse("unit_unknown", "Không có cơ quan này. Hãy kiểm tra mã, ví dụ hcmc.q11.")
    return unit


def _made(name: str, unit: Unit, first: date, last: date, kind: str) -> bytes:
    if name == "register" and kind in set(FileKind):
        return register_file(unit, first, last, FileKind(kind), at=clock.now()).content
    rows, totals, notes = REPORTS[name](unit, first, last)
    if kind == JSON:
        return as_json(name, unit, first, last, rows, totals, notes)
    if kind in {ReportFile.PDF, ReportFile.DOCX}:
        raise refuse(
            "format_not_offered", f"Báo cáo này chưa có bản {kind.upper()}. Hãy chọn json, csv hoặc xlsx."
        )
    return _as_table(name, rows, kind)


def _as_table(name: str, rows: list[dict[str, Any]], kind: str) -> bytes:
    header = list(rows[0]) if rows else []
    cells = [["" if value is None else str(value) for value in row.values()] for row in rows]
    return as_xlsx(name, header, cells) if kind == FileKind.XLSX else as_csv(header, cells)


def _write(content: bytes, args: argparse.Namespace) -> int:
    if args.out:
        target = Path(args.out)
        try:
            target.write_bytes(content)
        except OSError as error:
            raise refuse(
                "out_not_written", f"Không ghi được {target}: {error.strerror}. Hãy chọn tệp khác."
            ) from None
        print(target)
        return 0
    if args.format not in {JSON, FileKind.CSV}:
        raise refuse("out_missing", "PDF, DOCX và XLSX cần --out TỆP. Hãy ghi tên tệp rồi chạy lại.")
    sys.stdout.write(content.decode())
    return 0


Report = tuple[list[dict[str, Any]], Mapping[str, float], list[str]]


def _register(unit: Unit, first: date, last: date) -> Report:
    rows = [
        dict(zip(HEADER, (str(place), *register_cells(line)), strict=True))
        for place, line in enumerate(register_lines(unit.pk, first, last), start=1)
    ]
    return rows, {"dossiers": len(rows)}, []


def _late(unit: Unit, first: date, last: date) -> Report:
    rows: list[dict[str, Any]] = [
        {
            "code": str(one),
            "procedure": one.procedure_id,
            "due_at": local(one.due_at).isoformat() if one.due_at else None,
            "ready_at": local(one.ready_at).isoformat() if one.ready_at else None,
            "state": one.state,
        }
        for one in late_in(unit.pk, first, last, clock.now())
    ]
    return rows, {"late": len(rows), "due": due_in(unit.pk, first, last)}, [f"{len(rows)} hồ sơ trễ hạn"]


def _channels(unit: Unit, first: date, last: date) -> Report:
    counts = channel_counts(unit.pk, first, last)
    came = [
        {"side": "received", "channel": channel.value, "dossiers": n}
        for channel, n in counts.received.items()
    ]
    out = [
        {"side": "to_return", "channel": channel.value, "dossiers": n}
        for channel, n in counts.to_return.items()
    ]
    back = [
        {"side": "returned", "channel": channel.value, "dossiers": n}
        for channel, n in counts.returned.items()
    ]
    whose = {kind.value: n for kind, n in counts.applicants.items()}
    return [*came, *out, *back], {"dossiers": counts.total} | whose, []


def _on_the_spot(name: str, unit: Unit, first: date, last: date) -> Report:
    """A table of the 4-tại-chỗ programme as it stood on the last day; its own period is written in the notes."""
    made = SHEETS[name](unit, last)
    rows = [dict(zip(made.columns, line.cells, strict=True)) for line in made.lines]
    figures = [f"{label}: {value}" for value, label in made.figures]
    return rows, {"rows": len(rows)}, [*figures, *made.notes]


def _digitisation(unit: Unit, first: date, last: date) -> Report:
    made = report_of(unit, first, last)
    return as_rows(made), as_totals(made), [made.figures.rule.words]


def _satisfaction(unit: Unit, first: date, last: date) -> Report:
    """Whole months, by desk; figures of few answers are left empty (R-287)."""
    made = satisfaction_report(unit, first, last, clock.now())
    totals = {**said_figures(made.said), **in_time_figures(made.in_time)}
    figures = {name: value for name, value in totals.items() if isinstance(value, int)}
    return satisfaction_rows(made), figures, made.notes


def _online_share(unit: Unit, first: date, last: date) -> Report:
    """The unit and everything below it (R-127)."""
    made = online_share(units_under([unit.pk]), first, last)
    now, before = made.total.now, made.total.before
    days = f"Kỳ trước: {made.before_first:%d/%m/%Y} đến {made.before_last:%d/%m/%Y}"
    totals = {"received": now.received, "online": now.online, "offered": now.offered}
    totals |= {"before_received": before.received, "before_online": before.online}
    return share_rows(made), totals, [f"{days}; thay đổi {made.total.change}"]


def _electronic(unit: Unit, first: date, last: date) -> Report:
    found = electronic_of(unit, last)
    rows: list[dict[str, Any]] = [
        {"code": row.code, "form": row.form, "declaration": row.declaration, "result": row.result}
        for row in found.rows
    ]
    return rows, {"procedures": len(rows), **found.counts}, []


def _online_payments(unit: Unit, first: date, last: date) -> Report:
    """Fees by unit and month, how many of them were paid online (R-128); the unit and all below it."""
    found = online_shares(units_under([unit.pk]), first, last)
    rows: list[dict[str, Any]] = [
        {
            "month": f"{one.month:%Y-%m}",
            "unit": one.unit_id,
            "dossiers": one.dossiers,
            "online_dossiers": one.online_dossiers,
            "share": one.share,
            "amount": one.amount,
            "online_amount": one.online_amount,
        }
        for one in found
    ]
    totals = {
        name: sum(row[name] for row in rows) for name in ("dossiers", "online_dossiers", "online_amount")
    }
    return rows, totals, []


def _waits(unit: Unit, first: date, last: date) -> Report:
    """By desk and month of the unit and all below it (R-039)."""
    made = waiting_report(unit, first, last, local_day(clock.now()))
    totals = {name: value for name, value in wait_figures(made.total).items() if value is not None}
    return wait_rows(made), totals, list(made.notes)


def _registrations(unit: Unit, first: date, last: date) -> Report:
    """Units by option, for each applied programme that runs on one of the days (R-125); the unit and all below it."""
    ids, rows = units_under([unit.pk]), list[dict[str, Any]]()
    running = Programme.objects.filter(status__in=APPLIED, period_from__lte=last)
    for programme in running.exclude(period_to__lte=first):
        found = matrix(programme.pk, last).only(ids)
        rows += [{"programme": programme.pk, **row} for row in matrix_rows(found)]
    return rows, {"units": len(rows), "missing": sum(bool(row["missing"]) for row in rows)}, []


REPORTS: dict[str, Callable[[Unit, date, date], Report]] = {
    "register": _register,
    "late": _late,
    "channels": _channels,
    "digitisation": _digitisation,
    "electronic": _electronic,
    "online-payments": _online_payments,
    "online-share": _online_share,
    "registrations": _registrations,
    "satisfaction": _satisfaction,
    "waits": _waits,
    **{f"on_the_spot.{name}": partial(_on_the_spot, name) for name in SHEETS},
}
