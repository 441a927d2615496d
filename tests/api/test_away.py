"""Parcels, visits at home and help, by a program."""

from datetime import date

import pytest

from motcua.dossiers.models import Dossier, HomeApproval
from motcua.dossiers.verification import verify
from tests.api.office import MONDAY_14_59, Q11, Program, dossier, received

BOTH = {"carrier": "Bưu điện Thanh Hà", "carrier_person": "Lê Văn Bưu"}


@pytest.mark.requirement("R-133")
def test_a_result_goes_out_and_is_delivered_by_a_program(program: Program):
    code = received(program, dossier(return_channel="post"))
    for act in ("appraise", "approve", "stamp"):
        assert program.post(f"/dossiers/{code}/acts/{act}").status == 200
    sent = BOTH | {"consignment": "EB000000001VN", "address": "Thôn 1, xã Thanh Sơn"}
    early = program.post(f"/dossiers/{code}/acts/return_result")
    assert (early.status, early.refusal) == (409, "delivery_not_confirmed")
    assert program.post(f"/dossiers/{code}/acts/send_out", sent).status == 200
    [parcel] = program.get(f"/dossiers/{code}/parcels").body
    assert (parcel["number"], parcel["state"], parcel["carrier_person"]) == (
        "EB000000001VN",
        "on_the_road",
        "Lê Văn Bưu",
    )
    away = program.post(f"/dossiers/{code}/acts/change_return", {"channel": "desk"})
    assert (away.status, away.refusal) == (409, "on_the_road")
    lost = {"outcome": "came_back", "reason": "Sai địa chỉ", "shelf": "Kệ 1"}
    assert program.post(f"/dossiers/{code}/acts/come_back", lost).status == 200
    assert program.get("/parcels").body[0]["state"] == "came_back"
    assert verify() == []


def test_what_came_in_is_written_and_what_is_not_approved_is_refused(program: Program):
    came = BOTH | {"consignment": "RB000000001VN", "sender": "Nguyễn Văn Tư"}
    assert program.post("/parcels", came).status == 201
    joined = program.post("/parcels/RB000000001VN/dossier", {"code": received(program, dossier())})
    assert (joined.status, joined.refusal) == (409, "channel_not_post")
    unknown = program.post("/parcels/RB000000001VN/dossier", {"code": "0"})
    assert (unknown.status, unknown.refusal) == (404, "not_found")
    asked = {
        "kind": "receive",
        "procedure": "2.000815",
        "name": "Nguyễn Thị Bảy",
        "phone": "0912345678",
        "address": "Thôn 1",
        "starts": "2030-05-17T08:00:00+07:00",
        "ends": "2030-05-17T09:00:00+07:00",
    }
    refused = program.post("/home-requests", asked)
    assert (refused.status, refused.refusal) == (409, "home_not_approved")
    assert program.get("/home-requests").body == []
    assert program.post("/home-requests/1/drop", {}).refusal == "not_found"
    assert program.post("/help", {"kind": "account", "minutes": 10}).status == 201
    assert {one["channel"] for one in program.get("/return-choices").body} == {
        "desk",
        "post",
        "home",
        "online",
    }


@pytest.mark.requirement("R-025", "R-032")
def test_a_reception_at_home_sent_twice_by_a_program_is_one(program: Program):
    HomeApproval.objects.create(
        unit_id=Q11,
        kinds=["receive"],
        document="12/KH-UBND",
        valid_from=date(2022, 1, 1),
        stated_at=MONDAY_14_59,
    )
    said = {
        "key": "telephone-0001",
        "opened_at": "2022-05-16T14:40:00+07:00",
        "pressed_at": "2022-05-16T14:50:00+07:00",
        "clock": "2022-05-16T14:52:00+07:00",
        "reception": dossier(),
    }
    first, again = program.post("/home-entries", said), program.post("/home-entries", said)
    assert (first.status, again.status) == (201, 201), first.body
    assert (first.body["outcome"], first.body["before"], again.body["before"]) == ("received", False, True)
    assert first.body["code"] == again.body["code"] == str(Dossier.objects.get())
    assert Dossier.objects.get().channel == "home"
    late = said | {"key": "telephone-0002", "pressed_at": "2022-05-16T14:20:00+07:00"}
    assert program.post("/home-entries", late).refusal == "paper_number_missing"
    ahead = said | {"key": "telephone-0003", "pressed_at": "2022-05-16T15:20:00+07:00"}
    assert program.post("/home-entries", ahead).refusal == "received_in_future"
    assert verify() == []
