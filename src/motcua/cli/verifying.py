"""What does not fit, as of one moment, also beside a running office?"""

from django.db import connection, transaction

from motcua.dossiers.verification import Finding, verify
from motcua.reports.verification import report_faults


def findings_of_one_moment() -> list[Finding]:
    """All findings of `verify` in one read-only snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return verify(report_faults)
