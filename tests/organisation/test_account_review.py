"""Accounts are reviewed regularly: who does not use theirs, whose roles have ended, who looked when (R-030)."""

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.organisation.actions.reviews import review_account, set_review_rule
from motcua.organisation.actions.roles import grant_role
from motcua.organisation.actions.sign_ins import record_sign_in
from motcua.organisation.models import AccountReview
from motcua.organisation.queries import unit_by_id
from motcua.organisation.reviewing import Account, accounts_of
from motcua.organisation.terms import ReviewDecision, Role
from tests.cast import BINH_THOI
from tests.organisation.office import ADMIN, NOW, TODAY, actor, newcomer, person

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.requirement("R-030")]


def as_admin() -> dict[str, Any]:
    return {"actor": actor(ADMIN), "at": NOW}


def account(username: str, later: timedelta = timedelta()) -> Account:
    wanted = person(username)
    found = [one for one in accounts_of([BINH_THOI], now=NOW + later) if one.person == wanted]
    assert len(found) == 1
    return found[0]


def sign_in(username: str) -> None:
    record_sign_in(
        person=person(username), unit_id=BINH_THOI, session_key="k", address="10.0.0.7", browser="", actor=None,
        at=NOW,
    )  # fmt: skip


def test_an_account_counts_as_unused_after_the_days_of_the_rule():
    sign_in("tiep-nhan")
    assert not account("tiep-nhan", timedelta(days=89)).unused
    assert account("tiep-nhan", timedelta(days=90)).unused
    set_review_rule(unused_days=30, every_days=180, **as_admin())
    assert account("tiep-nhan", timedelta(days=30)).unused
    assert not account("tiep-nhan", timedelta(days=29)).unused


def test_a_new_account_is_not_unused_before_anybody_could_use_it():
    newcomer()
    assert not account("chi-lan").unused
    assert account("chi-lan", timedelta(days=90)).unused
    assert account("chi-lan").last_sign_in is None


def test_a_role_that_has_ended_is_reported_as_expired():
    lan = newcomer()
    end = TODAY + timedelta(days=10)
    grant_role(person=lan, unit=unit_by_id(BINH_THOI), role=Role.SEAL, valid_to=end, **as_admin())
    assert account("chi-lan").expired == ()
    (role,) = account("chi-lan", timedelta(days=10)).expired
    assert (role.label, role.ended_on) == ("Văn thư, giữ con dấu", end)
    assert account("chi-lan", timedelta(days=10)).held == ()


def test_a_review_keeps_who_decided_what_when_over_which_roles_and_the_next_is_due_in_time():
    assert account("tiep-nhan").overdue
    review_account(person=person("tiep-nhan"), decision=ReviewDecision.KEEP, text="", **as_admin())
    found = account("tiep-nhan")
    assert not found.overdue
    assert found.last_review is not None
    assert found.last_review.reviewer == person(ADMIN)
    assert found.last_review.roles == ["hcmc.binh-thoi: receive", "hcmc.binh-thoi: return"]
    assert not account("tiep-nhan", timedelta(days=180)).overdue
    assert account("tiep-nhan", timedelta(days=181)).overdue


def test_a_review_that_removes_closes_the_account_and_asks_why():
    with pytest.raises(Refused, match="note_missing"):
        review_account(person=person("van-thu"), decision=ReviewDecision.REMOVE, text=" ", **as_admin())
    review_account(
        person=person("van-thu"), decision=ReviewDecision.REMOVE, text="đã chuyển công tác", **as_admin()
    )
    found = account("van-thu")
    assert not found.person.is_active
    assert not found.overdue
    assert not found.unused


def test_nobody_reviews_their_own_account_or_without_being_administrator():
    with pytest.raises(Refused, match="own_account"):
        review_account(person=person(ADMIN), decision=ReviewDecision.KEEP, text="", **as_admin())
    with pytest.raises(Refused, match="no_role"):
        review_account(
            person=person("van-thu"),
            decision=ReviewDecision.KEEP,
            text="",
            actor=actor("truong-bo-phan"),
            at=NOW,
        )
    assert not AccountReview.objects.exists()


@pytest.mark.parametrize("days", [0, 1096])
def test_a_rule_of_no_days_or_too_many_is_refused(days):
    with pytest.raises(Refused, match="days_wrong"):
        set_review_rule(unused_days=days, every_days=180, **as_admin())


def test_the_list_takes_a_fixed_number_of_queries(django_assert_num_queries):
    with django_assert_num_queries(4):
        few = len(accounts_of([BINH_THOI], now=NOW))
    for number in range(10):
        newcomer(f"nguoi-{number}")
    with django_assert_num_queries(4):
        assert len(accounts_of([BINH_THOI], now=NOW)) == few + 10


def test_the_calendar_of_reviews_knows_the_day_a_role_ends():
    lan = newcomer()
    grant_role(
        person=lan, unit=unit_by_id(BINH_THOI), role=Role.SEAL, valid_from=date(2027, 1, 1), **as_admin()
    )
    assert [role.label for role in account("chi-lan").held] == ["Văn thư, giữ con dấu"]
