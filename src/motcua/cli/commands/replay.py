"""`motcua replay`: what would a month of the city look like, played again through the acts of its desks?"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from config import clock
from motcua.cli import progress
from motcua.cli.children import listen_to_stops
from motcua.cli.replay.issuing import issued_report, paper_of_report
from motcua.cli.replay.office import (
    Mark,
    claim,
    month_of,
    office,
    prepare,
    replays,
    unserved,
    write_mark,
    written_much,
)
from motcua.cli.replay.plan import Month, by_unit_and_day
from motcua.cli.replay.results import results_of, table
from motcua.cli.replay.running import Played, play
from motcua.core.refusals import refuse
from motcua.organisation.models import Unit
from motcua.reports.actions.folding import fold
from motcua.workcalendar.queries import calendar_of

HELP = "Phát lại một tháng của thành phố qua đúng các thao tác của quầy, trong thư mục riêng; in kết quả theo khối."
NEEDS_DATABASE = False  # never the user's own
_CITY, _PAPER = "hcmc", "bao-cao.pdf"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which month, how much of it."""
    parser.add_argument("replay", choices=replays(), help="tháng nào")
    parser.add_argument("--share", type=_share, default="1", help="phần của tháng, ví dụ 0.01 (mặc định 1)")
    parser.add_argument(
        "--seed", type=int, default=2022, help="cùng số này thì phát lại như nhau (mặc định 2022)"
    )
    parser.add_argument("--workers", type=_workers, default=3, help="số tiến trình (mặc định 3)")


def run(args: argparse.Namespace) -> int:
    """Play, then print the report by block and issue it; 1 where it is not the month's."""
    listen_to_stops()
    if args.given:
        raise refuse(
            "not_its_own",
            "Phát lại chỉ ghi vào cơ sở dữ liệu riêng trong --data. Hãy bỏ DATABASE_URL rồi chạy lại.",
        )
    if args.data.path == Path("var").resolve():
        raise refuse("not_its_own", "Phát lại cần thư mục riêng. Hãy chạy lại với --data THƯ_MỤC_MỚI.")
    month = month_of(args.replay)
    with unserved(args.data):
        mark = claim(args.data, Mark(args.replay, args.share, args.seed))
        with office(args.data):
            _play(args, month, mark)
            with progress.step("Tổng hợp, báo cáo theo khối"):
                fold(at=clock.now())
                rows = results_of(month, mark.part)
            lines = table(month, rows)
            same = all(row.same for row in rows)
            if same:
                with progress.step("Phát hành báo cáo"):
                    lines.append(_issued(month, args.data.path / _PAPER))
    print("\n".join(lines))
    return 0 if same else 1


def _issued(month: Month, paper: Path) -> str:
    """The city's report of the month, frozen, its paper laid into the folder; said in one line."""
    page = issued_report(month)
    paper.write_bytes(paper_of_report(page))
    digest = page.content.sha256 if page.content else ""
    return f"{page.name} của thành phố đã phát hành: {paper}, SHA-256 {digest}"


def _play(args: argparse.Namespace, month: Month, mark: Mark) -> None:
    """What is not played yet."""
    resumed = mark.stage == "prepared"
    if mark.stage == "begun":
        with progress.step("Chuẩn bị các cơ quan của tháng"):
            prepare(args.replay, month)
        mark = write_mark(args.data, replace(mark, stage="prepared"))
    if mark.stage == "played":
        progress.say("Tháng này đã phát lại xong trong thư mục này; chỉ in lại kết quả.")
        return
    cells = by_unit_and_day(month, _working_days(month), mark.part)
    teller = _Teller(sum(cells.values()))
    with written_much():
        play(month, cells, seed=args.seed, workers=args.workers, resumed=resumed, tell=teller)
    write_mark(args.data, replace(mark, stage="played"))


class _Teller:
    """Says how far it is, a line a day."""

    def __init__(self, whole: int) -> None:
        self._whole, self._done, self._begun = whole, 0, time.monotonic()
        self._last: date | None = None

    def __call__(self, played: Played) -> None:
        self._done += played.count
        if self._last is None or played.day > self._last or self._done == self._whole:
            self._last = played.day
            rate = self._done / max(time.monotonic() - self._begun, 0.001)
            progress.say(f"  {played.day:%d/%m/%Y}: {self._done}/{self._whole} hồ sơ, {rate:.0f} hồ sơ/giây")


def _working_days(month: Month) -> Sequence[date]:
    calendar = calendar_of(Unit.objects.get(pk=_CITY))
    days = [month.first + timedelta(days=n) for n in range((month.last - month.first).days + 1)]
    return [day for day in days if calendar.is_working_day(day)]


def _share(text: str) -> str:
    try:
        share = Decimal(text)
        if 0 < share <= 1:
            return str(share.normalize())
    except InvalidOperation:  # no number, or one that is not one
        pass
    raise ValueError(text)


def _workers(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 32:
        raise ValueError(text)
    return number


_share.__name__ = "phần từ 0 đến 1"
_workers.__name__ = "số tiến trình từ 1 đến 32"
