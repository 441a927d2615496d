"""How sure must a stay be to file, and what becomes of drafts and filings when two accounts become one?"""

import dataclasses

import pytest
from django.test import Client

from motcua.applicants.actions.joining import join_accounts
from motcua.applicants.models import Account, AccountSession
from motcua.applicants.queries import citizen_from, joined_ids
from motcua.core.refusals import Refused
from motcua.dossiers.actions import online_filing
from motcua.dossiers.actions.online_filing import Sending, file_online
from motcua.dossiers.online.drafts import Holder, draft_for
from motcua.dossiers.online.settings import online_rules, read_online_rules
from motcua.dossiers.own import own_dossiers
from motcua.web.citizen.online import begin
from tests.citizens import citizen, signed_in
from tests.filing_online import EXTRACT, FLOW, MONDAY, filed, ready_draft

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def identity_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extract asks for an identity that was shown."""
    asked = dataclasses.replace(online_rules(), assurance={EXTRACT: 2}, guests=frozenset({EXTRACT}))
    monkeypatch.setattr(online_filing, "online_rules", lambda: asked)
    monkeypatch.setattr(begin, "online_rules", lambda: asked)


def coming(account: Account, assurance: int):
    client = signed_in(Client(), account, moment=MONDAY, assurance=assurance)
    return client, citizen_from(AccountSession.objects.latest("pk"))


@pytest.mark.requirement("R-033")
def test_a_procedure_says_how_sure_it_must_be_and_less_is_refused(identity_asked: None):
    holder = Holder(account_id=citizen(moment=MONDAY).pk)
    draft = ready_draft(holder)
    with pytest.raises(Refused) as no:
        file_online(sending=Sending(draft.number, draft.version), actor=holder, at=MONDAY)
    assert (no.value.refusal.code, no.value.refusal.data["needed"]) == ("assurance_too_low", 2)
    sure = Sending(draft.number, draft.version, assurance=2)
    assert file_online(sending=sure, actor=holder, at=MONDAY).account_id == holder.account_id


def test_who_came_less_surely_is_led_to_a_surer_way_before_they_type(identity_asked: None, office_clock):
    office_clock(MONDAY)
    account = citizen(moment=MONDAY)
    low, _ = coming(account, 1)
    assert low.post(FLOW)["Location"] == f"/dang-nhap/nang-muc/?tiep={FLOW}&muc=2"
    high, _ = coming(account, 2)
    assert high.post(FLOW)["Location"].startswith(FLOW)


@pytest.mark.parametrize("level", [0, 4, "2", True])
def test_a_level_that_is_none_is_not_read(level):
    rules = {
        "draft_days": 2, "draft_told_days": 1, "parts_hours": 1, "guests": [], "assurance": {EXTRACT: level},
        "answer_hours": [{"from": "2010-01-01", "hours": 8, "source": "61/2018/NĐ-CP"}],
    }  # fmt: skip
    with pytest.raises(ValueError, match="assurance"):
        read_online_rules(rules)


@pytest.mark.requirement("R-033")
def test_joining_keeps_the_drafts_and_the_filings_of_both():
    former, new = citizen(moment=MONDAY), citizen(moment=MONDAY)
    filing = filed(Holder(account_id=former.pk))
    draft = ready_draft(Holder(account_id=former.pk))
    _, here = coming(new, 2)
    assert join_accounts(other_id=former.pk, actor=here, at=MONDAY) > 0
    found = draft_for(Holder(account_id=new.pk), EXTRACT)
    assert found is not None
    assert found.pk == draft.pk
    assert filing.dossier in own_dossiers(here)
    assert joined_ids(new.pk) == [new.pk, former.pk]


def test_two_drafts_of_one_procedure_are_both_still_there():
    former, new = citizen(moment=MONDAY), citizen(moment=MONDAY)
    theirs, mine = ready_draft(Holder(account_id=former.pk)), ready_draft(Holder(account_id=new.pk))
    _, here = coming(new, 2)
    join_accounts(other_id=former.pk, actor=here, at=MONDAY)
    theirs.refresh_from_db()
    assert theirs.state == mine.state == "open"
    assert theirs.account_id in joined_ids(new.pk)
