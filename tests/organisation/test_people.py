"""People, roles, postings and tokens between their days."""

from datetime import date, timedelta

import pytest

from motcua.core.models import JournalEntry
from motcua.core.refusals import Refused
from motcua.organisation.actions.people import add_person
from motcua.organisation.actions.postings import post_person
from motcua.organisation.actions.roles import grant_role
from motcua.organisation.actions.tokens import issue_token, keep_use, revoke_token
from motcua.organisation.models import ApiToken, Person, Posting, RoleGrant
from motcua.organisation.queries import actor_of, demonstration_people, desk_of, unit_by_id
from motcua.organisation.terms import Role
from motcua.organisation.tokens import holder_of
from tests.cast import at

pytestmark = pytest.mark.usefixtures("seeded")
NOW = at("2022-05-16 09:00")
Q11 = "hcmc.q11"


def person(name: str = "chi-lan") -> Person:
    return add_person(username=name, full_name="Trần Thị Lan", actor=None, at=NOW)


@pytest.mark.requirement("R-146")
def test_a_seconded_person_keeps_the_home_unit_and_serves_between_two_days():
    lan, unit = person(), unit_by_id(Q11)
    desk = desk_of(unit_id=Q11, on=NOW.date())
    assert desk is not None
    grant_role(person=lan, unit=unit, role=Role.RECEIVE, actor=None, at=NOW)
    post_person(
        person=lan,
        desk=desk,
        home_unit=unit_by_id("hcmc.so-tu-phap"),
        valid_from=date(2022, 6, 1),
        valid_to=date(2022, 12, 1),
        actor=None,
        at=NOW,
    )
    posted = {
        day: bool(found.desks)
        for day in (date(2022, 5, 31), date(2022, 6, 1), date(2022, 11, 30), date(2022, 12, 1))
        if (found := actor_of(person_id=lan.id, unit_id=Q11, on=day))
    }
    assert list(posted.values()) == [False, True, True, False]
    assert Posting.objects.get(person=lan).home_unit_id == "hcmc.so-tu-phap"


def test_a_role_begins_and_ends_on_its_days():
    lan, unit = person(), unit_by_id(Q11)
    grant_role(person=lan, unit=unit, role=Role.SEAL, actor=None, at=NOW, valid_to=date(2022, 7, 1))
    assert actor_of(person_id=lan.id, unit_id=Q11, on=date(2022, 5, 15)) is None
    assert actor_of(person_id=lan.id, unit_id=Q11, on=date(2022, 6, 30)) is not None
    assert actor_of(person_id=lan.id, unit_id=Q11, on=date(2022, 7, 1)) is None


def test_a_username_is_taken_once_and_nobody_signs_in_without_a_password():
    lan = person()
    assert not lan.has_usable_password()
    with pytest.raises(Refused, match="username_taken"):
        person()


def test_a_token_acts_with_its_roles_in_its_unit_only():
    lan, unit = person(), unit_by_id(Q11)
    for role in (Role.RECEIVE, Role.RETURN):
        grant_role(person=lan, unit=unit, role=role, actor=None, at=NOW)
    token = issue_token(person=lan, unit=unit, roles=[Role.RECEIVE], actor=None, at=NOW)
    found = holder_of(token=token, on=NOW.date())
    assert found is not None
    assert found.actor.roles == {Role.RECEIVE}
    assert holder_of(token=token[:-1], on=NOW.date()) is None


def test_the_demonstration_has_every_role_in_every_unit_of_the_day():
    for day in (NOW.date(), date(2026, 11, 23)):
        held: dict[str, set[str]] = {}
        for grant in demonstration_people(day):
            held.setdefault(grant.unit_id, set()).add(grant.role)
        assert all(roles == {role.value for role in Role} for roles in held.values())
    assert set(held) >= {"hcmc.binh-thoi", "hai-phong.thanh-ha"}
    assert Q11 not in held


def test_the_people_of_the_demonstration_office_have_their_names():
    names = dict(
        Person.objects.filter(username__startswith="binh-thoi.").values_list("username", "full_name")
    )
    assert names["binh-thoi.tiep-nhan"] == "Lê Thị Bích Thủy"
    assert names["binh-thoi.phe-duyet"] == "Nguyễn Thị Hoàng Anh"
    assert len(set(names.values())) == len(names) == 10


def test_nobody_of_the_demonstration_has_a_password():
    assert not any(row.has_usable_password() for row in Person.objects.filter(demo=True)[:20])
    assert RoleGrant.objects.filter(person__demo=False).count() == 0


def test_a_token_is_known_by_its_name_and_last_use_and_taken_back_with_an_entry_in_the_journal():
    lan, unit = person(), unit_by_id(Q11)
    grant_role(person=lan, unit=unit, role=Role.RECEIVE, actor=None, at=NOW)
    token = issue_token(person=lan, unit=unit, roles=[Role.RECEIVE], actor=None, at=NOW, name="Cổng tỉnh")
    kept = ApiToken.objects.get()
    assert (kept.name, kept.last_used_at) == ("Cổng tỉnh", None)
    for minutes, expected in ((0, 0), (10, 0), (15, 15)):
        found = holder_of(token=token, on=NOW.date())
        assert found is not None
        now = NOW + timedelta(minutes=minutes)
        keep_use(token_id=found.token_id, last=found.last_used_at, actor=found.actor, at=now)
        assert ApiToken.objects.get().last_used_at == NOW + timedelta(minutes=expected)
    with pytest.raises(Refused, match="token_unknown"):
        revoke_token(token_id=kept.pk, unit=unit_by_id("hcmc.q11.p5"), actor=None, at=NOW)
    revoke_token(token_id=kept.pk, unit=unit, actor=None, at=NOW)
    assert holder_of(token=token, on=NOW.date()) is None
    actions = JournalEntry.objects.filter(chain=Q11, detail__token=kept.pk).order_by("id")
    assert list(actions.values_list("action", flat=True)) == ["issue_token", "revoke_token"]
    assert not any(token in str(entry.detail) for entry in actions)
    with pytest.raises(Refused, match="token_unknown"):
        revoke_token(token_id=kept.pk, unit=unit, actor=None, at=NOW)
