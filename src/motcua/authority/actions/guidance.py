"""Keep a version of the guidance on delegation (Sở Nội vụ): later proposals link it, earlier ones keep theirs."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.authority.delegation_rules import why_not_by_role
from motcua.authority.delegation_terms import DelegationAct
from motcua.authority.models import DelegationGuidance
from motcua.authority.saying import said_line
from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.legal_basis.models import Document
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.noting import note

LIMIT = 300


@transaction.atomic
def record_guidance(
    *,
    unit: Unit,
    number: str,
    title: str,
    issuer: str,
    issued_on: date,
    version: str,
    valid_from: date,
    actor: Actor,
    at: datetime,
) -> DelegationGuidance:
    """For the unit and those below it (144/KH-UBND IV.4). Refused: no_role, other_unit, guidance_known…"""
    refuse_if(why_not_by_role(DelegationAct.PROPOSE, actor))
    if actor.unit_id != unit.pk:
        raise refuse(
            "other_unit", "Chỉ ghi hướng dẫn ở cơ quan của mình. Hãy chuyển sang cơ quan đó rồi làm lại."
        )
    if issued_on > local_day(at):
        raise refuse(
            "issued_in_future", "Văn bản không thể ký sau hôm nay. Hãy sửa ngày ký.", field="issued_on"
        )
    words = {
        "number": said_line(number, 60, "number", "Số, ký hiệu văn bản"),
        "title": said_line(title, LIMIT, "title", "Trích yếu"),
        "issuer": said_line(issuer, 100, "issuer", "Cơ quan ban hành"),
    }
    known = said_line(version, 40, "version", "Bản")
    if DelegationGuidance.objects.filter(unit=unit, version=known).exists():
        raise refuse("guidance_known", "Bản này đã có rồi. Hãy ghi tên bản khác.", field="version")
    document = _document(unit, issued_on=issued_on, effective_from=valid_from, **words)
    note(actor, at, "delegation_guidance", document.slug[:60], {"number": words["number"], "version": known})
    said_by = {"recorded_by_id": actor.person_id, "recorded_at": at}
    return DelegationGuidance.objects.create(
        unit=unit, document=document, version=known, valid_from=valid_from, **said_by
    )


def _document(unit: Unit, **words: Any) -> Document:
    place = DelegationGuidance.objects.filter(unit=unit).count() + 1
    slug = f"huong-dan-uy-quyen-{unit.pk.replace('.', '-')}-{place}"
    return Document.objects.create(slug=slug, kind="guidance", **words)
