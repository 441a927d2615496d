"""A reception on paper is entered afterwards: both moments, a reason, two persons; what was written holds."""

from dataclasses import replace
from typing import Any

import pytest

from motcua.core.refusals import Refusal
from motcua.documents.papers import Receipt
from motcua.dossiers.actions.filing import submit
from motcua.dossiers.actions.late_entry import confirm, take_back, type_in
from motcua.dossiers.actions.reception import receive
from motcua.dossiers.models import Dossier, WaitingEntry
from motcua.dossiers.papers import paper_of
from motcua.dossiers.queries import track
from motcua.dossiers.recounting import moves_of
from motcua.dossiers.registers import register_lines
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, MARITAL_STATUS, P5, Q11, at, colleague, reception_of
from tests.dossiers.other_acts import both, now, refused
from tests.dossiers.paper_day import (
    EVENING,
    MORNING,
    block_for,
    codes_of,
    confirmed,
    due,
    entered,
    on_paper,
    typed,
)

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def code(seeded: None) -> str:
    """The first of five numbers reserved at a quarter to eight."""
    return codes_of(block_for())[0]


def why_not(code: str, moment: str, **more: Any) -> Refusal:
    return refused(lambda: typed(on_paper(code, moment, **more)))


class TestBothMoments:
    """Received on paper at one moment, entered at another."""

    @pytest.mark.rule("promises 1")
    def test_the_promise_runs_from_the_moment_on_the_paper(self, code: str) -> None:
        dossier = entered(on_paper(code, "2022-05-16 14:59"), moment=at("2022-05-16 16:30"))
        assert dossier.due_at == at("2022-05-16 17:00")
        assert dossier.received_at == dossier.accepted_at == at("2022-05-16 14:59")
        assert dossier.code == code
        assert dossier.late_entry.at == at("2022-05-16 16:30")
        assert verify() == []

    def test_entered_the_next_day_it_stands_in_the_register_of_its_own_day(self, code: str) -> None:
        entered(on_paper(code, "2022-05-16 10:00"), moment=at("2022-05-17 08:15"))
        [line] = register_lines(Q11, at("2022-05-16 00:00").date(), at("2022-05-16 00:00").date())
        assert line.received_at == at("2022-05-16 10:00")
        assert "Nhận trên giấy lúc 10:00 16/05/2022, nhập bù lúc 08:15 17/05/2022" in line.note
        assert register_lines(Q11, at("2022-05-17 00:00").date(), at("2022-05-17 00:00").date()) == ()

    def test_the_slip_printed_later_says_it_repeats_a_paper_and_names_who_signed_that(
        self, code: str
    ) -> None:
        signer = colleague(Role.RECEIVE, Q11, MORNING)
        dossier = entered(on_paper(code, "2022-05-16 10:00", received_by=signer.person_id))
        slip = paper_of(dossier, "01", site="https://mc.example/")
        assert isinstance(slip, Receipt)
        assert slip.notices == ("Cấp lại từ giấy tiếp nhận viết tay cùng mã số hồ sơ.",)
        assert slip.late_entry is not None
        assert slip.late_entry.entered_at == EVENING
        assert slip.received_by == signer.name
        assert slip.received_at == at("2022-05-16 10:00")

    def test_the_secret_printed_on_the_paper_opens_the_tracking_page(self, code: str) -> None:
        dossier = entered(on_paper(code, "2022-05-16 10:00"))
        assert track(code, dossier.secret) == dossier
        assert dossier.secret == dossier.late_entry.number.secret

    def test_the_step_keeps_both_moments_both_due_times_and_both_names(self, code: str) -> None:
        dossier = entered(on_paper(code, "2022-05-16 10:00", due_written=due("2022-05-16 16:00")))
        step = dossier.steps.get()
        assert step.at == EVENING
        assert step.data["late_entry"]["received_at"] == "2022-05-16T10:00:00+07:00"
        assert step.data["late_entry"]["due_written"] == "2022-05-16T16:00:00+07:00"
        assert step.data["late_entry"]["due_counted"] == "2022-05-16T17:00:00+07:00"
        assert {step.data["asked_by"], step.actor_name} == {
            colleague(Role.RECEIVE, Q11, EVENING).name,
            colleague(Role.LEAD, Q11, EVENING).name,
        }

    def test_seconds_of_the_paper_are_no_matter(self, code: str) -> None:
        paper = on_paper(code, "2022-05-16 15:00")
        late = replace(paper, reception=replace(paper.reception, received_at=at("2022-05-16 15:00:59")))
        assert entered(late).due_at == at("2022-05-16 17:00")


