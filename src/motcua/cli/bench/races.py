"""A hundred thousand races for numbers and acts: does anybody ever get a double, a gap, a loss?"""

import time
from collections import Counter
from collections.abc import Callable, Sequence

from django.db import connection

from motcua.cli.bench.flow_acts import LATER, PROCEDURE, UNIT, Cast, cast_of, receive_one
from motcua.cli.bench.office import MONDAY
from motcua.cli.bench.tables import Options, Row, Table
from motcua.cli.bench.workers import together
from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import perform, perform_many
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify

HELP = "Races of eight processes for the same series of numbers and for the same act on the same dossier."
NEEDS_DATABASE = True
_RACES, _RUNNERS = 100_000, 8
_ROUND = 500  # dossiers that all runners fight for before the next are received
_EXPECTED = frozenset({"already_moved", "wrong_order", "clock_behind"})


def measure(options: Options) -> Sequence[Table]:
    """`size` races in all. A race is one dossier's act wanted by every runner, or one number drawn beside others."""
    wanted, begun = options.size or _RACES, time.perf_counter()
    cast = cast_of(UNIT, PROCEDURE, MONDAY)
    told: Counter[str] = Counter()
    received = 0
    while told["races"] < wanted:
        left = -(-(wanted - told["races"]) // (1 + len(LATER)))
        each = max(1, min(_ROUND, left) // _RUNNERS)
        codes = [code for found in together(_receiving(cast, each), workers=_RUNNERS) for code in found]
        received += len(codes)
        told["races"] += len(codes)
        for place in range(len(LATER)):
            for counted in together(_fighting(cast, codes, place), workers=_RUNNERS):
                told.update(counted)
            told["races"] += len(codes)
    return [_table(told, received, time.perf_counter() - begun)]


def _receiving(cast: Cast, each: int) -> Callable[[int], list[str]]:
    """Every runner draws from the same series."""
    return lambda _number: [str(receive_one(cast)) for _ in range(each)]


def _fighting(cast: Cast, codes: Sequence[str], place: int) -> Callable[[int], Counter[str]]:
    """Every runner wants the same act on every dossier; every other runner takes them by trays."""
    act, role, said = LATER[place]
    actor = cast.people[role]

    def run(number: int) -> Counter[str]:
        counted: Counter[str] = Counter()
        order = codes if number % 4 < 2 else list(reversed(codes))
        if number % 2 and act is not Act.RETURN_RESULT:
            for first in range(0, len(order), 20):
                tray = order[first : first + 20]
                for answer in perform_many(act=act, codes=tray, actor=actor, at=cast.at, said=said):
                    counted[answer.refusal.code if answer.refusal else "won"] += 1
            return counted
        for code in order:
            try:
                perform(act=act, code=code, actor=actor, at=cast.at, said=said)
                counted["won"] += 1
            except Refused as refused:
                counted[refused.refusal.code] += 1
        return counted

    return run


def _table(told: Counter[str], received: int, took: float) -> Table:
    acts = received * len(LATER)
    lost = sum(count for name, count in told.items() if name in _EXPECTED)
    strange = sum(told.values()) - told["races"] - told["won"] - lost
    wrong = {
        "won twice or not at all": abs(told["won"] - acts),
        "refused for another reason than the race": strange,
        "dossiers lost": abs(Dossier.objects.count() - received),
        "steps doubled or lost": abs(Step.objects.count() - received * (1 + len(LATER))),
        "outbox rows doubled or lost": abs(
            _count("SELECT count(*) FROM core_outboxmessage") - _steps(received)
        ),
        "dossier numbers doubled or left out": _gaps("code", "dossiers_dossier"),
        "result numbers doubled or left out": _gaps("result_number", "dossiers_dossier"),
        "findings of verify": len(verify()),
    }
    rows = [
        Row("races", told["races"], "races", note=f"{took:.0f} s, {_RUNNERS} processes"),
        Row(
            "acts tried", told["won"] + lost + strange, "acts", note=f"{told['won']:,} won, {lost:,} told no"
        ),
        *(Row(name, count, "cases", target="0", met=count == 0) for name, count in wrong.items()),
    ]
    return Table(
        "Races for numbers and acts", tuple(rows), "Four runners act singly, four by trays of twenty."
    )


def _steps(received: int) -> int:
    return received * (1 + len(LATER))


def _gaps(column: str, table: str) -> int:
    """How many numbers between the first and the last are there twice or not at all."""
    pattern = "[0-9]+$" if column == "code" else "^[0-9]+"
    number = f"substring({column} FROM '{pattern}')::bigint"
    twice = _count(f"SELECT count(*) - count(DISTINCT {column}) FROM {table}")
    return twice + abs(_count(f"SELECT max({number}) - count(DISTINCT {number}) FROM {table}"))


def _count(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = cursor.fetchone()
    return int(found[0]) if found and found[0] is not None else 0
