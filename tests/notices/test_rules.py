"""What may be said, when, by which way, how often: the rules of notices without an office."""

from datetime import timedelta

import pytest

from motcua.core.phones import Phone
from motcua.core.terms import PhoneKind
from motcua.dossiers.terms import Act, Channel, ReturnChannel, State
from motcua.notices.event_rules import StepFacts, told_of
from motcua.notices.quiet_rules import may_go_at, next_morning
from motcua.notices.retry_rules import LONGEST_WAIT, MOST_TRIES, next_try
from motcua.notices.template_rules import Words, faults_of, filled, plain_letters, short
from motcua.notices.terms import NoticeChannel, NoticeEvent, Weight
from motcua.notices.way_rules import Chosen, Reach, next_way, reach_of, ways_for
from tests.cast import at

EMAIL, ZALO, SMS, PHONE = NoticeChannel.EMAIL, NoticeChannel.ZALO, NoticeChannel.SMS, NoticeChannel.PHONE
ALL = (EMAIL, ZALO, SMS)
BOTH = Reach(email="tu@example.vn", phone="+84912345678", mobile=True)


def step(act: Act, target: State, source: str = State.FORWARDED, **more) -> StepFacts:
    facts = {"data": {}, "channel": Channel.ONLINE, "return_channel": ReturnChannel.DESK}
    return StepFacts(act=act, source=source, target=target, **(facts | more))


@pytest.mark.parametrize(
    ("moment", "goes"),
    [
        ("2026-11-23 20:59", "2026-11-23 20:59"),
        ("2026-11-23 21:00", "2026-11-24 07:00"),
        ("2026-11-24 00:00", "2026-11-24 07:00"),
        ("2026-11-24 06:59", "2026-11-24 07:00"),
        ("2026-11-24 07:00", "2026-11-24 07:00"),
        ("2026-12-31 23:30", "2027-01-01 07:00"),
    ],
)
def test_nobody_is_woken_by_the_office(moment, goes):
    assert may_go_at(at(moment)) == at(goes)


def test_an_apology_that_would_come_after_the_due_time_goes_at_night():
    night = at("2026-11-23 22:00")
    assert may_go_at(night, must_before=at("2026-11-24 07:00")) == night
    assert may_go_at(night, must_before=at("2026-11-24 09:00")) == at("2026-11-24 07:00")


def test_what_is_too_much_for_a_day_waits_for_the_next_morning():
    assert next_morning(at("2026-11-23 14:00")) == at("2026-11-24 07:00")


def test_each_failure_waits_longer_and_the_last_one_gives_up():
    now = at("2026-11-23 14:00")
    tries = range(1, MOST_TRIES)
    moments = [moment for nth in tries if (moment := next_try(nth, now)) is not None]
    assert len(moments) == len(tries)
    assert moments == sorted(moments)
    assert next_try(MOST_TRIES, now) is None


def test_a_carrier_that_asks_for_time_gets_it_but_not_for_ever():
    now = at("2026-11-23 14:00")
    assert next_try(1, now, asked=timedelta(minutes=30)) == at("2026-11-23 14:30")
    assert next_try(1, now, asked=timedelta(days=400)) == now + LONGEST_WAIT
    assert next_try(4, now, asked=timedelta(seconds=1)) == at("2026-11-23 15:00")


def test_words_name_only_fields_of_their_event():
    def faults(text, channel=EMAIL, event=NoticeEvent.READY):
        return faults_of(Words(event, channel, "Tin", text))

    assert faults("Hồ sơ {code} ở {place}, {procedure}") == []
    assert "digits" in faults("Mã {digits}")[0]
    assert faults("{code.__class__}")
    assert faults("{code!r}")
    assert faults("{0}")
    assert faults("{")
    assert faults("{}")


@pytest.mark.parametrize("field", ["procedure", "unit", "reason", "papers", "place"])
def test_a_short_message_holds_nothing_of_a_person_but_the_code(field):
    event = NoticeEvent.SUPPLEMENT if field == "papers" else NoticeEvent.REFUSED
    event = NoticeEvent.READY if field == "place" else event
    assert any(field in fault for fault in faults_of(Words(event, SMS, "", f"Hồ sơ {{code}}: {{{field}}}")))


def test_a_short_message_fits_with_every_field_at_its_longest():
    fits = Words(NoticeEvent.RECEIVED, SMS, "", "x" * 108 + "{code}{due}")
    assert faults_of(fits) == []
    longer = Words(NoticeEvent.RECEIVED, SMS, "", "x" * 109 + "{code}{due}")
    assert "161" in faults_of(longer)[0]


def test_a_value_with_braces_is_not_read_as_a_field():
    assert filled("Lý do: {reason}", {"reason": "{code} %s {0}"}) == "Lý do: {code} %s {0}"
    assert filled("Xem: {site}", {}) == "Xem:"


