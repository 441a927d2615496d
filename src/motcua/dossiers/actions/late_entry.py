"""Enter a reception made on paper under a reserved number: one person types, another confirms exactly that."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from motcua.core.moments import local
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.dossiers import policies
from motcua.dossiers.actions.moving import Said, open_record
from motcua.dossiers.actions.preparing import Prepared, prepare
from motcua.dossiers.actions.reception import (
    base_dossier,
    keep_handed_in,
    promise_columns,
    reception_data,
)
from motcua.dossiers.actions.road_ends import end_visit_on_paper
from motcua.dossiers.block_rules import why_not_on_paper, why_not_written
from motcua.dossiers.blocks import locked_number, signers_on, why_used
from motcua.dossiers.late_entries import (
    PaperReception,
    as_data,
    counted_due,
    due_as_data,
    in_printed_minutes,
    of_data,
    why_not_all_on_paper,
    with_paper,
)
from motcua.dossiers.models import Dossier, NumberUse, ReservedNumber, WaitingEntry
from motcua.dossiers.promises import Promise
from motcua.dossiers.promising import promise_of
from motcua.dossiers.same_wish import same_wish_warnings
from motcua.dossiers.terms import Act, Channel, NumberFate, Place, State
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person

ON_PAPER = frozenset({Channel.DESK, Channel.POST, Channel.HOME})
REASON_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Entered:
    """A dossier that came in from paper, with what the clerk should look at."""

    dossier: Dossier
    warnings: tuple[str, ...] = ()


@transaction.atomic
def type_in(*, paper: PaperReception, actor: Actor, at: datetime) -> WaitingEntry:
    """Keep what stands on the paper until a second person confirms it; typed again by the same, it is replaced.

    Raises Refused: number_not_reserved, number_used, number_waits, other_unit, no_role, not_posted, what a
    reception is refused for, incomplete, received_in_future, other_day_than_number, before_number_was_reserved.
    """
    paper = in_printed_minutes(paper)
    refuse_if(why_not_all_on_paper(paper.reception))
    number = _number_for(paper.code, actor, confirms=False)
    waiting = WaitingEntry.objects.filter(number=number).first()
    if waiting is not None and waiting.asked_by_id != actor.person_id:
        raise refuse(
            "number_waits",
            f"{waiting.asked_by_name} đã nhập bù số {number.code} lúc {local(waiting.asked_at):%H:%M ngày %d/%m/%Y} "
            "và đang chờ xác nhận. Hãy đối chiếu với giấy rồi xác nhận, hoặc chọn số khác.",
            field="number",
        )
    signer = _signer(paper, number, actor)
    paper = replace(paper, reason=_reason(paper.reason), received_by=signer.pk)
    _prepared, promise = _judged(paper, number, at)
    entry, _ = WaitingEntry.objects.update_or_create(
        number=number,
        defaults={
            "asked_by_id": actor.person_id,
            "asked_by_name": actor.name,
            "asked_at": at,
            "data": as_data(paper) | {"due_counted": due_as_data(counted_due(promise))},
        },
    )
    return entry


@transaction.atomic
def confirm(*, code: str, actor: Actor, at: datetime) -> Entered:
    """The second person has compared paper and entry: the dossier is there under the paper's number.

    Raises Refused: nothing_waits, second_person_needed, and whatever `type_in` raises.
    """
    number = _number_for(code, actor, confirms=True)
    waiting = _waiting(number)
    if waiting.asked_by_id == actor.person_id:
        raise refuse(
            "second_person_needed",
            "Nhập bù cần người thứ hai đối chiếu giấy và xác nhận. Đề nghị đồng nghiệp tại quầy hoặc trưởng bộ phận.",
        )
    paper = of_data(number.code, waiting.data)
    prepared, promise = _judged(paper, number, at)
    dossier = _enter(paper, prepared, promise, number, waiting, actor, at)
    waiting.delete()
    end_visit_on_paper(dossier, actor=actor, at=at)
    return Entered(dossier, (*prepared.applicant.warnings, *same_wish_warnings(dossier, at)))


@transaction.atomic
def take_back(*, code: str, actor: Actor, at: datetime) -> None:
    """What was typed does not fit the paper: it is dropped, the number is free to be entered again.

    Raises Refused: nothing_waits, number_used, no_role, not_posted.
    """
    _waiting(_number_for(code, actor, confirms=True)).delete()


def _number_for(code: str, actor: Actor, *, confirms: bool) -> ReservedNumber:
    number = locked_number(code, actor.unit_id)
    block = number.block
    refuse_if(policies.why_not_enter(block.unit_id, block.one_stop_unit_id, actor, confirms=confirms))
    refuse_if(why_used(number))
    return number


def _waiting(number: ReservedNumber) -> WaitingEntry:
    waiting = WaitingEntry.objects.filter(number=number).first()
    if waiting is None:
        raise refuse(
            "nothing_waits", f"Số {number.code} không có phiếu nhập bù nào chờ xác nhận. Hãy nhập bù trước."
        )
    return waiting


def _signer(paper: PaperReception, number: ReservedNumber, actor: Actor) -> Person:
    """The official who signed the paper: whoever could receive in the unit that day."""
    person_id = paper.received_by or actor.person_id
    signer = next((person for person in signers_on(number.block) if person.pk == person_id), None)
    if signer is None:
        raise refuse(
            "signer_unknown",
            "Người ký giấy tiếp nhận không có vai trò “Tiếp nhận” trong ngày đó. Hãy chọn đúng người ký trên giấy.",
            field="received_by",
        )
    return signer


def _reason(said: str) -> str:
    reason = clean_line(said, REASON_LIMIT, field="reason", what="Lý do nhận trên giấy")
    if not reason:
        raise refuse("reason_missing", "Chưa ghi lý do nhận trên giấy. Hãy ghi rồi làm lại.", field="reason")
    return reason


def _judged(paper: PaperReception, number: ReservedNumber, at: datetime) -> tuple[Prepared, Promise]:
    """Everything that would be asked of a reception at the paper's moment, by the rules then in force."""
    reception, block = paper.reception, number.block
    moment = reception.received_at
    refuse_if(why_not_on_paper(moment, day=block.day, reserved_at=block.reserved_at, at=at))
    refuse_if(why_not_written(paper.due_written, received=moment))
    if reception.channel not in ON_PAPER or reception.unit_id != block.unit_id:
        raise refuse(
            "channel_not_on_paper",
            "Giấy viết tay chỉ dùng khi nhận tại quầy, qua bưu chính hoặc tại nhà. Hãy chọn lại hình thức nộp.",
            field="channel",
        )
    prepared = prepare(reception, at=at, late_entry=True)
    if prepared.missing:
        names = "; ".join(lack.name for lack in prepared.missing)
        raise refuse(
            "incomplete",
            f"Còn thiếu: {names}. Giấy tiếp nhận chỉ cấp khi đủ hồ sơ: hãy đánh dấu giấy tờ đã nhận; nếu thiếu thật, "
            "ghi số này là giấy hỏng và lập phiếu yêu cầu bổ sung ở trang Tiếp nhận.",
            field="all_given",
        )
    return prepared, promise_of(reception, prepared.version, prepared.unit)


