"""May a unit register this option, and is what it says of it enough? Pure (104/KH-UBND II.2; R-099 to R-105)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.core.refusals import Refusal, refuse
from motcua.participation.registration_terms import (
    ACTIVITIES_OF,
    EVENTS,
    OPTION_NUMBERS,
    ActivityKind,
    Option,
)

_BY_WORD = {option.value: option for option in Option} | {OPTION_NUMBERS[one]: one for one in Option}


@dataclass(frozen=True, slots=True)
class Joining:
    """A unit beside a programme on a day: `listed` procedures of the programme's list that it settles.

    `period_to` is the first day after; `standing` are the options it has registered, `main` the main one.
    """

    applied: bool
    in_scope: bool
    period_from: date
    period_to: date | None
    listed: int
    offered: frozenset[Option]
    standing: frozenset[Option] = frozenset()
    main: Option | None = None

    def over(self, day: date) -> bool:
        """Whether the programme has ended before that day."""
        return self.period_to is not None and day >= self.period_to


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that is organised: `result` is said at once where the day is over, `event` is its id outside."""

    kind: ActivityKind
    name: str
    day: date | None
    place: str = ""
    partners: tuple[str, ...] = ()
    result: str = ""
    evidence: str = ""
    event: int | None = None


def read_option(text: str) -> Option:
    """`2.3` or `dialogue_promotion_survey`. Raises Refused `option_missing`, `option_unknown` (R-099)."""
    said = text.strip()
    if not said:
        raise refuse(
            "option_missing", "Chưa chọn nội dung. Hãy chọn một nội dung từ 2.1 đến 2.6.", field="option"
        )
    if said not in _BY_WORD:
        raise refuse(
            "option_unknown",
            "Không có nội dung này trong kế hoạch. Hãy chọn một nội dung từ 2.1 đến 2.6.",
            field="option",
        )
    return _BY_WORD[said]


def why_not_join(joining: Joining, day: date) -> Refusal | None:
    """The programme is applied, not over, and the unit belongs to it."""
    if not joining.applied:
        return Refusal(
            "programme_not_applied",
            "Chương trình chưa được phê duyệt hoặc đã kết thúc. Hãy chọn chương trình đang áp dụng.",
        )
    if not joining.in_scope:
        return Refusal(
            "out_of_scope", "Đơn vị không thuộc phạm vi của chương trình. Hãy chọn chương trình của đơn vị."
        )
    return why_over(joining, day)


def why_over(joining: Joining, day: date) -> Refusal | None:
    """Nothing more is taken on or withdrawn once the programme is over; results may still be told."""
    if not joining.over(day):
        return None
    return Refusal(
        "programme_over",
        "Chương trình đã hết thời gian thực hiện. Hãy chỉ ghi kết quả của nội dung đã đăng ký.",
    )


def why_not_register(joining: Joining, option: Option, *, main: bool, day: date) -> Refusal | None:
    """One main option for a unit without listed procedures, further ones voluntary, each once (R-099, R-163)."""
    refusal = why_not_join(joining, day)
    if refusal is not None:
        return refusal
    if option not in joining.offered:
        return Refusal(
            "option_not_offered", "Chương trình này không có nội dung đó. Hãy chọn nội dung khác.", "option"
        )
    if option in joining.standing:
        return registered_already(option)
    return _why_not_main(joining) if main else _why_not_voluntary(joining)


def registered_already(option: Option) -> Refusal:
    """The same option stands."""
    number = OPTION_NUMBERS[option]
    return Refusal(
        "option_registered", f"Đơn vị đã đăng ký nội dung {number}. Hãy mở đăng ký đó để bổ sung.", "option"
    )


def _why_not_main(joining: Joining) -> Refusal | None:
    if joining.listed:
        return Refusal(
            "main_not_needed",
            f"Đơn vị có {joining.listed} thủ tục trong danh mục, không phải chọn nội dung chính. "
            "Hãy ghi là tự nguyện.",
            "main",
        )
    if joining.main is not None:
        return Refusal(
            "main_twice",
            f"Đơn vị đã có nội dung chính {OPTION_NUMBERS[joining.main]}. Hãy ghi nội dung này là tự nguyện.",
            "main",
        )
    return None


def _why_not_voluntary(joining: Joining) -> Refusal | None:
    if joining.listed or joining.main is not None:
        return None
    return Refusal(
        "main_missing",
        "Đơn vị không có thủ tục trong danh mục nên phải có một nội dung chính. Hãy đăng ký nội dung chính trước.",
        "main",
    )


def why_not_said(
    option: Option,
    *,
    procedures: Collection[str],
    activities: Sequence[Planned],
    description: str,
    owner: str,
) -> Refusal | None:
    """What an option cannot be registered without (R-101, R-102, R-104, R-105)."""
    if option is Option.NO_LATE_RESULT and not procedures:
        return Refusal(
            "procedure_missing", "Cam kết phải nêu thủ tục. Hãy chọn ít nhất một thủ tục.", "procedures"
        )
    if option is Option.DIALOGUE and not any(one.kind in EVENTS for one in activities):
        return Refusal(
            "events_missing",
            "Nội dung 2.3 phải có ít nhất một hội nghị, hoạt động. Hãy ghi đối thoại, xúc tiến, tuyên truyền "
            "hoặc khảo sát.",
            "name",
        )
    if option is Option.FESTIVAL and not activities:
        return Refusal(
            "festival_missing", "Ngày hội phải có ngày, địa điểm, đơn vị phối hợp. Hãy ghi đủ.", "name"
        )
    if option is Option.INITIATIVE and not description:
        return Refusal(
            "description_missing", "Chưa mô tả sáng kiến, giải pháp. Hãy ghi nội dung.", "description"
        )
    if option is Option.INITIATIVE and not owner:
        return Refusal("owner_missing", "Chưa ghi người phụ trách sáng kiến. Hãy ghi tên, chức vụ.", "owner")
    return None


