"""Is what this process remembers of the catalogue still so? Every change of it leaves another stamp.

Triggers on the tables set a new random stamp in the transaction that changes them, whoever does it and by whatever
way; a transaction rolled back leaves the old stamp with the old content. So what was read under a stamp holds as
long as the stamp is read again. Rights to act (roles, postings, powers, deputies, rosters) are never remembered.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from django.db import migrations

Kept = TypeVar("Kept")
# For a statement that reads more: the stamp costs no question of its own.
STAMP = "(SELECT stamp::text FROM core_cataloguestamp WHERE id = 1)"
_MOST_STAMPS, _MOST_ENTRIES = 4, 20_000

_shelves: OrderedDict[str, dict[Any, Any]] = OrderedDict()
_lock = Lock()


def kept(stamp: str | None, key: Any, make: Callable[[], Kept]) -> Kept:
    """What `make` reads from stamped tables alone, remembered for the stamp. What it refuses is not remembered."""
    if stamp is None:
        return make()
    shelf = _shelf(stamp)
    if key in shelf:
        found: Kept = shelf[key]
        return found
    made = make()
    if len(shelf) >= _MOST_ENTRIES:
        shelf.clear()
    shelf[key] = made
    return made


def _shelf(stamp: str) -> dict[Any, Any]:
    with _lock:
        shelf = _shelves.setdefault(stamp, {})
        _shelves.move_to_end(stamp)
        while len(_shelves) > _MOST_STAMPS:
            _shelves.popitem(last=False)
        return shelf


FUNCTION = migrations.RunSQL(
    sql="""
    CREATE FUNCTION stamp_catalogue() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO core_cataloguestamp (id, stamp) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET stamp = EXCLUDED.stamp;
        RETURN NULL;
    END $$;
    """,
    reverse_sql="DROP FUNCTION stamp_catalogue();",
)


def stamped(table: str) -> migrations.RunSQL:
    """The migration step that makes every change of a table leave a new stamp (needs FUNCTION before it)."""
    return migrations.RunSQL(
        sql=f"""
        CREATE TRIGGER {table}_stamped AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION stamp_catalogue();
        """,
        reverse_sql=f"DROP TRIGGER {table}_stamped ON {table};",
    )
