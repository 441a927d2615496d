"""Closed words of the forms that are filled in online."""

import re
from enum import StrEnum


class QuestionKind(StrEnum):
    """What an answer is, and how it is stored: a text unless said otherwise."""

    TEXT = "text"  # một dòng chữ
    LONG = "long"  # nhiều dòng
    NAME = "name"  # họ, chữ đệm, tên
    DATE = "date"  # ngày tháng năm; stored 2000-02-09
    NUMBER = "number"  # số; stored as a whole number
    MONEY = "money"  # số tiền, đồng; stored as a whole number
    CHOICE = "choice"  # chọn một; the value of the choice
    CHOICES = "choices"  # chọn nhiều; a list of values
    YES_NO = "yes_no"  # có, không; yes or no
    CCCD = "cccd"  # số định danh cá nhân 12 số
    IDENTITY = "identity"  # số giấy tờ tùy thân bất kỳ loại nào
    TAX_CODE = "tax_code"  # mã số thuế
    PHONE = "phone"  # số điện thoại; +84912345678
    EMAIL = "email"  # thư điện tử
    ADDRESS = "address"  # nơi ở; {line, commune, province}


KIND_LABELS: dict[QuestionKind, str] = {
    QuestionKind.TEXT: "một dòng chữ",
    QuestionKind.LONG: "nhiều dòng chữ",
    QuestionKind.NAME: "họ và tên",
    QuestionKind.DATE: "ngày, tháng, năm",
    QuestionKind.NUMBER: "số nguyên",
    QuestionKind.MONEY: "số tiền (đồng)",
    QuestionKind.CHOICE: "chọn một",
    QuestionKind.CHOICES: "chọn nhiều",
    QuestionKind.YES_NO: "có hoặc không",
    QuestionKind.CCCD: "số định danh (12 số)",
    QuestionKind.IDENTITY: "số giấy tờ tùy thân",
    QuestionKind.TAX_CODE: "mã số thuế",
    QuestionKind.PHONE: "số điện thoại",
    QuestionKind.EMAIL: "thư điện tử",
    QuestionKind.ADDRESS: "địa chỉ",
}
CHOOSING = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO})
YES, NO = "yes", "no"
YES_NO_LABELS = {YES: "Có", NO: "Không"}

# Limits of one form, of one answer.
LANGUAGE = 1
MOST_QUESTIONS, MOST_GROUPS, MOST_ROWS, MOST_CHOICES, MOST_CLAUSES = 60, 30, 200, 60, 6
LONGEST_LABEL, LONGEST_HINT, LONGEST_PARAGRAPH = 200, 300, 1500
LONGEST_LINE, LONGEST_LONG, LARGEST_NUMBER = 300, 2000, 10**15

# Where a first value may come from. `earlier.‹question›` is an answer of the person's earlier dossiers,
# `answer.‹question›` one given further up in the same form.
PREFILL: dict[str, str] = {
    "account.name": "họ tên trong tài khoản",
    "account.birth_date": "ngày sinh trong tài khoản",
    "account.id_number": "số giấy tờ trong tài khoản",
    "account.phone": "điện thoại trong tài khoản",
    "account.address": "địa chỉ trong tài khoản",
    "account.email": "thư điện tử trong tài khoản",
    "acting_for.name": "tên tổ chức mà người nộp đại diện",
    "acting_for.tax_code": "mã số thuế của tổ chức mà người nộp đại diện",
    "cccd_qr.number": "số trên mã QR thẻ căn cước",
    "cccd_qr.old_number": "số chứng minh nhân dân cũ trên mã QR",
    "cccd_qr.name": "họ tên trên mã QR thẻ căn cước",
    "cccd_qr.birth_date": "ngày sinh trên mã QR thẻ căn cước",
    "cccd_qr.sex": "giới tính trên mã QR thẻ căn cước",
    "cccd_qr.address": "nơi thường trú trên mã QR thẻ căn cước",
    "cccd_qr.issued_on": "ngày cấp thẻ trên mã QR",
    "national.name": "họ tên trong cơ sở dữ liệu quốc gia về dân cư",
    "national.birth_date": "ngày sinh trong cơ sở dữ liệu quốc gia về dân cư",
    "national.sex": "giới tính trong cơ sở dữ liệu quốc gia về dân cư",
    "national.ethnicity": "dân tộc trong cơ sở dữ liệu quốc gia về dân cư",
    "national.nationality": "quốc tịch trong cơ sở dữ liệu quốc gia về dân cư",
    "national.address": "nơi thường trú trong cơ sở dữ liệu quốc gia về dân cư",
    "national.hometown": "quê quán trong cơ sở dữ liệu quốc gia về dân cư",
    "national.marital_status": "tình trạng hôn nhân trong cơ sở dữ liệu quốc gia về dân cư",
}
_ANSWERED = re.compile(r"(?:earlier|answer)\.[a-z][a-z0-9_]{0,39}")


def knows_prefill(source: str) -> bool:
    """Is it a source of first values that the office has?"""
    return source in PREFILL or _ANSWERED.fullmatch(source) is not None
