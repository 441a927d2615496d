"""What do papers say of originals, signing and hand-over? Notes on the slips, and the receipt for originals."""

from collections.abc import Sequence

from motcua.core.refusals import refuse
from motcua.documents import listings
from motcua.dossiers.custody import history
from motcua.dossiers.desk_words import custody_lines, originals_text, signing_lines, taker_text
from motcua.dossiers.models import CustodyRow, Dossier, Step
from motcua.dossiers.paper_parts import head_of
from motcua.dossiers.terms import CustodyEvent


def remarks_of(steps: Sequence[Step]) -> tuple[str, ...]:
    """What stands under the hand-overs of a control slip, in the order it happened."""
    lines: list[str] = []
    for step in steps:
        lines += signing_lines(step.data, step.actor_name, step.at)
        lines += custody_lines(step.data)
        if receiver := step.data.get("originals_given") and taker_text(step.data):
            lines.append(f"Người nhận lại bản chính: {receiver}.")
    return tuple(dict.fromkeys(lines))


def kept_notes(step: Step) -> tuple[str, ...]:
    """What the slip of reception says of originals taken in with it."""
    kept = step.data.get("originals_kept")
    if not kept:
        return ()
    return (f"Bản chính giữ tại nơi tiếp nhận, trả lại khi trả kết quả: {originals_text(kept)}.",)


def custody_paper(dossier: Dossier, *, official: str) -> listings.CustodySheet:
    """The receipt for originals as it stands; its moment is that of the last thing that happened.

    Raises Refused: no_originals_ever.
    """
    rows = history(dossier)
    if not rows:
        raise refuse(
            "no_originals_ever",
            "Hồ sơ này chưa giữ bản chính nào nên không có giấy giao nhận. Hãy ghi bản chính trước.",
        )
    last = max(rows, key=lambda row: row.seq)
    return listings.CustodySheet(
        head=head_of(dossier.unit, dossier.one_stop_unit, dossier.rule_set.one_stop_label, last.at),
        code=str(dossier),
        applicant=dossier.applicant_name,
        request=dossier.version.name,
        lines=custody_lines_of(dossier, rows),
        official=official,
        moment=last.at,
        demonstration=dossier.process.demo,
    )


def custody_lines_of(dossier: Dossier, rows: Sequence[CustodyRow]) -> tuple[listings.CustodyLine, ...]:
    """One line for each original: since when, with whom, when and to whom it went back."""
    if not rows:
        return ()
    takers = {
        step.seq: taker_text(step.data)
        for step in dossier.steps.filter(data__has_key="originals_given").order_by("seq")
    }
    lines = []
    for number in dict.fromkeys(row.number for row in rows):
        mine = [row for row in rows if row.number == number]
        first, last = mine[0], mine[-1]
        given = last if last.event == CustodyEvent.GIVEN else None
        lines.append(
            listings.CustodyLine(
                title=first.title,
                mark=first.mark,
                copies=first.copies,
                kept_at=first.at,
                holder=last.holder.full_name,
                given_at=given.at if given else None,
                given_to=(takers.get(given.seq) or dossier.applicant_name) if given else "",
            )
        )
    return tuple(lines)
