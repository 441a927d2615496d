"""Dossiers whose term has passed go only by decision: proposed, decided by another person, done; a tombstone stays."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.core.vntext import fold
from motcua.documents.files.forgetting import forget_unused
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.sayings import needed
from motcua.dossiers.archive.keeping import JOURNALLED_AS, content_hash, disposal_of, listed_in, passed_of
from motcua.dossiers.archive.policies import why_not_decide, why_not_do, why_not_propose
from motcua.dossiers.archive.tombstones import files_of, left_of, tombstone_hash, tombstone_of
from motcua.dossiers.archive_terms import DISPOSAL_LABELS, GONE, DisposalState
from motcua.dossiers.models import (
    ArchiveRecord,
    ComponentCopy,
    Consignment,
    ConsignmentEvent,
    CopyCheck,
    CustodyRow,
    Disposal,
    DisposalItem,
    Dossier,
    Draft,
    DraftPaper,
    HandedIn,
    HomeRequest,
    Intake,
    OnlineFiling,
    ResultDocument,
    ResultEvent,
    ScanPage,
    Step,
    UploadPart,
    Visit,
)
from motcua.dossiers.terms import Act, Place, State
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note

MOST = 500
_NOBODY: dict[str, Any] = {
    "applicant_name": GONE,
    "applicant_fold": fold(GONE),
    "id_type": "",
    "id_number": "",
    "phone": "",
    "email": "",
    "address": "",
    "representative": "",
}


@transaction.atomic
def propose(*, codes: Sequence[str], reason: str, actor: Actor, at: datetime) -> Disposal:
    """A list of dossiers whose term has passed. Refused: `term_runs` names the first that may not be listed."""
    refuse_if(why_not_propose(actor))
    said = needed({"reason": reason}, "reason", "Lý do tiêu hủy")
    wanted = list(dict.fromkeys(codes))
    if not wanted or len(wanted) > MOST:
        raise refuse("codes_missing", f"Hãy chọn từ 1 đến {MOST} hồ sơ đã hết thời hạn lưu.", field="codes")
    _one_at_a_time(actor.unit_id)
    passed = passed_of(actor.unit_id, local_day(at)).filter(dossier__code__in=wanted)
    found = {str(record.dossier): record for record in passed}
    for code in wanted:
        if code not in found:
            raise refuse(
                "term_runs",
                f"Hồ sơ {code[:60]} chưa hết thời hạn lưu, đã nằm trong một đề nghị khác hoặc không thuộc cơ quan này. "
                "Hãy bỏ hồ sơ này khỏi danh sách.",
                field="codes",
            )
    disposal = Disposal.objects.create(
        unit_id=actor.unit_id,
        reason=said,
        proposed_by_id=actor.person_id,
        proposed_by_name=actor.name,
        proposed_at=at,
    )
    rows = [
        DisposalItem(disposal=disposal, record=found[code], head_hash=found[code].dossier.head_hash)
        for code in wanted
    ]
    DisposalItem.objects.bulk_create(rows)
    return _noted(disposal, actor, at)


@transaction.atomic
def decide(*, number: int, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Disposal:
    """Another person writes down the decision: `decision_number`, `decision_day` (a date), `decision_issuer`."""
    disposal = _locked(number, actor, DisposalState.PROPOSED)
    refuse_if(why_not_decide(actor, disposal.unit_id, disposal.proposed_by_id))
    day = said.get("decision_day")
    if not isinstance(day, date) or isinstance(day, datetime):
        raise refuse("decision_day", "Hãy ghi ngày của quyết định tiêu hủy.", field="decision_day")
    if not local_day(disposal.proposed_at) <= day <= local_day(at):
        raise refuse(
            "decision_day",
            "Ngày của quyết định phải từ ngày đề nghị đến hôm nay. Hãy xem lại văn bản.",
            field="decision_day",
        )
    disposal.decision_number = needed(said, "decision_number", "Số quyết định")
    disposal.decision_issuer = needed(said, "decision_issuer", "Cơ quan ban hành")
    disposal.decision_day, disposal.state = day, DisposalState.DECIDED
    disposal.decided_by_id, disposal.decided_by_name, disposal.decided_at = actor.person_id, actor.name, at
    disposal.save()
    return _noted(disposal, actor, at)


@transaction.atomic
def drop(*, number: int, actor: Actor, at: datetime) -> Disposal:
    """The proposal or decision is given up; its dossiers stay and may be listed again."""
    refuse_if(why_not_do(actor))
    disposal = _locked(number, actor, DisposalState.PROPOSED, DisposalState.DECIDED)
    disposal.state = DisposalState.DROPPED
    disposal.save()
    return _noted(disposal, actor, at)


@transaction.atomic
def dispose(*, number: int, actor: Actor, at: datetime) -> Disposal:
    """What the decision lists is erased, all of it or nothing; what stays of each is its tombstone."""
    refuse_if(why_not_do(actor))
    disposal = _locked(number, actor, DisposalState.DECIDED)
    files: set[int] = set()
    for item in listed_in(disposal):
        files |= _dispose_one(item, disposal, actor, at)
    forget_unused(files)
    disposal.state = DisposalState.DONE
    disposal.done_by_id, disposal.done_by_name, disposal.done_at = actor.person_id, actor.name, at
    disposal.save()
    return _noted(disposal, actor, at)


def _dispose_one(item: DisposalItem, disposal: Disposal, actor: Actor, at: datetime) -> set[int]:
    """The step that says it, then everything it vouches for no more; the files that may go."""
    dossier = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("version")
        .get(pk=item.record.dossier_id)
    )
    if dossier.head_hash != item.head_hash:
        raise refuse("dossier_changed", f"Hồ sơ {dossier} đã đổi sau khi lập danh sách. Hãy lập đề nghị mới.")
    stone, files = tombstone_of(dossier, disposal), files_of(dossier)
    data = {"decision": stone["decision"], "tombstone": tombstone_hash(stone)}
    changes = _NOBODY | {"items": [], "off_hours_reason": "", "shelf_place": ""}
    if dossier.state == State.RETURNED:
        changes |= {"returned_to": GONE}
    step = move(dossier, Said(Act.DISPOSE, at, actor, Place.DESK, data), changes=changes)
    _erase_parts(dossier, step)
    _erase_around(dossier)
    record: ArchiveRecord = item.record
    record.disposal, record.disposed_at, record.disposed_seq = disposal, at, step.seq
    record.tombstone = stone
    record.save()
    return files


def _erase_parts(dossier: Dossier, step: Step) -> None:
    _erase_steps(Step.objects.filter(dossier=dossier, seq__lt=step.seq))
    HandedIn.objects.filter(dossier=dossier).delete()
    CustodyRow.objects.filter(dossier=dossier).delete()
    ScanPage.objects.filter(dossier=dossier).delete()
    parcels = Consignment.objects.filter(dossier=dossier)
    ConsignmentEvent.objects.filter(consignment__in=parcels).exclude(data={}).update(data={})
    parcels.update(party=GONE, phone="", address="")
    parcels.exclude(delivered_to="").update(delivered_to=GONE)
    HomeRequest.objects.filter(dossier=dossier).update(
        name=GONE, name_fold="", phone="", address="", note="", secret=""
    )
    drafts = list(OnlineFiling.objects.filter(dossier=dossier).values_list("draft_id", flat=True))
    OnlineFiling.objects.filter(dossier=dossier).delete()
    DraftPaper.objects.filter(draft__in=drafts).delete()
    UploadPart.objects.filter(draft__in=drafts).delete()
    Draft.objects.filter(pk__in=drafts).delete()
    copies = ComponentCopy.objects.filter(dossier=dossier)
    CopyCheck.objects.filter(reused_from__in=copies).update(reused_from=None)
    CopyCheck.objects.filter(copy__in=copies).delete()
    copies.delete()
    ResultEvent.objects.filter(result__dossier=dossier).exclude(data={}).update(data={})
    results = ResultDocument.objects.filter(dossier=dossier)
    results.update(fields={}, template=None, unsigned=None, signed=None)


def _erase_steps(steps: QuerySet[Step]) -> None:
    for step in steps.exclude(data={}):
        steps.filter(pk=step.pk).update(data=left_of(step.data))


def _erase_around(dossier: Dossier) -> None:
    """The intake it came from, and the visit once nothing else of it is kept."""
    if dossier.intake_id is not None:
        _erase_steps(Step.objects.filter(intake_id=dossier.intake_id))
        Intake.objects.filter(pk=dossier.intake_id).update(**_NOBODY, handed_in=[], missing=[])
    visits = Visit.objects.filter(wishes__dossier=dossier) | Visit.objects.filter(
        wishes__intake_id=dossier.intake_id or 0
    )
    for visit in visits.distinct():
        wishes = visit.wishes.exclude(dossier=dossier).exclude(intake_id=dossier.intake_id or 0)
        if not wishes.exclude(dossier__archive__disposed_at__isnull=False).exists():
            Visit.objects.filter(pk=visit.pk).update(**_NOBODY)


def _locked(number: int, actor: Actor, *states: DisposalState) -> Disposal:
    """Refused: `not_found`, `already_moved`."""
    found = disposal_of(number, actor.unit_id)
    if found is None:
        raise refuse("not_found", "Không có đề nghị tiêu hủy này tại cơ quan. Hãy mở lại danh sách.")
    disposal = Disposal.objects.select_for_update().get(pk=found.pk)
    if disposal.state not in states:
        raise _moved(disposal)
    return disposal


def _moved(disposal: Disposal) -> Refused:
    label = DISPOSAL_LABELS[DisposalState(disposal.state)]
    return refuse("already_moved", f"Việc tiêu hủy này đang ở bước “{label}”. Hãy mở lại trang để xem.")


def _one_at_a_time(unit_id: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"disposal {unit_id}"])


def _noted(disposal: Disposal, actor: Actor, at: datetime) -> Disposal:
    """The journal, whose head the daily head keeps, vouches for the decision and its list."""
    disposal.refresh_from_db()
    detail = {"state": disposal.state, "content": content_hash(disposal)}
    note(actor, at, JOURNALLED_AS, f"tieu-huy-{disposal.pk}", detail)
    return disposal
