"""Which pages has the programme? Each shows one table; some have a form that adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.organisation.terms import Role
from motcua.programmes.policies import KEEPING_THE_PLAN
from motcua.web.admin.fields import UnitForm
from motcua.web.on_the_spot import choosing_forms as choosing
from motcua.web.on_the_spot import readiness_forms as readiness

Text = str | Promise
READING = frozenset({Role.CONTROL, Role.LEAD, Role.APPROVE, Role.INSPECT})
KEEPING = frozenset(KEEPING_THE_PLAN)


@dataclass(frozen=True, slots=True)
class Kind:
    """One page: its word in the address, the table it shows, the form that adds to it."""

    slug: str
    sheet: str
    title: Text
    form: type[UnitForm] | None = None
    add: Text = ""


GROUPS: tuple[tuple[Text, tuple[Kind, ...]], ...] = (
    (
        _("Chọn và phân loại thủ tục"),
        (
            Kind(
                "lua-chon",
                "selection",
                _("Phiếu lựa chọn thủ tục"),
                choosing.JudgeForm,
                _("Lập phiếu lựa chọn"),
            ),
            Kind(
                "phan-loai", "classes", _("Phân loại thủ tục"), choosing.ClassForm, _("Phân loại từ một ngày")
            ),
            Kind("lich-su", "class_history", _("Lịch sử phân loại")),
            Kind("quy-trinh", "processes", _("Quy trình nội bộ hai cấp")),
        ),
    ),
    (
        _("Kế hoạch"),
        (
            Kind(
                "ke-hoach", "plans", _("Kế hoạch chi tiết"), choosing.PlanForm, _("Ghi kế hoạch đã ban hành")
            ),
            Kind(
                "lo-trinh",
                "roadmap",
                _("Lộ trình từng năm"),
                choosing.YearForm,
                _("Ghi kế hoạch của một năm"),
            ),
            Kind("giai-phap", "solutions", _("Giải pháp cụ thể"), choosing.SolutionForm, _("Ghi giải pháp")),
            Kind("nhiem-vu", "duties", _("Nhiệm vụ theo phần II"), choosing.DutyForm, _("Báo cáo nhiệm vụ")),
        ),
    ),
    (
        _("Số liệu"),
        (
            Kind("thuong-xuyen", "share", _("Tỷ lệ thủ tục thường xuyên")),
            Kind(
                "nguong", "thresholds", _("Ngưỡng thường xuyên"), readiness.ThresholdForm, _("Đặt ngưỡng mới")
            ),
            Kind("thoi-han", "limits", _("Thời hạn theo luật, quy trình, thực tế")),
            Kind("truoc-sau", "before_after", _("Trước và sau khi theo quy trình")),
        ),
    ),
    (
        _("Bộ phận Một cửa"),
        (
            Kind("san-sang", "readiness", _("Mức sẵn sàng")),
            Kind(
                "dieu-kien",
                "conditions",
                _("Phòng, trang thiết bị"),
                readiness.ConditionForm,
                _("Ghi tình trạng"),
            ),
            Kind("nhan-su", "staff", _("Nhân sự"), readiness.StaffForm, _("Ghi số người cần bố trí")),
            Kind("tham-quyen", "powers", _("Thẩm quyền, năng lực theo thủ tục")),
            Kind("ky-nang", "skills", _("Năng lực, nghiệp vụ"), readiness.SkillForm, _("Ghi năng lực")),
            Kind("phan-cong", "assignments", _("Phân công tại quầy")),
            Kind(
                "che-do", "entitlements", _("Chế độ, đồng phục"), readiness.EntitlementForm, _("Ghi chế độ")
            ),
            Kind("tai-lieu", "sent", _("Tài liệu gửi cơ quan phối hợp")),
        ),
    ),
)
KINDS: Mapping[str, Kind] = {kind.slug: kind for _title, kinds in GROUPS for kind in kinds}
