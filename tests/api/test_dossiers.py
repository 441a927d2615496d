"""A program receives dossiers, reads its unit's work list and single dossiers."""

import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier, Intake
from motcua.organisation.terms import Role
from tests.api.office import (
    HOUSEHOLD_BUSINESS,
    Q11,
    THANH_SON,
    Program,
    applicant,
    dossier,
    moment,
    received,
    token_for,
    whole,
)


@pytest.mark.requirement("R-021")
def test_a_whole_dossier_gets_a_code_a_secret_and_its_promise(program: Program):
    answer = program.post("/dossiers", dossier())
    assert answer.status == 201
    assert answer.body["code"] == "000.00.31.H29-220516-0001"
    assert len(answer.body["secret"]) == 8
    assert answer.body["state"] == "received"
    assert answer.body["promise"]["due_at"] == "2022-05-16T17:00:00+07:00"
    assert answer.body["promise"]["due_original"] == "2022-05-16T17:00:00+07:00"


def test_the_moment_of_reception_is_now_where_none_is_given(program: Program):
    code = received(program)
    assert Dossier.objects.get(code=code).received_at == moment("2022-05-16", "14:59")


def test_one_minute_later_the_promise_is_the_next_working_day(
    program: Program, office_clock: Callable[[datetime], None]
):
    office_clock(moment("2022-05-16", "15:01"))
    answer = program.post("/dossiers", dossier()).body
    assert answer["promise"]["due_at"] == "2022-05-17T17:00:00+07:00"


@pytest.mark.requirement("R-035")
def test_an_incomplete_dossier_names_all_that_lacks_and_leaves_an_intake(program: Program):
    answer = program.post("/dossiers", dossier(HOUSEHOLD_BUSINESS, components=[]))
    assert answer.status == 409
    assert answer.refusal == "incomplete"
    assert len(answer.body["missing"]) == len(whole(HOUSEHOLD_BUSINESS)) > 0
    assert all(lack["name"] and lack["why"] for lack in answer.body["missing"])
    number = answer.body["intake"]["number"]
    assert Intake.objects.get(number=number).state == "awaiting_supplement"
    assert answer.body["intake"]["slips"] == {"02": f"/api/v1/intakes/{number}/slips/02.pdf"}
    assert not Dossier.objects.exists()


def test_the_person_comes_back_with_the_papers_and_the_intake_becomes_a_dossier(program: Program):
    number = program.post("/dossiers", dossier(components=[])).body["intake"]["number"]
    assert program.post("/dossiers", dossier(intake=number)).status == 201


OTHER = {"name": "Trần Văn Bảy", "id_number": "079085001234"}


def test_somebody_else_completes_an_intake_only_when_it_is_confirmed(program: Program):
    number = program.post("/dossiers", dossier(components=[])).body["intake"]["number"]
    other = dossier(intake=number, applicant=applicant() | OTHER)
    refused = program.post("/dossiers", other)
    assert (refused.status, refused.refusal) == (409, "intake_other_person")
    done = program.post("/dossiers", other | {"another_person": True})
    assert done.status == 201
    assert any(number in warning for warning in done.body["warnings"])
    assert Intake.objects.get(number=number).steps.get(act="receive").data["another_person"] is True


@pytest.mark.parametrize(
    ("change", "word"), [({"name": "Trần Văn Bảy"}, "Họ tên"), ({"id_number": "079085001234"}, "Số giấy tờ")]
)
def test_one_of_name_and_number_differing_from_the_slip_is_warned(program: Program, change, word):
    number = program.post("/dossiers", dossier(components=[])).body["intake"]["number"]
    said = dossier(intake=number)
    done = program.post("/dossiers", said | {"applicant": said["applicant"] | change})
    assert done.status == 201
    assert [warning for warning in done.body["warnings"] if warning.startswith(word) and number in warning]
    assert Intake.objects.get(number=number).state == "became_dossier"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit": THANH_SON}, None),
        ({"procedure": "9.999999"}, None),
        ({"channel": "online"}, "channel_not_offered"),
        ({"received": "2022-05-17T08:00:00+07:00"}, "received_in_future"),
        ({"received": "2022-05-16T10:00:00+07:00"}, "late_entry"),
        ({"components": [{"key": "to-la", "original": 1}]}, "component_unknown"),
        ({"intake": "000.00.31.H29-TN-220516-0009"}, "intake_unknown"),
    ],
)
def test_what_may_not_be_received_is_refused_and_nothing_is_kept(
    program: Program, changes: dict[str, Any], code: str | None
):
    answer = program.post("/dossiers", dossier() | changes)
    assert answer.status in {404, 409}
    assert code is None or answer.refusal == code
    assert not Dossier.objects.exists()
    assert not Intake.objects.exists()


def test_a_sunday_is_refused_at_the_desk(program: Program, office_clock: Callable[[datetime], None]):
    office_clock(moment("2022-05-15", "09:00"))
    answer = program.post("/dossiers", dossier())
    assert (answer.status, answer.refusal) == (409, "day_off")


@pytest.mark.requirement("R-033")
def test_a_wrong_identity_number_is_a_field_error(program: Program):
    answer = program.post("/dossiers", dossier(applicant=applicant(id_number="079190")))
    assert answer.status == 422
    assert "id_number" in answer.body["errors"][0]["field"] or "id_type" in answer.body["errors"][0]["field"]


