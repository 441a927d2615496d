"""How does a prepared statement reach the server with the least between? Bound, sent, awaited and read in one go.

The driver's cursor does the same by way of a new object, its adapters, a plan of the query and a loop that waits on
the socket; for a statement of a few rows that costs several times the statement itself.
"""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from psycopg import Connection, OperationalError, errors
from psycopg.adapt import AdaptersMap, PyFormat, Transformer
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, TransactionStatus
from psycopg.types.datetime import TimestamptzLoader

# A statement is kept for each composition of types of its values; beyond that many the oldest is let go.
_KEPT = 200
_DONE = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})
_BEGIN, BY_INDEX = "BEGIN", "SET LOCAL enable_seqscan = off"


class Lane:
    """What one connection keeps of its prepared statements: their names, and how values go there and back."""

    def __init__(self, connection: Connection[Any]) -> None:
        self.adapters = AdaptersMap(connection.adapters)
        # Moments by the driver's own loader: in UTC, as Django reads them too.
        self.adapters.register_loader("timestamptz", TimestamptzLoader)
        self.connection = None  # else the lane would keep its connection alive
        self._names: dict[tuple[str, tuple[int, ...]], bytes] = {}
        self._made = 0
        self._values = Transformer(self)

    def ask(
        self, connection: Connection[Any], sql: str, params: Sequence[Any], *, by_index: bool = False
    ) -> list[tuple[Any, ...]]:
        """The rows; raises the driver's errors. The caller holds the connection's lock.

        `by_index`: to the end of the transaction no plan reads a table from end to end where an index leads.
        """
        server = connection.pgconn
        bound, types, formats = self._bound(params)
        before = [_BEGIN] if _is_to_begin(connection) else []
        before += [BY_INDEX] if by_index else []
        if before:
            _checked(server, server.exec_("; ".join(before).encode()))
        name = self._names.get((sql, types)) or self._prepare(server, sql, types)
        return self._rows(_checked(server, server.exec_prepared(name, bound, formats)))

    def _bound(self, params: Sequence[Any]) -> tuple[Any, tuple[int, ...], Any]:
        values = self._values
        bound = values.dump_sequence(params, [PyFormat.AUTO] * len(params))
        return bound, values.types or (), values.formats

    def _rows(self, result: Any) -> list[tuple[Any, ...]]:
        values = self._values
        if not result.nfields:
            return []
        values.set_pgresult(result)
        try:
            return values.load_rows(0, result.ntuples, tuple)
        finally:
            values.set_pgresult(None)

    def _prepare(self, server: Any, sql: str, types: tuple[int, ...]) -> bytes:
        if len(self._names) >= _KEPT:
            oldest = next(iter(self._names))
            _checked(server, server.exec_(b"DEALLOCATE " + self._names.pop(oldest)))
        self._made += 1
        name = b"motcua_%d" % self._made
        _checked(server, server.prepare(name, sql.encode(), types))
        self._names[sql, types] = name
        return name


def _is_to_begin(connection: Connection[Any]) -> bool:
    return not connection.autocommit and connection.pgconn.transaction_status == TransactionStatus.IDLE


def _checked(server: Any, result: Any) -> Any:
    if result.status in _DONE:
        return result
    if server.status != ConnStatus.OK and not result.error_field(DiagnosticField.SQLSTATE):
        raise OperationalError(server.get_error_message())  # the server or the way to it is gone
    raise errors.error_from_result(result)


_LANES: "WeakKeyDictionary[Connection[Any], Lane]" = WeakKeyDictionary()


def ask_prepared(
    connection: Connection[Any], sql: str, params: Sequence[Any], *, by_index: bool = False
) -> list[tuple[Any, ...]]:
    """The rows of a statement with PostgreSQL's own `$1`, prepared once a connection; raises the driver's errors.

    `by_index` as `Lane.ask`.
    """
    with connection.lock:
        return _lane(connection).ask(connection, sql, params, by_index=by_index)


def _lane(connection: Connection[Any]) -> Lane:
    return _LANES.get(connection) or _LANES.setdefault(connection, Lane(connection))
