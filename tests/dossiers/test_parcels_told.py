"""What a carrier tells of a parcel, late, twice or in the wrong order: what is kept of it?"""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from motcua.dossiers.actions.delivering import carrier_told, person_confirms, track_parcels
from motcua.dossiers.consignment_terms import ConsignmentState, ToldKind
from motcua.dossiers.consignments import reading
from motcua.dossiers.consignments.rules import Told, judged, parcel_number
from motcua.dossiers.models import Consignment, ConsignmentEvent
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import Q11, at, do
from tests.dossiers.other_acts import now
from tests.dossiers.parcel_cast import ELEVEN, NINE, TEN, TUESDAY, WEDNESDAY, parcel_of, sent, told


@pytest.mark.usefixtures("seeded")
class TestCarrier:
    """What the carrier tells: late, twice, in the wrong order, things nobody knows."""

    def test_the_same_told_twice_is_kept_once(self) -> None:
        parcel = parcel_of(sent())
        news = [told(ToldKind.MOVING, ELEVEN, "1")]
        assert carrier_told(parcel_id=parcel.pk, told=news * 2, at=TUESDAY) == 1
        assert carrier_told(parcel_id=parcel.pk, told=news, at=TUESDAY) == 0
        assert parcel.events.count() == 2

    @pytest.mark.parametrize(
        ("kind", "moment", "doubt"),
        [
            (ToldKind.DELIVERED, NINE, "trước lúc giao"),
            (ToldKind.DELIVERED, at("2022-05-18 09:06"), "tương lai"),
            (ToldKind.UNKNOWN, ELEVEN, ""),
            (ToldKind.CAME_BACK, ELEVEN, ""),
            (ToldKind.HANDED_OVER, ELEVEN, ""),
        ],
    )
    def test_what_cannot_be_or_is_not_understood_is_kept_for_a_person_to_ask(
        self, kind: ToldKind, moment: datetime, doubt: str
    ) -> None:
        dossier = sent()
        carrier_told(parcel_id=parcel_of(dossier).pk, told=[told(kind, moment, "1")], at=WEDNESDAY)
        [event] = reading.doubtful(Q11)
        assert doubt in event.data.get("doubt", "")
        assert (parcel_of(dossier).state, now(dossier).state) == ("on_the_road", State.READY)
        assert verify() == []

    def test_delivered_after_it_came_back_changes_nothing(self) -> None:
        dossier = sent()
        do(Act.COME_BACK, dossier, Role.RETURN, TUESDAY, reason="Sai địa chỉ")
        carrier_told(
            parcel_id=parcel_of(dossier).pk, told=[told(ToldKind.DELIVERED, TUESDAY, "9")], at=WEDNESDAY
        )
        assert parcel_of(dossier).state == ConsignmentState.CAME_BACK
        assert now(dossier).state == State.READY
        assert reading.doubtful(Q11).get().data["doubt"] == "Báo trái với điều đã ghi"
        assert verify() == []

    def test_every_parcel_on_the_road_is_asked_about_and_silence_is_asked_again(self) -> None:
        dossier, asked = sent(), []

        def answering(number: str, since: datetime) -> list[Told]:
            asked.append((number, since))
            if len(asked) == 1:
                raise OSError("no answer")
            return [told(ToldKind.DELIVERED, TUESDAY, "1")]

        assert track_parcels(tracking=answering, at=WEDNESDAY) == 0
        assert track_parcels(tracking=answering, at=WEDNESDAY + timedelta(minutes=1)) == 1
        assert track_parcels(tracking=answering, at=WEDNESDAY + timedelta(hours=1)) == 0
        assert asked == [("EB123456789VN", TEN)] * 2
        assert now(dossier).state == State.RETURNED

    def test_an_event_is_never_changed_and_verify_sees_a_parcel_that_says_otherwise(self) -> None:
        dossier = sent()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            ConsignmentEvent.objects.update(kind="delivered")
        with pytest.raises(IntegrityError), transaction.atomic():
            Consignment.objects.update(state="delivered")
        Consignment.objects.update(state="lost")
        assert [finding.what for finding in verify()] == ["trạng thái bưu gửi khác lịch sử"]
        Consignment.objects.update(state="on_the_road")
        person_confirms(dossier=dossier, actor=None, at=TUESDAY)
        Consignment.objects.update(number="EB999999999VN")
        assert {finding.what for finding in verify()} == {
            "lịch sử bưu gửi bị sửa hoặc thiếu",
            "hồ sơ đã đóng qua bưu chính mà bưu gửi chưa phát",
        }


@pytest.mark.parametrize("text", ["EB123456789VN", "eb 123 456 789 vn", "EB-123.456-789 VN"])
def test_a_number_is_kept_as_capitals_and_digits(text: str) -> None:
    assert parcel_number(text) == "EB123456789VN"


@pytest.mark.parametrize("kind", ToldKind)
@pytest.mark.parametrize("state", ConsignmentState)
def test_only_what_is_on_the_road_changes_its_state(state: ConsignmentState, kind: ToldKind) -> None:
    outcome = judged(state, TEN, Told(kind, ELEVEN), now=TUESDAY)
    if state is not ConsignmentState.ON_THE_ROAD:
        assert outcome.state is state
