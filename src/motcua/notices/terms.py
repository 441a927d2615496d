"""The closed words of notices: what is told, by which way, and what became of it."""

from enum import StrEnum


class NoticeChannel(StrEnum):
    """By which way somebody is told."""

    EMAIL = "email"  # thư điện tử
    ZALO = "zalo"  # Zalo
    SMS = "sms"  # tin nhắn
    PHONE = "phone"  # để gọi điện


CHANNEL_LABELS: dict[NoticeChannel, str] = {
    NoticeChannel.EMAIL: "Thư điện tử",
    NoticeChannel.ZALO: "Zalo",
    NoticeChannel.SMS: "Tin nhắn",
    NoticeChannel.PHONE: "Gọi điện",
}
# What goes out by itself; a person's call is written down by whoever called.
SENT_CHANNELS = (NoticeChannel.EMAIL, NoticeChannel.ZALO, NoticeChannel.SMS)
# Read on the small screen of a telephone: few letters, and nothing that a stranger may not see there.
SHORT_CHANNELS = frozenset({NoticeChannel.ZALO, NoticeChannel.SMS})


class NoticeState(StrEnum):
    """What became of a notice."""

    WAITING = "waiting"  # chờ gửi
    HELD = "held"  # giữ lại: giờ nghỉ, quá nhiều tin, để gọi điện
    SENT = "sent"  # đã gửi
    DELIVERED = "delivered"  # đã đến máy người nhận
    FAILED = "failed"  # không gửi được
    DROPPED = "dropped"  # không cần gửi nữa


NOTICE_STATE_LABELS: dict[NoticeState, str] = {
    NoticeState.WAITING: "Chờ gửi",
    NoticeState.HELD: "Giữ lại",
    NoticeState.SENT: "Đã gửi",
    NoticeState.DELIVERED: "Đã đến máy người nhận",
    NoticeState.FAILED: "Không gửi được",
    NoticeState.DROPPED: "Không cần gửi nữa",
}


class HeldReason(StrEnum):
    """Why a notice does not go out now."""

    QUIET = "quiet"  # giờ nghỉ
    FLOOD = "flood"  # quá nhiều tin trong ngày
    TO_CALL = "to_call"  # để gọi điện


HELD_LABELS: dict[HeldReason, str] = {
    HeldReason.QUIET: "Giờ nghỉ, gửi từ 7 giờ sáng",
    HeldReason.FLOOD: "Đã đủ số tin trong ngày, gộp gửi sáng hôm sau",
    HeldReason.TO_CALL: "Không gửi tự động được: để gọi điện",
}


class NoticeEvent(StrEnum):
    """What a person is told."""

    FILED = "filed"  # đã nộp từ xa
    FILED_FOR_YOU = "filed_for_you"  # người khác đã nộp thay
    RECEIVED = "received"  # đã tiếp nhận
    SUPPLEMENT = "supplement"  # yêu cầu bổ sung
    REFUSED = "refused"  # từ chối tiếp nhận
    PAYMENT = "payment"  # yêu cầu thực hiện nghĩa vụ tài chính
    PAID = "paid"  # đã ghi nhận tiền
    PROLONGED = "prolonged"  # kéo dài thời hạn
    MOVED = "moved"  # dời giờ hẹn
    APOLOGY = "apology"  # xin lỗi và hẹn lại
    STOPPED = "stopped"  # dừng giải quyết
    CANCELLED = "cancelled"  # hủy tiếp nhận
    READY = "ready"  # có kết quả
    UNCOLLECTED = "uncollected"  # kết quả chưa nhận
    RETURNED = "returned"  # đã trả kết quả
    REPLACED = "replaced"  # kết quả được thay thế
    REVOKED = "revoked"  # kết quả bị thu hồi
    AUTHORISED = "authorised"  # được ủy quyền, đại diện
    RIGHTS = "rights"  # yêu cầu về dữ liệu cá nhân
    TURN = "turn"  # sắp đến lượt ở sảnh
    APPOINTMENT = "appointment"  # đã ghi lịch hẹn
    APPOINTMENT_SOON = "appointment_soon"  # nhắc lịch hẹn
    APPOINTMENT_MOVE = "appointment_move"  # cơ quan dời lịch hẹn
    APPOINTMENT_DROP = "appointment_drop"  # cơ quan hủy lịch hẹn
    SLOT_FREE = "slot_free"  # có giờ hẹn trống
    CODE = "code"  # mã xác nhận
    SEVERAL = "several"  # gộp nhiều tin