def _enter(
    paper: PaperReception,
    prepared: Prepared,
    promise: Promise,
    number: ReservedNumber,
    waiting: WaitingEntry,
    actor: Actor,
    at: datetime,
) -> Dossier:
    bound = with_paper(promise, paper.due_written)
    dossier = base_dossier(prepared)
    for name, value in promise_columns(bound).items():
        setattr(dossier, name, value)
    dossier.due_original = bound.due_at
    # On paper the official accepted at the counter: the moment of entry is the step's.
    dossier.accepted_at = dossier.received_at
    dossier.received_by_id = paper.received_by
    dossier.state, dossier.state_since = State.RECEIVED, at
    dossier.code, dossier.secret = number.code, number.secret
    use = _use(paper, promise, number, waiting, actor, at)
    data = reception_data(prepared, bound) | _said(use, waiting, dossier)
    open_record(dossier, Said(Act.RECEIVE, at, actor, Place.DESK, data))
    keep_handed_in(dossier, paper.reception.components, prepared.asked)
    use.dossier = dossier
    use.save(force_insert=True)
    return dossier


def _use(
    paper: PaperReception,
    promise: Promise,
    number: ReservedNumber,
    waiting: WaitingEntry,
    actor: Actor,
    at: datetime,
) -> NumberUse:
    written, counted = paper.due_written, counted_due(promise)
    return NumberUse(
        number=number,
        fate=NumberFate.ENTERED,
        reason=paper.reason,
        at=at,
        by_id=actor.person_id,
        by_name=actor.name,
        asked_by_name=waiting.asked_by_name,
        due_written=written.at if written else None,
        due_written_strict=bool(written and written.strict),
        due_counted=counted.at,
        due_counted_strict=counted.strict,
    )


def _said(use: NumberUse, waiting: WaitingEntry, dossier: Dossier) -> dict[str, object]:
    """What the step keeps of the late entry, so that the chain vouches for both moments and both due times."""
    return {
        "reason": use.reason,
        "asked_by": waiting.asked_by_name,
        "asked_by_id": waiting.asked_by_id,
        "late_entry": {
            "block": use.number.block_id,
            "received_at": dossier.received_at.isoformat(),
            "received_by": dossier.received_by.full_name if dossier.received_by else "",
            "due_written": use.due_written.isoformat() if use.due_written else None,
            "due_written_strict": use.due_written_strict,
            "due_counted": use.due_counted.isoformat() if use.due_counted else None,
            "due_counted_strict": use.due_counted_strict,
        },
    }
