"""The hand-written minimum most Django projects have: lock the row, set it, insert what happened, commit.

No policy, no hash, no composed reading: the same tables and columns as the product writes, nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.authority.seal_tables import Imprint, Seal
from motcua.cli.bench.flow_seal import imprint_of, seal_like
from motcua.core.models import NumberCounter, OutboxMessage
from motcua.dossiers.models import Dossier, HandedIn, Step

_SCOPE = "bench|orm"
_SEAL = 9002  # the number of its own seal


@dataclass(frozen=True, slots=True)
class Sample:
    """A dossier that went through the five acts, whose rows are written again."""

    model: Dossier
    steps: list[Step]
    told: list[OutboxMessage]
    papers: list[HandedIn]
    imprint: Imprint
    at: datetime

    def write(self, place: int, pk: int) -> int:
        """The rows of one of the five acts, in the caller's transaction; gives the dossier's id."""
        step, message = self.steps[place], self.told[place]
        if place == 0:
            return _receive(self.model, step, message, self.papers)
        _move(pk, self, step, message)
        return pk


def sample_of(code: str, at: datetime) -> Sample:
    """The dossier of that code with everything that hangs on it."""
    NumberCounter.objects.get_or_create(scope=_SCOPE)
    model = Dossier.objects.get(code=code)
    steps = list(Step.objects.filter(dossier=model).order_by("seq"))
    told = list(OutboxMessage.objects.filter(key=code).order_by("id")[: len(steps)])
    imprint = imprint_of(code)
    imprint.seal = seal_like(imprint.seal, _SEAL)
    return Sample(model, steps, told, list(HandedIn.objects.filter(dossier=model)), imprint, at)


def trips(code: str, at: datetime) -> Callable[[int], Callable[[], None]]:
    """For `rate`: dossiers as the one of that code, through the same five steps."""

    def make(_number: int) -> Callable[[], None]:
        sample = sample_of(code, at)

        def trip() -> None:
            pk = 0
            for place in range(len(sample.steps)):
                with transaction.atomic():
                    pk = sample.write(place, pk)

        return trip

    return make


def _receive(model: Dossier, step: Step, message: OutboxMessage, papers: list[HandedIn]) -> int:
    dossier = _copy(model)
    dossier.code = f"orm-{_next_number():06d}"
    dossier.state, dossier.step_count, dossier.ended_at = step.target, 1, None
    dossier.appraiser, dossier.approver, dossier.result_number = None, None, ""
    dossier.ready_at, dossier.returned_at, dossier.returned_to = None, None, ""
    dossier.save(force_insert=True)
    HandedIn.objects.bulk_create([_copy_of_paper(paper, dossier) for paper in papers])
    _tell(dossier, step, message)
    return int(dossier.pk)


def _move(pk: int, sample: Sample, step: Step, message: OutboxMessage) -> None:
    dossier = Dossier.objects.select_for_update().get(pk=pk)
    model, at = sample.model, sample.at
    changed = {"state": step.target, "state_since": at, "step_count": step.seq, "head_hash": step.hash}
    if step.act == "appraise":
        changed["appraiser_id"] = model.appraiser_id
    if step.act == "approve":
        changed |= {
            "approver_id": model.approver_id,
            "result_number": f"{_next_number('bench|orm|result')}/KQ-TTHC",
        }
    if step.act == "stamp":
        _seal(dossier, sample.imprint)
    if step.target == "ready":
        changed["ready_at"] = at
    if step.target == "returned":
        changed |= {"ended_at": at, "returned_at": at, "returned_to": model.returned_to}
    for name, value in changed.items():
        setattr(dossier, name, value)
    dossier.save(update_fields=[name.removesuffix("_id") for name in changed])
    _tell(dossier, step, message)


def _seal(dossier: Dossier, like: Imprint) -> None:
    seal = Seal.objects.select_for_update().get(pk=like.seal_id)
    seal.imprint_count += 1
    seal.imprint_number += 1
    seal.imprint_head = f"{seal.imprint_count:064d}"
    seal.save(update_fields=["imprint_count", "imprint_number", "imprint_head"])
    values = {field.attname: getattr(like, field.attname) for field in Imprint._meta.concrete_fields}
    values |= {"id": None, "seq": seal.imprint_count, "number": seal.imprint_number}
    Imprint.objects.create(**values | {"subject": dossier.code, "hash": seal.imprint_head})


def _next_number(scope: str = _SCOPE) -> int:
    counter, _ = NumberCounter.objects.select_for_update().get_or_create(scope=scope)
    counter.count += 1
    counter.save(update_fields=["count"])
    return counter.count


def _tell(dossier: Dossier, step: Step, message: OutboxMessage) -> None:
    Step.objects.create(
        dossier=dossier, seq=step.seq, act=step.act, source=step.source, target=step.target, at=step.at,
        actor_id=step.actor_id, actor_name=step.actor_name, unit_id=step.unit_id, place=step.place,
        data=step.data, facts_hash=step.facts_hash, previous=step.previous, hash=step.hash,
    )  # fmt: skip
    OutboxMessage.objects.create(
        topic=message.topic, key=message.key, payload=message.payload, created_at=message.created_at
    )


def _copy(model: Dossier) -> Dossier:
    values = {field.attname: getattr(model, field.attname) for field in model._meta.concrete_fields}
    return Dossier(**{name: value for name, value in values.items() if name not in {"id", "code"}})


def _copy_of_paper(paper: HandedIn, dossier: Dossier) -> HandedIn:
    return HandedIn(
        dossier=dossier, round=paper.round, position=paper.position, key=paper.key, name=paper.name,
        original=paper.original, copies=paper.copies, presented=paper.presented,
    )  # fmt: skip
