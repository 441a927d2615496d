"""What does a digital signature cost, and the agency's after it; do two hundred use both processors?"""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from motcua.cli.bench.papers import sample_slip
from motcua.cli.bench.tables import Options, Row, Table, median_of_rounds, spread_note
from motcua.core.moments import VN
from motcua.core.refusals import Refusal
from motcua.documents.signing.checking import check
from motcua.documents.signing.port import Appearance, Box, Trust
from motcua.documents.signing.terms import Look, SignatureField
from motcua.documents.signing.together import Job, sign_together
from motcua.documents.typesetting import typeset
from motcua.integrations.signing.software.authority import (
    NO_LEGAL_VALUE,
    Issued,
    Lifetime,
    new_authority,
    new_certificate,
)
from motcua.integrations.signing.software.client import SoftwareSigner

HELP = "A paper signed by a person and sealed by the agency with keys in files, and two hundred in one batch."
NEEDS_DATABASE = False
_BOTH_MS = 400.0
_BATCH = 200
_PARALLEL = 1.6  # of two processors
_AT = datetime(2022, 5, 16, 15, 1, tzinfo=VN)
_HAND = Appearance(Look.HAND, Box(-1, 330, 120, 170, 70), ("Nguyễn Thị Tường Vân", "Ký số 16/05/2022"))
_SEAL = Appearance(Look.SEAL, Box(-1, 285, 105, 102, 102), ("ỦY BAN NHÂN DÂN QUẬN 11",))


def measure(options: Options) -> Sequence[Table]:
    """One paper, then a batch on one and on all processors."""
    lifetime = Lifetime.around(_AT)
    authority = new_authority(lifetime)
    person, agency = (
        _signer(new_certificate(authority, lifetime, name=name), authority)
        for name in ("Nguyễn Thị Tường Vân", "Ủy ban nhân dân Quận 11")
    )
    paper = typeset(sample_slip())
    signed = person.sign(paper, field=SignatureField.PERSON, appearance=_HAND, at=_AT)
    both = agency.sign(signed, field=SignatureField.AGENCY, appearance=_SEAL, at=_AT)
    trust = Trust((authority.certificate,))

    def sign_both() -> None:
        once = person.sign(paper, field=SignatureField.PERSON, appearance=_HAND, at=_AT)
        agency.sign(once, field=SignatureField.AGENCY, appearance=_SEAL, at=_AT)

    calls: dict[str, Callable[[], object]] = {
        "sign and seal": sign_both,
        "check of both": lambda: check(both, trust=trust, at=_AT),
    }
    found = median_of_rounds(
        {name: _timed(call, options.seconds) for name, call in calls.items()}, options.rounds
    )
    rows = [Row(name, one.median, "ms", note=spread_note(one)) for name, one in found.items()]
    rows[0] = replace(
        rows[0], target=f"≤ {_BOTH_MS:g} ms", met=rows[0].figure <= _BOTH_MS if rows[0].figure else None
    )
    note = "Warm: looks are drawn once for each signer; keys of 2,048 bits, PAdES B-B."
    return [
        Table("A result signed and sealed, ms of processor time", tuple(rows), note),
        _batch(person, paper, options),
    ]


def _batch(person: SoftwareSigner, paper: bytes, options: Options) -> Table:
    """Wall time of the same batch, by turns on one processor and on all."""
    jobs = [Job(paper, SignatureField.PERSON, _HAND, _AT)] * (options.size or _BATCH)

    def run(processes: int) -> Callable[[], float]:
        def wall() -> float:
            begun = time.perf_counter()
            if any(
                isinstance(made, Refusal) for _place, made in sign_together(person, jobs, processes=processes)
            ):
                raise AssertionError("a paper was not signed")
            return time.perf_counter() - begun

        return wall

    cores = os.cpu_count() or 1
    found = median_of_rounds({"one processor": run(1), f"{cores} processors": run(cores)}, options.rounds)
    one, many = (found[name].median for name in found)
    rows = (
        Row("one processor", one, "s", note=spread_note(found["one processor"])),
        Row(
            f"{cores} processors",
            many,
            "s",
            one / many,
            f"≥ {_PARALLEL:g}× of one (two processors)",
            one / many >= _PARALLEL,
            "starting the processes is in it",
        ),
    )
    return Table(f"{len(jobs)} results signed in one batch, seconds", rows)


def _timed(call: Callable[[], object], seconds: float) -> Callable[[], float]:
    """Milliseconds of processor time a call, over at least `seconds`."""

    def run() -> float:
        call()
        calls, begun, until = 0, time.process_time(), time.perf_counter() + seconds
        while not calls or time.perf_counter() < until:
            call()
            calls += 1
        return (time.process_time() - begun) * 1000 / calls

    return run


def _signer(issued: Issued, authority: Issued) -> SoftwareSigner:
    return SoftwareSigner("", issued.key, issued.certificate, (authority.certificate,), mark=NO_LEGAL_VALUE)
