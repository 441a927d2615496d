"""Who may change units, people and postings, and why not? Pure: facts in, a reason or None out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import ROLE_LABELS, Role

ADMINISTERING = (Role.ADMIN,)
# Rosters and postings are the head of the desk's work too.
LEADING = (Role.ADMIN, Role.LEAD)
# Who says for a signer that they are away: the office (văn thư), the head of the desk, administration.
FOR_ANOTHER = (Role.SEAL, Role.LEAD, Role.ADMIN)
SHORTEST_POSTING, LONGEST_POSTING = 6, 24


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open [valid_from, valid_to); an open end is None."""

    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def overlaps(self, other: "Period") -> bool:
        return (self.valid_to is None or other.valid_from < self.valid_to) and (
            other.valid_to is None or self.valid_from < other.valid_to
        )


def why_not_change(
    actor: Actor, unit_id: str, *, scope: frozenset[str], roles: tuple[Role, ...] = ADMINISTERING
) -> Refusal | None:
    """Default deny: one of the roles in the unit where the actor works, and the changed unit in their scope.

    `scope` are the units in which the actor holds one of the roles, and the units below those.
    """
    if not actor.has(*roles):
        names = " hoặc ".join(f"“{ROLE_LABELS[role]}”" for role in roles)
        return Refusal("no_role", f"Việc này cần vai trò {names}. Đề nghị người quản trị của cơ quan làm.")
    if unit_id not in scope:
        return Refusal(
            "other_unit",
            "Cơ quan này không thuộc phạm vi quản trị của ông/bà. Đề nghị người quản trị của cơ quan đó làm.",
        )
    return None


def why_not_account(
    actor: Actor, *, person_id: int, units: Iterable[str], scope: frozenset[str]
) -> Refusal | None:
    """An account is changed by somebody else, who administers every unit in which the person holds a role."""
    if not actor.has(Role.ADMIN):
        return why_not_change(actor, "", scope=scope)
    if person_id == actor.person_id:
        return Refusal(
            "own_account",
            "Không tự sửa tài khoản, quyền của chính mình. Hãy nhờ một người quản trị khác làm.",
        )
    if outside := sorted(set(units) - scope):
        return Refusal(
            "account_elsewhere",
            f"Người này còn giữ vai trò ở cơ quan ngoài phạm vi của ông/bà ({', '.join(outside[:3])}). "
            "Đề nghị người quản trị của cấp trên làm.",
        )
    return None


def why_not_period(period: Period, *, inside: Period | None = None) -> Refusal | None:
    """The end comes after the beginning, and the term lies within the life of the unit or desk."""
    if period.valid_to is not None and period.valid_to <= period.valid_from:
        return Refusal("period_wrong", "Ngày kết thúc phải sau ngày bắt đầu. Hãy sửa lại ngày.", "valid_to")
    if inside is not None and not inside.holds_on(period.valid_from):
        return Refusal(
            "outside_life",
            "Ngày bắt đầu nằm ngoài thời gian tồn tại của cơ quan hoặc quầy. Hãy chọn ngày khác.",
            "valid_from",
        )
    return None


def why_not_end(period: Period, end: date, *, today: date) -> Refusal | None:
    """Ending looks forward: what was in force on past days stays so."""
    if period.valid_to is not None and period.valid_to <= today:
        return Refusal("ended_already", "Mục này đã kết thúc rồi. Hãy tải lại trang.", "valid_to")
    if end < period.valid_from:
        return Refusal(
            "period_wrong", "Ngày kết thúc không trước ngày bắt đầu. Hãy sửa lại ngày.", "valid_to"
        )
    if end < today:
        return Refusal("end_in_past", "Không kết thúc lùi về ngày đã qua. Hãy chọn từ hôm nay.", "valid_to")
    return None


