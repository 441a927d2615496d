"""What does a plan print, and how is each clause understood? Both side by side (R-301); the gaps stay visible."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from motcua.programmes.drafting import Clause
from motcua.programmes.models import Programme

PRINTED_FILE = Path(__file__).resolve().parents[3] / "data" / "programmes_as_printed.yaml"


@dataclass(frozen=True, slots=True)
class PlanDuty:
    """Who has to do what by which clause."""

    clause: str
    who: str
    duty: str


@dataclass(frozen=True, slots=True)
class AsPrinted:
    """A plan's clauses with their reading, what it rests on, its duties, its receivers, what the text lacks."""

    clauses: tuple[Clause, ...] = ()
    basis: tuple[str, ...] = ()
    duties: tuple[PlanDuty, ...] = ()
    recipients: tuple[str, ...] = ()
    missing: str = ""


def as_printed(programme: Programme) -> AsPrinted:
    """Of a programme drafted here: the clauses its draft states; of the sources: those of the file."""
    known = _plans().get(programme.pk, AsPrinted())
    stated = programme.definition.get("clauses")
    return AsPrinted(_clauses(stated)) if stated else known


@lru_cache(maxsize=1)
def _plans() -> Mapping[str, AsPrinted]:
    with PRINTED_FILE.open(encoding="utf-8") as file:
        read = yaml.safe_load(file)
    return {item["id"]: _plan(item) for item in read["programmes"]}


def _plan(item: Mapping[str, Any]) -> AsPrinted:
    return AsPrinted(
        clauses=_clauses(item["clauses"]),
        basis=tuple(item.get("basis", ())),
        duties=tuple(PlanDuty(**one) for one in item.get("duties", ())),
        recipients=tuple(item.get("recipients", ())),
        missing=item.get("missing", ""),
    )


def _clauses(items: list[Mapping[str, str]]) -> tuple[Clause, ...]:
    return tuple(Clause(one["clause"], one["printed"], one["meant"]) for one in items)
