"""Request a seal, register it with the police, report it lost, withdraw it; say how a procedure is sealed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.authority.imprinting import facts_of
from motcua.authority.seal_records import content_of
from motcua.authority.seal_rules import why_not_do, why_not_request
from motcua.authority.seal_tables import Seal, SealEvent, SealingRule
from motcua.authority.seal_terms import SealAct, SealingKind, SealKind, SealMake, SealState
from motcua.core.chain import GENESIS, link
from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit, Unit
from motcua.organisation.noting import note
from motcua.organisation.queries import units_under
from motcua.organisation.terms import ROLE_LABELS, Role
from motcua.procedures.models import Procedure

_LONGEST = 200
_FIRST_DAY = date(1945, 9, 2)


@dataclass(frozen=True, slots=True)
class SealWish:
    """The seal asked for; `desk_id` where it will be kept, None at the agency."""

    unit_id: str
    kind: str
    make: str
    name: str
    document: str
    desk_id: int | None = None


@transaction.atomic
def request_seal(*, wish: SealWish, actor: Actor, at: datetime) -> Seal:
    """The head asks for a seal; the law wants the permission in writing (99/2016/NĐ-CP), `document`.

    Refused: `no_role`, `other_unit`, `seal_word_unknown`, `desk_unknown`, `…_missing`.
    """
    refuse_if(why_not_request(actor, wish.unit_id, units=units_under([actor.unit_id])))
    _known_words(wish)
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=wish.unit_id)  # two requests draw two numbers
    seal = Seal(
        unit=unit,
        number=Seal.objects.filter(unit=unit).count() + 1,
        name=_text(wish.name, "name", "Nội dung con dấu"),
        kind=wish.kind,
        make=wish.make,
        desk_id=_desk(wish, actor.unit_id),
        state=SealState.REQUESTED,
        changed_at=at,
    )
    data = {
        "document": _text(wish.document, "document", "Văn bản cho phép khắc dấu"),
        "kind": wish.kind,
        "make": wish.make,
        "name": seal.name,
        "desk": seal.desk_id,
    }
    seal.save()
    return written(seal, SealAct.REQUEST, actor, at, data)


@transaction.atomic
def register_seal(
    *, seal_id: int, certificate: str, certificate_on: date, police: str, actor: Actor, at: datetime
) -> Seal:
    """The police registered the specimen: number and day of the certificate, and who issued it (R-074)."""
    seal = held(seal_id, SealAct.REGISTER, actor)
    if not _FIRST_DAY <= certificate_on <= local_day(at):
        raise refuse(
            "certificate_day_wrong",
            "Ngày cấp giấy chứng nhận phải là một ngày đã qua. Hãy xem lại ngày.",
            field="certificate_on",
        )
    seal.state, seal.certificate_on = SealState.REGISTERED, certificate_on
    seal.certificate = _text(certificate, "certificate", "Số giấy chứng nhận đăng ký mẫu con dấu")
    seal.police = _text(police, "police", "Cơ quan công an cấp")
    data = {"certificate": seal.certificate, "on": certificate_on.isoformat(), "police": seal.police}
    return written(seal, SealAct.REGISTER, actor, at, data)


@transaction.atomic
def report_lost(*, seal_id: int, reason: str, report: str, actor: Actor, at: datetime) -> Seal:
    """The holder or the head says that it is lost, with the report to the police; it is used no more."""
    seal = held(seal_id, SealAct.LOSE, actor)
    data = {
        "reason": _text(reason, "reason", "Mất thế nào, lúc nào"),
        "report": _text(report, "report", "Văn bản báo công an"),
        "holder": seal.holder_name,
    }
    _put_down(seal, SealState.LOST)
    return written(seal, SealAct.LOSE, actor, at, data)


@transaction.atomic
def withdraw_seal(*, seal_id: int, document: str, actor: Actor, at: datetime) -> Seal:
    """The head takes it back for good, by a document; its history and its imprints stay."""
    seal = held(seal_id, SealAct.WITHDRAW, actor)
    data = {"document": _text(document, "document", "Văn bản thu hồi"), "holder": seal.holder_name}
    _put_down(seal, SealState.WITHDRAWN)
    return written(seal, SealAct.WITHDRAW, actor, at, data)


@transaction.atomic
def set_sealing(
    *, procedure: str, kind: str, valid_from: date, document: str, actor: Actor, at: datetime
) -> SealingRule:
    """From that day results of the procedure are sealed so (R-080). Refused: `no_role`, `end_in_past`…"""
    if not actor.has(Role.CONTROL):
        raise refuse(
            "no_role",
            f"Cách đóng dấu của thủ tục do vai trò “{ROLE_LABELS[Role.CONTROL]}” quyết định. "
            "Đề nghị người có vai trò đó thực hiện.",
        )
    if kind not in {one.value for one in SealingKind}:
        raise refuse("sealing_unknown", "Không có cách đóng dấu này. Hãy chọn lại.", field="kind")
    if valid_from < local_day(at):
        raise refuse(
            "end_in_past", "Không đổi cách đóng dấu cho ngày đã qua. Hãy chọn từ hôm nay.", field="valid_from"
        )
    if not Procedure.objects.filter(pk=procedure).exists():
        raise refuse("procedure_unknown", "Không có thủ tục này. Hãy chọn lại.", field="procedure")
    text = _text(document, "document", "Văn bản quyết định")
    note(actor, at, "set_sealing", procedure, {"kind": kind, "valid_from": valid_from.isoformat()})
    return SealingRule.objects.create(
        procedure_id=procedure,
        kind=kind,
        valid_from=valid_from,
        document=text,
        at=at,
        by_id=actor.person_id,
        by_name=actor.name,
    )


def held(seal_id: int, act: SealAct, actor: Actor) -> Seal:
    """The seal, its row held, if the actor may do this with it now. Refused: `seal_unknown`, `wrong_order`…"""
    seal = Seal.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=seal_id).first()
    if seal is None:
        raise refuse("seal_unknown", "Không có con dấu này. Hãy tải lại trang.", field="seal")
    refuse_if(why_not_do(act, facts_of(seal), actor, units=units_under([actor.unit_id])))
    return seal


def written(seal: Seal, act: SealAct, actor: Actor, at: datetime, data: dict[str, Any]) -> Seal:
    """Keep the seal as it stands now and one more link of its history."""
    if at < seal.changed_at:
        raise refuse(
            "clock_behind",
            "Đồng hồ của máy đang chậm hơn lần trước ghi vào sổ con dấu. Hãy kiểm tra đồng hồ rồi làm lại.",
        )
    event = SealEvent(
        seal=seal,
        seq=seal.event_count + 1,
        act=act,
        state=seal.state,
        at=at,
        actor_id=actor.person_id,
        actor_name=actor.name,
        data=data,
        previous=seal.event_head or GENESIS,
    )
    event.hash = link(event.previous, content_of(event))
    event.save(force_insert=True)
    seal.event_count, seal.event_head, seal.changed_at = event.seq, event.hash, at
    seal.save()
    note(actor, at, "seal", f"con dấu {seal.pk}", {"act": act.value, "seq": event.seq})
    return seal


def _put_down(seal: Seal, state: SealState) -> None:
    seal.state = state
    seal.holder, seal.holder_name, seal.held_since = None, "", None
    seal.offered_to, seal.offered_to_name = None, ""


def _known_words(wish: SealWish) -> None:
    words = {one.value for one in SealKind} & {wish.kind}, {one.value for one in SealMake} & {wish.make}
    if not all(words):
        raise refuse("seal_word_unknown", "Không có loại con dấu này. Hãy chọn lại.", field="kind")


def _desk(wish: SealWish, unit_id: str) -> int | None:
    """An extra seal lies at a desk (144/KH-UBND BR-VT II.3); a desk is one of the owner or of the actor's agency."""
    if wish.desk_id is None:
        if wish.kind == SealKind.EXTRA:
            raise refuse(
                "desk_missing",
                "Con dấu khắc thêm đặt tại Bộ phận Một cửa. Hãy chọn nơi đặt con dấu.",
                field="desk",
            )
        return None
    if not OneStopUnit.objects.filter(pk=wish.desk_id, unit_id__in={wish.unit_id, unit_id}).exists():
        raise refuse("desk_unknown", "Không có Bộ phận Một cửa này. Hãy chọn lại.", field="desk")
    return wish.desk_id


def _text(given: str, field: str, what: str) -> str:
    return needed_line(given, _LONGEST, field=field, what=what)
