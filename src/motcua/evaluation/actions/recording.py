"""Record a finding on discipline or an ad hoc reward, and take an entry back; what was written stays."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import needed_line
from motcua.evaluation.models import DisciplineFinding, Reward
from motcua.evaluation.policies import DECIDING, FINDING, why_not_by, why_not_day
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, RoleGrant, Unit
from motcua.organisation.noting import note
from motcua.organisation.queries import units_under
from motcua.organisation.stated import said_by


@transaction.atomic
def record_finding(
    *, unit_id: str, username: str, day: date, source: str, text: str, actor: Actor, at: datetime
) -> DisciplineFinding:
    """That an agency, or one of its officials, did not keep discipline, with the document that says so (R-239).

    `username` empty: nobody in person. Refused: no_role, other_unit, own_finding, person_not_here, day_in_future,
    source_missing, text_missing, recorded_already.
    """
    refuse_if(why_not_by(actor, FINDING, unit_id, scope=units_under([actor.unit_id])))
    refuse_if(why_not_day(day, local_day(at), field="day"))
    person = _person_of(unit_id, username)
    if person is not None and person.pk == actor.person_id:
        raise refuse(
            "own_finding", "Không tự ghi kết luận về mình. Đề nghị người khác ghi.", field="username"
        )
    said = {
        "source": needed_line(source, 300, field="source", what="Văn bản kết luận"),
        "text": needed_line(text, 1000, field="text", what="Nội dung kết luận"),
    }
    _lock(unit_id)
    same = DisciplineFinding.objects.filter(
        unit_id=unit_id, person=person, day=day, cancels__isnull=True, cancelled_by__isnull=True, **said
    )
    if same.exists():
        raise _recorded()
    stated = said_by(actor, at) | {"unit_id": unit_id}
    row = DisciplineFinding.objects.create(person=person, day=day, **said, **stated)
    note(actor, at, "record_finding", f"finding:{row.pk}", {"unit": unit_id, "day": day.isoformat()})
    return row


@transaction.atomic
def record_reward(
    *,
    unit_id: str,
    username: str,
    form: str,
    reason: str,
    decision: str,
    decision_day: date,
    actor: Actor,
    at: datetime,
) -> Reward:
    """An ad hoc reward of an agency or one of its officials, with reason and decision (144/KH-UBND II.9, R-285).

    Refused: no_role, other_unit, own_reward, person_not_here, day_in_future, form_missing, reason_missing,
    decision_missing, recorded_already.
    """
    refuse_if(why_not_by(actor, DECIDING, unit_id, scope=units_under([actor.unit_id])))
    refuse_if(why_not_day(decision_day, local_day(at), field="decision_day"))
    person = _person_of(unit_id, username)
    if person is not None and person.pk == actor.person_id:
        raise refuse(
            "own_reward", "Không tự ghi khen thưởng cho mình. Đề nghị người khác ghi.", field="username"
        )
    said = {
        "form": needed_line(form, 200, field="form", what="Hình thức khen thưởng"),
        "reason": needed_line(reason, 1000, field="reason", what="Lý do"),
        "decision": needed_line(decision, 300, field="decision", what="Số quyết định, cơ quan ban hành"),
    }
    _lock(unit_id)
    standing = Reward.objects.filter(unit_id=unit_id, cancels__isnull=True, cancelled_by__isnull=True)
    if standing.filter(person=person, decision=said["decision"], decision_day=decision_day).exists():
        raise _recorded()
    stated = said_by(actor, at) | {"unit_id": unit_id}
    row = Reward.objects.create(person=person, decision_day=decision_day, **said, **stated)
    note(actor, at, "record_reward", f"reward:{row.pk}", {"unit": unit_id, "decision": said["decision"]})
    return row


@transaction.atomic
def cancel_finding(*, finding_id: int, reason: str, actor: Actor, at: datetime) -> DisciplineFinding:
    """Take a finding back; it stays and counts no more.

    Refused: finding_unknown, no_role, own_finding, reason_missing, cancelled_already.
    """
    scope = units_under([actor.unit_id])
    found = DisciplineFinding.objects.filter(pk=finding_id, unit_id__in=scope, cancels__isnull=True).first()
    if found is None:
        raise refuse("finding_unknown", "Không có kết luận này ở đây. Hãy tải lại trang.")
    refuse_if(why_not_by(actor, FINDING, found.unit_id, scope=scope))
    if found.person_id == actor.person_id:
        raise refuse("own_finding", "Không tự hủy kết luận về mình. Hãy gửi ý kiến về số liệu đánh giá.")
    if found.unit_id == actor.unit_id and found.stated_by_id != actor.person_id:
        raise refuse(
            "finding_by_another",
            "Kết luận về cơ quan mình do người khác ghi. Đề nghị người đã ghi hoặc cơ quan cấp trên hủy.",
        )
    text = needed_line(reason, 300, field="reason", what="Lý do hủy")
    same = {"person_id": found.person_id, "day": found.day, "source": found.source}
    stated = said_by(actor, at) | {"unit_id": found.unit_id}
    try:
        with transaction.atomic():
            row = DisciplineFinding.objects.create(text=text, cancels=found, **same, **stated)
    except IntegrityError:
        raise _cancelled() from None
    note(actor, at, "cancel_finding", f"finding:{found.pk}", {"reason": text})
    return row


@transaction.atomic
def cancel_reward(*, reward_id: int, reason: str, actor: Actor, at: datetime) -> Reward:
    """Take a reward back; it stays in the list as such.

    Refused: reward_unknown, no_role, reason_missing, cancelled_already.
    """
    scope = units_under([actor.unit_id])
    found = Reward.objects.filter(pk=reward_id, unit_id__in=scope, cancels__isnull=True).first()
    if found is None:
        raise refuse("reward_unknown", "Không có khen thưởng này ở đây. Hãy tải lại trang.")
    refuse_if(why_not_by(actor, DECIDING, found.unit_id, scope=scope))
    text = needed_line(reason, 300, field="reason", what="Lý do hủy")
    same = {"person_id": found.person_id, "form": found.form, "decision": found.decision}
    stated = said_by(actor, at) | {"unit_id": found.unit_id}
    try:
        with transaction.atomic():
            row = Reward.objects.create(
                reason=text, decision_day=found.decision_day, cancels=found, **same, **stated
            )
    except IntegrityError:
        raise _cancelled() from None
    note(actor, at, "cancel_reward", f"reward:{found.pk}", {"reason": text})
    return row


def _person_of(unit_id: str, username: str) -> Person | None:
    """Somebody who holds or held a role in the agency."""
    if not username.strip():
        return None
    held = RoleGrant.objects.filter(unit_id=unit_id).values("person_id")
    found = Person.objects.filter(pk__in=held, username=username.strip()).first()
    if found is None:
        raise refuse(
            "person_not_here",
            "Người này không giữ vai trò nào ở cơ quan đã chọn. Hãy kiểm tra tên đăng nhập và cơ quan.",
            field="username",
        )
    return found


def _lock(unit_id: str) -> None:
    """Two presses at once come one after the other."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit_id)


def _recorded() -> Exception:
    return refuse("recorded_already", "Mục này đã ghi rồi. Hãy xem lại danh sách.")


def _cancelled() -> Exception:
    return refuse("cancelled_already", "Mục này đã hủy rồi. Hãy tải lại trang.")
