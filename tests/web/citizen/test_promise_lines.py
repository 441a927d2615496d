"""How a procedure's promise changes during a day, asked of an engine."""

from datetime import datetime, timedelta

import pytest

from motcua.core.moments import VN
from motcua.dossiers.promises import DueReason, Promise
from motcua.web.citizen.promise_lines import promise_lines

OPENING, CLOSE = datetime(2023, 9, 29, 7, 30, tzinfo=VN), datetime(2023, 9, 29, 17, 0, tzinfo=VN)
MONDAY = datetime(2023, 10, 2, 9, 0, tzinfo=VN)


def answer(due_at: datetime, *, strict: bool = False) -> Promise:
    return Promise(
        due_at=due_at,
        due_strict=strict,
        reason=DueReason.ORDINARY,
        rule="",
        source="",
        ordinary_due_at=due_at,
        provisional=False,
        explanation=("một", "hai"),
        counted_from=due_at,
    )


@pytest.mark.requirement("R-300")
@pytest.mark.parametrize("minute", range(0, 60, 7))
def test_the_last_minute_of_the_promise_is_found_exactly(minute):
    cut_off = datetime(2023, 9, 29, 15, minute, tzinfo=VN)

    def ask(received: datetime) -> Promise:
        return answer(CLOSE) if received <= cut_off else answer(MONDAY, strict=True)

    first, second = promise_lines(ask, opening=OPENING, close=CLOSE)
    assert (first.last, second.last) == (cut_off, CLOSE)
    assert first.due == "nhận kết quả trong ngày, chậm nhất 17 giờ"
    assert second.due == "nhận kết quả trước 9 giờ, thứ Hai, ngày 02/10/2023"
    assert second.received.startswith("Nộp sau 15 giờ")


def test_one_promise_for_the_whole_day_is_one_line():
    (line,) = promise_lines(lambda received: answer(MONDAY), opening=OPENING, close=CLOSE)
    assert line.received == "Nộp đủ hồ sơ trong giờ làm việc"


def test_two_cut_offs_give_three_lines():
    def ask(received: datetime) -> Promise:
        days = (received > datetime(2023, 9, 29, 10, 0, tzinfo=VN)) + (
            received > datetime(2023, 9, 29, 15, 0, tzinfo=VN)
        )
        return answer(CLOSE + timedelta(days=days))

    said = [line.received for line in promise_lines(ask, opening=OPENING, close=CLOSE)]
    assert said == ["Nộp đủ hồ sơ chậm nhất 10 giờ", "Nộp sau 10 giờ", "Nộp sau 15 giờ"]


def test_a_promise_that_moves_with_every_minute_has_no_lines():
    assert (
        promise_lines(lambda received: answer(received + timedelta(hours=1)), opening=OPENING, close=CLOSE)
        == ()
    )
