"""What an official writes down at people's homes reaches the office once, at its true moment, or is told why not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.actions.late_entry import confirm
from motcua.dossiers.actions.road import Noted, Taken, take_noted
from motcua.dossiers.home_terms import HomeState, RoadOutcome
from motcua.dossiers.models import Dossier, HomeApproval, HomeRequest, Intake, RoadEntry, WaitingEntry
from motcua.dossiers.road_rules import (
    Happened,
    Told,
    area_of,
    by_office_clock,
    place_in_route,
    why_not_key,
    why_not_moment,
)
from motcua.dossiers.verification import verify
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, P5, Q11, at, colleague, reception_of
from tests.dossiers.other_acts import now
from tests.dossiers.paper_day import block_for, codes_of, due
from tests.dossiers.test_acts_at_once import together
from tests.dossiers.test_home_visits import approve, asked, scheduled

EIGHT, THERE = at("2022-05-17 07:45"), at("2022-05-17 08:20")
BACK = at("2022-05-17 16:30")
NO_LINE = "Tiếp nhận tại nhà, không có mạng"
MINUTE = timedelta(minutes=1)


def clerk() -> Actor:
    return colleague(Role.RECEIVE, Q11, THERE)


def noted(key: str = "key-0001", moment: datetime = THERE, **more: Any) -> Noted:
    said: dict[str, Any] = {
        "key": key,
        "happened": Happened(moment - 5 * MINUTE, moment),
        "reception": reception_of(CERTIFIED_COPY, Q11, moment),
    }
    return Noted(**(said | more))


def taken(one: Noted, moment: datetime = THERE + MINUTE, actor: Actor | None = None) -> Taken:
    return take_noted(noted=one, actor=actor or clerk(), at=moment)


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.refusal.code


def dossier_of(entry: RoadEntry) -> Dossier:
    assert entry.dossier is not None
    return entry.dossier


@pytest.fixture
def visit(seeded: None) -> HomeRequest:
    """A visit agreed for Tuesday 17 May, eight o'clock, in Quận 11."""
    approve()
    return scheduled(asked())


def paper(size: int = 5) -> list[str]:
    return codes_of(block_for(EIGHT, size=size))


class TestWithALine:
    """Sent within a quarter of an hour."""

    @pytest.mark.requirement("R-025", "R-032")
    def test_it_is_a_normal_dossier_of_the_channel_home_and_ends_the_request(
        self, visit: HomeRequest
    ) -> None:
        entry = taken(noted(request_id=visit.pk)).entry
        assert entry.outcome == RoadOutcome.RECEIVED
        dossier = dossier_of(entry)
        assert (dossier.channel, dossier.state, dossier.unit_id) == ("home", "received", Q11)
        visit.refresh_from_db()
        assert (visit.state, visit.dossier_id) == (HomeState.DONE, dossier.pk)
        assert [event.act for event in visit.events.order_by("seq")] == ["ask", "schedule", "finish"]
        assert verify() == []

    @pytest.mark.rule("promises 2", "promises 3")
    def test_the_promise_runs_from_when_the_form_was_opened_there(self, visit: HomeRequest) -> None:
        opened, pressed = at("2022-05-17 14:59"), at("2022-05-17 15:04")
        one = noted(request_id=visit.pk, happened=Happened(opened, pressed))
        dossier = dossier_of(taken(one, at("2022-05-17 15:10")).entry)
        assert (dossier.received_at, dossier.due_at) == (opened, at("2022-05-17 17:00"))

    @pytest.mark.requirement("R-025")
    def test_what_lacks_makes_a_slip_and_the_visit_stays_open(self, visit: HomeRequest) -> None:
        reception = reception_of(CERTIFIED_COPY, Q11, THERE, components=())
        entry = taken(noted(request_id=visit.pk, reception=reception)).entry
        assert (entry.outcome, entry.number) == (RoadOutcome.INCOMPLETE, Intake.objects.get().number)
        visit.refresh_from_db()
        assert visit.state == HomeState.SCHEDULED

    def test_a_second_dossier_of_the_same_visit_stands_by_itself(self, visit: HomeRequest) -> None:
        first = taken(noted("key-0001", request_id=visit.pk)).entry
        second = taken(noted("key-0002", request_id=visit.pk)).entry
        visit.refresh_from_db()
        assert visit.dossier_id == first.dossier_id != second.dossier_id

    def test_a_request_dropped_meanwhile_loses_no_dossier(self, visit: HomeRequest) -> None:
        HomeRequest.objects.filter(pk=visit.pk).update(state=HomeState.DROPPED)
        assert taken(noted(request_id=visit.pk)).entry.outcome == RoadOutcome.RECEIVED

    def test_who_did_not_ask_is_received_where_the_unit_may_come_that_day(self, visit: HomeRequest) -> None:
        assert taken(noted()).entry.request_id is None
        visit.unit.home_approvals.update(procedures=[HOUSEHOLD_BUSINESS])
        assert code_of(lambda: taken(noted("key-0002"))) == "home_not_approved"


