"""How is a file forgotten that nothing names any more? Its row goes, and with it the only key that opens its bytes."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import ProtectedError

from motcua.documents.files.tables import StoredFile


def forget_unused(file_ids: Iterable[int]) -> int:
    """Forget those of the files that no table points to (inside the caller's transaction); how many went.

    The encrypted bytes may stay in the store: their own key is gone, so nobody can read them again. Who keeps the
    same content at the same time waits, then finds it new.
    """
    gone = 0
    for file in StoredFile.objects.filter(pk__in=set(file_ids)).order_by("sha256"):
        with connection.cursor() as cursor:  # the lock under which `keep` looks for the content
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"file {file.sha256}"])
        try:
            file.delete()
        except ProtectedError:
            continue
        gone += 1
    return gone