@pytest.mark.requirement("R-033")
def test_an_organisation_hands_in_with_its_tax_code_and_who_stands_there(program: Program):
    company = {
        "kind": "organisation",
        "name": "Công ty TNHH Bình Thới",
        "id_type": "tax_code",
        "id_number": "0301442379",
        "representative": "Trần Văn Tư",
    }
    assert program.post("/dossiers", dossier(applicant=company)).status == 201
    assert Dossier.objects.get().representative == "Trần Văn Tư"


def test_a_name_in_decomposed_letters_is_stored_composed(program: Program):
    name = unicodedata.normalize("NFD", "Nguyễn Thị Ánh Tuyết")
    assert program.post("/dossiers", dossier(applicant=applicant(name=name))).status == 201
    assert Dossier.objects.get().applicant_name == "Nguyễn Thị Ánh Tuyết"


@pytest.mark.parametrize("role", [Role.APPRAISE, Role.APPROVE, Role.SEAL, Role.LEAD])
def test_only_the_desk_receives(program: Program, role: Role):
    answer = Program(token_for(Q11, role)).post("/dossiers", dossier())
    assert (answer.status, answer.refusal) == (403, "no_role")


@pytest.mark.requirement("R-054")
def test_who_is_not_posted_to_the_desk_does_not_receive(program: Program):
    answer = Program(token_for(Q11, Role.RECEIVE, posted=False)).post("/dossiers", dossier())
    assert (answer.status, answer.refusal) == (409, "not_posted")


def test_one_dossier_shows_promise_papers_steps_and_what_comes_next(program: Program):
    code = received(program)
    found = program.get(f"/dossiers/{code}").body
    assert found["applicant"]["name"] == "Nguyễn Thị Ánh Tuyết"
    assert found["applicant"]["id_type"] == "cccd"
    assert [step["act"] for step in found["steps"]] == ["receive"]
    assert found["promise"]["explanation"]
    assert {paper["key"] for paper in found["components"]} == {paper["key"] for paper in whole()}
    assert {"act": "appraise", "refusal": None} in found["acts"]
    assert found["received_at"] == "2022-05-16T14:59:00+07:00"


@pytest.mark.requirement("R-292")
def test_every_view_of_a_dossier_is_in_the_journal(program: Program):
    code = received(program)
    program.get(f"/dossiers/{code}")
    entry = JournalEntry.objects.get(action="view_dossier")
    assert (entry.chain, entry.subject, entry.actor_name) == (Q11, code, "Lê Thị Bích Thủy")


def test_a_dossier_of_another_unit_is_not_there(program: Program):
    code = received(program)
    neighbour = Program(token_for(THANH_SON, Role.RECEIVE))
    assert neighbour.get(f"/dossiers/{code}").status == 404
    assert neighbour.get("/dossiers").body["dossiers"] == []
    assert neighbour.get(f"/dossiers/{code}").body == neighbour.get("/dossiers/khong-co").body


def test_the_work_list_stands_by_due_time_and_shows_nobody(program: Program):
    later = received(program, dossier("2.000720", components=whole("2.000720"), ordinary=True))
    sooner = received(program)
    rows = program.get("/dossiers").body["dossiers"]
    assert [row["code"] for row in rows] == [sooner, later]
    assert "Tuyết" not in str(rows)
    assert not JournalEntry.objects.filter(action__startswith="view").exists()


def test_the_work_list_is_narrowed_by_state_and_due_time(program: Program):
    code = received(program)
    assert program.get("/dossiers", state="received").body["dossiers"][0]["code"] == code
    assert program.get("/dossiers", state="approved").body["dossiers"] == []
    assert program.get("/dossiers", due_before="2022-05-16T17:00:00+07:00").body["dossiers"] == []
    assert len(program.get("/dossiers", due_before="2022-05-16T17:00:01+07:00").body["dossiers"]) == 1
    assert program.get("/dossiers", state="lost").status == 422
    assert program.get("/dossiers", due_before="tomorrow").status == 422


def test_an_unescaped_plus_in_an_address_is_understood(program: Program):
    received(program)
    answer = program.get("/dossiers?due_before=2022-05-16T17:00:01+07:00")
    assert len(answer.body["dossiers"]) == 1


def test_pages_follow_each_other_without_gap_or_double(program: Program):
    codes = [received(program) for _ in range(5)]
    seen: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(3):
        page = program.get("/dossiers", limit="2", **cursor).body
        seen += [row["code"] for row in page["dossiers"]]
        cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else {}
    assert seen == codes
    assert cursor == {}


def test_a_cursor_is_only_good_as_it_was_given(program: Program):
    for _ in range(2):
        received(program)
    cursor = program.get("/dossiers", limit="1").body["next_cursor"]
    for wrong in (cursor[:-1], "A" * 40, "", cursor + "=", "null", "1:2:3"):
        answer = program.get("/dossiers", limit="1", cursor=wrong)
        assert answer.status == 422
        assert answer.body["errors"][0]["field"] == "cursor"
    assert program.get("/dossiers", limit="1", cursor=cursor, state="received").status == 422
    neighbour = Program(token_for(THANH_SON, Role.RECEIVE))
    assert neighbour.get("/dossiers", limit="1", cursor=cursor).status == 422


def test_a_longer_list_costs_no_more_queries(program: Program):
    received(program)
    with CaptureQueriesContext(
        connection,
    ) as short:
        program.get("/dossiers")
    for _ in range(6):
        received(program)
    with CaptureQueriesContext(connection) as long:
        assert len(program.get("/dossiers").body["dossiers"]) == 7
    assert len(long) == len(short) <= 6
