"""Which letters went to the applicant? The apology (Mẫu 04) and the notice of a stop (Mẫu 05), from their steps."""

from datetime import date, datetime

from motcua.documents import papers
from motcua.documents.forms import Form
from motcua.documents.terms import FormKind
from motcua.dossiers.as_issued import as_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.paper_parts import applicant_of, head_of, is_demonstration, last_step, number_of
from motcua.dossiers.terms import STATE_LABELS, Act, State

# Since this circular the letter also asks for more time: how long and for the how-many-eth time.
_ASKS_FOR_TIME = "03/2025/TT-VPCP"
_TOO_LATE = "Văn bản này được lập sau thời điểm phải gửi theo quy định."


def letter_of(record: Dossier, form: Form) -> papers.Apology | papers.StopNotice:
    """The letter of that form; Refused `paper_not_issued` where none was written."""
    if form.kind is FormKind.APOLOGY:
        return _apology(record, form, last_step(record, Act.APOLOGISE, form))
    return _stop_notice(record, form, last_step(record, Act.STOP, form))


def _apology(record: Dossier, form: Form, step: Step) -> papers.Apology:
    dossier, said = as_of(record, step), step.data
    asks = form.circular == _ASKS_FOR_TIME
    return papers.Apology(
        form=form,
        head=head_of(dossier.unit, dossier.one_stop_unit, "", step.at, said["letter"], by_agency=True),
        code=number_of(record),
        applicant=applicant_of(dossier),
        request=dossier.version.name,
        received_at=dossier.received_at,
        due_original=datetime.fromisoformat(said["due"]["at"]),
        due_strict=said["due"]["strict"],
        reason=said["reason"],
        due_extended=datetime.fromisoformat(said["due_extended"]),
        signer=_signer(step),
        issued_at=step.at,
        extension=said["extension"] if asks else "",
        extension_count=1 if asks else 0,
        recipients=_recipients(dossier),
        demonstration=is_demonstration(dossier),
        notices=(_TOO_LATE,) if said["too_late"] else (),
    )


def _stop_notice(record: Dossier, form: Form, step: Step) -> papers.StopNotice:
    dossier, said = as_of(record, step), step.data
    return papers.StopNotice(
        form=form,
        head=head_of(dossier.unit, dossier.one_stop_unit, "", step.at, said["letter"], by_agency=True),
        code=number_of(record),
        applicant=applicant_of(dossier),
        request=dossier.version.name,
        received_at=dossier.received_at,
        stage=STATE_LABELS[State(step.source)],
        grounds=(papers.Ground(said["reason"], said["basis"]),),
        signer=_signer(step),
        issued_at=step.at,
        asked_on=date.fromisoformat(said["asked_on"]) if said["asked_on"] else None,
        fee_settlement=said["fee_settlement"],
        returned_papers=tuple(said["papers"]),
        recipients=_recipients(dossier),
        demonstration=is_demonstration(dossier),
    )


def _signer(step: Step) -> papers.Signer:
    power = step.data["power"]
    return papers.Signer(title=power["title"], name=step.actor_name, prefix=power["prefix"])


def _recipients(dossier: Dossier) -> tuple[str, ...]:
    return ("Như trên", dossier.one_stop_unit.name or dossier.rule_set.one_stop_label)
