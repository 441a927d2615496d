"""Who acts for an organisation or files for another person: asked, confirmed, refused, ended (R-033)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from motcua.applicants.actors import Citizen
from motcua.applicants.codes import TOLD_TOPIC
from motcua.applicants.models import Account, Mandate, Representation
from motcua.applicants.policies import why_not_alone, why_not_decide
from motcua.applicants.shown import Shown
from motcua.applicants.terms import Evidence, MandateKind, RepresentationState
from motcua.core.identifiers import check_identity, kind_from_pattern
from motcua.core.models import OutboxMessage
from motcua.core.moments import local_day
from motcua.core.phones import check_phone
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.core.terms import IdentityKind
from motcua.core.vntext import clean_line, clean_name, needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note

_WAITING = (RepresentationState.ASKED, RepresentationState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of an organisation they act for; days half-open."""

    tax_code: str
    name: str
    evidence: str
    evidence_text: str
    valid_from: date
    valid_to: date | None = None


@transaction.atomic
def ask_to_represent(*, said: Said, actor: Citizen, at: datetime) -> Representation:
    """The person says they act for an organisation; nothing is open to them before an official confirmed it.

    Refused: `tax_code_wrong`…, `representation_asked` where it already is, `representation_period`.
    """
    refuse_if(why_not_alone(actor))
    tax_code = check_identity(IdentityKind.TAX_CODE, said.tax_code, on=local_day(at)).number
    name = clean_name(said.name, field="name", what="Tên tổ chức")
    if said.evidence not in (Evidence.LEGAL, Evidence.AUTHORISED):
        raise refuse("evidence_unknown", "Chưa rõ căn cứ đại diện. Hãy chọn lại.", field="evidence")
    if said.valid_to is not None and said.valid_to <= max(said.valid_from, local_day(at)):
        raise refuse(
            "representation_period",
            "Ngày kết thúc phải sau ngày bắt đầu và sau hôm nay. Hãy sửa.",
            field="valid_to",
        )
    text = needed_line(said.evidence_text, 300, field="evidence_text", what="Số, ngày và nơi cấp giấy tờ")
    return _made(
        actor.account_id,
        tax_code=tax_code,
        name=name,
        evidence=said.evidence,
        evidence_text=text,
        valid_from=said.valid_from,
        valid_to=said.valid_to,
        asked_at=at,
    )


@transaction.atomic
def represent_by_claim(*, account: Account, shown: Shown, actor: None, at: datetime) -> None:
    """The provider's own word that the person acts for an organisation confirms it, from today."""
    held = account.representations.filter(tax_code=shown.tax_code, state__in=_WAITING).first()
    if held is None:
        held = _made(
            account.pk,
            tax_code=shown.tax_code,
            name=shown.organisation or shown.tax_code,
            evidence=Evidence.CLAIM,
            evidence_text=shown.issuer,
            valid_from=local_day(at),
            asked_at=at,
        )
    if held.state == RepresentationState.ASKED:
        held.state, held.decided_at, held.evidence = RepresentationState.CONFIRMED, at, Evidence.CLAIM
        held.evidence_text = shown.issuer
        held.save(update_fields=["state", "decided_at", "evidence", "evidence_text"])


@transaction.atomic
def decide_representation(
    *, representation_id: int, confirm: bool, reason: str, actor: Actor, at: datetime
) -> None:
    """An official looked at the papers: the person may act for the organisation, or why not. Journalled.

    Refused: `no_role`, `representation_decided`, `reason_missing`, `own_representation` never arises: staff have
    no accounts here.
    """
    refuse_if(why_not_decide(actor))
    held = Representation.objects.select_for_update().filter(pk=representation_id).first()
    if held is None or held.state != RepresentationState.ASKED:
        raise refuse("representation_decided", "Đề nghị này đã được xử lý. Hãy tải lại danh sách.")
    held.reason = clean_line(reason, 300, field="reason", what="Lý do")
    if not confirm and not held.reason:
        raise refuse("reason_missing", "Chưa ghi lý do. Hãy ghi rồi làm lại.", field="reason")
    held.state = RepresentationState.CONFIRMED if confirm else RepresentationState.REFUSED
    held.decided_by_id, held.decided_in_id, held.decided_at = actor.person_id, actor.unit_id, at
    held.save()
    note(actor, at, "decide_representation", f"representation:{held.pk}", {"state": held.state})
    _tell(held.account_id, "representation", held.state, at)


