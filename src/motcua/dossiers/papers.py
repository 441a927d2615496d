"""Which paper says what of a dossier or intake? The stored facts laid onto the forms of its own rule set."""

from datetime import datetime

from motcua.core.moments import local_day
from motcua.documents import papers
from motcua.documents.forms import Form, FormSet, form_set_on
from motcua.documents.terms import CopyKind, FormKind, ReturnChannel
from motcua.documents.typesetting import typeset
from motcua.documents.wording import ended, moment_text
from motcua.dossiers.as_issued import Issue, as_of, issues_of
from motcua.dossiers.control_slips import control_slip
from motcua.dossiers.desk_papers import kept_notes
from motcua.dossiers.fee_words import fee_words
from motcua.dossiers.late_entries import late_entry_of
from motcua.dossiers.letters import letter_of
from motcua.dossiers.models import Dossier, Intake, Step
from motcua.dossiers.paper_parts import (
    applicant_of,
    head_of,
    is_demonstration,
    last_step,
    not_issued,
    number_of,
    owner_of,
)
from motcua.dossiers.promises import REASON_LABELS, DueReason
from motcua.dossiers.rating_codes import code_on, code_text
from motcua.dossiers.terms import Act
from motcua.organisation.models import OneStopUnit
from motcua.payments.terms import CollectionMoment

CONTROL = "control"


def paper_of(record: Dossier | Intake, form: str, *, site: str, issue: int | None = None) -> papers.Paper:
    """The paper with that form number (`control`: the control slip whatever its number).

    `site` is the address under which the holder tracks. `issue`: which issue of the slip of reception, by
    default the one that holds. Raises Refused: form_not_in_set, paper_not_issued.
    """
    forms = form_set_on(local_day(_began(record)))
    known = forms.form(FormKind.CONTROL) if form == CONTROL else forms.by_number(form)
    if isinstance(record, Dossier):
        if known.kind is FormKind.RECEIPT:
            return _receipt(record, known, site, issue)
        if known.kind is FormKind.CONTROL:
            return control_slip(record, known)
        if known.kind in {FormKind.APOLOGY, FormKind.STOP}:
            return letter_of(record, known)
    if known.kind is FormKind.SUPPLEMENT:
        return _supplement_request(record, known, site)
    if known.kind is FormKind.REFUSAL:
        return _refusal_slip(record, known, site)
    raise not_issued(known)


def slip_pdf(record: Dossier | Intake, form: str, *, site: str, issue: int | None = None) -> bytes:
    """The same as PDF/A; printing it again gives the same bytes."""
    return typeset(paper_of(record, form, site=site, issue=issue))


def forms_issued(record: Dossier | Intake) -> list[Form]:
    """The slips that exist for the record now, in the order they were issued."""
    forms = form_set_on(local_day(_began(record)))
    acts = set(Step.objects.filter(**owner_of(record)).values_list("act", flat=True))
    kinds: list[FormKind] = []
    if isinstance(record, Dossier) and record.code:
        kinds += [FormKind.RECEIPT, FormKind.CONTROL]
    if Act.ASK_SUPPLEMENT in acts:
        kinds.append(FormKind.SUPPLEMENT)
    if {Act.REFUSE_INTAKE, Act.REFUSE_RESULT} & acts:
        kinds.append(FormKind.REFUSAL)
    kinds += [
        kind for act, kind in ((Act.APOLOGISE, FormKind.APOLOGY), (Act.STOP, FormKind.STOP)) if act in acts
    ]
    return [forms.form(kind) for kind in kinds]


def form_set_of(record: Dossier | Intake) -> FormSet:
    """The forms of the day the record began under."""
    return form_set_on(local_day(_began(record)))


def _began(record: Dossier | Intake) -> datetime:
    return record.submitted_at if isinstance(record, Dossier) else record.opened_at


def _contact(desk: OneStopUnit, officer: str, site: str) -> papers.Contact:
    return papers.Contact(officer=officer, phone=desk.phone, website=site)


def _receipt(record: Dossier, form: Form, site: str, number: int | None) -> papers.Receipt:
    """The slip of reception as it was issued; one replaced since says so, and so does the one in its place."""
    if record.code is None or record.due_original is None:
        raise not_issued(form)
    issues = issues_of(record)
    if number is not None and not 1 <= number <= len(issues):
        raise not_issued(form)
    issue = issues[(number or len(issues)) - 1]
    dossier = as_of(record, issue.step)
    again = issue.replaces_at is not None
    label = dossier.rule_set.one_stop_label
    day = issue.step.at if again else dossier.received_at
    due = issues[0].step.data.get("fee_moment", CollectionMoment.RECEIVE)
    fee = fee_words(dossier, moment=due, until=issue.replaced_at)
    return papers.Receipt(
        form=form,
        head=head_of(dossier.unit, dossier.one_stop_unit, label, day),
        code=record.code,
        applicant=applicant_of(dossier),
        request=dossier.version.name,
        components=_handed_in(dossier, issue.step),
        term_text=dossier.version.limit_text,
        received_at=dossier.received_at,
        promise=_printed_promise(dossier, issue.step),
        return_channel=ReturnChannel(dossier.return_channel),
        received_by=_received_by(issue),
        tracking=_tracking(record.code, dossier.secret, site),
        evaluation=_evaluation(issue.step, site),
        handed_in_by=dossier.representative or dossier.applicant_name,
        fees=fee.fees,
        fee_note=fee.note,
        demonstration=dossier.process.demo,
        notices=(*_replacing(issue), *_from_paper(dossier)),
        late_entry=_late_entry(dossier),
        notes=kept_notes(issues[0].step),
    )


