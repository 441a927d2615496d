"""How long is a citizen in, and who ends that?"""

from datetime import timedelta

import pytest

from motcua.applicants.actions.sessions import (
    end_idle_stays,
    end_other_stays,
    end_stay,
    end_stay_elsewhere,
    keep_up,
    open_session,
)
from motcua.applicants.models import AccountSession
from motcua.applicants.policies import IDLE, IDLE_HELPED, LONGEST, over
from motcua.applicants.queries import session_going_on
from motcua.applicants.terms import IdentityWay
from motcua.core.refusals import Refused
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from tests.cast import Q11, at, colleague
from tests.citizens import citizen

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 08:30")


def come_in(account, *, helper: Actor | None = None) -> AccountSession:
    return open_session(
        account=account,
        way=IdentityWay.DESK if helper else IdentityWay.PHONE,
        assurance=1,
        address="10.0.0.1",
        browser="Firefox",
        actor=helper,
        at=MORNING,
    )


def test_an_hour_without_a_page_ends_a_stay_and_ten_minutes_at_a_helpers_desk():
    assert not over(MORNING, MORNING, MORNING + IDLE - timedelta(seconds=1), helped=False)
    assert over(MORNING, MORNING, MORNING + IDLE, helped=False)
    assert not over(MORNING, MORNING, MORNING + IDLE_HELPED - timedelta(seconds=1), helped=True)
    assert over(MORNING, MORNING, MORNING + IDLE_HELPED, helped=True)


def test_nobody_stays_longer_than_a_day_of_work_however_busy():
    assert over(MORNING, MORNING + LONGEST, MORNING + LONGEST, helped=False)


def test_every_page_keeps_the_stay_up():
    stay = come_in(citizen())
    later = MORNING + timedelta(minutes=50)
    keep_up(session=stay, actor=None, at=later)
    assert session_going_on(stay.pk, MORNING + timedelta(minutes=100)) is not None
    assert session_going_on(stay.pk, later + IDLE) is None


def test_what_was_left_alone_ends_at_its_last_page():
    helped = come_in(citizen(), helper=colleague(Role.ASSIST, Q11, MORNING))
    own = come_in(citizen())
    assert end_idle_stays(at=MORNING + timedelta(minutes=30)) == 1
    helped.refresh_from_db()
    assert helped.ended_at == MORNING
    assert session_going_on(own.pk, MORNING + timedelta(minutes=30)) is not None


def test_one_ends_ones_other_stays_and_nobody_elses():
    account, other = citizen(), citizen("Lê Văn Năm")
    here, phone, theirs = come_in(account), come_in(account), come_in(other)
    assert end_other_stays(account_id=account.pk, but=here.pk, actor=None, at=MORNING) == 1
    going_on = [stay for stay in (here, phone, theirs) if session_going_on(stay.pk, MORNING)]
    assert going_on == [here, theirs]
    with pytest.raises(Refused) as no:
        end_stay_elsewhere(session_id=theirs.pk, account_id=account.pk, actor=None, at=MORNING)
    assert no.value.refusal.code == "session_unknown"


def test_who_left_is_gone_and_the_end_does_not_move():
    stay = come_in(citizen())
    end_stay(session_id=stay.pk, actor=None, at=MORNING)
    end_stay(session_id=stay.pk, actor=None, at=MORNING + timedelta(minutes=5))
    stay.refresh_from_db()
    assert stay.ended_at == MORNING
    assert session_going_on(stay.pk, MORNING) is None


def test_a_helped_stay_says_who_helped_and_in_which_unit():
    helper = colleague(Role.ASSIST, Q11, MORNING)
    stay = come_in(citizen(), helper=helper)
    assert (stay.assisted_by_id, stay.assisted_in_id) == (helper.person_id, Q11)
