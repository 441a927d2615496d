"""The promise of a programme or of the law in two sentences."""

from datetime import date, time

import pytest

from motcua.programmes.rules import AfterCutOff
from motcua.web.citizen.sentences import BY_LAW, sentences


@pytest.mark.requirement("R-300")
@pytest.mark.rule("promises 12")
def test_the_friday_promise_names_its_hour_and_the_hour_of_the_next_working_day():
    said = sentences(time(15, 30), AfterCutOff(False, time(9), True), date(2023, 10, 2))
    assert said.before == "Nộp đủ hồ sơ chậm nhất 15 giờ 30, nhận kết quả trong ngày."
    assert said.after == (
        "Nộp sau 15 giờ 30: nhận kết quả trước 9 giờ ngày làm việc tiếp theo (thứ Hai, ngày 02/10/2023)."
    )


@pytest.mark.requirement("R-300")
@pytest.mark.rule("promises 6")
def test_the_law_promises_the_next_working_day_unless_settled_at_once():
    said = sentences(time(15), BY_LAW)
    assert said.after == (
        "Nộp sau 15 giờ: nhận kết quả trong ngày làm việc tiếp theo, trừ khi giải quyết được ngay."
    )


def test_an_hour_that_is_not_strict_still_counts_itself():
    said = sentences(time(15, 30), AfterCutOff(False, time(9), False))
    assert said.after == "Nộp sau 15 giờ 30: nhận kết quả chậm nhất 9 giờ ngày làm việc tiếp theo."


def test_without_a_cut_off_nothing_comes_after_it():
    said = sentences(None, BY_LAW)
    assert (said.before, said.after) == ("Nộp đủ hồ sơ trong giờ làm việc, nhận kết quả trong ngày.", "")