EVENT_LABELS: dict[NoticeEvent, str] = {
    NoticeEvent.FILED: "Đã nộp trực tuyến",
    NoticeEvent.FILED_FOR_YOU: "Có người nộp thay",
    NoticeEvent.RECEIVED: "Đã tiếp nhận",
    NoticeEvent.SUPPLEMENT: "Yêu cầu bổ sung",
    NoticeEvent.REFUSED: "Từ chối tiếp nhận",
    NoticeEvent.PAYMENT: "Yêu cầu nộp tiền",
    NoticeEvent.PAID: "Đã ghi nhận tiền",
    NoticeEvent.PROLONGED: "Kéo dài thời hạn",
    NoticeEvent.MOVED: "Dời giờ hẹn",
    NoticeEvent.APOLOGY: "Xin lỗi và hẹn lại",
    NoticeEvent.STOPPED: "Dừng giải quyết",
    NoticeEvent.CANCELLED: "Hủy tiếp nhận",
    NoticeEvent.READY: "Có kết quả",
    NoticeEvent.UNCOLLECTED: "Nhắc nhận kết quả",
    NoticeEvent.RETURNED: "Đã trả kết quả",
    NoticeEvent.REPLACED: "Kết quả được thay thế",
    NoticeEvent.REVOKED: "Kết quả bị thu hồi",
    NoticeEvent.AUTHORISED: "Được ủy quyền, đại diện",
    NoticeEvent.RIGHTS: "Yêu cầu về dữ liệu cá nhân",
    NoticeEvent.TURN: "Sắp đến lượt",
    NoticeEvent.APPOINTMENT: "Đã ghi lịch hẹn",
    NoticeEvent.APPOINTMENT_SOON: "Nhắc lịch hẹn",
    NoticeEvent.APPOINTMENT_MOVE: "Dời lịch hẹn",
    NoticeEvent.APPOINTMENT_DROP: "Hủy lịch hẹn",
    NoticeEvent.SLOT_FREE: "Có giờ hẹn trống",
    NoticeEvent.CODE: "Mã xác nhận",
    NoticeEvent.SEVERAL: "Gộp nhiều tin",
}


class Weight(StrEnum):
    """How much a person must hear of something."""

    REQUIRED = "required"  # phải báo, bằng ít nhất một cách
    USUAL = "usual"  # báo, trừ khi người nhận đã tắt
    EXTRA = "extra"  # chỉ báo khi người nhận muốn thêm


class Recipient(StrEnum):
    """Whom a notice is for."""

    APPLICANT = "applicant"  # người có hồ sơ
    FILER = "filer"  # người nộp thay
    CONTACT = "contact"  # người nhận khác


# Of the moment: alone, told late it is told for nothing.
MOMENTARY = frozenset(
    {NoticeEvent.CODE, NoticeEvent.TURN, NoticeEvent.APPOINTMENT_SOON, NoticeEvent.SLOT_FREE}
)
# Told at once, not gathered with others: each may send somebody on their way.
URGENT = MOMENTARY | {
    NoticeEvent.APOLOGY,
    NoticeEvent.READY,
    NoticeEvent.MOVED,
    NoticeEvent.APPOINTMENT_MOVE,
    NoticeEvent.APPOINTMENT_DROP,
}
