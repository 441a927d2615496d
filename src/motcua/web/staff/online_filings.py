"""Which filings from afar wait for the desk's answer, and what exactly was said and sent? (8 working hours)"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import VN
from motcua.dossiers.models import Dossier, OnlineFiling
from motcua.dossiers.online.answering import answer_by, waiting
from motcua.dossiers.online.drafts import filing_of
from motcua.dossiers.online_terms import FILED_FOR_LABELS, FiledFor
from motcua.dossiers.terms import State
from motcua.procedures.models import FormVersion
from motcua.procedures.online_forms.answers import pages, rows_of, shown_in
from motcua.procedures.online_forms.kinds import as_text
from motcua.procedures.online_forms.prefilling import FirstValue
from motcua.procedures.online_forms.queries import form_of
from motcua.procedures.online_forms.schema import Question
from motcua.web.staff.requests import StaffRequest, journal_list


@require_GET
def unanswered(request: StaffRequest) -> HttpResponse:
    """The filings that wait, those to be answered first at the top; late ones are told in words."""
    rows = waiting(request.unit, clock.now())
    journal_list(request, "nop-truc-tuyen", [one.dossier for one in rows])
    return render(request, "staff/online_filings.html", {"rows": rows, "late": sum(one.late for one in rows)})


@dataclass(frozen=True, slots=True)
class Shown:
    """How a dossier was filed online, for the desk: answers with where they came from, for whom, with whose help."""

    filing: OnlineFiling
    filed_for: str
    helper: str
    answer_by: datetime | None
    sections: list[tuple[str, list[tuple[str, str, str, str]]]]
    authority: list[str]


def filed_online(dossier: Dossier) -> Shown | None:
    """None for a dossier that came another way."""
    filing = filing_of(dossier)
    if filing is None:
        return None
    waits = dossier.state == State.SUBMITTED
    return Shown(
        filing=filing,
        filed_for=FILED_FOR_LABELS[FiledFor(filing.filed_for)],
        helper=filing.assisted_by.full_name if filing.assisted_by else "",
        answer_by=answer_by(dossier).astimezone(VN) if waits else None,
        sections=_sections(filing),
        authority=_authority(filing.on_behalf_of),
    )


def _sections(filing: OnlineFiling) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
    """(title, [(label, answer, source, correction)]) by the form's version that was filled in."""
    version = FormVersion.objects.filter(
        procedure_id=filing.dossier.procedure_id, number=filing.form_number or 0
    ).first()
    if version is None:
        return []
    form, answers = form_of(version), filing.answers
    return [
        (
            group.title,
            [
                _line(filing, one, given)
                for given in rows_of(group, answers)
                for one in shown_in(form, group, answers, given)
            ],
        )
        for group in pages(form, answers)
    ]


def _line(filing: OnlineFiling, one: Question, given: Mapping[str, Any]) -> tuple[str, str, str, str]:
    correction = filing.corrections.get(one.key, "")
    return one.label, as_text(one, given.get(one.key)), _source(filing, one.key), correction


def _source(filing: OnlineFiling, key: str) -> str:
    source = filing.sources.get(key, "")
    return FirstValue(None, source).said if source else ""


def _authority(said: dict[str, Any]) -> list[str]:
    filer = said.get("filer") or {}
    words = [said.get("document", ""), filer.get("name", ""), filer.get("id_number", "")]
    return [str(word) for word in words if word]