class TestWhatWasPromised:
    """docs/adr/0016: of rule and paper the earlier binds; both are kept."""

    def test_the_same_due_time_is_not_remarked_upon(self, code: str) -> None:
        dossier = entered(on_paper(code, "2022-05-16 10:00", due_written=due("2022-05-16 17:00")))
        assert dossier.due_at == at("2022-05-16 17:00")
        assert not [line for line in dossier.explanation if "viết tay" in line]

    @pytest.mark.rule("promises 11")
    def test_an_earlier_hour_written_on_the_paper_binds_the_office(self, code: str) -> None:
        dossier = entered(on_paper(code, "2022-05-16 10:00", due_written=due("2022-05-16 11:30")))
        assert dossier.due_at == dossier.due_original == at("2022-05-16 11:30")
        assert dossier.late_entry.due_counted == at("2022-05-16 17:00")
        assert "sớm hơn hạn tính theo quy định (17:00 ngày 16/05/2022)" in dossier.explanation[-1]
        assert verify() == []

    def test_a_later_time_written_on_the_paper_does_not_stretch_the_law(self, code: str) -> None:
        dossier = entered(on_paper(code, "2022-05-16 10:00", due_written=due("2022-05-18 17:00")))
        assert dossier.due_at == dossier.due_original == at("2022-05-16 17:00")
        assert dossier.late_entry.due_written == at("2022-05-18 17:00")
        assert "muộn hơn hạn tính theo quy định" in dossier.explanation[-1]

    def test_before_nine_is_earlier_than_by_nine(self, code: str) -> None:
        dossier = entered(
            on_paper(code, "2022-05-16 10:00", due_written=due("2022-05-16 17:00", strict=True))
        )
        assert dossier.due_strict
        assert dossier.late_entry.due_counted_strict is False

    def test_paper_and_rule_both_stand_on_the_slip(self, code: str) -> None:
        dossier = entered(on_paper(code, "2022-05-16 10:00", due_written=due("2022-05-16 11:30")))
        slip = paper_of(dossier, "01", site="https://mc.example/")
        assert isinstance(slip, Receipt)
        assert slip.promise.due_at == at("2022-05-16 11:30")
        assert "viết tay hẹn 11:30" in slip.promise.explanation[-1]

    def test_no_calendar_moves_what_stands_only_on_paper(self, code: str) -> None:
        entered(on_paper(code, "2022-05-16 10:00", due_written=due("2022-05-16 16:45")))
        assert moves_of(Q11) == []

    def test_a_corrected_moment_keeps_what_was_written(self, code: str) -> None:
        dossier = entered(on_paper(code, "2022-05-16 10:00", due_written=due("2022-05-16 16:45")))
        later = at("2022-05-16 16:40")
        both(
            Act.CORRECT,
            dossier,
            Role.RECEIVE,
            later,
            reason="Ghi nhầm giờ",
            received_at="2022-05-16T11:00:00+07:00",
        )
        right = now(dossier)
        assert right.received_at == right.accepted_at == at("2022-05-16 11:00")
        assert right.due_at == at("2022-05-16 16:45")
        assert verify() == []

    def test_a_moment_is_not_corrected_to_before_the_number_was_reserved(self, code: str) -> None:
        dossier = entered(on_paper(code, "2022-05-16 10:00"))
        words = {"reason": "Ghi nhầm giờ", "received_at": "2022-05-16T07:30:00+07:00"}
        refusal = refused(lambda: both(Act.CORRECT, dossier, Role.RECEIVE, EVENING, **words))
        assert refusal.code == "before_number_was_reserved"

    def test_a_due_time_before_the_reception_is_a_slip_of_the_pen(self, code: str) -> None:
        refusal = why_not(code, "2022-05-16 10:00", due_written=due("2022-05-16 09:00"))
        assert refusal.code == "due_written_before_received"


