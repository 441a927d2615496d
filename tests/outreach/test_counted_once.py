"""What counts: events of programmes that are told, each once; every figure opens the events behind it."""

from datetime import date
from typing import Any

import pytest

from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.outreach.actions.campaigning import record_reach
from motcua.outreach.communication_terms import Audience, CampaignChannel
from motcua.outreach.terms import EventKind
from motcua.programmes.models import Programme
from motcua.programmes.terms import ProgrammeStatus
from motcua.web.communication.telling_forms import ReachForm
from motcua.web.outreach.fields import programme_choices
from tests.cast import Q11
from tests.outreach.test_events import AFTER, CITY, FIRST, LAST, controller, planned, refusal_of
from tests.web.staff.desk import signed_in

HERE = "/can-bo/hoat-dong/"


@pytest.mark.requirement("R-246", "R-262")
def test_a_draft_of_a_programme_takes_no_event_and_no_reach(seeded: None) -> None:
    Programme.objects.filter(pk=CITY).update(status=ProgrammeStatus.DRAFT)
    assert refusal_of(planned) == "programme_unknown"
    ceremony: dict[str, Any] = {"kind": EventKind.CEREMONY, "programme": "", "opens": CITY}
    assert refusal_of(planned, **ceremony) == "programme_unknown"
    said: dict[str, Any] = {"day": FIRST, "last": LAST, "evidence": "Báo cáo", "reach": 40}
    about = {"programme": CITY, "channel": CampaignChannel.MESSAGE, "audience": Audience.PEOPLE}
    assert refusal_of(record_reach, **about, **said, actor=controller(), at=AFTER) == "programme_unknown"


@pytest.mark.requirement("R-246", "R-262")
def test_a_draft_of_a_programme_is_offered_nowhere(seeded: None) -> None:
    assert CITY in dict(programme_choices())
    Programme.objects.filter(pk=CITY).update(status=ProgrammeStatus.DRAFT)
    form = ReachForm(unit=Unit.objects.get(pk=Q11), day=date(2022, 6, 16))
    offered = form.fields["programme"].choices  # type: ignore[attr-defined]  # a choice field
    shown = signed_in(Q11, Role.CONTROL).get(f"{HERE}so-lieu/", {"chuong-trinh": CITY}).context
    for choices in (programme_choices(), offered, shown["programmes"]):
        assert len(choices) > 1
        assert CITY not in dict(choices)
    assert shown["programme"] is None
