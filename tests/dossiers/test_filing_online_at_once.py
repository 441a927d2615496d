"""The same draft sent by several tabs at the same moment becomes one filing, and each tab is shown it."""

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.actions.drafting import begin
from motcua.dossiers.actions.online_filing import Sending, file_online
from motcua.dossiers.models import Dossier, Draft, OnlineFiling
from motcua.dossiers.online.drafts import Holder
from motcua.dossiers.verification import verify
from tests.citizens import citizen
from tests.dossiers.test_acts_at_once import together
from tests.filing_online import EXTRACT, MONDAY, ready_draft

pytestmark = pytest.mark.usefixtures("seeded_alone")


def test_sent_by_four_tabs_at_once_there_is_one_dossier_with_one_number() -> None:
    holder = Holder(account_id=citizen(moment=MONDAY).pk)
    draft = ready_draft(holder)

    def press() -> str:
        try:
            return str(
                file_online(sending=Sending(draft.number, draft.version), actor=holder, at=MONDAY).dossier
            )
        except Refused as refused:
            return refused.refusal.code

    assert len(set(together([press] * 4))) == 1
    assert Dossier.objects.count() == OnlineFiling.objects.count() == 1
    assert verify() == []


def test_begun_in_four_tabs_at_once_there_is_one_draft() -> None:
    holder = Holder(account_id=citizen(moment=MONDAY).pk)
    numbers = together([lambda: begin(procedure=EXTRACT, actor=holder, at=MONDAY).draft.number] * 4)
    assert len(set(numbers)) == 1
    assert Draft.objects.count() == 1
