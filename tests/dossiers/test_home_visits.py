"""Who asks for a visit at home gets one where the unit may come, and every request ends with a dossier or a reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.actions import home_visits as acts
from motcua.dossiers.actions.helping import log_help
from motcua.dossiers.actions.home_service import approve_home_service, end_home_service
from motcua.dossiers.away_lists import home_list
from motcua.dossiers.home.helping import filed_online, help_log, totals
from motcua.dossiers.home_rules import (
    HOME_ROLES,
    Approved,
    Window,
    why_not_ask,
    why_not_home_act,
    why_not_window,
)
from motcua.dossiers.home_terms import HomeAct, HomeKind, HomeState
from motcua.dossiers.models import HelpEntry, HomeEvent, HomeRequest
from motcua.dossiers.policies import ROLES_FOR
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, Unit
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, P5, Q11, at, colleague, do, received
from tests.dossiers.other_acts import ready

NINE, TEN = at("2022-05-16 09:00"), at("2022-05-16 10:00")
TUESDAY, NOON, EVENING = at("2022-05-17 08:00"), at("2022-05-17 11:00"), at("2022-05-17 16:00")
WORDS = {
    "kind": "receive",
    "procedure": CERTIFIED_COPY,
    "name": "Nguyễn Thị Bảy",
    "phone": "0912 345 678",
    "address": "12 Lãnh Binh Thăng, hẻm 3",
    "starts": TUESDAY,
    "ends": NOON,
}


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.refusal.code


def approve(**more: Any) -> Any:
    said: dict[str, Any] = {
        "unit": Unit.objects.get(pk=Q11),
        "kinds": ["receive", "return"],
        "procedures": [],
        "area": "Phường 5, người cao tuổi",
        "document": "Kế hoạch 12/KH-UBND",
        "valid_from": date(2022, 5, 1),
    }
    return approve_home_service(**(said | more), actor=colleague(Role.LEAD, Q11, NINE), at=NINE)


def asked(moment: datetime = NINE, **more: Any) -> HomeRequest:
    return acts.ask_home(unit=Unit.objects.get(pk=Q11), said=WORDS | more, actor=None, at=moment)


def clerk() -> Actor:
    return colleague(Role.RECEIVE, Q11, NINE)


def name_of(actor: Actor) -> str:
    return Person.objects.get(pk=actor.person_id).username


def scheduled(request: HomeRequest, **more: Any) -> HomeRequest:
    said: dict[str, Any] = {"official": name_of(clerk()), "starts": TUESDAY, "ends": at("2022-05-17 09:00")}
    return acts.schedule_home(request_id=request.pk, actor=clerk(), at=TEN, **(said | more))


@pytest.mark.usefixtures("seeded")
class TestRequest:
    """From asking to the end."""

    @pytest.mark.requirement("R-025")
    def test_a_request_is_scheduled_assigned_and_ends_as_a_normal_dossier(self) -> None:
        approve()
        request = scheduled(asked())
        assert (request.state, request.official_id) == (HomeState.SCHEDULED, clerk().person_id)
        dossier = received(CERTIFIED_COPY, Q11, at("2022-05-17 08:20"), channel="home")
        done = acts.finish_home(request_id=request.pk, code=str(dossier), actor=clerk(), at=EVENING)
        assert (done.state, done.dossier_id) == (HomeState.DONE, dossier.pk)
        assert [event.act for event in HomeEvent.objects.order_by("seq")] == ["ask", "schedule", "finish"]
        assert verify() == []

    @pytest.mark.requirement("R-025")
    def test_or_with_a_reason(self) -> None:
        approve()
        request = asked()
        head = colleague(Role.LEAD, Q11, NINE)
        assert code_of(lambda: acts.refuse_home(request_id=request.pk, reason=" ", actor=head, at=TEN)) == (
            "reason_missing"
        )
        ended = acts.refuse_home(request_id=request.pk, reason="Ngoài địa bàn", actor=head, at=TEN)
        assert (ended.state, ended.reason, ended.ended_at) == (HomeState.REFUSED, "Ngoài địa bàn", TEN)
        assert code_of(lambda: scheduled(request)) == "wrong_order"

    @pytest.mark.requirement("R-025")
    def test_only_where_the_unit_was_approved_on_that_day_for_that(self) -> None:
        assert code_of(asked) == "home_not_approved"
        approval = approve(procedures=[HOUSEHOLD_BUSINESS])
        assert code_of(asked) == "home_not_approved"
        assert asked(procedure=HOUSEHOLD_BUSINESS).state == HomeState.ASKED
        assert code_of(lambda: asked(procedure=HOUSEHOLD_BUSINESS, kind="help")) == "home_not_approved"
        head = colleague(Role.LEAD, Q11, NINE)
        end_home_service(approval_id=approval.pk, unit=approval.unit, actor=head, at=NINE)
        assert code_of(lambda: asked(procedure=HOUSEHOLD_BUSINESS)) == "home_not_approved"

    def test_nobody_there_waits_for_another_time_and_is_counted(self) -> None:
        approve()
        request = scheduled(asked())
        early = lambda: acts.nobody_there(request_id=request.pk, actor=clerk(), at=TEN)  # noqa: E731
        assert code_of(early) == "visit_ahead"
        missed = acts.nobody_there(request_id=request.pk, actor=clerk(), at=EVENING)
        assert (missed.state, missed.missed, missed.official) == (HomeState.ASKED, 1, None)
        again = acts.schedule_home(
            request_id=request.pk,
            official=name_of(clerk()),
            starts=at("2022-05-18 08:00"),
            ends=at("2022-05-18 09:00"),
            actor=clerk(),
            at=EVENING,
        )
        assert again.state == HomeState.SCHEDULED

    def test_an_official_is_in_one_place_at_a_time_and_works_there_that_day(self) -> None:
        approve()
        first, second = scheduled(asked()), asked()
        assert code_of(lambda: scheduled(second)) == "official_busy"
        assert scheduled(first, starts=at("2022-05-17 09:00"), ends=NOON).visit_from == at("2022-05-17 09:00")
        assert scheduled(second).state == HomeState.SCHEDULED
        stranger = name_of(colleague(Role.APPROVE, P5, NINE))
        assert code_of(lambda: scheduled(second, official=stranger)) == "official_unknown"

    def test_a_dossier_of_the_desk_of_another_procedure_or_taken_ends_no_request(self) -> None:
        approve()
        request, other = scheduled(asked()), scheduled(asked(), starts=at("2022-05-17 09:00"), ends=NOON)
        at_desk = received(CERTIFIED_COPY, Q11, at("2022-05-17 08:10"))
        business = received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-17 08:11"), channel="home")
        mine = received(CERTIFIED_COPY, Q11, at("2022-05-17 08:12"), channel="home")

        def finish(one: HomeRequest, code: object) -> Callable[[], object]:
            return lambda: acts.finish_home(request_id=one.pk, code=str(code), actor=clerk(), at=EVENING)

        assert code_of(finish(request, "không có")) == "dossier_unknown"
        assert code_of(finish(request, at_desk)) == "not_at_home"
        assert code_of(finish(request, business)) == "procedure_differs"
        finish(request, mine)()
        assert code_of(finish(other, mine)) == "dossier_taken"

    @pytest.mark.requirement("R-134")
    def test_a_result_handed_over_at_home_ends_the_request_for_it(self) -> None:
        approve()
        request = scheduled(asked(kind="return"))
        dossier = received(CERTIFIED_COPY, Q11, NINE, return_channel="home")
        ready(dossier, "2022-05-16 09:30")
        early = lambda: acts.finish_home(request_id=request.pk, code=str(dossier), actor=clerk(), at=EVENING)  # noqa: E731
        assert code_of(early) == "not_at_home"
        do(Act.RETURN_RESULT, dossier, Role.RETURN, at("2022-05-17 08:30"))
        assert early().state == HomeState.DONE

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"name": ""}, "name_missing"),
            ({"name": "A\u202eB"}, "text_has_marks"),
            ({"phone": "12"}, "phone_wrong"),
            ({"address": " "}, "address_missing"),
            ({"kind": "dance"}, "kind_missing"),
            ({"procedure": "9.999999"}, "procedure_unknown"),
            ({"starts": at("2022-05-16 08:00"), "ends": at("2022-05-16 08:40")}, "window_past"),
            ({"ends": TUESDAY}, "window_wrong"),
            ({"ends": at("2022-05-18 08:30")}, "window_wrong"),
            ({"starts": at("2022-08-17 08:00"), "ends": at("2022-08-17 09:00")}, "window_far"),
            ({"note": "x" * 9000}, "text_too_long"),
        ],
    )
    def test_what_is_said_wrongly_asks_for_nothing(self, more: dict[str, Any], code: str) -> None:
        approve()
        assert code_of(lambda: asked(**more)) == code
        assert not HomeRequest.objects.exists()

    def test_one_telephone_fills_no_calendar(self) -> None:
        approve()
        numbers = {asked(name="Lê Thị Ba\u0309y").number for _ in range(3)}
        assert len(numbers) == 3
        assert HomeRequest.objects.first().name == "Lê Thị Bảy"  # type: ignore[union-attr]
        assert code_of(asked) == "too_many_requests"
        acts.drop_home(request_id=HomeRequest.objects.earliest("pk").pk, actor=None, at=TEN)
        assert asked().state == HomeState.ASKED

    def test_the_list_of_a_day_names_who_goes_where_when(self) -> None:
        approve()
        scheduled(asked())
        paper = home_list(Unit.objects.get(pk=Q11), date(2022, 5, 17), at=TEN)
        [line] = paper.lines
        assert (line.name, line.address, line.official) == (WORDS["name"], WORDS["address"], clerk().name)
        assert home_list(Unit.objects.get(pk=Q11), date(2022, 5, 18), at=TEN).lines == ()


@pytest.mark.parametrize("act", [act for act in HomeAct if act is not HomeAct.ASK])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", HomeState)
def test_who_may_do_what_with_a_request(act: HomeAct, role: Role, state: HomeState) -> None:
    actor = Actor(1, "Lan", "q11", frozenset({role}), frozenset())
    refusal = why_not_home_act(act, state, "q11", actor)
    waits = state in {HomeState.ASKED, HomeState.SCHEDULED}
    fits = waits if act in {HomeAct.SCHEDULE, HomeAct.REFUSE, HomeAct.DROP} else state is HomeState.SCHEDULED
    expected = "no_role" if role not in HOME_ROLES[act] else None if fits else "wrong_order"
    assert (refusal.code if refusal else None) == expected
    other = why_not_home_act(act, state, "p5", actor)
    assert other is not None
    assert other.code == "other_unit"


def test_an_approval_holds_from_its_first_day_to_before_its_last() -> None:
    approved = [Approved(frozenset({"help"}), frozenset(), date(2022, 5, 17), date(2022, 5, 18), "KH")]
    window = Window(TUESDAY, NOON)
    assert why_not_ask(approved, HomeKind.HELP, CERTIFIED_COPY, window, now=NINE) is None
    for shifted in (
        replace(approved[0], valid_from=date(2022, 5, 18)),
        replace(approved[0], valid_to=TUESDAY.date()),
    ):
        assert why_not_ask([shifted], HomeKind.HELP, CERTIFIED_COPY, window, now=NINE) is not None
    assert why_not_window(Window(TUESDAY, at("2022-05-17 08:30")), now=NINE) is None
    assert why_not_window(Window(TUESDAY, at("2022-05-17 08:29")), now=NINE) is not None


@pytest.mark.usefixtures("seeded")
class TestHelp:
    """The day log of helpers."""

    def helper(self) -> Actor:
        return replace(clerk(), roles=frozenset({Role.ASSIST}), own_roles=frozenset({Role.ASSIST}))

    @pytest.mark.requirement("R-029")
    def test_help_is_logged_per_day_with_who_minutes_count_and_procedure(self) -> None:
        for minutes in (10, 15):
            log_help(
                actor=self.helper(),
                at=NINE,
                said={"kind": "submission", "minutes": minutes, "procedure": CERTIFIED_COPY},
            )
        log_help(actor=self.helper(), at=NINE, said={"kind": "account", "minutes": 5})
        rows = help_log(Q11, date(2022, 5, 1), date(2022, 5, 31))
        assert [(row.kind, row.procedure, row.count, row.minutes) for row in rows] == [
            ("Tạo tài khoản", "", 1, 5),
            ("Nộp trực tuyến", CERTIFIED_COPY, 2, 25),
        ]
        assert {row.helper for row in rows} == {clerk().name}
        assert totals(rows) == (HelpEntry.objects.count(), 30)
        assert help_log(Q11, date(2022, 5, 17), date(2022, 5, 31)) == []
        assert filed_online(Q11, date(2022, 5, 1), date(2022, 5, 31)).whole == 0

    @pytest.mark.requirement("R-029")
    def test_a_helper_accepts_appraises_approves_and_returns_nothing(self) -> None:
        assert [act for act, roles in ROLES_FOR.items() if Role.ASSIST in roles] == []

    @pytest.mark.requirement("R-132")
    def test_the_public_post_receives_and_returns_and_does_no_other_act(self) -> None:
        assert [act for act, roles in ROLES_FOR.items() if Role.POST in roles] == [
            Act.RECEIVE,
            Act.RETURN_RESULT,
        ]

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"kind": "dance", "minutes": 5}, "kind_missing"),
            ({"kind": "account", "minutes": 0}, "minutes_wrong"),
            ({"kind": "account", "minutes": 481}, "minutes_wrong"),
            ({"kind": "account", "minutes": True}, "minutes_wrong"),
            ({"kind": "account", "minutes": 5, "procedure": "9.9"}, "procedure_unknown"),
            ({"kind": "account", "minutes": 5, "filing": "H29-NT-1"}, "filing_unknown"),
            ({"kind": "account", "minutes": 5, "day": "2022-05-17"}, "day_wrong"),
            ({"kind": "account", "minutes": 5, "day": "2022-05-08"}, "day_wrong"),
        ],
    )
    def test_what_is_said_wrongly_is_not_logged(self, said: dict[str, Any], code: str) -> None:
        assert code_of(lambda: log_help(actor=self.helper(), at=NINE, said=said)) == code
        assert not HelpEntry.objects.exists()

    def test_who_neither_helps_nor_receives_logs_no_help(self) -> None:
        approver = colleague(Role.APPROVE, Q11, NINE)
        only = replace(approver, roles=frozenset({Role.APPROVE}))
        assert (
            code_of(lambda: log_help(actor=only, at=NINE, said={"kind": "account", "minutes": 5}))
            == "no_role"
        )
