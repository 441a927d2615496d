"""Publish a version, draft and approve an internal process, put a procedure on a 4-tại-chỗ list or change its class."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.legal_basis.models import Document
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.organisation.terms import Role
from motcua.procedures import policies
from motcua.procedures.models import (
    ElectronicState,
    InternalProcess,
    OnTheSpotEntry,
    OnTheSpotList,
    Procedure,
    ProcedureVersion,
)
from motcua.procedures.process_steps import legal_minutes, total_minutes
from motcua.procedures.queries import desk_list_on, offer_of, settler_of
from motcua.procedures.terms import PathClass, ProcessStatus, VersionStatus

_APPROVERS = (Role.APPROVE, Role.LEAD)


@transaction.atomic
def publish_version(*, version_id: int, decision: Document, actor: Actor, at: datetime) -> ProcedureVersion:
    """Make a draft public by a signed announcement decision in force on its first day (R-003).

    Refused: `no_role`, `decision_not_signed`, `decision_not_in_force`, `no_term`, `no_components`, `no_level`.
    """
    refuse_if(policies.why_not_one_of(actor, policies.KEEPING, "công bố thủ tục"))
    version = ProcedureVersion.objects.select_for_update(of=("self",)).get(id=version_id)
    if not decision.signed_by or decision.issued_on is None:
        raise refuse("decision_not_signed", "Quyết định công bố chưa ký. Hãy trình ký rồi công bố lại.")
    starts = decision.effective_from or decision.issued_on
    if version.valid_from < starts:
        raise refuse(
            "decision_not_in_force",
            f"Quyết định có hiệu lực từ ngày {starts:%d/%m/%Y}, sau ngày bắt đầu của bản này. "
            "Hãy nạp bản thủ tục có hiệu lực từ ngày đó.",
        )
    version.decision = decision
    refuse_if(policies.why_not_public(offer_of(version)) if _lacks(version) else None)
    version.status = VersionStatus.PUBLIC
    version.save(update_fields=["decision", "status"])
    return version


@transaction.atomic
def draft_process(
    *,
    version_id: int,
    unit_id: str | None,
    steps: Sequence[Mapping[str, Any]],
    path: str,
    actor: Actor,
    at: datetime,
) -> InternalProcess:
    """A new draft of the internal process; unit None: the provincial one (R-053).

    `steps` are {act, label, role, place, minutes}. Refused: `no_role`, `other_unit`, `no_steps`,
    `procedure_not_of_this_unit`.
    """
    refuse_if(
        policies.why_not_one_of(
            actor, (*policies.KEEPING, *_APPROVERS, Role.APPRAISE), "soạn quy trình nội bộ"
        )
    )
    version = ProcedureVersion.objects.select_for_update(of=("self",)).get(id=version_id)
    if unit_id is not None:
        refuse_if(_why_not_own_unit(actor, unit_id))
        unit = Unit.objects.get(id=unit_id)
        refuse_if(policies.why_not_competent(offer_of(version), settler_of(unit)))
    if not steps:
        raise refuse("no_steps", "Quy trình phải có ít nhất một bước. Hãy thêm bước rồi lưu lại.")
    last = version.processes.filter(unit_id=unit_id).order_by("-number").first()
    return InternalProcess.objects.create(
        version=version,
        unit_id=unit_id,
        number=last.number + 1 if last else 1,
        path=path,
        steps=[dict(step) for step in steps],
        author_id=actor.person_id,
        author_name=actor.name,
        valid_from=local_day(at),
        valid_to=version.valid_to,
    )


@transaction.atomic
def approve_process(
    *, process_id: int, valid_from: date, actor: Actor, at: datetime, document: Document | None = None
) -> InternalProcess:
    """Put a draft into force from a day on; the one before ends that day (R-052, R-053).

    A unit's process refers to the provincial one in force that day. Refused: `no_role`, `other_unit`,
    `not_a_draft`, `backdated`, `no_provincial_process`, `longer_than_law`.
    """
    refuse_if(policies.why_not_one_of(actor, _APPROVERS, "phê duyệt quy trình nội bộ"))
    process = InternalProcess.objects.select_for_update(of=("self",)).get(id=process_id)
    if process.unit_id is not None:
        refuse_if(_why_not_own_unit(actor, process.unit_id))
        process.base = _provincial(process, valid_from)
    if process.status != ProcessStatus.DRAFT:
        raise refuse("not_a_draft", "Quy trình này không còn là dự thảo. Hãy soạn bản mới rồi phê duyệt.")
    refuse_if(_why_backdated(valid_from, at))
    refuse_if(_why_too_long(process))
    _end_the_one_before(process, valid_from)
    process.status = ProcessStatus.ACTIVE
    process.approver_name = actor.name
    process.approved_on = local_day(at)
    process.document = document
    process.valid_from = valid_from
    process.save()
    said = {"unit": process.unit_id, "number": process.number, "from": valid_from.isoformat()}
    note(actor, at, "approve_process", process.version.procedure_id, said)
    return process


@transaction.atomic
def approve_list(
    *, list_slug: str, approved_by: str, approved_on: date, document: str, actor: Actor, at: datetime
) -> OnTheSpotList:
    """Record who approved a 4-tại-chỗ list, when, by which document (R-015). Refused: `no_role`, `approval_lacks`."""
    refuse_if(policies.why_not_one_of(actor, _APPROVERS, "ghi phê duyệt danh sách"))
    if not (approved_by.strip() and document.strip()):
        raise refuse("approval_lacks", "Hãy ghi đủ người phê duyệt, ngày và số văn bản.")
    row = OnTheSpotList.objects.select_for_update(of=("self",)).get(slug=list_slug)
    row.approved_by, row.approved_on, row.approval_document = approved_by, approved_on, document
    row.save(update_fields=["approved_by", "approved_on", "approval_document"])
    return row


@transaction.atomic
def set_class(
    *,
    list_slug: str,
    unit_id: str,
    procedure: str,
    path_class: PathClass | None,
    valid_from: date,
    basis: str,
    actor: Actor,
    at: datetime,
) -> OnTheSpotEntry | None:
    """Put a procedure of a unit on the list, change its class, or take it off (None), from a day on (R-045, R-061).

    Dossiers received earlier keep theirs. Refused: `no_role`, `other_unit`, `backdated`, `list_unknown`,
    `class_unchanged`, `class_already_set`, `not_on_the_list`, `not_on_province_list` (R-065).
    """
    refuse_if(policies.why_not_one_of(actor, (*policies.KEEPING, *_APPROVERS), "phân loại thủ tục 4 tại chỗ"))
    refuse_if(_why_not_own_unit(actor, unit_id))
    refuse_if(_why_backdated(valid_from, at))
    entries = OnTheSpotEntry.objects.select_for_update(of=("self",)).filter(
        list_id=list_slug, unit_id=unit_id, procedure_id=procedure
    )
    _known_list(list_slug)
    current = entries.order_by("-valid_from").first()
    if current is None or (current.valid_to is not None and current.valid_to <= valid_from):
        _may_join(unit_id, procedure, path_class, valid_from)
    else:
        _end_current(current, path_class, valid_from)
    said = {"list": list_slug, "class": path_class, "from": valid_from.isoformat(), "basis": basis}
    note(actor, at, "set_class", procedure, said)
    if path_class is None:
        return None
    return OnTheSpotEntry.objects.create(
        list_id=list_slug,
        unit_id=unit_id,
        procedure_id=procedure,
        path_class=path_class,
        basis=basis,
        valid_from=valid_from,
    )


def _known_list(slug: str) -> None:
    if not OnTheSpotList.objects.filter(slug=slug).exists():
        raise refuse(
            "list_unknown", "Không có danh sách này. Hãy chọn trong các danh sách đã nạp.", field="list"
        )


def _may_join(unit_id: str, procedure: str, path_class: PathClass | None, day: date) -> None:
    if path_class is None:
        raise refuse(
            "not_on_the_list",
            "Thủ tục không ở danh sách từ ngày này. Hãy chọn thủ tục khác.",
            field="procedure",
        )
    announced = desk_list_on(Unit.objects.get(id=unit_id), day)
    listed = announced is not None and procedure in announced.codes
    refuse_if(policies.why_not_announced(procedure, announced=listed))


def _end_current(current: OnTheSpotEntry, path_class: PathClass | None, day: date) -> None:
    if current.path_class == path_class:
        raise refuse("class_unchanged", "Thủ tục đã ở phân loại này. Hãy chọn phân loại khác.")
    if current.valid_from >= day:
        raise refuse(
            "class_already_set",
            f"Phân loại đã định từ ngày {current.valid_from:%d/%m/%Y}. Hãy chọn một ngày sau đó.",
        )
    current.valid_to = day
    current.save(update_fields=["valid_to"])


def _lacks(version: ProcedureVersion) -> bool:
    offer = offer_of(version)
    return not (offer.has_term and offer.has_components and offer.level)


def _provincial(process: InternalProcess, day: date) -> InternalProcess:
    """Both approvals are needed: the provincial process must be active (144/KH-UBND II.1, III.1)."""
    base = InternalProcess.objects.filter(
        version_id=process.version_id, unit=None, status=ProcessStatus.ACTIVE, valid_from__lte=day
    ).first()
    if base is None:
        raise refuse(
            "no_provincial_process",
            "Chưa có quy trình nội bộ do Chủ tịch UBND cấp tỉnh phê duyệt cho thủ tục này. "
            "Hãy trình cấp tỉnh phê duyệt trước.",
        )
    return base


def _why_too_long(process: InternalProcess) -> Refusal | None:
    version = process.version
    most = None if version.limit_value is None else legal_minutes(version.limit_value, version.limit_unit)
    return policies.why_longer_than_law(total_minutes(process.steps), most)


def _end_the_one_before(process: InternalProcess, day: date) -> None:
    others = InternalProcess.objects.filter(version_id=process.version_id, unit_id=process.unit_id)
    for other in others.filter(status=ProcessStatus.ACTIVE):
        other.status = ProcessStatus.REPLACED
        other.valid_to = max(day, other.valid_from)
        other.save(update_fields=["status", "valid_to"])


def _why_not_own_unit(actor: Actor, unit_id: str) -> Refusal | None:
    if actor.unit_id == unit_id:
        return None
    return Refusal("other_unit", "Việc này thuộc cơ quan khác. Hãy chuyển sang cơ quan đó rồi làm lại.")


def _why_backdated(day: date, at: datetime) -> Refusal | None:
    if day >= local_day(at):
        return None
    return Refusal(
        "backdated", "Không ghi lùi ngày: hồ sơ đã tiếp nhận giữ quy định cũ. Hãy chọn từ hôm nay."
    )


@transaction.atomic
def state_electronic(
    *, code: str, form: bool, declaration: bool, result: bool, note_text: str, actor: Actor, at: datetime
) -> ElectronicState:
    """State what of a procedure is electronic in the actor's unit and below it (R-088).

    Refused: `no_role`, `procedure_unknown`.
    """
    refuse_if(policies.why_not_one_of(actor, policies.KEEPING, "ghi tình trạng điện tử hóa"))
    if not Procedure.objects.filter(code=code).exists():
        raise refuse("procedure_unknown", "Không có thủ tục này. Hãy chọn trong danh mục.", field="code")
    parts = {"form": form, "declaration": declaration, "result": result}
    said = clean_line(note_text, 500, field="note", what="Ghi chú")
    note(actor, at, "state_electronic", code, parts | {"note": said})
    return ElectronicState.objects.create(procedure_id=code, note=said, **parts, **said_by(actor, at))