def why_not_activity(option: Option, planned: Planned, joining: Joining, today: date) -> Refusal | None:
    """It belongs to the option, has name and day within the programme; a festival also place and partners."""
    if planned.kind not in ACTIVITIES_OF.get(option, ()):
        return Refusal(
            "activity_other_option",
            "Hoạt động này không thuộc nội dung đã đăng ký. Hãy chọn loại khác.",
            "kind",
        )
    if not planned.name:
        return Refusal("name_missing", "Chưa ghi tên hoạt động. Hãy ghi tên.", "name")
    if planned.day is None:
        return Refusal("date_missing", "Chưa ghi ngày tổ chức. Hãy ghi ngày.", "held_on")
    if planned.day < joining.period_from or joining.over(planned.day):
        return Refusal(
            "outside_period", "Ngày tổ chức ngoài thời gian của chương trình. Hãy chọn ngày trong thời gian đó.",
            "held_on",
        )  # fmt: skip
    if planned.kind is ActivityKind.FESTIVAL and (refusal := _why_no_festival(planned)):
        return refusal
    if planned.day < today and not planned.result:
        return Refusal(
            "event_in_past", "Ngày này đã qua. Hãy ghi luôn kết quả, hoặc chọn ngày sắp tới.", "result"
        )
    if planned.day > today and planned.result:
        return Refusal(
            "result_too_early", "Hoạt động chưa diễn ra. Hãy ghi kết quả sau ngày tổ chức.", "result"
        )
    return None


def _why_no_festival(planned: Planned) -> Refusal | None:
    if not planned.place:
        return Refusal("place_missing", "Chưa ghi địa điểm Ngày hội. Hãy ghi địa điểm.", "place")
    if not planned.partners:
        return Refusal(
            "partners_missing",
            "Chưa ghi đơn vị cùng tổ chức Ngày hội. Hãy ghi ít nhất một đơn vị.",
            "partners",
        )
    return None


def why_not_backlog(*, name: str, cause: str, owner: str, target: date | None, today: date) -> Refusal | None:
    """A backlog item has a name, a cause, an owner and a day that is still to come (R-160)."""
    for text, field, what in (
        (name, "name", "mã hồ sơ hoặc tên dự án"),
        (cause, "cause", "nguyên nhân tồn đọng"),
        (owner, "owner", "người phụ trách"),
    ):
        if not text:
            return Refusal(f"{field}_missing", f"Chưa ghi {what}. Hãy ghi rồi lưu lại.", field)
    if target is None:
        return Refusal("target_missing", "Chưa ghi ngày phải xong. Hãy ghi ngày.", "target")
    if target < today:
        return Refusal("target_past", "Ngày phải xong đã qua. Hãy ghi từ hôm nay trở đi.", "target")
    return None


def why_not_cleared(
    cleared_on: date, *, registered_on: date, settled_on: date | None, today: date, of_system: bool
) -> Refusal | None:
    """Settled for good on a day between its registration and today; a dossier of the system has really ended.

    `settled_on`: the day its result was ready or it ended, for a dossier of the system.
    """
    if cleared_on > today:
        return Refusal("day_in_future", "Ngày này chưa đến. Hãy ghi ngày đã giải quyết xong.", "cleared_on")
    if cleared_on < registered_on:
        return Refusal(
            "before_registration",
            "Ngày giải quyết trước ngày đăng ký tồn đọng. Hãy ghi lại ngày.",
            "cleared_on",
        )
    if not of_system:
        return None
    if settled_on is None:
        return Refusal(
            "dossier_still_open", "Hồ sơ này chưa có kết quả trong hệ thống. Hãy giải quyết xong rồi ghi."
        )
    if cleared_on < settled_on:
        return Refusal(
            "before_result", f"Hồ sơ có kết quả ngày {settled_on:%d/%m/%Y}. Hãy ghi từ ngày đó.", "cleared_on"
        )
    return None


def why_not_pledged(pledged_from: date, joining: Joining, today: date) -> Refusal | None:
    """A commitment looks ahead: from today at the earliest, within the programme."""
    if pledged_from < today:
        return Refusal("backdated", "Không cam kết lùi ngày. Hãy chọn từ hôm nay.", "pledged_from")
    if joining.over(pledged_from):
        return Refusal(
            "outside_period",
            "Ngày cam kết sau khi chương trình kết thúc. Hãy chọn ngày sớm hơn.",
            "pledged_from",
        )
    return None


def pledge_warning(procedure: str, due: int, late: int) -> str:
    """That a pledged procedure is not often late, in words; empty where it is (104/KH-UBND II.2.2)."""
    if late:
        return ""
    known = f"không trễ lần nào trong {due} kết quả" if due else "chưa có kết quả nào đến hạn"
    return f"Thủ tục {procedure}: 12 tháng trước {known}, không thuộc loại thường trễ hạn."


def why_not_recorded(counted_on: date, *, registered_on: date, joining: Joining) -> Refusal | None:
    """An item of channel 1022 counts from the registration on, within the programme."""
    if counted_on < max(registered_on, joining.period_from):
        return Refusal(
            "before_registration",
            "Phản ánh này đến trước khi đơn vị bắt đầu thực hiện. Hãy chỉ ghi phản ánh đến từ ngày đó.",
            "received_at",
        )
    if joining.over(counted_on):
        return Refusal(
            "outside_period", "Phản ánh đến sau thời gian của chương trình. Hãy xử lý theo quy định chung.",
            "received_at",
        )  # fmt: skip
    return None
