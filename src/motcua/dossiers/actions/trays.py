"""A tray of dossiers for one act: all facts read at once, each dossier judged on its own, all written at once.

What needs more than the dossier's own row to be judged or written (a signature given in front, a dossier passed to
another signer, an original to give back) goes one by one, as does whatever the other acts need.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.actions import desk, returning, signing, stamping
from motcua.dossiers.actions.hall_links import is_with_person, ticket_served
from motcua.dossiers.actions.moving import Beside
from motcua.dossiers.actions.moving_many import Meant, MovedMeanwhile, move_many
from motcua.dossiers.finding import (
    Locked,
    LockedMany,
    approvals_of,
    find_and_lock_many,
    find_many_to_seal,
    find_many_to_sign,
)
from motcua.dossiers.models import Step
from motcua.dossiers.queries import may_be_a_number
from motcua.dossiers.signatories import law_of
from motcua.dossiers.terms import Act
from motcua.organisation.actors import Actor

# What a judge gives: the act as it will be written once its number is known (approval) or at once.
Judged = Callable[[str], Meant]


# A result that is set here is written with the act.
_WITH_RESULT = frozenset({Act.APPROVE, Act.STAMP})


@dataclass(slots=True)
class Tray:
    """What came of the tray; codes in neither go one by one. `alone`: nothing was done, for these of its codes go
    alone, in their place among the others."""

    steps: dict[str, Step]
    refusals: dict[str, Refusal]
    alone: frozenset[str] = frozenset()


class _SomeAlone(Exception):
    """Some of the tray go alone: it is to be cut."""

    def __init__(self, codes: frozenset[str]) -> None:
        super().__init__(codes)
        self.codes = codes


def runs(codes: Sequence[str], alone: Collection[str]) -> list[list[str]]:
    """The list in its order, cut so that what goes alone stands alone: numbers are given in that order."""
    cut: list[list[str]] = [[]]
    for code in codes:
        if code in alone:
            cut += [[code], []]
        else:
            cut[-1].append(code)
    return [run for run in cut if run]


def together(*, act: Act, codes: Sequence[str], actor: Actor, at: datetime, said: Mapping[str, Any]) -> Tray:
    """Do the act for every dossier of the list that can be done with the others; a refused one stops nobody."""
    tray = Tray({}, {})
    if act not in _PREPARE or len(codes) < 2 or _is_said_by_one(act, actor, at, said):
        return tray
    try:
        with transaction.atomic():
            _do(act, [code for code in codes if may_be_a_number(code)], actor, at, said, tray)
    # Moved cannot be while their rows are locked; refused as a whole is a tray whose book is closed. One by one tells
    # who did what, and which dossier needs the book.
    except (MovedMeanwhile, Refused):
        return Tray({}, {})
    except _SomeAlone as some:
        return Tray({}, {}, some.codes)
    return tray


def _is_said_by_one(act: Act, actor: Actor, at: datetime, said: Mapping[str, Any]) -> bool:
    """What only the single act keeps: who signed how, and the ticket at the counter, tied to it by its statement."""
    signing = act is Act.APPRAISE and (said.get("signing") or said.get("signed_in_front"))
    return bool(signing) or (is_with_person(act, said) and ticket_served(actor, at) is not None)


def _do(act: Act, codes: list[str], actor: Actor, at: datetime, said: Mapping[str, Any], tray: Tray) -> None:
    held = _held(act, codes, actor, at)
    found = held.dossiers
    if alone := _alone(act, found):
        raise _SomeAlone(alone)
    prepared = _PREPARE[act](actor, at, said, held)
    may: dict[str, Judged] = {}
    seen: set[int] = set()
    for code in codes:
        known = found.get(code)
        if known is None or known.dossier.pk in seen:
            continue
        if act is Act.RETURN_RESULT and not returning.goes_in_a_list(known.dossier, said):
            continue
        if known.last_at is None or known.last_at > at:
            continue  # the single act says which clock is behind
        seen.add(known.dossier.pk)
        try:
            may[code] = prepared.judge(known)
        except Refused as refused:
            tray.refusals[code] = refused.refusal
    if not may:
        return
    drawn = prepared.draw(len(may))
    meant = [finish(number) for finish, number in zip(may.values(), drawn.numbers, strict=True)]
    tray.steps = dict(zip(may, move_many(prepared.entered(meant), drawn.beside), strict=True))


def _held(act: Act, codes: Sequence[str], actor: Actor, at: datetime) -> LockedMany:
    if act is Act.APPROVE:
        on = local_day(at)
        return find_many_to_sign(codes, unit_id=actor.unit_id, person_id=actor.person_id, on=on)
    find_many = find_many_to_seal if act is Act.STAMP else find_and_lock_many
    return find_many(codes, actor.unit_id)


def _alone(act: Act, found: Mapping[str, Locked]) -> frozenset[str]:
    """Those that need more than the row of the dossier: a signature given in front, a signer they were passed to, a
    result that stands here, drafted or decided."""
    return frozenset(
        code
        for code, known in found.items()
        if (act in _WITH_RESULT and known.has_result)
        or (act is Act.APPROVE and known.dossier.approver_id is not None)
        or law_of(known.dossier.version.facts).in_front
    )


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A number for each that was judged, and what the statement of the acts writes before them."""

    numbers: Sequence[str]
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class _Prepared:
    """How each dossier is judged, how what they all draw is drawn (once, after all are judged), and what is written
    elsewhere before the steps are, which then say it."""

    judge: Callable[[Locked], Judged]
    draw: Callable[[int], _Drawn] = lambda how_many: _Drawn([""] * how_many)
    entered: Callable[[Sequence[Meant]], Sequence[Meant]] = lambda meant: meant


