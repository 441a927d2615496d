"""The nightly check of everything, with its outcome kept for the administrator (R-087)."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from motcua.core.refusals import Refused
from motcua.dossiers.models import VerifyRun
from motcua.dossiers.verification import Finding, verify

_KEPT = 200


def check_all(*, at: datetime, ended: Callable[[], datetime]) -> VerifyRun:
    """Verify as of one moment and keep what was found; a check that fails itself is kept as a fault."""
    run = VerifyRun.objects.create(begun_at=at)
    try:
        found = findings_of_one_moment()
    except (Refused, OSError) as error:
        run.fault = error.refusal.text if isinstance(error, Refused) else str(error)
    else:
        run.count = len(found)
        run.findings = [[one.chain, one.seq, one.what] for one in found[:_KEPT]]
    run.ended_at = ended()
    run.save()
    return run


def findings_of_one_moment() -> list[Finding]:
    """All findings of `verify` in one read-only snapshot; within another transaction, in that one."""
    if connection.in_atomic_block:
        return verify()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return verify()
