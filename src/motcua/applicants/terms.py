"""Closed words of citizens' accounts: ways to sign in, levels of assurance, states, evidence, purposes."""

from enum import IntEnum, StrEnum


class Assurance(IntEnum):
    """How sure is it that the person is who they say? (regulations §12: LoA of the identity provider)"""

    CONTACT = 1  # đã xác nhận số điện thoại hoặc thư điện tử
    IDENTITY = 2  # đã xác thực danh tính
    STRONG = 3  # định danh mức độ 2 (thẻ căn cước gắn chip, sinh trắc)


ASSURANCE_LABELS: dict[Assurance, str] = {
    Assurance.CONTACT: "Mức 1: đã xác nhận số điện thoại hoặc thư điện tử",
    Assurance.IDENTITY: "Mức 2: đã xác thực danh tính",
    Assurance.STRONG: "Mức 3: tài khoản định danh điện tử mức độ 2",
}


class AccountState(StrEnum):
    """Where an account is in its life."""

    OPEN = "open"  # đang dùng
    JOINED = "joined"  # đã gộp vào tài khoản khác
    CLOSED = "closed"  # đã đóng


class IdentityWay(StrEnum):
    """How somebody signs in."""

    OIDC = "oidc"  # tài khoản định danh điện tử
    PHONE = "phone"  # mã một lần gửi tới điện thoại
    EMAIL = "email"  # mã một lần gửi tới thư điện tử
    PASSKEY = "passkey"  # khóa đăng nhập của thiết bị
    DESK = "desk"  # cán bộ hỗ trợ đối chiếu giấy tờ tại quầy


WAY_LABELS: dict[IdentityWay, str] = {
    IdentityWay.OIDC: "Tài khoản định danh điện tử",
    IdentityWay.PHONE: "Mã gửi tới điện thoại",
    IdentityWay.EMAIL: "Mã gửi tới thư điện tử",
    IdentityWay.PASSKEY: "Khóa đăng nhập của thiết bị",
    IdentityWay.DESK: "Cán bộ hỗ trợ tại quầy",
}


class RepresentationState(StrEnum):
    """Whether somebody may act for an organisation (R-033)."""

    ASKED = "asked"  # chờ xác nhận
    CONFIRMED = "confirmed"  # đã xác nhận
    REFUSED = "refused"  # không xác nhận
    ENDED = "ended"  # đã chấm dứt


REPRESENTATION_LABELS: dict[RepresentationState, str] = {
    RepresentationState.ASKED: "Chờ xác nhận",
    RepresentationState.CONFIRMED: "Đã xác nhận",
    RepresentationState.REFUSED: "Không xác nhận",
    RepresentationState.ENDED: "Đã chấm dứt",
}


class Evidence(StrEnum):
    """What shows that somebody may act for an organisation."""

    LEGAL = "legal"  # người đại diện theo pháp luật, ghi trên giấy đăng ký
    AUTHORISED = "authorised"  # văn bản ủy quyền của người đại diện theo pháp luật
    CLAIM = "claim"  # tài khoản định danh điện tử của tổ chức


EVIDENCE_LABELS: dict[Evidence, str] = {
    Evidence.LEGAL: "Người đại diện theo pháp luật, có tên trên giấy đăng ký",
    Evidence.AUTHORISED: "Được người đại diện theo pháp luật ủy quyền bằng văn bản",
    Evidence.CLAIM: "Tài khoản định danh điện tử của tổ chức",
}


class MandateKind(StrEnum):
    """On what ground somebody files for another person (R-033)."""

    WRITTEN = "written"  # giấy ủy quyền
    PARENT = "parent"  # cha, mẹ làm cho con chưa thành niên
    GUARDIAN = "guardian"  # người giám hộ


MANDATE_LABELS: dict[MandateKind, str] = {
    MandateKind.WRITTEN: "Giấy ủy quyền",
    MandateKind.PARENT: "Cha hoặc mẹ làm cho con chưa thành niên",
    MandateKind.GUARDIAN: "Người giám hộ",
}


class Purpose(StrEnum):
    """What a person's data may be used for only with their consent; none is given by default."""

    PREFILL = "prefill"  # điền sẵn từ hồ sơ và giấy tờ đã có
    NATIONAL = "national"  # tra cứu cơ sở dữ liệu quốc gia thay cho giấy tờ
    REMINDERS = "reminders"  # nhận thêm lời nhắc, tin báo ngoài tin bắt buộc
    STORE = "store"  # dùng giấy tờ trong kho của mình cho hồ sơ mới


PURPOSE_LABELS: dict[Purpose, str] = {
    Purpose.PREFILL: "Điền sẵn tờ khai từ hồ sơ và giấy tờ tôi đã nộp",
    Purpose.NATIONAL: "Tra cứu cơ sở dữ liệu quốc gia để tôi không phải nộp lại giấy tờ",
    Purpose.REMINDERS: "Nhận thêm lời nhắc ngoài các tin bắt buộc",
    Purpose.STORE: "Dùng giấy tờ trong kho của tôi cho hồ sơ mới",
}
