"""Appointments by a program: free slots, a booking, its change, an arrival; the office's no in words and data."""

from datetime import datetime
from typing import Any

import pytest

from motcua.core.models import JournalEntry
from motcua.core.moments import VN
from motcua.organisation.terms import Role
from motcua.queueing.models import Appointment
from tests.api.office import CERTIFIED_COPY, MONDAY_14_59, THANH_SON, Program, token_for
from tests.cast import SetClock

TUESDAY = "2022-05-17T08:00:00+07:00"


def wish(**more: Any) -> dict[str, Any]:
    return {
        "procedure": CERTIFIED_COPY,
        "slot": TUESDAY,
        "name": "Nguyễn Thị Bảy",
        "phone": "0912345678",
    } | more


@pytest.mark.requirement("R-026", "R-041")
def test_a_program_books_changes_and_marks_who_came(program: Program, office_clock: SetClock):
    free = program.get("/appointment-slots", procedure=CERTIFIED_COPY, day="2022-05-17").body
    assert free[0] == {"start": TUESDAY, "end": "2022-05-17T08:30:00+07:00", "free": 2}
    made = program.post("/appointments", wish())
    assert made.status == 201
    one = made.body
    assert (one["slot_from"], one["state"], one["channel"]) == (TUESDAY, "booked", "phone")
    moved = program.post(f"/appointments/{one['id']}/change", {"slot": "2022-05-17T09:00:00+07:00"})
    assert moved.body["slot_from"] == "2022-05-17T09:00:00+07:00"
    office_clock(datetime(2022, 5, 17, 8, 50, tzinfo=VN))
    came = program.post(f"/appointments/{one['id']}/arrive", {})
    assert came.body["state"] == "arrived"
    assert came.body["ticket"].startswith("A")
    again = program.post(f"/appointments/{one['id']}/arrive", {})
    assert (again.status, again.refusal) == (409, "wrong_order")
    [listed] = program.get("/appointments", day="2022-05-17").body
    assert listed["ticket"] == came.body["ticket"]
    assert JournalEntry.objects.filter(action="view_appointment", subject=one["number"]).exists()


def test_a_full_slot_and_a_day_off_answer_with_what_is_free(program: Program):
    for name in ("Một", "Hai"):
        assert program.post("/appointments", wish(name=name)).status == 201
    third = program.post("/appointments", wish(name="Ba"))
    assert (third.status, third.refusal) == (409, "slot_full")
    assert "08:30 Thứ Ba 17/5/2022" in third.body["refusal"]["text"]
    off = program.post("/appointments", wish(slot="2022-05-21T08:00:00+07:00"))
    assert (off.status, off.refusal) == (409, "day_off")
    assert Appointment.objects.count() == 2


def test_what_is_not_there_or_not_the_offices_own_is_refused(program: Program):
    assert program.post("/appointments", wish(procedure="9.999999")).refusal == "procedure_not_offered"
    assert program.post("/appointments/1/cancel", {}).refusal == "not_found"
    assert program.post(f"/appointments/{9**30}/cancel", {}).refusal == "not_found"
    assert program.post("/appointments", wish(slot="2022-05-17T08:00:00")).status == 422
    one = program.post("/appointments", wish()).body
    assert program.post(f"/appointments/{one['id']}/change", {}).refusal == "slot_missing"
    assert program.post(f"/appointments/{one['id']}/cancel", {"by_office": True}).status in {409, 422}
    stranger = Program(token_for(THANH_SON, Role.RECEIVE))
    assert stranger.post(f"/appointments/{one['id']}/cancel", {}).status == 404
    assert stranger.post("/appointments", wish()).refusal == "not_approved"
    assert Program(token_for("hcmc.q11", Role.SEAL)).get("/appointments").status == 403
    assert Appointment.objects.get().slot_from > MONDAY_14_59


def test_hours_of_what_nobody_books_here_are_refused_as_the_document_says(program: Program):
    answer = program.get("/appointment-slots", procedure="9.999999")
    assert (answer.status, answer.refusal) == (409, "procedure_not_offered")
    told = program.get("/openapi.json").body["paths"]["/api/v1/appointment-slots"]["get"]["responses"]
    assert "409" in told
