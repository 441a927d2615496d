"""How did the person sign who cannot sign or cannot read, and who helped? Pure.

23/2015/NĐ-CP điều 36: who cannot sign puts a fingerprint; who cannot read, hear, sign or put a fingerprint needs two
witnesses; who does not know Vietnamese needs an interpreter. Whether witnesses are needed is said by the procedure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.core.identifiers import check_identity, kind_from_pattern
from motcua.core.refusals import Refused, refuse
from motcua.core.vntext import clean_line, clean_name
from motcua.dossiers.terms import SigningManner

TEXT_LIMIT = 300
MOST_WITNESSES = 4


@dataclass(frozen=True, slots=True)
class SigningLaw:
    """What the procedure's law asks: signed before the official; how many witnesses who cannot sign or read needs."""

    in_front: bool = False
    witnesses: int = 0


@dataclass(frozen=True, slots=True)
class Helper:
    """A witness, or who interprets: name and identity paper."""

    name: str
    id_number: str = ""
    id_type: str = ""

    @property
    def said(self) -> bool:
        """Was anything said of them?"""
        return bool(self.name.strip() or self.id_number.strip())


@dataclass(frozen=True, slots=True)
class Signing:
    """How somebody signed, as said. `reads` False: the text was read aloud to them by `reader`."""

    how: str = SigningManner.SIGNATURE
    why: str = ""
    reads: bool = True
    witnesses: Sequence[Helper] = ()
    interpreter: Helper | None = None
    language: str = ""
    reader: str = ""


def law_of(facts: dict[str, Any]) -> SigningLaw:
    """What a version's facts ask (`certification.signed_in_front`, `certification.witnesses`)."""
    said = facts.get("certification") or {}
    return SigningLaw(bool(said.get("signed_in_front")), int(said.get("witnesses") or 0))


def checked_signing(signing: Signing, law: SigningLaw, *, signer_number: str, on: date) -> dict[str, Any]:
    """What the step keeps; empty where the person simply signed and nobody helped.

    Raises Refused naming the field: signing_manner_unknown, signing_reason_missing, witnesses_missing,
    witness_is_party, witness_twice, too_many_witnesses, reader_missing, interpreter_missing, language_missing.
    """
    how = _manner(signing.how)
    why = clean_line(signing.why, TEXT_LIMIT, field="signing_why", what="Lý do không ký được")
    if how is SigningManner.UNABLE and not why:
        raise refuse(
            "signing_reason_missing",
            "Người không ký, không điểm chỉ được: hãy ghi vì sao.",
            field="signing_why",
        )
    witnesses = _witnesses(signing, law, how, signer_number, on)
    language, interpreter = _interpreter(signing, on)
    reader = clean_line(signing.reader, TEXT_LIMIT, field="reader", what="Người đọc lại văn bản")
    if not signing.reads and not reader:
        raise refuse(
            "reader_missing",
            "Người không đọc được: hãy ghi ai đã đọc lại văn bản cho người đó nghe.",
            field="reader",
        )
    kept: dict[str, Any] = {"how": how.value, "why": why, "witnesses": witnesses, "reader": reader}
    if not signing.reads:
        kept["reads"] = False
    if interpreter:
        kept["interpreter"] = interpreter | {"language": language}
    plain = how is SigningManner.SIGNATURE and signing.reads
    return {} if plain and not (witnesses or interpreter or reader or why) else kept


def _manner(given: str) -> SigningManner:
    try:
        return SigningManner(given or SigningManner.SIGNATURE)
    except ValueError:
        raise refuse(
            "signing_manner_unknown",
            "Hãy chọn ký, điểm chỉ, hoặc không ký và không điểm chỉ được.",
            field="signing_how",
        ) from None


def _witnesses(
    signing: Signing, law: SigningLaw, how: SigningManner, signer_number: str, on: date
) -> list[dict[str, str]]:
    said = [(place, one) for place, one in enumerate(signing.witnesses, start=1) if one.said]
    if len(said) > MOST_WITNESSES:
        raise refuse(
            "too_many_witnesses",
            f"Nhiều nhất {MOST_WITNESSES} người làm chứng. Hãy bớt lại.",
            field="witness1_name",
        )
    needs = law.witnesses if how is SigningManner.UNABLE or not signing.reads else 0
    if len(said) < needs:
        raise refuse(
            "witnesses_missing",
            f"Người không đọc được, hoặc không ký và không điểm chỉ được, cần {needs} người làm chứng "
            "(23/2015/NĐ-CP, điều 36). Hãy ghi họ tên và số giấy tờ từng người.",
            field=f"witness{len(said) + 1}_name",
        )
    found: list[dict[str, str]] = []
    for place, one in said:
        helper = _helper(one, f"witness{place}", "người làm chứng", on)
        if helper["id_number"] == signer_number:
            raise refuse(
                "witness_is_party",
                "Người yêu cầu không làm chứng cho chính mình được. Hãy mời người khác làm chứng.",
                field=f"witness{place}_id",
            )
        if any(helper["id_number"] == other["id_number"] for other in found):
            raise refuse(
                "witness_twice",
                "Hai người làm chứng phải là hai người khác nhau. Hãy ghi lại người thứ hai.",
                field=f"witness{place}_id",
            )
        found.append(helper)
    return found


def _interpreter(signing: Signing, on: date) -> tuple[str, dict[str, str]]:
    language = clean_line(signing.language, 60, field="language", what="Ngôn ngữ")
    said = signing.interpreter is not None and signing.interpreter.said
    if not said and not language:
        return "", {}
    if not said or signing.interpreter is None:
        raise refuse(
            "interpreter_missing",
            "Người không thông thạo tiếng Việt cần người phiên dịch. Hãy ghi họ tên và số giấy tờ người phiên dịch.",
            field="interpreter_name",
        )
    if not language:
        raise refuse("language_missing", "Hãy ghi phiên dịch từ ngôn ngữ nào.", field="language")
    return language, _helper(signing.interpreter, "interpreter", "người phiên dịch", on)


def _helper(one: Helper, field: str, what: str, on: date) -> dict[str, str]:
    name = clean_name(one.name, field=f"{field}_name", what=f"Họ tên {what}")
    if not one.id_number.strip():
        raise refuse(
            "helper_identity_missing",
            f"Chưa ghi số giấy tờ của {what} {name}. Hãy xem giấy tờ và ghi số.",
            field=f"{field}_id",
        )
    try:
        checked = check_identity(one.id_type or kind_from_pattern(one.id_number), one.id_number, on=on)
    except Refused as refused:
        raise refuse(refused.refusal.code, refused.refusal.text, field=f"{field}_id") from None
    return {"name": name, "id_type": checked.kind.value, "id_number": checked.number}
