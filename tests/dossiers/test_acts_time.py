"""Acts that touch the due time: prolong, apologise, payment of others' dues, and a calendar that changed."""

from datetime import date

import pytest

from motcua.authority.models import SigningPower
from motcua.documents.papers import Apology
from motcua.dossiers.models import Dossier
from motcua.dossiers.papers import forms_issued, paper_of
from motcua.dossiers.queries import buttons
from motcua.dossiers.recounting import moves_of, recounted
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from tests.cast import (
    BINH_THOI,
    CERTIFIED_COPY,
    HOUSEHOLD_BUSINESS,
    MARITAL_STATUS,
    P5,
    Q11,
    at,
    colleague,
    do,
    received,
)
from tests.dossiers.other_acts import appraised, last, now, ready, refused

pytestmark = pytest.mark.usefixtures("seeded")
CONTRACT_OF_Q11 = "2.000992"  # S, prolonged only by written agreement


@pytest.mark.rule("promises 7")
def test_a_verification_prolongs_by_the_clause_of_the_version_and_is_no_lateness() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-04-25 09:00"))
    assert now(dossier).due_at == at("2022-04-28 17:00")
    do(Act.PROLONG, dossier, Role.APPRAISE, at("2022-04-28 17:00"), reason="Xác minh tại phường khác")
    prolonged = now(dossier)
    assert prolonged.due_reason == "prolonged"
    assert prolonged.due_at == at("2022-05-30 17:00")
    assert prolonged.due_original == at("2022-04-28 17:00")
    assert prolonged.due_extended is None
    step = last(prolonged)
    assert step.data["prolong"]["ground"] == "verification"
    assert step.data["clause"]
    assert verify() == []


@pytest.mark.rule("promises 7")
def test_a_written_agreement_takes_the_agreed_minute() -> None:
    dossier = received(CONTRACT_OF_Q11, Q11, at("2022-05-18 09:00"), at_once=False)
    ask = {"reason": "40 bản, người nộp đồng ý"}
    refusal = refused(lambda: do(Act.PROLONG, dossier, Role.RECEIVE, at("2022-05-18 10:00"), **ask))
    assert refusal.code == "until_missing"
    past = refused(
        lambda: do(
            Act.PROLONG,
            dossier,
            Role.RECEIVE,
            at("2022-05-18 10:00"),
            until="2022-05-18T09:30:00+07:00",
            **ask,
        )
    )
    assert past.code == "until_invalid"
    do(Act.PROLONG, dossier, Role.RECEIVE, at("2022-05-18 10:00"), until="2022-05-20T10:30:00+07:00", **ask)
    assert now(dossier).due_at == at("2022-05-20 10:30")
    assert verify() == []


@pytest.mark.rule("promises 7")
@pytest.mark.parametrize(
    ("procedure", "moment", "code"),
    [
        (MARITAL_STATUS, "2022-04-28 17:01", "prolong_too_late"),
        (HOUSEHOLD_BUSINESS, "2022-04-26 09:00", "prolong_not_allowed"),
    ],
)
def test_a_term_is_prolonged_only_while_it_runs_and_where_the_law_knows_it(
    procedure: str, moment: str, code: str
) -> None:
    unit = P5 if procedure == MARITAL_STATUS else Q11
    dossier = received(procedure, unit, at("2022-04-25 09:00"))
    role = Role.APPRAISE
    assert refused(lambda: do(Act.PROLONG, dossier, role, at(moment), reason="Xác minh")).code == code


def test_a_term_is_prolonged_once_and_not_on_another_ground() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-04-25 09:00"))
    other = refused(
        lambda: do(
            Act.PROLONG, dossier, Role.APPRAISE, at("2022-04-26 09:00"), ground="volume", reason="Nhiều"
        )
    )
    assert other.code == "prolong_not_allowed"
    do(Act.PROLONG, dossier, Role.APPRAISE, at("2022-04-26 09:00"), reason="Xác minh")
    again = refused(
        lambda: do(Act.PROLONG, dossier, Role.APPRAISE, at("2022-04-27 09:00"), reason="Xác minh")
    )
    assert again.code == "prolonged_once"


