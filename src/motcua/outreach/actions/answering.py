"""Answer a survey, enter a contest: once for each browser. A survey's answer names nobody, no moment, no order.

Of the browser only a digest is kept that leads to no answer; words are masked before they are kept (R-248, R-253).
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse
from motcua.core.vntext import clean_name, nfc
from motcua.feedback.masking import masked
from motcua.outreach.asking import asked_of, mark_of, standing_on
from motcua.outreach.asking_rules import Asked, Said, points_of, why_not_answers
from motcua.outreach.models import AnsweredMark, ContestEntry, Questionnaire, SurveyAnswer
from motcua.outreach.terms import AnswerKind, AskingStanding, Purpose

# Read aloud and typed by hand: no letter or digit that looks like another.
_CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 12
_MOST_GUESS = 100_000_000
_NUMBER_TO_CALL = 8  # digits; a telephone number has no fewer


@transaction.atomic
def answer_survey(
    *, questionnaire_id: int, said: Mapping[str, Said], browser: str, actor: None, at: datetime
) -> SurveyAnswer:
    """Keep one answer; `browser` is the random number that the browser carries. Nobody is named.

    Refused: not_open, answers_wrong (data `wrong`: question to text), answered_already.
    """
    row = _open(questionnaire_id, Purpose.SURVEY, at)
    kept = _kept(asked_of(row), said)
    _use_up(row, browser)
    return SurveyAnswer.objects.create(questionnaire=row, said=kept)


@transaction.atomic
def enter_contest(
    *,
    questionnaire_id: int,
    said: Mapping[str, Said],
    alias: str,
    guess: int,
    browser: str,
    actor: None,
    at: datetime,
) -> tuple[ContestEntry, str]:
    """Enter under a name of one's choice; answers the entry and the code with which a prize is claimed.

    Refused: not_open, answers_wrong, alias_wrong, guess_wrong, answered_already.
    """
    row = _open(questionnaire_id, Purpose.CONTEST, at)
    name = _public_name(alias)
    if not 0 <= guess <= _MOST_GUESS:
        raise refuse("guess_wrong", "Số dự đoán không thể có. Hãy ghi lại.", field="guess")
    questions = asked_of(row)
    kept = _kept(questions, said)
    _use_up(row, browser)
    code = "".join(secrets.choice(_CODE_SIGNS) for _place in range(_CODE_LENGTH))
    entry = ContestEntry.objects.create(
        questionnaire=row,
        alias=name,
        said=kept,
        points=points_of(questions, kept),
        guess=guess,
        entered_at=at,
        claim=hashlib.sha256(code.encode()).hexdigest(),
    )
    return entry, "-".join(code[place : place + 4] for place in range(0, _CODE_LENGTH, 4))


def _public_name(alias: str) -> str:
    """A name that may stand on a public page."""
    name = clean_name(alias, 40, field="alias", what="Tên dự thi")
    # A nickname may look like a name of a person; a number to be called by may not stand on a public page.
    if _digits(masked(name).text) != _digits(name) or len(_digits(name)) >= _NUMBER_TO_CALL or "@" in name:
        raise refuse(
            "alias_wrong",
            "Tên dự thi được công bố, không ghi số điện thoại, số giấy tờ, thư điện tử. Hãy chọn tên khác.",
            field="alias",
        )
    return name


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _open(questionnaire_id: int, purpose: Purpose, at: datetime) -> Questionnaire:
    """The row is held: closing waits for the answer that is being kept."""
    found = Questionnaire.objects.filter(pk=questionnaire_id, purpose=purpose.value)
    row = found.select_for_update(no_key=True).first()
    if row is None or standing_on(row, local_day(at)) is not AskingStanding.OPEN:
        raise refuse("not_open", "Phiếu này hiện không nhận trả lời. Hãy xem thời gian mở ở trang danh sách.")
    return row


def _kept(questions: tuple[Asked, ...], said: Mapping[str, Said]) -> dict[str, Said]:
    given = {key: one for key, one in said.items() if one != ""}
    wrong = why_not_answers(questions, given)
    if wrong:
        raise refuse(
            "answers_wrong", "Có câu chưa trả lời hoặc trả lời chưa đúng. Hãy xem lại.", wrong=dict(wrong)
        )
    texts = {one.key for one in questions if one.kind is AnswerKind.TEXT}
    return {key: masked(nfc(str(one)).strip()).text if key in texts else one for key, one in given.items()}


def _use_up(row: Questionnaire, browser: str) -> None:
    """The key of the table lets one of two windows through."""
    try:
        with transaction.atomic():
            AnsweredMark(mark=mark_of(row, browser)).save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            refuse(
                "answered_already", "Máy này đã gửi trả lời. Mỗi máy gửi một lần; hãy đóng trang này."
            ).refusal
        ) from error
