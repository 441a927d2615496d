"""Stamp: after approval, with a seal in use in the hand of who stamps; act and imprint are written together.

The dossier's row is held before the seal's, for one dossier as for a tray, and all dossiers of a list that is held as
a whole before the first seal (motcua.dossiers.actions.registry), so that nobody waits in a circle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.authority.imprinting import Hand, Mark, imprints, printed, values_of, write_imprints
from motcua.authority.seal_tables import Imprint, Seal
from motcua.authority.seal_terms import SealingKind
from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Beside, Said, ends, move, somebody_else
from motcua.dossiers.actions.moving_many import Meant
from motcua.dossiers.actions.results.following import seal_with
from motcua.dossiers.actions.sayings import text_of
from motcua.dossiers.finding import Approved, approvals_of, find_to_seal
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.policies import ROLES_FOR
from motcua.dossiers.queries import dossier_of, may_be_a_number
from motcua.dossiers.results.enclosing import sealing_for
from motcua.dossiers.sealing import marks_of
from motcua.dossiers.terms import Act, Path, Place, State
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor


@dataclass(slots=True)
class Stamping:
    """A stamping judged: what will be written in the register of which seal (None: the result is not sealed)."""

    dossier: Dossier
    target: State
    place: Place
    kind: SealingKind
    note: str
    marks: list[Mark]
    seal: Seal | None
    imprints: list[Imprint] = field(default_factory=list)


class Keeper:
    """Who stamps now: what they have in hand is read with the first dossier that needs it, unless it is given."""

    def __init__(self, actor: Actor, at: datetime, said: Mapping[str, Any], hand: Hand | None = None) -> None:
        self._actor, self._at, self._said = actor, at, said
        self._hand = hand
        self._kinds: dict[int, SealingKind] = {}

    def judged(self, dossier: Dossier, approved: Approved | None) -> Stamping:
        """May this result be sealed so by this person? `approved` None: looked up. Raises Refused."""
        target = self._target(dossier)
        kind = self._kind(dossier)
        note = text_of(self._said, "note", "Ghi chú")
        approved = approved or approvals_of([dossier])[dossier.pk]
        marks = marks_of(kind, dossier, approved, self._said)
        place = place_of(Path(dossier.path), Act.STAMP)
        seal = self._seal(dossier, place) if marks else None
        return Stamping(dossier, target, place, kind, note, marks, seal)

    def _kind(self, dossier: Dossier) -> SealingKind:
        """Looked up once for each procedure; a result that stands here may say otherwise, for itself alone."""
        day, version = local_day(self._at), dossier.version_id
        if dossier.result_document_id is not None:
            return sealing_for(dossier, day)
        if version not in self._kinds:
            self._kinds[version] = sealing_for(dossier, day)
        return self._kinds[version]

    def _target(self, dossier: Dossier) -> State:
        try:
            return allowed(Act.STAMP, dossier, self._actor, self._at)
        except Refused as refused:
            if refused.refusal.code == "wrong_order" and dossier.state in {State.READY, State.SEALED}:
                raise somebody_else(dossier, dossier.step_count, self._at) from None
            raise

    def _seal(self, dossier: Dossier, place: Place) -> Seal:
        if self._hand is None:
            self._hand = Hand(self._actor, dossier.unit_id, named_in(self._said))
        # On the spot means at the desk (144/KH-UBND IV.3); a desk reorganised since is not looked for.
        ends_on = dossier.one_stop_unit.valid_to
        stands = ends_on is None or local_day(self._at) < ends_on
        return self._hand.seal_for({dossier.one_stop_unit_id} if place is Place.DESK and stands else None)

    def sealed(self, stampings: Sequence[Stamping]) -> Beside | None:
        """The imprints of all, in the order of the list, for each seal in one statement: written, but for those of
        one seal, which the statement of the acts writes."""
        seals = {stamping.seal.pk: stamping.seal for stamping in stampings if stamping.seal is not None}
        lines = [
            (seal, self._imprints(seal, [one for one in stampings if one.seal is seal]))
            for seal in seals.values()
        ]
        for seal, imprints_of_seal in lines[1:]:
            write_imprints(seal, imprints_of_seal)
        return Beside(printed, values_of(*lines[0])) if lines else None

    def beside(self, stamping: Stamping) -> Beside | None:
        """The imprints of one, to be written by the statement of its act."""
        if stamping.seal is None:
            return None
        return Beside(_printed, values_of(stamping.seal, self._imprints(stamping.seal, [stamping])))

    def _imprints(self, seal: Seal, stampings: Sequence[Stamping]) -> list[Imprint]:
        marks = [mark for one in stampings for mark in one.marks]
        unit_id = stampings[0].dossier.unit_id
        lines = imprints(seal, marks, unit_id=unit_id, actor=self._actor, at=self._at)
        rest = iter(lines)
        for one in stampings:
            one.imprints = [next(rest) for _mark in one.marks]
        return lines

    def meant(self, stamping: Stamping) -> Meant:
        """The act as it will be written, once its imprints are."""
        changes = {} if stamping.target == stamping.dossier.state else ends(stamping.target, self._at)
        changes |= {"ready_at": self._at} if stamping.target is State.READY else {}
        data = {
            "note": stamping.note,
            "sealing": stamping.kind.value,
            "imprints": [_told(row) for row in stamping.imprints],
        }
        if stamping.seal is not None:
            data["seal"] = str(stamping.seal)
        said = Said(Act.STAMP, self._at, self._actor, stamping.place, data)
        return Meant(stamping.dossier, said, changes)


def stamp(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Seal the approved result, in the caller's transaction; on the spot it is ready at once (144/KH-UBND IV.3).

    `said`: `seal` (else the one in hand), `stamps`, `joins`, `sealed_file`, `note`. Who comes second is told who
    was first (`already_moved`).
    """
    dossier, approved, hand = _to_seal(code, actor, said)
    keeper = Keeper(actor, at, said, hand)
    stamping = keeper.judged(dossier, approved)
    beside = keeper.beside(stamping)
    meant = keeper.meant(stamping)
    step = move(dossier, meant.said, changes=meant.changes, beside=beside)
    seal_with(dossier, step, actor)
    return step


