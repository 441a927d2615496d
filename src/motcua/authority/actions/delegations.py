"""Lend the power to sign: propose, advise, decide, decline, withdraw. Each act is one link of the delegation's chain.

144/KH-UBND II.2: Phòng Nội vụ leads, Phòng Tư pháp coordinates; 30/2020/NĐ-CP art. 13.3: in writing, for a time, for
named content, never lent further.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.authority import capacity as capacities
from motcua.authority.actions.delegation_steps import STANDING, PaperUpload, locked, step
from motcua.authority.capacity import LENT, Capacity
from motcua.authority.delegation_rules import (
    MOST_PROCEDURES,
    why_not_by_role,
    why_not_lend,
    why_not_term,
)
from motcua.authority.delegation_terms import Adviser, DelegateKind, DelegationAct, Stage, Verdict
from motcua.authority.delegations import guidance_on, head_on
from motcua.authority.models import Delegation, DelegationOpinion, DelegationScope
from motcua.authority.saying import said_line
from motcua.core.moments import local_day
from motcua.core.numbering import Label, next_label
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.legal_basis.models import Document
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, Unit
from motcua.organisation.policies import Period, why_not_end
from motcua.organisation.queries import ancestors_of
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import receivable_by, versions_on

TITLE_LIMIT, TEXT_LIMIT, NUMBER_LIMIT = 100, 1000, 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: who lends what to whom, for which procedures (codes, or whole fields), from when to when."""

    unit: Unit
    delegator: Person
    delegator_unit: Unit
    delegate: Person
    delegate_title: str
    delegate_kind: DelegateKind
    capacity: Capacity
    procedures: tuple[str, ...]
    fields: tuple[str, ...]
    valid_from: date
    valid_to: date
    reason: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a division said; a waiver says why it was not asked."""

    adviser: Adviser
    verdict: Verdict
    text: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """The document that decides or withdraws: number, day, issuer."""

    number: str
    issued_on: date
    issuer: str


@transaction.atomic
def propose_delegation(
    *, proposal: Proposal, actor: Actor, at: datetime, paper: PaperUpload | None = None
) -> Delegation:
    """Keep the proposal. Refused: no_role, other_unit, same_person, no_sub_delegation, delegator_not_head,
    scope_empty, scope_unknown, scope_too_long, delegate_not_allowed, period_wrong, term_over, outside_life…"""
    refuse_if(why_not_by_role(DelegationAct.PROPOSE, actor))
    if actor.unit_id not in {proposal.unit.pk, proposal.delegator_unit.pk}:
        raise refuse(
            "other_unit", "Chỉ đề xuất cho cơ quan của mình. Hãy chuyển sang cơ quan đó rồi làm lại."
        )
    record = _kept(proposal, at)
    step(record, DelegationAct.PROPOSE, {"reason": record.reason}, actor, at, paper)
    return record


@transaction.atomic
def advise_delegation(
    *, code: str, opinion: Opinion, actor: Actor, at: datetime, paper: PaperUpload | None = None
) -> Delegation:
    """Keep an opinion, or that it was waived and why; with the second the proposal may be decided.

    Refused: opinion_already, delegation_moved, own_delegation, no_role, other_unit, text_missing.
    """
    record = locked(DelegationAct.ADVISE, code, actor)
    text = said_line(opinion.text, TEXT_LIMIT, "text", "Nội dung ý kiến")
    document = clean_line(opinion.document, NUMBER_LIMIT, field="document", what="Số văn bản")
    if record.opinions.filter(adviser=opinion.adviser).exists():
        raise refuse(
            "opinion_already", "Ý kiến này đã được ghi rồi. Hãy tải lại trang để xem.", field="adviser"
        )
    DelegationOpinion.objects.create(
        delegation=record,
        adviser=opinion.adviser,
        verdict=opinion.verdict,
        text=text,
        document=document,
        by_id=actor.person_id,
        at=at,
    )
    if record.opinions.count() == len(Adviser):
        record.stage = Stage.ADVISED
    said = {"adviser": opinion.adviser, "verdict": opinion.verdict, "text": text, "document": document}
    step(record, DelegationAct.ADVISE, said, actor, at, paper)
    return record


@transaction.atomic
def decide_delegation(
    *, code: str, instrument: Instrument, actor: Actor, at: datetime, paper: PaperUpload | None = None
) -> Delegation:
    """The document is signed: from its first day the delegate signs.

    Refused: opinions_missing, delegation_moved, delegator_not_head, no_sub_delegation, delegations_overlap,
    before_instrument, issued_in_future, term_over, delegate_not_allowed…
    """
    record = locked(DelegationAct.DECIDE, code, actor)
    today = local_day(at)
    if instrument.issued_on > record.valid_from:
        raise refuse(
            "before_instrument",
            f"Ủy quyền có hiệu lực từ ngày {record.valid_from:%d/%m/%Y}, trước ngày ký văn bản. "
            "Hãy đề xuất lại với ngày bắt đầu không sớm hơn ngày ký.",
            field="issued_on",
        )
    _judge_again(record, today)
    document = _document(record, instrument, "decision", today)
    record.document, record.instrument = document, _in_words(document)
    record.stage = Stage.DECIDED
    record.save(update_fields=STANDING)
    _put_in_force(record)
    step(record, DelegationAct.DECIDE, {"instrument": record.instrument}, actor, at, paper)
    return record


@transaction.atomic
def decline_delegation(*, code: str, reason: str, actor: Actor, at: datetime) -> Delegation:
    """Nothing comes of the proposal. Refused: delegation_moved, text_missing…"""
    record = locked(DelegationAct.DECLINE, code, actor)
    said = said_line(reason, TEXT_LIMIT, "reason", "Lý do không ủy quyền")
    record.stage = Stage.DECLINED
    step(record, DelegationAct.DECLINE, {"reason": said}, actor, at)
    return record


@transaction.atomic
def withdraw_delegation(
    *,
    code: str,
    instrument: Instrument,
    reason: str,
    actor: Actor,
    at: datetime,
    end: date | None = None,
    paper: PaperUpload | None = None,
) -> Delegation:
    """From that day, by default today, the delegate signs no more; what was signed before stays valid.

    Refused: delegation_moved, ended_already, end_in_past, end_after_term, text_missing…
    """
    record = locked(DelegationAct.WITHDRAW, code, actor)
    today = local_day(at)
    day = max(today, record.valid_from) if end is None else end
    refuse_if(why_not_end(Period(record.valid_from, record.ends), day, today=today))
    if day >= record.valid_to:
        raise refuse(
            "end_after_term",
            "Ngày thu hồi phải trước ngày hết thời hạn. Hãy chọn ngày sớm hơn.",
            field="valid_to",
        )
    said = said_line(reason, TEXT_LIMIT, "reason", "Lý do thu hồi")
    record.withdrawal = _document(record, instrument, "withdrawal", today)
    record.stage, record.withdrawn_from = Stage.WITHDRAWN, day
    record.save(update_fields=STANDING)
    record.scope.update(valid_to=day)
    words = {"reason": said, "instrument": _in_words(record.withdrawal), "from": day.isoformat()}
    step(record, DelegationAct.WITHDRAW, words, actor, at, paper)
    return record


def _kept(proposal: Proposal, at: datetime) -> Delegation:
    """The proposal as rows, one for each procedure of its scope, judged before."""
    title = said_line(proposal.delegate_title, TITLE_LIMIT, "delegate_title", "Chức vụ người được ủy quyền")
    reason = said_line(proposal.reason, TEXT_LIMIT, "reason", "Lý do đề xuất")
    head_title = _judge(proposal, at)
    versions = _scope(proposal)
    fields = {version.field for version in versions}
    refuse_if(why_not_lend(proposal.delegate_kind, proposal.capacity, fields, proposal.valid_from))
    record = Delegation.objects.create(
        code=next_label(Label(f"delegation|{local_day(at).year}", f"UQ{local_day(at):%y}-", 4)),
        unit=proposal.unit,
        delegator_unit=proposal.delegator_unit,
        delegator=proposal.delegator,
        delegator_title=head_title,
        delegate=proposal.delegate,
        delegate_title=title,
        delegate_kind=proposal.delegate_kind,
        capacity=proposal.capacity,
        prefix=capacities.prefix(proposal.capacity, head_title),
        reason=reason,
        fields=sorted(proposal.fields),
        valid_from=proposal.valid_from,
        valid_to=proposal.valid_to,
        guidance=guidance_on(proposal.unit, local_day(at)),
        stage=Stage.PROPOSED,
        proposed_at=at,
    )
    whose = {"delegation": record, "unit": record.unit, "delegate": record.delegate}
    term = {"valid_from": record.valid_from, "valid_to": record.valid_to}
    rows = (DelegationScope(procedure_id=one.procedure_id, **whose, **term) for one in versions)
    DelegationScope.objects.bulk_create(rows)
    return record


def _judge(proposal: Proposal, at: datetime) -> str:
    """The title of the delegator, who must be the head on the first day and today."""
    today, start = local_day(at), proposal.valid_from
    if proposal.delegate.pk == proposal.delegator.pk:
        raise refuse("same_person", "Không ủy quyền cho chính mình. Hãy chọn người khác.", field="delegate")
    if not proposal.delegate.is_active:
        raise refuse(
            "account_closed", "Tài khoản người được ủy quyền đã khóa. Hãy mở lại trước.", field="delegate"
        )
    if proposal.capacity not in LENT:
        raise refuse("capacity_unknown", "Tư cách ký phải là TUQ. hoặc TL. Hãy chọn lại.", field="capacity")
    if proposal.delegator_unit.pk not in {proposal.unit.pk, *ancestors_of(proposal.unit)}:
        raise refuse(
            "delegator_elsewhere",
            "Chỉ người đứng đầu của cơ quan này hoặc của cấp trên mới ủy quyền được. Hãy chọn lại.",
            field="delegator",
        )
    life = [Period(unit.valid_from, unit.valid_to) for unit in (proposal.unit, proposal.delegator_unit)]
    refuse_if(why_not_term(Period(start, proposal.valid_to), today=today, life=life))
    return _head_title(proposal.delegator, proposal.delegator_unit.pk, max(start, today))


def _head_title(delegator: Person, unit_id: str, on: date) -> str:
    power = head_on(person_id=delegator.pk, unit_id=unit_id, on=on)
    if power is not None:
        return power.title
    if DelegationScope.objects.filter(delegate=delegator, effective=True, valid_to__gt=on).exists():
        raise refuse(
            "no_sub_delegation",
            "Người được ủy quyền không được ủy quyền lại (khoản 3 điều 13 Nghị định 30/2020/NĐ-CP). "
            "Hãy đề xuất để người đứng đầu ủy quyền trực tiếp.",
            field="delegator",
        )
    raise refuse(
        "delegator_not_head",
        f"{delegator.full_name} không phải người đứng đầu cơ quan ngày {on:%d/%m/%Y}. Hãy chọn người đứng đầu.",
        field="delegator",
    )


def _judge_again(record: Delegation, today: date) -> None:
    """Between proposal and decision the head, the law or the term may have changed."""
    life = [Period(unit.valid_from, unit.valid_to) for unit in (record.unit, record.delegator_unit)]
    refuse_if(why_not_term(Period(record.valid_from, record.valid_to), today=today, life=life))
    _head_title(record.delegator, record.delegator_unit_id, max(record.valid_from, today))
    codes = record.scope.values_list("procedure_id", flat=True)
    fields = {version.field for version in versions_on(codes, record.valid_from).values()}
    kind, capacity = DelegateKind(record.delegate_kind), Capacity(record.capacity)
    refuse_if(why_not_lend(kind, capacity, fields, record.valid_from))


def _scope(proposal: Proposal) -> list[ProcedureVersion]:
    """The procedures by name: those chosen, and all of the chosen fields that the unit settles on the first day."""
    here = {one.procedure_id: one for one in receivable_by(proposal.unit, proposal.valid_from)}
    wanted = set(proposal.procedures)
    wanted |= {code for code, version in here.items() if version.field in proposal.fields}
    if not wanted:
        raise refuse(
            "scope_empty", "Chưa chọn thủ tục hoặc lĩnh vực nào. Hãy chọn ít nhất một.", field="procedures"
        )
    if unknown := sorted(wanted - set(here)):
        raise refuse(
            "scope_unknown",
            f"Cơ quan này không giải quyết thủ tục {unknown[0][:20]} từ ngày {proposal.valid_from:%d/%m/%Y}. "
            "Hãy bỏ thủ tục đó.",
            field="procedures",
        )
    if len(wanted) > MOST_PROCEDURES:
        raise refuse(
            "scope_too_long",
            f"Nhiều nhất {MOST_PROCEDURES} thủ tục một ủy quyền. Hãy chia nhỏ.",
            field="procedures",
        )
    return [here[code] for code in sorted(wanted)]


def _put_in_force(record: Delegation) -> None:
    """The tables themselves refuse an overlap and a chain, also when two decide at once."""
    try:
        with transaction.atomic():
            record.scope.update(effective=True)
    except IntegrityError as error:
        raise _refusal_of(str(error)) from error


def _refusal_of(error: str) -> Refused:
    if "delegations_do_not_overlap" in error:
        return refuse(
            "delegations_overlap",
            "Người này đang có ủy quyền khác cho cùng thủ tục, trùng thời gian. "
            "Hãy thu hồi ủy quyền đó trước hoặc đề xuất lại với ngày khác.",
        )
    return refuse(
        "no_sub_delegation",
        "Quyền này đang được ủy quyền cho chính người ủy quyền, hoặc người được ủy quyền đang ủy quyền thủ tục này "
        "cho người khác; không được ủy quyền lại (khoản 3 điều 13 Nghị định 30/2020/NĐ-CP). "
        "Hãy thu hồi ủy quyền đó trước.",
    )


def _document(record: Delegation, instrument: Instrument, kind: str, today: date) -> Document:
    number = said_line(instrument.number, NUMBER_LIMIT, "number", "Số, ký hiệu văn bản")
    issuer = said_line(instrument.issuer, TITLE_LIMIT, "issuer", "Người hoặc cơ quan ký văn bản")
    if instrument.issued_on > today:
        raise refuse(
            "issued_in_future", "Văn bản không thể ký sau hôm nay. Hãy sửa ngày ký.", field="issued_on"
        )
    words = "ủy quyền ký" if kind == "decision" else "thu hồi ủy quyền ký"
    return Document.objects.create(
        slug=f"{kind}-{record.code.lower()}",
        kind="decision",
        number=number,
        issued_on=instrument.issued_on,
        issuer=issuer,
        title=f"Quyết định về việc {words} ({record.code})",
        effective_from=record.valid_from if kind == "decision" else None,
    )


def _in_words(document: Document) -> str:
    return f"Quyết định số {document.number} ngày {document.issued_on:%d/%m/%Y} của {document.issuer}"
