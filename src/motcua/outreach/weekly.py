"""On which days does a weekly event take place? Pure."""

from datetime import date, timedelta

from motcua.core.refusals import Refusal

MOST_DAYS = 60


def days_of_rule(first: date, last: date, weekday: int | None) -> tuple[date, ...]:
    """The days of that weekday (Monday is 1) from `first` to `last`, both included; without one, every day.

    001 2.2: "vào các ngày thứ Tư hàng tuần trong thời gian diễn ra Tháng hành động".
    """
    if weekday is None:
        return tuple(first + timedelta(days=place) for place in range((last - first).days + 1))
    start = first + timedelta(days=(weekday - first.isoweekday()) % 7)
    return tuple(start + timedelta(weeks=week) for week in range((last - start).days // 7 + 1))


def why_not_days(first: date, last: date, weekday: int | None) -> Refusal | None:
    """A period in its order that has such a day, and not more than anybody would plan."""
    if last < first:
        return Refusal("period_wrong", "Ngày cuối trước ngày đầu. Hãy sửa lại ngày.", "last")
    if weekday is not None and not 1 <= weekday <= 7:
        return Refusal("weekday_wrong", "Không có thứ này. Hãy chọn một thứ trong tuần.", "weekday")
    if (last - first).days > MOST_DAYS * 7:
        return Refusal("period_too_long", "Sự kiện kéo dài quá một năm. Hãy chia ra nhiều sự kiện.", "last")
    days = days_of_rule(first, last, weekday)
    if not days:
        return Refusal(
            "no_such_day", "Trong khoảng này không có ngày nào vào thứ đã chọn. Hãy chọn lại.", "weekday"
        )
    if len(days) > MOST_DAYS:
        return Refusal(
            "too_many_days",
            f"Một sự kiện nhiều nhất {MOST_DAYS} ngày. Hãy chọn một thứ trong tuần hoặc chia ra.",
            "last",
        )
    return None
