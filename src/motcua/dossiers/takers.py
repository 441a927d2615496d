"""May the result, or an original, be handed to this person? The person named and the papers that prove it; pure.

NĐ 61/2018/NĐ-CP điều 20: the slip of reception is shown; who comes for another shows an authority. Closest kin may
come with proof of kinship (NĐ 123/2015/NĐ-CP and its circulars speak of grandparents, parents, children, spouse,
brothers and sisters).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.core.identifiers import check_identity, kind_from_pattern
from motcua.core.refusals import Refused, refuse
from motcua.core.vntext import clean_name, fold
from motcua.dossiers.applicants import ApplicantKind
from motcua.dossiers.terms import RELATION_LABELS, Relation, TakerKind

SLIP = "Giấy tiếp nhận và hẹn trả kết quả"
_BY_AUTHORITY = frozenset({TakerKind.AUTHORISED, TakerKind.REPRESENTATIVE})


@dataclass(frozen=True, slots=True)
class Holder:
    """To whom the result belongs, as the dossier says it; `filed_by` brought it for them, if anybody."""

    kind: str
    name: str
    id_type: str = ""
    id_number: str = ""
    filed_by: str = ""


@dataclass(frozen=True, slots=True)
class Taker:
    """Who stands at the desk, as said; everything empty means the holder themself with the slip."""

    kind: str = ""
    name: str = ""
    id_type: str = ""
    id_number: str = ""
    relation: str = ""
    authority_number: str = ""
    authority_date: date | None = None
    authority_issuer: str = ""
    shown: str = ""


def checked_taker(taker: Taker, holder: Holder, *, on: date) -> dict[str, Any]:
    """What the step keeps of the person: receiver, kind, identity, relation or authority.

    Raises Refused naming the field: taker_unknown_kind, taker_not_said, taker_not_holder, wrong_person,
    taker_identity_missing, relation_missing, authority_missing, authority_in_future, letter_needed.
    """
    kind = _kind(taker, holder)
    if kind is TakerKind.APPLICANT:
        return _holder_themself(taker, holder, on)
    name = clean_name(taker.name, field="receiver", what="Họ tên người nhận")
    said: dict[str, Any] = {"receiver": name, "receiver_kind": kind.value}
    said |= _identity(taker, on) | {"identity": taker.shown or _shown(kind)}
    if kind is TakerKind.RELATIVE:
        said["relation"] = _relation(taker.relation)
    if kind in _BY_AUTHORITY:
        said["authority"] = _authority(taker, kind, on)
    return said


def _kind(taker: Taker, holder: Holder) -> TakerKind:
    if not taker.kind:
        return _kind_unsaid(taker, holder)
    try:
        kind = TakerKind(taker.kind)
    except ValueError:
        raise refuse(
            "taker_unknown_kind",
            "Chưa rõ người nhận là ai. Hãy chọn người nộp, người thân, người được ủy quyền hoặc đại diện tổ chức.",
            field="receiver_kind",
        ) from None
    organisation = holder.kind == ApplicantKind.ORGANISATION
    if organisation and kind not in _BY_AUTHORITY:
        raise refuse(
            "letter_needed",
            "Kết quả của tổ chức trả cho người đại diện có giấy giới thiệu. Hãy chọn “đại diện tổ chức” và ghi "
            "số, ngày, nơi cấp giấy giới thiệu.",
            field="receiver_kind",
        )
    if not organisation and kind is TakerKind.REPRESENTATIVE:
        raise refuse(
            "not_an_organisation",
            "Hồ sơ này của cá nhân. Hãy chọn người nộp, người thân hoặc người được ủy quyền.",
            field="receiver_kind",
        )
    return kind


def _kind_unsaid(taker: Taker, holder: Holder) -> TakerKind:
    """Nothing said means the holder themself came; anybody else must be said."""
    if holder.kind == ApplicantKind.ORGANISATION:
        raise refuse(
            "letter_needed",
            "Kết quả của tổ chức trả cho người có giấy giới thiệu. Hãy mở “Trả kết quả” và ghi người nhận, giấy tờ "
            "tùy thân, giấy giới thiệu.",
            field="receiver_kind",
        )
    if holder.filed_by and fold(holder.filed_by) != fold(holder.name) and not taker.name:
        raise refuse(
            "taker_not_said",
            f"Hồ sơ do {holder.filed_by} nộp thay {holder.name}. Hãy mở “Trả kết quả” và ghi ai đến nhận.",
            field="receiver_kind",
        )
    if taker.name and fold(taker.name) != fold(holder.name):
        raise refuse(
            "taker_not_holder",
            f"Người nhận không phải {holder.name}. Hãy chọn người thân hoặc người được ủy quyền và ghi giấy tờ.",
            field="receiver_kind",
        )
    return TakerKind.APPLICANT


def _holder_themself(taker: Taker, holder: Holder, on: date) -> dict[str, Any]:
    """The number shown must be that of the dossier, and so must the name: else it is the wrong person."""
    if taker.name and fold(taker.name) != fold(holder.name):
        raise refuse(
            "wrong_person",
            f"Kết quả này của {holder.name}, không trả cho người khác tên được. Hãy xem lại giấy tờ, hoặc chọn "
            "người thân, người được ủy quyền.",
            field="receiver",
        )
    shown = _identity(taker, on) if taker.id_number.strip() else {}
    same_kind = shown.get("id_type") == holder.id_type
    if shown and holder.id_number and same_kind and shown["id_number"] != holder.id_number:
        raise refuse(
            "wrong_person",
            "Số giấy tờ vừa xem khác số ghi trên hồ sơ. Hãy đối chiếu lại; nếu đúng là người khác thì không trả.",
            field="receiver_id_number",
        )
    known = {"id_type": holder.id_type, "id_number": holder.id_number} if holder.id_number else {}
    return {
        "receiver": holder.name,
        "receiver_kind": TakerKind.APPLICANT.value,
        **(shown or known),
        "identity": taker.shown or SLIP,
    }


def _identity(taker: Taker, on: date) -> dict[str, str]:
    if not taker.id_number.strip():
        raise refuse(
            "taker_identity_missing",
            "Chưa ghi số giấy tờ tùy thân của người nhận. Hãy xem giấy tờ và ghi số.",
            field="receiver_id_number",
        )
    try:
        checked = check_identity(taker.id_type or kind_from_pattern(taker.id_number), taker.id_number, on=on)
    except Refused as refused:
        inner = refused.refusal
        place = "receiver_id_type" if inner.field == "id_type" else "receiver_id_number"
        raise refuse(inner.code, inner.text, field=place) from None
    return {"id_type": checked.kind.value, "id_number": checked.number}


def _relation(given: str) -> str:
    try:
        return Relation(given).value
    except ValueError:
        known = ", ".join(RELATION_LABELS.values()).lower()
        raise refuse(
            "relation_missing",
            f"Người thân nhận thay phải là {known}. Hãy chọn quan hệ; người khác cần giấy ủy quyền.",
            field="relation",
        ) from None


def _authority(taker: Taker, kind: TakerKind, on: date) -> dict[str, str]:
    what = "giấy giới thiệu" if kind is TakerKind.REPRESENTATIVE else "giấy ủy quyền"
    for field, value, lacks in (
        ("authority_number", taker.authority_number, "số"),
        ("authority_date", taker.authority_date, "ngày"),
        ("authority_issuer", taker.authority_issuer, "nơi cấp, người lập"),
    ):
        if not value:
            raise refuse(
                "authority_missing",
                f"Chưa ghi {lacks} của {what}. Hãy xem {what} và ghi đủ; không có số thì ghi “không số”.",
                field=field,
            )
    assert taker.authority_date is not None
    if taker.authority_date > on:
        raise refuse(
            "authority_in_future",
            f"Ngày của {what} ở tương lai. Hãy xem lại ngày trên giấy.",
            field="authority_date",
        )
    return {
        "number": taker.authority_number,
        "date": taker.authority_date.isoformat(),
        "issuer": taker.authority_issuer,
    }


def _shown(kind: TakerKind) -> str:
    return {
        TakerKind.RELATIVE: f"{SLIP}, giấy tờ tùy thân",
        TakerKind.AUTHORISED: "Giấy ủy quyền, giấy tờ tùy thân",
        TakerKind.REPRESENTATIVE: "Giấy giới thiệu, giấy tờ tùy thân",
    }[kind]
