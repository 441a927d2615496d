"""What counts: events of programmes that are told, each once; every figure opens the events behind it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from motcua.core.refusals import Refused
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.outreach.actions.campaigning import record_reach
from motcua.outreach.actions.dialogues import answer_question, raise_question
from motcua.outreach.communication_terms import Audience, CampaignChannel
from motcua.outreach.queries import counts_by_kind
from motcua.outreach.terms import Asker, DayStanding, EventKind, EventStanding
from motcua.programmes.actions.recording import redefined
from motcua.programmes.models import Programme
from motcua.programmes.terms import ProgrammeStatus
from motcua.programmes.touching import programme_choices
from motcua.web.citizen import taking_part
from motcua.web.communication.telling_forms import ReachForm
from tests.cast import P5, Q11, SetClock
from tests.outreach.test_events import (
    AFTER,
    BEFORE,
    CITY,
    FIRST,
    LAST,
    WENT_WELL,
    controller,
    planned,
    refusal_of,
    said_of,
)
from tests.web.staff.desk import signed_in

HERE = "/can-bo/hoat-dong/"


@pytest.mark.requirement("R-252")
def test_the_same_event_is_written_down_once_however_it_is_typed(seeded: None) -> None:
    planned(AFTER, WENT_WELL)
    assert refusal_of(planned, AFTER, WENT_WELL) == "event_recorded"
    assert refusal_of(planned, name="Hội nghị  đối thoại với doanh nghiệp ", units=[P5]) == "event_recorded"
    assert counts_by_kind(CITY, FIRST, LAST)[EventKind.DIALOGUE].of(EventStanding.HELD) == 1
    planned(AFTER, WENT_WELL, starts=time(14), ends=time(16))
    planned(AFTER, WENT_WELL, lead=P5)
    assert counts_by_kind(CITY, FIRST, LAST)[EventKind.DIALOGUE].of(EventStanding.HELD) == 3


@pytest.mark.requirement("R-244", "R-252")
def test_what_was_cancelled_may_be_announced_again_for_the_same_day(seeded: None) -> None:
    said_of(planned(), DayStanding.CANCELLED, reason="Ghi nhầm", moment=BEFORE)
    planned()
    assert refusal_of(planned) == "event_recorded"


@pytest.mark.requirement("R-252")
def test_of_two_who_write_the_same_event_down_at_once_one_is_told(seeded_alone: None) -> None:
    actor = controller()

    def write(_nth: int) -> str:
        try:
            planned(AFTER, WENT_WELL, actor)
        except Refused as refused:
            return refused.refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(write, range(4))) == ["done"] + ["event_recorded"] * 3


@pytest.mark.requirement("R-250")
def test_the_public_sees_what_comes_soonest_however_much_is_announced(
    seeded: None, office_clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_part, "_MOST", 1)
    office_clock(BEFORE)
    planned(name="Đối thoại tháng Năm")
    later: dict[str, Any] = {"first": date(2022, 7, 1), "last": date(2022, 7, 1)}
    planned(name="Đối thoại tháng Bảy", **later)
    called_off = planned(name="Đối thoại đã hủy", first=date(2022, 5, 16), last=date(2022, 5, 16))
    said_of(called_off, DayStanding.CANCELLED, reason="Dịch bệnh", moment=BEFORE)
    coming = Client().get("/tham-gia/").context["coming"]
    assert [row["one"].name for row in coming] == ["Đối thoại tháng Năm"]


@pytest.mark.requirement("R-245")
def test_an_event_shows_what_was_answered_and_leads_to_the_question(
    seeded: None, office_clock: SetClock
) -> None:
    office_clock(AFTER)
    event = planned(AFTER, WENT_WELL, units=[P5])
    long = "Vì sao đã nộp bản điện tử có chứng thực mà vẫn phải nộp thêm bản sao giấy khi nhận kết quả?"
    asked: dict[str, Any] = {"event_id": event.pk, "asker": Asker.BUSINESS, "due_on": date(2022, 6, 30)}
    act: dict[str, Any] = {"actor": controller(), "at": AFTER}
    ours, theirs = (raise_question(**asked, **act, text=long, responsible=unit) for unit in (P5, Q11))
    for text in ("Sẽ xem lại.", "Không phải nộp thêm."):
        answer_question(question_id=ours.pk, text=text, actor=controller(P5, Role.LEAD), at=AFTER)
    ward = signed_in(P5, Role.CONTROL)
    page = ward.get(f"{HERE}{event.pk}/").content.decode()
    assert "Không phải nộp thêm." in page
    assert "Sẽ xem lại." not in page
    [address] = re.findall(r'href="([^"]*/cau-hoi/\?[^"]*)"', page)
    assert [row["one"].pk for row in ward.get(unescape(address)).context["rows"]] == [ours.pk]
    above = signed_in(Q11, Role.CONTROL).get(f"{HERE}{event.pk}/").content.decode()
    assert len(re.findall(r'href="[^"]*/cau-hoi/\?', above)) == 2
    assert theirs.text in page


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
def test_a_draft_of_a_programme_is_offered_nowhere(seeded: None, office_clock: SetClock) -> None:
    office_clock(AFTER)
    unit = Unit.objects.get(pk=Q11)
    assert CITY in dict(programme_choices(unit))
    redefined(Programme.objects.get(pk=CITY), AFTER, status="draft")
    form = ReachForm(unit=unit, day=date(2022, 6, 16))
    offered = form.fields["programme"].choices  # type: ignore[attr-defined]  # a choice field
    shown = signed_in(Q11, Role.CONTROL).get(f"{HERE}so-lieu/", {"chuong-trinh": CITY}).context
    for choices in (programme_choices(unit), offered, shown["programmes"]):
        assert "q11-same-day-2022" in dict(choices)
        assert CITY not in dict(choices)
    assert shown["programme"] is None
