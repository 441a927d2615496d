"""Is everything that was acknowledged there, once, in order, unbroken, and the same on paper?"""

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from asgiref.sync import async_to_sync
from django.db import connection

from motcua.cli.bench.storm.acknowledged import Told, told
from motcua.cli.verifying import findings_of_one_moment
from motcua.documents.papers import Receipt
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.papers import paper_of
from motcua.jobs.stalled import take_up_again

_PATIENCE = 60  # seconds until the last jobs are done
_PAPERS = 200
_SERIAL = re.compile(r"(.*-)(\d{4,})")


def main() -> None:
    """Read the acknowledged lines, print counts and what is wrong as JSON."""
    acts = [told(line) for line in sys.stdin]
    wrong = [*_acts(acts), *_numbers(), *_jobs(acts), *_slips(acts)]
    wrong += [f"{finding.chain} #{finding.seq}: {finding.what}" for finding in findings_of_one_moment()]
    body = {
        "acknowledged": len(acts),
        "dossiers": Dossier.objects.count(),
        "steps": Step.objects.count(),
        "jobs": sum(act.act == "job" for act in acts),
        "wrong": wrong,
    }
    print(json.dumps(body, ensure_ascii=False))


def _acts(acts: list[Told]) -> Iterator[str]:
    """Each there once; nobody received twice, whether it was acknowledged or not."""
    kept = Counter(Step.objects.filter(dossier__isnull=False).values_list("act", "dossier__code"))
    yield from (f"{act} of {code} is there {times} times" for (act, code), times in kept.items() if times > 1)
    lost = [act for act in acts if act.act != "job" and (act.act, act.code) not in kept]
    yield from (f"{act.act} of {act.code} was acknowledged and is not there" for act in lost)
    people = Counter(Dossier.objects.filter(code__isnull=False).values_list("id_number", flat=True))
    yield from (f"{who} was received {times} times" for who, times in people.items() if times > 1)
    codes = dict(Dossier.objects.values_list("id_number", "code"))
    for act in acts:
        if act.act == "receive" and codes.get(act.identity) != act.code:
            yield f"{act.identity} was told {act.code}, kept is {codes.get(act.identity)}"


def _numbers() -> Iterator[str]:
    """Each day's series from 1 without gap or double."""
    series: dict[str, list[int]] = {}
    for code in Dossier.objects.filter(code__isnull=False).values_list("code", flat=True):
        match = _SERIAL.fullmatch(code or "")
        if match:
            series.setdefault(match[1], []).append(int(match[2]))
    for prefix, numbers in series.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"{prefix} has a gap or a double among {len(numbers)} numbers"


def _jobs(acts: list[Told]) -> Iterator[str]:
    """Every job that was asked for ends well, once, or leaves its work to the same task waiting behind it."""
    asked = [int(act.code) for act in acts if act.act == "job"]
    deadline = time.monotonic() + _PATIENCE
    while (open_jobs := _not_done(asked)) and time.monotonic() < deadline:
        # What the ten-minutely job does, for workers that were silent for a quarter of a minute.
        async_to_sync(take_up_again)(silent_for=15)
        time.sleep(1)
    yield from (f"job {number} is {status}" for number, status in open_jobs)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT job_id FROM procrastinate_events WHERE type = 'succeeded' AND job_id = ANY(%s) "
            "GROUP BY job_id HAVING count(*) > 1",
            [asked],
        )
        yield from (f"job {number} ended twice" for (number,) in cursor.fetchall())


def _not_done(asked: list[int]) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id, status::text FROM procrastinate_jobs AS job
            WHERE id = ANY(%s) AND status <> 'succeeded' AND NOT (status = 'aborted' AND EXISTS (
                SELECT FROM procrastinate_events AS given_up
                JOIN procrastinate_jobs AS other ON other.task_name = job.task_name AND other.status = 'succeeded'
                JOIN procrastinate_events AS ended ON ended.job_id = other.id AND ended.type = 'succeeded'
                WHERE given_up.job_id = job.id AND given_up.type = 'aborted' AND ended.at > given_up.at))
            """,
            [asked],
        )
        return [(int(number), str(status)) for number, status in cursor.fetchall()]


def _slips(acts: list[Told]) -> Iterator[str]:
    """The due time of the answer, the dossier and the slip are one."""
    due = {act.code: act.due for act in acts if act.act == "receive"}
    codes = sorted(due)[:: max(1, len(due) // _PAPERS)]
    for dossier in Dossier.objects.filter(code__in=codes).order_by("id"):
        slip = paper_of(dossier, "01", site="127.0.0.1")
        printed = slip.promise.due_at if isinstance(slip, Receipt) else None
        answered = datetime.fromisoformat(due[str(dossier.code)])
        if not printed == answered == dossier.due_at == dossier.due_original:
            yield f"{dossier.code}: answered {answered}, on the slip {printed}, kept {dossier.due_at}"
