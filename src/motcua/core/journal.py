"""Who viewed whose data, who tried what? Append-only entries, each linked to the one before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.chain import GENESIS, link
from motcua.core.models import DailyHead, JournalChain, JournalEntry

Heads = dict[str, tuple[int, str]]


def content_of(entry: JournalEntry) -> dict[str, Any]:
    """What the hash of an entry covers."""
    return {
        "chain": entry.chain,
        "seq": entry.seq,
        "at": entry.at,
        "actor": entry.actor_id,
        "name": entry.actor_name,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
    }


@transaction.atomic
def record(
    *,
    chain: str,
    at: datetime,
    actor_id: int | None,
    actor_name: str,
    action: str,
    subject: str,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write one entry; `chain` is the unit's id (or `system`), `subject` a code, never a name."""
    JournalChain.objects.bulk_create([JournalChain(key=chain)], ignore_conflicts=True)
    head = JournalChain.objects.select_for_update().get(key=chain)
    entry = JournalEntry(
        chain=chain,
        seq=head.count + 1,
        at=at,
        actor_id=actor_id,
        actor_name=actor_name,
        action=action,
        subject=subject,
        detail=dict(detail or {}),
        previous=head.head or GENESIS,
    )
    entry.hash = link(entry.previous, content_of(entry))
    entry.save(force_insert=True)
    head.count, head.head = entry.seq, entry.hash
    head.save(update_fields=["count", "head"])


def kept_heads() -> Heads:
    """Count and head of each journal as the newest daily head that names it kept them."""
    kept: Heads = {}
    for journals in DailyHead.objects.order_by("day").values_list("journals", flat=True):
        kept.update({key: (count, head) for key, (count, head) in journals.items()})
    return kept


def grown_since(kept: Heads) -> Heads:
    """Count and head of each journal that is no more as it was kept."""
    now = {
        key: (count, head) for key, count, head in JournalChain.objects.values_list("key", "count", "head")
    }
    return {key: head for key, head in sorted(now.items()) if kept.get(key) != head}
