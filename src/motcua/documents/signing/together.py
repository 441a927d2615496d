"""How are many papers signed at once? Each on its own, spread over the processors."""

import logging
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.context import BaseContext

from motcua.core.refusals import Refusal, Refused
from motcua.documents.signing.port import Appearance, Signer
from motcua.documents.signing.terms import SignatureField

logger = logging.getLogger(__name__)
# A child begins with the library loaded and costs a quarter of a second of processor time (1.5 s when started bare, as
# measured); below this many papers it would not pay. Threads do not help: most of the work holds the interpreter.
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
    with ProcessPoolExecutor(processes or os.cpu_count(), mp_context=_ready(signer)) as pool:
        waiting: dict[Future[bytes | Refusal], int] = {
            pool.submit(signed, signer, job): place for place, job in enumerate(jobs)
        }
        for done in as_completed(waiting):
            yield waiting[done], _outcome(done)


def _outcome(done: "Future[bytes | Refusal]") -> bytes | Refusal:
    """What a process made, or that it died over this paper."""
    try:
        return done.result()
    except BrokenProcessPool:
        logger.exception("a signing process died")
        return _FAILED


def _ready(signer: Signer) -> BaseContext:
    """Children of a helper process that has the library loaded and is kept for the next batch.

    Never a copy of the serving process itself, which would share its database connections. The helper ends with it.
    """
    made = get_context("forkserver")
    made.set_forkserver_preload([__name__, type(signer).__module__])
    return made


def signed(signer: Signer, job: Job) -> bytes | Refusal:
    """One paper signed, or why not."""
    try:
        return signer.sign(job.pdf, field=job.field, appearance=job.appearance, at=job.at)
    except Refused as refused:
        return Refusal(refused.refusal.code, refused.refusal.text)
    except Exception:  # a driver or service of somebody else: what it raises stops no other paper
        logger.exception("a key failed in an unknown way")
        return _FAILED


_FAILED = Refusal(
    "signing_failed",
    "Chưa ký được văn bản này. Văn bản và số vẫn được giữ; hãy thử lại hoặc báo người quản trị.",
)
