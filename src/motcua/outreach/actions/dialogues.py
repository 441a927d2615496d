"""Write down what was asked at a dialogue, and the answer of the unit that was asked (R-245)."""

from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import fold, needed_line
from motcua.feedback.masking import masked
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.noting import note
from motcua.organisation.queries import units_under
from motcua.organisation.stated import said_by
from motcua.outreach import policies
from motcua.outreach.models import DialogueAnswer, DialogueQuestion, Event
from motcua.outreach.terms import Asker


@transaction.atomic
def raise_question(
    *,
    event_id: int,
    asker: Asker,
    text: str,
    responsible: str,
    due_on: date,
    actor: Actor,
    at: datetime,
) -> DialogueQuestion:
    """Keep a question with who answers it and by when; personal data in it is masked first.

    Refused: no_role, other_unit, unit_unknown, due_past, text_missing, text_too_long. Raises Event.DoesNotExist.
    """
    event = Event.objects.get(pk=event_id)
    refuse_if(policies.why_not_keep(actor, within=event.lead_id in units_under([actor.unit_id])))
    refuse_if(policies.why_not_due(due_on, local_day(at)))
    words = masked(needed_line(text, 1000, field="text", what="Nội dung câu hỏi")).text
    unit = Unit.objects.filter(pk=responsible).first()
    if unit is None:
        raise refuse("unit_unknown", "Không có cơ quan này. Hãy chọn lại.", field="responsible")
    note(actor, at, "raise_question", f"event:{event_id}", {"responsible": unit.pk, "due": str(due_on)})
    return DialogueQuestion.objects.create(
        event=event,
        asker=asker.value,
        text=words,
        text_fold=fold(words),
        responsible=unit,
        due_on=due_on,
        **said_by(actor, at),
    )


@transaction.atomic
def answer_question(*, question_id: int, text: str, actor: Actor, at: datetime) -> DialogueAnswer:
    """Answer it; a later answer takes the place of the former, which stays.

    Refused: no_role, other_unit, text_missing, text_too_long. Raises DialogueQuestion.DoesNotExist.
    """
    question = DialogueQuestion.objects.get(pk=question_id)
    refuse_if(policies.why_not_answer(actor, responsible=question.responsible_id))
    words = needed_line(text, 2000, field="text", what="Nội dung trả lời")
    note(actor, at, "answer_question", f"question:{question_id}")
    return DialogueAnswer.objects.create(question=question, text=words, **said_by(actor, at))
