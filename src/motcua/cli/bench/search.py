"""How long does a person wait for what they searched, with three thousand procedures in the catalogue?"""

import statistics
import time
from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from config import clock
from motcua.cli.bench.tables import Options, Row, Table
from motcua.core.moments import local_day
from motcua.core.vntext import fold, sort_key
from motcua.procedures.finding.queries import fitting, index_of
from motcua.procedures.models import Component, Procedure, ProcedureVersion
from motcua.procedures.queries import public_versions

HELP = "Search by people's words over a large catalogue (--size, 3000 procedures unless told), and the page of hits."
NEEDS_DATABASE = True
_SIZE, _MOST_MS, _TIMES = 3000, 50.0, 20
QUESTIONS = (
    "khai sinh", "sao y ban chinh", "khai sihn", "so do", "dang ky", "toi muon mo quan an", "1.001193", "khong co gi",
)  # fmt: skip
_PLACES = ("khu vực", "đợt", "loại", "trường hợp", "hình thức", "diện")


def measure(options: Options) -> Sequence[Table]:
    """Make the catalogue, then ask: the index alone, and the whole page."""
    size = options.size or _SIZE
    enlarge(size)
    day = local_day(clock.now())
    begun = time.perf_counter()
    index_of(day)
    built = (time.perf_counter() - begun) * 1e3
    found = _times(lambda text: fitting(text, day), options.rounds)
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost"})

    def page(text: str) -> Any:
        cache.clear()
        return client.get("/thu-tuc/", {"q": text})

    pages = _times(page, options.rounds)
    return [
        Table(
            f"{public_versions(day).count():,} public procedures: milliseconds",
            (
                Row("making the index after a change of the catalogue", built, "ms"),
                _row("finding and ranking", found),
                _row("the page of hits with promise, papers, fee, place", pages),
            ),
            f"Asked in turn: {', '.join(QUESTIONS)}. The page is made in this process, without the web server; "
            "median, in the note the slowest.",
        )
    ]


def enlarge(size: int) -> None:
    """Copies of the catalogue's procedures under codes of their own, each with a name of its own, until `size`."""
    patterns = list(public_versions(local_day(clock.now())).prefetch_related("components"))
    numbers = range(max(0, size - len(patterns)))
    Procedure.objects.bulk_create(Procedure(code=_code(n), slug=f"bench-{n}") for n in numbers)
    copies = [_copy(patterns[n % len(patterns)], n) for n in numbers]
    ProcedureVersion.objects.bulk_create(copies)
    Component.objects.bulk_create(
        _paper(paper, row.pk)
        for n, row in enumerate(copies)
        for paper in patterns[n % len(patterns)].components.all()
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE procedures_procedureversion")


def _code(number: int) -> str:
    return f"9.{number:06d}"


def _copy(pattern: ProcedureVersion, number: int) -> ProcedureVersion:
    row = copy(pattern)
    row.pk, row.procedure_id, row.number = None, _code(number), 1
    row.name = f"{pattern.name} {_PLACES[number % len(_PLACES)]} {number}"
    row.name_fold, row.name_sort = fold(f"{row.name} {pattern.field}"), sort_key(row.name)
    return row


def _paper(pattern: Component, version_id: int) -> Component:
    paper = copy(pattern)
    paper.pk, paper.version_id = None, version_id
    return paper


def _times(ask: Callable[[str], object], rounds: int) -> list[float]:
    took = []
    for _ in range(rounds * _TIMES // len(QUESTIONS) + 1):
        for text in QUESTIONS:
            begun = time.perf_counter()
            ask(text)
            took.append((time.perf_counter() - begun) * 1e3)
    return took


def _row(name: str, took: list[float]) -> Row:
    figure = statistics.median(took)
    return Row(name, figure, "ms", None, f"≤ {_MOST_MS:g} ms", figure <= _MOST_MS, f"{max(took):.1f} at most")
