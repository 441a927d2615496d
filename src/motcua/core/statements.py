"""How is a statement asked that every act asks? Prepared once a connection, its values sent apart from it.

What the ORM composes is parsed and planned anew each time; for the few statements on the way of every act that
costs more than the work itself. Counted and logged as any other query.
"""

import json
from collections.abc import Sequence
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any

import psycopg
from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, JSONField, Model
from django.db.models.base import ModelState
from psycopg.types.datetime import TimestamptzLoader
from psycopg.types.json import Jsonb

from motcua.core.prepared import BY_INDEX, ask_prepared


class _Watched(psycopg.RawCursor[Any]):
    """Takes PostgreSQL's own `$1`; reads moments by the driver's own loader, in UTC as Django.

    Prepares nothing: a driver that has prepared statements forgets all of the connection's when one is rolled back,
    those of motcua.core.prepared too.
    """

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self.adapters.register_loader("timestamptz", TimestamptzLoader)

    def execute(self, query: Any, params: Any = None, **_: Any) -> "_Watched":
        super().execute(query, params, prepare=False)
        # Django's log reads the statement, not the values, from the cursor.
        self._query: Any = SimpleNamespace(query=query.encode())
        return self


def ask(sql: str, params: Sequence[Any] = (), *, by_index: bool = False) -> list[tuple[Any, ...]]:
    """The rows of a prepared statement (`$1`, `$2`… stand for the values); raises Django's database errors.

    `by_index`, inside a transaction: to its end nothing is planned that reads a table from end to end where an index
    leads. For what is asked of a list: its plan is kept, and one kept since the tables were nearly empty would read
    all of them, dearer with every dossier that came since. To plan anew each time costs more than to carry it out.
    """
    here = connections[DEFAULT_DB_ALIAS]  # looked up once: behind `connection` it is looked up for each word
    here.ensure_connection()
    driver = here.connection
    if driver is None:  # it has just been made
        raise AssertionError("no connection")
    if here.queries_logged or driver.isolation_level is not None:
        if by_index:
            _by_cursor(here, BY_INDEX, ())
        return _by_cursor(here, sql, params)
    here.validate_no_broken_transaction()
    run: Any = partial(_ask_prepared, by_index=by_index)
    for wrapper in reversed(here.execute_wrappers):
        run = partial(wrapper, run)
    with here.wrap_database_errors:
        found: list[tuple[Any, ...]] = run(sql, params, False, {"connection": here, "cursor": None})
    return found


def _ask_prepared(
    sql: str, params: Sequence[Any], _many: bool, context: dict[str, Any], *, by_index: bool
) -> Any:
    """As Django calls what its wrappers are around."""
    return ask_prepared(context["connection"].connection, sql, params, by_index=by_index)


def _by_cursor(here: Any, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The same where somebody watches the queries."""
    logged = here.queries_logged
    raw: Any = _Watched(here.connection)
    with here.make_debug_cursor(raw) if logged else here.make_cursor(raw) as cursor:
        cursor.execute(sql, params)
        found: list[tuple[Any, ...]] = cursor.fetchall() if raw.pgresult.nfields else []
        return found


def marks(first: int, count: int) -> str:
    """`$3, $4, $5`: places of values in a statement."""
    return ", ".join(f"${number}" for number in range(first, first + count))


class Columns:
    """Some stored columns of a model, in an order."""

    def __init__(self, fields: "Sequence[Field[Any, Any]]") -> None:
        self.names = tuple(str(field.column) for field in fields)
        self._attributes = [field.attname for field in fields]
        self._json = [place for place, field in enumerate(fields) if isinstance(field, JSONField)]
        self._lists = [place for place, field in enumerate(fields) if isinstance(field, ArrayField)]

    def values(self, record: Model) -> list[Any]:
        """What is stored of a record, as the columns take it."""
        held = record.__dict__
        values = [held[name] if name in held else getattr(record, name) for name in self._attributes]
        # The driver knows every type a record holds but JSON, and takes a tuple for something else than a list.
        for place in self._json:
            values[place] = None if values[place] is None else Jsonb(values[place])
        for place in self._lists:
            values[place] = None if values[place] is None else list(values[place])
        return values


class Table:
    """The stored columns of a model, in the order of its fields; `written` are those without the id."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.name = model._meta.db_table
        self.fields: tuple[Field[Any, Any], ...] = tuple(model._meta.concrete_fields)
        self.written = tuple(field for field in self.fields if not field.primary_key)
        self.written_columns = ", ".join(f'"{field.column}"' for field in self.written)
        self._values = Columns(self.written)
        self._names = [field.attname for field in self.fields]
        self._empty = {field.attname: field.get_default() for field in self.fields}
        self._filled = [field for field in self.fields if field.has_default() and callable(field.default)]
        self._json = [place for place, field in enumerate(self.fields) if isinstance(field, JSONField)]

    def columns(self, alias: str) -> str:
        """Every column, the id too, for a SELECT read back by `record`."""
        return ", ".join(f'{alias}."{field.column}"' for field in self.fields)

    def values(self, record: Model) -> list[Any]:
        """What is stored of a new record, in the order of `written_columns`."""
        return self._values.values(record)

    def fresh(self, **given: Any) -> Any:
        """A record not stored yet: what is given by the names of the columns' attributes, else the defaults.

        As the model itself would make it, without the way through each descriptor.
        """
        record: Any = self.model.__new__(self.model)
        held = record.__dict__
        held.update(self._empty, _state=ModelState())
        for field in self._filled:
            held[field.attname] = field.get_default()
        if not given.keys() <= self._empty.keys():
            raise TypeError(f"{self.name} has no {sorted(given.keys() - self._empty.keys())}")
        held.update(given)
        return record

    def record(self, row: Sequence[Any]) -> Any:
        """A record as it was read by `columns`."""
        values = list(row)
        for place in self._json:
            if values[place] is not None:
                values[place] = json.loads(values[place])
        # As `from_db` makes it, without setting each column through its descriptor: nothing is cached there yet.
        record: Any = self.model.__new__(self.model)
        record.__dict__.update(zip(self._names, values, strict=True), _state=ModelState())
        record._state.adding, record._state.db = False, DEFAULT_DB_ALIAS
        return record


@lru_cache(maxsize=100)
def table_of(model: type[Model]) -> Table:
    """The table of a model, made once."""
    return Table(model)
