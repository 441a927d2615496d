"""Receive at the desk, by post, at home: a dossier with its promise, or an intake that says what lacks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day, printed_minute
from motcua.core.refusals import refuse, refuse_if
from motcua.core.statements import table_of
from motcua.dossiers import codes, policies
from motcua.dossiers.actions.attempts import attempt, named
from motcua.dossiers.actions.hall_links import ticket_served, tie
from motcua.dossiers.actions.hand_sayings import originals_of
from motcua.dossiers.actions.intakes import (
    close_intake,
    completed_intake,
    open_intake,
    other_person_warnings,
)
from motcua.dossiers.actions.keeping import kept_data, write_kept
from motcua.dossiers.actions.moving import Said
from motcua.dossiers.actions.numbered import open_numbered
from motcua.dossiers.actions.preparing import Prepared, applicant_columns, papers_in_step, prepare
from motcua.dossiers.actions.visiting import add_wish, visit_to_add
from motcua.dossiers.actions.witnessing import signing_said
from motcua.dossiers.away_rules import why_not_postal
from motcua.dossiers.completeness import Handed, Missing
from motcua.dossiers.models import Dossier, HandedIn, Intake
from motcua.dossiers.promises import Promise
from motcua.dossiers.promising import promise_of
from motcua.dossiers.receptions import Reception
from motcua.dossiers.same_wish import warnings_of
from motcua.dossiers.terms import Act, Channel, Place, State
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from motcua.payments.terms import CollectionMoment
from motcua.procedures.models import Component


@dataclass(frozen=True, slots=True)
class Received:
    """What came of a reception: a dossier, or an intake with what lacks."""

    dossier: Dossier | None
    intake: Intake | None = None
    missing: tuple[Missing, ...] = ()
    warnings: tuple[str, ...] = ()


def receive(*, reception: Reception, actor: Actor, at: datetime) -> Received:
    """Receive a dossier (Mẫu 01), or open an intake that lists everything that lacks at once (Mẫu 02)."""
    more = reception.intake or reception.visit is not None or reception.originals
    with attempt(Act.RECEIVE, named(reception.procedure), actor, at, writes_once=not more):
        return _receive(reception, actor, at)


def _receive(reception: Reception, actor: Actor, at: datetime) -> Received:
    refuse_if(
        policies.why_not_in_unit(reception.unit_id, actor) or policies.why_not_by_role(Act.RECEIVE, actor)
    )
    prepared = prepare(reception, at=at)
    check_desk(prepared, actor)
    visit = visit_to_add(reception.visit, actor, at) if reception.visit is not None else None
    intake = completed_intake(prepared) if reception.intake else None
    if prepared.missing:
        with transaction.atomic():
            looked_at = open_intake(prepared, intake, actor=actor, at=at)
            if prepared.channel is Channel.DESK:
                tie(ticket_served(actor, at), looked_at, Act.RECEIVE, at)
            if visit is not None:
                add_wish(visit, looked_at, at)
        return Received(None, looked_at, prepared.missing)
    # promises 4: a dossier completed later counts from the moment of completeness, which is this reception.
    dossier, received, papers = drafted(prepared, actor, at, intake)
    label = codes.code_label(prepared.unit, prepared.rule_set, local_day(at))
    step, same = open_numbered(dossier, received, label, papers=papers)
    if kept := received.data.get("originals_kept"):
        write_kept(dossier, step, kept, actor)
    if intake is not None:
        another = reception.another_person
        close_intake(intake, dossier, actor=actor, at=at, another_person=another)
    if visit is not None:
        add_wish(visit, dossier, at)
    warnings = (
        *prepared.applicant.warnings,
        *other_person_warnings(intake, prepared),
        *warnings_of(dossier, same),
    )
    return Received(dossier, intake, warnings=warnings)


def drafted(
    prepared: Prepared, actor: Actor, at: datetime, intake: Intake | None = None
) -> tuple[Dossier, Said, list[HandedIn]]:
    """A complete reception as it will be written under its number: the dossier with its promise, act and papers."""
    reception = prepared.reception
    basis, rostered = prepared.ground.basis, prepared.signer_rostered
    promise = promise_of(reception, prepared.version, prepared.unit, basis, rostered)
    dossier = _new_dossier(prepared, promise, actor, at)
    dossier.intake = intake
    data = reception_data(prepared, promise) | _at_desk(dossier, reception, at)
    papers = handed_in(dossier, reception.components, prepared.asked)
    return dossier, Said(Act.RECEIVE, at, actor, _place(prepared.channel), data), papers


def _at_desk(dossier: Dossier, reception: Reception, at: datetime) -> dict[str, Any]:
    """Originals kept here, how somebody signed who cannot sign or read, signed before the official."""
    said = {"signing": reception.signing, "signed_in_front": reception.signed_in_front}
    data = signing_said(dossier, said, at)
    papers = originals_of(reception.originals)
    dossier.originals_kept = len(papers)
    return data | (kept_data(dossier, papers) if papers else {})


def check_desk(prepared: Prepared, actor: Actor) -> None:
    """R-054: who receives is posted to that desk that day; the public post only receives by post."""
    if prepared.desk.pk in actor.desks and actor.has(Role.RECEIVE):
        refuse_if(
            policies.why_not_assigned(Act.RECEIVE, prepared.desk.pk, prepared.version.procedure_id, actor)
        )
        return
    if actor.has(Role.POST) and prepared.channel is Channel.POST:
        refuse_if(why_not_postal(policies.ROLES_FOR[Act.RECEIVE], actor))
        return
    if actor.has(Role.RECEIVE):
        raise refuse(
            "not_posted",
            "Tiếp nhận phải do người được phân công tại Bộ phận Một cửa này trong ngày. "
            "Đề nghị lãnh đạo phân công hoặc nhờ đồng nghiệp đang trực.",
        )
    raise refuse(
        "post_channel_only",
        "Nhân viên bưu chính chỉ tiếp nhận hồ sơ qua bưu chính công ích. Hãy chọn lại hình thức nộp.",
    )


def _place(channel: Channel) -> Place:
    return Place.ONLINE if channel in {Channel.ONLINE, Channel.KIOSK} else Place.DESK


def promise_columns(promise: Promise) -> dict[str, Any]:
    """The promise as columns, without `due_original`, which is written once."""
    return {
        "due_at": promise.due_at,
        "due_strict": promise.due_strict,
        "due_reason": promise.reason,
        "due_rule": promise.rule,
        "due_source": promise.source,
        "ordinary_due_at": promise.ordinary_due_at,
        "provisional": promise.provisional,
        "explanation": list(promise.explanation),
    }


def base_dossier(prepared: Prepared) -> Dossier:
    """A dossier with everything but numbers, state and promise."""
    reception = prepared.reception
    received_at = printed_minute(reception.received_at)
    dossier: Dossier = table_of(Dossier).fresh(
        unit_id=prepared.unit.pk,
        one_stop_unit_id=prepared.desk.pk,
        procedure_id=prepared.version.procedure_id,
        version_id=prepared.version.pk,
        process_id=prepared.process.pk,
        rule_set_id=prepared.rule_set.pk,
        path=prepared.ground.path,
        channel=prepared.channel,
        return_channel=prepared.return_channel,
        items=list(prepared.items),
        submitted_at=received_at,
        received_at=received_at,
        off_hours_reason=prepared.off_hours_reason,
        at_once=reception.at_once,
        by_wish=reception.ordinary,
        secret=codes.new_secret(),
        **applicant_columns(prepared),
    )
    dossier._state.fields_cache.update(
        unit=prepared.unit,
        one_stop_unit=prepared.desk,
        version=prepared.version,
        process=prepared.process,
        rule_set=prepared.rule_set,
    )
    return dossier


def _new_dossier(prepared: Prepared, promise: Promise, actor: Actor, at: datetime) -> Dossier:
    dossier = base_dossier(prepared)
    for name, value in promise_columns(promise).items():
        setattr(dossier, name, value)
    dossier.due_original = promise.due_at
    dossier.accepted_at = at
    dossier.received_by_id = actor.person_id
    dossier.state, dossier.state_since = State.RECEIVED, at
    return dossier


def reception_data(prepared: Prepared, promise: Promise | None) -> dict[str, Any]:
    """What a reception's step keeps: the papers and the promise as it was given."""
    reception = prepared.reception
    data: dict[str, Any] = {
        "handed_in": papers_in_step(reception.components, prepared.asked),
        "conditions": list(reception.conditions),
    }
    if promise is not None:
        data["promise"] = promise_as_given(promise)
    if reception.fee_moment != CollectionMoment.RECEIVE:
        data["fee_moment"] = _fee_moment(reception.fee_moment)
    if reception.prolong:
        until = reception.prolong_until
        data["prolong"] = {"ground": reception.prolong, "until": until.isoformat() if until else None}
    return data


