"""What does a unit promise on a day? Its same-day programmes and the law's same-day procedures (R-300)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from motcua.core.moments import local_day
from motcua.organisation.models import Unit
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import public_versions
from motcua.procedures.terms import LimitUnit
from motcua.programmes.queries import rules_on, unit_facts
from motcua.programmes.rules import Applies, Occasion, ProgrammeRule, programmes_that_apply
from motcua.web.citizen.sentences import BY_LAW, Sentences, sentences
from motcua.web.citizen.wording import day_words
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.queries import calendar_of

# What people do when they come in person: the promise on wall and page is the desk's (promises 15).
DESK = "desk"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """One promise in force on a day, and the procedures it covers. `rule` None: the law itself."""

    rule: ProgrammeRule | None
    cut_off: time | None
    said: Sentences
    versions: tuple[ProcedureVersion, ...]

    @property
    def name(self) -> str:
        """How the promise is called on the page."""
        return self.rule.name if self.rule else _("Theo quy định của pháp luật")

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the procedures covered."""
        return frozenset(version.procedure_id for version in self.versions)


@dataclass(frozen=True, slots=True)
class DayOfUnit:
    """A unit's promises on the day people can next come: today, or the next working day."""

    unit: Unit
    today: date
    day: date
    closed_because: str
    opening: time
    close: time
    skipped: tuple[str, ...]
    offers: tuple[Offer, ...]
    ordinary: tuple[ProcedureVersion, ...]

    @property
    def is_today(self) -> bool:
        """Whether the office works today."""
        return self.day == self.today

    @property
    def versions(self) -> tuple[ProcedureVersion, ...]:
        """All procedures the unit settles that day, in the order of the alphabet."""
        everything = [*self.ordinary, *(version for offer in self.offers for version in offer.versions)]
        return tuple(sorted(everything, key=lambda version: version.name_sort))

    @property
    def promised(self) -> frozenset[str]:
        """Codes of the procedures promised within the day."""
        return frozenset(code for offer in self.offers for code in offer.codes)

    @property
    def first(self) -> Offer | None:
        """The promise shown in big words."""
        return self.offers[0] if self.offers else None


def day_of_unit(unit: Unit, now: datetime) -> DayOfUnit:
    """The promises of a unit today; on a day off, of its next working day."""
    today = local_day(now)
    calendar = calendar_of(unit)
    works = calendar.is_working_day(today)
    day = today if works else calendar.next_working_day(today)
    versions = list(public_versions(day, unit=unit).select_related("decision").prefetch_related("components"))
    offers, ordinary = _offers(unit, versions, day, calendar)
    return DayOfUnit(
        unit=unit,
        today=today,
        day=day,
        closed_because=calendar.why_off(today) or "",
        opening=calendar.opening(day).time(),
        close=calendar.close_of(day).time(),
        skipped=tuple(_skipped(day, calendar)),
        offers=offers,
        ordinary=ordinary,
    )


def offers_on(unit: Unit, versions: Sequence[ProcedureVersion], now: datetime) -> tuple[Offer, ...]:
    """The promises for these procedures alone, on the day people can next come to the unit."""
    today, calendar = local_day(now), calendar_of(unit)
    day = today if calendar.is_working_day(today) else calendar.next_working_day(today)
    return _offers(unit, versions, day, calendar)[0]


def _skipped(day: date, calendar: WorkCalendar) -> Iterator[str]:
    """The days between this and the next working day, and why nobody works; a plain weekend needs no word."""
    between = day + timedelta(days=1)
    while not calendar.is_working_day(between):
        if between.weekday() < _SATURDAY:
            yield f"{day_words(between)}: {calendar.why_off(between)}"
        between += timedelta(days=1)


def _offers(
    unit: Unit, versions: Sequence[ProcedureVersion], day: date, calendar: WorkCalendar
) -> tuple[tuple[Offer, ...], tuple[ProcedureVersion, ...]]:
    """The promises, those of programmes first and the larger before the smaller; what is left is ordinary."""
    facts, in_file = unit_facts(unit), rules_on()
    next_day = calendar.next_working_day(day)
    covered: dict[tuple[str, time | None], tuple[ProgrammeRule | None, list[ProcedureVersion]]] = {}
    ordinary = []
    for version in versions:
        found = programmes_that_apply(
            in_file, Occasion(facts, version.procedure_id, day, True, DESK, 0)
        ).applied
        key, rule = _key(version, found[0] if found else None)
        if key is None:
            ordinary.append(version)
        else:
            covered.setdefault(key, (rule, []))[1].append(version)
    offers = [
        Offer(
            rule,
            cut_off,
            sentences(cut_off, rule.after_cut_off if rule else BY_LAW, next_day),
            tuple(listed),
        )
        for (_id, cut_off), (rule, listed) in covered.items()
    ]
    offers.sort(key=lambda offer: (offer.rule is None, -len(offer.versions), offer.name))
    return tuple(offers), tuple(ordinary)


def _key(
    version: ProcedureVersion, found: Applies | None
) -> tuple[tuple[str, time | None] | None, ProgrammeRule | None]:
    """Under which promise a procedure stands: programme, law (same-day by its term) or none."""
    if found is not None:
        return (found.rule.id, found.cut_off), found.rule
    if version.limit_unit == LimitUnit.SAME_DAY:
        after = (version.limit_cutoff or {}).get("after")
        return ("", time.fromisoformat(after) if after else None), None
    return None, None