def _late_entry(dossier: Dossier) -> papers.LateEntry | None:
    use = late_entry_of(dossier)
    return papers.LateEntry(use.at, use.reason) if use else None


def _from_paper(dossier: Dossier) -> tuple[str, ...]:
    """A slip of a dossier entered late is a second issue: the first was written by hand."""
    if late_entry_of(dossier) is None:
        return ()
    return ("Cấp lại từ giấy tiếp nhận viết tay cùng mã số hồ sơ.",)


def _received_by(issue: Issue) -> str:
    """Who received; of a dossier entered late the official who signed the paper."""
    late = issue.step.data.get("late_entry", {})
    return late.get("received_by") or issue.step.actor_name


def _replacing(issue: Issue) -> tuple[str, ...]:
    lines = []
    if issue.replaced_at is not None:
        lines.append(
            f"Giấy này đã được thay thế bằng giấy cấp lúc {moment_text(issue.replaced_at)} và không còn giá trị."
        )
    if issue.replaces_at is not None:
        lines.append(
            f"Giấy này thay thế giấy cấp lúc {moment_text(issue.replaces_at)}. "
            f"Lý do: {ended(issue.step.data['reason'])}"
        )
    return tuple(lines)


def _printed_promise(dossier: Dossier, step: Step) -> papers.Promise:
    """The promise as it was given then, kept with the step that gave it: a reprint never moves it."""
    giving = step if "promise" in step.data else _gave_promise(dossier, step)
    given = giving.data.get("promise", {}) if giving else {}
    return papers.Promise(
        due_at=dossier.due_original or dossier.received_at,
        strict=given.get("strict", dossier.due_strict),
        reason=REASON_LABELS[DueReason(given.get("reason", dossier.due_reason))],
        explanation=tuple(given.get("explanation", dossier.explanation)),
        provisional=given.get("provisional", dossier.provisional),
    )


def _gave_promise(dossier: Dossier, step: Step) -> Step | None:
    """A correction of the name alone keeps the promise of the slip before."""
    return dossier.steps.filter(seq__lt=step.seq, data__has_key="promise").order_by("-seq").first()


def _handed_in(dossier: Dossier, step: Step) -> tuple[papers.Component, ...]:
    """The papers of the reception, or those seen anew when the procedure was corrected."""
    lines = []
    seen = dossier.steps.filter(seq__lte=step.seq, data__has_key="handed_in").order_by("seq")
    corrected = [
        number for number, act in enumerate(seen.values_list("act", flat=True)) if act == Act.CORRECT
    ]
    for paper in dossier.handed_in.filter(round=corrected[-1] if corrected else 0):
        if paper.original:
            lines.append(papers.Component(paper.name, CopyKind.ORIGINAL, paper.original))
        if paper.copies:
            lines.append(papers.Component(paper.name, CopyKind.COPY, paper.copies))
    return tuple(lines)


def _tracking(code: str, secret: str, site: str) -> papers.Tracking:
    """The QR holds the code for the desk's scanner; the secret stays in print, never in a URL."""
    address = f"{site.rstrip('/')}/tra-cuu/"
    return papers.Tracking(address=address, secret=secret, qr_payload=code)


def _evaluation(step: Step, site: str) -> papers.Evaluation | None:
    """None on slips from before they carried a code: printed again they say what they said."""
    code = code_on(step)
    address = f"{site.rstrip('/')}/danh-gia/{code}/"
    return papers.Evaluation(qr_payload=address, code=code_text(code)) if code else None


def _supplement_request(record: Dossier | Intake, form: Form, site: str) -> papers.SupplementRequest:
    step = last_step(record, Act.ASK_SUPPLEMENT, form)
    record = as_of(record, step) if isinstance(record, Dossier) else record
    names = {component.key: component for component in record.version.components.all()}
    items = tuple(
        papers.MissingItem(
            name=item["name"],
            why=item["why"],
            originals=names[item["key"]].originals,
            copies=names[item["key"]].copies,
        )
        for item in step.data["items"]
    )
    label = record.rule_set.one_stop_label
    return papers.SupplementRequest(
        form=form,
        head=head_of(record.unit, record.one_stop_unit, label, step.at, step.data["letter"]),
        code=number_of(record),
        applicant=applicant_of(record),
        request=record.version.name,
        items=items,
        reason=step.data.get("reason", ""),
        contact=_contact(record.one_stop_unit, step.actor_name, site),
        guide=step.actor_name,
        issued_at=step.at,
        evaluation=_evaluation(step, site),
        notes=(f"Mã tra cứu: {record.secret}",),
        demonstration=is_demonstration(record),
    )


def _refusal_slip(record: Dossier | Intake, form: Form, site: str) -> papers.RefusalSlip:
    """Refused at the counter, or refused in writing after appraisal: the same form of both circulars."""
    refused = Step.objects.filter(act__in=[Act.REFUSE_INTAKE, Act.REFUSE_RESULT], **owner_of(record))
    step = refused.order_by("-seq").first()
    if step is None:
        raise not_issued(form)
    record = as_of(record, step) if isinstance(record, Dossier) else record
    return papers.RefusalSlip(
        form=form,
        head=head_of(
            record.unit, record.one_stop_unit, record.rule_set.one_stop_label, step.at, step.data["letter"]
        ),
        code=number_of(record),
        applicant=applicant_of(record),
        request=record.version.name,
        grounds=(papers.Ground(step.data["reason"], step.data["basis"]),),
        contact=_contact(record.one_stop_unit, step.actor_name, site),
        refused_by=step.actor_name,
        issued_at=step.at,
        handed_in_by=record.representative or record.applicant_name,
        evaluation=_evaluation(step, site),
        notes=(f"Mã tra cứu: {record.secret}",),
        demonstration=is_demonstration(record),
    )
