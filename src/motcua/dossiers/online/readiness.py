"""What does a filing in preparation still lack before it may be sent? One list, each with the place to mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.dossiers.applicants import Applicant, ApplicantKind
from motcua.dossiers.completeness import Asked, Handed, missing_from
from motcua.dossiers.models import Draft, DraftPaper
from motcua.dossiers.online_terms import FiledFor
from motcua.procedures.models import Component, FormVersion, ProcedureVersion
from motcua.procedures.online_forms.answers import Judged, judged
from motcua.procedures.online_forms.queries import form_of
from motcua.procedures.online_forms.schema import Form
from motcua.procedures.presence import must_come
from motcua.procedures.queries import version_on

PLACE, WHO, PAPERS = "don-vi", "nguoi-nop", "giay-to"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that lacks: the step of the flow where it is mended, and the sentence."""

    step: str
    text: str


@dataclass(frozen=True, slots=True)
class Preparing:
    """A draft with the versions it is judged by; `form` None where the procedure has no form online."""

    draft: Draft
    version: ProcedureVersion
    form: Form | None
    components: tuple[Component, ...]
    papers: tuple[DraftPaper, ...]

    @property
    def declaration(self) -> Component | None:
        """The component that the answers themselves are: the procedure's own form."""
        return declaration_of(self.components) if self.form is not None else None

    @property
    def asked_papers(self) -> tuple[Component, ...]:
        """The papers to be photographed: without the form, with the conditional ones of the case."""
        own = self.declaration
        return tuple(
            one
            for one in self.components
            if (own is None or one.key != own.key) and (not one.condition or one.key in self.draft.conditions)
        )

    @property
    def why_come(self) -> str:
        """Why one visit stays: signed before the official (23/2015/NĐ-CP), both there (Luật Hộ tịch); else empty."""
        return must_come(self.version.facts)

    def papers_of(self, component: str) -> tuple[DraftPaper, ...]:
        """The files of a component in their order."""
        return tuple(paper for paper in self.papers if paper.component == component)

    def judged(self, on: date) -> Judged:
        """The answers as they would be filed."""
        return judged(self.form, self.draft.answers, on=on) if self.form is not None else Judged()


def preparing(draft: Draft, on: date) -> Preparing | None:
    """The draft with what holds for it that day; None where the procedure is no longer in force."""
    version = version_on(draft.procedure_id, on)
    if version is None:
        return None
    form = FormVersion.objects.filter(procedure_id=draft.procedure_id, number=draft.form_number or 0).first()
    return Preparing(
        draft=draft,
        version=version,
        form=form_of(form) if form else None,
        components=tuple(version.components.all()),
        papers=tuple(DraftPaper.objects.filter(draft=draft).select_related("file")),
    )


def declaration_of(components: Sequence[Component]) -> Component | None:
    """Which component is the form itself: the first with a form number, else the first that is named so."""
    numbered = (one for one in components if one.form_no and one.mode == "submit")
    named = (one for one in components if one.name.casefold().startswith(_NAMES) and one.mode == "submit")
    return next(numbered, None) or next(named, None)


_NAMES = ("tờ khai", "đơn ", "giấy đề nghị", "phiếu yêu cầu")


def lacks(one: Preparing, on: date) -> list[Lack]:
    """Everything that lacks, in the order of the flow; empty where it may be sent."""
    found: list[Lack] = []
    if one.draft.unit_id is None:
        found.append(Lack(PLACE, "Chưa chọn nơi nộp."))
    if not one.draft.who:
        found.append(Lack(WHO, "Chưa ghi nộp cho ai."))
    if one.form is not None:
        found += [Lack(f"khai/{fault.group}", fault.text) for fault in one.judged(on).errors]
    found += [
        Lack(f"khai/{page}", "Trang này có hai bản khác nhau, chưa chọn bản nào.")
        for page in one.draft.rivals
    ]
    found += [Lack(f"{PAPERS}/{lack.key}", f"Chưa có: {lack.name}.") for lack in _missing(one)]
    return found


def _missing(one: Preparing) -> list[Any]:
    asked = [
        Asked(c.key, c.name, c.mandatory, c.mode, c.originals, c.copies, c.condition)
        for c in one.asked_papers
    ]
    return list(missing_from(asked, handed(one), one.draft.conditions))


def handed(one: Preparing) -> tuple[Handed, ...]:
    """The papers as a reception takes them: an electronic copy of each that is there, the form among them."""
    there = {paper.component for paper in one.papers}
    if one.declaration is not None:
        there.add(one.declaration.key)
    return tuple(Handed(component.key, copies=1) for component in one.components if component.key in there)


def applicant_of(who: Mapping[str, Any]) -> Applicant:
    """Whose dossier it becomes; who files for another stands as representative."""
    organisation = who.get("for") == FiledFor.ORGANISATION
    kind = ApplicantKind.ORGANISATION if organisation else ApplicantKind.PERSON
    words = {name: str(who.get(name) or "") for name in _WHO}
    return Applicant(kind=kind.value, **words)


_WHO = ("name", "id_type", "id_number", "phone", "email", "address", "representative")
