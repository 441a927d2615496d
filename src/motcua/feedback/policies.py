"""Who reads ratings one by one, and says what was done about them? Pure; figures are for everybody who keeps books."""

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

# The head and who watches for them; whoever only handles dossiers sees figures, never a single rating.
READING_SINGLE = (Role.LEAD, Role.CONTROL, Role.INSPECT)
ANSWERING = (Role.LEAD,)
MOST_TEXT = 2000


def why_not_follow_up(actor: Actor, *, within: bool, low: bool, text: str) -> Refusal | None:
    """The head says what was done about a low rating of their unit or one below (R-238)."""
    if not actor.has(*ANSWERING):
        return Refusal("no_role", "Ghi việc đã làm cần vai trò “Lãnh đạo”. Đề nghị lãnh đạo của cơ quan ghi.")
    if not within:
        return Refusal(
            "other_unit", "Đánh giá này thuộc cơ quan khác. Hãy chuyển sang cơ quan đó rồi làm lại."
        )
    if not low:
        return Refusal(
            "rating_not_low",
            "Đánh giá này không ở mức thấp, không cần ghi việc đã làm. Hãy chọn đánh giá khác.",
        )
    if not text.strip():
        return Refusal("text_missing", "Chưa ghi việc đã làm. Hãy ghi ngắn gọn đã sửa điều gì.", "text")
    if len(text) > MOST_TEXT:
        return Refusal("text_too_long", f"Nhiều nhất {MOST_TEXT} ký tự. Hãy viết ngắn hơn.", "text")
    return None
