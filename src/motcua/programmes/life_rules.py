"""Where is a programme in its life, which periods must be evaluated, and why may a step not be taken? Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.core.refusals import Refusal
from motcua.programmes.life_terms import Frequency, Phase
from motcua.programmes.rules import ProgrammeRule
from motcua.programmes.terms import APPLIED, ProgrammeStatus

_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3}
_LONGEST_YEARS = 10


@dataclass(frozen=True, slots=True)
class EvaluationPeriod:
    """A month or quarter of a programme's run; both days are in it."""

    frequency: Frequency
    first: date
    last: date

    @property
    def name(self) -> str:
        """`tháng 10/2023`, `quý IV/2023`."""
        if self.frequency is Frequency.MONTHLY:
            return f"tháng {self.last.month}/{self.last.year}"
        return f"quý {('I', 'II', 'III', 'IV')[(self.last.month - 1) // 3]}/{self.last.year}"


def phase_on(status: str, period_from: date, period_to: date | None, day: date) -> Phase:
    """Drafts and proposals stay what they are however time passes; the others go by their period."""
    if status == ProgrammeStatus.DRAFT:
        return Phase.DRAFTED
    if status == ProgrammeStatus.PROPOSED:
        return Phase.PROPOSED
    if status not in APPLIED or (period_to is not None and period_to <= day):
        return Phase.ENDED
    return Phase.ANNOUNCED if day < period_from else Phase.RUNNING


def evaluation_periods(
    frequencies: Collection[Frequency], first: date, end: date | None, today: date
) -> tuple[EvaluationPeriod, ...]:
    """Months and quarters that are over, cut to the run [first, end) of the programme, the oldest first.

    "Định kỳ hằng tháng, quý đánh giá kết quả" (plan of Thanh Hà 2023, II.3).
    """
    stop = today if end is None else min(today, end)
    found = [
        period
        for frequency in Frequency
        if frequency in frequencies
        for period in _periods(frequency, first, stop, over=end is not None and end <= today)
    ]
    return tuple(sorted(found, key=lambda one: (one.last, list(Frequency).index(one.frequency))))


def _periods(frequency: Frequency, first: date, stop: date, *, over: bool) -> Iterator[EvaluationPeriod]:
    length = _MONTHS[frequency]
    start = date(first.year, first.month - (first.month - 1) % length, 1)
    while start < stop:
        following = _months_after(start, length)
        if following <= stop or over:
            last = min(following, stop) - timedelta(days=1)
            yield EvaluationPeriod(frequency, max(start, first), last)
        start = following


