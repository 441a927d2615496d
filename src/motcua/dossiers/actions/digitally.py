"""A result is signed digitally by the person who approved it, then sealed by the agency's signature.

The cryptography runs outside any transaction; each file is kept, then attached in a short transaction of its own that
looks again. What fails leaves the result approved and numbered, waiting: no number lost, nothing half issued.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.refusals import Refusal, Refused, refuse
from motcua.documents.files.keeping import keep
from motcua.documents.files.tables import StoredFile
from motcua.documents.signing.together import sign_together
from motcua.dossiers.actions.papers_to_sign import (
    Meant,
    Signed,
    attach_signature,
    listed,
    paper_to_seal,
    paper_to_sign,
)
from motcua.dossiers.actions.registry import NOT_FOUND
from motcua.dossiers.actions.results.following import attach_signed
from motcua.dossiers.actions.signing import powers_on
from motcua.dossiers.models import ResultDocument
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.results.hands import Hand
from motcua.dossiers.sealing import SEALED_HERE
from motcua.dossiers.terms import Act, Path
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor

Stamp = Callable[[str, Mapping[str, Any]], object]


def sign_results(*, codes: Sequence[str], actor: Actor, hand: Hand, at: datetime) -> list[Signed]:
    """Sign the results of up to 200 dossiers: each judged and written on its own. Refused: `hand_not_own`."""
    _own(hand, actor)
    powers = powers_on(actor, at)

    def judge(code: str) -> Meant:
        return paper_to_sign(code, actor=actor, image=hand.image, at=at, powers=powers)

    def attach(meant: Meant, stored: StoredFile) -> ResultDocument:
        return attach_signature(meant, stored, holder=hand.signer.holder, at=at)

    return _each(codes, judge, hand, at, attach)


def seal_results(
    *, codes: Sequence[str], actor: Actor, hand: Hand, at: datetime, stamp: Stamp
) -> list[Signed]:
    """Seal by the agency's signature: `stamp(code, said)` does the act of stamping in the same transaction.

    The key is the agency's, in the hand of whoever keeps the seal. Refused: `hand_not_own`.
    """
    _own(hand, actor)

    def judge(code: str) -> Meant:
        return paper_to_seal(code, actor=actor, image=hand.image, at=at)

    def attach(meant: Meant, stored: StoredFile) -> ResultDocument:
        return _attach_seal(meant, stored, hand, stamp)

    return _each(codes, judge, hand, at, attach)


def _own(hand: Hand, actor: Actor) -> None:
    if hand.actor.person_id != actor.person_id or hand.actor.unit_id != actor.unit_id:
        raise refuse("hand_not_own", "Khóa ký này do người khác giữ. Hãy đăng nhập bằng tài khoản của mình.")


def _each(
    codes: Sequence[str],
    judge: Callable[[str], Meant],
    hand: Hand,
    at: datetime,
    attach: Callable[[Meant, StoredFile], ResultDocument],
) -> list[Signed]:
    wanted = listed(codes)
    answers: dict[str, Signed] = {}
    meant: list[tuple[str, Meant]] = []
    for code in wanted:
        try:
            meant.append((code, judge(code)))
        except Refused as refused:
            answers[code] = Signed(code, refusal=refused.refusal)
        except DossierNotFound:
            answers[code] = Signed(code, refusal=NOT_FOUND)
    for place, made in sign_together(hand.signer, [one.job for _code, one in meant]):
        code, one = meant[place]
        answers[code] = _written(code, one, made, at, attach)
    return [answers[code] for code in wanted]


def _written(
    code: str,
    meant: Meant,
    made: bytes | Refusal,
    at: datetime,
    attach: Callable[[Meant, StoredFile], ResultDocument],
) -> Signed:
    """Keep the file and put it to its result, or say why not."""
    if isinstance(made, Refusal):
        return Signed(code, refusal=made)
    try:
        stored = keep(made, name=f"{meant.result.title}.pdf", sensitive=True, at=at)
        return Signed(code, attach(meant, stored))
    except Refused as refused:
        return Signed(code, refusal=refused.refusal)


def _attach_seal(meant: Meant, stored: StoredFile, hand: Hand, stamp: Stamp) -> ResultDocument:
    """The act of stamping with its imprint, and the sealed file: both or neither."""
    with transaction.atomic():
        stamp(str(meant.dossier), {"sealed_file": stored.sha256, SEALED_HERE: stored})
        return attach_signed(
            result=meant.result,
            signed=stored,
            sealed=True,
            actor=meant.actor,
            at=meant.job.at,
            place=place_of(Path(meant.dossier.path), Act.STAMP),
            said={"holder": hand.signer.holder},
        )
