"""Take what an official wrote down at somebody's home: received, nobody there or not done, each once (R-025)."""

from dataclasses import dataclass, replace
from datetime import datetime

from motcua.core.moments import local, local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.actions.attempts import attempt, named
from motcua.dossiers.actions.home_visits import nobody_there, refuse_home
from motcua.dossiers.actions.late_entry import type_in
from motcua.dossiers.actions.reception import Received, receive
from motcua.dossiers.actions.road_ends import end_visit
from motcua.dossiers.block_rules import LATE_ENTRY_AFTER, Due
from motcua.dossiers.counting import reception_moment
from motcua.dossiers.home.reading import approvals_of
from motcua.dossiers.home_rules import covered
from motcua.dossiers.home_terms import AT_THE_DOOR, RoadOutcome
from motcua.dossiers.late_entries import PaperReception
from motcua.dossiers.models import HomeRequest, RoadEntry
from motcua.dossiers.receptions import Reception
from motcua.dossiers.road_rules import Happened, why_not_key, why_not_moment
from motcua.dossiers.terms import Act, Channel
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person
from motcua.organisation.queries import desk_of


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing written down on the road: its key, when, at which request, and what.

    With a `reception` it was received (`number`, `due_written`: of the paper slip given there, `reason` why on
    paper); without one `reason` says why it is not done, or, with `nobody`, a note on nobody being there.
    """

    key: str
    happened: Happened
    request_id: int | None = None
    reception: Reception | None = None
    number: str = ""
    reason: str = ""
    due_written: Due | None = None
    nobody: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """The entry, whether it had been taken before, and what the official should look at."""

    entry: RoadEntry
    before: bool = False
    warnings: tuple[str, ...] = ()


def take_noted(*, noted: Noted, actor: Actor, at: datetime) -> Taken:
    """Take it, or say what became of it the first time it was sent.

    Raises Refused (nothing is kept, the device keeps it): key_wrong, received_in_future, paper_number_missing,
    home_not_approved, request_unknown, what a reception, a late entry or an act on the request is refused for.
    """
    subject = named(noted.reception.procedure) if noted.reception else "?"
    with attempt(Act.RECEIVE, subject, actor, at):
        refuse_if(why_not_key(noted.key))
        # One after the other for one official, so that the same thing sent twice at once waits for the first.
        Person.objects.select_for_update(no_key=True).get(pk=actor.person_id)
        known = RoadEntry.objects.filter(official_id=actor.person_id, key=noted.key).first()
        if known is not None:
            return Taken(known, before=True)
        request = _request(noted, actor)
        if noted.reception is None:
            return Taken(_not_done(noted, request, actor, at))
        refuse_if(why_not_moment(noted.happened.pressed_at, number=noted.number, now=at))
        reception = _at_home(noted, noted.reception, request, actor)
        take = _by_paper if noted.number else _at_once
        return take(noted, reception, request, actor, at)


def _request(noted: Noted, actor: Actor) -> HomeRequest | None:
    if noted.request_id is None:
        return None
    found = HomeRequest.objects.filter(pk=noted.request_id, unit_id=actor.unit_id).first()
    if found is None:
        raise refuse("request_unknown", "Không có yêu cầu này ở cơ quan. Hãy tải lại danh sách.")
    return found


def _at_home(noted: Noted, reception: Reception, request: HomeRequest | None, actor: Actor) -> Reception:
    """promises 3: at home counts at its true moment; who asked was approved when asking, others here."""
    moment = noted.happened
    day = local_day(moment.pressed_at)
    asked = request is not None and request.kind in AT_THE_DOOR
    if not asked and not covered(approvals_of(actor.unit_id), AT_THE_DOOR, reception.procedure, day):
        raise refuse(
            "home_not_approved",
            "Cơ quan chưa được phép tiếp nhận thủ tục này tại nhà vào ngày đó. Hãy hướng dẫn người dân đến quầy, nộp "
            "trực tuyến hoặc qua bưu chính.",
        )
    desk = desk_of(unit_id=actor.unit_id, on=day)
    counted = reception_moment(desk.moment_rule if desk else "", moment.opened_at, moment.pressed_at)
    return replace(
        reception, unit_id=actor.unit_id, channel=Channel.HOME, received_at=counted, opened_here=True
    )


def _at_once(
    noted: Noted, reception: Reception, request: HomeRequest | None, actor: Actor, at: datetime
) -> Taken:
    done: Received = receive(reception=reception, actor=actor, at=at)
    if done.dossier is None:
        assert done.intake is not None
        entry = _keep(noted, RoadOutcome.INCOMPLETE, request, actor, at, number=done.intake.number)
        return Taken(entry, warnings=done.warnings)
    entry = _keep(noted, RoadOutcome.RECEIVED, request, actor, at, dossier_id=done.dossier.pk)
    end_visit(request, done.dossier, actor=actor, at=at)
    return Taken(entry, warnings=done.warnings)


def _by_paper(
    noted: Noted, reception: Reception, request: HomeRequest | None, actor: Actor, at: datetime
) -> Taken:
    """A paper slip was given: its number binds, a second person compares and confirms (docs/adr/0016)."""
    paper = PaperReception(
        noted.number, replace(reception, opened_here=False), noted.reason, noted.due_written, actor.person_id
    )
    waiting = type_in(paper=paper, actor=actor, at=at)
    return Taken(_keep(noted, RoadOutcome.WAITING, request, actor, at, number=waiting.number.code))


def _not_done(noted: Noted, request: HomeRequest | None, actor: Actor, at: datetime) -> RoadEntry:
    if request is None:
        raise refuse("request_unknown", "Chỉ ghi được cho một yêu cầu đã hẹn. Hãy mở lại yêu cầu.")
    when = noted.happened.pressed_at
    there = f" (tại nhà lúc {local(when):%H:%M ngày %d/%m/%Y})" if at - when > LATE_ENTRY_AFTER else ""
    said = noted.reason.strip()
    if noted.nobody:
        nobody_there(request_id=request.pk, actor=actor, at=at, note=f"{said}{there}".strip())
        return _keep(noted, RoadOutcome.NOBODY_THERE, request, actor, at)
    refuse_home(request_id=request.pk, reason=f"{said}{there}" if said else "", actor=actor, at=at)
    return _keep(noted, RoadOutcome.REFUSED, request, actor, at)


def _keep(
    noted: Noted,
    outcome: RoadOutcome,
    request: HomeRequest | None,
    actor: Actor,
    at: datetime,
    *,
    dossier_id: int | None = None,
    number: str = "",
) -> RoadEntry:
    reception = noted.reception
    return RoadEntry.objects.create(
        unit_id=actor.unit_id,
        official_id=actor.person_id,
        key=noted.key,
        outcome=outcome,
        request=request,
        procedure_id=reception.procedure if reception else None,
        happened_at=noted.happened.pressed_at,
        sent_at=at,
        clock_off=round(noted.happened.clock_off.total_seconds()),
        dossier_id=dossier_id,
        number=number,
    )
