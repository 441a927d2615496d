"""How is everything read as of one moment, also beside a running office, and what does not fit then?"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from motcua.dossiers.verification import Finding, verify
from motcua.reports.verification import report_faults


@contextmanager
def of_one_moment() -> Iterator[None]:
    """What is read inside is one read-only snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def findings_of_one_moment() -> list[Finding]:
    """All findings of `verify` in one read-only snapshot."""
    with of_one_moment():
        return verify(report_faults)
