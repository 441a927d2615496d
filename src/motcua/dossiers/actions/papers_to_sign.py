"""Which paper does a person or the agency sign now, and how is the signed file put to its result?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.authority.rules import Power
from motcua.core.refusals import Refusal, refuse, refuse_if
from motcua.documents.files.reading import read_file
from motcua.documents.files.tables import StoredFile
from motcua.documents.signing.terms import SignatureField
from motcua.documents.signing.together import Job
from motcua.dossiers.actions.registry import BATCH_LIMIT
from motcua.dossiers.actions.results.following import attach_signed
from motcua.dossiers.actions.signing import cited_power
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.results.looks import look_of_hand, look_of_seal
from motcua.dossiers.results.queries import result_of
from motcua.dossiers.results.signatures import why_not_seal_file, why_not_sign_file
from motcua.dossiers.terms import Act, Path
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor

# What the paper and the step of the approval say of the power: another delegation is another power.
_SAME_POWER = ("prefix", "title", "delegation")


@dataclass(frozen=True, slots=True)
class Signed:
    """The answer for one dossier: its result with the new file, or why not."""

    code: str
    result: ResultDocument | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """A result judged, with the job for the key."""

    dossier: Dossier
    result: ResultDocument
    actor: Actor
    job: Job


def listed(codes: Sequence[str]) -> list[str]:
    """The dossiers meant, each once. Refused: `codes_missing`, `codes_too_many`."""
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        raise refuse(
            "codes_missing", "Chưa chọn kết quả nào. Hãy đánh dấu kết quả rồi làm lại.", field="codes"
        )
    if len(wanted) > BATCH_LIMIT:
        raise refuse(
            "codes_too_many", f"Nhiều nhất {BATCH_LIMIT} kết quả một lần. Hãy chia nhỏ.", field="codes"
        )
    return wanted


def paper_to_sign(code: str, *, actor: Actor, image: bytes, at: datetime, powers: Sequence[Power]) -> Meant:
    """The power is asked again on the day of signing (`powers`: those the actor holds that day, read just before); a
    paper says the power under which it was approved."""
    dossier, result = _found(code, actor)
    refuse_if(why_not_sign_file(result, actor))
    if result is None or result.unsigned is None:
        raise AssertionError("the rule has just found it")
    power = cited_power(dossier, actor, at, powers)
    if any(power.get(what, "") != result.power.get(what, "") for what in _SAME_POWER):
        raise refuse(
            "power_changed",
            "Thẩm quyền ký hôm nay khác với thẩm quyền ghi trên kết quả. Hãy thu hồi kết quả rồi phê duyệt lại.",
        )
    job = Job(read_file(result.unsigned), SignatureField.PERSON, look_of_hand(result, image), at)
    return Meant(dossier, result, actor, job)


def paper_to_seal(code: str, *, actor: Actor, image: bytes, at: datetime) -> Meant:
    """The paper its person signed, for the agency's signature."""
    dossier, result = _found(code, actor)
    refuse_if(why_not_seal_file(result, actor, at))
    if result is None or result.signed is None:
        raise AssertionError("the rule has just found it")
    job = Job(read_file(result.signed), SignatureField.AGENCY, look_of_seal(result, image), at)
    return Meant(dossier, result, actor, job)


def _found(code: str, actor: Actor) -> tuple[Dossier, ResultDocument | None]:
    dossier = dossier_of(code, actor.unit_id)
    return dossier, result_of(dossier)


def attach_signature(meant: Meant, stored: StoredFile, *, holder: str, at: datetime) -> ResultDocument:
    """The file with the person's signature; `holder` as the certificate names them. Refused: see `attach_signed`."""
    return attach_signed(
        result=meant.result,
        signed=stored,
        sealed=False,
        actor=meant.actor,
        at=at,
        place=place_of(Path(meant.dossier.path), Act.APPROVE),
        said={"holder": holder, "of": meant.result.unsigned.sha256 if meant.result.unsigned else ""},
    )