_Prepare = Callable[[Actor, datetime, Mapping[str, Any], LockedMany], _Prepared]


def _plain(act: Act) -> _Prepare:
    def prepare(actor: Actor, at: datetime, said: Mapping[str, Any], _all: LockedMany) -> _Prepared:
        def judge(known: Locked) -> Judged:
            meant = desk.plain(act, known.dossier, actor, at, said)
            return lambda _number: meant

        return _Prepared(judge)

    return prepare


def _approval(actor: Actor, at: datetime, said: Mapping[str, Any], held: LockedMany) -> _Prepared:
    def judge(known: Locked) -> Judged:
        approval = signing.judged(known.dossier, actor, at, said, held.powers)
        return lambda number: signing.approval(approval, number)

    return _Prepared(
        judge,
        lambda how_many: _Drawn(signing.result_numbers(actor.unit_id, at, how_many)),
        lambda meant: signing.entered(meant, actor, at),
    )


def _returning(actor: Actor, at: datetime, said: Mapping[str, Any], _all: LockedMany) -> _Prepared:
    def judge(known: Locked) -> Judged:
        meant = returning.in_a_list(known.dossier, actor, at, said)
        return lambda _number: meant

    return _Prepared(judge)


def _stamping(actor: Actor, at: datetime, said: Mapping[str, Any], held: LockedMany) -> _Prepared:
    """The imprints of the whole tray are written at once, in its order."""
    keeper, waiting = stamping.Keeper(actor, at, said), list[stamping.Stamping]()
    every = {known.dossier.pk: known for known in held.dossiers.values()}
    earlier = approvals_of([known.dossier for known in every.values() if known.approved is None])

    def judge(known: Locked) -> Judged:
        judged_so = keeper.judged(known.dossier, known.approved or earlier.get(known.dossier.pk))
        waiting.append(judged_so)
        return lambda _number: keeper.meant(judged_so)

    def draw(how_many: int) -> _Drawn:
        return _Drawn([""] * how_many, keeper.sealed(waiting))

    return _Prepared(judge, draw)


# The acts of a tray; what everybody on it shares is read when it is prepared.
_PREPARE: dict[Act, _Prepare] = {
    Act.FORWARD: _plain(Act.FORWARD),
    Act.HAND_BACK: _plain(Act.HAND_BACK),
    Act.APPRAISE: _plain(Act.APPRAISE),
    Act.APPROVE: _approval,
    Act.STAMP: _stamping,
    Act.RETURN_RESULT: _returning,
}
