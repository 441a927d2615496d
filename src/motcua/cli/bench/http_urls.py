"""Beside the product's pages, one address that does nothing but one statement: only a benchmark serves this."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from motcua.core.models import OutboxMessage
from motcua.dossiers.models import Step


def _copied(model: type[Step] | type[OutboxMessage], own: dict[str, str]) -> str:
    """The columns of a row and where each comes from: `own`, else the row that is copied."""
    columns = [str(field.column) for field in model._meta.local_fields if field.column != "id"]
    taken = ", ".join(own.get(column, f"copied.{column}") for column in columns)
    return f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {taken} FROM moved"


# What an act writes, with nothing read or judged before: compare and set, the step, the message that tells of it.
_STATEMENT = f"""
WITH moved AS (
    UPDATE dossiers_dossier SET state = CASE state WHEN 'received' THEN 'appraised' ELSE 'received' END,
           state_since = now(), step_count = step_count + 1, head_hash = md5(head_hash)
    WHERE code = %s AND state IN ('received', 'appraised') RETURNING id, code, step_count
), stepped AS (
    {_copied(Step, {"dossier_id": "moved.id", "seq": "moved.step_count"})},
    LATERAL (SELECT * FROM dossiers_step last WHERE last.dossier_id = moved.id ORDER BY seq DESC LIMIT 1) copied
    RETURNING 1
)
{_copied(OutboxMessage, {"key": "moved.code"})},
LATERAL (SELECT * FROM core_outboxmessage told WHERE told.key = moved.code ORDER BY id LIMIT 1) copied
"""


@csrf_exempt
def bare(request: HttpRequest, code: str) -> HttpResponse:
    """One statement, committed by itself; nobody is asked who they are."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, [code])
        moved = cursor.rowcount
    return HttpResponse(b"", status=200 if moved else 409)


# By name: a benchmark stands in the command line's area, which knows no pages and no API.
urlpatterns = [path("bench/bare/<str:code>", bare), path("", include("config.urls"))]
