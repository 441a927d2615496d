"""Who keeps the registers of communication, and what may be published, recorded, ranked?"""

from datetime import date

import pytest

from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from motcua.outreach import communication_policies as policies
from motcua.outreach.communication_terms import Stance

Q11 = "hcmc.q11"
TODAY = date(2022, 5, 16)


def somebody(*roles: Role, unit: str = Q11, person: int = 7) -> Actor:
    return Actor(
        person_id=person, name="Nguyễn Thị Lan", unit_id=unit, roles=frozenset(roles), desks=frozenset()
    )


def code(refusal: object) -> str | None:
    return getattr(refusal, "code", None)


@pytest.mark.parametrize("role", Role)
def test_only_who_controls_procedures_or_leads_keeps_the_registers(role: Role) -> None:
    expected = None if role in {Role.CONTROL, Role.LEAD} else "no_role"
    assert code(policies.why_not_keep(somebody(role))) == expected
    assert code(policies.why_not_own(somebody(role), Q11)) == expected


def test_an_entry_is_carried_on_by_its_own_unit() -> None:
    assert code(policies.why_not_own(somebody(Role.LEAD, unit="hcmc"), Q11)) == "other_unit"


@pytest.mark.requirement("R-262")
@pytest.mark.parametrize(
    ("unit", "superior", "expected"),
    [(Q11, True, "own_unit"), (Q11, False, None), ("hcmc.q11.p5", True, None)],
)
def test_a_unit_is_marked_by_its_superior_where_it_has_one(
    unit: str, superior: bool, expected: str | None
) -> None:
    assert code(policies.why_not_mark(somebody(Role.LEAD), unit, superior=superior)) == expected


@pytest.mark.requirement("R-263")
@pytest.mark.rule("10/KH-UBND Hải Phòng II.1.h")
@pytest.mark.parametrize(
    ("stance", "checked", "expected"),
    [
        (Stance.CRITICISM, False, "source_not_checked"),
        (Stance.CRITICISM, True, None),
        (Stance.PRAISE, False, None),
        (Stance.NEUTRAL, False, None),
    ],
)
def test_criticism_is_published_only_from_a_checked_source(
    stance: Stance, checked: bool, expected: str | None
) -> None:
    lead = somebody(Role.LEAD)
    found = policies.why_not_publish(lead, unit_id=Q11, stance=stance, checked=checked, published=False)
    assert code(found) == expected
    again = policies.why_not_publish(lead, unit_id=Q11, stance=stance, checked=True, published=True)
    assert code(again) == "published_already"


@pytest.mark.requirement("R-263")
def test_who_wrote_an_item_does_not_check_its_source_and_nobody_checks_twice() -> None:
    lead = somebody(Role.LEAD, person=7)
    assert code(policies.why_not_check(lead, unit_id=Q11, written_by=7, checked=False)) == "same_person"
    assert policies.why_not_check(lead, unit_id=Q11, written_by=8, checked=False) is None
    assert code(policies.why_not_check(lead, unit_id=Q11, written_by=8, checked=True)) == "checked_already"
    clerk = somebody(Role.RECEIVE)
    assert code(policies.why_not_check(clerk, unit_id=Q11, written_by=8, checked=False)) == "no_role"


def test_what_is_recorded_as_done_has_a_day_that_has_come() -> None:
    assert policies.why_not_happened(TODAY, TODAY) is None
    assert code(policies.why_not_happened(date(2022, 5, 17), TODAY)) == "day_in_future"


@pytest.mark.parametrize(
    ("value", "expected"), [(0, "number_wrong"), (1, None), (10, None), (11, "number_wrong")]
)
def test_a_count_can_be(value: int, expected: str | None) -> None:
    assert code(policies.why_not_number(value, 10, field="copies")) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("", None),
        ("https://bao.example/bai", None),
        ("http://bao.example", None),
        ("javascript:alert(1)", "link_wrong"),
        ("bao.example", "link_wrong"),
    ],
)
def test_a_link_leads_to_a_page_of_the_web(link: str, expected: str | None) -> None:
    assert code(policies.why_not_link(link)) == expected


@pytest.mark.requirement("R-247")
@pytest.mark.parametrize(
    ("rank", "of", "expected"),
    [
        (None, None, None),
        (3, 63, None),
        (63, 63, None),
        (64, 63, "rank_wrong"),
        (0, None, "rank_wrong"),
        (5, None, None),
    ],
)
def test_an_index_has_a_rank_among_so_many(rank: int | None, of: int | None, expected: str | None) -> None:
    assert code(policies.why_not_rank(rank, of)) == expected
    assert code(policies.why_not_year(2004)) == "year_wrong"
    assert policies.why_not_year(2022) is None


def test_a_stretch_of_days_does_not_end_before_it_begins() -> None:
    assert policies.why_not_between(TODAY, TODAY) is None
    assert code(policies.why_not_between(TODAY, date(2022, 5, 15))) == "period_wrong"
