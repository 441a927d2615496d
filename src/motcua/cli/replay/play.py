"""How is one day of one desk played? Every list through the office's own acts, from reception to hand-over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from motcua.cli.replay.plan import Arrival, Month, arrivals_of, lists_of
from motcua.core.moments import local_day
from motcua.dossiers.actions.receiving_many import LIST_LIMIT, receive_many
from motcua.dossiers.actions.registry import BATCH_LIMIT, perform_many
from motcua.dossiers.applicants import Applicant
from motcua.dossiers.completeness import Handed
from motcua.dossiers.models import Dossier
from motcua.dossiers.receptions import Reception
from motcua.dossiers.terms import ENDED, Act, Path, State
from motcua.dossiers.transitions import MOVES
from motcua.organisation.actors import Actor
from motcua.organisation.models import RoleGrant, in_force
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from motcua.procedures.queries import version_on

Row = TypeVar("Row")
# What follows the reception of a list: act, who does it, minutes after the list was entered.
ROAD: tuple[tuple[Act, Role, int], ...] = (
    (Act.FORWARD, Role.RECEIVE, 2),
    (Act.APPRAISE, Role.APPRAISE, 8),
    (Act.APPROVE, Role.APPROVE, 15),
    (Act.STAMP, Role.SEAL, 20),
    (Act.HAND_BACK, Role.RETURN, 24),
    (Act.RETURN_RESULT, Role.RETURN, 28),
)
_SOURCES = {
    (act, path): frozenset(
        move.source for move in MOVES if move.act is act and path in move.paths and move.source not in ENDED
    )
    for act, _role, _minutes in ROAD
    for path in Path
}


def _in_lists(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    """No list is longer than the act takes."""
    return (rows[first : first + size] for first in range(0, len(rows), size))


class NotPlayed(RuntimeError):
    """The office refused what the month says happened: the data of the month and the rules do not fit."""


@dataclass(slots=True)
class _Known:
    """Where a dossier of the day stands."""

    code: str
    path: Path
    stands: State


@dataclass(slots=True)
class Desk:
    """A desk whose days are played one after the other."""

    month: Month
    unit_id: str
    seed: int
    seats: dict[Role, int] = field(default_factory=dict)

    def play(self, day: date, count: int, *, resumed: bool) -> None:
        """All that comes that day, handed over the same day; `resumed`: some may have been played before."""
        arrivals = arrivals_of(self.month, self.unit_id, day, count, seed=self.seed)
        known = _played_before(self.unit_id, day) if resumed else []
        if len(known) == count and all(one.stands is State.RETURNED for one in known):
            return
        people = {role: self._somebody(role, day) for role in {Role.RECEIVE, *(role for _, role, _ in ROAD)}}
        for entered, first, after in lists_of(self.month, day, arrivals):
            for some in _in_lists(arrivals[max(first, min(len(known), after)) : after], LIST_LIMIT):
                known += self._receive(some, people[Role.RECEIVE], entered)
            for act, role, minutes in ROAD:
                _do(act, known[first:after], people[role], entered + timedelta(minutes=minutes))

    def _receive(self, arrivals: Sequence[Arrival], actor: Actor, entered: datetime) -> list[_Known]:
        receptions = [self._reception(arrival) for arrival in arrivals]
        lines = receive_many(receptions=receptions, actor=actor, at=entered)
        found = []
        for line in lines:
            if line.dossier is None:
                raise NotPlayed(f"{self.unit_id} {entered}: {line.refusal}")
            found.append(_Known(str(line.dossier), Path(line.dossier.path), State.RECEIVED))
        return found

    def _reception(self, arrival: Arrival) -> Reception:
        applicant = Applicant(
            "person",
            arrival.name,
            id_number=arrival.id_number,
            phone=arrival.phone,
            address=arrival.address,
        )
        return Reception(
            procedure=arrival.procedure,
            unit_id=self.unit_id,
            applicant=applicant,
            received_at=arrival.moment,
            components=_papers(arrival.procedure, local_day(arrival.moment)),
            items=arrival.items,
            at_once=arrival.at_once,
            opened_here=True,
        )

    def _somebody(self, role: Role, day: date) -> Actor:
        """The person of the unit with the role, the same one the whole month, with the rights of the day."""
        if role not in self.seats:
            grants = RoleGrant.objects.filter(in_force(day), unit_id=self.unit_id, role=role)
            self.seats[role] = grants.earliest("person_id").person_id
        actor = actor_of(person_id=self.seats[role], unit_id=self.unit_id, on=day)
        if actor is None:
            raise NotPlayed(f"nobody is {role} in {self.unit_id} on {day}")
        return actor


def _do(act: Act, known: Sequence[_Known], actor: Actor, moment: datetime) -> None:
    """The act on those of the list that stand before it."""
    waiting = [one for one in known if one.stands in _SOURCES[act, one.path]]
    for some in _in_lists(waiting, BATCH_LIMIT):
        answers = perform_many(act=act, codes=[one.code for one in some], actor=actor, at=moment, said={})
        for one, answer in zip(some, answers, strict=True):
            if answer.done is None:
                raise NotPlayed(f"{act} {one.code}: {answer.refusal}")
            one.stands = State(answer.done.state)


def _played_before(unit_id: str, day: date) -> list[_Known]:
    """What an earlier run left of the day, in the order of its codes, which is that of the arrivals."""
    rows = Dossier.objects.filter(unit_id=unit_id, code__contains=f"-{day:%y%m%d}-").values_list(
        "code", "path", "state"
    )
    in_order = sorted(rows, key=lambda row: int(str(row[0]).rpartition("-")[2]))
    return [_Known(str(code), Path(path), State(state)) for code, path, state in in_order]


@lru_cache(maxsize=2000)
def _papers(procedure: str, day: date) -> tuple[Handed, ...]:
    """Every paper the version in force asks for."""
    version = version_on(procedure, day)
    if version is None:
        raise NotPlayed(f"{procedure} is not in force on {day}")
    return tuple(
        Handed(component.key, original=component.originals or 1, copies=component.copies)
        for component in version.components.all()
        if component.mandatory
    )
