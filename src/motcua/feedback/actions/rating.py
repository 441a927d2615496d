"""What does a rating write? What was said of the desk in a month, and of the slip only that it was used (R-289).

The two rows share nothing by which they could be laid together: no key, no moment, no order. Whoever holds the whole
database file could still compare its inner transaction numbers until the tables are written anew (a restore does it).
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.dossiers.rating_codes import RatedSlip, read_code, slip_of
from motcua.feedback.masking import masked
from motcua.feedback.models import Rating, RatingSlip
from motcua.feedback.queries import mark_of, occasion_of
from motcua.feedback.rules import MOST_WORDS, RATED_ALREADY, UNKNOWN, rating_rule
from motcua.feedback.terms import Item, Mark


def rate(
    *, code: str, satisfaction: int, marks: Mapping[Item, Mark], words: str, actor: None, at: datetime
) -> Rating:
    """Say it once; personal data in the words is masked before it is kept. Nobody is named: whoever holds the slip.

    Raises Refused: rating_code_unknown, rating_code_over, rated_already, satisfaction_wrong, words_too_long.
    """
    slip = slip_of(read_code(code))
    if slip is None:
        raise Refused(UNKNOWN)
    refuse_if(rating_rule().why_not(slip.at, at))
    _check(satisfaction, words)
    with transaction.atomic():
        _use_up(slip)
        return _kept(slip, satisfaction, marks, words, at)


def _use_up(slip: RatedSlip) -> None:
    """The key of the table lets one of two phones through."""
    try:
        with transaction.atomic():
            RatingSlip(mark=mark_of(slip.code)).save(force_insert=True)
    except IntegrityError as error:
        raise Refused(RATED_ALREADY) from error


def _check(satisfaction: int, words: str) -> None:
    if satisfaction not in range(1, 6):
        raise refuse("satisfaction_wrong", "Hãy chọn một trong năm mức hài lòng.", field="satisfaction")
    if len(words) > MOST_WORDS:
        raise refuse("words_too_long", f"Nhiều nhất {MOST_WORDS} ký tự. Hãy viết ngắn hơn.", field="words")


def _kept(slip: RatedSlip, satisfaction: int, marks: Mapping[Item, Mark], words: str, at: datetime) -> Rating:
    said = masked(words.strip())
    return Rating.objects.create(
        unit_id=slip.unit_id,
        desk_id=slip.desk_id,
        procedure_id=slip.procedure_code,
        month=local_day(at).replace(day=1),
        occasion=occasion_of(slip.act),
        satisfaction=satisfaction,
        words=said.text[:MOST_WORDS],
        masked=bool(said.found),
        demo=slip.demo,
        **{item.value: int(mark) for item, mark in marks.items()},
    )