def _fee_moment(given: str) -> str:
    """When the fee is paid; said only where it is not at once."""
    if given != CollectionMoment.RETURN:
        raise refuse(
            "fee_moment_unknown",
            "Phí thu khi tiếp nhận hoặc khi trả kết quả. Hãy chọn lại lúc thu.",
            field="fee_moment",
        )
    return CollectionMoment.RETURN.value


def promise_as_given(promise: Promise) -> dict[str, Any]:
    """The promise as its step keeps it: the slip printed again says the same."""
    return {
        "due_at": promise.due_at.isoformat(),
        "strict": promise.due_strict,
        "reason": promise.reason,
        "rule": promise.rule,
        "explanation": list(promise.explanation),
        "provisional": promise.provisional,
    }


def keep_handed_in(
    dossier: Dossier, papers: tuple[Handed, ...], asked: tuple[Component, ...], *, round_number: int = 0
) -> None:
    """Keep the papers of one round; what an earlier round brought stays (both versions kept)."""
    HandedIn.objects.bulk_create(handed_in(dossier, papers, asked, round_number=round_number))


def handed_in(
    dossier: Dossier, papers: tuple[Handed, ...], asked: tuple[Component, ...], *, round_number: int = 0
) -> list[HandedIn]:
    """The papers of one round as they are kept, each under the name it was received by."""
    named = {component.key: component for component in asked}
    kept = [(position, paper) for position, paper in enumerate(papers) if paper.anything]
    return [_paper(dossier, paper, named[paper.key], round_number, position) for position, paper in kept]


def _paper(
    dossier: Dossier, paper: Handed, component: Component, round_number: int, position: int
) -> HandedIn:
    row: HandedIn = table_of(HandedIn).fresh(
        dossier_id=dossier.pk,
        round=round_number,
        position=position,
        key=paper.key,
        name=component.name,
        original=paper.original,
        copies=paper.copies,
        presented=component.mode == "present",
    )
    row._state.fields_cache["dossier"] = dossier
    return row
