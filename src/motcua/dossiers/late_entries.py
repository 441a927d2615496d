"""What is typed in from a paper slip, how does it wait for the second person, what does it leave behind?"""

from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from motcua.core.moments import local, printed_minute
from motcua.core.refusals import Refusal
from motcua.dossiers.applicants import Applicant
from motcua.dossiers.block_rules import Due, binding, difference, why_not_on_paper
from motcua.dossiers.completeness import Handed
from motcua.dossiers.models import Dossier, NumberUse
from motcua.dossiers.promises import Promise
from motcua.dossiers.receptions import Reception


@dataclass(frozen=True, slots=True)
class PaperReception:
    """A reception by hand: the number on the paper, what was received, why on paper, the due time written.

    `received_by` is the id of the official who signed the paper; None: the one who types.
    """

    code: str
    reception: Reception
    reason: str
    due_written: Due | None = None
    received_by: int | None = None


# What a paper slip says of a reception; everything else is said later, on the dossier itself.
_KEPT = (
    "procedure", "unit_id", "applicant", "received_at", "channel", "return_channel", "components", "conditions",
    "items", "at_once", "ordinary", "prolong", "prolong_until", "off_hours_reason",
)  # fmt: skip


def why_not_all_on_paper(reception: Reception) -> Refusal | None:
    """Nothing that was said is lost in silence: what a paper slip cannot say is refused."""
    said = [
        one.name
        for one in fields(reception)
        if one.name not in _KEPT
        and one.default is not MISSING
        and getattr(reception, one.name) != one.default
    ]
    if not said:
        return None
    return Refusal(
        "not_on_paper",
        "Nhập bù chỉ ghi những gì giấy viết tay có. Hãy bỏ phần này, nhập bù xong rồi bổ sung trên hồ sơ.",
        field=said[0],
    )


def as_data(paper: PaperReception) -> dict[str, Any]:
    """As the waiting entry keeps it."""
    said = asdict(paper.reception)
    reception = {name: said[name] for name in _KEPT}
    for name in ("received_at", "prolong_until"):
        reception[name] = reception[name].isoformat() if reception[name] else None
    return {
        "reception": reception,
        "reason": paper.reason,
        "due_written": due_as_data(paper.due_written),
        "received_by": paper.received_by,
    }


def due_as_data(due: Due | None) -> dict[str, Any] | None:
    """A due time as the waiting entry keeps it."""
    return None if due is None else {"at": due.at.isoformat(), "strict": due.strict}


def due_of_data(data: Mapping[str, Any] | None) -> Due | None:
    """The same read again."""
    return None if data is None else Due(datetime.fromisoformat(data["at"]), data["strict"])


def of_data(code: str, data: Mapping[str, Any]) -> PaperReception:
    """The same read again."""
    kept = dict(data["reception"])
    for name in ("received_at", "prolong_until"):
        kept[name] = datetime.fromisoformat(kept[name]) if kept[name] else None
    kept["applicant"] = Applicant(**kept["applicant"])
    kept["components"] = tuple(Handed(**paper) for paper in kept["components"])
    for name in ("conditions", "items"):
        kept[name] = tuple(kept[name])
    written = due_of_data(data["due_written"])
    return PaperReception(code, Reception(**kept), data["reason"], written, data["received_by"])


def counted_due(promise: Promise) -> Due:
    """What the rules of the paper's moment give."""
    return Due(promise.due_at, promise.due_strict)


def with_paper(promise: Promise, written: Due | None) -> Promise:
    """The promise that binds: of rule and paper the earlier, with a line where they differ."""
    counted = counted_due(promise)
    binds, line = binding(counted, written), difference(counted, written)
    if not line:
        return promise
    return replace(
        promise, due_at=binds.at, due_strict=binds.strict, explanation=(*promise.explanation, line)
    )


def late_entry_of(dossier: Dossier) -> NumberUse | None:
    """The late entry by which the dossier came in, or None."""
    found: NumberUse | None = getattr(dossier, "late_entry", None)
    return found


def written_due(use: NumberUse) -> Due | None:
    """The due time that stood on the paper."""
    return None if use.due_written is None else Due(use.due_written, use.due_written_strict)


def bound_by_paper(dossier: Dossier, promise: Promise) -> Promise:
    """A promise given anew to a dossier that came in on paper: what was written still holds for the person."""
    use = late_entry_of(dossier)
    written = written_due(use) if use else None
    if written is None or written.at < promise.counted_from:
        return promise
    return with_paper(promise, written)


def stands_on_paper(dossier: Dossier) -> bool:
    """Does the present due time stand only on the paper slip, earlier than the rule? No calendar moves it."""
    use = late_entry_of(dossier)
    if use is None or use.due_written is None or dossier.due_at != use.due_written:
        return False
    return (use.due_written, use.due_written_strict) != (use.due_counted, use.due_counted_strict)


def why_not_received_at(dossier: Dossier, received_at: datetime) -> Refusal | None:
    """A corrected moment of reception must still fit the reserved number; None for any other dossier."""
    use = late_entry_of(dossier)
    if use is None:
        return None
    block = use.number.block
    return why_not_on_paper(received_at, day=block.day, reserved_at=block.reserved_at, at=use.at)


def register_note(dossier: Dossier) -> str:
    """What the register says beside a dossier entered late: both moments."""
    use = late_entry_of(dossier)
    if use is None:
        return ""
    return (
        f"Nhận trên giấy lúc {local(dossier.received_at):%H:%M %d/%m/%Y}, "
        f"nhập bù lúc {local(use.at):%H:%M %d/%m/%Y}"
    )


def in_printed_minutes(paper: PaperReception) -> PaperReception:
    """The same with the minutes as the paper shows them."""
    written = paper.due_written
    return replace(
        paper,
        reception=replace(paper.reception, received_at=printed_minute(paper.reception.received_at)),
        due_written=replace(written, at=printed_minute(written.at)) if written else None,
    )
