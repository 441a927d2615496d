"""Receive a list at once: each reception judged by the rules of one, all written together, numbers in a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused, refuse, refuse_if
from motcua.dossiers import codes, policies
from motcua.dossiers.actions.attempts import keep_refused, named
from motcua.dossiers.actions.hall_links import ticket_served, tie
from motcua.dossiers.actions.opening_many import New, open_many
from motcua.dossiers.actions.preparing import Standing, prepare
from motcua.dossiers.actions.reception import check_desk, drafted
from motcua.dossiers.models import Dossier
from motcua.dossiers.receptions import Reception
from motcua.dossiers.same_wish import same_wish_warnings_of
from motcua.dossiers.terms import Act, Channel
from motcua.organisation.actors import Actor
from motcua.organisation.queries import rostered_and_stamp

LIST_LIMIT = 200


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """What came of one reception of the list: a dossier with what the clerk is warned of, or why not."""

    dossier: Dossier | None = None
    refusal: Refusal | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Judged:
    new: New
    warnings: tuple[str, ...]


def receive_many(*, receptions: Sequence[Reception], actor: Actor, at: datetime) -> list[ReceivedLine]:
    """Receive every complete reception of the list as a dossier of its own, answered in the order of the list.

    One that is refused stops no other and draws no number. What needs more than the dossier (papers that lack,
    an intake, a visit, originals kept) is refused with the way to receive it alone. All that are received are
    written in one transaction. Raises Refused for the whole list: list_empty, list_too_long, no_role.
    """
    if not receptions:
        raise refuse("list_empty", "Danh sách chưa có hồ sơ nào. Hãy ghi hồ sơ rồi làm lại.")
    if len(receptions) > LIST_LIMIT:
        raise refuse("list_too_long", f"Nhiều nhất {LIST_LIMIT} hồ sơ một lần. Hãy chia nhỏ danh sách.")
    if refusal := policies.why_not_by_role(Act.RECEIVE, actor):
        keep_refused(Act.RECEIVE, named(receptions[0].procedure), actor, at, refusal.code)
        raise Refused(refusal)
    with transaction.atomic():
        judged = _judged(receptions, actor, at)
        dossiers = [one.new.dossier for one in judged if isinstance(one, _Judged)]
        open_many([one.new for one in judged if isinstance(one, _Judged)])
        _tie(dossiers, actor, at)
        warned = same_wish_warnings_of(dossiers, at)
    return [
        _answered(reception, one, warned, actor, at)
        for reception, one in zip(receptions, judged, strict=True)
    ]


def _answered(
    reception: Reception,
    one: _Judged | Refusal,
    warned: Mapping[int, tuple[str, ...]],
    actor: Actor,
    at: datetime,
) -> ReceivedLine:
    """A refused one is kept as the single act keeps it."""
    if isinstance(one, _Judged):
        dossier = one.new.dossier
        return ReceivedLine(dossier, warnings=one.warnings + warned.get(dossier.pk, ()))
    keep_refused(Act.RECEIVE, named(reception.procedure), actor, at, one.code)
    return ReceivedLine(refusal=one)


def _judged(receptions: Sequence[Reception], actor: Actor, at: datetime) -> list[_Judged | Refusal]:
    """Each by the rules of the single reception; the roster and the catalogue's stamp are read once a day."""
    standing: dict[tuple[str, date], Standing] = {}
    found: list[_Judged | Refusal] = []
    for reception in receptions:
        try:
            refuse_if(policies.why_not_in_unit(reception.unit_id, actor))
            key = (reception.unit_id, local_day(reception.received_at))
            if key not in standing:
                standing[key] = rostered_and_stamp(unit_id=key[0], moment=reception.received_at)
            found.append(_one(reception, actor, at, standing[key]))
        except Refused as refused:
            found.append(refused.refusal)
    return found


def _one(reception: Reception, actor: Actor, at: datetime, standing: Standing) -> _Judged:
    if reception.intake or reception.visit is not None or reception.originals:
        raise refuse(
            "receive_alone",
            "Hồ sơ này có phiếu yêu cầu bổ sung, lượt giao dịch hoặc bản chính giữ lại. Hãy tiếp nhận riêng hồ sơ này.",
        )
    prepared = prepare(reception, at=at, standing=standing)
    check_desk(prepared, actor)
    if prepared.missing:
        names = "; ".join(lack.name for lack in prepared.missing)
        raise refuse(
            "incomplete", f"Còn thiếu: {names}. Hãy nhận riêng hồ sơ này để lập phiếu yêu cầu bổ sung."
        )
    dossier, received, papers = drafted(prepared, actor, at)
    label = codes.code_label(prepared.unit, prepared.rule_set, local_day(at))
    return _Judged(New(dossier, received, label, papers), prepared.applicant.warnings)


def _tie(dossiers: Sequence[Dossier], actor: Actor, at: datetime) -> None:
    """What is received at the desk belongs to the ticket that the official's counter serves."""
    if ticket := ticket_served(actor, at) if dossiers else None:
        for dossier in dossiers:
            if dossier.channel == Channel.DESK:
                tie(ticket, dossier, Act.RECEIVE, at)
