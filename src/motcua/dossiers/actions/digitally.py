"""A result is signed digitally by the person who approved it, then sealed by the agency's signature.

The cryptography runs outside any transaction; each file is kept, then attached in a short transaction of its own that
looks again. What fails leaves the result approved and numbered, waiting: no number lost, nothing half issued.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.refusals import Refusal, Refused, refuse, refuse_if
from motcua.documents.files.keeping import keep
from motcua.documents.files.reading import read_file
from motcua.documents.files.tables import StoredFile
from motcua.documents.signing.port import Signer
from motcua.documents.signing.terms import SignatureField
from motcua.documents.signing.together import Job, sign_together
from motcua.dossiers.actions.results.following import attach_signed
from motcua.dossiers.actions.signing import power_of
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.dossiers.queries import DossierNotFound, dossier_of
from motcua.dossiers.results.looks import look_of_hand, look_of_seal
from motcua.dossiers.results.queries import result_of
from motcua.dossiers.results.signatures import why_not_seal_file, why_not_sign_file
from motcua.dossiers.terms import Act, Path
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor

MOST = 200
Stamp = Callable[[str, Mapping[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Hand:
    """Who signs with which key; `image` of the signature or seal as PNG where the office has one."""

    actor: Actor
    signer: Signer
    image: bytes = b""


@dataclass(frozen=True, slots=True)
class Signed:
    """The answer for one dossier: its result with the new file, or why not."""

    code: str
    result: ResultDocument | None = None
    refusal: Refusal | None = None


def sign_results(*, codes: Sequence[str], hand: Hand, at: datetime) -> list[Signed]:
    """Sign the results of up to 200 dossiers: each judged and written on its own."""
    return _each(codes, lambda code: _to_sign(code, hand, at), hand, at, _attach_signature)


def seal_results(*, codes: Sequence[str], hand: Hand, at: datetime, stamp: Stamp) -> list[Signed]:
    """Seal by the agency's signature: `stamp(code, said)` does the act of stamping in the same transaction."""

    def attach(meant: "_Meant", stored: StoredFile) -> ResultDocument:
        return _attach_seal(meant, stored, stamp)

    return _each(codes, lambda code: _to_seal(code, hand, at), hand, at, attach)


@dataclass(frozen=True, slots=True)
class _Meant:
    """A result judged, with the job for its key."""

    dossier: Dossier
    result: ResultDocument
    hand: Hand
    job: Job


def _each(
    codes: Sequence[str],
    judge: Callable[[str], _Meant],
    hand: Hand,
    at: datetime,
    attach: Callable[[_Meant, StoredFile], ResultDocument],
) -> list[Signed]:
    wanted = _listed(codes)
    answers: dict[str, Signed] = {}
    meant: list[tuple[str, _Meant]] = []
    for code in wanted:
        try:
            meant.append((code, judge(code)))
        except Refused as refused:
            answers[code] = Signed(code, refusal=refused.refusal)
        except DossierNotFound:
            answers[code] = Signed(code, refusal=_NOT_FOUND)
    for place, made in sign_together(hand.signer, [one.job for _code, one in meant]):
        code, one = meant[place]
        answers[code] = _written(code, one, made, at, attach)
    return [answers[code] for code in wanted]


def _written(
    code: str,
    meant: _Meant,
    made: bytes | Refusal,
    at: datetime,
    attach: Callable[[_Meant, StoredFile], ResultDocument],
) -> Signed:
    """Keep the file and put it to its result, or say why not."""
    if isinstance(made, Refusal):
        return Signed(code, refusal=made)
    try:
        stored = keep(made, name=f"{meant.result.title}.pdf", sensitive=True, at=at)
        return Signed(code, attach(meant, stored))
    except Refused as refused:
        return Signed(code, refusal=refused.refusal)


def _listed(codes: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        raise refuse(
            "codes_missing", "Chưa chọn kết quả nào. Hãy đánh dấu kết quả rồi làm lại.", field="codes"
        )
    if len(wanted) > MOST:
        raise refuse("codes_too_many", f"Nhiều nhất {MOST} kết quả một lần. Hãy chia nhỏ.", field="codes")
    return wanted


def _to_sign(code: str, hand: Hand, at: datetime) -> _Meant:
    """The power is asked again on the day of signing; a paper says the power under which it was approved."""
    dossier, result = _found(code, hand.actor)
    refuse_if(why_not_sign_file(result, hand.actor))
    if result is None or result.unsigned is None:
        raise AssertionError("the rule has just found it")
    power = power_of(dossier, hand.actor, at)
    if (power["prefix"], power["title"]) != (result.signer_prefix, result.signer_title):
        raise refuse(
            "power_changed",
            "Thẩm quyền ký hôm nay khác với thẩm quyền ghi trên kết quả. Hãy thu hồi kết quả rồi phê duyệt lại.",
        )
    job = Job(read_file(result.unsigned), SignatureField.PERSON, look_of_hand(result, hand.image), at)
    return _Meant(dossier, result, hand, job)


def _to_seal(code: str, hand: Hand, at: datetime) -> _Meant:
    dossier, result = _found(code, hand.actor)
    refuse_if(why_not_seal_file(result, hand.actor, at))
    if result is None or result.signed is None:
        raise AssertionError("the rule has just found it")
    job = Job(read_file(result.signed), SignatureField.AGENCY, look_of_seal(result, hand.image), at)
    return _Meant(dossier, result, hand, job)


def _found(code: str, actor: Actor) -> tuple[Dossier, ResultDocument | None]:
    dossier = dossier_of(code, actor.unit_id)
    return dossier, result_of(dossier)


def _attach_signature(meant: _Meant, stored: StoredFile) -> ResultDocument:
    return attach_signed(
        result=meant.result,
        signed=stored,
        sealed=False,
        actor=meant.hand.actor,
        at=meant.job.at,
        place=place_of(Path(meant.dossier.path), Act.APPROVE),
        said={
            "holder": meant.hand.signer.holder,
            "of": meant.result.unsigned.sha256 if meant.result.unsigned else "",
        },
    )


def _attach_seal(meant: _Meant, stored: StoredFile, stamp: Stamp) -> ResultDocument:
    """The act of stamping with its imprint, and the sealed file: both or neither."""
    with transaction.atomic():
        stamp(str(meant.dossier), {"sealed_file": stored.sha256})
        return attach_signed(
            result=meant.result,
            signed=stored,
            sealed=True,
            actor=meant.hand.actor,
            at=meant.job.at,
            place=place_of(Path(meant.dossier.path), Act.STAMP),
            said={"holder": meant.hand.signer.holder},
        )


_NOT_FOUND = Refusal("not_found", "Không có hồ sơ này tại cơ quan của ông/bà. Hãy xem lại mã hồ sơ.")
