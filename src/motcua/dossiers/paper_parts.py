"""Which parts do the papers of a dossier share? Head, applicant, number, the step that issued them."""

from datetime import datetime
from typing import Any

from motcua.core.moments import local_day
from motcua.core.phones import phone_text
from motcua.core.refusals import refuse
from motcua.documents import papers
from motcua.documents.forms import Form
from motcua.dossiers.applicant_facts import ApplicantFacts
from motcua.dossiers.applicants import ApplicantKind
from motcua.dossiers.models import Dossier, Intake, Step
from motcua.dossiers.terms import Act
from motcua.organisation.models import OneStopUnit, Unit


def owner_of(record: Dossier | Intake) -> dict[str, Any]:
    """The filter that finds the steps of a record."""
    return {"dossier": record} if isinstance(record, Dossier) else {"intake": record}


def head_of(
    unit: Unit, desk: OneStopUnit, label: str, day: datetime, number: str = "", *, by_agency: bool = False
) -> papers.Head:
    """The two columns at the top of a paper; `by_agency`: the agency itself writes, not its desk."""
    superior = unit.parent.name if unit.parent else ""
    value, _, symbol = number.partition("/")
    return papers.Head(
        superior=superior,
        agency=unit.name,
        one_stop_label="" if by_agency else desk.name or label,
        place=unit.place or unit.name,
        day=local_day(day),
        number=value,
        symbol=symbol,
    )


def agency_head(unit: Unit, day: datetime) -> papers.Head:
    """The same of a paper that speaks of no dossier and no desk: a register, a report."""
    return head_of(unit, OneStopUnit(), "", day, by_agency=True)


def desk_label(dossier: Dossier) -> str:
    """What the desk is called on the papers of this dossier: its own name or the label of its rule set."""
    return dossier.one_stop_unit.name or dossier.rule_set.one_stop_label


def applicant_of(record: ApplicantFacts) -> papers.Applicant:
    """Whom a paper speaks of."""
    return papers.Applicant(
        name=record.applicant_name,
        address=record.address,
        phone=phone_text(record.phone),
        email=record.email,
        organisation=record.applicant_kind == ApplicantKind.ORGANISATION,
    )


def last_step(record: Dossier | Intake, act: Act, form: Form) -> Step:
    """The last step of that act; Refused `paper_not_issued` where there is none."""
    step = Step.objects.filter(act=act, **owner_of(record)).order_by("-seq").first()
    if step is None:
        raise not_issued(form)
    return step


def number_of(record: Dossier | Intake) -> str:
    """The code or number that a paper cites."""
    return (record.code or record.filing_number or "") if isinstance(record, Dossier) else record.number


def is_demonstration(record: Dossier | Intake) -> bool:
    """Whether the paper has no legal value."""
    return record.process.demo if isinstance(record, Dossier) else record.unit.demo


def not_issued(form: Form) -> Exception:
    """The record has no such paper yet."""
    return refuse("paper_not_issued", f"Hồ sơ này chưa có “{form.title}”. Hãy chọn phiếu khác.")
