"""How many steps and how many MB of files does verify prove in a second of one core, beside hashing alone?"""

import dataclasses
import hashlib
import os
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from django.conf import settings

from motcua.cli.bench.files import pdf_of
from motcua.cli.bench.flow_acts import PROCEDURE, UNIT, cast_of, trip
from motcua.cli.bench.tables import Options, Row, Table, median_of_rounds, spread_note
from motcua.core.chain import canonical, link
from motcua.core.moments import VN
from motcua.documents.files.checking import broken_files
from motcua.documents.files.keeping import keep
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Step
from motcua.dossiers.records import step_content, subject_of
from motcua.dossiers.step_chains import chain_faults

HELP = (
    "Steps of dossiers recomputed and files read again, CPU seconds of this process; hashing alone beside it."
)
NEEDS_DATABASE = True
_LEAST_STEPS, _LEAST_MB, _DOSSIERS, _FILES = 20_000.0, 200.0, 1_000, 10
_AT = datetime(2022, 5, 16, 9, tzinfo=VN)


def measure(options: Options) -> Sequence[Table]:
    """Chains, then files. `--size`: dossiers brought through their whole trip (1,000 where nothing is said)."""
    settings.FILES = dataclasses.replace(
        settings.FILES,
        folder=options.folder / "files",
        key_file=options.folder / "file_keys",
        keys="",
        scanner="",
    )
    return [_steps(options), _files(options)]


def _steps(options: Options) -> Table:
    cast = cast_of(UNIT, PROCEDURE, _AT)
    for _ in range(options.size or _DOSSIERS):
        trip(cast)
    count = Step.objects.filter(dossier__isnull=False).count()
    one = Step.objects.select_related("dossier").filter(dossier__isnull=False).order_by("-id")[0]
    record = one.dossier
    if record is None:
        raise RuntimeError("a step without its dossier")
    content = step_content(one, subject_of(record))
    written = one.previous.encode() + b"\n" + canonical(content)

    def proved() -> float:
        begun = time.process_time()
        if list(chain_faults()):
            raise RuntimeError("a chain of the bench does not fit")
        return count / (time.process_time() - begun)

    contenders: dict[str, Callable[[], float]] = {
        "verify of steps": proved,
        "limit: written down and hashed": lambda: _rate(lambda: link(one.previous, content)),
        "limit: SHA-256 alone": lambda: _rate(lambda: hashlib.sha256(written).hexdigest()),
    }
    title = f"{count:,} steps, {len(written)} bytes the last one, steps a second of one core"
    return _table(title, contenders, options.rounds, "steps/s", _LEAST_STEPS)


def _files(options: Options) -> Table:
    for number in range(_FILES):
        keep(pdf_of(number), name="tep.pdf", sensitive=False, at=_AT)
    size = sum(StoredFile.objects.values_list("size", flat=True)) / 1e6
    plain = os.urandom(20_000_000)

    def proved() -> float:
        begun = time.process_time()
        if list(broken_files()):
            raise RuntimeError("a file of the bench does not fit")
        return size / (time.process_time() - begun)

    def hashed() -> float:
        begun = time.process_time()
        hashlib.sha256(plain).digest()
        return len(plain) / 1e6 / (time.process_time() - begun)

    contenders = {"verify of files": proved, "limit: SHA-256 alone": hashed}
    title = f"{size:,.0f} MB read, decrypted and hashed, MB a second of one core"
    return _table(title, contenders, options.rounds, "MB/s", _LEAST_MB)


def _table(
    title: str, contenders: dict[str, Callable[[], float]], rounds: int, unit: str, least: float
) -> Table:
    rows = []
    for name, one in median_of_rounds(contenders, rounds).items():
        ours = name.startswith("verify")
        target, met = (f"≥ {least:,.0f} {unit}" if ours else ""), (one.median >= least if ours else None)
        rows.append(Row(name, one.median, unit, None, target, met, spread_note(one)))
    return Table(title, tuple(rows), "CPU time of this process; the database server's own time is not in it.")


def _rate(call: Callable[[], object], times: int = 20_000) -> float:
    begun = time.process_time()
    for _ in range(times):
        call()
    return times / (time.process_time() - begun)
