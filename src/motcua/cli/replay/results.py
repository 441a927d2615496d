"""Does the report by block say what the month said? Computed figures beside those that were played."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from motcua.cli.replay.plan import Month, by_block
from motcua.core.moments import end_of
from motcua.reports.campaign import campaign_report
from motcua.reports.terms import BLOCK_LABELS, Measure

_HEAD = ("Khối", "Phát lại", "Trong ngày", "Tỷ lệ", "Trễ hạn")


@dataclass(frozen=True, slots=True)
class Row:
    """A block: how many were played, and what the report says of it."""

    name: str
    played: int
    received: int
    same_day: int
    rate: str
    late: int

    @property
    def same(self) -> bool:
        """Every dossier that was played is in the report, settled the same day, none late."""
        return self.played == self.received == self.same_day and not self.late


def results_of(month: Month, share: Fraction) -> list[Row]:
    """The four blocks in the order of the month, as the report of the programme tells them once it is over."""
    report = campaign_report(month.programme, month.first, month.last, at=end_of(month.last))
    told = {row.block: row for row in report.rows}
    rows = []
    for block, played in by_block(month, share).items():
        cells = told[block].cells
        rate = told[block].same_day_rate
        rows.append(
            Row(
                name=BLOCK_LABELS[block],
                played=played,
                received=cells[Measure.RECEIVED].count,
                same_day=cells[Measure.SAME_DAY].count,
                rate=rate.words if rate else "",
                late=cells[Measure.LATE].count,
            )
        )
    return rows


def table(month: Month, rows: Sequence[Row]) -> list[str]:
    """As the command prints it."""
    lines = [f"Kết quả {month.first:%d/%m/%Y}–{month.last:%d/%m/%Y}, tính từ hồ sơ trong thư mục này:"]
    cells = [
        _HEAD,
        *(
            (row.name, _number(row.played), _number(row.same_day), row.rate, _number(row.late))
            for row in rows
        ),
    ]
    widths = [max(len(line[place]) for line in cells) for place in range(len(_HEAD))]
    for line in cells:
        first, *rest = line
        right = (text.rjust(width) for text, width in zip(rest, widths[1:], strict=True))
        lines.append("  ".join([first.ljust(widths[0]), *right]))
    if not all(row.same for row in rows):
        lines.append(
            "KHÔNG KHỚP với số đã phát lại. Hãy chạy motcua recount rồi motcua verify trên thư mục này."
        )
    return lines


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
