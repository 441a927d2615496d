"""What does the hash of a step cover, and what the hash of a dossier's or intake's own facts?"""

from functools import lru_cache
from typing import Any

from motcua.core.chain import GENESIS, link
from motcua.dossiers.models import Dossier, Intake, Step

# The topic under which the outbox tells of a step.
STEP_TOPIC = "step"
# Counters and hashes describe the chain itself, so they are outside of what it covers.
_OUTSIDE = frozenset({"id", "step_count", "head_hash", "facts_hash"})
# Columns of later releases: left out while empty, so that the hashes of older records still hold.
_LATER: dict[str, Any] = {
    "due_extended": None,
    "refused_result": False,
    "merged_into_id": None,
    "originals_kept": 0,
    "shelf_place": "",
    "result_document_id": None,
    "archived_at": None,
}


def facts_of(record: Dossier | Intake) -> dict[str, Any]:
    """Every stored column of the record that the chain vouches for."""
    held = record.__dict__
    stored = {
        name: held[name] if name in held else getattr(record, name) for name in _vouched_for(type(record))
    }
    return _without_later(stored)


def as_vouched_for(model: type[Dossier | Intake], columns: dict[str, Any]) -> dict[str, Any]:
    """The same from all columns of a row by their names."""
    return _without_later({name: columns[name] for name in _vouched_for(model)})


def _without_later(stored: dict[str, Any]) -> dict[str, Any]:
    for name, empty in _LATER.items():
        if name in stored and stored[name] == empty:
            del stored[name]
    return stored


@lru_cache(maxsize=2)
def _vouched_for(model: type[Dossier | Intake]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname not in _OUTSIDE)


def facts_hash(record: Dossier | Intake) -> str:
    """One hash over the record as it stands after a step."""
    return link(GENESIS, facts_of(record))


def step_content(step: Step, subject: str) -> dict[str, Any]:
    """What the hash of a step covers; `subject` is the code or number of its dossier or intake."""
    return {
        "subject": subject,
        "seq": step.seq,
        "act": step.act,
        "source": step.source,
        "target": step.target,
        "at": step.at,
        "actor": step.actor_id,
        "name": step.actor_name,
        "unit": step.unit_id,
        "place": step.place,
        "data": step.data,
        "facts": step.facts_hash,
    }


def subject_of(record: Dossier | Intake) -> str:
    """The name under which the chain and the outbox know a record; it never changes.

    A dossier that began as a filing keeps the filing number, so that accepting it does not rename its chain.
    """
    if isinstance(record, Intake):
        return record.number
    return record.filing_number or record.code or ""
