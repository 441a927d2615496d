"""Record count and root over all chains, and the heads of the journals, each day (architecture, invariant 4)."""

from datetime import date, datetime

from django.db import connection, transaction

from motcua.core import journal
from motcua.core.chain import GENESIS
from motcua.core.head_keys import head_key
from motcua.core.head_statement import sign
from motcua.core.models import DailyHead, HeadSeal
from motcua.dossiers.heads import days_to_sign, heads_until, other_heads_until, signed_heads, statement_of
from motcua.dossiers.verification import days_without_head


@transaction.atomic
def record_daily_heads(*, at: datetime) -> list[date]:
    """Record the head of every finished day that lacks one; answers those days."""
    days = days_without_head(at)
    for day in days:
        chains, links, computed = heads_until(day)
        grown = journal.grown_since(journal.kept_heads())
        DailyHead.objects.create(
            day=day, chains=chains, links=links, root=computed, journals=grown, recorded_at=at
        )
    return days


@transaction.atomic
def sign_daily_heads(*, at: datetime) -> list[date]:
    """Sign every recorded day that is not signed yet, each naming the one before. Refused: `head_key`."""
    with connection.cursor() as cursor:  # two workers at once: the second finds nothing left
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('core.sign_daily_heads'))")
    heads = days_to_sign()
    if not heads:
        return []
    key, newest = head_key(), signed_heads(1)
    previous = newest[0].digest if newest else GENESIS
    for head in heads:
        signed = sign(statement_of(head, other_heads_until(head.day), previous), key)
        HeadSeal.objects.create(
            day=head.day,
            statement=dict(signed.statement),
            key=signed.key,
            signature=signed.signature,
            signed_at=at,
        )
        previous = signed.digest
    return [head.day for head in heads]