class TestTwoPersons:
    """The first types, the second compares with the paper."""

    def test_nothing_is_received_before_the_second_person(self, code: str) -> None:
        typed(on_paper(code, "2022-05-16 10:00"))
        assert Dossier.objects.count() == 0
        assert verify() == []

    def test_who_typed_does_not_confirm(self, code: str) -> None:
        typed(on_paper(code, "2022-05-16 10:00"))
        clerk = colleague(Role.RECEIVE, Q11, EVENING)
        assert refused(lambda: confirm(code=code, actor=clerk, at=EVENING)).code == "second_person_needed"

    def test_typed_again_by_the_same_person_it_is_replaced(self, code: str) -> None:
        typed(on_paper(code, "2022-05-16 10:00"))
        typed(on_paper(code, "2022-05-16 10:05"))
        assert confirmed(code).dossier.received_at == at("2022-05-16 10:05")

    def test_what_somebody_else_typed_is_not_typed_over(self, code: str) -> None:
        first = typed(on_paper(code, "2022-05-16 10:00"))
        head = colleague(Role.LEAD, Q11, EVENING)
        other = replace(colleague(Role.RECEIVE, Q11, EVENING), person_id=head.person_id, name=head.name)
        paper = on_paper(code, "2022-05-16 10:05")
        refusal = refused(lambda: type_in(paper=paper, actor=other, at=EVENING))
        assert refusal.code == "number_waits"
        assert first.asked_by_name in refusal.text

    def test_the_same_number_twice_is_refused_and_told_who_entered_it(self, code: str) -> None:
        dossier = entered(on_paper(code, "2022-05-16 10:00"))
        refusal = why_not(code, "2022-05-16 10:30")
        assert refusal.code == "number_used"
        assert dossier.late_entry.by_name in refusal.text
        assert dossier.late_entry.asked_by_name in refusal.text
        assert refused(lambda: confirmed(code)).code == "number_used"

    def test_what_was_typed_wrongly_is_taken_back(self, code: str) -> None:
        typed(on_paper(code, "2022-05-16 10:00"))
        take_back(code=code, actor=colleague(Role.LEAD, Q11, EVENING), at=EVENING)
        assert WaitingEntry.objects.count() == 0
        assert refused(lambda: confirmed(code)).code == "nothing_waits"

    def test_a_reason_is_asked(self, code: str) -> None:
        assert why_not(code, "2022-05-16 10:00", reason="  ").code == "reason_missing"

    @pytest.mark.parametrize(
        "role", [Role.APPRAISE, Role.SEAL, Role.ASSIST, Role.POST, Role.ADMIN, Role.CONTROL]
    )
    def test_who_may_not_receive_enters_nothing(self, code: str, role: Role) -> None:
        paper = on_paper(code, "2022-05-16 10:00")
        actor = colleague(role, Q11, EVENING)
        assert refused(lambda: type_in(paper=paper, actor=actor, at=EVENING)).code == "no_role"
        typed(paper)
        assert refused(lambda: confirm(code=code, actor=actor, at=EVENING)).code == "no_role"

    def test_another_unit_does_not_know_the_number(self, code: str) -> None:
        assert why_not(code, "2022-05-16 10:00", unit_id=P5).code == "number_not_reserved"
        actor = colleague(Role.LEAD, P5, EVENING)
        assert refused(lambda: confirm(code=code, actor=actor, at=EVENING)).code == "number_not_reserved"


