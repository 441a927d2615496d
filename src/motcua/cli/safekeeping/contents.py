"""What stands in a database at one moment: rows of every table, and the heads of all chains and counters?

Asked in plain SQL, so that a database of an older or newer program answers too.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

_TABLES = """
    SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = 'public' AND relkind IN ('r', 'p') ORDER BY relname COLLATE "C"
"""
# Table → what one line of its digest says. A table that a program does not have yet is left out.
_HEADS = {
    "dossiers_dossier": "SELECT id, step_count, head_hash, facts_hash FROM dossiers_dossier ORDER BY id",
    "dossiers_intake": "SELECT id, step_count, head_hash, facts_hash FROM dossiers_intake ORDER BY id",
    "core_numbercounter": 'SELECT scope, count, head FROM core_numbercounter ORDER BY scope COLLATE "C"',
    "core_journalchain": 'SELECT key, count, head FROM core_journalchain ORDER BY key COLLATE "C"',
    "core_dailyhead": "SELECT day, chains, links, root FROM core_dailyhead ORDER BY day",
    "payments_ledgerchain": (
        'SELECT unit_id, count, head FROM payments_ledgerchain ORDER BY unit_id COLLATE "C"'
    ),
}


@dataclass(frozen=True, slots=True)
class Contents:
    """Table → rows; chain table → SHA-256 over all its heads in order; migrations as `app.name`, sorted."""

    rows: dict[str, int]
    heads: dict[str, str]
    migrations: tuple[str, ...]

    def differences(self, other: "Contents") -> list[str]:
        """Names of what is not the same in both."""
        mine, theirs = {**self.rows, **self._named_heads()}, {**other.rows, **other._named_heads()}
        names = sorted(mine.keys() | theirs.keys())
        return [name for name in names if mine.get(name) != theirs.get(name)]

    def _named_heads(self) -> dict[str, str]:
        return {f"{table} (đầu chuỗi)": digest for table, digest in self.heads.items()}


def contents_of(connection: "psycopg.Connection[tuple[Any, ...]]") -> Contents:
    """All of it. Run inside one REPEATABLE READ transaction, so that everything is of one moment."""
    tables = [str(name) for (name,) in connection.execute(_TABLES)]
    rows = {name: _count(connection, name) for name in tables}
    heads = {table: _digest(connection, table) for table in _HEADS if table in rows}
    return Contents(rows, heads, _migrations(connection) if "django_migrations" in rows else ())


def _count(connection: "psycopg.Connection[tuple[Any, ...]]", table: str) -> int:
    row = connection.execute(
        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table))
    ).fetchone()
    return int(row[0]) if row else 0


def _digest(connection: "psycopg.Connection[tuple[Any, ...]]", table: str) -> str:
    digest = hashlib.sha256()
    with connection.cursor(f"heads_{table}") as cursor:
        for row in cursor.execute(_HEADS[table]):
            digest.update("\t".join(map(str, row)).encode() + b"\n")
    return digest.hexdigest()


def _migrations(connection: "psycopg.Connection[tuple[Any, ...]]") -> tuple[str, ...]:
    rows = connection.execute("SELECT app, name FROM django_migrations")
    return tuple(sorted({f"{app}.{name}" for app, name in rows}))
