"""A person with the slip chooses how the result comes, says that it came, and invites an official home."""

import pytest
from django.test import Client

from motcua.dossiers.actions.home_service import approve_home_service
from motcua.dossiers.consignments.reading import delivery_of
from motcua.dossiers.home_terms import HomeState
from motcua.dossiers.models import Dossier, HomeApproval, HomeRequest
from motcua.dossiers.terms import Act, State
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, SetClock, at, colleague, do, received
from tests.dossiers.other_acts import now, ready
from tests.web.citizen.reading import Response, text_of

PAGE, HOME = "/nhan-ket-qua/", "/tai-nha/"
MORNING, TEN = at("2022-05-16 09:00"), at("2022-05-16 10:00")
pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture(autouse=True)
def ten_in_the_morning(office_clock: SetClock) -> None:
    office_clock(TEN)


def post(client: Client, dossier: Dossier, **said: str) -> Response:
    return client.post(PAGE, {"code": str(dossier), "secret": dossier.secret} | said)


@pytest.mark.requirement("R-134")
def test_the_person_sees_cost_and_time_of_each_way_and_chooses_one(client: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    page = text_of(post(client, dossier))
    for words in ("Tại quầy", "Qua bưu chính công ích", "Trực tuyến", "1–3 ngày làm việc"):
        assert words in page
    choice = {"do": "choose", "channel": "post", "address": "5 Bình Thới, Phường 14", "payer": "receiver"}
    assert "Đã ghi cách nhận kết quả." in text_of(post(client, dossier, **choice))
    assert now(dossier).return_channel == "post"
    assert delivery_of(now(dossier)).address == "5 Bình Thới, Phường 14"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"channel": "pigeon"}, 422),
        ({"channel": "post", "phone": "12"}, 422),
        ({"channel": "post", "address": "a\u202eb"}, 422),
        ({"channel": "desk"}, 422),
    ],
)
def test_what_is_chosen_wrongly_is_said_beside_the_field(
    client: Client, said: dict[str, str], status: int
) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    assert post(client, dossier, do="choose", **said).status_code == status
    assert now(dossier).step_count == 1


@pytest.mark.requirement("R-134")
def test_the_person_says_that_it_came_and_the_dossier_closes(client: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING, return_channel="post")
    ready(dossier, "2022-05-16 09:30")
    assert post(client, dossier, do="received").status_code == 409
    do(
        Act.SEND_OUT,
        dossier,
        Role.RETURN,
        at("2022-05-16 09:40"),
        consignment="EB000000001VN",
        carrier="Bưu điện Quận 11",
        carrier_person="Lê Văn Bưu",
    )
    page = text_of(post(client, dossier))
    assert "EB000000001VN" in page
    assert "Không đổi được cách nhận nữa." in page
    assert "Cảm ơn ông/bà" in text_of(post(client, dossier, do="received"))
    assert now(dossier).state == State.RETURNED


def test_a_wrong_secret_sees_and_changes_nothing(client: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    answer = client.post(
        PAGE, {"code": str(dossier), "secret": "AAAAAAAA", "do": "choose", "channel": "post"}
    )
    assert answer.status_code == 404
    assert client.get(PAGE).headers["Location"] == "/tra-cuu/"
    assert now(dossier).return_channel == "desk"


def test_the_page_of_the_dossier_leads_there(client: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    page = client.post("/tra-cuu/", {"code": str(dossier), "secret": dossier.secret}).content.decode()
    assert f'action="{PAGE}"' in page


WORDS = {
    "kind": "receive",
    "procedure": CERTIFIED_COPY,
    "name": "Nguyễn Thị Bảy",
    "phone": "0912345678",
    "address": "12 Lãnh Binh Thăng",
    "day_day": "17",
    "day_month": "5",
    "day_year": "2022",
    "starts": "08:00",
    "ends": "11:00",
}


@pytest.mark.requirement("R-025")
def test_somebody_who_cannot_walk_asks_sees_and_drops_a_visit(client: Client) -> None:
    assert "Bình Thới" in text_of(client.get(HOME))  # the demonstration's one
    HomeApproval.objects.all().delete()
    assert "chưa có cơ quan nào" in text_of(client.get(HOME))
    assert client.get(f"{HOME}{Q11}/").status_code == 404
    approve_home_service(
        unit=Unit.objects.get(pk=Q11),
        kinds=["receive"],
        procedures=[],
        area="Phường 5",
        document="12/KH-UBND",
        actor=colleague(Role.LEAD, Q11, MORNING),
        at=MORNING,
    )
    assert "Tiếp nhận hồ sơ tại nhà" in text_of(client.get(HOME))
    assert client.get(f"{HOME}{Q11}/").status_code == 200
    assert client.post(f"{HOME}{Q11}/", WORDS | {"phone": "1"}).status_code == 422
    assert client.post(f"{HOME}{Q11}/", WORDS | {"day_day": "15"}).status_code == 422
    said = text_of(client.post(f"{HOME}{Q11}/", WORDS))
    request = HomeRequest.objects.get()
    assert request.number in said
    assert request.secret in said
    mine = {"number": request.number, "secret": request.secret}
    assert "Chờ xếp lịch" in text_of(client.post(HOME, mine))
    assert client.post(HOME, mine | {"secret": "AAAAAAAA"}).status_code == 404
    client.post(HOME, mine | {"do": "drop"})
    request.refresh_from_db()
    assert request.state == HomeState.DROPPED
