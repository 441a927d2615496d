"""How does a calendar file come into the database? Year by year, and the version counts every change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.reading import Findings, LoadReport, digest
from motcua.workcalendar.days import YearFacts
from motcua.workcalendar.models import CalendarVersion, CalendarYear
from motcua.workcalendar.reading import check_next_working_days, read_years


@transaction.atomic
def load_calendar(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `calendar`; years the file does not name stay as they are."""
    findings = Findings(file)
    years = read_years(data, findings)
    kept = {row.year: facts_of(row) for row in CalendarYear.objects.select_for_update()}
    _check_gap({*kept, *(year.year for year in years)}, findings)
    check_next_working_days(
        data, tuple(sorted((kept | {y.year: y for y in years}).values(), key=_by_year)), findings
    )
    if findings.refused:
        return LoadReport.of_refusal("calendar", findings)
    added = tuple(f"lịch năm {year.year}" for year in years if year.year not in kept)
    changed = tuple(_difference(kept[y.year], y) for y in years if y.year in kept and kept[y.year] != y)
    for year in years:
        if kept.get(year.year) != year:
            CalendarYear.objects.update_or_create(
                year=year.year,
                defaults={
                    "status": year.status,
                    "days_off": sorted(year.days_off),
                    "makeup_days": sorted(year.makeup_days),
                },
            )
    if added or changed:
        _count_version(at)
    unchanged = len(years) - len(added) - len(changed)
    return LoadReport("calendar", added, changed, unchanged, tuple(findings.warnings))


def facts_of(row: CalendarYear) -> YearFacts:
    """The pure facts of a stored year."""
    return YearFacts(row.year, row.status, frozenset(row.days_off), frozenset(row.makeup_days))


def _by_year(year: YearFacts) -> int:
    return year.year


def _check_gap(years: set[int], findings: Findings) -> None:
    missing = sorted(set(range(min(years), max(years))) - years) if years else []
    if missing:
        findings.refuse("years", f"thiếu lịch năm {', '.join(map(str, missing))}; các năm phải liền nhau.")


def _difference(old: YearFacts, new: YearFacts) -> str:
    """`lịch năm 2026: thêm ngày nghỉ 24/11/2026; …`"""
    parts = [f"từ “{old.status}” thành “{new.status}”"] if old.status != new.status else []
    for words, before, after in (
        ("ngày nghỉ", old.days_off, new.days_off),
        ("ngày làm bù", old.makeup_days, new.makeup_days),
    ):
        parts += [f"thêm {words} {day:%d/%m/%Y}" for day in sorted(after - before)]
        parts += [f"bỏ {words} {day:%d/%m/%Y}" for day in sorted(before - after)]
    return f"lịch năm {new.year}: {'; '.join(parts)}"


def _count_version(at: datetime) -> None:
    version, _ = CalendarVersion.objects.get_or_create(id=1, defaults={"number": 0, "changed_at": at})
    rows = CalendarYear.objects.order_by("year").values_list("year", "status", "days_off", "makeup_days")
    version.number += 1
    version.digest = digest(list(rows))
    version.changed_at = at
    version.save()
