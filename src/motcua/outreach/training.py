"""Who is the focal point of each unit today, who came to which course, and what share is that?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from motcua.core.vntext import fold
from motcua.organisation.models import RoleGrant, Unit, in_force
from motcua.organisation.stated import newest
from motcua.organisation.terms import Role
from motcua.outreach.communication_terms import EntryKind, TraineeGroup
from motcua.outreach.shares import TrainedShare, share_of
from motcua.outreach.striking import struck_ids
from motcua.outreach.training_tables import FocalPoint, Trainee, TrainingCourse

# Who takes part in settling a procedure, from the desk to the seal.
SETTLING = (Role.RECEIVE, Role.APPRAISE, Role.APPROVE, Role.SEAL, Role.RETURN)
Somebody = tuple[str, str]


@dataclass(frozen=True, slots=True)
class UnitFocal:
    """A unit and its focal point of the day, or why it has none."""

    unit: Unit
    point: FocalPoint | None
    why: str


@dataclass(frozen=True, slots=True)
class TrainedShares:
    """The two shares of a stretch of days (R-234)."""

    focal: TrainedShare
    settling: TrainedShare


@dataclass(frozen=True, slots=True)
class ToTrain:
    """One of the people whom the two shares count, and the courses they came to in those days."""

    name: str
    units: tuple[str, ...]
    groups: frozenset[TraineeGroup]
    courses: tuple[str, ...]


def focal_points(unit_ids: Collection[str], day: date) -> tuple[UnitFocal, ...]:
    """Every unit that exists that day with its focal point (R-233); those without come first."""
    units = Unit.objects.filter(in_force(day), pk__in=unit_ids).select_related("level")
    rows = FocalPoint.objects.filter(of_unit_id__in=unit_ids, valid_from__lte=day).select_related("person")
    held = newest(rows, lambda row: str(row.of_unit_id))
    found = [_focal(unit, held.get(unit.pk), day) for unit in units.order_by("level__position", "name_fold")]
    return tuple(sorted(found, key=lambda one: one.point is not None))


def courses(unit_ids: Collection[str], first: date, last: date) -> list[TrainingCourse]:
    """The courses of these units that began in those days, both in them."""
    rows = TrainingCourse.objects.filter(unit_id__in=unit_ids, day__gte=first, day__lte=last)
    return list(rows.exclude(pk__in=struck_ids(EntryKind.COURSE)).order_by("-day", "-id"))


def trainees(course_ids: Collection[int]) -> list[Trainee]:
    """What holds of each participant of these courses: the newest about the same person in the same course."""
    rows = Trainee.objects.filter(course_id__in=course_ids).select_related("from_unit", "person")
    held = newest(rows, lambda row: (row.course_id, *identity(row.person_id, row.name, row.from_unit_id)))
    return sorted(held.values(), key=lambda row: (row.course_id, row.from_unit.name_fold, fold(row.name)))


def trained_shares(unit_ids: Collection[str], first: date, last: date) -> TrainedShares:
    """Of today's focal points, and of those who hold a role in settling on the last day, who came in those days."""
    rows = trainees([course.pk for course in courses(unit_ids, first, last)])
    came = {identity(row.person_id, row.name, row.from_unit_id) for row in rows if row.attended}
    points = [one.point for one in focal_points(unit_ids, last) if one.point]
    focal = {identity(point.person_id, point.name, point.of_unit_id) for point in points}
    grants = _settling(unit_ids, last)
    settling = {identity(person, "", "") for person in grants.values_list("person_id", flat=True)}
    return TrainedShares(share_of(focal, came), share_of(settling, came))


def to_train(unit_ids: Collection[str], first: date, last: date) -> list[ToTrain]:
    """Everybody of the two shares, each once; those who came to nothing in those days first (R-234, R-271)."""
    topics = {course.pk: course.topic for course in courses(unit_ids, first, last)}
    came: dict[Somebody, list[str]] = {}
    for row in trainees(topics):
        if row.attended:
            who = identity(row.person_id, row.name, row.from_unit_id)
            came.setdefault(who, []).append(topics[row.course_id])
    members = _members(unit_ids, last)
    found = [
        ToTrain(
            name=rows[0][0],
            units=tuple(dict.fromkeys(unit for _name, unit, _group in rows)),
            groups=frozenset(group for _name, _unit, group in rows),
            courses=tuple(came.get(who, ())),
        )
        for who, rows in members.items()
    ]
    return sorted(found, key=lambda one: (bool(one.courses), fold(one.units[0]), fold(one.name)))


_Member = tuple[str, str, TraineeGroup]


def _members(unit_ids: Collection[str], day: date) -> dict[Somebody, list[_Member]]:
    """Who belongs to the two groups: name, unit and group, each time they do."""
    found: dict[Somebody, list[_Member]] = {}
    for one in focal_points(unit_ids, day):
        if point := one.point:
            who = identity(point.person_id, point.name, point.of_unit_id)
            found.setdefault(who, []).append((point.name, one.unit.name, TraineeGroup.FOCAL))
    rows = _settling(unit_ids, day).order_by("unit__name_fold", "person_id")
    for person, name, unit in rows.values_list("person_id", "person__full_name", "unit__name"):
        found.setdefault(identity(person, "", ""), []).append((name, unit, TraineeGroup.SETTLING))
    return found


def _settling(unit_ids: Collection[str], day: date) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(
        in_force(day), unit_id__in=unit_ids, role__in=SETTLING, person__is_active=True
    )


def attendance(rows: Collection[Trainee], group: TraineeGroup) -> TrainedShare:
    """Of the participants of a group who were written down, those who came."""
    mine = [row for row in rows if row.group == group]
    return TrainedShare(sum(1 for row in mine if row.attended), len(mine))


def identity(person_id: int | None, name: str, unit_id: str) -> Somebody:
    """Who it is: the account where there is one, else the name in the unit."""
    return ("", str(person_id)) if person_id is not None else (unit_id, fold(name))


def _focal(unit: Unit, point: FocalPoint | None, day: date) -> UnitFocal:
    if point is None:
        return UnitFocal(unit, None, "Chưa có cán bộ đầu mối")
    if point.valid_to is not None and point.valid_to <= day:
        return UnitFocal(unit, None, f"{point.name} đã thôi làm đầu mối từ {point.valid_to:%d/%m/%Y}")
    if point.person is not None and not point.person.is_active:
        return UnitFocal(unit, None, f"Tài khoản của {point.name} đã khóa")
    return UnitFocal(unit, point, "")
