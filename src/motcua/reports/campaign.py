"""What came of a programme, block by block? Computed figures, each with its dossiers, beside declared ones.

Shape of the result notice HCMC 2022, 2.1: four blocks and their same-day results (R-118, R-145, R-273).
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from motcua.core.moments import local, local_day
from motcua.core.refusals import refuse
from motcua.organisation.queries import units_under
from motcua.programmes.life import support_words
from motcua.programmes.models import Programme
from motcua.programmes.reading import read_programme
from motcua.programmes.rules import ProgrammeRule, holds
from motcua.reports.choosing import programme_named
from motcua.reports.declared import compared, declared_rows
from motcua.reports.figures import BlockRow, CampaignReport, Cell, Coverage, DaysRow, Rate
from motcua.reports.keys import EVERY_PROGRAMME, CellKey
from motcua.reports.models import RollUpMark
from motcua.reports.rollups import EVERY, Asked, Sums, added, in_time, nothing, settled, sums_by
from motcua.reports.terms import BLOCK_LABELS, OPEN_OVERDUE, Block, FigureSource, Measure

__all__ = [
    "BlockRow",
    "CampaignReport",
    "Cell",
    "Coverage",
    "DaysRow",
    "Rate",
    "campaign_report",
    "campaign_total",
    "family",
    "scope_of",
]
OTHER = "other"  # agencies that no block was set for
_TOTAL = "Tổng cộng"


def campaign_report(
    programme_id: str, first: date, last: date, *, at: datetime, unit_ids: Collection[str] | None = None
) -> CampaignReport:
    """The report of the days `first` to `last`, both in it, as it stands at `at`.

    `unit_ids` narrows it to some agencies; None is the whole scope of the programme and of its children.
    Refused: `programme_unknown`, `period_wrong`.
    """
    programme = programme_named(programme_id)
    if last < first:
        raise refuse("period_wrong", "Ngày cuối trước ngày đầu. Hãy chọn lại khoảng ngày.")
    rule = read_programme(programme.definition)
    # Whoever sees the whole scope is told the sums of blocks, not those of each agency.
    programmes = family(programme_id)
    whole = unit_ids is None or units_under(_units_of(programmes)) <= set(unit_ids)
    asked = Asked(first, last, at, None if whole else unit_ids, programmes)
    rows, total = _blocks(asked, programme_id)
    declared, declared_total = declared_rows(programme_id, first, last, unit_ids=None if whole else unit_ids)
    return CampaignReport(
        programme=programme_id,
        name=programme.name,
        first=first,
        last=last,
        provisional=local_day(at) <= last,
        rows=rows,
        total=total,
        declared=declared,
        declared_total=declared_total,
        days=_days(rule, asked),
        coverage=compared(rows, declared),
        notes=(*_notes(total, last, at, declared), *support_words(programme)),
        folded_at=_folded_at(),
    )


def campaign_total(programme_id: str, first: date, last: date, *, at: datetime) -> BlockRow:
    """The total of that report alone, over the whole scope: for who tells neither blocks nor days."""
    _rows, total = _blocks(Asked(first, last, at, None, family(programme_id)), programme_id)
    return total


def _blocks(asked: Asked, programme_id: str) -> tuple[tuple[BlockRow, ...], BlockRow]:
    """A row for each block, and their total."""
    key = CellKey(programme_id, asked.first, asked.last, "all", Measure.RECEIVED)
    found = {block or OTHER: sums for (block,), sums in sums_by(asked, "block").items()}
    rows = tuple(
        _row(block, found.get(block, nothing()), key)
        for block in (*Block, OTHER)
        if block in found or block != OTHER
    )
    return rows, _row("", added(found.values()), key)


def family(programme_id: str) -> frozenset[str]:
    """The programme and those that stand under it: what a district does of its own is in the city's report."""
    parents: dict[str, str | None] = dict(Programme.objects.values_list("slug", "parent_id"))
    found = {programme_id}
    while more := {slug for slug, parent in parents.items() if parent in found} - found:
        found |= more
    return frozenset(found)


def _units_of(programmes: Collection[str]) -> set[str]:
    """The agencies named by any of them: a programme under this one may be another agency's."""
    definitions = Programme.objects.filter(pk__in=programmes).values_list("definition", flat=True)
    return {unit for one in definitions for unit in read_programme(one).units}


def _row(block: str, sums: Sums, key: CellKey) -> BlockRow:
    place = f"block={'' if block == OTHER else block}" if block else "all"
    cells = {
        one: Cell(str(CellKey(key.programme, key.first, key.last, place, one)), sums[one]) for one in EVERY
    }
    same_day = Rate(sums[Measure.SAME_DAY], sums[Measure.SAME_DAY_DUE])
    name = BLOCK_LABELS["" if block == OTHER else block] if block else _TOTAL
    return BlockRow(
        block,
        name,
        FigureSource.COMPUTED,
        cells,
        same_day,
        official_rate=Rate(in_time(sums), settled(sums)),
        honest_rate=Rate(in_time(sums), settled(sums) + sums[OPEN_OVERDUE]),
        notes=(_late_words(sums),),
    )


