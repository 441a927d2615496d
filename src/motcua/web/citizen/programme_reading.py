"""What does a same-day programme say, as printed and as understood? (R-012, R-013, R-016, R-106, R-301)"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.core.vntext import sort_key
from motcua.dossiers.terms import CHANNEL_LABELS, Channel
from motcua.organisation.models import Level, Unit
from motcua.programmes.queries import LevelList, Listed, ProgrammePage
from motcua.programmes.rules import ProgrammeRule
from motcua.programmes.terms import APPLIED, ProgrammeStatus
from motcua.web.citizen.sentences import Sentences, sentences
from motcua.web.citizen.wording import hour_words, period_words, weekday_words

_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Printed:
    """What the document prints, how it is read, and why (R-301)."""

    name: str
    printed: str
    meant: str
    note: str


@dataclass(frozen=True, slots=True)
class ListOfLevel:
    """The list of one level by field; `declared` and `difference` say how the document counts (R-016)."""

    level: str
    fields: tuple[tuple[str, tuple[Listed, ...]], ...]
    procedures: int
    declared: str
    difference: str
    from_demonstration: bool


@dataclass(frozen=True, slots=True)
class Addition:
    """A procedure that a unit registered on its own."""

    unit: str
    code: str
    period: str


@dataclass(frozen=True, slots=True)
class OwnCutOff:
    """The hour of one procedure, at one unit (empty: at all) and on the days of `period` (empty: on all);
    `ends` is the first day on which it does not hold any more."""

    unit: str
    code: str
    name: str
    cut_off: str
    period: str
    ends: date | None

    @property
    def words(self) -> str:
        """As a paper prints it."""
        procedure = f"{self.name} ({self.code})" if self.name else self.code
        said = (f"{procedure}: {self.cut_off}", self.unit, self.period)
        return ", ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class ProgrammeReading:
    """A programme's page in words."""

    page: ProgrammePage
    status: str
    applied: bool
    promise: Sentences
    period: str
    weekdays: str
    printed: tuple[Printed, ...]
    channels: tuple[str, ...]
    lists: tuple[ListOfLevel, ...]
    own_cut_offs: tuple[OwnCutOff, ...]
    additions: tuple[Addition, ...]


def read(page: ProgrammePage, *, levels: Iterable[Level], units: Mapping[str, Unit]) -> ProgrammeReading:
    """Everything the page shows; `levels` from the top, `units` those of `units_named`."""
    rule = page.rule
    by_level = {listed.level: listed for listed in page.lists}
    return ProgrammeReading(
        page=page,
        status=_status_words(rule.status),
        applied=rule.status in APPLIED,
        promise=sentences(rule.cut_off, rule.after_cut_off),
        period=period_words(rule.period_from, rule.period_to),
        weekdays=weekdays_words(rule),
        printed=tuple(_printed(page.programme.definition, page)),
        channels=tuple(_channel_words(rule)),
        lists=tuple(_list_of(level.name, by_level[level.code]) for level in levels if level.code in by_level),
        own_cut_offs=tuple(_own_cut_offs(page, units)),
        additions=tuple(
            Addition(units[added.unit].name, added.code, period_words(added.valid_from, added.valid_to))
            for added in rule.additions
        ),
    )


def units_named(rule: ProgrammeRule) -> set[str]:
    """Ids of the units that set something of their own: a procedure more, another hour."""
    own = {own.unit for own in rule.procedure_cut_offs if own.unit is not None}
    return own | {added.unit for added in rule.additions}


def weekdays_words(rule: ProgrammeRule) -> str:
    """`mọi ngày làm việc` or `thứ Sáu hằng tuần`."""
    if rule.weekdays is None:
        return _("mọi ngày làm việc")
    names = [weekday_words(_MONDAY.replace(day=1 + number)) for number in sorted(rule.weekdays)]
    return _("%(days)s hằng tuần") % {"days": ", ".join(names)}


def _status_words(status: str) -> str:
    return {
        ProgrammeStatus.DRAFT.value: _("Dự thảo, chưa áp dụng"),
        ProgrammeStatus.PROPOSED.value: _("Đề xuất, chưa áp dụng"),
        ProgrammeStatus.APPROVED.value: _("Đã phê duyệt"),
        ProgrammeStatus.LAUNCHED.value: _("Đã phát động"),
        ProgrammeStatus.ENDED.value: _("Đã kết thúc"),
    }[str(status)]


def _printed(definition: Mapping[str, Any], page: ProgrammePage) -> Iterable[Printed]:
    """The gaps and oddities of the document, kept visible."""
    document, period, rule = definition["document"], definition["period"], page.rule
    if not document.get("number"):
        yield Printed(_("Số văn bản"), document.get("number_text", ""), _("không có số"), "")
    if document.get("date_text"):
        yield Printed(_("Ngày ban hành"), document["date_text"], _("không ghi ngày"), "")
    if page.first_day != rule.period_from:
        meant = _("áp dụng lần đầu %(day)s") % {"day": _dated(page.first_day)}
        note = _("%(day)s không phải ngày của mô hình (%(weekdays)s).") % {
            "day": _dated(rule.period_from).capitalize(),
            "weekdays": weekdays_words(rule),
        }
        yield Printed(_("Ngày bắt đầu"), period.get("printed", ""), meant, note)
    if rule.cut_off_assumed and rule.cut_off:
        note = _("Văn bản không ghi giờ; lấy theo pháp luật về chứng thực.")
        yield Printed(_("Mốc giờ"), "", hour_words(rule.cut_off), note)


def _own_cut_offs(page: ProgrammePage, units: Mapping[str, Unit]) -> Iterable[OwnCutOff]:
    names = {row.code: row.name for listed in page.lists for row in listed.rows}
    for own in page.rule.procedure_cut_offs:
        dated = own.valid_from is not None or own.valid_to is not None
        first = own.valid_from or page.rule.period_from
        yield OwnCutOff(
            unit=units[own.unit].name if own.unit is not None else "",
            code=own.code,
            name=names.get(own.code, ""),
            cut_off=hour_words(own.cut_off),
            period=period_words(first, own.valid_to) if dated else "",
            ends=own.valid_to,
        )


def _dated(day: date) -> str:
    return _("%(weekday)s %(day)s") % {"weekday": weekday_words(day), "day": f"{day:%d/%m/%Y}"}


def _channel_words(rule: ProgrammeRule) -> Iterable[str]:
    for channel in Channel:
        needed = rule.channels.get(channel)
        if needed is not None:
            mark = _(" (dịch vụ công trực tuyến từ mức độ %(level)d)") % {"level": needed} if needed else ""
            yield CHANNEL_LABELS[channel] + mark


def _list_of(level: str, listed: LevelList) -> ListOfLevel:
    fields: dict[str, list[Listed]] = {}
    for row in listed.rows:
        fields.setdefault(row.field, []).append(row)
    return ListOfLevel(
        level=level,
        fields=tuple((name, tuple(fields[name])) for name in sorted(fields, key=sort_key)),
        procedures=len(listed.rows),
        declared=_count_words(*listed.declared) if listed.declared else "",
        difference=listed.difference or "",
        from_demonstration=listed.basis.startswith("demonstration"),
    )


def _count_words(procedures: int, fields: int) -> str:
    return _("%(procedures)d thủ tục, %(fields)d lĩnh vực") % {"procedures": procedures, "fields": fields}
