"""Which pages of the watch stand side by side, and which of them does a person open?"""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.organisation.terms import Role
from motcua.web.staff.doors import KEEPING

WATCH = "/can-bo/theo-doi/"
# Leaders are said to be away by the office too, so administration opens that page.
PRESENCE = KEEPING | {Role.ADMIN}
LEADING = frozenset({Role.LEAD})
SIGNING = frozenset({Role.APPROVE, Role.LEAD})
# What could not be sent is the keeper of accounts' to see, without a word of it.
TELLING = KEEPING | {Role.ADMIN}
PHONING = frozenset({Role.RECEIVE, Role.RETURN, Role.LEAD})
_TABS: tuple[tuple[str | Promise, str, frozenset[Role]], ...] = (
    (_("Sắp đến hạn"), "", KEEPING),
    (_("Phiếu xin lỗi"), "xin-loi/", SIGNING),
    (_("Trễ hạn"), "tre-han/", KEEPING),
    (_("Trước đợt nghỉ"), "truoc-nghi/", KEEPING),
    (_("Ký thay"), "ky-thay/", KEEPING),
    (_("Có mặt, vắng"), "vang-mat/", PRESENCE),
    (_("Làm thay"), "lam-thay/", KEEPING),
    (_("Lời hẹn cần dời"), "can-doi/", KEEPING),
    (_("Lời hẹn đã dời"), "da-doi/", KEEPING),
    (_("Gọi báo"), "goi-bao/", PHONING),
    (_("Thông báo"), "thong-bao/", TELLING),
    (_("Gọi báo tin"), "thong-bao/goi/", PHONING),
    (_("Cơ quan đã kết thúc"), "co-quan-ket-thuc/", LEADING),
)


def watch_tabs(roles: Collection[Role], current: str) -> list[tuple[str | Promise, str, bool]]:
    """The pages these roles open; `current` is the end of an address."""
    return [(text, WATCH + end, end == current) for text, end, who in _TABS if who & set(roles)]
