"""Is anything lost, doubled or broken when web workers, jobs and database are killed at random?"""

import subprocess
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from motcua.cli.bench.office import copied
from motcua.cli.bench.storm.killing import TARGETS
from motcua.cli.bench.storm.running import WRITERS, Storm, made_ready, storm
from motcua.cli.bench.tables import Options, Row, Table
from motcua.cli.progress import step

HELP = (
    "Storms: a real office, eight writers, processes killed at random; each in a copy of one office. "
    "At full size: --rounds 50 --seconds 120; --size storms rage at the same time."
)
NEEDS_DATABASE = False  # each storm has an office of its own, served by `up`
_EVERY = 3.0  # seconds between two kills


def measure(options: Options) -> Sequence[Table]:
    """`rounds` storms of `seconds`; every acknowledged act is looked for, every chain and number recomputed."""
    at_once = options.size or 1
    office = options.folder / "office"
    made_ready(office)
    with step(f"{options.rounds} cơn bão, {at_once} cùng lúc"), ThreadPoolExecutor(at_once) as crews:
        storms = list(crews.map(lambda number: _storm(number, office, options), range(options.rounds)))
    return [_counts(storms), _kills(storms)]


def _storm(number: int, office: Path, options: Options) -> Storm:
    every = min(_EVERY, options.seconds / (len(TARGETS) + 1))
    folder = options.folder / f"office-{number}"
    try:
        copied(office, folder)
        return storm(folder, seconds=options.seconds, seed=number, every=every)
    except (RuntimeError, subprocess.SubprocessError) as broken:
        return Storm(0, 0, 0, 0, {}, (f"storm {number} did not end: {' '.join(str(broken).split())}",))


def _counts(storms: list[Storm]) -> Table:
    wrong = [found for one in storms for found in one.wrong]
    rows = (
        Row("storms", len(storms), ""),
        Row("acknowledged acts and jobs", sum(one.acknowledged for one in storms), ""),
        Row("dossiers", sum(one.dossiers for one in storms), ""),
        Row("steps", sum(one.steps for one in storms), ""),
        Row("jobs", sum(one.jobs for one in storms), ""),
        Row(
            "lost, doubled, skipped or broken",
            len(wrong),
            "",
            target="0",
            met=not wrong,
            note="; ".join(wrong[:5]),
        ),
    )
    note = (
        f"{WRITERS} writers, half over HTTP with idempotency keys, half through the acts; then every "
        "acknowledged act is looked for once, numbers from 1 without gap, chains verified, slips compared, "
        "jobs done once."
    )
    return Table("What was there afterwards", rows, note)


def _kills(storms: list[Storm]) -> Table:
    kills = sum((Counter(one.kills) for one in storms), Counter())
    return Table("Who was killed", tuple(Row(target, kills[target], "times") for target in TARGETS))
