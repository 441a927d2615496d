"""Which states, acts, reasons and channels does a ticket have? Closed words with their official terms."""

from enum import StrEnum

# Where displays and pages hear of a change: `<desk>:<event>`, ids and never a name.
HALL_CHANNEL = "motcua_hall"
# The outbox rows of tickets: key is the public id, payload {act, seq}.
TICKET_TOPIC = "queueing.ticket"


class TicketState(StrEnum):
    """Where a ticket is; a transferred one is waiting again, its event says so."""

    WAITING = "waiting"  # đang chờ
    CALLED = "called"  # đã gọi
    SERVING = "serving"  # đang phục vụ
    ON_HOLD = "on_hold"  # tạm dừng (đi lấy giấy tờ)
    MISSED = "missed"  # vắng mặt khi gọi
    FINISHED = "finished"  # đã xong
    LEFT = "left"  # đã về


STATE_LABELS: dict[TicketState, str] = {
    TicketState.WAITING: "Đang chờ",
    TicketState.CALLED: "Đã gọi",
    TicketState.SERVING: "Đang phục vụ",
    TicketState.ON_HOLD: "Tạm dừng",
    TicketState.MISSED: "Vắng mặt khi gọi",
    TicketState.FINISHED: "Đã xong",
    TicketState.LEFT: "Đã về",
}
AT_COUNTER = (TicketState.CALLED, TicketState.SERVING)
ENDED = (TicketState.FINISHED, TicketState.LEFT)


class TicketAct(StrEnum):
    """What happens to a ticket; each leaves an event."""

    ISSUE = "issue"  # phát số
    CALL = "call"  # gọi
    RECALL = "recall"  # gọi lại
    START = "start"  # bắt đầu phục vụ
    HOLD = "hold"  # tạm dừng
    RESUME = "resume"  # phục vụ tiếp
    MISS = "miss"  # ghi vắng mặt
    REINSERT = "reinsert"  # đưa lại vào hàng
    TRANSFER = "transfer"  # chuyển quầy, chuyển nhóm việc
    FINISH = "finish"  # kết thúc
    LEAVE = "leave"  # bỏ về
    CONFIRM_PRIORITY = "confirm_priority"  # xác nhận ưu tiên
    REVOKE_PRIORITY = "revoke_priority"  # bỏ ưu tiên


ACT_LABELS: dict[TicketAct, str] = {
    TicketAct.ISSUE: "Phát số",
    TicketAct.CALL: "Gọi",
    TicketAct.RECALL: "Gọi lại",
    TicketAct.START: "Bắt đầu phục vụ",
    TicketAct.HOLD: "Tạm dừng",
    TicketAct.RESUME: "Phục vụ tiếp",
    TicketAct.MISS: "Ghi vắng mặt",
    TicketAct.REINSERT: "Đưa lại vào hàng",
    TicketAct.TRANSFER: "Chuyển",
    TicketAct.FINISH: "Kết thúc",
    TicketAct.LEAVE: "Bỏ về",
    TicketAct.CONFIRM_PRIORITY: "Xác nhận ưu tiên",
    TicketAct.REVOKE_PRIORITY: "Bỏ ưu tiên",
}


class PriorityReason(StrEnum):
    """Why somebody is called before others (R-028); the first three are also classes of a counter."""

    ELDERLY = "elderly"  # người già
    PREGNANT = "pregnant"  # phụ nữ mang thai
    DISABLED = "disabled"  # người khuyết tật
    MERIT = "merit"  # người có công với cách mạng
    INFANT = "infant"  # người mang theo con nhỏ


REASON_LABELS: dict[PriorityReason, str] = {
    PriorityReason.ELDERLY: "Người già",
    PriorityReason.PREGNANT: "Phụ nữ mang thai",
    PriorityReason.DISABLED: "Người khuyết tật",
    PriorityReason.MERIT: "Người có công với cách mạng",
    PriorityReason.INFANT: "Người mang theo con nhỏ",
}


class TicketChannel(StrEnum):
    """Where a ticket was taken."""

    KIOSK = "kiosk"  # ki-ốt
    DESK = "desk"  # tại quầy hướng dẫn
    WEB = "web"  # lấy số từ xa
    APPOINTMENT = "appointment"  # đặt lịch hẹn


CHANNEL_LABELS: dict[TicketChannel, str] = {
    TicketChannel.KIOSK: "Ki-ốt",
    TicketChannel.DESK: "Quầy hướng dẫn",
    TicketChannel.WEB: "Lấy số từ xa",
    TicketChannel.APPOINTMENT: "Đặt lịch hẹn",
}


class HallService(StrEnum):
    """What a recorded decision switches on for a desk."""

    KIOSK = "kiosk"  # ki-ốt lấy số
    APPOINTMENTS = "appointments"  # đặt lịch hẹn
    WEB_TICKETS = "web_tickets"  # lấy số từ xa


HALL_SERVICE_LABELS: dict[HallService, str] = {
    HallService.KIOSK: "Ki-ốt lấy số",
    HallService.APPOINTMENTS: "Đặt lịch hẹn",
    HallService.WEB_TICKETS: "Lấy số từ xa",
}


class Why(StrEnum):
    """Why it was this ticket's turn, for the log and for the public board."""

    PRIORITY = "priority"  # diện ưu tiên, theo giờ đến
    BOOKED = "booked"  # đặt lịch hẹn, theo giờ hẹn
    ORDINARY = "ordinary"  # theo giờ đến
    AGED = "aged"  # đã chờ lâu, không ai đến sau được vượt lên
    OUT_OF_ORDER = "out_of_order"  # gọi ngoài thứ tự, có lý do


WHY_LABELS: dict[Why, str] = {
    Why.PRIORITY: "Diện ưu tiên, theo giờ đến",
    Why.BOOKED: "Đặt lịch hẹn, theo giờ hẹn",
    Why.ORDINARY: "Theo giờ đến",
    Why.AGED: "Đã chờ lâu, đến lượt trước diện ưu tiên và lịch hẹn",
    Why.OUT_OF_ORDER: "Gọi ngoài thứ tự, có lý do",
}
