"""What does a due time cost: the bare date for any span, and a promise with its whole explanation?"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import cycle

from motcua.cli.bench.peers import due_peers
from motcua.cli.bench.tables import (
    NOT_INSTALLED,
    Options,
    Row,
    Spread,
    Table,
    median_of_rounds,
    spread_note,
    version_of,
)
from motcua.core.moments import VN
from motcua.core.refusals import Refused
from motcua.dossiers.deadlines import due_date_only, promise
from motcua.dossiers.promises import Facts, Prolongation
from motcua.dossiers.promising import facts_for
from motcua.organisation.models import Unit
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import version_on
from motcua.workcalendar.calendar import Hours, WorkCalendar
from motcua.workcalendar.days import YearFacts
from motcua.workcalendar.models import CalendarYear
from motcua.workcalendar.reading import read_hours

HELP = "A due time: bare date for spans from an hour to 60 days beside two peers; a promise with every word of it."
NEEDS_DATABASE = True  # for the catalogue, units, programmes and days off; what is measured reads none of it
OURS, LOOP, PEER = "Một Cửa", "day loop", due_peers.PACKAGE
_SPANS = {"1 h": ("hour", 1), "1 d": ("working_day", 1), "5 d": ("working_day", 5)} | {
    f"{days} d": ("working_day", days) for days in (20, 60)
}
_MOST, _TIMES, _PROMISE = 0.6, 100, 50.0  # µs, ratio, µs
_CASES = 300
_BATCH = 64
# Procedure, unit, moment and what else is said, so that every reason of a promise comes up.
_PROMISES: dict[str, tuple[str, str, str, dict[str, object]]] = {
    "same day by programme": ("2.000720", "hcmc.q11", "2022-05-17 10:00", {}),
    "certified copy, same day": ("2.000815", "hcmc.q11", "2022-05-16 14:59", {}),
    "certified copy after the cut-off": ("2.000815", "hcmc.q11", "2022-05-16 15:01", {}),
    "certified copy settled at once": ("2.000815", "hcmc.q11", "2022-05-16 15:01", {"at_once": True}),
    "Friday model after its cut-off": ("1.004873", "hai-duong.thanh-ha.thanh-son", "2023-09-29 15:31", {}),
    "by law, three working days": ("1.004873", "hai-duong.thanh-ha.thanh-son", "2023-09-28 15:31", {}),
    "by wish": ("1.004873", "hcmc.q11.p5", "2022-05-16 10:00", {"ordinary": True}),
    "30 calendar days over Tết": ("2.001263", "hcmc.q11.p5", "2022-01-20 09:00", {}),
    "online on a Saturday": ("2.000720", "hcmc.q11", "2022-05-14 10:00", {"channel": "online"}),
    "extra session": ("2.000815", "hcmc.tan-phu.tan-son-nhi", "2022-05-17 18:00", {"signer_rostered": True}),
    "24 November between": ("2.000815", "hcmc.binh-thoi", "2026-11-23 15:31", {}),
}


def measure(options: Options) -> Sequence[Table]:
    """Bare dates beside the peers, then promises."""
    return [_bare(options), _explained(options)]


def _bare(options: Options) -> Table:
    hours = read_hours(Unit.objects.get(id="hcmc.q11").hours)
    years = _years()
    calendar = WorkCalendar.compile(years, hours)
    peers = {LOOP: due_peers.by_day_loop(years, hours)}
    if version_of(PEER):
        peers[PEER] = due_peers.by_businesstimedelta(years, hours)
    cases = _openings(calendar, options.size or _CASES)
    rows: list[Row] = []
    ours: dict[str, float] = {}
    for span, (unit, value) in _SPANS.items():
        found = _spans(unit, value, calendar, peers, cases, options)
        ours[span] = found[OURS].median
        rows += _span_rows(span, found)
    flat = max(ours["60 d"], ours["1 d"]) / min(ours["60 d"], ours["1 d"])
    rows.append(Row("60 days beside 1 day", ours["60 d"], "µs", flat, "flat: ≤ 1.5 ×", flat <= 1.5))
    for name, answer in peers.items():
        different = _differences(calendar, answer, cases)
        rows.append(
            Row(f"differences from {name}", different, f"of {2 * len(cases)}", None, "0", different == 0)
        )
    if PEER not in peers:
        rows.append(Row(PEER, None, "µs", note=NOT_INSTALLED))
    return Table(
        "The bare date, µs of processor time a call",
        tuple(rows),
        "Ratio: the row over Một Cửa. The years of data/calendar.yaml without their make-up days, which no peer knows; "
        "the peers count the hours of as many days, in the hours of Quận 11.",
    )


def _spans(
    unit: str,
    value: int,
    calendar: WorkCalendar,
    peers: dict[str, due_peers.Answer],
    cases: list[datetime],
    options: Options,
) -> dict[str, Spread]:
    minutes = value * 60 if unit == "hour" else value * _a_day(calendar.hours)
    asked = [(moment.date(), moment.hour * 60 + moment.minute) for moment in cases]

    def ours() -> None:
        for day, minute in asked:
            due_date_only(calendar, unit, value, day, minute)

    def peer(answer: due_peers.Answer) -> Callable[[], None]:
        turn = cycle(cases)
        return lambda: _forget(answer(next(turn), minutes))

    seconds = options.seconds / 4
    contenders = {OURS: lambda: each(ours, seconds) / len(asked)}
    contenders |= {name: _timed(peer(answer), seconds) for name, answer in peers.items()}
    return median_of_rounds(contenders, options.rounds)


def _timed(call: Callable[[], None], seconds: float) -> Callable[[], float]:
    return lambda: each(call, seconds)


def _span_rows(span: str, found: dict[str, Spread]) -> Iterator[Row]:
    ours = found[OURS].median
    yield Row(f"{span}: {OURS}", ours, "µs", None, f"≤ {_MOST} µs", ours <= _MOST, spread_note(found[OURS]))
    for name, spread in found.items():
        if name == OURS:
            continue
        ratio = spread.median / ours
        judged = name == PEER
        yield Row(
            f"{span}: {name}",
            spread.median,
            "µs",
            ratio,
            f"≥ {_TIMES} ×" if judged else "",
            ratio >= _TIMES if judged else None,
            spread_note(spread),
        )


def _differences(calendar: WorkCalendar, answer: due_peers.Answer, cases: list[datetime]) -> int:
    """Minutes from any moment compared to the minute, days from an opening compared by their date."""
    dice = random.Random(len(cases))
    different = 0
    for moment in cases:
        minutes = dice.randrange(1, 20 * _a_day(calendar.hours))
        different += calendar.add_working_minutes(moment, minutes) != answer(moment, minutes)
        days = dice.randrange(1, 60)
        over = answer(calendar.close_of(moment.date()), days * _a_day(calendar.hours))
        different += due_date_only(calendar, "working_day", days, moment.date()) != over.date()
    return different


def _explained(options: Options) -> Table:
    known = {name: _facts(*case) for name, case in _PROMISES.items()}
    known["prolonged"] = _prolonged()
    contenders = {
        name: _timed(lambda facts=facts: _forget(promise(facts)), options.seconds / 6)  # type: ignore[misc]
        for name, facts in known.items()
    }
    rows = []
    for name, spread in median_of_rounds(contenders, options.rounds).items():
        answer = promise(known[name])
        note = f"{answer.reason}, {len(answer.explanation)} lines; {spread_note(spread)}"
        met = spread.median <= _PROMISE
        rows.append(Row(name, spread.median, "µs", None, f"≤ {_PROMISE:g} µs", met, note))
    rows.append(_first_of_the_day())
    return Table(
        "A promise with its explanation, µs of processor time a call",
        tuple(rows),
        "The whole pure part of a reception's promise: refusals, counted moment, law, programmes, choice, every line "
        "of the explanation. What covers like dossiers of one day is found once; the last row finds it each time.",
    )


def _first_of_the_day() -> Row:
    """Every procedure of Quận 11 on twenty days, each combination once: nothing is remembered from another."""
    unit = Unit.objects.select_related("level", "parent").get(id="hcmc.q11")
    first = datetime(2022, 5, 16, 9, 0, tzinfo=VN)
    versions = ProcedureVersion.objects.filter(valid_from__lte=first.date()).order_by("procedure_id")
    cases = []
    for version in versions[:60]:
        facts = _facts_at(version, unit, first)
        for shift in range(28):
            case = replace(facts, received_at=first + timedelta(days=shift))
            if case.calendar.is_working_day(case.received_at.date()):
                cases.append(case)
    begun, given = time.process_time(), 0
    for case in cases:
        try:
            promise(case)
            given += 1
        except Refused:
            continue
    took = (time.process_time() - begun) / len(cases) * 1e6
    return Row("the first of its kind that day", took, "µs", note=f"{len(cases)} asked, {given} promised")


def each(call: Callable[[], None], seconds: float) -> float:
    """Microseconds of processor time a call, the mean over about that many seconds."""
    call()
    count, begun = 0, time.process_time()
    while (took := time.process_time() - begun) < seconds:
        for _ in range(_BATCH if took and count / took > 10_000 else 1):
            call()
            count += 1
    return took / count * 1e6


def _facts(procedure: str, unit_id: str, moment: str, said: dict[str, object]) -> Facts:
    at = datetime.fromisoformat(moment).replace(tzinfo=VN)
    unit = Unit.objects.select_related("level", "parent").get(id=unit_id)
    version = version_on(procedure, at.date())
    if version is None:
        raise LookupError(f"no version of {procedure} on {at.date()}")
    facts = _facts_at(version, unit, at)
    return replace(facts, **said)  # type: ignore[arg-type]


def _facts_at(version: ProcedureVersion, unit: Unit, at: datetime) -> Facts:
    return facts_for(version, unit, received_at=at, channel="desk", at_once=False, ordinary=False)


def _prolonged() -> Facts:
    """The first procedure of the catalogue that the law lets prolong by a fixed time."""
    for version in ProcedureVersion.objects.exclude(limit_extension=None).order_by("procedure_id"):
        extension = version.limit_extension or {}
        if extension.get("value") and version.in_force_on(date(2022, 5, 16)):
            facts = _facts(version.procedure_id, "hcmc.q11.p5", "2022-05-16 09:00", {})
            return replace(facts, prolong=Prolongation(extension["ground"]))
    raise LookupError("no procedure can be prolonged")


def _years() -> list[YearFacts]:
    return [
        YearFacts(row.year, row.status, frozenset(row.days_off), frozenset())
        for row in CalendarYear.objects.all()
    ]


def _openings(calendar: WorkCalendar, count: int) -> list[datetime]:
    """Moments inside sessions of working days, the same ones each time."""
    dice = random.Random(11)
    first = date(2021, 1, 4)
    found: list[datetime] = []
    while len(found) < count:
        day = calendar.working_day_from(first + timedelta(days=dice.randrange(5 * 365)))
        minute = dice.choice([dice.randrange(start, end) for start, end in calendar.hours.sessions])
        found.append(datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=VN))
    return found


def _a_day(hours: Hours) -> int:
    return sum(end - start for start, end in hours.sessions)


def _forget(_answer: object) -> None:
    """Only the time counts."""
