"""The closed words of appointments: state, act, channel, reminder, wish for a freed slot (R-026, R-041)."""

from enum import StrEnum


class AppointmentState(StrEnum):
    """Where an appointment stands; whether somebody was served is told by the ticket it became."""

    BOOKED = "booked"  # đã đặt
    ARRIVED = "arrived"  # đã đến
    MISSED = "missed"  # không đến
    CANCELLED = "cancelled"  # đã hủy


APPOINTMENT_STATE_LABELS: dict[AppointmentState, str] = {
    AppointmentState.BOOKED: "Đã đặt",
    AppointmentState.ARRIVED: "Đã đến",
    AppointmentState.MISSED: "Không đến",
    AppointmentState.CANCELLED: "Đã hủy",
}
SERVED_LABEL = "Đã phục vụ"


class AppointmentAct(StrEnum):
    """What happens to an appointment."""

    BOOK = "book"  # đặt
    CHANGE = "change"  # đổi giờ
    MOVE = "move"  # cơ quan dời
    CANCEL = "cancel"  # hủy
    ARRIVE = "arrive"  # đến
    MISS = "miss"  # không đến
    PHONED = "phoned"  # đã gọi báo
    REMIND_DAY = "remind_day"  # nhắc trước một ngày
    REMIND_HOURS = "remind_hours"  # nhắc trước hai giờ
    FORGET = "forget"  # xóa họ tên, số điện thoại


APPOINTMENT_ACT_LABELS: dict[AppointmentAct, str] = {
    AppointmentAct.BOOK: "Đặt lịch hẹn",
    AppointmentAct.CHANGE: "Đổi giờ hẹn",
    AppointmentAct.MOVE: "Cơ quan dời giờ hẹn",
    AppointmentAct.CANCEL: "Hủy lịch hẹn",
    AppointmentAct.ARRIVE: "Ghi đã đến",
    AppointmentAct.MISS: "Ghi không đến",
    AppointmentAct.PHONED: "Ghi đã gọi báo",
    AppointmentAct.REMIND_DAY: "Nhắc trước một ngày",
    AppointmentAct.REMIND_HOURS: "Nhắc trước hai giờ",
    AppointmentAct.FORGET: "Xóa họ tên, số điện thoại",
}


class BookingChannel(StrEnum):
    """By which way it was booked."""

    WEB = "web"  # trên mạng
    PHONE = "phone"  # qua điện thoại
    DESK = "desk"  # tại quầy


BOOKING_CHANNEL_LABELS: dict[BookingChannel, str] = {
    BookingChannel.WEB: "Trên mạng",
    BookingChannel.PHONE: "Qua điện thoại",
    BookingChannel.DESK: "Tại quầy",
}


class WishState(StrEnum):
    """Where a wish for a freed slot stands."""

    WAITING = "waiting"  # đang chờ chỗ trống
    OFFERED = "offered"  # đã mời
    TAKEN = "taken"  # đã nhận chỗ
    LAPSED = "lapsed"  # hết hạn trả lời
    WITHDRAWN = "withdrawn"  # thôi chờ


WISH_STATE_LABELS: dict[WishState, str] = {
    WishState.WAITING: "Đang chờ chỗ trống",
    WishState.OFFERED: "Đã mời, chờ trả lời",
    WishState.TAKEN: "Đã nhận chỗ",
    WishState.LAPSED: "Hết hạn trả lời hoặc hết ngày chờ",
    WishState.WITHDRAWN: "Thôi chờ",
}
WISH_OPEN = frozenset({WishState.WAITING, WishState.OFFERED})
# Outbox: what people hear of their appointment (motcua.notices).
OUTBOX_TOPIC = "queueing.appointment"


class AppointmentNews(StrEnum):
    """What a person is told of an appointment."""

    BOOKED = "booked"  # đã đặt
    CHANGED = "changed"  # đã đổi giờ
    CANCELLED = "cancelled"  # đã hủy
    MOVED = "moved"  # cơ quan dời
    REMINDER = "reminder"  # nhắc hẹn
    OFFERED = "offered"  # có chỗ trống