def test_letters_without_marks_say_the_same_in_every_spelling():
    said = "Đã có kết quả – “mời đến quầy”"
    assert plain_letters(said) == 'Da co ket qua - "moi den quay"'
    assert plain_letters("Đã").isascii()
    assert len(short("ă" * 500, plain=True)) == 160


def test_what_must_be_heard_goes_by_letter_and_one_message_to_the_telephone():
    assert ways_for(Weight.REQUIRED, BOTH, Chosen(), ALL) == (EMAIL, ZALO)
    assert ways_for(Weight.REQUIRED, BOTH, Chosen(zalo=False), ALL) == (EMAIL, SMS)


def test_what_must_be_heard_is_told_though_everything_was_switched_off():
    nothing = Chosen(email=False, zalo=False, sms=False)
    assert ways_for(Weight.REQUIRED, BOTH, nothing, ALL) == (EMAIL,)
    assert ways_for(Weight.USUAL, BOTH, nothing, ALL) == ()


def test_extras_only_for_those_who_asked():
    assert ways_for(Weight.EXTRA, BOTH, Chosen(), ALL) == ()
    assert ways_for(Weight.EXTRA, BOTH, Chosen(extras=True), ALL) == (EMAIL,)


def test_where_nothing_reaches_a_person_somebody_phones():
    landline = reach_of(email="", phone=Phone("+842838551234", PhoneKind.LANDLINE))
    assert ways_for(Weight.REQUIRED, landline, Chosen(), ALL) == (PHONE,)
    assert ways_for(Weight.REQUIRED, BOTH, Chosen(), ()) == (PHONE,)
    assert landline.to(PHONE) == "+842838551234"


def test_after_one_way_failed_comes_the_next_and_at_last_a_call():
    assert next_way([ZALO], BOTH, ALL) is EMAIL
    assert next_way([EMAIL, ZALO], BOTH, ALL) is SMS
    assert next_way([EMAIL, ZALO, SMS], BOTH, ALL) is PHONE


def test_a_person_hears_what_they_need_and_not_every_step():
    silent = [
        step(Act.FORWARD, State.FORWARDED, State.RECEIVED), step(Act.APPRAISE, State.APPRAISED),
        step(Act.APPROVE, State.APPROVED), step(Act.REASSIGN, State.FORWARDED),
        step(Act.SHELVE, State.READY, State.READY), step(Act.UNDO_RETURN, State.READY, State.RETURNED),
        step(Act.MOVE_DUE, State.FORWARDED, data={"decision": "keep"}),
        step(Act.REMIND, State.READY, State.READY, data={"how": "phone"}),
    ]  # fmt: skip
    assert [told_of(one) for one in silent] == [None] * len(silent)


def test_who_holds_the_slip_in_their_hand_is_not_told_of_reception():
    at_desk = step(Act.RECEIVE, State.RECEIVED, "", channel=Channel.DESK)
    by_post = step(Act.RECEIVE, State.RECEIVED, "", channel=Channel.POST)
    assert told_of(at_desk) == (NoticeEvent.RECEIVED, Weight.EXTRA)
    assert told_of(by_post) == (NoticeEvent.RECEIVED, Weight.USUAL)
    assert told_of(step(Act.ACCEPT, State.RECEIVED, State.SUBMITTED)) == (NoticeEvent.RECEIVED, Weight.USUAL)


def test_a_result_is_told_when_it_is_there_however_it_came_to_the_desk():
    assert told_of(step(Act.HAND_BACK, State.READY, State.SEALED)) == (NoticeEvent.READY, Weight.REQUIRED)
    assert told_of(step(Act.STAMP, State.READY, State.APPROVED)) == (NoticeEvent.READY, Weight.REQUIRED)
    waiting = step(Act.STAMP, State.READY, State.APPROVED, waits_at_desk=True)
    assert told_of(waiting) == (NoticeEvent.READY, Weight.EXTRA)


def test_a_result_somebody_else_took_is_told_to_whose_it_is():
    def returned(kind: str, channel: str):
        data = {"receiver_kind": kind, "channel": channel}
        return told_of(step(Act.RETURN_RESULT, State.RETURNED, State.READY, data=data))

    assert returned("applicant", "desk") == (NoticeEvent.RETURNED, Weight.EXTRA)
    assert returned("relative", "desk") == (NoticeEvent.RETURNED, Weight.USUAL)
    assert returned("applicant", "post") == (NoticeEvent.RETURNED, Weight.USUAL)


@pytest.mark.parametrize(
    "act", [Act.ASK_SUPPLEMENT, Act.REFUSE_INTAKE, Act.APOLOGISE, Act.PROLONG, Act.STOP, Act.ASK_PAYMENT]
)
def test_what_the_law_says_must_be_told_is_told(act):
    heard = told_of(step(act, State.FORWARDED))
    assert heard is not None
    assert heard[1] is Weight.REQUIRED
