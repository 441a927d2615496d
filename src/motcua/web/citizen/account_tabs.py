"""Which pages does a citizen's account have? One line a page; the frame is `citizen/base_account.html`."""

from django.utils.translation import gettext_lazy as _

from motcua.web.shared.navigation import Tab, Text

ACCOUNT: tuple[tuple[Text, str], ...] = (
    (_("Tài khoản"), "/tai-khoan/"),
    (_("Hồ sơ đang soạn"), "/tai-khoan/dang-soan/"),
    (_("Hồ sơ của tôi"), "/tai-khoan/ho-so/"),
    (_("Lịch hẹn"), "/tai-khoan/lich-hen/"),
    (_("Tin báo"), "/tai-khoan/thong-bao/"),
    (_("Dữ liệu của tôi"), "/tai-khoan/du-lieu/"),
    (_("Đăng nhập và bảo mật"), "/tai-khoan/bao-mat/"),
    (_("Kho giấy tờ"), "/tai-khoan/giay-to/"),
    (_("Làm thay tổ chức, người khác"), "/tai-khoan/lam-thay/"),
)


def account_tabs(path: str) -> list[Tab]:
    """The tabs of /tai-khoan/; the first stands alone, the others also for the pages below them."""
    return [
        Tab(
            text,
            address,
            active=path == address or (address != "/tai-khoan/" and path.startswith(address)),
            current=path == address,
        )
        for text, address in ACCOUNT
    ]
