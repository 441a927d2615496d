"""Which closed words do signatures in a PDF have?"""

from enum import StrEnum


class SignatureField(StrEnum):
    """The two fields of a result, signed in this order with two keys by two users (NĐ 30/2020 art. 13, 32–33)."""

    PERSON = "sig_person"  # chữ ký số của người có thẩm quyền
    AGENCY = "sig_agency"  # chữ ký số của cơ quan


class Look(StrEnum):
    """How a signature shows on the page (NĐ 30/2020, Phụ lục I)."""

    HAND = "hand"  # hình ảnh chữ ký, màu xanh, giữa chức vụ và họ tên
    SEAL = "seal"  # hình ảnh con dấu, màu đỏ, trùm 1/3 chữ ký về bên trái
    WORDS = "words"  # chỉ có chữ, góc trên bên phải trang đầu


class Verdict(StrEnum):
    """What a check says of a signature or of a whole file."""

    VALID = "valid"  # hợp lệ
    UNREADABLE = "unreadable"  # không đọc được
    UNSIGNED = "unsigned"  # không có chữ ký số
    ALTERED = "altered"  # nội dung đã bị thay đổi
    EDITED_LATER = "edited_later"  # bị sửa, thêm sau khi ký
    STRANGER = "stranger"  # chứng thư không do nơi được tin cậy cấp
    EXPIRED = "expired"  # chứng thư hết hạn hoặc chưa có hiệu lực lúc ký
    REVOKED = "revoked"  # chứng thư đã bị thu hồi
    WRONG_USE = "wrong_use"  # chứng thư không dùng để ký văn bản
    DOUBTFUL = "doubtful"  # không xác định được