def _to_seal(
    code: str, actor: Actor, said: Mapping[str, Any]
) -> tuple[Dossier, Approved | None, Hand | None]:
    """The dossier, and what is in hand where it is held with it: no seal waits for somebody who may not stamp, and
    whoever names none that is known is told so only if the dossier may be stamped and needs one."""
    found = None
    if may_be_a_number(code) and actor.has(*ROLES_FOR[Act.STAMP]) and _names_well(said):
        found = find_to_seal(code, actor, named_in(said))
    return found or (dossier_of(code, actor.unit_id, lock=True), None, None)


def _names_well(said: Mapping[str, Any]) -> bool:
    try:
        named_in(said)
    except Refused:
        return False
    return True


def _printed(first: int) -> str:
    return printed(first, "EXISTS (SELECT 1 FROM held)")


def named_in(said: Mapping[str, Any]) -> int | None:
    """The seal that is named, if one is. Raises Refused: `seal_unknown`."""
    given = said.get("seal")
    if given is None or given == "":
        return None
    if isinstance(given, str) and given.isascii() and given.isdigit() and len(given) < 10:
        given = int(given)
    if not isinstance(given, int) or isinstance(given, bool) or not 0 < given < 2**31:
        raise refuse("seal_unknown", "Không có con dấu này. Hãy chọn lại con dấu.", field="seal")
    return given


def _told(row: Imprint) -> dict[str, Any]:
    told = {
        "seal": row.seal_id,
        "year": row.year,
        "number": row.number,
        "kind": row.kind,
        "stamps": row.stamps,
        "joins": row.joins,
        "hash": row.hash,
    }
    return told | ({"file": row.file_hash} if row.file_hash else {})
