"""Does a carrier that answers late, twice, wrongly or not at all leave every parcel where it truly is?"""

import pytest

from config.parcels import ParcelTracking, parcel_tracking_from
from motcua.dossiers.actions.delivering import track_parcels
from motcua.dossiers.consignment_terms import ToldKind
from motcua.dossiers.consignments import reading
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.integrations.post.client import Tracker
from motcua.integrations.post.fake import FakeCarrier
from motcua.integrations.post.map import events_of
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, do, received
from tests.dossiers.other_acts import now, ready

NUMBER, TEN, LATER = "EB123456789VN", at("2022-05-16 10:00"), at("2022-05-18 10:00")
PARCEL = {"consignment": NUMBER, "carrier": "Bưu điện Quận 11", "carrier_person": "Lê Văn Bưu"}


def tracker(carrier: FakeCarrier, *, token: str = "bi-mat", timeout: float = 2.0) -> Tracker:
    return Tracker(ParcelTracking(carrier.url, token, timeout))


@pytest.mark.requirement("R-133")
@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("manner", ["fault", "nonsense", "no_list", "slow"])
def test_a_carrier_that_fails_is_asked_again_and_its_delivery_then_closes_the_dossier(manner: str) -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"), return_channel="post")
    ready(dossier, "2022-05-16 09:30")
    do(Act.SEND_OUT, dossier, Role.RETURN, TEN, **PARCEL)
    with FakeCarrier(manner, "double", token="bi-mat", slow=2.0) as carrier:
        carrier.tell(NUMBER, "1", "in_transit", "2022-05-16T12:00:00+07:00")
        carrier.tell(NUMBER, "2", "chua_biet", "2022-05-17T08:00:00+07:00", text="Chờ bưu cục xử lý")
        carrier.tell(NUMBER, "3", "delivered", "2022-05-17T15:00:00+07:00", receiver="Nguyễn Văn Tư")
        asking = tracker(carrier, timeout=0.5)
        assert track_parcels(tracking=asking, at=LATER) == 0
        assert now(dossier).state == State.READY
        assert track_parcels(tracking=asking, at=LATER) == 3
        assert len(carrier.calls) == 2
    assert now(dossier).state == State.RETURNED
    assert [event.kind for event in reading.doubtful(Q11)] == ["unknown"]
    assert verify() == []


def test_a_parcel_the_carrier_does_not_know_yet_and_a_wrong_secret() -> None:
    with FakeCarrier(token="bi-mat") as carrier:
        assert tracker(carrier)(NUMBER, TEN) == []
        with pytest.raises(OSError, match="401"):
            tracker(carrier, token="sai")(NUMBER, TEN)


@pytest.mark.parametrize(
    "event",
    [
        "x",
        {},
        {"id": "", "status": "delivered", "at": "2022-05-17T15:00:00+07:00"},
        {"id": "1", "status": "delivered", "at": "2022-05-17T15:00:00"},
        {"id": "1", "status": "delivered", "at": "hôm qua"},
        {"id": "1", "status": 5, "at": "2022-05-17T15:00:00+07:00"},
        {"id": "9" * 500, "status": "delivered", "at": "2022-05-17T15:00:00+07:00"},
    ],
)
def test_an_event_without_mark_moment_or_word_is_not_kept(event: object) -> None:
    assert events_of({"events": [event]}) == []


def test_words_that_hide_marks_are_left_out_and_an_unknown_word_is_kept_as_such() -> None:
    [told] = events_of(
        {"events": [{"id": "1", "status": "la", "at": "2022-05-17T15:00:00+07:00", "receiver": "a\u202eb"}]}
    )
    assert (told.kind, told.receiver, told.words) == (ToldKind.UNKNOWN, "", "la")


@pytest.mark.parametrize("answer", [None, [], {}, {"events": {}}, {"events": [{}] * 201}])
def test_an_answer_that_is_no_list_of_events_is_no_answer(answer: object) -> None:
    with pytest.raises(OSError, match="cannot be read"):
        events_of(answer)


def test_nothing_set_up_is_no_tracking() -> None:
    assert parcel_tracking_from({}) is None
    assert parcel_tracking_from({"MOTCUA_POST_URL": "https://a.example/", "MOTCUA_POST_TOKEN": "x"}) == (
        ParcelTracking("https://a.example", "x")
    )
