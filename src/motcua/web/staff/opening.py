"""When did the clerk open this reception? Signed into the form, since the promise counts from it (promises 2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.utils.crypto import get_random_string

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse
from motcua.dossiers.counting import reception_moment
from motcua.organisation.queries import desk_of

_SALT = "motcua.reception"
OPEN_FOR = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Opening:
    """When the clerk opened this reception; its key makes a second press of the button harmless."""

    at: datetime
    key: str


def new_opening() -> str:
    """A signed opening for the form."""
    return signing.dumps([clock.now().isoformat(), get_random_string(16)], salt=_SALT)


def read_opening(text: str) -> Opening:
    """The opening of a sent form; raises Refused (`stale_page`) for one that is forged or lay open too long."""
    try:
        at, key = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        raise _stale() from None
    opening = Opening(datetime.fromisoformat(at), key)
    if clock.now() - opening.at > OPEN_FOR:
        raise _stale()
    return opening


def _stale() -> Refused:
    return refuse(
        "stale_page",
        "Trang tiếp nhận này mở đã quá lâu. Nội dung vẫn còn; bấm “Tiếp nhận” lần nữa để lấy giờ hiện tại.",
    )


def counted_moment(unit_id: str, opening: Opening, now: datetime) -> datetime:
    """promises 2: when the clerk opened the reception, unless the desk counts the confirmation."""
    desk = desk_of(unit_id=unit_id, on=local_day(now))
    return reception_moment(desk.moment_rule if desk else "", opening.at, now)
