"""Which tabs stand at the top of a page, for the public and for each role of the staff, and which links open?"""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

Text = str | Promise
# Under this name a view says which roles it opens to; one that says nothing opens to everybody.
DOOR_ROLES = "door_roles"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its text, where it leads, whether this page is it (`current`) or lies under it (`active`)."""

    text: Text
    address: str
    active: bool = False
    current: bool = False


_DESK = frozenset({Role.RECEIVE, Role.RETURN, Role.POST})
_ALL = frozenset(Role)
PUBLIC: tuple[tuple[Text, str], ...] = (
    (_("Trang đầu"), "/"),
    (_("Thủ tục"), "/thu-tuc/"),
    (_("Đơn vị"), "/don-vi/"),
    (_("Chương trình trong ngày"), "/chuong-trinh/"),
    (_("4 tại chỗ"), "/4-tai-cho/"),
    (_("Nộp bây giờ thì khi nào có?"), "/nop-bay-gio/"),
    (_("Tra cứu hồ sơ"), "/tra-cuu/"),
    (_("Kiểm tra giấy tờ"), "/xac-thuc/"),
)
# What is asked for seldom: at the foot of a page only.
SELDOM: tuple[tuple[Text, str], ...] = (
    (_("Làm thủ tục tại nhà"), "/tai-nha/"),
    (_("Đặt lịch hẹn"), "/dat-lich/"),
    (_("Lấy số từ xa"), "/lay-so/"),
    (_("Đánh giá việc phục vụ"), "/danh-gia/"),
    (_("Giới thiệu"), "/gioi-thieu/"),
    (_("Kết quả phục vụ của các cơ quan"), "/ket-qua-phuc-vu/"),
    (_("Ngày hội, khảo sát, cuộc thi"), "/tham-gia/"),
)
STAFF: tuple[tuple[Text, str, frozenset[Role]], ...] = (
    (_("Tiếp nhận"), "/can-bo/tiep-nhan/", frozenset({Role.RECEIVE, Role.POST})),
    (_("Sảnh chờ"), "/can-bo/sanh/", frozenset({Role.RECEIVE, Role.RETURN})),
    (_("Phát số"), "/can-bo/sanh/cap-so/", frozenset({Role.ASSIST})),
    (_("Việc của tôi"), "/can-bo/xu-ly/", _ALL - {Role.ADMIN}),
    (_("Hồ sơ của quầy"), "/can-bo/ho-so/", _ALL - {Role.ADMIN}),
    (_("Trả kết quả"), "/can-bo/tra-ket-qua/", _DESK),
    (_("Sổ sách"), "/can-bo/so-theo-doi/", _ALL - {Role.ADMIN, Role.ASSIST, Role.POST}),
    (_("Sổ quỹ"), "/can-bo/so-quy/", frozenset({Role.RECEIVE, Role.RETURN})),
    (_("Thu trực tuyến"), "/can-bo/thu-truc-tuyen/", frozenset({Role.RETURN, Role.LEAD})),
    (_("Lãnh đạo"), "/can-bo/lanh-dao/", frozenset({Role.LEAD, Role.APPROVE})),
    (_("Theo dõi sảnh"), "/can-bo/sanh/theo-doi/", frozenset({Role.LEAD})),
    (_("Theo dõi"), "/can-bo/theo-doi/", _ALL - {Role.ADMIN, Role.ASSIST, Role.POST}),
    (_("Kiểm soát TTHC"), "/can-bo/kiem-soat/", frozenset({Role.CONTROL, Role.INSPECT})),
    (_("4 tại chỗ"), "/can-bo/kiem-soat/4-tai-cho/", frozenset({Role.LEAD})),
    (_("Chương trình"), "/can-bo/chuong-trinh/", frozenset({Role.LEAD, Role.CONTROL})),
    (_("Hoạt động"), "/can-bo/hoat-dong/", frozenset({Role.LEAD, Role.CONTROL})),
    (_("Quản trị"), "/can-bo/quan-tri/", frozenset({Role.ADMIN, Role.LEAD})),
    (_("Nhật ký"), "/can-bo/quan-tri/nhat-ky/", frozenset({Role.INSPECT})),
)

# Pages that lie under a tab but not under its address.
_ALSO_UNDER: tuple[tuple[str, str], ...] = (
    ("/can-bo/ket-qua-chuong-trinh/", "/can-bo/chuong-trinh/"),
    ("/can-bo/truyen-thong/", "/can-bo/chuong-trinh/"),
    ("/can-bo/bao-cao/", "/can-bo/kiem-soat/"),
    ("/can-bo/thi-dua/", "/can-bo/kiem-soat/"),
)


def opens(address: str, actor: Actor | None) -> bool:
    """Does the page at the address open to this person? A link to a closed door is not offered."""
    roles = getattr(resolve(address.partition("?")[0]).func, DOOR_ROLES, None)
    return roles is None or (actor is not None and actor.has(*roles))


def public_tabs(path: str) -> list[Tab]:
    """The tabs of the public pages."""
    return [_tab(text, address, path) for text, address in PUBLIC]


def footer_links() -> list[Tab]:
    """The links at the foot of a public page."""
    return [_tab(text, address, "") for text, address in (*PUBLIC[1:], *SELDOM)]


def staff_tabs(roles: Collection[Role], path: str) -> list[Tab]:
    """The tabs a person's roles give."""
    return [_tab(text, address, path) for text, address, who in STAFF if who & set(roles)]


def _tab(text: Text, address: str, path: str) -> Tab:
    under = path == address or (address != "/" and path.startswith(address))
    under |= any(path.startswith(page) and address == tab for page, tab in _ALSO_UNDER)
    return Tab(text, address, active=under, current=path == address)