class TestMoments:
    """Only a moment that the paper can carry."""

    @pytest.mark.parametrize(
        ("moment", "why"),
        [
            ("2022-05-16 16:31", "received_in_future"),
            ("2022-05-15 10:00", "other_day_than_number"),
            ("2022-05-16 07:44", "before_number_was_reserved"),
            ("1999-01-01 10:00", "other_day_than_number"),
        ],
    )
    def test_any_other_moment_is_refused(self, code: str, moment: str, why: str) -> None:
        paper = on_paper(code, "2022-05-16 10:00")
        wrong = replace(paper, reception=replace(paper.reception, received_at=at(moment)))
        assert refused(lambda: typed(wrong)).code == why

    def test_the_minute_of_reserving_itself_will_do(self, code: str) -> None:
        assert entered(on_paper(code, "2022-05-16 07:45")).code == code

    def test_tomorrows_number_is_not_for_today(self) -> None:
        code = codes_of(block_for(EVENING, day=at("2022-05-17 00:00").date()))[0]
        assert why_not(code, "2022-05-16 16:30").code == "other_day_than_number"

    @pytest.mark.parametrize(
        "number", ["000.00.31.H29-220516-0099", "", "x" * 500, "\x00", "000.00.31.H29-220517-0001"]
    )
    def test_a_number_that_nobody_reserved_is_refused(self, code: str, number: str) -> None:
        assert why_not(number, "2022-05-16 10:00").code == "number_not_reserved"

    def test_papers_that_lack_are_named(self, code: str) -> None:
        refusal = why_not(code, "2022-05-16 10:00", components=())
        assert refusal.code == "incomplete"

    @pytest.mark.parametrize("channel", ["online", "kiosk", "x"])
    def test_nothing_comes_on_paper_from_afar(self, code: str, channel: str) -> None:
        assert why_not(code, "2022-05-16 10:00", channel=channel).code == "channel_not_on_paper"

    def test_a_name_in_any_form_of_unicode_is_kept_composed(self, code: str) -> None:
        paper = on_paper(code, "2022-05-16 10:00")
        decomposed = replace(paper.reception.applicant, name="Tra\u0302\u0300n Thi\u0323 Hoa")
        dossier = entered(replace(paper, reception=replace(paper.reception, applicant=decomposed)))
        assert dossier.applicant_name == "Trần Thị Hoa"

    def test_a_name_without_end_is_refused(self, code: str) -> None:
        paper = on_paper(code, "2022-05-16 10:00")
        endless = replace(paper.reception.applicant, name="Tư " * 5000)
        assert refused(lambda: typed(replace(paper, reception=replace(paper.reception, applicant=endless))))

    def test_who_signed_the_paper_was_one_of_the_desk(self, code: str) -> None:
        stranger = colleague(Role.RECEIVE, P5, MORNING).person_id
        assert why_not(code, "2022-05-16 10:00", received_by=stranger).code == "signer_unknown"


class TestOtherWays:
    """A moment long past comes in by late entry, or by nothing."""

    def test_the_counter_is_told_where_to_enter_what_was_received_on_paper(self) -> None:
        clerk = colleague(Role.RECEIVE, Q11, EVENING)
        late = reception_of(CERTIFIED_COPY, Q11, at("2022-05-16 10:00"))
        refusal = refused(lambda: receive(reception=late, actor=clerk, at=EVENING))
        assert refusal.code == "late_entry"
        assert "Lô số dự phòng" in refusal.text

    @pytest.mark.parametrize("channel", ["online", "kiosk"])
    def test_from_afar_at_most_three_days_late(self, channel: str) -> None:
        thursday = at("2022-05-19 10:00")
        there = reception_of(MARITAL_STATUS, P5, at("2022-05-16 10:00"), channel=channel)
        assert submit(reception=there, actor=None, at=thursday).received_at == at("2022-05-16 10:00")
        gone = replace(there, received_at=at("2022-05-16 09:59"))
        assert refused(lambda: submit(reception=gone, actor=None, at=thursday)).code == "late_entry"
        clerk = colleague(Role.RECEIVE, P5, thursday)
        assert refused(lambda: receive(reception=gone, actor=clerk, at=thursday)).code == "late_entry"
