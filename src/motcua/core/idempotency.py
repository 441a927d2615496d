"""Was this request answered before? One answer per owner and key, kept in the transaction of what it did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.core.models import IdempotencyKey
from motcua.core.refusals import refuse

# How long a second request with the same key waits for the first, before it is told to come back.
_PATIENCE = "10s"
_CLAIM = """
    INSERT INTO core_idempotencykey (owner, key, request_hash, created_at)
    VALUES (%s, %s, %s, %s) ON CONFLICT (owner, key) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The answer given the first time."""

    status: int
    body: Any


def claim(*, owner: str, key: str, request_hash: str, at: datetime) -> KeptAnswer | None:
    """Take the key for this transaction: None means go on, an answer means it was done before.

    Must run in the transaction of the act, so that a crash leaves both or neither. While another request
    holds the key, waits for its end; raises `OperationalError` (lock not available) when that takes too long,
    `Refused` (`key_reused`) when the key was used for another request.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_PATIENCE])
        cursor.execute(_CLAIM, [owner, key, request_hash, at])
        if cursor.rowcount == 1:
            return None
    kept = IdempotencyKey.objects.get(owner=owner, key=key)
    if kept.request_hash != request_hash:
        raise refuse(
            "key_reused",
            "Idempotency-Key này đã dùng cho một yêu cầu khác. Hãy dùng khóa mới cho yêu cầu mới.",
        )
    return KeptAnswer(kept.status or 0, kept.body)


def keep(*, owner: str, key: str, status: int, body: Any) -> None:
    """Keep the answer under the key that this transaction claimed."""
    IdempotencyKey.objects.filter(owner=owner, key=key).update(status=status, body=body)


def release(*, owner: str, key: str) -> None:
    """Give the key back: the request was turned away before anything was done."""
    IdempotencyKey.objects.filter(owner=owner, key=key).delete()
