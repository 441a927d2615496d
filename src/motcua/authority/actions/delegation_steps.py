"""How is an act on a delegation written? The row held, one link of its chain, the paper that came with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.authority.delegation_records import JOURNALLED_AS, facts_hash, step_content
from motcua.authority.delegation_rules import why_not_do
from motcua.authority.delegation_terms import DelegationAct
from motcua.authority.delegations import delegation_of, facts_for_policy
from motcua.authority.models import Delegation, DelegationPaper, DelegationStep
from motcua.core.chain import GENESIS, link
from motcua.core.refusals import refuse, refuse_if
from motcua.documents.files.keeping import keep
from motcua.documents.files.kinds import FileKind, kind_of
from motcua.documents.files.names import clean_name
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note

STANDING = (
    "stage", "document", "instrument", "withdrawal", "withdrawn_from", "step_count", "head_hash", "facts_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaperUpload:
    """The document itself as it was sent: a PDF and its name."""

    content: bytes
    name: str


def locked(act: DelegationAct, code: str, actor: Actor) -> Delegation:
    """The row held until the act is written, and the policy asked of it as it stands now."""
    seen = delegation_of(code, actor.unit_id)
    record = Delegation.objects.select_for_update().get(pk=seen.pk)
    refuse_if(why_not_do(act, facts_for_policy(record), actor))
    return record


def step(
    record: Delegation,
    act: DelegationAct,
    said: Mapping[str, Any],
    actor: Actor,
    at: datetime,
    paper: PaperUpload | None = None,
) -> None:
    """The link of the chain over the delegation as it stands now, and its witness in the unit's journal.

    The step names the SHA-256 of the paper. Refused: clock_behind, paper_not_pdf, and what `keep` refuses.
    """
    last = record.steps.order_by("-seq").first()
    if last is not None and at < last.at:
        raise refuse(
            "clock_behind", "Đồng hồ của máy chạy chậm hơn việc đã ghi. Hãy kiểm tra đồng hồ rồi làm lại."
        )
    data = dict(said) | (_laid_beside(record, paper, at) if paper else {})
    facts = facts_hash(record)
    written = DelegationStep(
        delegation=record,
        seq=record.step_count + 1,
        act=act,
        at=at,
        actor_id=actor.person_id,
        actor_name=actor.name,
        actor_roles=sorted(actor.roles),
        unit_id=actor.unit_id,
        data=data,
        facts_hash=facts,
        previous=record.head_hash or GENESIS,
    )
    written.hash = link(written.previous, step_content(written, record.code))
    written.save(force_insert=True)
    record.step_count, record.head_hash, record.facts_hash = written.seq, written.hash, facts
    record.save(update_fields=STANDING)
    note(actor, at, JOURNALLED_AS, record.code, {"act": act.value, "seq": written.seq, "hash": written.hash})


def _laid_beside(record: Delegation, paper: PaperUpload, at: datetime) -> dict[str, str]:
    """The document kept under its hash, named by the step that comes next."""
    name = clean_name(paper.name)
    if paper.content and kind_of(paper.content) is not FileKind.PDF:
        raise refuse(
            "paper_not_pdf", f"“{name}” không phải PDF. Hãy quét văn bản thành tệp PDF.", field="file"
        )
    file = keep(paper.content, name=name, sensitive=False, at=at)
    DelegationPaper.objects.create(delegation=record, seq=record.step_count + 1, name=name, file=file)
    return {"paper": file.sha256, "paper_name": name}
