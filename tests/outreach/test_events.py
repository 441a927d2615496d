"""Events as the office writes them down: weekly, shared, postponed, held; each counted once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from typing import Any

import pytest
from django.db import connection

from motcua.core.refusals import Refused
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from motcua.outreach.actions.dialogues import answer_question, raise_question
from motcua.outreach.actions.events import Announced, Came, plan_event, report_event, say_outcome, set_new_day
from motcua.outreach.actions.initiatives import (
    Proposed,
    adopt_initiative,
    follow_initiative,
    propose_initiative,
)
from motcua.outreach.models import DayOutcome, Event
from motcua.outreach.queries import (
    counts_by_kind,
    events,
    initiatives,
    overdue_events,
    questions,
    rows_of,
    units_with_events,
)
from motcua.outreach.terms import Asker, DayStanding, EventKind, EventStanding, InitiativeState
from motcua.programmes.models import Programme
from motcua.programmes.terms import ProgrammeStatus
from tests.cast import P5, Q11, THANH_SON, at, colleague

CITY, DISTRICT = "hcmc-same-day-2022", "q11-same-day-2022"
BEFORE, AFTER = at("2022-05-13 09:00"), at("2022-06-16 09:00")
FIRST, LAST = date(2022, 5, 15), date(2022, 6, 15)
NONE = Came()
HELD = EventStanding.HELD
WENT_WELL = Came(result="62 doanh nghiệp dự, giải đáp 14 câu hỏi", attended=62)


def controller(unit: str = Q11, role: Role = Role.CONTROL) -> Actor:
    return colleague(role, unit, BEFORE)


def announced(**more: Any) -> Announced:
    said: dict[str, Any] = {
        "lead": Q11,
        "kind": EventKind.DIALOGUE,
        "name": "Hội nghị đối thoại với doanh nghiệp",
        "place": "Hội trường Ủy ban nhân dân Quận 11",
        "first": date(2022, 5, 18),
        "last": date(2022, 5, 18),
        "starts": time(8),
        "ends": time(11),
        "programme": CITY,
    }
    return Announced(**(said | more))


def planned(moment=BEFORE, came: Came = NONE, by: Actor | None = None, **more: Any) -> Event:
    return plan_event(announced=announced(**more), came=came, actor=by or controller(), at=moment)


def held(event: Event, came: Came = WENT_WELL, moment=AFTER, nth: int = 0) -> DayOutcome:
    return said_of(event, DayStanding.HELD, came=came, moment=moment, nth=nth)


def said_of(
    event: Event,
    standing: DayStanding,
    *,
    reason: str = "",
    came: Came = NONE,
    moment=AFTER,
    nth: int = 0,
    by: Actor | None = None,
    new_day: date | None = None,
) -> DayOutcome:
    day = list(event.days.all())[nth]
    return say_outcome(
        day_id=day.pk, standing=standing, reason=reason, came=came, new_day=new_day,
        actor=by or controller(event.lead_id), at=moment,
    )  # fmt: skip


def refusal_of(call, *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **more)
    return str(caught.value.refusal.code)


def standing(event: Event, moment=AFTER) -> EventStanding:
    return rows_of([event], moment)[0].standing


@pytest.mark.requirement("R-250", "R-251", "R-252")
def test_a_weekly_festival_of_several_bodies_is_one_event_on_five_wednesdays(seeded: None) -> None:
    festival = planned(
        kind=EventKind.FESTIVAL, name="Ngày hội giải quyết thủ tục hành chính", first=FIRST, last=LAST, weekday=3,
        units=[P5], bodies=["Ban Quản lý Khu Công nghệ cao", "Công đoàn Viên chức Thành phố"],
        procedures=["2.000815"],
    )  # fmt: skip
    assert [f"{one.day:%d/%m}" for one in festival.days.all()] == [
        "18/05",
        "25/05",
        "01/06",
        "08/06",
        "15/06",
    ]
    for nth in range(5):
        held(festival, Came(result="Tư vấn tại chỗ", attended=30, advised=20, settled=8), nth=nth)
    count = counts_by_kind(CITY, FIRST, LAST)[EventKind.FESTIVAL]
    assert (count.of(HELD), count.advised, count.settled, count.attended) == (1, 100, 40, 150)
    assert count.units == {Q11, P5}
    assert count.ids[HELD] == [festival.pk]
    assert rows_of([festival], AFTER)[0].bodies == (
        festival.co_organisers.get(body_id=P5).name,
        "Ban Quản lý Khu Công nghệ cao",
        "Công đoàn Viên chức Thành phố",
    )
    half = counts_by_kind(CITY, FIRST, date(2022, 5, 31))[EventKind.FESTIVAL]
    assert (half.of(HELD), half.advised) == (1, 40)


@pytest.mark.requirement("R-246", "R-249")
def test_an_event_of_each_kind_is_recorded_with_its_result_and_counted(seeded: None) -> None:
    for kind in EventKind:
        planned(AFTER, WENT_WELL, kind=kind, name=f"Sự kiện {kind.value}")
    counts = counts_by_kind(CITY, FIRST, LAST)
    assert {kind: counts[kind].of(HELD) for kind in EventKind} == dict.fromkeys(EventKind, 1)
    assert counts[EventKind.SUPPORT].attended == 62
    assert counts_by_kind(CITY, date(2022, 7, 1), date(2022, 7, 31))[EventKind.DIALOGUE].of(HELD) == 0


def test_the_past_is_only_recorded_as_held_with_its_result(seeded: None) -> None:
    assert refusal_of(planned, AFTER) == "event_in_past"
    event = planned(AFTER, WENT_WELL)
    assert standing(event) is EventStanding.HELD
    assert refusal_of(planned, BEFORE, WENT_WELL) == "result_too_early"
    assert refusal_of(planned, AFTER, WENT_WELL, first=FIRST, last=LAST, weekday=3) == "counts_by_day"
    assert Event.objects.count() == 1


@pytest.mark.requirement("R-246")
@pytest.mark.parametrize(
    "more",
    [{"attended": 0}, {"settled": 3}, {"evidence": "12/BB-UBND"}, {"file": b"%PDF", "file_name": "a.pdf"}],
)
def test_numbers_and_evidence_without_a_result_are_asked_for_it(seeded: None, more: dict[str, Any]) -> None:
    assert refusal_of(planned, BEFORE, Came(**more)) == "result_missing"
    assert not Event.objects.exists()


@pytest.mark.requirement("R-244")
def test_what_is_postponed_or_cancelled_with_a_reason_is_not_overdue(seeded: None) -> None:
    waiting, gone, owed = planned(name="Hoãn"), planned(name="Hủy"), planned(name="Quên ghi")
    assert refusal_of(said_of, waiting, DayStanding.POSTPONED) == "reason_missing"
    said_of(waiting, DayStanding.POSTPONED, reason="Dịch bệnh phức tạp")
    said_of(gone, DayStanding.CANCELLED, reason="Dịch bệnh phức tạp")
    assert [standing(one) for one in (waiting, gone, owed)] == ["postponed", "cancelled", "overdue"]
    assert [row.event.name for row in overdue_events([Q11], AFTER)] == ["Quên ghi"]
    count = counts_by_kind(CITY, FIRST, LAST, now=AFTER)[EventKind.DIALOGUE]
    assert count.ids == {
        HELD: [],
        EventStanding.PLANNED: [],
        EventStanding.OVERDUE: [owed.pk],
        EventStanding.POSTPONED: [waiting.pk],
        EventStanding.CANCELLED: [gone.pk],
    }


def test_a_postponed_day_gets_its_new_day_once_and_is_counted_there(seeded: None) -> None:
    event = planned()
    said_of(event, DayStanding.POSTPONED, reason="Mưa bão", moment=BEFORE)
    day = event.days.first()
    assert day is not None
    move: dict[str, Any] = {"day_id": day.pk, "actor": controller(), "at": BEFORE}
    assert refusal_of(set_new_day, new_day=date(2022, 5, 12), **move) == "day_past"
    assert refusal_of(set_new_day, new_day=date(2022, 5, 18), **move) == "day_taken"
    set_new_day(new_day=date(2022, 6, 20), **move)
    assert refusal_of(set_new_day, new_day=date(2022, 6, 21), **move) == "not_postponed"
    assert standing(event) is EventStanding.PLANNED
    held(event, moment=at("2022-06-20 12:00"), nth=1)
    assert standing(event) is EventStanding.HELD
    assert counts_by_kind(CITY, FIRST, LAST)[EventKind.DIALOGUE].of(EventStanding.POSTPONED) == 1
    assert counts_by_kind(CITY, FIRST, date(2022, 6, 30))[EventKind.DIALOGUE].of(HELD) == 1


def test_a_wrong_result_is_said_again_with_a_reason_and_the_newest_counts(seeded: None) -> None:
    event = planned(AFTER, WENT_WELL)
    assert refusal_of(held, event) == "reason_missing"
    said_of(
        event, DayStanding.HELD, reason="Đếm lại danh sách", came=Came(result="60 doanh nghiệp", attended=60)
    )
    assert counts_by_kind(CITY, FIRST, LAST)[EventKind.DIALOGUE].attended == 60
    assert DayOutcome.objects.count() == 2


@pytest.mark.requirement("R-255")
def test_each_unit_with_dialogues_promotion_or_surveys_counts_once_and_is_named(seeded: None) -> None:
    planned(AFTER, WENT_WELL, units=[P5])
    planned(AFTER, WENT_WELL, kind=EventKind.SURVEY, name="Khảo sát", programme=DISTRICT)
    planned(AFTER, WENT_WELL, kind=EventKind.FESTIVAL, name="Ngày hội")
    planned(units=[], name="Chưa tổ chức")
    rows = units_with_events(CITY)
    assert {row.unit.pk: len(row.ids) for row in rows} == {Q11: 2, P5: 1}
    q11 = next(row for row in rows if row.unit.pk == Q11)
    assert set(q11.kinds) == {EventKind.DIALOGUE, EventKind.SURVEY}
    assert {row.unit.pk for row in units_with_events(DISTRICT)} == {Q11}
    assert {row.unit.pk for row in units_with_events(CITY, first=FIRST, last=date(2022, 5, 18))} == {Q11, P5}
    assert units_with_events(CITY, first=date(2022, 5, 19), last=LAST) == []
    assert {row.unit.pk for row in units_with_events(CITY, unit_ids=[P5])} == {P5}
    ward = counts_by_kind(CITY, FIRST, LAST, unit_ids=[P5])
    assert [(count.of(HELD), count.units) for count in ward.values() if count.of(HELD)] == [(1, {P5})]


@pytest.mark.requirement("R-254")
def test_a_launching_ceremony_names_the_variant_it_opens(seeded: None) -> None:
    variant = "tan-son-nhi-continuation-2022"
    ceremony = planned(AFTER, WENT_WELL, kind=EventKind.CEREMONY, name="Lễ phát động", opens=variant)
    assert ceremony.opens_id == variant
    assert refusal_of(planned, opens=variant) == "opens_wrong"
    assert refusal_of(planned, kind=EventKind.CEREMONY, opens="khong-co") == "programme_unknown"


def test_what_is_only_proposed_is_no_programme_of_an_event(seeded: None) -> None:
    Programme.objects.filter(pk=CITY).update(status=ProgrammeStatus.PROPOSED)
    assert refusal_of(planned) == "programme_unknown"
    assert planned(programme="").programme is None


@pytest.mark.requirement("R-245")
def test_questions_of_a_dialogue_have_who_answers_by_when_and_open_ones_are_listed(seeded: None) -> None:
    event = planned(AFTER, WENT_WELL)
    first, second = (
        raise_question(
            event_id=event.pk, asker=Asker.BUSINESS, text=text, responsible=unit, due_on=date(2022, 6, day),
            actor=controller(), at=AFTER,
        )
        for text, unit, day in (
            ("Vì sao phải nộp lại bản sao? Xin gọi 0912345678", P5, 30),
            ("Khi nào có đăng ký trực tuyến?", Q11, 20),
        )
    )  # fmt: skip
    assert "0912345678" not in first.text
    assert [one.pk for one in questions(open_only=True)] == [second.pk, first.pk]
    answer: dict[str, Any] = {"question_id": first.pk, "text": "Không phải nộp lại.", "at": AFTER}
    assert refusal_of(answer_question, actor=controller(), **answer) == "other_unit"
    assert refusal_of(answer_question, actor=colleague(Role.RETURN, P5, AFTER), **answer) == "no_role"
    answer_question(actor=controller(P5, Role.LEAD), **answer)
    assert [one.pk for one in questions(open_only=True)] == [second.pk]
    assert [one.pk for one in questions(responsible=[P5])] == [first.pk]
    assert [one.pk for one in questions(words="TRUC tuyen")] == [second.pk]
    late = {"event_id": event.pk, "asker": Asker.RESIDENT, "text": "?", "responsible": Q11, "at": AFTER}
    assert refusal_of(raise_question, due_on=date(2022, 6, 15), actor=controller(), **late) == "due_past"


@pytest.mark.requirement("R-242", "R-243")
def test_a_workshop_collects_initiatives_ends_in_a_report_and_a_model_is_taken_over(seeded: None) -> None:
    workshop = planned(kind=EventKind.WORKSHOP, name="Hội thảo sáng kiến")
    report: dict[str, Any] = {
        "event_id": workshop.pk,
        "number": "25/BC-UBND",
        "text": "",
        "actor": controller(),
        "at": AFTER,
    }
    assert refusal_of(report_event, issued_on=LAST, **report) == "not_held_yet"
    held(workshop)
    report_event(issued_on=LAST, **report)
    idea = propose_initiative(
        proposed=Proposed(
            "Tổ Một cửa", "Chứng thực theo yêu cầu", "Ngoài giờ thứ Ba, thứ Năm", event=workshop
        ),
        actor=colleague(Role.RECEIVE, Q11, AFTER),
        at=AFTER,
    )
    assert [one.pk for one in workshop.initiatives.all()] == [idea.pk]
    assert [one.number for one in workshop.reports.all()] == ["25/BC-UBND"]
    adopt: dict[str, Any] = {"initiative_id": idea.pk, "since": LAST, "result": "", "at": AFTER}
    follow: dict[str, Any] = {"initiative_id": idea.pk, "evidence": "", "actor": controller(), "at": AFTER}
    assert refusal_of(adopt_initiative, actor=controller(P5), **adopt) == "not_model"
    tried = {"reached": InitiativeState.TRIED, "result": "Đang làm"}
    assert refusal_of(follow_initiative, model=True, **tried, **follow) == "model_not_applied"
    follow_initiative(reached=InitiativeState.APPLIED, result="Giảm 30 lượt chờ", model=True, **follow)
    assert refusal_of(adopt_initiative, actor=controller(), **adopt) == "own_initiative"
    adopt_initiative(actor=controller(P5), **adopt)
    assert refusal_of(adopt_initiative, actor=controller(P5), **adopt) == "adopted_already"
    assert [one.pk for one in initiatives(models_only=True, words="chung thuc")] == [idea.pk]
    assert [one.adopter_id for one in idea.adoptions.all()] == [P5]
    follow_initiative(reached=InitiativeState.DROPPED, result="Hết nhu cầu", model=False, **follow)
    assert not initiatives(models_only=True)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CONTROL, Role.LEAD}))
def test_only_who_controls_or_leads_plans_an_event(seeded: None, role: Role) -> None:
    actor = Actor(1, "Nguyễn Thị Lan", Q11, frozenset({role}), frozenset())
    assert refusal_of(planned, by=actor) == "no_role"


def test_a_district_plans_for_its_wards_and_nobody_for_a_stranger(seeded: None) -> None:
    assert planned(lead=P5).lead_id == P5
    assert refusal_of(planned, lead=THANH_SON) == "other_unit"
    assert refusal_of(planned, lead=Q11, by=controller(P5)) == "other_unit"
    event = planned()
    assert refusal_of(said_of, event, DayStanding.CANCELLED, reason="x", by=controller(P5)) == "other_unit"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"name": ""}, "name_missing"),
        ({"name": "Đ" * 301}, "text_too_long"),
        ({"name": "Hội nghị\u202e"}, "text_has_marks"),
        ({"units": ["khong.co"]}, "unit_unknown"),
        ({"bodies": [f"Đơn vị {n}" for n in range(31)]}, "too_many_bodies"),
        ({"procedures": ["9.999999"]}, "procedure_unknown"),
        ({"starts": time(11), "ends": time(8)}, "hours_wrong"),
        ({"starts": None}, "hours_wrong"),
        ({"last": date(2022, 5, 17)}, "period_wrong"),
    ],
)
def test_an_event_that_cannot_be_is_refused(seeded: None, more: dict[str, Any], expected: str) -> None:
    assert refusal_of(planned, **more) == expected
    assert not Event.objects.exists()


def test_an_event_is_found_without_accents_however_it_was_typed(seeded: None) -> None:
    event = planned(name="Hội nghị đối thoại")
    assert event.name == "Hội nghị đối thoại"
    for words in ("hoi nghi DOI THOAI", "đối thoại quận 11", "hội"):
        assert [one.pk for one in events(unit_ids=[Q11], words=words)] == [event.pk], words
    assert not events(unit_ids=[P5])


def test_requests_are_counted_at_festival_days_only(seeded: None) -> None:
    event = planned()
    assert refusal_of(held, event, Came(result="Tốt", settled=3)) == "counts_of_festival"
    assert refusal_of(held, event, Came(result="Tốt", attended=-1)) == "number_wrong"


def test_of_two_who_say_at_once_what_became_of_a_day_one_is_told(seeded_alone: None) -> None:
    event = planned()
    actor = controller()

    def cancel(_nth: int) -> str:
        try:
            said_of(event, DayStanding.CANCELLED, reason="Dịch bệnh", by=actor)
        except Refused as refused:
            return refused.refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(cancel, range(4)))
    assert answers == ["day_settled"] * 3 + ["done"]