@pytest.mark.rule("promises 18")
def test_a_prolongation_holds_on_after_a_supplement_that_counts_anew() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-04-25 09:00"))
    do(Act.PROLONG, dossier, Role.APPRAISE, at("2022-04-26 09:00"), reason="Xác minh")
    key = dossier.version.components.filter(mandatory=True)[0].key
    do(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, at("2022-04-27 10:00"), items=[{"key": key, "why": "Mờ"}])
    do(
        Act.SUPPLEMENT,
        dossier,
        Role.RECEIVE,
        at("2022-05-05 10:00"),
        components=[{"key": key, "original": 1}],
    )
    after = now(dossier)
    assert after.due_reason == "prolonged"
    assert after.due_at == recounted(after).due_at == at("2022-06-07 17:00")
    assert verify() == []


def sorry(dossier: Dossier, moment: str, new_due: str) -> None:
    do(Act.APOLOGISE, dossier, Role.APPROVE, at(moment), reason="Cán bộ ốm", new_due=new_due)


@pytest.mark.rule("promises 19")
def test_the_apology_stores_its_new_time_apart_and_the_promise_stays_what_it_was() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-04-25 09:00"))
    sorry(dossier, "2022-04-27 16:59", "2022-05-05T16:00:00+07:00")
    after = now(dossier)
    assert after.due_at == after.due_original == at("2022-04-28 17:00")
    assert after.due_extended == at("2022-05-05 16:00")
    assert last(after).data["too_late"] is False
    assert last(after).data["letter"] == "01/PXL"
    paper = paper_of(after, "04", site="")
    assert isinstance(paper, Apology)
    assert (paper.due_original, paper.due_extended) == (at("2022-04-28 17:00"), at("2022-05-05 16:00"))
    assert (paper.head.number, paper.head.symbol, paper.notices) == ("01", "PXL", ())
    assert paper.signer.title
    assert (paper.extension, paper.extension_count) == ("", 0)
    assert "04" in [form.number for form in forms_issued(after)]
    assert verify() == []


@pytest.mark.rule("promises 19")
def test_the_letter_of_2025_says_how_much_more_time_and_for_the_first_time() -> None:
    dossier = received(MARITAL_STATUS, BINH_THOI, at("2026-11-16 09:00"))
    sorry(dossier, "2026-11-16 10:00", "2026-11-23T17:00:00+07:00")
    paper = paper_of(now(dossier), "04", site="")
    assert isinstance(paper, Apology)
    assert (paper.extension, paper.extension_count) == ("5 ngày làm việc", 1)


@pytest.mark.rule("promises 19")
@pytest.mark.parametrize(
    ("procedure", "received_at", "moment", "late"),
    [
        (MARITAL_STATUS, "2022-04-25 09:00", "2022-04-27 23:59", False),
        (MARITAL_STATUS, "2022-04-25 09:00", "2022-04-28 07:30", True),
        (MARITAL_STATUS, "2022-04-25 09:00", "2022-04-29 09:00", True),
        (CERTIFIED_COPY, "2022-05-18 09:00", "2022-05-18 16:59", False),
        (CERTIFIED_COPY, "2022-05-18 09:00", "2022-05-18 17:00", True),
    ],
)
def test_a_letter_too_late_is_written_all_the_same_and_flagged(
    procedure: str, received_at: str, moment: str, late: bool
) -> None:
    dossier = received(procedure, P5, at(received_at))
    sorry(dossier, moment, "2022-05-20T10:00:00+07:00")
    assert last(dossier).data["too_late"] is late
    assert bool(paper_of(now(dossier), "04", site="").notices) is late


@pytest.mark.rule("promises 19")
def test_there_is_never_a_second_apology() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-04-25 09:00"))
    sorry(dossier, "2022-04-26 09:00", "2022-05-05T16:00:00+07:00")
    refusal = refused(lambda: sorry(dossier, "2022-05-04 09:00", "2022-05-10T16:00:00+07:00"))
    assert refusal.code == "apology_once"
    shown = {
        button.act: button.refusal
        for button in buttons(now(dossier), colleague(Role.APPROVE, P5, at("2022-05-04 09:00")))
    }
    assert shown.get(Act.APOLOGISE, refusal) is not None