class TestWithoutALine:
    """Sent in the evening."""

    @pytest.mark.requirement("R-025")
    @pytest.mark.rule("promises 1", "promises 3")
    def test_the_number_of_the_paper_and_a_second_person_bring_it_in_at_its_true_moment(
        self, visit: HomeRequest
    ) -> None:
        code = paper()[0]
        one = noted(request_id=visit.pk, number=code, reason=NO_LINE, due_written=due("2022-05-17 16:00"))
        entry = taken(one, BACK).entry
        assert (entry.outcome, entry.number) == (RoadOutcome.WAITING, code)
        assert not Dossier.objects.exists()
        assert code_of(lambda: confirm(code=code, actor=clerk(), at=BACK)) == "second_person_needed"
        dossier = confirm(code=code, actor=colleague(Role.LEAD, Q11, BACK), at=BACK).dossier
        assert (dossier.code, dossier.channel) == (code, "home")
        assert (dossier.received_at, dossier.due_at) == (THERE - 5 * MINUTE, at("2022-05-17 16:00"))
        visit.refresh_from_db()
        assert (visit.state, visit.dossier_id) == (HomeState.DONE, dossier.pk)
        assert verify() == []

    def test_without_such_a_number_it_is_refused_and_nothing_is_kept(self, visit: HomeRequest) -> None:
        assert (
            code_of(lambda: taken(noted(request_id=visit.pk), THERE + 16 * MINUTE)) == "paper_number_missing"
        )
        assert not RoadEntry.objects.exists()
        assert not Dossier.objects.exists()
        assert taken(noted(request_id=visit.pk), THERE + 15 * MINUTE).entry.outcome == RoadOutcome.RECEIVED

    def test_what_was_refused_is_mended_and_sent_again_under_its_key(self, visit: HomeRequest) -> None:
        code, other = paper()[:2]
        bad = noted(number=code, reason="")
        assert code_of(lambda: taken(bad, BACK)) == "reason_missing"
        assert code_of(lambda: taken(replace(bad, reason=NO_LINE, number="không có"), BACK)) == (
            "number_not_reserved"
        )
        assert taken(replace(bad, reason=NO_LINE, number=other), BACK).entry.number == other

    def test_a_number_of_another_day_or_reserved_later_is_refused(self, visit: HomeRequest) -> None:
        code = codes_of(block_for(at("2022-05-17 09:00")))[0]
        assert (
            code_of(lambda: taken(noted(number=code, reason=NO_LINE), BACK)) == "before_number_was_reserved"
        )
        monday = noted(moment=at("2022-05-16 15:00"), number=code, reason=NO_LINE)
        assert code_of(lambda: taken(monday, BACK)) == "other_day_than_number"

    def test_what_has_not_happened_yet_is_refused(self, visit: HomeRequest) -> None:
        ahead = noted(moment=THERE + 10 * MINUTE)
        assert code_of(lambda: taken(ahead)) == "received_in_future"

    def test_thirty_receptions_sent_twice_are_thirty(self, visit: HomeRequest) -> None:
        codes = paper(30)
        all_of_them = [
            noted(f"key-{n:04d}", THERE + n * MINUTE, number=code, reason=NO_LINE)
            for n, code in enumerate(codes)
        ]
        first = [taken(one, BACK) for one in all_of_them]
        again = [taken(one, BACK + MINUTE) for one in all_of_them]
        assert [one.entry.pk for one in again] == [one.entry.pk for one in first]
        assert (any(one.before for one in first), all(one.before for one in again)) == (False, True)
        assert RoadEntry.objects.count() == WaitingEntry.objects.count() == 30
        head = colleague(Role.LEAD, Q11, BACK)
        for code in codes:
            confirm(code=code, actor=head, at=BACK)
        assert [taken(one, BACK + MINUTE).before for one in all_of_them] == [True] * 30
        assert Dossier.objects.count() == 30
        assert verify() == []


class TestNoReception:
    """Nobody was there, or it is not done."""

    @pytest.mark.requirement("R-025")
    def test_nobody_there_and_a_refusal_with_its_reason_reach_the_request_once(
        self, visit: HomeRequest
    ) -> None:
        gone = noted(request_id=visit.pk, reception=None, nobody=True, reason="Cổng khóa")
        assert [taken(gone, BACK).before for _ in range(2)] == [False, True]
        visit.refresh_from_db()
        assert (visit.state, visit.missed) == (HomeState.ASKED, 1)
        assert "08:20" in visit.events.order_by("-seq")[0].data["note"]
        why = noted("key-0002", request_id=visit.pk, reception=None, reason="Không có giấy tờ gốc")
        assert taken(why, BACK).entry.outcome == RoadOutcome.REFUSED
        visit.refresh_from_db()
        assert visit.reason.startswith("Không có giấy tờ gốc (tại nhà lúc 08:20")

    def test_a_refusal_without_a_reason_or_without_a_request_is_none(self, visit: HomeRequest) -> None:
        bare = noted(request_id=visit.pk, reception=None)
        assert code_of(lambda: taken(bare)) == "reason_missing"
        assert code_of(lambda: taken(replace(bare, request_id=None, reason="x"))) == "request_unknown"


