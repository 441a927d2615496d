"""Which closed words stand in the ledger: moments, ways of paying, kinds of entry?"""

from enum import StrEnum


class CollectionMoment(StrEnum):
    """When a fee is collected; the national integration numbers them 1, 2 and 4."""

    RECEIVE = "receive"  # thu khi tiếp nhận (1)
    SUPPLEMENT = "supplement"  # thu khi bổ sung (2)
    RETURN = "return"  # thu khi trả kết quả (4)


MOMENT_LABELS: dict[CollectionMoment, str] = {
    CollectionMoment.RECEIVE: "Thu khi tiếp nhận",
    CollectionMoment.SUPPLEMENT: "Thu khi bổ sung",
    CollectionMoment.RETURN: "Thu khi trả kết quả",
}
NATIONAL_MOMENTS: dict[CollectionMoment, int] = {
    CollectionMoment.RECEIVE: 1,
    CollectionMoment.SUPPLEMENT: 2,
    CollectionMoment.RETURN: 4,
}


class Method(StrEnum):
    """How the money comes or goes."""

    CASH = "cash"  # tiền mặt
    TRANSFER = "transfer"  # chuyển khoản
    GATEWAY = "gateway"  # cổng thanh toán trực tuyến
    VIETQR = "vietqr"  # chuyển khoản theo mã VietQR, đối soát bằng sao kê


METHOD_LABELS: dict[Method, str] = {
    Method.CASH: "Tiền mặt",
    Method.TRANSFER: "Chuyển khoản",
    Method.GATEWAY: "Cổng thanh toán",
    Method.VIETQR: "Mã VietQR",
}


class DeskMethod(StrEnum):
    """The ways in which an official takes or gives money at the desk."""

    CASH = Method.CASH.value  # tiền mặt
    TRANSFER = Method.TRANSFER.value  # chuyển khoản


# Money that comes without an official: it lies in nobody's drawer.
ONLINE = (Method.GATEWAY, Method.VIETQR)


class EntryKind(StrEnum):
    """What an entry of the ledger says."""

    COLLECTION = "collection"  # thu phí, lệ phí
    EXEMPTION = "exemption"  # miễn phí, lệ phí
    REFUND = "refund"  # hoàn phí, lệ phí
    HELD = "held"  # tiền giữ chờ hoàn: nộp thừa, nộp hai lần, hồ sơ đã rút
    ON_BEHALF = "on_behalf"  # thu hộ nghĩa vụ tài chính của cơ quan khác
    CLEARING = "clearing"  # cổng thanh toán chuyển tiền về tài khoản


KIND_LABELS: dict[EntryKind, str] = {
    EntryKind.COLLECTION: "Thu",
    EntryKind.EXEMPTION: "Miễn",
    EntryKind.REFUND: "Hoàn",
    EntryKind.HELD: "Giữ chờ hoàn",
    EntryKind.ON_BEHALF: "Thu hộ",
    EntryKind.CLEARING: "Cổng chuyển về ngân hàng",
}
# What settles a fee: taken, or let off.
SETTLING = (EntryKind.COLLECTION, EntryKind.EXEMPTION)
# Money that can go back to whoever paid.
GIVEN_BACK = (EntryKind.COLLECTION, EntryKind.HELD, EntryKind.ON_BEHALF)


# Of outbox rows that tell what happened to an order: requested, received, refund_due, refunded.
OUTBOX_TOPIC = "payment"


class Purpose(StrEnum):
    """For what an online payment is asked."""

    FEE = "fee"  # phí, lệ phí của quầy: không bao giờ dừng thời hạn
    OBLIGATION = "obligation"  # nghĩa vụ tài chính với cơ quan khác: thời hạn đang dừng


PURPOSE_LABELS: dict[Purpose, str] = {
    Purpose.FEE: "Phí, lệ phí",
    Purpose.OBLIGATION: "Nghĩa vụ tài chính",
}


