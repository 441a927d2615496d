"""Before a filing in preparation is discarded its account hears of it, once; who went on is left in peace."""

from datetime import timedelta

import pytest

from motcua.applicants.models import Account
from motcua.dossiers.actions.drafting import begin, discard, discard_old, say_wishes
from motcua.dossiers.models import Draft
from motcua.dossiers.online.drafts import Holder, kept_until
from motcua.jobs.tasks import tell_of_old_drafts
from motcua.notices.actions.planning_drafts import plan_drafts, will_go
from motcua.notices.actions.preferring import prefer
from motcua.notices.models import Notice
from motcua.notices.template_rules import SHORT_FIELDS, plain_letters
from tests.cast import SetClock, at
from tests.citizens import citizen, here
from tests.filing_online import EXTRACT, MONDAY
from tests.notices.office import minute, sms_office

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at(
    "2026-03-28 06:40"
)  # 30 days after Monday 02/3 08:45 are over on 01/4; five days before is 27/3 08:45
DAY = timedelta(days=1)


@pytest.fixture
def be() -> Account:
    return citizen(moment=MONDAY)


@pytest.fixture
def draft(be: Account) -> Draft:
    return begin(procedure=EXTRACT, actor=Holder(account_id=be.pk), at=MONDAY).draft


def test_the_account_is_told_once_by_one_way_some_days_before(
    be: Account, draft: Draft, office_clock: SetClock
) -> None:
    with sms_office() as gateway:
        for day in range(-2, 5):
            office_clock(MORNING + day * DAY)
            tell_of_old_drafts(0)
            minute(MORNING + day * DAY + timedelta(minutes=10))
            assert len(gateway.phones) == (day > 0)  # nobody is woken
            minute(MORNING + day * DAY + timedelta(minutes=25))
            assert len(gateway.phones) == (day >= 0)
        [said] = gateway.phones
    assert said["to"] == "84987654321"
    assert said["text"].startswith(
        "Ho so dang soan se bi xoa tu 01/4/2026 neu ong/ba khong soan tiep. Ma " + draft.number
    )
    assert len(said["text"]) <= 160
    for of_theirs in (be.name, be.id_number, draft.procedure.pk):
        assert plain_letters(of_theirs) not in said["text"]
    notice = Notice.objects.get()
    assert (notice.account, notice.must_before) == (be, kept_until(draft))
    assert discard_old(at=kept_until(draft) + DAY) == 1


def test_who_goes_on_or_chooses_other_ways_is_not_told_of_the_same_draft_again(
    be: Account, draft: Draft
) -> None:
    holder, later = Holder(account_id=be.pk), MORNING + 30 * DAY
    with sms_office():
        assert plan_drafts(at=MORNING) == 1
        say_wishes(actor=holder, number=draft.number, wishes={}, at=MORNING + DAY)
        Notice.objects.update(channel="email")  # the same words went by another way
        assert plan_drafts(at=later) == 0
    assert discard_old(at=later) == 0


def test_who_cannot_be_reached_wants_nothing_or_has_no_draft_any_more_is_not_told(
    be: Account, draft: Draft
) -> None:
    with sms_office():
        prefer(email=False, zalo=False, sms=False, actor=here(be), at=MONDAY)
        assert plan_drafts(at=MORNING) == 0
        prefer(email=True, zalo=True, sms=True, actor=here(be), at=MONDAY)
        Account.objects.update(phone="")
        assert plan_drafts(at=MORNING) == 0
        Account.objects.update(phone=be.phone)
        discard(actor=Holder(account_id=be.pk), number=draft.number, at=MONDAY)
        assert plan_drafts(at=MORNING) == 0
    assert not Notice.objects.exists()  # nobody has to phone either


def test_a_draft_of_today_and_a_guests_are_told_to_nobody(be: Account) -> None:
    begin(procedure=EXTRACT, actor=Holder(account_id=be.pk), at=MORNING)
    guests = begin(procedure=EXTRACT, actor=Holder(), at=MONDAY).draft
    Draft.objects.filter(pk=guests.pk).update(who={"for": "self", "phone": "0912345678"})
    with sms_office():
        assert plan_drafts(at=MORNING) == 0


def test_who_was_told_keeps_nobody_else_out_of_the_next_run(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.notices.actions.planning_drafts.MOST_A_RUN", 1)
    other = citizen("Lê Văn Hai", moment=MONDAY, id_number="079085001111", phone="+84987111222")
    later = begin(
        procedure=EXTRACT, actor=Holder(account_id=other.pk), at=MONDAY + timedelta(minutes=1)
    ).draft
    with sms_office():
        assert [plan_drafts(at=MORNING + DAY) for _ in range(3)] == [1, 1, 0]
    assert set(Notice.objects.values_list("subject", flat=True)) == {draft.number, later.number}


def test_what_is_told_of_a_draft_fits_a_short_message() -> None:
    assert len(will_go(at("2026-12-28 10:00"))) <= SHORT_FIELDS["news"]
