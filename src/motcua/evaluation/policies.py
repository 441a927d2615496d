"""Who reads ratings, who decides criteria, drives and rewards, who may object and who may answer? Pure."""

from collections.abc import Collection
from datetime import date

from motcua.core.refusals import Refusal
from motcua.evaluation.rules import RatedPeriod, why_not_object_now
from motcua.evaluation.terms import Rated
from motcua.organisation.actors import Actor
from motcua.organisation.terms import ROLE_LABELS, Role

# Names of officials beside figures: the head, who controls procedures, who inspects. Everybody sees their own.
READING = (Role.LEAD, Role.CONTROL, Role.INSPECT)
DECIDING = (Role.LEAD,)
FINDING = (Role.LEAD, Role.CONTROL, Role.INSPECT)
# Everybody whose work is counted; the keeper of accounts, helpers and the post have no part in dossiers here.
OWN = frozenset(Role) - {Role.ADMIN, Role.ASSIST}


def why_not_by(
    actor: Actor, roles: tuple[Role, ...], unit_id: str, *, scope: Collection[str]
) -> Refusal | None:
    """One of the roles, and an agency of one's own or below it."""
    if not actor.has(*roles):
        names = " hoặc ".join(f"“{ROLE_LABELS[role]}”" for role in roles)
        return Refusal("no_role", f"Việc này cần vai trò {names}. Đề nghị lãnh đạo của cơ quan làm.")
    if unit_id not in scope:
        return Refusal(
            "other_unit",
            "Cơ quan này không thuộc phạm vi của ông/bà. Hãy chuyển sang cơ quan đó rồi làm lại.",
            "unit",
        )
    return None


def why_not_day(day: date, today: date, *, field: str) -> Refusal | None:
    """A decision or a finding has a day that has come."""
    if day > today:
        return Refusal("day_in_future", "Ngày này chưa đến. Hãy ghi ngày trên văn bản.", field)
    return None


def why_not_start(valid_from: date, today: date) -> Refusal | None:
    """Criteria look forward: nobody is rated by what was not decided yet (002/KH-UBND III.2: công bằng)."""
    if valid_from < today:
        return Refusal(
            "starts_in_past",
            "Tiêu chí không áp dụng lùi về ngày đã qua. Hãy chọn ngày bắt đầu từ hôm nay.",
            "valid_from",
        )
    return None


def why_not_object(
    actor: Actor,
    *,
    rated: Rated,
    person_id: int | None,
    unit_id: str,
    period: RatedPeriod,
    today: date,
    days: int,
) -> Refusal | None:
    """Everybody against the own rating, the head against that of the own agency, after the period and in time."""
    if rated is Rated.PERSONS and person_id != actor.person_id:
        return Refusal(
            "not_own_rating",
            "Chỉ gửi ý kiến về số liệu đánh giá của chính mình. Hãy nhờ người đó tự gửi.",
        )
    if unit_id != actor.unit_id:
        return Refusal(
            "other_unit", "Đánh giá này thuộc cơ quan khác. Hãy chuyển sang cơ quan đó rồi làm lại."
        )
    if rated is Rated.UNITS and not actor.has(*DECIDING):
        return Refusal(
            "no_role", "Ý kiến về đánh giá của cơ quan cần vai trò “Lãnh đạo”. Đề nghị lãnh đạo cơ quan gửi."
        )
    return why_not_object_now(period, today, days=days)


def why_not_answer(
    actor: Actor,
    *,
    rated: Rated,
    objection_unit: str,
    below: Collection[str],
    objectors: Collection[int | None],
    concerned: Collection[int | None],
) -> Refusal | None:
    """Another head answers: neither who objected or is rated, nor who made what is objected to (R-283).

    `below`: the actor's agency and all under it. `concerned`: who recorded the findings and the criteria in question.
    An objection of an agency is answered by a head above it.
    """
    if not actor.has(*DECIDING):
        return Refusal("no_role", "Trả lời ý kiến cần vai trò “Lãnh đạo”. Đề nghị lãnh đạo trả lời.")
    if objection_unit not in below:
        return Refusal("other_unit", "Ý kiến này thuộc cơ quan khác. Hãy chuyển sang cơ quan đó rồi làm lại.")
    if actor.person_id in objectors:
        return Refusal("own_objection", "Không tự trả lời ý kiến của mình. Đề nghị lãnh đạo khác trả lời.")
    if rated is Rated.UNITS and objection_unit == actor.unit_id:
        return Refusal(
            "answer_from_above",
            "Ý kiến của cơ quan do cấp trên trả lời. Đề nghị lãnh đạo cơ quan cấp trên trả lời.",
        )
    if actor.person_id in concerned:
        return Refusal(
            "objected_to_you",
            "Ý kiến này nói về kết luận hoặc tiêu chí do chính ông/bà ghi. Đề nghị lãnh đạo khác trả lời.",
        )
    return None
