"""What programs read of the watch, and a call they keep."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from motcua.core.models import JournalEntry
from motcua.dossiers.terms import Act
from motcua.organisation.actions.units import close_office
from motcua.organisation.models import Absence, Person, Unit
from motcua.organisation.terms import Role
from motcua.workcalendar.terms import ClosedPart
from tests.api.office import Program, token_for
from tests.cast import CERTIFIED_COPY, Q11, at, colleague, do, received

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")
WATCHES = ("warned", "apologies", "moves", "calls", "signing", "gap", "left")


@pytest.fixture
def head(office_clock: Callable[[datetime], None]) -> Program:
    office_clock(at("2022-05-16 16:30"))
    return Program(token_for(Q11, Role.LEAD))


def test_near_its_limit_with_its_letter(head: Program) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    near = head.get("/watch/warned").body
    assert [(one["dossier"]["code"], one["level"]) for one in near] == [(dossier.code, "near")]
    letter = head.get("/watch/apologies").body[0]
    assert (letter["new_due"], letter["too_late"]) == ("2022-05-17T17:00:00+07:00", False)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2022-02-30", "1652659200", "2022-5-6"])
def test_a_day_that_cannot_be_is_a_wrong_field(head: Program, day: str) -> None:
    assert head.get("/watch/moved", first="2022-05-16", last=day).status == 422
    assert head.get("/watch/moved", first=day, last="2022-05-16").status == 422


def test_moved_promises_and_a_call(head: Program) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    unit, lead = Unit.objects.get(pk=Q11), colleague(Role.LEAD, Q11, MORNING)
    afternoon = ClosedPart.AFTERNOON
    close_office(unit=unit, day=MORNING.date(), part=afternoon, reason="mất điện", actor=lead, at=MORNING)
    moves = head.get("/watch/moves").body
    assert [(one["old_due"], one["new_due"]) for one in moves] == [
        ("2022-05-16T17:00:00+07:00", "2022-05-17T17:00:00+07:00")
    ]
    words = {"decision": "move", "reason": "mất điện", "codes": [dossier.code]}
    assert head.post("/acts/move_due", words).status == 200
    called = head.get("/watch/calls").body[0]
    assert called["phone"] == "+84912345678"
    assert "mất điện" in called["say"]
    assert JournalEntry.objects.filter(action="view_dossier", subject=dossier.code).exists()
    assert head.post(f"/dossiers/{dossier.code}/calls", {"outcome": "reached"}).status == 200
    again = head.post(f"/dossiers/{dossier.code}/calls", {"outcome": "reached"})
    assert (again.status, again.refusal) == (409, "told_already")
    assert head.post(f"/dossiers/{dossier.code}/calls", {"outcome": "perhaps"}).status == 422
    assert head.post("/dossiers/khong-co/calls", {"outcome": "reached"}).status == 404
    assert head.get("/watch/calls").body == []
    moved = head.get("/watch/moved", first="2022-05-16", last="2022-05-16").body
    assert [(one["told"], one["calls"][0]["outcome"]) for one in moved] == [(True, "reached")]


def test_who_signs_and_what_waits_for_an_absent_signer(head: Program) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING + timedelta(minutes=5))
    for signer in Person.objects.filter(username__in=["q11.phe-duyet", "q11.ky-thay"]):
        Absence.objects.create(
            person=signer, unit_id=Q11, starts_at=MORNING, ends_at=at("2022-05-16 18:00"), reason="họp",
            said_by=signer, said_at=MORNING,
        )  # fmt: skip
    found = head.get("/watch/signing").body
    assert [one["away_until"] for one in found["signers"]] == ["2022-05-16T18:00:00+07:00"] * 2
    assert (found["alarmed"], [one["code"] for one in found["waiting"]]) == (True, [dossier.code])
    said = {"officer": "q11.ky-thay", "reason": "Chủ tịch đi họp"}
    answer = head.post(f"/dossiers/{dossier.code}/acts/reassign", said)
    assert (answer.status, answer.refusal) == (409, "officer_absent")


def test_an_absence_is_said_and_ended_by_a_program(head: Program) -> None:
    said = {
        "person": "q11.phe-duyet",
        "starts_at": "2022-05-16T16:30:00+07:00",
        "ends_at": "2022-05-17T17:00:00+07:00",
        "reason": "Họp UBND Thành phố",
    }
    kept = head.post("/watch/absences", said)
    assert (kept.status, kept.body["person"]) == (201, "q11.phe-duyet")
    away = {one["username"]: one["away_until"] for one in head.get("/watch/signing").body["signers"]}
    assert away["q11.phe-duyet"] == "2022-05-17T17:00:00+07:00"
    again = head.post("/watch/absences", said)
    assert (again.status, again.refusal) == (409, "absence_already")
    assert [one["id"] for one in head.get("/watch/absences").body] == [kept.body["id"]]
    assert head.post(f"/watch/absences/{kept.body['id']}/end", {}).status == 200
    assert head.get("/watch/absences").body == []
    assert head.post(f"/watch/absences/{kept.body['id']}/end", {}).refusal == "absence_unknown"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"person": "q11.tiep-nhan"}, "not_a_signer"),
        ({"person": "khong-co-ai"}, "not_a_signer"),
        ({"ends_at": "2022-05-16T16:00:00+07:00"}, "absence_wrong"),
        ({"starts_at": "2022-05-10T08:00:00+07:00", "ends_at": "2022-05-11T08:00:00+07:00"}, "absence_past"),
        ({"reason": " "}, "reason_missing"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(head: Program, wrong: dict[str, str], code: str) -> None:
    said = {
        "person": "q11.phe-duyet",
        "starts_at": "2022-05-17T07:30:00+07:00",
        "ends_at": "2022-05-17T17:00:00+07:00",
        "reason": "họp",
    }
    answer = head.post("/watch/absences", said | wrong)
    assert (answer.status, answer.refusal) == (409, code)
    clerk = Program(token_for(Q11, Role.RECEIVE))
    assert clerk.post("/watch/absences", said).refusal == "no_role"
    assert not Absence.objects.exists()


def test_helpers_read_none_of_it_and_lists_name_nobody(head: Program) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    helper = Program(token_for(Q11, Role.ASSIST))
    assert {name: helper.get(f"/watch/{name}").status for name in WATCHES} == dict.fromkeys(WATCHES, 403)
    for name in WATCHES:
        body = json.dumps(head.get(f"/watch/{name}").body, ensure_ascii=False)
        assert dossier.applicant_name not in body, name


def test_a_gap_ahead_and_a_unit_without_one(office_clock: Callable[[datetime], None]) -> None:
    office_clock(at("2022-04-28 09:00"))
    head = Program(token_for(Q11, Role.LEAD))
    gap = head.get("/watch/gap").body
    assert (gap["first"], gap["last"], gap["days"], gap["working_days_left"]) == (
        "2022-04-30", "2022-05-03", 4, 2,
    )  # fmt: skip
    office_clock(at("2022-05-16 09:00"))
    assert head.get("/watch/gap").body is None
