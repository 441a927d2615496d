"""Templates are edited by one person of the control office and put in force by another; a used version stays."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.refusals import Refusal, refuse, refuse_if
from motcua.core.yaml_files import read_yaml_text
from motcua.dossiers.actions.sayings import needed
from motcua.dossiers.models import ResultTemplate, TemplateVersion
from motcua.dossiers.result_terms import TemplateState
from motcua.dossiers.results.content import Faulty, read_content
from motcua.dossiers.results.loading import digest_of
from motcua.dossiers.results.policies import EDITING, why_not_by_role
from motcua.organisation.actors import Actor

LONGEST = 60_000


@transaction.atomic
def edit_template(*, key: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> TemplateVersion:
    """Write the draft of the unit's own template (begun from the common one): `content` as YAML, `note` what and why.

    Refused: no_role, template_unknown, content_too_long, file_unreadable, template_faulty (all faults named).
    """
    refuse_if(why_not_by_role("Sửa mẫu kết quả", actor, EDITING))
    template = _own(key, actor)
    content = content_from(said.get("content"))
    note = needed(said, "note", "Nội dung sửa đổi")
    draft = template.versions.filter(state=TemplateState.DRAFT).first()
    if draft is None:
        last = template.versions.order_by("-number").first()
        draft = TemplateVersion(template=template, number=last.number + 1 if last else 1)
    draft.content, draft.digest, draft.note = content, digest_of(content), note
    draft.edited_by_id, draft.edited_by_name, draft.edited_at = actor.person_id, actor.name, at
    draft.save()
    return draft


def content_from(text: object) -> dict[str, Any]:
    """The content of a typed text, checked. Refused as `edit_template`."""
    if not isinstance(text, str) or len(text) > LONGEST:
        raise refuse(
            "content_too_long",
            f"Mẫu dài quá {LONGEST} ký tự hoặc không phải chữ. Hãy rút gọn.",
            field="content",
        )
    data = dict(read_yaml_text(text, "nội dung mẫu"))
    try:
        read_content(data)
        json.dumps(data)
    except (Faulty, TypeError) as faulty:
        why = faulty if isinstance(faulty, Faulty) else "ngày, giờ phải đặt trong dấu nháy"
        raise refuse(
            "template_faulty", f"Mẫu chưa dùng được: {why}. Hãy sửa rồi lưu lại.", field="content"
        ) from faulty
    return data


@transaction.atomic
def approve_template(*, key: str, actor: Actor, at: datetime, seen: str) -> TemplateVersion:
    """Put the draft in force; by another person than who edited it, who saw exactly this content (`seen`: its digest).

    Refused: no_role, template_no_draft, template_own_edit, already_moved.
    """
    refuse_if(why_not_by_role("Duyệt mẫu kết quả", actor, EDITING))
    template = ResultTemplate.objects.select_for_update().filter(key=key, unit_id=actor.unit_id).first()
    draft = template.versions.filter(state=TemplateState.DRAFT).first() if template else None
    if template is None or draft is None:
        raise refuse(
            "template_no_draft", "Mẫu này không có bản đang soạn chờ duyệt. Hãy mở lại danh sách mẫu."
        )
    refuse_if(_why_not_approve(draft, actor, seen))
    template.versions.filter(state=TemplateState.IN_FORCE).update(state=TemplateState.RETIRED)
    draft.state = TemplateState.IN_FORCE
    draft.approved_by_id, draft.approved_by_name, draft.approved_at = actor.person_id, actor.name, at
    draft.save()
    return draft


def _why_not_approve(draft: TemplateVersion, actor: Actor, seen: str) -> Refusal | None:
    if draft.edited_by_id == actor.person_id:
        return Refusal(
            "template_own_edit",
            "Người soạn không tự duyệt mẫu của mình. Đề nghị đồng nghiệp kiểm soát duyệt.",
        )
    if draft.digest != seen:
        return Refusal("already_moved", "Bản đang soạn vừa được sửa. Hãy đọc lại rồi duyệt.")
    return None


def _own(key: str, actor: Actor) -> ResultTemplate:
    """The unit's own template of that key, made from the common one where it has none yet."""
    found = ResultTemplate.objects.select_for_update().filter(key=key)
    own = found.filter(unit_id=actor.unit_id).first()
    if own is not None:
        return own
    common = found.filter(unit__isnull=True).first()
    if common is None:
        raise refuse("template_unknown", "Không có mẫu này. Hãy mở lại danh sách mẫu.")
    return ResultTemplate.objects.create(
        key=key,
        unit_id=actor.unit_id,
        name=common.name,
        kind=common.kind,
        procedures=common.procedures,
        confidence=common.confidence,
    )
