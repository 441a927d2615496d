"""Is a desk ready for "4 tại chỗ": rooms, equipment, seals, staff, power by procedure? Every gap with its owner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.authority.queries import signers_of
from motcua.authority.seals import lacking_seals
from motcua.organisation.models import Posting, RoleGrant, Unit, in_force
from motcua.organisation.stated import newest
from motcua.organisation.terms import ROLE_LABELS, Role
from motcua.participation.classes import classes_on
from motcua.participation.models import DeskCondition, Skill, StaffPlan
from motcua.participation.terms import (
    CONDITION_LABELS,
    ROOMS,
    STANDING_LABELS,
    ConditionKind,
    ConditionStanding,
)

# Who does the five acts, in the order of the process (144/KH-UBND I.1).
FIVE = (Role.RECEIVE, Role.APPRAISE, Role.APPROVE, Role.SEAL, Role.RETURN)
# Acts that need a seat at the desk that day; power and role decide the others.
SEATED = frozenset({Role.RECEIVE, Role.APPRAISE, Role.RETURN})
_LEAD_OFFICE = "Văn phòng HĐND và UBND"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that lacks: of which kind, what, how it stands, who is to see to it."""

    kind: str
    what: str
    standing: str
    owner: str


@dataclass(frozen=True, slots=True)
class Seated:
    """A person posted to the desk that day with the roles they hold and the work they are assigned."""

    person_id: int
    name: str
    roles: frozenset[Role]
    procedures: frozenset[str]
    since: date
    until: date | None

    def does(self, role: Role, procedure: str) -> bool:
        """Whether they may do that act for that procedure at the desk."""
        return role in self.roles and (not self.procedures or procedure in self.procedures)


def conditions_of(unit: Unit) -> list[DeskCondition]:
    """Rooms, equipment and other conditions as they stand, without what is no longer needed."""
    rows = newest(DeskCondition.objects.filter(unit=unit), lambda row: (row.kind, row.name))
    kept = [row for row in rows.values() if row.standing != ConditionStanding.REMOVED]
    order = [kind.value for kind in ConditionKind]
    return sorted(kept, key=lambda row: (order.index(row.kind), row.name))


def seated_on(unit: Unit, day: date) -> list[Seated]:
    """Who is posted to the unit's desk that day, by name; roles held and not narrowed away by the assignment."""
    postings = Posting.objects.filter(in_force(day), one_stop_unit__unit=unit, person__is_active=True)
    held: dict[int, set[Role]] = {}
    grants = RoleGrant.objects.filter(in_force(day), unit=unit).values_list("person_id", "role")
    for person_id, role in grants:
        held.setdefault(person_id, set()).add(Role(role))
    return [
        Seated(
            person_id=one.person_id,
            name=one.person.full_name,
            roles=_narrowed(held.get(one.person_id, set()), one.roles),
            procedures=frozenset(one.procedures),
            since=one.valid_from,
            until=one.valid_to,
        )
        for one in postings.select_related("person").order_by("person__full_name", "id")
    ]


def _narrowed(held: set[Role], assigned: Sequence[str]) -> frozenset[Role]:
    return frozenset(held) & frozenset(map(Role, assigned)) if assigned else frozenset(held)


def holders_of(role: Role, unit: Unit, day: date) -> list[str]:
    """Names of who holds the role in the unit that day."""
    found = RoleGrant.objects.filter(in_force(day), unit=unit, role=role, person__is_active=True)
    return sorted(set(found.values_list("person__full_name", flat=True)))


def who_does(unit: Unit, day: date) -> dict[str, dict[Role, list[str]]]:
    """Procedure → act → names of those who may do it: posted for it, or with power and role (R-228)."""
    seated = seated_on(unit, day)
    signers = [power.person.full_name for power in signers_of(unit_id=unit.pk, on=day)]
    keepers = holders_of(Role.SEAL, unit, day)
    elsewhere = {Role.APPROVE: sorted(set(signers)), Role.SEAL: keepers}
    return {
        code: {
            role: [one.name for one in seated if one.does(role, code)] if role in SEATED else elsewhere[role]
            for role in FIVE
        }
        for code in classes_on(unit, day)
    }


