"""Programs read what people were told; a carrier tells afterwards, signed, and counts once."""

import hmac
import json
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.notices.models import Notice
from motcua.organisation.terms import Role
from tests.api.office import MONDAY_14_59, THANH_SON, Program, dossier, token_for, whole
from tests.notices.office import minute, office_with, sms_at, sms_office

RECEIPTS = "/api/v1/notices/receipts/sms"


def asked_for_papers(program: Program) -> dict[str, Any]:
    slip: dict[str, Any] = program.post("/dossiers", dossier()).body
    key = whole()[0]["key"]
    said = {"items": [{"key": key, "why": "Bản chụp mờ"}]}
    assert program.post(f"/dossiers/{slip['code']}/acts/ask_supplement", said).status == 200
    return slip


def told(secret: str, said: dict[str, Any], *, sign: bool = True):
    body = json.dumps(said).encode()
    signature = hmac.new(secret.encode(), body, sha256).hexdigest() if sign else "0" * 64
    return Client().post(RECEIPTS, body, content_type="application/json", headers={"X-Signature": signature})


def test_the_log_of_a_dossier_and_of_a_day_are_read_and_journalled(program: Program):
    slip = asked_for_papers(program)
    minute(MONDAY_14_59)
    [notice] = program.get(f"/dossiers/{slip['code']}/notices").body
    assert notice["event"] == "Yêu cầu bổ sung"
    assert slip["code"] in notice["text"]
    assert notice["to"].startswith("…")
    log = program.get("/notices?first=2022-05-16&last=2022-05-16").body
    assert log["total"] == 1
    assert sum(log["by_state"].values()) == 1
    assert "text" not in log["notices"][0]
    assert JournalEntry.objects.filter(subject="list:thong-bao").exists()
    stranger = Program(token_for(THANH_SON, Role.RECEIVE))
    assert stranger.get(f"/dossiers/{slip['code']}/notices").status == 404
    assert stranger.get("/notices?first=2022-05-16&last=2022-05-16").body["total"] == 0


def test_a_call_that_must_be_made_is_listed_and_kept(program: Program, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settings, "MESSAGES", office_with())
    slip = asked_for_papers(program)
    minute(MONDAY_14_59)
    [call] = program.get("/notices/calls").body
    assert call["code"] == slip["code"]
    kept = program.post(f"/notices/{call['id']}/called", {"outcome": "reached"})
    assert kept.body["state"] == "delivered"
    assert program.get("/notices/calls").body == []
    assert program.post(f"/notices/{call['id']}/called", {"outcome": "reached"}).status == 409
    assert program.post("/notices/999999/called", {"outcome": "reached"}).status == 409
    assert program.post(f"/notices/{call['id']}/called", {"outcome": "perhaps"}).status == 422


def test_a_carrier_tells_signed_and_once(program: Program):
    with sms_office(receipt_secret="khoa-chung"):
        asked_for_papers(program)
        minute(MONDAY_14_59)
        minute(MONDAY_14_59.replace(hour=15, minute=5))
        name = Notice.objects.get().carrier_id
        right = {"message_id": name, "status": "delivered"}
        assert told("khoa-chung", right, sign=False).status_code == 403
        assert told("khoa khác", right).status_code == 403
        assert Notice.objects.get().state == "sent"
        assert told("khoa-chung", right).json() == {"new": True}
        assert told("khoa-chung", right).json() == {"new": False}
        assert told("khoa-chung", {"message_id": "sms-999", "status": "delivered"}).json() == {"new": False}
        assert told("khoa-chung", {"message_id": name, "status": "perhaps"}).status_code == 422
    assert Notice.objects.get().state == "delivered"


@pytest.mark.usefixtures("seeded")
def test_where_no_secret_is_shared_nothing_is_believed(monkeypatch: pytest.MonkeyPatch):
    said = {"message_id": "sms-1", "status": "delivered"}
    assert told("", said).status_code == 404
    monkeypatch.setattr(settings, "MESSAGES", office_with(sms=sms_at("http://127.0.0.1:9")))
    assert told("", said).status_code == 404


@pytest.mark.requirement("R-294")
def test_the_holder_of_the_slip_reads_whose_turn_it_is_history_and_what_was_told(
    program: Program, stranger: Program
):
    slip = asked_for_papers(program)
    minute(MONDAY_14_59)
    minute(MONDAY_14_59.replace(hour=15, minute=5))
    found = stranger.post("/track", {"code": slip["code"], "secret": slip["secret"]}).body
    assert found["holder"] == "papers"
    assert [step["act"] for step in found["steps"]] == ["receive", "ask_supplement"]
    assert [one["event"] for one in found["told"]] == ["Yêu cầu bổ sung"]
    assert "Thủy" not in json.dumps(found, ensure_ascii=False)