def _late_words(sums: Sums) -> str:
    """Nought is said in words (R-166)."""
    late, overdue = sums[Measure.LATE], sums[OPEN_OVERDUE]
    done = f"{late} hồ sơ trễ hạn" if late else "Không có hồ sơ trễ hạn"
    return f"{done}; {overdue} hồ sơ đang quá hạn." if overdue else f"{done}; không có hồ sơ đang quá hạn."


def _notes(total: BlockRow, last: date, at: datetime, declared: tuple[BlockRow, ...]) -> tuple[str, ...]:
    notes = []
    if local_day(at) <= last:
        notes.append(f"Số liệu tạm tính: kỳ báo cáo đến hết ngày {last:%d/%m/%Y} chưa kết thúc.")
    if still := total.cells[Measure.OPEN].count:
        notes.append(f"Còn {still} hồ sơ đang giải quyết, chưa tính vào tỷ lệ đúng hạn đã giải quyết.")
    notes.append("Mỗi hồ sơ chỉ tính ở một khối, theo ngày tiếp nhận và cơ quan đang giữ hồ sơ.")
    if declared:
        notes.append("Số liệu nhập tay đặt cạnh số tính từ hồ sơ, không cộng vào nhau.")
    return tuple(notes)


def _days(rule: ProgrammeRule, asked: Asked) -> tuple[DaysRow, ...]:
    """Every dossier of the agencies of the programme, on its days and on others (R-112).

    Other days are the other weekdays; where every weekday is one of the programme, as many days just before it began.
    """
    scope = _agencies(rule)
    units = scope if asked.unit_ids is None else scope & set(asked.unit_ids)
    by_day = _by_day(asked, asked.first, asked.last, units)
    on = {day: sums for day, sums in by_day.items() if _of_programme(rule, day)}
    first, last, others = asked.first, asked.last, _other_weekdays(rule)
    if others:
        off = {day: sums for day, sums in by_day.items() if str(day.isoweekday()) in others}
    else:
        last = min(first, rule.period_from) - timedelta(days=1)
        first = last - (asked.last - asked.first)
        off = _by_day(asked, first, last, units)
    return (
        _days_row(
            "Ngày của chương trình",
            on,
            CellKey(EVERY_PROGRAMME, *_within(rule, asked), f"scope={rule.id}", "", _weekdays(rule)),
        ),
        _days_row("Ngày khác", off, CellKey(EVERY_PROGRAMME, first, last, f"scope={rule.id}", "", others)),
    )


def scope_of(programme_id: str) -> frozenset[str]:
    """The agencies of a programme. Refused: `programme_unknown`."""
    return _agencies(read_programme(programme_named(programme_id).definition))


def _agencies(rule: ProgrammeRule) -> frozenset[str]:
    return units_under(rule.units) if rule.with_descendants else frozenset(rule.units)


def _within(rule: ProgrammeRule, asked: Asked) -> tuple[date, date]:
    """The days asked for that lie in the programme's time; all asked for where none does."""
    first = max(asked.first, rule.period_from)
    last = min(asked.last, rule.period_to - timedelta(days=1)) if rule.period_to else asked.last
    return (first, last) if first <= last else (asked.first, asked.last)


def _by_day(asked: Asked, first: date, last: date, units: Collection[str]) -> dict[date, Sums]:
    found = sums_by(Asked(first, last, asked.at, units), "day")
    return {day: sums for (day,), sums in found.items()}


def _of_programme(rule: ProgrammeRule, day: date) -> bool:
    return holds(day, rule.period_from, rule.period_to) and (
        rule.weekdays is None or day.weekday() in rule.weekdays
    )


def _weekdays(rule: ProgrammeRule) -> str:
    return "" if rule.weekdays is None else "".join(str(day + 1) for day in sorted(rule.weekdays))


def _other_weekdays(rule: ProgrammeRule) -> str:
    mine = _weekdays(rule)
    return "".join(day for day in "1234567" if day not in mine) if mine else ""


def _days_row(name: str, by_day: Mapping[date, Sums], key: CellKey) -> DaysRow:
    sums = added(by_day.values())
    days = sum(1 for each in by_day.values() if each[Measure.RECEIVED])
    shown = (Measure.RECEIVED, Measure.EARLY, Measure.ON_TIME, Measure.LATE)
    return DaysRow(
        name,
        days,
        sums[Measure.RECEIVED],
        Rate(sums[Measure.EARLY], settled(sums)),
        Rate(sums[Measure.ON_TIME], settled(sums)),
        sums[Measure.LATE],
        {
            one: str(CellKey(key.programme, key.first, key.last, key.place, one, key.weekdays))
            for one in shown
            if sums[one]
        },
    )


def _folded_at() -> str:
    """When the sums were last folded, as shown; what came since is in the figures all the same."""
    folded = RollUpMark.objects.filter(pk=1).values_list("folded_at", flat=True).first()
    return f"{local(folded):%H:%M %d/%m/%Y}" if folded else ""
