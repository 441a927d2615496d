"""Which result does a dossier have, which template is it made of, what does its file hold?"""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from motcua.core.refusals import refuse
from motcua.documents.files.reading import read_file
from motcua.documents.result_typesetting import SigningPlace
from motcua.dossiers.models import Dossier, ResultDocument, ResultEvent, TemplateVersion
from motcua.dossiers.result_terms import IN_FORCE, ResultEventKind, ResultState, TemplateKind, TemplateState
from motcua.dossiers.results.codes import ALPHABET, CHECK_LENGTH
from motcua.dossiers.results.content import Content, read_content
from motcua.procedures.models import ProcedureVersion

_AROUND = ("dossier__version", "template__template", "unsigned", "signed", "unit")
AROUND_CHECK = (*_AROUND, "replaces", "replaced_by")
EVERY_PROCEDURE = "*"  # a template of no procedure in particular
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def draft_of(dossier: Dossier) -> ResultDocument | None:
    """The draft that waits for its approval."""
    return drafts_of([dossier]).get(dossier.pk)


def drafts_of(dossiers: Iterable[Dossier]) -> dict[int, ResultDocument]:
    """The drafts that wait, by the id of their dossier, in one question; each knows the dossier it was asked for."""
    asked = {dossier.pk: dossier for dossier in dossiers}
    drafts = ResultDocument.objects.filter(dossier__in=asked, state=ResultState.DRAFT)
    found = {draft.dossier_id: draft for draft in drafts.select_related("template__template", "replaces")}
    for dossier_id, draft in found.items():
        draft.dossier = asked[dossier_id]
    return found


def without_draft(dossier: str) -> str:
    """The condition of a statement that holds the dossier that no draft waits, told as it stands by then."""
    return f"NOT dossiers_result_drafted({dossier})"


def result_of(dossier: Dossier) -> ResultDocument | None:
    """The result as decided, in force; None before the approval and after a revocation."""
    if dossier.result_document_id is None:
        return None
    found = ResultDocument.objects.select_related(*_AROUND).get(pk=dossier.result_document_id)
    return found if found.state in IN_FORCE else None


def results_of(dossier: Dossier) -> list[ResultDocument]:
    """Every result that was decided, replaced and revoked ones too, the latest first."""
    decided = ResultDocument.objects.filter(dossier=dossier).exclude(state=ResultState.DRAFT)
    return list(decided.select_related(*_AROUND, "replaces", "replaced_by").order_by("-id"))


def events_of(result: ResultDocument) -> Sequence[ResultEvent]:
    """What happened to it, in order."""
    return list(result.events.order_by("seq"))


def result_by_code(check_code: str) -> ResultDocument | None:
    """The decided result of a check code, as people type it (small letters, gaps, O for 0), or None."""
    typed = "".join(check_code.split()).replace("-", "").upper().translate(_READ_AS)
    if len(typed) != CHECK_LENGTH or set(typed) - set(ALPHABET):
        return None
    decided = ResultDocument.objects.exclude(state=ResultState.DRAFT)
    return decided.select_related(*AROUND_CHECK).filter(check_code=typed).first()


def unsigned_pdf(result: ResultDocument) -> bytes:
    """The paper as it was decided; Refused `result_no_file` where the paper comes from elsewhere."""
    if result.unsigned is None:
        raise refuse(
            "result_no_file",
            "Kết quả này lập ở hệ thống chuyên ngành nên không có bản in tại đây. Hãy in từ hệ thống đó.",
        )
    return read_file(result.unsigned)


def best_pdf(result: ResultDocument) -> bytes:
    """The signed file where there is one, else the paper as decided."""
    return read_file(result.signed) if result.signed else unsigned_pdf(result)


def signing_place_of(result: ResultDocument) -> SigningPlace | None:
    """Where on the paper the person's signature goes; None where the paper comes from elsewhere."""
    numbered = result.events.filter(kind=ResultEventKind.NUMBERED).first()
    place = numbered.data.get("signing_place") if numbered else None
    return (
        SigningPlace(**{name: value / 1000 if name != "page" else value for name, value in place.items()})
        if place
        else None
    )


def templates_of(version: ProcedureVersion, unit_id: str) -> QuerySet[TemplateVersion]:
    """The templates in force for a procedure in a unit: the unit's own before the common ones, refusals last."""
    mine = Case(When(template__unit=unit_id, then=Value(0)), default=Value(1), output_field=IntegerField())
    refuses = Case(
        When(template__kind=TemplateKind.REFUSAL, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    found = TemplateVersion.objects.filter(
        Q(template__unit=unit_id) | Q(template__unit__isnull=True),
        state=TemplateState.IN_FORCE,
        template__procedures__overlap=[version.procedure_id, EVERY_PROCEDURE],
    )
    return found.select_related("template").order_by(refuses, mine, "template__key")


def versions_for(unit_id: str) -> list[TemplateVersion]:
    """Every version a unit works with: of its own template, and of a common one where it has none in force.

    By name; within a template the draft first, then the latest."""
    found = TemplateVersion.objects.filter(Q(template__unit=unit_id) | Q(template__unit__isnull=True))
    every = list(found.select_related("template").order_by("template__name", "-number"))
    own = {
        one.template.key
        for one in every
        if one.template.unit_id and one.state in {TemplateState.IN_FORCE, TemplateState.RETIRED}
    }
    kept = [one for one in every if one.template.unit_id or one.template.key not in own]
    return sorted(kept, key=lambda one: (one.template.name, one.state != TemplateState.DRAFT))


def content_of(version: TemplateVersion) -> Content:
    """The content of a version; it was checked before it was kept."""
    return _content(json.dumps(version.content, ensure_ascii=False))


@lru_cache(maxsize=64)
def _content(text: str) -> Content:
    """A batch is decided by few templates: each text is read and checked once."""
    return read_content(json.loads(text))


def label_of(version: TemplateVersion) -> str:
    """What stands at the foot of the paper: template and version."""
    return f"{version.template.name} – mẫu {version.template.key}, phiên bản {version.number}"
