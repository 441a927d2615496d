"""The offices, catalogue, calendar and programmes of the data files as pure facts, for tests of the rules."""

from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from motcua.core.moments import VN
from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.deadlines import Extension, Facts, LegalCutoff, Promise, Term, promise
from motcua.programmes.reading import read_programme
from motcua.programmes.rules import ProgrammeRule, UnitFacts
from motcua.workcalendar.calendar import Hours, WorkCalendar, YearFacts
from motcua.workcalendar.reading import read_extra_sessions, read_hours

DATA = Path(__file__).parents[2] / "data"
REFORM = date(2025, 7, 1)

Q11, P5, TAN_SON_NHI = "hcmc.q11", "hcmc.q11.p5", "hcmc.tan-phu.tan-son-nhi"
THANH_HA, THANH_SON, BINH_THOI = "hai-duong.thanh-ha", "hai-duong.thanh-ha.thanh-son", "hcmc.binh-thoi"

CERTIFIED_COPY = "2.000815"  # S, level 2, certification
BIRTH = "1.001193"  # S, level 4
MARITAL_STATUS = "1.004873"  # 3 working days, level 4, on the commune lists
CONTRACT = "2.001035"  # 2 working days, level 2, certification, on the commune lists
HOUSEHOLD_BUSINESS = "2.000720"  # 3 working days, level 4, on the district lists
STAY = "2.001159"  # 1 working hour, police
INTERLINKED = "3.000722"  # 3 working days, starts the next working day after 15:00
ADOPTION = "2.001263"  # 30 calendar days


@cache
def data(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def programmes() -> tuple[ProgrammeRule, ...]:
    return tuple(read_programme(item) for item in data("programmes")["programmes"])


def programme(id_: str) -> ProgrammeRule:
    return next(rule for rule in programmes() if rule.id == id_)


def years(*, extra_off: frozenset[date] = frozenset()) -> list[YearFacts]:
    return [
        YearFacts(
            year,
            facts["status"],
            frozenset(facts["days_off"]) | frozenset(day for day in extra_off if day.year == year),
            frozenset(facts["makeup_days"]),
        )
        for year, facts in data("calendar")["years"].items()
    ]


@cache
def calendar(extra_off: frozenset[date] = frozenset()) -> WorkCalendar:
    return WorkCalendar.compile(years(extra_off=extra_off), office_hours())


def office_hours() -> Hours:
    return read_hours(data("units")["defaults"]["hours"])


@cache
def unit(id_: str) -> UnitFacts:
    rows = {row["id"]: row for row in data("units")["units"]}
    row = rows[id_]
    line: list[str] = []
    while (above := rows[line[-1] if line else id_]["parent"]) is not None:
        line.append(above)
    return UnitFacts(
        id=id_,
        level=row["level"],
        ancestors=tuple(line),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        hours=office_hours(),
        extra_sessions=read_extra_sessions(row.get("extra_sessions", [])),
        name=row["name"],
    )


@cache
def procedure(code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in data("procedures")["procedures"] if row["code"] == code)
    return found


def term(code: str, day: date) -> Term:
    row = procedure(code)
    limit = row["time_limit"]
    if day >= REFORM and row.get("time_limit_2026"):
        limit = row["time_limit_2026"]
    cutoff, extension = limit.get("cutoff"), limit.get("extension")
    return Term(
        value=limit["value"],
        unit=limit["unit"],
        cutoff=cutoff and LegalCutoff(time.fromisoformat(cutoff["after"]), cutoff["effect"], cutoff["rule"]),
        extension=extension
        and Extension(
            extension["value"],
            extension["unit"],
            extension["mode"],
            extension["ground"],
            extension["condition"],
        ),
        text=limit["text"],
        source=", ".join(row["legal_basis"]),
    )


def when(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VN)


def facts(code: str, unit_id: str, received: str | datetime, **changes: Any) -> Facts:
    at = when(received) if isinstance(received, str) else received
    row = procedure(code)
    level = row["online_level"] if at.date() >= REFORM else row["online_level_2022"]["value"]
    known: dict[str, Any] = {
        "procedure": code,
        "version": f"{code}/1",
        "term": term(code, at.date()),
        "unit": unit(unit_id),
        "calendar": calendar(),
        "received_at": at,
        "online_level": level,
        "rules": programmes(),
        "field": row["field"],
        "procedure_from": day_of(row["valid_from"]),
        "procedure_to": day_of(row["valid_to"]),
    }
    return Facts(**(known | changes))


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def ask(code: str, unit_id: str, received: str | datetime, **changes: Any) -> Promise:
    return promise(facts(code, unit_id, received, **changes))


def refusal(code: str, unit_id: str, received: str | datetime, **changes: Any) -> Refusal:
    with pytest.raises(Refused) as refused:
        ask(code, unit_id, received, **changes)
    return refused.value.refusal


def told(answer: Promise) -> tuple[str, str]:
    """Due time (`<` before it where strict) and reason, short enough for a table of cases."""
    return f"{'<' if answer.due_strict else ''}{answer.due_at:%Y-%m-%d %H:%M}", str(answer.reason)
