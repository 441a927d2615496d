"""Record count and root over all chains at the end of each day (architecture, invariant 4)."""

from datetime import date, datetime

from django.db import transaction

from motcua.core.models import DailyHead
from motcua.dossiers.verification import days_without_head, heads_until


@transaction.atomic
def record_daily_heads(*, at: datetime) -> list[date]:
    """Record the head of every finished day that lacks one; answers those days."""
    days = days_without_head(at)
    for day in days:
        chains, links, computed = heads_until(day)
        DailyHead.objects.create(day=day, chains=chains, links=links, root=computed, recorded_at=at)
    return days
