"""When does a survey or contest take answers, which questions may it have, which answers are taken? Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.core.refusals import Refusal
from motcua.outreach.terms import AnswerKind, AskingStanding, Purpose

MOST_QUESTIONS, LEAST_CHOICES, MOST_CHOICES, MOST_WORDS = 30, 2, 10, 1000
SCALE = range(1, 6)
Said = int | str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as rules see it; `key` names it in an answer."""

    key: str
    kind: AnswerKind
    text: str
    choices: tuple[str, ...] = ()
    required: bool = True
    right: int | None = None
    points: int = 0


def standing_of(
    *, published: bool, closed: bool, opens_on: date, closes_on: date, today: date
) -> AskingStanding:
    """Whether answers are taken that day; both days of the period count."""
    if not published:
        return AskingStanding.DRAFT
    if closed or today > closes_on:
        return AskingStanding.CLOSED
    return AskingStanding.WAITING if today < opens_on else AskingStanding.OPEN


def why_not_asked(purpose: Purpose, question: Asked, *, already: int) -> Refusal | None:
    """A question that can be answered; in a contest one choice is right and brings points."""
    if already >= MOST_QUESTIONS:
        return Refusal("too_many_questions", f"Nhiều nhất {MOST_QUESTIONS} câu hỏi. Hãy xóa bớt câu khác.")
    if question.kind is not AnswerKind.CHOICE:
        if purpose is Purpose.CONTEST:
            return Refusal(
                "contest_needs_choices", "Cuộc thi chấm bằng máy. Hãy dùng câu chọn một phương án.", "kind"
            )
        if question.choices:
            return Refusal(
                "choices_unused", "Loại câu này không có phương án. Hãy xóa các phương án.", "choices"
            )
        return None
    return _why_not_choices(purpose, question)


def _why_not_choices(purpose: Purpose, question: Asked) -> Refusal | None:
    count = len(question.choices)
    if not LEAST_CHOICES <= count <= MOST_CHOICES or len(set(question.choices)) < count:
        return Refusal(
            "choices_wrong",
            f"Cần từ {LEAST_CHOICES} đến {MOST_CHOICES} phương án khác nhau, mỗi dòng một phương án. Hãy sửa lại.",
            "choices",
        )
    if purpose is Purpose.SURVEY:
        return None
    if question.right is None or question.right not in range(count):
        return Refusal(
            "right_missing", "Chưa chọn phương án đúng. Hãy ghi số thứ tự phương án đúng.", "right"
        )
    if not 1 <= question.points <= 100:
        return Refusal("points_wrong", "Điểm phải từ 1 đến 100. Hãy ghi lại.", "points")
    return None


def why_not_answers(questions: Sequence[Asked], said: Mapping[str, Said]) -> Mapping[str, str]:
    """What is wrong with which answer; empty where all of them can be taken."""
    wrong = {}
    for question in questions:
        given = said.get(question.key)
        if given is None or given == "":
            if question.required:
                wrong[question.key] = "Hãy trả lời câu này"
        elif not _possible(question, given):
            wrong[question.key] = "Hãy chọn một trả lời có trong danh sách"
    return wrong | dict.fromkeys(said.keys() - {one.key for one in questions}, "Hãy tải lại trang")


def _possible(question: Asked, given: Said) -> bool:
    if question.kind is AnswerKind.TEXT:
        return isinstance(given, str) and len(given) <= MOST_WORDS
    places = SCALE if question.kind is AnswerKind.SCALE else range(len(question.choices))
    return isinstance(given, int) and not isinstance(given, bool) and given in places


def points_of(questions: Sequence[Asked], said: Mapping[str, Said]) -> int:
    """The points of an entry."""
    return sum(one.points for one in questions if one.right is not None and said.get(one.key) == one.right)


def full_points(questions: Sequence[Asked]) -> int:
    """The points of an entry with every answer right."""
    return sum(one.points for one in questions)
