"""May this agency receive this procedure that day, or why not? Pure: facts in, a reason or None out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

# Who keeps what is said of procedures: the control office.
KEEPING = (Role.CONTROL, Role.ADMIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A version of a procedure as policies see it."""

    code: str
    level: str
    also_at: tuple[str, ...]
    agency_type: str
    field: str
    valid_from: date
    valid_to: date | None
    public: bool
    has_decision: bool
    has_term: bool
    has_components: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Settler:
    """An agency as policies see it; `fields` None is any field."""

    id: str
    name: str
    level: str
    agency_types: tuple[str, ...]
    fields: tuple[str, ...] | None
    valid_from: date
    valid_to: date | None


def why_not_one_of(actor: Actor, roles: Sequence[Role], what: str) -> Refusal | None:
    """Only who holds one of the roles does this; `what` in words, as in “công bố thủ tục”."""
    if actor.has(*roles):
        return None
    return Refusal("no_role", f"Ông/bà chưa được phân vai trò để {what}. Đề nghị quản trị phân quyền.")


def holds(day: date, start: date, end: date | None) -> bool:
    """Half-open [start, end); None is open."""
    return start <= day and (end is None or day < end)


def settles(offer: Offer, settler: Settler) -> bool:
    """Whether the procedure is of the agency's competence: its agency type or level, within its fields."""
    in_fields = settler.fields is None or offer.field in settler.fields
    return in_fields and (offer.agency_type in settler.agency_types or settler.level in offer.also_at)


def why_not_receivable(offer: Offer, settler: Settler, *, has_process: bool, day: date) -> Refusal | None:
    """The first reason, in the order an officer can do something about it (R-010, R-023, R-031)."""
    return (
        why_not_existing(settler, day)
        or why_not_in_force(offer, day)
        or why_not_public(offer)
        or why_not_competent(offer, settler)
        or _why_no_process(offer, settler, has_process)
    )


def why_not_existing(settler: Settler, day: date) -> Refusal | None:
    """An agency acts only while it exists; the district level ended on 1/7/2025."""
    if holds(day, settler.valid_from, settler.valid_to):
        return None
    return Refusal(
        "unit_not_in_force",
        f"{settler.name} không hoạt động ngày {day:%d/%m/%Y}. Hãy chọn cơ quan đang có thẩm quyền trong ngày.",
    )


def why_not_in_force(offer: Offer, day: date) -> Refusal | None:
    """The version holds on that day."""
    if holds(day, offer.valid_from, offer.valid_to):
        return None
    return not_in_force(offer.code, day)


def not_in_force(code: str, day: date) -> Refusal:
    """No version of the procedure holds on that day."""
    return Refusal(
        "procedure_not_in_force",
        f"Thủ tục {code} không có hiệu lực ngày {day:%d/%m/%Y}. "
        "Hãy tìm thủ tục thay thế trong danh mục hoặc kiểm tra lại mã.",
    )


def why_longer_than_law(minutes: int, most: int | None) -> Refusal | None:
    """A process is never longer than the legal term (144/KH-UBND I.2, R-066); `most` None: no term is known."""
    if most is None or minutes <= most:
        return None
    return Refusal(
        "longer_than_law",
        f"Quy trình dài {minutes} phút làm việc, quá thời hạn pháp luật quy định ({most} phút). "
        "Hãy rút ngắn các bước rồi trình lại.",
    )


def why_not_announced(code: str, *, announced: bool) -> Refusal | None:
    """Only what the provincial Chair listed for the desk is chosen for "4 tại chỗ" (144/KH-UBND II.1, R-065)."""
    if announced:
        return None
    return Refusal(
        "not_on_province_list",
        f"Thủ tục {code} chưa có trong danh mục thực hiện tại Bộ phận Một cửa do Chủ tịch UBND cấp tỉnh phê duyệt. "
        "Hãy chọn thủ tục khác hoặc trình cấp tỉnh bổ sung danh mục.",
        "procedure",
    )


def why_not_public(offer: Offer) -> Refusal | None:
    """A draft cannot be received; the reason is what it lacks (R-002, R-003, R-010)."""
    if offer.public:
        return None
    lacking = (
        (offer.has_term, "no_term", "chưa có thời hạn giải quyết"),
        (offer.has_components, "no_components", "chưa có thành phần hồ sơ"),
        (bool(offer.level), "no_level", "chưa có cấp giải quyết"),
        (offer.has_decision, "no_decision", "chưa có quyết định công bố"),
    )
    for there, code, words in lacking:
        if not there:
            return Refusal(
                code,
                f"Thủ tục {offer.code} còn là dự thảo: {words}, nên chưa tiếp nhận được. "
                "Đề nghị cán bộ kiểm soát thủ tục bổ sung rồi công bố.",
            )
    return Refusal(
        "procedure_draft",
        f"Thủ tục {offer.code} còn là dự thảo. Đề nghị cán bộ kiểm soát thủ tục công bố trước khi tiếp nhận.",
    )


def why_not_competent(offer: Offer, settler: Settler) -> Refusal | None:
    """A dossier is received by an agency of competence (R-023)."""
    if settles(offer, settler):
        return None
    return Refusal(
        "procedure_not_of_this_unit",
        f"{settler.name} không có thẩm quyền giải quyết thủ tục {offer.code}. "
        "Hãy nộp tại cơ quan có thẩm quyền ghi trên trang của thủ tục này.",
    )


def _why_no_process(offer: Offer, settler: Settler, has_process: bool) -> Refusal | None:
    if has_process:
        return None
    return Refusal(
        "no_active_process",
        f"Thủ tục {offer.code} chưa có quy trình nội bộ đang áp dụng tại {settler.name}. "
        "Đề nghị trình phê duyệt quy trình trước khi tiếp nhận.",
    )