@transaction.atomic
def end_representation(*, representation_id: int, actor: Citizen, at: datetime) -> None:
    """The person acts for it no more, from now on. Refused: `representation_unknown`."""
    own = Representation.objects.filter(pk=representation_id, account_id=actor.account_id, state__in=_WAITING)
    if not own.update(state=RepresentationState.ENDED, decided_at=at):
        raise _unknown()


@dataclass(frozen=True, slots=True)
class Principal:
    """For whom something is filed, on what ground; days half-open."""

    kind: str
    name: str
    id_number: str
    phone: str
    document: str
    valid_from: date
    valid_to: date | None = None


@transaction.atomic
def record_mandate(*, principal: Principal, actor: Citizen, at: datetime) -> Mandate:
    """The written authority, or the tie of parent or guardian; the other person is told at once (R-033).

    Refused: `mandate_kind_unknown`, `document_missing`, `mandate_period`, `phone_wrong`, `own_mandate`…
    """
    facts = _checked(principal, actor, at)
    made = Mandate.objects.create(account_id=actor.account_id, recorded_at=at, **facts)
    if made.phone:
        _tell(actor.account_id, "mandate", made.kind, at, mandate=made.pk)
    return made


@transaction.atomic
def end_mandate(*, mandate_id: int, actor: Citizen, at: datetime) -> None:
    """Nothing more is filed on it. Refused: `mandate_unknown`."""
    if not Mandate.objects.filter(pk=mandate_id, account_id=actor.account_id, ended_at__isnull=True).update(
        ended_at=at
    ):
        raise refuse("mandate_unknown", "Không có giấy ủy quyền này. Hãy tải lại trang.")


def _checked(principal: Principal, actor: Citizen, at: datetime) -> dict[str, Any]:
    """The columns of a mandate as they are stored; raises Refused."""
    kind = _kind(principal.kind)
    name = clean_name(principal.name)
    id_type, number = _number(principal.id_number, at)
    if number and number == actor.id_number:
        raise refuse(
            "own_mandate",
            "Đây là số của chính ông/bà. Hãy ghi số của người được làm thay.",
            field="id_number",
        )
    document = clean_line(principal.document, 300, field="document", what="Giấy ủy quyền")
    if kind is MandateKind.WRITTEN and not document:
        raise refuse(
            "document_missing", "Chưa ghi số, ngày giấy ủy quyền. Hãy ghi rồi làm lại.", field="document"
        )
    if principal.valid_to is not None and principal.valid_to <= max(principal.valid_from, local_day(at)):
        raise refuse(
            "mandate_period", "Ngày hết hạn phải sau ngày bắt đầu và sau hôm nay. Hãy sửa.", field="valid_to"
        )
    phone = check_phone(principal.phone).number if principal.phone.strip() else ""
    if kind is MandateKind.WRITTEN and not phone:
        raise refuse(
            "phone_missing",
            "Người ủy quyền phải được báo tin. Hãy ghi số điện thoại của người đó.",
            field="phone",
        )
    return {
        "kind": kind,
        "name": name,
        "id_type": id_type,
        "id_number": number,
        "phone": phone,
        "document": document,
        "valid_from": principal.valid_from,
        "valid_to": principal.valid_to,
    }


def _made(account_id: int, **facts: object) -> Representation:
    try:
        with transaction.atomic():
            return Representation.objects.create(account_id=account_id, **facts)
    except IntegrityError as error:
        raise refuse(
            "representation_asked",
            "Ông/bà đã khai đại diện cho tổ chức này. Hãy xem danh sách bên trên.",
            field="tax_code",
        ) from error


def _kind(said: str) -> MandateKind:
    if said not in {kind.value for kind in MandateKind}:
        raise refuse("mandate_kind_unknown", "Chưa rõ căn cứ làm thay. Hãy chọn lại.", field="kind")
    return MandateKind(said)


def _number(said: str, at: datetime) -> tuple[str, str]:
    if not said.strip():
        return "", ""
    checked = check_identity(kind_from_pattern(said), said, on=local_day(at))
    return checked.kind.value, checked.number


def _tell(account_id: int, what: str, state: str, at: datetime, **more: object) -> None:
    """What the person hears of by the notices: rows, no words and no names."""
    OutboxMessage.objects.create(
        topic=TOLD_TOPIC,
        key=f"account:{account_id}",
        payload={"account": account_id, "what": what, "state": str(state), **more},
        created_at=at,
    )


def _unknown() -> Refused:
    return refuse("representation_unknown", "Không có tổ chức này trong danh sách. Hãy tải lại trang.")
