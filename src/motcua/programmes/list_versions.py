"""Which versions has a programme's list, by which decision, and what differs between two? (R-012)"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.programmes.models import Programme, ProgrammeRevision, ProgrammeStep


@dataclass(frozen=True, slots=True)
class ListVersion:
    """A version of the list: its revision, how many procedures by level and by units' own word, the step behind it."""

    revision: ProgrammeRevision
    procedures: int
    additions: int
    step: ProgrammeStep | None


@dataclass(frozen=True, slots=True)
class ListChange:
    """What came and went between two versions, at a level or (`unit`) by a unit's own word; codes in order."""

    place: str
    unit: bool
    added: tuple[str, ...]
    removed: tuple[str, ...]


def versions_of(programme: Programme) -> list[ListVersion]:
    """Versions in which the list differs from the one before, the newest first."""
    steps = {step.revision: step for step in programme.steps.filter(revision__isnull=False).order_by("id")}
    found: list[ListVersion] = []
    former: Mapping[str, Any] | None = None
    for revision in programme.revisions.order_by("revision"):
        if former is None or list_changes(former, revision.definition):
            listed = _listed(revision.definition)
            own = sum(len(codes) for (_place, unit), codes in listed.items() if unit)
            total = sum(len(codes) for codes in listed.values()) - own
            found.append(ListVersion(revision, total, own, steps.get(revision.revision)))
        former = revision.definition
    return found[::-1]


def list_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[ListChange, ...]:
    """Levels and units whose lists differ; nothing where they are the same."""
    before, after = _listed(old), _listed(new)
    found = (
        ListChange(
            place,
            unit,
            tuple(sorted(after.get((place, unit), set()) - before.get((place, unit), set()))),
            tuple(sorted(before.get((place, unit), set()) - after.get((place, unit), set()))),
        )
        for place, unit in sorted(before.keys() | after.keys())
    )
    return tuple(change for change in found if change.added or change.removed)


def _listed(definition: Mapping[str, Any]) -> dict[tuple[str, bool], set[str]]:
    """Codes by level, and by unit for what units added."""
    listed = {(item["level"], False): set(item["codes"]) for item in definition["lists"]}
    for added in definition.get("unit_additions", ()):
        listed.setdefault((added["unit"], True), set()).add(added["code"])
    return listed
