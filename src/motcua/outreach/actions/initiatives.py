"""Propose an initiative, say how far it is and what it brought, take over another's model (R-242)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line, clean_name, fold, needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.outreach import policies
from motcua.outreach.models import Adoption, Event, Initiative, InitiativeStep, Questionnaire
from motcua.outreach.terms import InitiativeState
from motcua.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed; `event` where it was collected, `survey` whose result it rests on."""

    author: str
    title: str
    description: str
    event: Event | None = None
    survey: Questionnaire | None = None
    programme: Programme | None = None


@transaction.atomic
def propose_initiative(*, proposed: Proposed, actor: Actor, at: datetime) -> Initiative:
    """Write it down for the actor's unit (R-242, R-243, R-248).

    Refused: no_role, author_missing, title_missing, description_missing, text_too_long.
    """
    refuse_if(policies.why_not_propose(actor))
    title = needed_line(proposed.title, 300, field="title", what="Tên sáng kiến")
    author = clean_name(proposed.author, field="author", what="Tác giả")
    words = needed_line(proposed.description, 2000, field="description", what="Nội dung")
    row = Initiative.objects.create(
        title=title,
        author=author,
        description=words,
        event=proposed.event,
        survey=proposed.survey,
        programme=proposed.programme,
        search_fold=fold(f"{title} {author} {words}"),
        **said_by(actor, at),
    )
    _step(row, InitiativeState.PROPOSED, "", model=False, evidence="", actor=actor, at=at)
    note(actor, at, "propose_initiative", f"initiative:{row.pk}")
    return row


@transaction.atomic
def follow_initiative(
    *,
    initiative_id: int,
    reached: InitiativeState,
    result: str,
    model: bool,
    evidence: str,
    actor: Actor,
    at: datetime,
) -> InitiativeStep:
    """Say how far it is; applied and dropped need a result, and only what is applied can be a model.

    Refused: no_role, other_unit, result_missing, model_not_applied. Raises Initiative.DoesNotExist.
    """
    row = Initiative.objects.get(pk=initiative_id)
    refuse_if(policies.why_not_keep(actor, within=actor.unit_id == row.unit_id))
    words = clean_line(result, 2000, field="result", what="Kết quả")
    if reached in {InitiativeState.APPLIED, InitiativeState.DROPPED} and not words:
        raise refuse("result_missing", "Chưa ghi kết quả. Hãy ghi kết quả hoặc lý do.", field="result")
    if model and reached is not InitiativeState.APPLIED:
        raise refuse(
            "model_not_applied", "Chỉ đề nghị nhân rộng mô hình đang áp dụng. Hãy bỏ dấu chọn.", field="model"
        )
    proof = clean_line(evidence, 500, field="evidence", what="Minh chứng")
    note(actor, at, "follow_initiative", f"initiative:{row.pk}", {"reached": reached.value, "model": model})
    return _step(row, reached, words, model=model, evidence=proof, actor=actor, at=at)


@transaction.atomic
def adopt_initiative(*, initiative_id: int, since: date, result: str, actor: Actor, at: datetime) -> Adoption:
    """The actor's unit takes a model over, once (nhân rộng).

    Refused: no_role, own_initiative, not_model, day_in_future, adopted_already. Raises Initiative.DoesNotExist.
    """
    row = Initiative.objects.select_for_update().get(pk=initiative_id)
    last = row.steps.order_by("-pk").first()
    refuse_if(
        policies.why_not_adopt(
            actor, owner=row.unit_id, model=bool(last and last.model), since=since, today=local_day(at)
        )
    )
    if row.adoptions.filter(adopter_id=actor.unit_id).exists():
        raise refuse("adopted_already", "Cơ quan đã ghi nhân rộng sáng kiến này. Hãy tải lại trang.")
    words = clean_line(result, 1000, field="result", what="Kết quả")
    note(actor, at, "adopt_initiative", f"initiative:{row.pk}", {"since": str(since)})
    said = said_by(actor, at)
    return Adoption.objects.create(
        initiative=row, adopter_id=actor.unit_id, since=since, result=words, **said
    )


def _step(
    row: Initiative,
    reached: InitiativeState,
    result: str,
    *,
    model: bool,
    evidence: str,
    actor: Actor,
    at: datetime,
) -> InitiativeStep:
    said = said_by(actor, at)
    return InitiativeStep.objects.create(
        initiative=row, reached=reached.value, result=result, model=model, evidence=evidence, **said
    )
