"""In which form do texts, moments and codes come in and go out? Types that every call shares."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from motcua.core.moments import local
from motcua.core.refusals import Refused
from motcua.core.vntext import clean_line

_YEARS = range(1900, 2200)
MOST_COMPONENTS = 200
MOST_ITEMS = 500
MOST_COPIES = 999


class Shape(BaseModel):
    """What comes in: types as written, nothing guessed (`"1"` is no number); unknown fields are left alone."""

    model_config = ConfigDict(strict=True)


class ShapeOut(BaseModel):
    """What goes out, made by the product itself or read from its records: each value is looked at once. A schema of
    the API's library looks at all of it again for every list it stands in."""

    model_config = ConfigDict(from_attributes=True)


class Cleaned:
    """One line in the form it is stored: NFC, no hidden characters, at most `limit` characters."""

    def __init__(self, limit: int, what: str) -> None:
        self.limit = limit
        self.what = what

    def __call__(self, text: str) -> str:
        try:
            return clean_line(text, self.limit, field="", what=self.what)
        except Refused as refused:
            raise PydanticCustomError(
                "refused", "{text}", {"code": refused.refusal.code, "text": refused.refusal.text}
            ) from None


def _moment(given: Any) -> datetime:
    """ISO 8601 with an offset; a moment without one would be a guess."""
    wrong = PydanticCustomError(
        "moment_wrong", "Thời điểm phải ghi theo ISO 8601 và có múi giờ, ví dụ 2022-05-16T14:59:00+07:00."
    )
    if not isinstance(given, str) or len(given) > 40 or "T" not in given.upper():
        raise wrong
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise wrong from None
    if moment.utcoffset() is None or moment.year not in _YEARS:
        raise wrong
    return moment


def _moment_in_address(given: Any) -> datetime:
    """The same; an unescaped plus of an address arrives as a blank."""
    return _moment(re.sub(r" (?=[0-9]{2}:[0-9]{2}$)", "+", given) if isinstance(given, str) else given)


def _day(given: Any) -> date:
    """`2022-05-16`; a number would be taken for seconds since 1970."""
    if not isinstance(given, str) or re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", given) is None:
        raise PydanticCustomError("day_wrong", "Ngày phải ghi theo ISO 8601, ví dụ 2022-05-16.")
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise PydanticCustomError("day_wrong", "Không có ngày này. Hãy xem lại lịch.") from None


def _shown(moment: datetime) -> str:
    return local(moment).isoformat(timespec="seconds")


_MOMENT_SCHEMA = {"type": "string", "format": "date-time", "examples": ["2022-05-16T14:59:00+07:00"]}

# Coming in: any offset, never none. Going out: the office's wall clock, +07:00.
MomentIn = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema(_MOMENT_SCHEMA)]
MomentInAddress = Annotated[datetime, BeforeValidator(_moment_in_address), WithJsonSchema(_MOMENT_SCHEMA)]
_DAY_SCHEMA = {"type": "string", "format": "date", "pattern": "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"}
DayIn = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY_SCHEMA)]
# A row of ours in an address.
RowId = Annotated[int, Field(ge=1, lt=2**63)]
Moment = Annotated[
    datetime, PlainSerializer(_shown, return_type=str), WithJsonSchema(_MOMENT_SCHEMA, mode="serialization")
]


def _line(limit: int) -> Any:
    return WithJsonSchema({"type": "string", "maxLength": limit})


Name = Annotated[str, Strict(), AfterValidator(Cleaned(200, "Họ và tên")), _line(200)]
Address = Annotated[str, Strict(), AfterValidator(Cleaned(300, "Địa chỉ")), _line(300)]
Reason = Annotated[str, Strict(), AfterValidator(Cleaned(2000, "Lý do")), _line(2000)]
Basis = Annotated[str, Strict(), AfterValidator(Cleaned(500, "Căn cứ")), _line(500)]
Title = Annotated[str, Strict(), AfterValidator(Cleaned(500, "Tên giấy tờ")), _line(500)]
Contact = Annotated[str, Strict(), AfterValidator(Cleaned(200, "Thông tin liên hệ")), _line(200)]
Words = Annotated[str, AfterValidator(Cleaned(200, "Nội dung tìm")), _line(200)]
# Identifiers of things: letters, digits and the marks that codes use.
Code = Annotated[str, Field(max_length=60, pattern=r"^[0-9A-Za-zĐđ._\-]{1,60}$")]
Slug = Annotated[str, Field(max_length=120, pattern=r"^[0-9A-Za-z._\-]{1,120}$")]
Secret = Annotated[str, Field(max_length=12, pattern=r"^[0-9A-Za-z]{1,12}$")]
Count = Annotated[int, Strict(), Field(ge=0, le=MOST_COPIES)]
Flag = Annotated[bool, Strict()]
