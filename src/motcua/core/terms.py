"""Closed words of the ground: kinds of identity papers, sex, kinds of telephone numbers."""

from enum import StrEnum


class IdentityKind(StrEnum):
    """What a person or organisation is known by."""

    CCCD = "cccd"  # số định danh cá nhân, thẻ căn cước (12 số)
    CMND = "cmnd"  # chứng minh nhân dân (9 số)
    PASSPORT = "passport"  # hộ chiếu
    BIRTH_CERTIFICATE = "birth_certificate"  # giấy khai sinh
    TAX_CODE = "tax_code"  # mã số thuế


class Sex(StrEnum):
    """Giới tính as papers print it."""

    MALE = "male"  # Nam
    FEMALE = "female"  # Nữ


class PhoneKind(StrEnum):
    """What kind of line a telephone number names."""

    MOBILE = "mobile"  # di động
    LANDLINE = "landline"  # cố định
    HOTLINE = "hotline"  # tổng đài 1800, 1900
    SHORT = "short"  # đầu số ngắn (1022)
    FOREIGN = "foreign"  # nước ngoài
