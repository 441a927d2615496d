"""What does the chain of a delegation vouch for, and was it changed behind the office's back?"""

from collections.abc import Iterator
from typing import Any

from motcua.authority.models import Delegation, DelegationScope, DelegationStep
from motcua.core.chain import GENESIS, follows, link
from motcua.core.models import JournalEntry

# The act in the unit's journal, whose head the daily head keeps: a chain cut together with its row shows there.
JOURNALLED_AS = "delegation"
_NOT_VOUCHED = frozenset({"id", "step_count", "head_hash", "facts_hash"})
Fault = tuple[str, int, str]


def facts_of(record: Delegation) -> dict[str, Any]:
    """Every stored column, the scope, the opinions and the papers, as they stand."""
    columns = {
        field.attname: getattr(record, field.attname)
        for field in Delegation._meta.concrete_fields
        if field.attname not in _NOT_VOUCHED
    }
    scope = DelegationScope.objects.filter(delegation_id=record.pk).order_by("procedure_id")
    opinions = record.opinions.order_by("adviser").values_list(
        "adviser", "verdict", "text", "document", "by_id"
    )
    papers = record.papers.order_by("seq").values_list("seq", "name", "file__sha256")
    # Without a paper the facts are those of before there were any, so that older chains still fit.
    return (
        columns
        | ({"papers": [list(row) for row in papers]} if papers else {})
        | {
            "scope": [
                [one.procedure_id, one.unit_id, one.delegate_id, one.valid_from, one.valid_to, one.effective]
                for one in scope
            ],
            "opinions": [list(row) for row in opinions],
        }
    )


def facts_hash(record: Delegation) -> str:
    """One hash over the delegation as it stands after a step."""
    return link(GENESIS, facts_of(record))


def step_content(step: DelegationStep, code: str) -> dict[str, Any]:
    """What the hash of a step covers."""
    return {
        "delegation": code,
        "seq": step.seq,
        "act": step.act,
        "at": step.at,
        "actor": step.actor_id,
        "name": step.actor_name,
        "roles": list(step.actor_roles),
        "unit": step.unit_id,
        "data": step.data,
        "facts": step.facts_hash,
    }


def delegation_faults() -> Iterator[Fault]:
    """The first thing that does not fit in each delegation, and those of which only the journal still tells."""
    there: set[str] = set()
    for record in Delegation.objects.order_by("id").prefetch_related("steps"):
        steps = list(record.steps.all())
        there |= {step.hash for step in steps}
        if (fault := _fault(record, steps)) is not None:
            yield fault
    entries = JournalEntry.objects.filter(action=JOURNALLED_AS).order_by("id")
    for code, detail in entries.values_list("subject", "detail"):
        if detail["hash"] not in there:
            yield code, detail["seq"], "việc đã ghi về ủy quyền nay không còn"


def _fault(record: Delegation, steps: list[DelegationStep]) -> Fault | None:
    previous = GENESIS
    for place, step in enumerate(steps, start=1):
        if step.seq != place:
            return record.code, place, "thiếu một việc trong chuỗi của ủy quyền"
        if step.previous != previous or not follows(step.hash, previous, step_content(step, record.code)):
            return record.code, place, "việc về ủy quyền đã bị sửa hoặc bị thay"
        previous = step.hash
    if not steps or (len(steps), previous) != (record.step_count, record.head_hash):
        return record.code, len(steps), "chuỗi của ủy quyền bị cắt đuôi"
    if not follows(steps[-1].facts_hash, GENESIS, facts_of(record)):
        return record.code, len(steps), "nội dung ủy quyền đã bị sửa sau việc cuối"
    return None
