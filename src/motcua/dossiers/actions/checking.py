"""The nightly check of everything, with its outcome kept for the administrator (R-087)."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from motcua.core.refusals import Refused
from motcua.dossiers.models import VerifyRun
from motcua.dossiers.verification import Faults, Finding, verify

_KEPT = 200


def check_all(*, at: datetime, ended: Callable[[], datetime], above: tuple[Faults, ...] = ()) -> VerifyRun:
    """Verify as of one moment and keep what was found; a check that fails itself is kept as a fault.

    `above`: what later areas look at in their own records.
    """
    run = VerifyRun.objects.create(begun_at=at)
    try:
        found = findings_of_one_moment(*above)
    except (Refused, OSError) as error:
        run.fault = error.refusal.text if isinstance(error, Refused) else str(error)
    else:
        run.count = len(found)
        run.findings = [[one.chain, one.seq, one.what] for one in found[:_KEPT]]
    run.ended_at = ended()
    run.save()
    return run


def findings_of_one_moment(*above: Faults) -> list[Finding]:
    """All findings of `verify` in one read-only snapshot; within another transaction, in that one."""
    if connection.in_atomic_block:
        return verify(*above)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return verify(*above)
