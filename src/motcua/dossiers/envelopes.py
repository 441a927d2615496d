"""What does a visitor take home? The cover of the visit and the slip of each wish, in order, as one file."""

from motcua.core.refusals import refuse
from motcua.documents.listings import VisitCover, VisitLine
from motcua.documents.papers import Paper
from motcua.documents.typesetting import typeset_together
from motcua.documents.wording import NO_FEE, due_text, money_text
from motcua.dossiers.paper_parts import applicant_of, head_of
from motcua.dossiers.papers import forms_issued, paper_of
from motcua.dossiers.terms import STATE_LABELS, IntakeState, State
from motcua.dossiers.visits import VisitPage, WishLine, last_moment_of, on_slip
from motcua.organisation.queries import desk_name


def envelope_pdf(page: VisitPage, *, site: str) -> bytes:
    """Cover and slips. `site` is where the holder tracks. Raises Refused: visit_empty."""
    return typeset_together([cover_of(page, site=site), *slips_of(page, site=site)])


def slips_of(page: VisitPage, *, site: str) -> list[Paper]:
    """Mẫu 01 of each dossier, the last slip of each intake."""
    records = [(record, slip_of(wish)) for wish in page.wishes if on_slip(wish) and (record := wish.record)]
    if not records:
        raise refuse(
            "visit_empty",
            "Lượt giao dịch chưa có việc nào có giấy để in. Hãy tiếp nhận việc đầu tiên rồi in.",
        )
    return [paper_of(record, form, site=site) for record, form in records]


def slip_of(wish: WishLine) -> str:
    """The number of the form that the visitor takes home for a wish."""
    forms = forms_issued(wish.record)
    return (forms[0] if wish.dossier else forms[-1]).number


def cover_of(page: VisitPage, *, site: str) -> VisitCover:
    """The cover as the visit stands."""
    visit = page.visit
    label = desk_name(visit.one_stop_unit, visit.day)
    return VisitCover(
        head=head_of(visit.unit, visit.one_stop_unit, label, visit.opened_at),
        code=f"Lượt giao dịch số {visit.pk}",
        applicant=applicant_of(visit),
        lines=tuple(_line(wish) for wish in page.wishes),
        paid=page.paid,
        receipts=tuple(dict.fromkeys(receipts_of(page))),
        opened_at=visit.opened_at,
        received_by=visit.opened_by_name,
        counter=visit.counter,
        site=site,
        moment=last_moment_of(page),
        demonstration=visit.unit.demo,
    )


def receipts_of(page: VisitPage) -> list[str]:
    """The numbers of every receipt of the visit, in the order of the wishes."""
    entries = [entry for wish in page.wishes if wish.till for entry in wish.till.entries]
    return [entry.receipt_number for entry in entries if entry.receipt_number]


def _line(wish: WishLine) -> VisitLine:
    return VisitLine(wish.number, wish.procedure, outcome_of(wish), fee_of(wish))


def outcome_of(wish: WishLine) -> str:
    """When the result is handed over, or how the wish ended otherwise, in the words of the papers."""
    if wish.intake is not None:
        refused = wish.intake.state == IntakeState.REFUSED
        return "Từ chối tiếp nhận" if refused else "Chờ bổ sung: chưa tiếp nhận"
    if wish.dossier is None or wish.dossier.due_original is None:
        return ""
    if wish.dossier.state in {State.CANCELLED, State.WITHDRAWN, State.REFUSED, State.STOPPED}:
        return STATE_LABELS[State(wish.dossier.state)]
    return due_text(wish.dossier.due_at or wish.dossier.due_original, strict=wish.dossier.due_strict)


def fee_of(wish: WishLine) -> str:
    """What was paid or exempted, or what is still to be paid and when."""
    if wish.till is None:
        return "–"
    if wish.till.settled:
        return money_text(wish.paid) if wish.paid else "Miễn"
    if not wish.payable or wish.expected == 0:
        return "Đã hoàn" if wish.till.entries else NO_FEE
    when = "nộp khi nhận kết quả" if wish.due_later else "chưa thu"
    return f"{money_text(wish.expected)}, {when}" if wish.expected else f"Theo mức công khai, {when}"
