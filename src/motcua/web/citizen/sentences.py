"""How does the office say its promise in one breath? A cut-off and what follows it in, two sentences out."""

from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from motcua.programmes.rules import AfterCutOff
from motcua.web.citizen.wording import day_words, hour_words

# The law on certification and civil status: after its hour the next working day, unless settled at once.
BY_LAW = AfterCutOff(unless_settled_at_once=True, by=None, strict=False)


@dataclass(frozen=True, slots=True)
class Sentences:
    """What holds up to the cut-off, and what holds after it (empty without a cut-off)."""

    before: str
    after: str


def sentences(cut_off: time | None, after: AfterCutOff, next_day: date | None = None) -> Sentences:
    """Both sentences; with the next working day the second names its date."""
    return Sentences(_before(cut_off), _after(cut_off, after, next_day) if cut_off else "")


def _before(cut_off: time | None) -> str:
    """`Nộp đủ hồ sơ chậm nhất 15 giờ 30, nhận kết quả trong ngày.`"""
    if cut_off is None:
        return _("Nộp đủ hồ sơ trong giờ làm việc, nhận kết quả trong ngày.")
    return _("Nộp đủ hồ sơ chậm nhất %(cut_off)s, nhận kết quả trong ngày.") % {
        "cut_off": hour_words(cut_off)
    }


def _after(cut_off: time, after: AfterCutOff, next_day: date | None) -> str:
    """`Nộp sau 15 giờ 30: nhận kết quả trước 9 giờ ngày làm việc tiếp theo (thứ Hai, ngày 02/10/2023).`"""
    if after.by is None:
        when = _("Nộp sau %(cut_off)s: nhận kết quả trong ngày làm việc tiếp theo")
    elif after.strict:
        when = _("Nộp sau %(cut_off)s: nhận kết quả trước %(by)s ngày làm việc tiếp theo")
    else:
        when = _("Nộp sau %(cut_off)s: nhận kết quả chậm nhất %(by)s ngày làm việc tiếp theo")
    said = when % {"cut_off": hour_words(cut_off), "by": hour_words(after.by or time(0))}
    named = f" ({day_words(next_day)})" if next_day else ""
    return said + named + (_(", trừ khi giải quyết được ngay.") if after.unless_settled_at_once else ".")