@pytest.mark.parametrize(
    ("new_due", "code"),
    [
        ("2022-04-28T16:00:00+07:00", "apology_not_later"),
        ("2022-05-01T16:00:00+07:00", "apology_day_off"),
        ("2022-04-20T16:00:00+07:00", "apology_past"),
        ("", "new_due_missing"),
        ("mai", "moment_wrong"),
    ],
)
def test_the_new_time_lies_ahead_after_the_old_one_on_a_working_day(new_due: str, code: str) -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-04-25 09:00"))
    assert refused(lambda: sorry(dossier, "2022-04-26 09:00", new_due)).code == code
    assert now(dossier).due_extended is None


@pytest.mark.rule("30/2020/NĐ-CP 13")
def test_the_apology_needs_the_power_to_sign() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-04-25 09:00"))
    chair = colleague(Role.APPROVE, P5, at("2022-04-26 09:00"))
    from_power(chair.person_id)
    assert (
        refused(lambda: sorry(dossier, "2022-04-26 09:00", "2022-05-05T16:00:00+07:00")).code
        == "no_signing_power"
    )


def from_power(person_id: int) -> None:
    """The person's power ended before."""
    SigningPower.objects.filter(person_id=person_id).update(valid_to=date(2022, 4, 26))


@pytest.mark.rule("promises 18")
def test_money_owed_to_the_tax_office_stops_the_clock_and_its_working_time_runs_on() -> None:
    dossier = received_land("2022-05-04 09:00")
    due = now(dossier).due_at
    do(Act.FORWARD, dossier, Role.RECEIVE, at("2022-05-04 10:00"))
    do(
        Act.ASK_PAYMENT,
        dossier,
        Role.APPRAISE,
        at("2022-05-05 10:00"),
        obligation="Lệ phí trước bạ",
        document="TB 12/CCT ngày 5/5/2022",
        amount=1_500_000,
    )
    waiting = now(dossier)
    assert (waiting.state, waiting.paused_at, waiting.clock_stopped) == (
        State.AWAITING_PAYMENT,
        at("2022-05-05 10:00"),
        True,
    )
    do(Act.PAY, dossier, Role.RECEIVE, at("2022-05-09 10:00"), document="Biên lai 0001")
    after = now(dossier)
    assert (after.state, after.paused_at, after.due_original) == (State.FORWARDED, None, due)
    assert due == at("2022-06-03 17:00")
    assert after.due_at == at("2022-06-07 17:00")
    assert after.due_at == recounted(after).due_at
    assert verify() == []


@pytest.mark.rule("promises 18")
def test_a_fee_of_the_desk_never_stops_a_clock() -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-18 09:00"))
    refusal = refused(
        lambda: do(
            Act.ASK_PAYMENT, dossier, Role.APPRAISE, at("2022-05-18 09:05"), obligation="Phí", document="–"
        )
    )
    assert refusal.code == "no_obligation"


def received_land(moment: str) -> Dossier:
    """A land dossier of 30 days, whose applicant owes the tax office."""
    return received("1.013978", Q11, at(moment))


def closed(unit_id: str, day: str, part: str = "day") -> None:
    """A storm shuts the unit on a day or half a day."""
    Unit.objects.filter(pk=unit_id).update(closures=[{"day": day, "part": part, "reason": "bão số 5"}])


