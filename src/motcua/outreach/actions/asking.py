"""Draft a survey or contest, add and drop its questions, publish it, close it before its last day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line, fold, needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.outreach import policies
from motcua.outreach.asking import asked_of, standing_on
from motcua.outreach.asking_rules import Asked, why_not_asked
from motcua.outreach.models import AskedQuestion, Event, Questionnaire
from motcua.outreach.terms import AskingStanding, Purpose
from motcua.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Drafted:
    """A survey or contest before its questions; `closes_on` is the last day."""

    purpose: Purpose
    title: str
    intro: str
    opens_on: date
    closes_on: date
    event: Event | None = None
    programme: Programme | None = None


@transaction.atomic
def draft_questionnaire(*, drafted: Drafted, actor: Actor, at: datetime) -> Questionnaire:
    """Begin it for the actor's unit (R-248, R-253). Refused: no_role, title_missing, period_wrong, period_past."""
    refuse_if(policies.why_not_keep(actor, within=True))
    if drafted.closes_on < drafted.opens_on:
        raise refuse("period_wrong", "Ngày cuối trước ngày đầu. Hãy sửa lại ngày.", field="closes_on")
    if drafted.closes_on < local_day(at):
        raise refuse("period_past", "Ngày cuối đã qua. Hãy chọn ngày sắp tới.", field="closes_on")
    title = needed_line(drafted.title, 300, field="title", what="Tên")
    intro = clean_line(drafted.intro, 1000, field="intro", what="Lời giới thiệu")
    row = Questionnaire.objects.create(
        purpose=drafted.purpose.value,
        title=title,
        intro=intro,
        opens_on=drafted.opens_on,
        closes_on=drafted.closes_on,
        event=drafted.event,
        programme=drafted.programme,
        search_fold=fold(f"{title} {intro}"),
        **said_by(actor, at),
    )
    note(actor, at, "draft_questionnaire", f"questionnaire:{row.pk}", {"purpose": drafted.purpose.value})
    return row


@transaction.atomic
def add_question(*, questionnaire_id: int, question: Asked, actor: Actor, at: datetime) -> AskedQuestion:
    """Add a question at the end of a draft; its key is not used.

    Refused: no_role, other_unit, published_already, text_missing, choices_wrong, right_missing, points_wrong,
    contest_needs_choices, choices_unused, too_many_questions. Raises Questionnaire.DoesNotExist.
    """
    row = _draft(questionnaire_id, actor)
    text = needed_line(question.text, 500, field="text", what="Câu hỏi")
    lines = (clean_line(one, 200, field="choices", what="Phương án") for one in question.choices)
    choices = tuple(one for one in lines if one)
    asked = Asked("", question.kind, text, choices, question.required, question.right, question.points)
    already = list(row.questions.all())
    refuse_if(why_not_asked(Purpose(row.purpose), asked, already=len(already)))
    contest = row.purpose == Purpose.CONTEST
    note(actor, at, "add_question", f"questionnaire:{row.pk}", {"text": text[:80]})
    return AskedQuestion.objects.create(
        questionnaire=row,
        position=max((one.position for one in already), default=0) + 1,
        kind=asked.kind.value,
        text=text,
        choices=list(choices),
        required=asked.required or contest,
        right=asked.right if contest else None,
        points=asked.points if contest else 0,
    )


@transaction.atomic
def drop_question(*, question_id: int, actor: Actor, at: datetime) -> None:
    """Take a question out of a draft. Refused: no_role, other_unit, published_already."""
    question = AskedQuestion.objects.get(pk=question_id)
    row = _draft(question.questionnaire_id, actor)
    note(actor, at, "drop_question", f"questionnaire:{row.pk}", {"text": question.text[:80]})
    question.delete()


@transaction.atomic
def publish_questionnaire(*, questionnaire_id: int, actor: Actor, at: datetime) -> Questionnaire:
    """Publish it; from then on its questions stay. Refused: no_role, other_unit, no_questions, period_past."""
    row = _draft(questionnaire_id, actor)
    if not asked_of(row):
        raise refuse("no_questions", "Chưa có câu hỏi nào. Hãy thêm ít nhất một câu.")
    if row.closes_on < local_day(at):
        raise refuse("period_past", "Ngày cuối đã qua. Hãy lập phiếu mới với thời gian khác.")
    row.published_at = at
    row.save(update_fields=["published_at"])
    note(actor, at, "publish_questionnaire", f"questionnaire:{row.pk}")
    return row


@transaction.atomic
def close_questionnaire(*, questionnaire_id: int, actor: Actor, at: datetime) -> Questionnaire:
    """Take no more answers from now on. Refused: no_role, other_unit, not_open."""
    row = Questionnaire.objects.select_for_update().get(pk=questionnaire_id)
    refuse_if(policies.why_not_keep(actor, within=actor.unit_id == row.unit_id))
    if standing_on(row, local_day(at)) not in {AskingStanding.OPEN, AskingStanding.WAITING}:
        raise refuse("not_open", "Phiếu này không còn mở. Hãy tải lại trang.")
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    note(actor, at, "close_questionnaire", f"questionnaire:{row.pk}")
    return row


def _draft(questionnaire_id: int, actor: Actor) -> Questionnaire:
    """The draft, held until the act ends: what is published under one's hands is not changed."""
    row = Questionnaire.objects.select_for_update().get(pk=questionnaire_id)
    refuse_if(policies.why_not_keep(actor, within=actor.unit_id == row.unit_id))
    if row.published_at is not None:
        raise refuse("published_already", "Phiếu đã công bố, câu hỏi được giữ nguyên. Hãy lập phiếu mới.")
    return row
