"""A program files online for a person: answers to the procedure's form and files, judged and kept as from the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.documents.files.keeping import keep
from motcua.documents.files.names import clean_name
from motcua.documents.models import StoredFile
from motcua.dossiers.actions.draft_papers import MOST_PAPERS
from motcua.dossiers.actions.filing import submit
from motcua.dossiers.actions.online_filing import listed
from motcua.dossiers.actions.sent_copies import SentCopy
from motcua.dossiers.completeness import Handed
from motcua.dossiers.copies.listing import is_identity
from motcua.dossiers.models import Dossier, OnlineFiling
from motcua.dossiers.online.declarations import declaration_pdf
from motcua.dossiers.online.readiness import declaration_of
from motcua.dossiers.online_terms import DECLARATION_KEY, DECLARATION_NAME, FiledFor
from motcua.dossiers.receptions import Reception
from motcua.dossiers.terms import CopyOrigin
from motcua.organisation.actors import Actor
from motcua.organisation.queries import unit_by_id
from motcua.procedures.models import Component, ProcedureVersion
from motcua.procedures.online_forms.answers import judged
from motcua.procedures.online_forms.queries import form_in_force, form_of
from motcua.procedures.queries import version_on, why_no_version


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file for a component, as a program sends it."""

    component: str
    name: str
    content: bytes


def file_by_program(
    *, reception: Reception, answers: Mapping[str, Any], files: Sequence[SentFile], actor: Actor, at: datetime
) -> Dossier:
    """Submit with the answers as declaration and the files as copies; without either it is a plain submission.

    Refused: `no_form`, `answers_wrong` (`missing`: each fault), `component_unknown`, `too_many_papers`, what `keep`
    and `submit` refuse.
    """
    if not answers and not files:
        return submit(reception=reception, actor=actor, at=at)
    day = local_day(reception.received_at)
    version = version_on(reception.procedure, day)
    if version is None:
        no = why_no_version(reception.procedure, day)
        raise refuse(no.code, no.text, field=no.field)
    copies = _files(version, files, at)
    number: int | None = None
    cleaned: dict[str, Any] = {}
    declaration: StoredFile | None = None
    if answers:
        number, cleaned, declaration = _declared(reception, answers, at)
        own = declaration_of(tuple(version.components.all()))
        key, title = (own.key, own.name) if own else (DECLARATION_KEY, DECLARATION_NAME)
        copies = [SentCopy(key, title, declaration, "to-khai.pdf", CopyOrigin.PROGRAM), *copies]
    with transaction.atomic():
        whole = replace(reception, components=_handed(reception, version, copies))
        dossier = submit(reception=whole, actor=actor, at=at, copies=copies)
        OnlineFiling.objects.create(
            dossier=dossier, filed_for=FiledFor.SELF, form_number=number, answers=cleaned,
            declaration=declaration, papers=[listed(one) for one in copies], filed_at=at,
        )  # fmt: skip
    return dossier


def _declared(
    reception: Reception, answers: Mapping[str, Any], at: datetime
) -> tuple[int, dict[str, Any], StoredFile]:
    day = local_day(reception.received_at)
    version = form_in_force(reception.procedure, day)
    if version is None:
        raise refuse(
            "no_form", "Thủ tục này chưa có mẫu điện tử. Hãy gửi tờ khai như một tệp.", field="answers"
        )
    form = form_of(version)
    said = judged(form, answers, on=day)
    if not said.ok:
        raise refuse(
            "answers_wrong",
            "Tờ khai chưa đúng: "
            + " ".join(fault.text for fault in said.errors[:5])
            + " Hãy sửa rồi gửi lại.",
            field="answers",
            missing=[{"key": fault.question, "name": fault.text, "why": fault.code} for fault in said.errors],
        )
    pdf = declaration_pdf(
        form,
        said.cleaned,
        procedure=reception.procedure,
        unit=unit_by_id(reception.unit_id),
        day=day,
        moment=at,
    )
    return version.number, said.cleaned, keep(pdf, name="to-khai.pdf", sensitive=False, at=at)


def _files(version: ProcedureVersion, files: Sequence[SentFile], at: datetime) -> list[SentCopy]:
    if len(files) > MOST_PAPERS:
        raise refuse(
            "too_many_papers", f"Nhiều nhất {MOST_PAPERS} tệp một hồ sơ. Hãy gộp lại.", field="files"
        )
    known: dict[str, Component] = {one.key: one for one in version.components.all()}
    if strange := next((one.component for one in files if one.component not in known), None):
        raise refuse(
            "component_unknown",
            f"Thủ tục không có giấy tờ “{strange[:60]}”. Hãy xem danh mục.",
            field="files",
        )
    found = []
    for one in files:
        component, name = known[one.component], clean_name(one.name)
        stored = keep(one.content, name=name, sensitive=is_identity(component), at=at)
        found.append(SentCopy(component.key, component.name, stored, name, CopyOrigin.PROGRAM))
    return found


def _handed(
    reception: Reception, version: ProcedureVersion, copies: Sequence[SentCopy]
) -> tuple[Handed, ...]:
    """What was said to be handed in, and whatever has a file."""
    said = {paper.key for paper in reception.components}
    known = {one.key for one in version.components.all()}
    sent = dict.fromkeys(one.component for one in copies if one.component in known)
    return (*reception.components, *(Handed(key, copies=1) for key in sent if key not in said))