def most_at_once(term: Period, held: Iterable[tuple[int, Period]]) -> int:
    """How many different people hold something on the busiest day of `term`; `held` are (person, term)."""
    held = [(person, period) for person, period in held if period.overlaps(term)]
    days = {term.valid_from, *(max(period.valid_from, term.valid_from) for _person, period in held)}
    return max(len({person for person, period in held if period.holds_on(day)}) for day in days)


def why_over_limit(role: Role, most: int | None, *, busiest: int) -> Refusal | None:
    """A limit per unit and role; `busiest` counts the new holder already."""
    if most is None or busiest <= most:
        return None
    return Refusal(
        "role_limit",
        f"Vai trò “{ROLE_LABELS[role]}” ở cơ quan này nhiều nhất {most} người cùng lúc. "
        "Hãy kết thúc vai trò của người khác hoặc nâng giới hạn.",
        "role",
    )


def why_not_stand_in(*, absent_id: int, stand_in_id: int, absent_here: bool) -> Refusal | None:
    """Somebody else stands in, for a person who has a role there."""
    if absent_id == stand_in_id:
        return Refusal("same_person", "Người làm thay phải là người khác. Hãy chọn lại.", "stand_in")
    if not absent_here:
        return Refusal(
            "absent_not_here",
            "Người vắng không giữ vai trò nào ở cơ quan này. Hãy kiểm tra lại tên đăng nhập.",
            "absent",
        )
    return None


def why_not_say_presence(actor: Actor, *, unit_id: str, person_id: int, is_signer: bool) -> Refusal | None:
    """A signer says it themself; the office of the same unit says it for them, under both names."""
    if actor.unit_id != unit_id:
        return Refusal(
            "other_unit", "Người này làm việc ở cơ quan khác. Hãy chuyển sang cơ quan đó rồi làm lại."
        )
    if actor.person_id != person_id and not actor.has(*FOR_ANOTHER):
        names = " hoặc ".join(f"“{ROLE_LABELS[role]}”" for role in FOR_ANOTHER)
        return Refusal(
            "no_role",
            f"Ghi vắng, có mặt thay người khác cần vai trò {names}. Đề nghị chính người đó hoặc văn thư ghi.",
        )
    if not is_signer:
        return Refusal(
            "not_a_signer",
            "Chỉ ghi vắng, có mặt cho người phê duyệt, lãnh đạo của cơ quan. Với người khác, hãy cử người làm thay.",
            "person",
        )
    return None


def why_not_absence(
    starts_at: datetime, ends_at: datetime, *, at: datetime, longest: timedelta
) -> Refusal | None:
    """It ends after it begins, is not over already and not longer than a year."""
    if ends_at <= starts_at:
        return Refusal("absence_wrong", "Giờ về phải sau giờ đi. Hãy sửa lại.", "ends_at")
    if ends_at <= at:
        return Refusal("absence_past", "Không ghi vắng cho thời gian đã qua. Hãy chọn từ bây giờ.", "ends_at")
    if ends_at - starts_at > longest or starts_at - at > longest:
        return Refusal("absence_wrong", "Mỗi lượt vắng nhiều nhất một năm. Hãy sửa lại ngày.", "ends_at")
    return None


def posting_warning(period: Period, *, seconded: bool) -> str:
    """A secondment to a desk lasts 6 to 24 months a turn (61/2018/NĐ-CP); outside that a warning, no refusal."""
    if not seconded:
        return ""
    if period.valid_to is None:
        return "Cán bộ được cử đến chưa có ngày kết thúc; mỗi lượt cử đến từ 6 đến 24 tháng."
    months = _whole_months(period.valid_from, period.valid_to)
    exact_end = period.valid_to.day <= period.valid_from.day
    if months >= SHORTEST_POSTING and (months < LONGEST_POSTING or (months == LONGEST_POSTING and exact_end)):
        return ""
    return f"Lượt cử đến này kéo dài {months} tháng, ngoài khoảng từ 6 đến 24 tháng."


def _whole_months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
