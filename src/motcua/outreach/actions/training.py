"""Name focal points, hold courses, write down who is to come and who came."""

from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line, clean_name, needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, Unit
from motcua.organisation.noting import note
from motcua.organisation.queries import units_under
from motcua.organisation.stated import said_by
from motcua.outreach.communication_policies import (
    why_not_between,
    why_not_happened,
    why_not_keep,
    why_not_own,
)
from motcua.outreach.communication_terms import EntryKind, TraineeGroup
from motcua.outreach.striking import struck_ids
from motcua.outreach.told import words_of
from motcua.outreach.training_tables import FocalPoint, Trainee, TrainingCourse


@transaction.atomic
def name_focal_point(
    *,
    unit_id: str,
    person: Person | None,
    name: str,
    position: str,
    phone: str,
    valid_from: date,
    valid_to: date | None,
    evidence: str,
    actor: Actor,
    at: datetime,
) -> FocalPoint:
    """Name the focal point of the own unit or one below it; it takes the former's place (R-233).

    Refused: `no_role`, `unit_not_below`, `unit_ended`, `person_gone`, `name_missing`, `evidence_missing`,
    `period_wrong`.
    """
    refuse_if(why_not_keep(actor))
    unit = unit_below(unit_id, actor, local_day(at))
    _check_focal(person, valid_from, valid_to)
    named = person.full_name if person else clean_name(name)
    texts = {
        "position": clean_line(position, 200, field="position", what="Chức vụ"),
        "phone": clean_line(phone, 30, field="phone", what="Điện thoại cơ quan"),
        "evidence": needed_line(evidence, 300, field="evidence", what="Văn bản phân công"),
    }
    note(actor, at, "name_focal_point", unit.pk, {"from": valid_from.isoformat()})
    return FocalPoint.objects.create(
        of_unit=unit,
        person=person,
        name=named,
        valid_from=valid_from,
        valid_to=valid_to,
        words=words_of(named, unit.name, *texts.values()),
        **texts,
        **said_by(actor, at),
    )


@transaction.atomic
def plan_course(
    *,
    topic: str,
    day: date,
    last: date,
    place: str,
    organiser: str,
    evidence: str,
    actor: Actor,
    at: datetime,
) -> TrainingCourse:
    """Write down a course, past or to come (R-234).

    Refused: `no_role`, `period_wrong`, `topic_missing`, `place_missing`.
    """
    refuse_if(why_not_keep(actor) or why_not_between(day, last))
    texts = {
        "topic": needed_line(topic, 300, field="topic", what="Nội dung tập huấn"),
        "place": needed_line(place, 200, field="place", what="Nơi tổ chức"),
        "organiser": clean_line(organiser, 200, field="organiser", what="Đơn vị chủ trì"),
        "evidence": clean_line(evidence, 300, field="evidence", what="Minh chứng"),
    }
    note(actor, at, "plan_course", texts["topic"][:60], {"day": day.isoformat()})
    return TrainingCourse.objects.create(
        day=day, last=last, words=words_of(*texts.values()), **texts, **said_by(actor, at)
    )


@transaction.atomic
def record_trainee(
    *,
    course_id: int,
    person: Person | None,
    name: str,
    unit_id: str,
    group: TraineeGroup,
    attended: bool,
    actor: Actor,
    at: datetime,
) -> Trainee:
    """Write down a participant, or that they came; the newest about the same person holds (R-234).

    Refused: `course_unknown`, `no_role`, `other_unit`, `unit_not_below`, `unit_ended`, `name_missing`,
    `course_not_begun`.
    """
    course = TrainingCourse.objects.filter(pk=course_id).first()
    if course is None or course.pk in struck_ids(EntryKind.COURSE):
        raise refuse("course_unknown", "Không có lớp tập huấn này. Hãy tải lại trang.")
    refuse_if(why_not_own(actor, course.unit_id))
    if attended and why_not_happened(course.day, local_day(at)):
        raise refuse(
            "course_not_begun", "Lớp chưa diễn ra. Hãy ghi có mặt từ ngày khai giảng.", field="attended"
        )
    unit = unit_below(unit_id, actor, course.day)
    named = person.full_name if person else clean_name(name)
    said = {"group": group.value, "attended": attended}
    note(actor, at, "record_trainee", f"course:{course.pk}", said)
    return Trainee.objects.create(
        course=course,
        person=person,
        name=named,
        from_unit=unit,
        words=words_of(named, unit.name),
        **said,
        **said_by(actor, at),
    )


def _check_focal(person: Person | None, valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to <= valid_from:
        raise refuse("period_wrong", "Ngày hết phải sau ngày bắt đầu. Hãy sửa lại ngày.", field="valid_to")
    if person is not None and not person.is_active:
        raise refuse("person_gone", "Tài khoản này đã khóa. Hãy chọn người khác.", field="person")


def unit_below(unit_id: str, actor: Actor, day: date) -> Unit:
    """The actor's unit or one below it that exists that day. Refused: `unit_not_below`, `unit_ended`."""
    if unit_id not in units_under([actor.unit_id]):
        raise refuse(
            "unit_not_below", "Chỉ chọn cơ quan mình hoặc cấp dưới. Hãy chọn lại cơ quan.", field="unit_id"
        )
    unit = Unit.objects.get(pk=unit_id)
    if not unit.exists_on(day):
        raise refuse(
            "unit_ended", "Cơ quan này không hoạt động vào ngày đó. Hãy chọn lại cơ quan.", field="unit_id"
        )
    return unit
