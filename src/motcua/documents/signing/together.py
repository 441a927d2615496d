"""How are many papers signed at once? Each on its own, spread over the processors."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context

from motcua.core.refusals import Refusal, Refused
from motcua.documents.signing.port import Appearance, Signer
from motcua.documents.signing.terms import SignatureField

# Starting processes takes about a second; below this many it would not pay.
FEW = 12


@dataclass(frozen=True, slots=True)
class Job:
    """A paper to be signed."""

    pdf: bytes
    field: SignatureField
    appearance: Appearance | None
    at: datetime


def sign_together(
    signer: Signer, jobs: Sequence[Job], *, processes: int | None = None
) -> Iterator[tuple[int, bytes | Refusal]]:
    """The place of each job with its signed PDF or the reason why not, as they get done; one failing stops no other.

    `processes`: as many as there are processors unless said; one for a few papers.
    """
    many = len(jobs) >= FEW if processes is None else processes > 1
    if not many:
        yield from ((place, signed(signer, job)) for place, job in enumerate(jobs))
        return
    # Fresh processes: a copy of a serving one would share its database connections.
    with ProcessPoolExecutor(processes or os.cpu_count(), mp_context=get_context("spawn")) as pool:
        waiting: dict[Future[bytes | Refusal], int] = {
            pool.submit(signed, signer, job): place for place, job in enumerate(jobs)
        }
        for done in as_completed(waiting):
            yield waiting[done], done.result()


def signed(signer: Signer, job: Job) -> bytes | Refusal:
    """One paper signed, or why not."""
    try:
        return signer.sign(job.pdf, field=job.field, appearance=job.appearance, at=job.at)
    except Refused as refused:
        return Refusal(refused.refusal.code, refused.refusal.text)