class TestWho:
    """The right person of the right unit."""

    @pytest.mark.parametrize("role", [Role.ASSIST, Role.POST, Role.RETURN, Role.LEAD])
    def test_only_who_receives_sends_receptions(self, visit: HomeRequest, role: Role) -> None:
        only = replace(clerk(), roles=frozenset({role}), own_roles=frozenset({role}), postal_unit="Bưu điện")
        expected = "post_channel_only" if role is Role.POST else "no_role"
        assert code_of(lambda: taken(noted(), actor=only)) == expected
        assert not RoadEntry.objects.exists()

    def test_another_unit_s_request_is_nobody_s(self, visit: HomeRequest) -> None:
        stranger = colleague(Role.RECEIVE, P5, THERE)
        assert code_of(lambda: taken(noted(request_id=visit.pk), actor=stranger)) == "request_unknown"

    def test_two_officials_may_have_made_the_same_key(self, visit: HomeRequest) -> None:
        HomeApproval.objects.filter(unit=Q11).update(unit=P5)
        other = colleague(Role.RECEIVE, P5, THERE)
        assert not taken(noted(request_id=visit.pk)).before
        assert not taken(noted(), actor=other).before

    @pytest.mark.parametrize("name", ["Lê Thị Ba\u0309y", "N" * 5000])
    def test_a_name_in_parts_is_put_together_and_a_huge_one_refused(
        self, visit: HomeRequest, name: str
    ) -> None:
        reception = reception_of(CERTIFIED_COPY, Q11, THERE)
        one = noted(reception=replace(reception, applicant=replace(reception.applicant, name=name)))
        if len(name) > 100:
            assert code_of(lambda: taken(one)) == "text_too_long"
        else:
            dossier = dossier_of(taken(one).entry)
            assert dossier.applicant_name == "Lê Thị Bảy"


@pytest.mark.usefixtures("seeded_alone")
def test_the_same_sent_eight_times_at_once_is_one() -> None:
    approve()
    request = scheduled(asked())
    answers = together([lambda: str(taken(noted(request_id=request.pk)).entry.pk)] * 8)
    assert len(set(answers)) == 1
    assert Dossier.objects.count() == RoadEntry.objects.count() == 1
    assert now(Dossier.objects.get()).channel == "home"


@pytest.mark.parametrize("off", [timedelta(), timedelta(hours=-7), timedelta(days=400)])
def test_a_device_whose_clock_is_wrong_does_no_harm(off: timedelta) -> None:
    told = Told(THERE - 5 * MINUTE + off, THERE + off, BACK + off)
    assert by_office_clock(told, BACK) == Happened(THERE - 5 * MINUTE, THERE, -off)


def test_a_form_that_lay_open_too_long_counts_from_the_press() -> None:
    for opened in (THERE - timedelta(hours=3), THERE + MINUTE):
        assert by_office_clock(Told(opened, THERE, THERE), THERE).opened_at == THERE


def test_the_bounds_of_the_moment() -> None:
    assert why_not_moment(THERE, number="", now=THERE + 15 * MINUTE) is None
    assert why_not_moment(THERE, number="1", now=THERE + timedelta(days=2)) is None
    assert why_not_moment(THERE + MINUTE, number="1", now=THERE) is None
    assert why_not_moment(THERE + 2 * MINUTE, number="1", now=THERE) is not None


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "có dấu không được", "a b c d e f"])
def test_a_key_is_letters_digits_and_hyphens(key: str) -> None:
    assert why_not_key(key) is not None
    assert why_not_key("0b6c2f0e-5a54-4d57-8a8c-6a0f2f1c9d11") is None


def test_the_route_goes_by_time_then_by_neighbourhood() -> None:
    eight, nine = THERE, THERE + timedelta(hours=1)
    stops = [
        (nine, nine + MINUTE, "1 Lê Lợi, Phường 5", "N4"),
        (eight, nine, "9 Âu Cơ, Phường 14", "N2"),
        (eight, nine, "30 Lạc Long Quân, phường 5", "N3"),
        (eight, nine, "12 Lạc Long Quân,  Phường 14", "N1"),
    ]
    assert [stop[3] for stop in sorted(stops, key=lambda stop: place_in_route(*stop))] == [
        "N1",
        "N2",
        "N3",
        "N4",
    ]
    assert area_of("12 Lạc Long Quân,  Phường 14") == "Phường 14"
    assert area_of("2/3 hẻm 4, đường Âu Cơ, Phường 5, Quận 11") == "Phường 5, Quận 11"
    assert (area_of("ấp 3"), area_of(" , ")) == ("ấp 3", "")
