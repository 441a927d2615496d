"""A form is written by one person of the control office and put in force by another; an approved version stays."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.reading import digest, plain
from motcua.core.refusals import Refusal, refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.terms import Role
from motcua.procedures.models import FormVersion, Procedure
from motcua.procedures.online_forms.schema import FaultySchema, read_schema, tidy
from motcua.procedures.policies import why_not_one_of

WRITERS, APPROVERS = (Role.CONTROL,), (Role.CONTROL, Role.LEAD)
_MOST_TEXT = 200_000


@transaction.atomic
def write_form(
    *, code: str, schema: Mapping[str, Any], said: str, seen: str, actor: Actor, at: datetime
) -> FormVersion:
    """Keep the draft of a procedure's form; `seen` is the digest the writer began from ("" for a first form).

    Refused: no_role, procedure_unknown, already_moved, form_too_big, form_faulty (every fault named).
    """
    refuse_if(why_not_one_of(actor, WRITERS, "soạn mẫu điền trực tuyến"))
    _locked(code)
    draft = _draft(code)
    before = draft or FormVersion.objects.filter(procedure_id=code).order_by("number").last()
    if (before.digest if before else "") != seen:
        raise refuse("already_moved", "Mẫu vừa được người khác sửa. Hãy mở lại rồi sửa tiếp.")
    kept = checked_schema(schema)
    if draft is None:
        draft = FormVersion(procedure_id=code, number=before.number + 1 if before else 1)
    draft.schema, draft.digest = kept, digest(kept)
    draft.note = clean_line(said, 500, field="note", what="Nội dung sửa đổi")
    draft.author_id, draft.author_name, draft.written_at = actor.person_id, actor.name, at
    draft.save()
    return draft


def checked_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema as it is kept. Refused: form_too_big, form_faulty."""
    kept: dict[str, Any] = plain(tidy(schema))
    if len(str(kept)) > _MOST_TEXT:
        raise refuse("form_too_big", f"Mẫu dài quá {_MOST_TEXT} ký tự. Hãy rút gọn.")
    try:
        read_schema(kept)
    except FaultySchema as faulty:
        raise refuse(
            "form_faulty",
            f"Mẫu chưa dùng được: {faulty}. Hãy sửa rồi lưu lại.",
            faults=list(faulty.faults),
        ) from faulty
    return kept


@transaction.atomic
def discard_form(*, code: str, actor: Actor, at: datetime) -> None:
    """Throw the draft away. Refused: no_role, procedure_unknown, form_no_draft."""
    refuse_if(why_not_one_of(actor, WRITERS, "bỏ bản đang soạn"))
    _locked(code)
    draft = _draft(code)
    if draft is None:
        raise _no_draft()
    note(actor, at, "discard_form", code, {"number": draft.number, "digest": draft.digest})
    draft.delete()


@transaction.atomic
def approve_form(*, code: str, valid_from: date, seen: str, actor: Actor, at: datetime) -> FormVersion:
    """Put the draft in force from a day; by another person than its writer, who saw exactly this (`seen`: digest).

    Refused: no_role, procedure_unknown, form_no_draft, form_own_draft, already_moved, backdated.
    """
    refuse_if(why_not_one_of(actor, APPROVERS, "duyệt mẫu điền trực tuyến"))
    _locked(code)
    draft = _draft(code)
    if draft is None:
        raise _no_draft()
    refuse_if(_why_not_approve(draft, actor, seen, valid_from, at))
    draft.valid_from = valid_from
    draft.approver_id, draft.approver_name, draft.approved_at = actor.person_id, actor.name, at
    draft.save()
    note(actor, at, "approve_form", code, {"number": draft.number, "digest": draft.digest})
    return draft


def _why_not_approve(
    draft: FormVersion, actor: Actor, seen: str, valid_from: date, at: datetime
) -> Refusal | None:
    if draft.author_id == actor.person_id:
        return Refusal("form_own_draft", "Người soạn không tự duyệt mẫu của mình. Đề nghị người khác duyệt.")
    if draft.digest != seen:
        return Refusal("already_moved", "Bản đang soạn vừa được sửa. Hãy đọc lại rồi duyệt.")
    if valid_from < local_day(at):
        return Refusal(
            "backdated",
            "Mẫu không dùng lùi ngày: hồ sơ đã nộp giữ mẫu cũ. Hãy chọn từ hôm nay.",
            field="valid_from",
        )
    return None


def _locked(code: str) -> Procedure:
    """Writers of one form wait for each other."""
    found = Procedure.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise refuse("procedure_unknown", "Không có thủ tục này. Hãy chọn trong danh mục.", field="code")
    return found


def _draft(code: str) -> FormVersion | None:
    return FormVersion.objects.filter(procedure_id=code, approved_at__isnull=True).first()


def _no_draft() -> Exception:
    return refuse("form_no_draft", "Mẫu này không có bản đang soạn. Hãy mở lại danh sách mẫu.")