def _months_after(day: date, months: int) -> date:
    place = day.month - 1 + months
    return date(day.year + place // 12, place % 12 + 1, 1)


def why_not_period(period_from: date, period_to: date | None) -> Refusal | None:
    """A period ends after it starts, and within ten years."""
    if period_to is None:
        return None
    if period_to <= period_from:
        return Refusal(
            "period_wrong", "Ngày kết thúc ở trước ngày bắt đầu. Hãy ghi lại thời gian thực hiện.", "last_day"
        )
    if period_to.year - period_from.year > _LONGEST_YEARS:
        return Refusal(
            "period_too_long",
            "Thời gian thực hiện dài hơn mười năm. Hãy xem lại ngày kết thúc, hoặc để trống.",
            "last_day",
        )
    return None


def why_not_decided(number: str, issued_on: date | None, today: date, *, what: str) -> Refusal | None:
    """What changes a promise rests on a document with number and day, and the day has come (R-113, R-124)."""
    if not number:
        return Refusal(
            "decision_missing", f"{what} phải có văn bản quyết định. Hãy ghi số văn bản.", "number"
        )
    if issued_on is None:
        return Refusal(
            "decision_missing",
            f"{what} phải có ngày của văn bản quyết định. Hãy ghi ngày ban hành.",
            "issued_on",
        )
    if issued_on > today:
        return Refusal("day_in_future", "Ngày ban hành chưa đến. Hãy ghi ngày của văn bản.", "issued_on")
    return None


def why_not_announce(
    phase: Phase, period_from: date, period_to: date | None, today: date, *, replaces: bool = False
) -> Refusal | None:
    """Only what is a draft or a proposal, and before its first day: no promise is changed backwards.

    What `replaces` another programme may make a promise later, so it begins tomorrow at the earliest.
    """
    if phase not in {Phase.DRAFTED, Phase.PROPOSED}:
        return Refusal("announced_already", "Chương trình đã được công bố. Hãy tải lại trang để xem.")
    if period_to is not None and period_to <= today:
        return Refusal(
            "period_over", "Thời gian thực hiện đã qua. Hãy sửa thời gian trong dự thảo rồi công bố lại."
        )
    if period_from < today:
        return Refusal(
            "start_in_past",
            "Ngày bắt đầu đã qua: hồ sơ đã nhận không được hẹn lại. Hãy sửa dự thảo bắt đầu từ hôm nay.",
        )
    if replaces and period_from == today:
        return Refusal(
            "start_today",
            "Chương trình thay cho chương trình chung, mà hồ sơ nhận sáng nay đã hẹn theo chương trình chung. "
            "Hãy sửa dự thảo bắt đầu từ ngày mai.",
        )
    return None


def why_not_extend(
    rule: ProgrammeRule, phase: Phase, new_to: date, today: date, *, field: str = "last_day"
) -> Refusal | None:
    """Only what is announced or running, to a later day (results notice HCMC 2022, conclusion; R-113)."""
    if phase is Phase.ENDED:
        return Refusal(
            "already_over",
            "Chương trình đã hết thời gian thực hiện. Hãy lập chương trình tiếp theo, bắt đầu từ hôm nay.",
        )
    if phase not in {Phase.ANNOUNCED, Phase.RUNNING}:
        return Refusal("not_announced", "Chương trình chưa được công bố. Hãy sửa thời gian trong dự thảo.")
    if rule.period_to is None:
        return Refusal("no_end", "Chương trình không có ngày kết thúc. Hãy xem lại văn bản gia hạn.", field)
    if new_to <= today:
        return Refusal("day_in_past", "Ngày kết thúc mới đã qua. Hãy ghi lại theo văn bản gia hạn.", field)
    if new_to <= rule.period_to:
        return Refusal(
            "not_later",
            f"Chương trình đang kéo dài đến hết {rule.period_to - timedelta(days=1):%d/%m/%Y}. "
            "Hãy ghi ngày kết thúc sau ngày đó.",
            field,
        )
    return why_not_period(rule.period_from, new_to)


def why_not_end(phase: Phase, last_day: date, today: date) -> Refusal | None:
    """A promise given is kept: a programme ends at the end of today at the earliest."""
    if phase not in {Phase.ANNOUNCED, Phase.RUNNING}:
        return Refusal(
            "not_running", "Chương trình không đang thực hiện. Hãy tải lại trang để xem tình trạng."
        )
    if last_day < today:
        return Refusal("day_in_past", "Ngày cuối cùng đã qua. Hãy ghi từ hôm nay trở đi.", "last_day")
    return None


def why_not_from(day: date, today: date, *, field: str) -> Refusal | None:
    """A list grows from today on, never backwards: what is added makes promises earlier only."""
    if day >= today:
        return None
    return Refusal("day_in_past", "Ngày áp dụng đã qua. Hãy chọn từ hôm nay trở đi.", field)


def why_not_from_tomorrow(day: date, today: date, *, field: str) -> Refusal | None:
    """A cut-off may make a promise later, so it changes from tomorrow on: this morning's promises stand."""
    if day > today:
        return None
    return Refusal(
        "before_tomorrow",
        "Hồ sơ nhận hôm nay đã hẹn theo mốc giờ đang áp dụng. Hãy chọn áp dụng từ ngày mai trở đi.",
        field,
    )
