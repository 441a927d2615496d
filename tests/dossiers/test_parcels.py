"""Does a result by post stay traceable from the shelf to the person, and does its dossier close only then?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.actions.changing import choose_return
from motcua.dossiers.actions.delivering import carrier_told, person_confirms
from motcua.dossiers.actions.posting import join_parcel, take_parcel
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.consignment_terms import ConsignmentState, ToldKind
from motcua.dossiers.consignments import reading
from motcua.dossiers.models import Consignment, ConsignmentEvent, Dossier, Step
from motcua.dossiers.shelf import age_counts, on_shelf
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.models import PostalUnit
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, colleague, do, received
from tests.dossiers.other_acts import both, now, refused
from tests.dossiers.parcel_cast import (
    ELEVEN,
    NINE,
    PARCEL,
    POST,
    TEN,
    TUESDAY,
    WEDNESDAY,
    by_post,
    carrier,
    parcel_of,
    sent,
    told,
)


@pytest.mark.usefixtures("seeded")
class TestOut:
    """Results by post."""

    @pytest.mark.requirement("R-133")
    def test_the_hand_over_keeps_number_time_and_both_names(self) -> None:
        dossier = sent(payer="sender", cost=28_000)
        parcel, step = parcel_of(dossier), now(dossier).steps.latest("seq")
        clerk = colleague(Role.RETURN, Q11, TEN)
        assert (parcel.number, parcel.handed_over_at, parcel.state) == ("EB123456789VN", TEN, "on_the_road")
        assert (parcel.carrier, parcel.carrier_person, parcel.official_name) == (
            POST,
            "Lê Văn Bưu",
            clerk.name,
        )
        assert (parcel.payer, parcel.cost, parcel.party) == ("sender", 28_000, "Nguyễn Văn Tư")
        assert step.act == Act.SEND_OUT
        assert step.data["parcel"] == {
            "number": "EB123456789VN",
            "carrier": POST,
            "carrier_person": "Lê Văn Bưu",
        }
        assert step.data["handed_over_by"] == clerk.name
        assert now(dossier).state == State.READY
        assert verify() == []

    @pytest.mark.requirement("R-134")
    def test_the_dossier_closes_by_itself_when_the_carrier_says_delivered(self) -> None:
        dossier = sent()
        new = carrier_told(
            parcel_id=parcel_of(dossier).pk,
            told=[
                told(ToldKind.DELIVERED, TUESDAY, "3", "Nguyễn Văn Tư"),
                told(ToldKind.MOVING, ELEVEN, "1"),
                told(ToldKind.NOT_REACHED, TUESDAY - timedelta(hours=5), "2"),
            ],
            at=WEDNESDAY,
        )
        after, step = now(dossier), now(dossier).steps.latest("seq")
        assert new == 3
        assert (after.state, after.returned_at, after.returned_to) == (
            State.RETURNED,
            WEDNESDAY,
            "Nguyễn Văn Tư",
        )
        assert (step.act, step.actor_id, step.data["confirmed_by"]) == (Act.RETURN_RESULT, None, "carrier")
        assert step.data["delivered_at"] == TUESDAY.isoformat()
        assert [event.kind for event in parcel_of(dossier).events.all()] == [
            "handed_over",
            "moving",
            "not_reached",
            "delivered",
        ]
        assert verify() == []

    @pytest.mark.requirement("R-134")
    def test_without_a_confirmed_delivery_nobody_closes_it(self) -> None:
        dossier = by_post()
        clerk = colleague(Role.RETURN, Q11, TEN)
        for _ in range(2):
            no = refused(lambda: do(Act.RETURN_RESULT, dossier, Role.RETURN, ELEVEN))
            assert no.code == "delivery_not_confirmed"
            if now(dossier).steps.latest("seq").act != Act.SEND_OUT:
                do(Act.SEND_OUT, dossier, Role.RETURN, TEN, **PARCEL)
        at_desk = {"channel": "desk", "receiver": "Nguyễn Văn Tư"}
        with pytest.raises(Refused, match="on_the_road"):
            perform(act=Act.RETURN_RESULT, code=str(dossier), actor=clerk, at=ELEVEN, said=at_desk)
        assert now(dossier).state == State.READY

    @pytest.mark.requirement("R-134")
    def test_the_person_confirms_themself_and_twice_is_once(self) -> None:
        dossier = sent()
        assert person_confirms(dossier=dossier, actor=None, at=TUESDAY).counts
        step = now(dossier).steps.latest("seq")
        assert (now(dossier).state, step.data["confirmed_by"]) == (State.RETURNED, "person")
        assert not person_confirms(dossier=dossier, actor=None, at=WEDNESDAY).counts
        assert ConsignmentEvent.objects.filter(kind="delivered").count() == 1
        assert verify() == []

    def test_what_was_never_handed_over_is_confirmed_by_nobody(self) -> None:
        assert (
            refused(lambda: person_confirms(dossier=by_post(), actor=None, at=TUESDAY)).code == "nothing_sent"
        )

    @pytest.mark.requirement("R-132")
    def test_the_worker_of_the_post_says_when_and_to_whom_and_the_act_names_the_postal_unit(self) -> None:
        dossier = sent()
        said = {
            "channel": "post",
            "delivered_at": ELEVEN,
            "receiver": "Lê Thị Năm",
            "identity": "Giấy báo phát",
        }
        step = perform(act=Act.RETURN_RESULT, code=str(dossier), actor=carrier(), at=TUESDAY, said=said).step
        assert step is not None
        assert step.data["postal_unit"] == POST
        assert step.actor_name == f"Lê Văn Bưu ({POST})"
        assert (step.data["receiver"], step.data["delivered_at"]) == ("Lê Thị Năm", ELEVEN.isoformat())
        assert verify() == []

    @pytest.mark.requirement("R-132")
    def test_a_worker_whose_postal_unit_nobody_wrote_returns_nothing(self) -> None:
        dossier, said = sent(), {"channel": "post", "delivered_at": ELEVEN}
        with pytest.raises(Refused, match="postal_unit_missing"):
            perform(
                act=Act.RETURN_RESULT, code=str(dossier), actor=carrier(postal_unit=""), at=TUESDAY, said=said
            )

    @pytest.mark.requirement("R-132")
    def test_a_worker_confirms_no_parcel_that_another_postal_unit_carries(self) -> None:
        theirs = PostalUnit.objects.create(id="buu-dien-q11", name=POST)
        dossier, said = sent(), {"channel": "post", "delivered_at": ELEVEN}
        assert parcel_of(dossier).postal_unit == theirs
        stranger = carrier(postal_unit="Bưu điện Quận 10", postal_unit_id="buu-dien-q10")
        no = refused(
            lambda: perform(act=Act.RETURN_RESULT, code=str(dossier), actor=stranger, at=TUESDAY, said=said)
        )
        assert no.code == "parcel_of_another"
        assert POST in no.text
        assert parcel_of(dossier).event_count == 1
        own = carrier(postal_unit_id=theirs.pk)
        assert perform(act=Act.RETURN_RESULT, code=str(dossier), actor=own, at=TUESDAY, said=said).step

    @pytest.mark.parametrize("moment", [NINE, at("2022-05-19 09:00")])
    def test_a_delivery_before_the_hand_over_or_in_the_future_is_refused(self, moment: datetime) -> None:
        dossier = sent()
        no = refused(lambda: do(Act.RETURN_RESULT, dossier, Role.RETURN, WEDNESDAY, delivered_at=moment))
        assert (no.code, no.field) == ("delivered_at_wrong", "delivered_at")
        assert parcel_of(dossier).event_count == 1


@pytest.mark.usefixtures("seeded")
class TestAway:
    """What comes back, is lost, is said wrongly or held by an original at the desk."""

    @pytest.mark.requirement("R-134")
    def test_a_returned_parcel_is_on_the_shelf_again_and_may_go_a_second_time(self) -> None:
        dossier = sent()
        assert not on_shelf(Q11).exists()
        assert sum(one.count for one in age_counts(Q11, TUESDAY.date())) == 0
        for act, role, said in (
            (Act.SHELVE, Role.RETURN, {"shelf": "Kệ 1"}),
            (Act.CHANGE_RETURN, Role.RECEIVE, {"channel": "desk"}),
            (Act.SEND_OUT, Role.RETURN, PARCEL | {"consignment": "EB000000001VN"}),
        ):
            assert refused(partial(do, act, dossier, role, TUESDAY, **said)).code == "on_the_road"
        do(Act.COME_BACK, dossier, Role.RETURN, TUESDAY, reason="Không có người nhận", shelf="Kệ 3")
        assert (now(dossier).shelf_place, on_shelf(Q11).count()) == ("Kệ 3", 1)
        assert parcel_of(dossier).state == ConsignmentState.CAME_BACK
        do(Act.SEND_OUT, dossier, Role.RETURN, WEDNESDAY, **(PARCEL | {"consignment": "EB000000001VN"}))
        assert reading.road_of(now(dossier)).number == "EB000000001VN"  # type: ignore[union-attr]
        assert verify() == []

    def test_what_is_not_away_does_not_come_back_and_a_lost_one_is_said_with_its_reason(self) -> None:
        dossier = by_post()
        assert (
            refused(lambda: do(Act.COME_BACK, dossier, Role.RETURN, TEN, reason="x")).code == "nothing_sent"
        )
        do(Act.SEND_OUT, dossier, Role.RETURN, TEN, **PARCEL)
        lost = {"outcome": "lost", "reason": "Bưu chính báo thất lạc, biên bản số 3"}
        assert refused(lambda: do(Act.COME_BACK, dossier, Role.RETURN, TUESDAY, outcome="lost")).code == (
            "reason_missing"
        )
        do(Act.COME_BACK, dossier, Role.RETURN, TUESDAY, **lost)
        assert parcel_of(dossier).state == ConsignmentState.LOST
        assert now(dossier).steps.latest("seq").data["reason"] == lost["reason"]
        assert verify() == []

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"consignment": ""}, "parcel_number_wrong"),
            ({"consignment": "EB12\u202e34567"}, "text_has_marks"),
            ({"consignment": "E" * 5000}, "text_too_long"),
            ({"carrier": ""}, "carrier_missing"),
            ({"carrier_person": " "}, "carrier_person_missing"),
            ({"payer": "nobody"}, "payer_unknown"),
            ({"cost": -5}, "amount_wrong"),
            ({"cost": 10**9}, "amount_wrong"),
        ],
    )
    def test_what_is_said_wrongly_hands_nothing_over(self, said: dict[str, Any], code: str) -> None:
        dossier = by_post()
        assert refused(lambda: do(Act.SEND_OUT, dossier, Role.RETURN, TEN, **(PARCEL | said))).code == code
        assert not Consignment.objects.exists()

    def test_a_name_typed_in_parts_is_kept_composed_and_a_number_goes_out_once(self) -> None:
        sent(carrier_person="Lê Văn Bu\u031bu")
        assert Consignment.objects.get().carrier_person == "Lê Văn Bưu"
        second = by_post(moment=at("2022-05-16 09:05"))
        no = refused(lambda: do(Act.SEND_OUT, second, Role.RETURN, TEN, **PARCEL))
        assert no.code == "parcel_twice"

    def test_what_the_person_collects_is_not_handed_to_the_post(self) -> None:
        dossier = by_post(return_channel="desk")
        assert (
            refused(lambda: do(Act.SEND_OUT, dossier, Role.RETURN, TEN, **PARCEL)).code == "channel_not_post"
        )

    @pytest.mark.parametrize("role", [Role.RECEIVE, Role.POST, Role.ASSIST, Role.LEAD])
    def test_only_who_returns_results_hands_them_to_the_post(self, role: Role) -> None:
        dossier, clerk = by_post(), colleague(Role.RETURN, Q11, TEN)
        wrong = replace(clerk, roles=frozenset({role}), own_roles=frozenset({role}), postal_unit=POST)
        with pytest.raises(Refused, match="no_role"):
            perform(act=Act.SEND_OUT, code=str(dossier), actor=wrong, at=TEN, said=PARCEL)

    def test_an_original_still_at_the_desk_keeps_the_dossier_open_and_in_the_list(self) -> None:
        dossier = by_post(originals=({"title": "Sổ hộ khẩu", "mark": "", "copies": 1},))
        do(Act.SEND_OUT, dossier, Role.RETURN, TEN, **PARCEL)
        carrier_told(
            parcel_id=parcel_of(dossier).pk, told=[told(ToldKind.DELIVERED, ELEVEN, "1")], at=TUESDAY
        )
        assert now(dossier).state == State.READY
        assert list(reading.not_closed(Q11)) == [parcel_of(dossier)]
        leave = {"originals_at_end": "leave", "originals_reason": "Người dân hẹn đến lấy"}
        do(Act.RETURN_RESULT, dossier, Role.RETURN, WEDNESDAY, **leave)
        assert now(dossier).state == State.RETURNED
        assert not reading.not_closed(Q11).exists()
        assert verify() == []

    def test_a_hand_over_undone_is_here_again_though_the_parcel_was_delivered(self) -> None:
        dossier = sent()
        person_confirms(dossier=dossier, actor=None, at=TUESDAY)
        both(Act.UNDO_RETURN, dossier, Role.RETURN, WEDNESDAY, reason="Nhầm hồ sơ")
        assert reading.road_of(now(dossier)) is None
        assert on_shelf(Q11).count() == 1
        assert verify() == []


@pytest.mark.usefixtures("seeded")
class TestIn:
    """Dossiers by post."""

    def arrived(self, **said: Any) -> Consignment:
        words = PARCEL | {"consignment": "RB555555555VN", "sender": "Nguyễn Văn Tư"} | said
        return take_parcel(actor=colleague(Role.RECEIVE, Q11, NINE), at=NINE, said=words)

    @pytest.mark.requirement("R-133")
    def test_a_dossier_by_post_keeps_the_parcel_with_its_hand_over(self) -> None:
        parcel = self.arrived(handed_at=at("2022-05-16 08:10"))
        dossier = received(CERTIFIED_COPY, Q11, TEN, channel="post")
        join_parcel(
            number="RB 555555555 VN", code=str(dossier), actor=colleague(Role.RECEIVE, Q11, TEN), at=TEN
        )
        parcel.refresh_from_db()
        assert (parcel.dossier_id, parcel.handed_over_at) == (dossier.pk, at("2022-05-16 08:10"))
        assert (parcel.state, parcel.delivered_at) == ("delivered", at("2022-05-16 08:10"))
        assert not reading.incoming_without_dossier(Q11).exists()
        assert verify() == []

    def test_it_is_joined_once_and_only_to_what_came_by_post(self) -> None:
        self.arrived()
        clerk = colleague(Role.RECEIVE, Q11, TEN)

        def join(dossier: Dossier, number: str = "RB555555555VN") -> Callable[[], object]:
            return lambda: join_parcel(number=number, code=str(dossier), actor=clerk, at=TEN)

        by_hand, posted = (
            received(CERTIFIED_COPY, Q11, NINE),
            received(CERTIFIED_COPY, Q11, TEN, channel="post"),
        )
        assert refused(join(by_hand)).code == "channel_not_post"
        assert refused(join(posted, "RB000000000VN")).code == "parcel_unknown"
        join(posted)()
        assert refused(join(posted)).code == "parcel_joined"
        assert refused(lambda: self.arrived(handed_at=TEN)).code == "moment_in_future"
        assert refused(self.arrived).code == "parcel_twice"

    def test_one_number_of_two_carriers_is_joined_only_when_the_carrier_is_named(self) -> None:
        self.arrived()
        other = self.arrived(carrier="Bưu điện Quận 1")
        clerk = colleague(Role.RECEIVE, Q11, TEN)
        dossier = received(CERTIFIED_COPY, Q11, TEN, channel="post")

        def join(**more: str) -> Consignment:
            return join_parcel(number="RB555555555VN", code=str(dossier), actor=clerk, at=TEN, **more)

        no = refused(join)
        assert no.code == "parcel_of_two"
        assert "Bưu điện Quận 1." in no.text
        assert refused(lambda: join(carrier="Bưu điện Quận 5")).code == "parcel_unknown"
        assert join(carrier="bưu điện quận 1").pk == other.pk


@pytest.mark.usefixtures("seeded")
class TestChoice:
    """The person chooses the way and the address (R-134)."""

    def choose(self, dossier: Dossier, moment: datetime = TEN, **said: Any) -> Step:
        return choose_return(dossier=dossier, actor=None, at=moment, said=said)

    @pytest.mark.requirement("R-134")
    def test_until_it_is_handed_over_the_person_changes_way_and_address(self) -> None:
        dossier = received(CERTIFIED_COPY, Q11, NINE)
        step = self.choose(dossier, channel="post", address="5 Bình Thới", phone="0987654321", payer="sender")
        assert (step.actor_id, step.place, now(dossier).return_channel) == (None, "online", "post")
        assert reading.delivery_of(now(dossier)) == reading.Delivery(
            "Nguyễn Văn Tư", "+84987654321", "5 Bình Thới", "sender"
        )
        self.choose(now(dossier), ELEVEN, channel="post", address="7 Ông Ích Khiêm")
        assert reading.delivery_of(now(dossier)).address == "7 Ông Ích Khiêm"
        no = refused(lambda: self.choose(now(dossier), ELEVEN, channel="post", address="7 Ông Ích Khiêm"))
        assert no.code == "channel_same"
        assert verify() == []

    def test_after_the_hand_over_and_after_the_end_nothing_is_chosen_any_more(self) -> None:
        dossier = sent()
        assert refused(lambda: self.choose(now(dossier), TUESDAY, channel="desk")).code == "on_the_road"
        person_confirms(dossier=dossier, actor=None, at=TUESDAY)
        assert refused(lambda: self.choose(now(dossier), WEDNESDAY, channel="desk")).code == "wrong_order"

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"channel": "pigeon"}, "channel_unknown"),
            ({"channel": "post", "phone": "12"}, "phone_wrong"),
            ({"channel": "post", "payer": "x"}, "payer_unknown"),
            ({"channel": "post", "address": "a" * 9000}, "text_too_long"),
        ],
    )
    def test_what_is_said_wrongly_changes_nothing(self, said: dict[str, Any], code: str) -> None:
        dossier = received(CERTIFIED_COPY, Q11, NINE)
        assert refused(lambda: self.choose(dossier, **said)).code == code
        assert now(dossier).step_count == 1
