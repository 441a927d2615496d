"""Which registers have a page? Each shows one table; most have a form that adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.outreach import communication_policies as policies
from motcua.outreach.communication_terms import EntryKind
from motcua.web.admin.fields import UnitForm
from motcua.web.communication import keeping_forms as keeping
from motcua.web.communication import telling_forms as telling

Text = str | Promise
READING = frozenset(policies.READING)
KEEPING = frozenset(policies.KEEPING)


@dataclass(frozen=True, slots=True)
class Kind:
    """One page: its word in the address, the form that adds, what a row opens, which register it strikes from."""

    slug: str
    title: Text
    form: type[UnitForm] | None = None
    add: Text = ""
    opens: str = ""
    strikes: EntryKind | None = None


GROUPS: tuple[tuple[Text, tuple[Kind, ...]], ...] = (
    (
        _("Truyền thông"),
        (
            Kind(
                "tin-bai", _("Tin, bài, chuyên mục, phóng sự"), telling.MediaForm, _("Ghi tin, bài"),
                "communication:media", EntryKind.MEDIA,
            ),
            Kind("theo-co-quan", _("Số tin, bài theo cơ quan")),
            Kind(
                "phu-truong", _("Đăng Phụ trương Pháp luật"), telling.SupplementForm, _("Ghi lần đăng"),
                "", EntryKind.SUPPLEMENT,
            ),
            Kind(
                "phat-thanh", _("Buổi phát thanh, truyền thanh"), telling.BroadcastForm, _("Ghi buổi phát"),
                "", EntryKind.BROADCAST,
            ),
            Kind(
                "kenh", _("Kênh truyền thông, số người tiếp cận"), telling.ReachForm, _("Ghi một kênh"),
                "", EntryKind.REACH,
            ),
            Kind("lam-tot", _("Đơn vị làm tốt"), telling.MarkForm, _("Đánh dấu đơn vị")),
            Kind("trang-giai-thich", _("Trang giải thích cho người dân"), telling.ReviewForm, _("Ghi đã xem lại")),
        ),
    ),
    (
        _("Tài liệu, phim"),
        (
            Kind(
                "tai-lieu", _("Tài liệu, tờ gấp"), keeping.MaterialForm, _("Ghi tài liệu"),
                "communication:material", EntryKind.MATERIAL,
            ),
            Kind("phat-tai-lieu", _("Tải về, giao tài liệu"), None, "", "", EntryKind.HAND_OUT),
            Kind("phim", _("Phim hướng dẫn"), keeping.VideoForm, _("Gắn phim với thủ tục")),
            Kind("chua-co-phim", _("Thủ tục nhiều hồ sơ chưa có phim")),
        ),
    ),
    (
        _("Tập huấn, chỉ số"),
        (
            Kind("dau-moi", _("Cán bộ đầu mối"), keeping.FocalForm, _("Phân công đầu mối")),
            Kind(
                "tap-huan", _("Lớp tập huấn"), keeping.CourseForm, _("Ghi lớp tập huấn"),
                "communication:course", EntryKind.COURSE,
            ),
            Kind("nguoi-tap-huan", _("Ai đã, ai chưa tập huấn")),
            Kind("chi-so", _("Các chỉ số đang áp dụng"), keeping.IndexForm, _("Ghi giá trị"), "", EntryKind.INDEX),
        ),
    ),
)  # fmt: skip
KINDS: Mapping[str, Kind] = {kind.slug: kind for _title, kinds in GROUPS for kind in kinds}
