"""What becomes of the due time when papers are asked for and come: by the version's rule, and on a day off."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.apologies import late_in
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import due_today, overdue
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from motcua.procedures.models import ProcedureVersion
from tests.cast import BINH_THOI, CERTIFIED_COPY, HOUSEHOLD_BUSINESS, MARITAL_STATUS, Q11, at, do, received

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.rule("promises 18")]
MONDAY = at("2022-04-25 09:00")


def waiting(
    mode: str, procedure: str = HOUSEHOLD_BUSINESS, since: str = "2022-04-26 10:00", **more: Any
) -> Dossier:
    ProcedureVersion.objects.filter(procedure_id=procedure).update(after_supplement=mode)
    dossier = received(procedure, Q11, MONDAY, **more)
    item = {"key": paper_of(dossier), "why": "Bản chụp bị mờ"}
    do(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, at(since), items=[item])
    return dossier


def paper_of(dossier: Dossier) -> str:
    return dossier.version.components.filter(mandatory=True).order_by("position")[0].key


def completed(dossier: Dossier, moment: datetime) -> Dossier:
    papers = [{"key": paper_of(dossier), "original": 1}]
    do(Act.SUPPLEMENT, dossier, Role.RECEIVE, moment, components=papers)
    assert verify() == []
    return Dossier.objects.get(pk=dossier.pk)


@pytest.mark.parametrize(
    ("mode", "due"),
    [
        ("reset", "2022-05-10 17:00"),
        # Asked on Tuesday at 10:00, due on Thursday at 17:00: 5½ + 8 + 8 hours were left; 3 + 8 + 8 + 2½ hours on.
        ("resume", "2022-05-10 10:00"),
        ("continue", "2022-04-28 17:00"),
    ],
)
def test_the_present_time_follows_the_rule_of_the_version_and_the_first_never_moves(
    mode: str, due: str
) -> None:
    dossier = waiting(mode)
    after = completed(dossier, at("2022-05-05 14:00"))
    assert after.due_original == dossier.due_original == at("2022-04-28 17:00")
    assert after.state == State.RECEIVED
    assert after.paused_at is None
    assert after.due_at == at(due)


@pytest.mark.parametrize("mode", ["resume", "reset"])
def test_a_time_in_a_year_only_calculated_is_marked_provisional(mode: str) -> None:
    ProcedureVersion.objects.update(after_supplement=mode)
    dossier = received(MARITAL_STATUS, BINH_THOI, at("2026-12-21 09:00"), ordinary=True)
    assert not dossier.provisional
    item = {"key": paper_of(dossier), "why": "Bản chụp bị mờ"}
    do(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, at("2026-12-22 10:00"), items=[item])
    after = completed(dossier, at("2027-01-05 09:00"))
    assert after.due_at is not None
    assert after.due_at.year == 2027
    assert after.provisional


@pytest.mark.rule("promises 3")
@pytest.mark.parametrize("mode", ["reset", "resume", "continue"])
def test_the_desk_takes_no_papers_on_a_day_off_whatever_the_rule(mode: str) -> None:
    dossier = waiting(mode)
    with pytest.raises(Refused) as refused:
        completed(dossier, at("2022-05-08 10:00"))
    assert refused.value.refusal.code == "day_off"
    assert "hãy nhận hồ sơ vào" in refused.value.refusal.text
    assert Dossier.objects.get(pk=dossier.pk).state == State.AWAITING_SUPPLEMENT


@pytest.mark.requirement("R-024")
@pytest.mark.parametrize(("mode", "listed"), [("reset", False), ("resume", False), ("continue", True)])
def test_only_a_clock_that_runs_makes_a_waiting_dossier_late(mode: str, listed: bool) -> None:
    dossier = waiting(mode)
    assert due_today(Q11, at("2022-04-28 09:00")).filter(pk=dossier.pk).exists() is listed
    assert overdue(Q11, at("2022-04-29 09:00")).filter(pk=dossier.pk).exists() is listed
    assert Dossier.objects.get(pk=dossier.pk).clock_stopped is not listed


@pytest.mark.rule("promises 17")
@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, None), (59, None), (60, True)])
def test_by_the_printed_minute_a_dossier_is_either_due_today_or_overdue(
    seconds: int, late: bool | None, strict: bool
) -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-16 09:00"))
    Dossier.objects.filter(pk=dossier.pk).update(due_strict=strict)
    assert dossier.due_at is not None
    now = dossier.due_at + timedelta(seconds=seconds)
    expected = strict if late is None else late
    assert overdue(Q11, now).exists() is expected
    assert due_today(Q11, now).exists() is not expected
    assert (late_in(Q11, now.date(), now.date(), now) == [dossier]) is expected


def test_a_programme_is_judged_anew_by_the_moment_of_completeness() -> None:
    dossier = waiting("reset", since="2022-04-26 10:00")
    assert dossier.due_reason == "ordinary"
    after = completed(dossier, at("2022-05-16 14:59"))
    assert after.due_at == at("2022-05-16 17:00")
    assert after.due_reason == "programme_same_day"
    assert after.ordinary_due_at == at("2022-05-19 17:00")


@pytest.mark.rule("promises 7")
def test_a_lawful_prolongation_outlives_a_supplement() -> None:
    versions = ProcedureVersion.objects.filter(procedure_id=CERTIFIED_COPY, limit_extension__isnull=False)
    version = versions.order_by("valid_from")[0]
    extension = version.limit_extension
    assert extension is not None
    more = {"prolong": extension["ground"]}
    if extension["mode"] == "agreement":
        more["prolong_until"] = at("2022-05-20 16:00")
    dossier = waiting("reset", CERTIFIED_COPY, **more)
    assert dossier.due_reason == "prolonged"
    after = completed(dossier, at("2022-04-27 10:00"))
    assert after.due_reason == "prolonged"
    assert after.due_at is not None
    assert dossier.due_at is not None
    assert after.due_at >= dossier.due_at


def test_a_second_supplement_starts_from_the_first_ones_end() -> None:
    dossier = waiting("reset")
    completed(dossier, at("2022-05-05 14:00"))
    item = {"key": paper_of(dossier), "why": "Thiếu chữ ký"}
    again = {"reason": "Phát sinh mới", "basis": "61/2018/NĐ-CP", "approver": "Nguyễn Văn A"}
    do(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, at("2022-05-06 09:00"), items=[item], override=again)
    after = completed(dossier, at("2022-05-09 09:00"))
    assert after.due_at == at("2022-05-12 17:00")
    assert after.due_original == at("2022-04-28 17:00")
    assert sorted(after.handed_in.filter(key=paper_of(after)).values_list("round", flat=True)) == [0, 1, 2]
