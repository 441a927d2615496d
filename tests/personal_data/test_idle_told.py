"""Before an account that nobody uses goes, its person is told until when to come; who comes keeps it."""

from datetime import timedelta

import pytest

from motcua.applicants.models import Account
from motcua.applicants.terms import AccountState
from motcua.core.moments import local_day
from motcua.jobs.tasks import let_unused_accounts_go
from motcua.notices.models import Notice
from motcua.notices.template_rules import SHORT_FIELDS, plain_letters
from motcua.personal_data.models import AccountTombstone
from motcua.personal_data.news import ANSWERED, came, will_go
from motcua.personal_data.rules import data_rules
from tests.cast import SetClock, at
from tests.citizens import citizen
from tests.notices.office import minute, sms_office

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")


def test_the_night_tells_the_person_once_and_only_later_lets_the_account_go(office_clock: SetClock) -> None:
    account = citizen(moment=MORNING)
    night = MORNING + data_rules().idle + timedelta(days=1)
    with sms_office() as phones:
        for moment in (night, night + timedelta(days=1)):
            office_clock(moment)
            let_unused_accounts_go(0)
            minute(moment + timedelta(minutes=5))
    notice = Notice.objects.get(account=account)
    assert notice.subject == f"TK-{account.pk}"
    [said] = phones.phones
    goes_on = local_day(night + data_rules().told)
    assert said["to"] == "84987654321"
    assert said["text"].startswith(plain_letters(will_go(goes_on)))
    assert f"{goes_on:%d}/" in said["text"]
    assert Account.objects.get(pk=account.pk).state == AccountState.OPEN
    assert not AccountTombstone.objects.exists()
    office_clock(night + data_rules().told + timedelta(days=1))
    let_unused_accounts_go(0)
    assert Account.objects.get(pk=account.pk).state == AccountState.CLOSED
    assert AccountTombstone.objects.get().reason == "idle"


def test_what_is_told_of_ones_data_fits_a_short_message_on_the_longest_day() -> None:
    longest = at("2022-12-28 10:00")
    for said in (ANSWERED, came(longest), will_go(local_day(longest))):
        assert len(said) <= SHORT_FIELDS["news"], said