class OrderState(StrEnum):
    """Where a payment order stands; one whose time is over still says `open`, until it is paid or closed."""

    OPEN = "open"  # chờ thanh toán
    PAID = "paid"  # đã thanh toán
    CLOSED = "closed"  # đã đóng, không phải nộp theo lệnh này nữa


class Standing(StrEnum):
    """What a person is told of a payment."""

    NONE = "none"  # không có khoản phải nộp trực tuyến
    OPEN = "open"  # chờ thanh toán
    EXPIRED = "expired"  # lệnh thanh toán hết hạn
    PAID = "paid"  # đã thanh toán
    CLOSED = "closed"  # không phải nộp nữa
    REFUNDED = "refunded"  # đã hoàn tiền


STANDING_LABELS: dict[Standing, str] = {
    Standing.NONE: "Không có khoản phải nộp",
    Standing.OPEN: "Chờ thanh toán",
    Standing.EXPIRED: "Lệnh thanh toán hết hạn",
    Standing.PAID: "Đã thanh toán",
    Standing.CLOSED: "Không phải nộp nữa",
    Standing.REFUNDED: "Đã hoàn tiền",
}


class Verdict(StrEnum):
    """What was made of a message of the gateway."""

    TAKEN = "taken"  # đã ghi thu
    HELD = "held"  # đã nhận tiền, giữ chờ hoàn
    REPEATED = "repeated"  # đã biết giao dịch này
    NOT_PAID = "not_paid"  # giao dịch không thành công
    BAD_SIGNATURE = "bad_signature"  # chữ ký sai
    STALE = "stale"  # quá thời gian cho phép
    REPLAYED = "replayed"  # gửi lại thông điệp cũ
    UNREADABLE = "unreadable"  # không đọc được
    UNKNOWN_ORDER = "unknown_order"  # không có lệnh này
    CONTRADICTS = "contradicts"  # giao dịch đã ghi cho lệnh hoặc số tiền khác


class Finding(StrEnum):
    """How a line of a bank statement stands to the orders."""

    MATCHED = "matched"  # khớp mã và số tiền
    OVERPAID = "overpaid"  # nộp thừa: thu đủ, phần thừa giữ chờ hoàn
    UNDERPAID = "underpaid"  # nộp thiếu
    UNMATCHED = "unmatched"  # không rõ của ai
    TWICE = "twice"  # lệnh đã được nộp: giữ chờ hoàn


FINDING_LABELS: dict[Finding, str] = {
    Finding.MATCHED: "Khớp",
    Finding.OVERPAID: "Nộp thừa",
    Finding.UNDERPAID: "Nộp thiếu",
    Finding.UNMATCHED: "Không rõ của ai",
    Finding.TWICE: "Nộp hai lần",
}


class Decision(StrEnum):
    """What was decided of a line that did not match by itself."""

    TAKE = "take"  # ghi cho lệnh thanh toán
    HOLD = "hold"  # giữ chờ hoàn
    CLEAR = "clear"  # tiền cổng thanh toán chuyển về
    NOT_OURS = "not_ours"  # không thuộc sổ thu này


DECISION_LABELS: dict[Decision, str] = {
    Decision.TAKE: "Ghi cho lệnh thanh toán",
    Decision.HOLD: "Giữ chờ hoàn",
    Decision.CLEAR: "Tiền cổng thanh toán chuyển về",
    Decision.NOT_OURS: "Không thuộc sổ thu này",
}


class RefundState(StrEnum):
    """Where a request to give money back stands."""

    ASKED = "asked"  # đã đề nghị
    APPROVED = "approved"  # đã duyệt
    REFUSED = "refused"  # không duyệt
    DONE = "done"  # đã hoàn


REFUND_LABELS: dict[RefundState, str] = {
    RefundState.ASKED: "Chờ duyệt",
    RefundState.APPROVED: "Đã duyệt, chờ chuyển tiền",
    RefundState.REFUSED: "Không duyệt",
    RefundState.DONE: "Đã hoàn",
}