@pytest.mark.rule("promises 20")
def test_a_sudden_closure_lists_the_dossiers_it_moves_and_each_is_moved_or_kept_by_the_lead() -> None:
    moves = received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-10 09:00"))
    stays = received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-10 09:05"))
    done = ready(received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-10 09:10")), "2022-05-10 10:00")
    due = now(moves).due_at
    assert due == at("2022-05-13 17:00")
    assert moves_of(Q11) == []
    closed(Q11, "2022-05-12")
    listed = moves_of(Q11)
    assert [
        (str(found.dossier), found.moved.old, found.moved.new and found.moved.new.due_at) for found in listed
    ] == [
        (str(moves), due, at("2022-05-16 17:00")),
        (str(stays), due, at("2022-05-16 17:00")),
    ]
    assert done.ready_at is not None
    decide = {"reason": "Đóng cửa do bão"}
    do(Act.MOVE_DUE, moves, Role.LEAD, at("2022-05-12 09:00"), decision="move", **decide)
    do(Act.MOVE_DUE, stays, Role.LEAD, at("2022-05-12 09:01"), decision="keep", **decide)
    assert (now(moves).due_at, now(moves).due_original) == (at("2022-05-16 17:00"), due)
    assert "dời từ 17:00" in now(moves).explanation[-1]
    assert now(stays).due_at == due
    assert moves_of(Q11) == []
    again = refused(
        lambda: do(Act.MOVE_DUE, stays, Role.LEAD, at("2022-05-12 09:02"), decision="move", **decide)
    )
    assert again.code == "due_does_not_move"
    assert verify() == []


@pytest.mark.rule("promises 20")
def test_only_a_changed_calendar_moves_a_due_time_and_only_by_a_decision_with_a_reason() -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-10 09:00"))
    moment = at("2022-05-11 09:00")
    refusal = refused(lambda: do(Act.MOVE_DUE, dossier, Role.LEAD, moment, decision="move", reason="Bão"))
    assert refusal.code == "due_does_not_move"
    closed(Q11, "2022-05-12")
    assert (
        refused(lambda: do(Act.MOVE_DUE, dossier, Role.LEAD, moment, reason="Bão")).code == "decision_missing"
    )
    assert (
        refused(lambda: do(Act.MOVE_DUE, dossier, Role.LEAD, moment, decision="move")).code
        == "reason_missing"
    )


@pytest.mark.rule("promises 20")
def test_a_dossier_received_on_the_day_that_became_a_day_off_has_no_new_time_and_is_kept() -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-10 09:00"))
    closed(Q11, "2022-05-10")
    listed = moves_of(Q11)
    assert [found.moved.new for found in listed] == [None]
    moment, decide = at("2022-05-11 09:00"), {"reason": "Bão"}
    refusal = refused(lambda: do(Act.MOVE_DUE, dossier, Role.LEAD, moment, decision="move", **decide))
    assert refusal.code == "new_due_unknown"
    do(Act.MOVE_DUE, dossier, Role.LEAD, moment, decision="keep", **decide)
    assert moves_of(Q11) == []


@pytest.mark.rule("promises 20")
def test_pauses_are_counted_again_with_the_changed_calendar() -> None:
    dossier = received_land("2022-05-04 09:00")
    do(Act.FORWARD, dossier, Role.RECEIVE, at("2022-05-04 10:00"))
    said = {"obligation": "Lệ phí trước bạ", "document": "TB 12"}
    do(Act.ASK_PAYMENT, dossier, Role.APPRAISE, at("2022-05-05 10:00"), **said)
    do(Act.PAY, dossier, Role.RECEIVE, at("2022-05-09 10:00"), document="Biên lai 0001")
    closed(Q11, "2022-06-07")
    assert [found.moved.new and found.moved.new.due_at for found in moves_of(Q11)] == [at("2022-06-08 17:00")]


@pytest.mark.rule("promises 7")
def test_a_time_agreed_in_writing_stands_whatever_the_calendar_says() -> None:
    dossier = received(CONTRACT_OF_Q11, Q11, at("2022-05-18 09:00"))
    said = {"reason": "40 bản", "until": "2022-05-20T10:30:00+07:00"}
    do(Act.PROLONG, dossier, Role.RECEIVE, at("2022-05-18 10:00"), **said)
    closed(Q11, "2022-05-19")
    assert moves_of(Q11) == []


def test_a_dossier_that_waits_to_be_signed_is_prolonged_no_more() -> None:
    dossier = appraised(received(MARITAL_STATUS, P5, at("2022-04-25 09:00")), "2022-04-25 10:00")
    do(Act.APPROVE, dossier, Role.APPROVE, at("2022-04-25 11:00"))
    refusal = refused(
        lambda: do(Act.PROLONG, dossier, Role.APPRAISE, at("2022-04-26 09:00"), reason="Xác minh")
    )
    assert refusal.code == "wrong_order"
