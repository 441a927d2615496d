"""An office with seven hundred agencies, so that a report by block has as many sums as a province's."""

from django.db import connection

_UNITS = 700
# Of ten: seven communes, two districts, and turn by turn a department or a vertical agency.
_BLOCK = """CASE WHEN n % 10 < 7 THEN 'commune_block' WHEN n % 10 < 9 THEN 'district_block'
    WHEN n % 20 = 9 THEN 'department_block' ELSE 'vertical_block' END"""


def add_agencies(pattern: str) -> int:
    """Agencies with a desk each, like the one named in everything but name and block; how many."""
    _copied(
        "organisation_unit",
        {"id": "'bench.' || n", "name": "'Cơ quan ' || n", "block": _BLOCK},
        f"id = '{pattern}'",
    )
    _copied("organisation_onestopunit", {"unit_id": "'bench.' || n"}, f"unit_id = '{pattern}'")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE organisation_unit, organisation_onestopunit")
    return _UNITS


def _copied(table: str, said: dict[str, str], which: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
            "AND attidentity = ''",
            [table],
        )
        columns = [row[0] for row in cursor.fetchall()]
        values = [said.get(column, f"pattern.{column}") for column in columns]
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "
            f"FROM generate_series(1, {_UNITS}) n, (SELECT * FROM {table} WHERE {which} LIMIT 1) pattern"
        )
