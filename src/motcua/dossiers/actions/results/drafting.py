"""The appraiser writes the result: fields of its template, or the number it got in the sector system."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.dossiers.actions.results.recording import Happened, record
from motcua.dossiers.actions.sayings import text_of
from motcua.dossiers.models import Dossier, ResultDocument, TemplateVersion
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.result_terms import OVER, NumberSource, ResultEventKind
from motcua.dossiers.results.codes import new_check_code
from motcua.dossiers.results.filling import typed_of
from motcua.dossiers.results.policies import why_not_draft
from motcua.dossiers.results.queries import content_of, draft_of, result_of, templates_of
from motcua.dossiers.terms import Path, Place
from motcua.organisation.actors import Actor

NUMBER_LIMIT = 80


@transaction.atomic
def draft_result(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> ResultDocument:
    """Write or rewrite the draft: `template` (key; default the first of the procedure), `fields`, `number_source`,
    `foreign_number` with `foreign_number_again`. Whether it is whole is asked when it is approved.

    After hand-over the draft is that of a replacement. Raises DossierNotFound; Refused: no_role, result_decided,
    result_no_template, result_field_unknown, foreign_number_differs, foreign_number_taken and what a text may lack.
    """
    dossier = dossier_of(code, actor.unit_id, lock=True)
    standing = result_of(dossier)
    refuse_if(why_not_draft(dossier.unit_id, dossier.state, actor, decided=standing is not None))
    version = _template(dossier, said)
    source = _source(said)
    if version is None and source is NumberSource.OWN:
        raise refuse(
            "result_no_template",
            "Thủ tục này chưa có mẫu kết quả. Hãy ghi số lấy từ hệ thống chuyên ngành, hoặc phê duyệt như trước.",
        )
    typed = typed_of(content_of(version), _fields(said)) if version else {}
    draft = draft_of(dossier) or _new(dossier)
    changes = {
        "template": version,
        "title": version.template.name if version else dossier.version.result_name,
        "fields": typed,
        "replaces": standing,
        "drafted_by_id": actor.person_id,
        "drafted_at": at,
    } | _numbered_elsewhere(dossier, draft, source, said)
    data = {"template": str(version or ""), "fields": typed, "number": changes["number"]}
    data |= {"system": changes["foreign_system"]}
    place = Place.AGENCY if dossier.path == Path.ORDINARY else Place.DESK
    _keep(draft, Happened(ResultEventKind.DRAFTED, at, actor, place, data), changes)
    return draft


def _new(dossier: Dossier) -> ResultDocument:
    return ResultDocument(dossier=dossier, unit_id=dossier.unit_id, check_code=new_check_code())


def _keep(draft: ResultDocument, happened: Happened, changes: dict[str, Any]) -> None:
    try:
        with transaction.atomic():
            record(draft, happened, **changes)
    except IntegrityError as error:
        if "result_foreign_number_once" not in str(error):
            raise
        # A colleague was a moment earlier.
        raise _taken(changes["number"], changes["foreign_system"]) from error


def _template(dossier: Dossier, said: Mapping[str, Any]) -> TemplateVersion | None:
    asked = text_of(said, "template", "Mẫu kết quả", limit=80)
    found = list(templates_of(dossier.version, dossier.unit_id))
    if not asked:
        return found[0] if found and _source(said) is NumberSource.OWN else None
    for version in found:
        if version.template.key == asked:
            return version
    raise refuse(
        "result_template_unknown",
        "Thủ tục này không dùng mẫu đã chọn. Hãy chọn mẫu trong danh sách.",
        field="template",
    )


def _source(said: Mapping[str, Any]) -> NumberSource:
    given = text_of(said, "number_source", "Nguồn số", limit=10) or NumberSource.OWN.value
    if given not in {source.value for source in NumberSource}:
        raise refuse(
            "number_source_unknown", "Nguồn số phải là own hoặc foreign. Hãy chọn lại.", field="number_source"
        )
    return NumberSource(given)


def _fields(said: Mapping[str, Any]) -> Mapping[str, Any]:
    given = said.get("fields") or {}
    if not isinstance(given, Mapping):
        raise refuse("fields_expected", "Nội dung kết quả phải theo từng ô. Hãy nhập lại.", field="fields")
    return given


def _numbered_elsewhere(
    dossier: Dossier, draft: ResultDocument, source: NumberSource, said: Mapping[str, Any]
) -> dict[str, Any]:
    """The number of the sector system, typed twice alike and given to no other result of the unit."""
    if source is NumberSource.OWN:
        return {"number_source": source.value, "number": "", "foreign_system": ""}
    number = clean_line(
        str(said.get("foreign_number") or ""), NUMBER_LIMIT, field="foreign_number", what="Số kết quả"
    )
    again = clean_line(
        str(said.get("foreign_number_again") or ""),
        NUMBER_LIMIT,
        field="foreign_number_again",
        what="Số gõ lại",
    )
    if number != again:
        raise refuse(
            "foreign_number_differs",
            "Hai lần gõ số không giống nhau. Hãy đối chiếu với hệ thống chuyên ngành rồi gõ lại.",
            field="foreign_number_again",
        )
    system = str(dossier.version.facts.get("processed_in") or "Hệ thống chuyên ngành")
    if number:
        _refuse_doubled(dossier, draft, system, number)
    return {"number_source": source.value, "number": number, "foreign_system": system}


def _refuse_doubled(dossier: Dossier, draft: ResultDocument, system: str, number: str) -> None:
    others = ResultDocument.objects.filter(
        unit_id=dossier.unit_id, foreign_system=system, number=number, number_source=NumberSource.FOREIGN
    ).exclude(pk=draft.pk)
    taken = others.exclude(state__in=OVER).select_related("dossier").first()
    if taken is not None:
        raise _taken(number, system, f" {taken.dossier}")


def _taken(number: str, system: str, whose: str = " khác") -> Refused:
    return refuse(
        "foreign_number_taken",
        f"Số {number} đã ghi cho hồ sơ{whose}. Hãy xem lại số trong {system}.",
        field="foreign_number",
    )
