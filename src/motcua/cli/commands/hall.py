"""`motcua hall`: how long did people wait, what were the raw times, how many counters does each hour need?"""

import argparse
import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from config import clock
from motcua.cli.commands.report import period
from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse
from motcua.organisation.models import OneStopUnit, Unit
from motcua.organisation.queries import desk_of, units_under
from motcua.queueing.planning import Bound, Plan, plan
from motcua.queueing.report import waiting_report
from motcua.queueing.report_files import as_rows, figures, month_rows, report_file, visits_file
from motcua.queueing.staffing import Staffing, staffing
from motcua.queueing.visit_times import Visits
from motcua.queueing.wait_rules import TARGET_MINUTES

HELP = (
    "Sảnh chờ: báo cáo thời gian chờ (report), thời gian từng lượt (export), số quầy cần mở từng giờ (plan)."
)
NEEDS_DATABASE = True
_JSON, _CSV, _XLSX = "json", "csv", "xlsx"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is asked, of which unit, for which days."""
    parser.add_argument("what", choices=sorted(_ASKED), help="report, export hoặc plan")
    parser.add_argument("--unit", metavar="ID", required=True, help="cơ quan, ví dụ hcmc.q11")
    parser.add_argument(
        "--period",
        metavar="KỲ",
        type=period,
        help="2022, 2022-05, 2022-Q2 hoặc 2022-05-15..2022-06-15; không ghi: tháng này (plan: 60 ngày trước)",
    )
    parser.add_argument("--format", choices=(_JSON, _CSV, _XLSX), default=_JSON, help="plan chỉ có json")
    parser.add_argument("--out", metavar="TỆP", help="không ghi thì in ra màn hình (json, csv)")
    parser.add_argument("--weekday", type=int, choices=range(7), metavar="0-6", help="plan: thứ hai là 0")
    parser.add_argument(
        "--mean", type=int, default=TARGET_MINUTES, metavar="PHÚT", help="plan: chờ trung bình"
    )
    parser.add_argument(
        "--p95", type=int, default=TARGET_MINUTES, metavar="PHÚT", help="plan: 95% chờ không quá"
    )


def run(args: argparse.Namespace) -> int:
    """Write what was asked; a refusal goes to stderr and ends with 1."""
    try:
        unit = Unit.objects.select_related("level", "parent").filter(pk=args.unit).first()
        if unit is None:
            raise refuse("unit_unknown", "Không có cơ quan này. Hãy kiểm tra mã, ví dụ hcmc.q11.")
        return _written(_ASKED[args.what](unit, args), args)
    except Refused as refused:
        print(f"{refused.refusal.text} [{refused.refusal.code}]", file=sys.stderr)
        return 1


def _report(unit: Unit, args: argparse.Namespace) -> bytes:
    today = local_day(clock.now())
    first, last = args.period or (today.replace(day=1), today)
    made = waiting_report(unit, first, last, today)
    if args.format != _JSON:
        return report_file(made, args.format)
    body = {"rows": as_rows(made), "months": month_rows(made), "totals": figures(made.total)}
    return _as_json("waits", unit, first, last, body | {"notes": list(made.notes)})


def _export(unit: Unit, args: argparse.Namespace) -> bytes:
    if args.format == _JSON:
        raise refuse(
            "format_not_offered", "Thời gian từng lượt xuất bằng csv hoặc xlsx. Hãy ghi --format csv."
        )
    today = local_day(clock.now())
    first, last = args.period or (today.replace(day=1), today)
    return visits_file(Visits(units_under([unit.pk]), first, last, today), args.format)


def _plan(unit: Unit, args: argparse.Namespace) -> bytes:
    if args.format != _JSON:
        raise refuse("format_not_offered", "Kế hoạch quầy chỉ xuất bằng json. Hãy bỏ --format.")
    today = local_day(clock.now())
    first, last = args.period or (today - timedelta(days=60), today - timedelta(days=1))
    measured = staffing(_desk(unit, today), first, last, today, args.weekday)
    made = plan(measured.measured, Bound(args.mean * 60.0, args.p95 * 60.0))
    return _as_json("plan", unit, first, last, _planned(made, measured))


def _planned(made: Plan, measured: Staffing) -> dict[str, Any]:
    """Waits in seconds; hours as seconds from midnight."""
    parts = zip(
        made.measured.slots, made.needed.counters, measured.open_counters, made.needed.slots, strict=True
    )
    return {
        "rows": [
            {
                "from": slot.start,
                "to": slot.end,
                "counters": n,
                "counters_open": round(opened, 2),
                "mean": round(waited.mean, 1),
                "p95": round(waited.p95, 1),
            }
            for slot, n, opened, waited in parts
        ],
        "flat": [
            {
                "counters": one.counters,
                "mean": round(one.outcome.day.mean, 1),
                "p95": round(one.outcome.day.p95, 1),
                "holds": one.outcome.within(made.bound),
                "erlang_c": None if one.formula is None else round(one.formula, 1),
            }
            for one in made.flat
        ],
        "measured_days": len(made.measured.days),
        "visitors": made.measured.visitors,
        "mean_handling": round(made.measured.mean_handling, 1),
        "rests_on_little": made.rests_on_little,
    }


def _desk(unit: Unit, today: date) -> OneStopUnit:
    desk = desk_of(unit_id=unit.pk, on=today)
    if desk is None:
        raise refuse("desk_unknown", "Cơ quan này không có Bộ phận Một cửa. Hãy chọn cơ quan khác.")
    return desk


def _as_json(name: str, unit: Unit, first: date, last: date, body: dict[str, Any]) -> bytes:
    days = {"from": first.isoformat(), "to": last.isoformat()}
    return (
        json.dumps({"name": name, "unit": unit.pk, "period": days, **body}, ensure_ascii=False, indent=2)
        + "\n"
    ).encode()


def _written(content: bytes, args: argparse.Namespace) -> int:
    if args.out:
        try:
            Path(args.out).write_bytes(content)
        except OSError as error:
            raise refuse(
                "out_not_written", f"Không ghi được {args.out}: {error.strerror}. Hãy chọn tệp khác."
            ) from None
        print(args.out)
        return 0
    if args.format == _XLSX:
        raise refuse("out_missing", "XLSX cần --out TỆP. Hãy ghi tên tệp rồi chạy lại.")
    sys.stdout.write(content.decode())
    return 0


_ASKED = {"report": _report, "export": _export, "plan": _plan}
