"""How is a step of a programme taken? The programme locked, the step kept, a changed definition as a new revision."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.programmes.life import owner_of
from motcua.programmes.life_terms import StepKind
from motcua.programmes.models import Programme, ProgrammeStep, ProgrammesVersion
from motcua.programmes.policies import why_not_keep
from motcua.programmes.reading import read_programme
from motcua.programmes.rules import ProgrammeRule
from motcua.programmes.storing import count_version, store

LONG = 2000


@dataclass(frozen=True, slots=True)
class Decision:
    """A document that decides: its number, its day, who issued it."""

    number: str
    issued_on: date | None
    issuer: str = ""

    def cleaned(self) -> "Decision":
        """The same as it is stored: NFC, one line."""
        return Decision(
            clean_line(self.number, 60, field="number", what="Số văn bản"),
            self.issued_on,
            clean_line(self.issuer, 200, field="issuer", what="Cơ quan ban hành"),
        )


NO_DECISION = Decision("", None)


def held(programme_id: str) -> Programme:
    """The programme, locked: two who act at once act one after the other. Refused: `programme_unknown`."""
    found = Programme.objects.select_for_update(of=("self",)).filter(slug=programme_id).first()
    if found is None:
        raise refuse("programme_unknown", "Không có chương trình này. Hãy xem lại danh sách chương trình.")
    return found


def own(programme_id: str, actor: Actor) -> Programme:
    """The programme for who runs it: control or head of the unit that issued it. Refused: `no_role`, `other_unit`."""
    programme = held(programme_id)
    refuse_if(why_not_keep(actor, owner_of(programme)))
    return programme


def lock_all() -> None:
    """New programmes are drafted one after the other."""
    ProgrammesVersion.objects.get_or_create(id=1, defaults={"number": 0})
    ProgrammesVersion.objects.select_for_update().get(id=1)


def step(
    programme: Programme,
    kind: StepKind,
    *,
    actor: Actor,
    at: datetime,
    day: date,
    decision: Decision = NO_DECISION,
    last_day: date | None = None,
    text: str = "",
    data: Mapping[str, Any] | None = None,
    revision: int | None = None,
) -> ProgrammeStep:
    """Keep the step and note who took it."""
    said = {"day": day.isoformat(), "number": decision.number, **(data or {})}
    note(actor, at, f"programme_{kind.value}", programme.pk, said)
    return ProgrammeStep.objects.create(
        programme=programme,
        kind=kind.value,
        number=decision.number,
        issued_on=decision.issued_on,
        issuer=decision.issuer,
        day=day,
        last_day=last_day,
        text=clean_line(text, LONG, field="text", what="Nội dung"),
        data=dict(data or {}),
        revision=revision,
        **said_by(actor, at),
    )


def redefined(programme: Programme, at: datetime, **parts: Any) -> Programme:
    """The programme with parts of its definition put anew, as its next revision; unreadable ones are refused."""
    definition = deepcopy(programme.definition) | parts
    return kept(definition, programme, at)


def kept(definition: Mapping[str, Any], programme: Programme | None, at: datetime) -> Programme:
    """Store a definition that can be read."""
    rule: ProgrammeRule = read_programme(definition)
    stored = store(definition, rule, programme, at)
    count_version()
    return stored
