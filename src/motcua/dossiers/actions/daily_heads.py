"""Record count and root over all chains, and the heads of the journals, each day (architecture, invariant 4)."""

from datetime import date, datetime

from django.db import transaction

from motcua.core import journal
from motcua.core.models import DailyHead
from motcua.dossiers.verification import days_without_head, heads_until


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