def staff_planned(unit: Unit) -> dict[Role, int]:
    """Role → how many the desk needs, for those that were planned."""
    rows = newest(StaffPlan.objects.filter(unit=unit), lambda row: row.role)
    return {role: rows[role.value].planned for role in Role if role.value in rows}


def staff_present(unit: Unit, day: date) -> dict[Role, list[str]]:
    """Role → who is there: posted for it, or holding it where the act needs no seat."""
    seated = seated_on(unit, day)
    return {
        role: holders_of(role, unit, day)
        if role in {Role.APPROVE, Role.SEAL}
        else [one.name for one in seated if role in one.roles]
        for role in Role
    }


def skills_of(unit: Unit) -> list[Skill]:
    """Skills that people of the desk hold, by name of the person."""
    rows = newest(
        Skill.objects.filter(unit=unit).select_related("person"), lambda row: (row.person_id, row.name)
    )
    return sorted(
        (row for row in rows.values() if row.held), key=lambda row: (row.person.full_name, row.name)
    )


def gaps_of(unit: Unit, day: date) -> list[Gap]:
    """Everything that lacks at the desk that day (R-057, R-062, R-228, R-231)."""
    return [
        *_gaps_of_conditions(unit),
        *_gaps_of_seals(unit, day),
        *_gaps_of_staff(unit, day),
        *_gaps_of_power(unit, day),
    ]


def _gaps_of_conditions(unit: Unit) -> list[Gap]:
    rows = conditions_of(unit)
    named = {row.kind for row in rows}
    unnamed = [
        Gap("Phòng", CONDITION_LABELS[kind], "Chưa ghi nhận", _LEAD_OFFICE)
        for kind in ROOMS
        if kind.value not in named
    ]
    lacking = [
        Gap(CONDITION_LABELS[ConditionKind(row.kind)], row.name, _standing(row), row.owner)
        for row in rows
        if row.standing != ConditionStanding.READY
    ]
    return [*unnamed, *lacking]


def _gaps_of_seals(unit: Unit, day: date) -> list[Gap]:
    """144/KH-UBND II.3, IV.3: the unit registers an extra seal for its desk with the police."""
    return [
        Gap(
            "Con dấu",
            ", ".join(version.procedure_id for version in one.versions),
            "Có dấu, chưa có tại quầy" if one.at_desk else "Chưa có con dấu",
            "Văn thư, Công an cấp tỉnh",
        )
        for one in lacking_seals(unit.pk, day)
        if one.unit.pk == unit.pk
    ]


def _standing(row: DeskCondition) -> str:
    words = STANDING_LABELS[ConditionStanding(row.standing)]
    return f"{words}: {row.note}" if row.note else words


def _gaps_of_staff(unit: Unit, day: date) -> list[Gap]:
    present = staff_present(unit, day)
    return [
        Gap("Nhân sự", ROLE_LABELS[role], f"Có {len(present[role])}/{planned} người", "Phòng Nội vụ")
        for role, planned in staff_planned(unit).items()
        if len(present[role]) < planned
    ]


def _gaps_of_power(unit: Unit, day: date) -> list[Gap]:
    """An act of a procedure that nobody may do that day; procedures with the same gap stand together."""
    lacking: dict[Role, list[str]] = {}
    skilled = skills_of(unit)
    for code, acts in who_does(unit, day).items():
        for role, names in acts.items():
            if not names:
                lacking.setdefault(role, []).append(code)
    gaps = [
        Gap("Thẩm quyền", f"{ROLE_LABELS[role]}: {', '.join(codes)}", "Chưa có người làm được", "Lãnh đạo")
        for role, codes in lacking.items()
    ]
    if skilled:
        untrained = [
            code
            for code in classes_on(unit, day)
            if not any(not one.procedures or code in one.procedures for one in skilled)
        ]
        if untrained:
            gaps.append(
                Gap("Năng lực", ", ".join(untrained), "Chưa ghi người được bồi dưỡng", "Phòng Nội vụ")
            )
    return gaps
