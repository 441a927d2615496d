"""How is a promise shown to a program? The fields of its answer, in the office's time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from motcua.api.shapes import Moment, ShapeOut
from motcua.dossiers.models import Dossier
from motcua.dossiers.promises import Promise


class PromiseOut(ShapeOut):
    """When, why, by which rule. `due_strict`: ready at `due_at` itself is late.

    `rule` is a programme or a procedure version, `source` its document and clause; `explanation` has at
    least two Vietnamese lines; `provisional`: the calendar of that year is calculated, not yet published.
    """

    due_at: Moment
    due_strict: bool
    reason: str
    rule: str
    source: str
    ordinary_due_at: Moment
    provisional: bool
    explanation: list[str]


class KeptPromise(PromiseOut):
    """A dossier's promise: the present due time and the one first given."""

    due_original: Moment


def promise_out(promise: Promise) -> PromiseOut:
    """A promise just computed."""
    return PromiseOut(**_fields(promise, promise.reason, promise.rule, promise.source, promise.explanation))


def kept_promise(dossier: Dossier) -> KeptPromise | None:
    """The promise stored on a dossier; None before it is received."""
    if dossier.due_at is None or dossier.due_original is None:
        return None
    fields = _fields(dossier, dossier.due_reason, dossier.due_rule, dossier.due_source, dossier.explanation)
    return KeptPromise(**fields, due_original=dossier.due_original)


def _fields(
    given: Promise | Dossier, reason: str, rule: str, source: str, explanation: Sequence[str]
) -> dict[str, Any]:
    ordinary: datetime | None = given.ordinary_due_at
    return {
        "due_at": given.due_at,
        "due_strict": given.due_strict,
        "reason": reason,
        "rule": rule,
        "source": source,
        "ordinary_due_at": ordinary,
        "provisional": given.provisional,
        "explanation": list(explanation),
    }
