"""A request to come home: asked, scheduled, nobody there, finished with a dossier, refused, dropped (R-025)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.numbering import Label, next_label
from motcua.core.phones import check_phone
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line, clean_name, fold, needed_line
from motcua.dossiers.actions.sayings import needed_moment
from motcua.dossiers.codes import new_secret
from motcua.dossiers.home.reading import approvals_of
from motcua.dossiers.home_rules import (
    HOME_ROLES,
    HOME_TARGETS,
    VISITING,
    Window,
    why_not_ask,
    why_not_from_state,
    why_not_home_act,
    why_not_window,
)
from motcua.dossiers.home_terms import HOME_OPEN, HomeAct, HomeKind, HomeState
from motcua.dossiers.models import Dossier, HomeEvent, HomeRequest
from motcua.dossiers.terms import Act, Channel, ReturnChannel, State
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, Unit
from motcua.organisation.queries import actor_of
from motcua.procedures.models import Procedure

_MOST_OPEN = 3  # of one telephone number, so that a script fills no calendar


@transaction.atomic
def ask_home(
    *,
    unit: Unit,
    said: Mapping[str, Any],
    actor: Actor | None,
    at: datetime,
    account_id: int | None = None,
) -> HomeRequest:
    """`kind`, `procedure`, `name`, `phone`, `address`, `starts`, `ends`, `note`; by the person, or a clerk for them.

    Refused: home_not_approved, window_wrong, window_past, window_far, too_many_requests, and what is missing.
    """
    kind = _kind(said)
    procedure = _procedure(said)
    window = Window(needed_moment(said, "starts", "Giờ bắt đầu"), needed_moment(said, "ends", "Giờ kết thúc"))
    refuse_if(why_not_ask(approvals_of(unit.id), kind, procedure.code, window, now=at))
    name = clean_name(str(said.get("name") or ""), field="name", what="Họ tên")
    phone = check_phone(str(said.get("phone") or "")).number
    _few_waiting(unit, phone)
    request = HomeRequest(
        number=_number(unit, at),
        unit=unit,
        kind=kind,
        procedure=procedure,
        name=name,
        name_fold=fold(name),
        phone=phone,
        address=needed_line(str(said.get("address") or ""), 300, field="address", what="Địa chỉ"),
        account_id=account_id,
        wished_from=window.start,
        wished_to=window.end,
        note=clean_line(str(said.get("note") or ""), 500, field="note", what="Ghi chú"),
        secret=new_secret(),
        asked_at=at,
        state=HomeState.ASKED,
    )
    request.save(force_insert=True)
    _write(request, HomeAct.ASK, actor, at, {"kind": kind.value, "procedure": procedure.code})
    return request


def _kind(said: Mapping[str, Any]) -> HomeKind:
    try:
        return HomeKind(str(said.get("kind") or ""))
    except ValueError:
        raise refuse("kind_missing", "Hãy chọn việc cần làm tại nhà.", field="kind") from None


def _procedure(said: Mapping[str, Any]) -> Procedure:
    found = Procedure.objects.filter(code=str(said.get("procedure") or "")).first()
    if found is None:
        raise refuse("procedure_unknown", "Không có thủ tục này. Hãy chọn lại.", field="procedure")
    return found


def _few_waiting(unit: Unit, phone: str) -> None:
    open_states = [state.value for state in HOME_OPEN]
    if HomeRequest.objects.filter(unit=unit, phone=phone, state__in=open_states).count() >= _MOST_OPEN:
        raise refuse(
            "too_many_requests",
            f"Số điện thoại này đã có {_MOST_OPEN} yêu cầu đang chờ. Hãy chờ cơ quan hẹn, hoặc gọi Bộ phận Một cửa.",
            field="phone",
        )


def _number(unit: Unit, at: datetime) -> str:
    agency = unit.code_qcvn102 or unit.code_qd20 or unit.id.upper()
    prefix = f"{agency}-NHA-{local_day(at):%y%m%d}-"
    return next_label(Label(f"home|{prefix}", prefix, 3))


@transaction.atomic
def schedule_home(
    *,
    request_id: int,
    official: str,
    starts: datetime,
    ends: datetime,
    actor: Actor,
    at: datetime,
    note: str = "",
) -> HomeRequest:
    """Agree on a time and send an official (sign-in name) who receives or returns in the unit that day.

    Again for another time or official. Refused: official_unknown, official_busy, window_*, wrong_order, no_role.
    """
    request = _locked(request_id, actor, HomeAct.SCHEDULE)
    window = Window(starts, ends)
    refuse_if(why_not_window(window, now=at, starts="starts", ends="ends"))
    person = _official(official, request, window)
    before = request.state == HomeState.SCHEDULED
    changes = {"official": person, "visit_from": starts, "visit_to": ends, "state": HomeState.SCHEDULED}
    data = {
        "official": {"id": person.pk, "name": person.full_name},
        "starts": starts.isoformat(),
        "ends": ends.isoformat(),
        "again": before,
        "note": clean_line(note, 300, field="note", what="Ghi chú"),
    }
    return _move(request, HomeAct.SCHEDULE, actor, at, data, changes)


def _official(username: str, request: HomeRequest, window: Window) -> Person:
    person = Person.objects.filter(username=username, is_active=True).first()
    day = local_day(window.start)
    there = actor_of(person_id=person.pk, unit_id=request.unit_id, on=day) if person else None
    if person is None or there is None or not there.has(*VISITING):
        raise refuse(
            "official_unknown",
            "Người này không tiếp nhận, trả kết quả ở cơ quan trong ngày hẹn. Hãy chọn người khác.",
            field="official",
        )
    Person.objects.select_for_update().get(pk=person.pk)
    busy = HomeRequest.objects.filter(
        official=person, state=HomeState.SCHEDULED, visit_from__lt=window.end, visit_to__gt=window.start
    )
    if busy.exclude(pk=request.pk).exists():
        raise refuse(
            "official_busy",
            f"{person.full_name} đã có lượt đến nhà khác trong giờ này. Hãy chọn giờ khác hoặc người khác.",
            field="official",
        )
    return person


@transaction.atomic
def nobody_there(*, request_id: int, actor: Actor, at: datetime, note: str = "") -> HomeRequest:
    """The official came and met nobody: the request waits for a new time, and says how often that happened."""
    request = _locked(request_id, actor, HomeAct.NOBODY_THERE)
    if request.visit_from is None or at < request.visit_from:
        raise refuse("visit_ahead", "Chưa đến giờ hẹn. Hãy ghi sau khi đã đến nhà.")
    data = {
        "note": clean_line(note, 300, field="note", what="Ghi chú"),
        "visit": request.visit_from.isoformat(),
    }
    changes = {
        "state": HomeState.ASKED,
        "missed": request.missed + 1,
        "official": None,
        "visit_from": None,
        "visit_to": None,
    }
    return _move(request, HomeAct.NOBODY_THERE, actor, at, data, changes)


@transaction.atomic
def finish_home(*, request_id: int, code: str, actor: Actor, at: datetime) -> HomeRequest:
    """It ended as a normal dossier: received with channel home, or (return) handed over at home.

    Refused: dossier_unknown, not_at_home, procedure_differs, dossier_taken.
    """
    request = _locked(request_id, actor, HomeAct.FINISH)
    dossier = Dossier.objects.filter(code=code.strip().upper()[:60], unit_id=request.unit_id).first()
    if dossier is None:
        raise refuse("dossier_unknown", "Không có hồ sơ này tại cơ quan. Hãy xem lại mã hồ sơ.", field="code")
    if not _at_home(request, dossier):
        raise refuse(
            "not_at_home",
            "Hồ sơ này không tiếp nhận (hoặc không trả) tại nhà sau khi có yêu cầu. Hãy xem lại mã hồ sơ.",
            field="code",
        )
    if dossier.procedure_id != request.procedure_id:
        raise refuse("procedure_differs", "Hồ sơ này của thủ tục khác. Hãy xem lại mã hồ sơ.", field="code")
    taken = HomeRequest.objects.filter(dossier=dossier, state=HomeState.DONE)
    if request.kind != HomeKind.RETURN and taken.exclude(kind=HomeKind.RETURN).exists():
        raise refuse(
            "dossier_taken", "Hồ sơ này đã ghi cho yêu cầu khác. Hãy xem lại mã hồ sơ.", field="code"
        )
    return end_with(request, dossier, actor=actor, at=at)


def end_with(request: HomeRequest, dossier: Dossier, *, actor: Actor, at: datetime) -> HomeRequest:
    """The request, held and judged by the caller, ended with this dossier."""
    changes = {"state": HomeState.DONE, "dossier": dossier, "ended_at": at}
    return _move(request, HomeAct.FINISH, actor, at, {"code": str(dossier)}, changes)


def _at_home(request: HomeRequest, dossier: Dossier) -> bool:
    if request.kind != HomeKind.RETURN:
        return dossier.channel == Channel.HOME and dossier.received_at >= request.asked_at.replace(
            second=0, microsecond=0
        )
    handed = dossier.steps.filter(act=Act.RETURN_RESULT, data__channel=ReturnChannel.HOME.value)
    return dossier.state == State.RETURNED and handed.filter(at__gte=request.asked_at).exists()


@transaction.atomic
def refuse_home(*, request_id: int, reason: str, actor: Actor, at: datetime) -> HomeRequest:
    """It is not done, and why."""
    request = _locked(request_id, actor, HomeAct.REFUSE)
    why = needed_line(reason, 500, field="reason", what="Lý do")
    changes = {"state": HomeState.REFUSED, "reason": why, "ended_at": at}
    return _move(request, HomeAct.REFUSE, actor, at, {"reason": why}, changes)


@transaction.atomic
def drop_home(*, request_id: int, actor: Actor | None, at: datetime, note: str = "") -> HomeRequest:
    """The person needs it no more; said by themself or to a clerk."""
    request = _locked(request_id, actor, HomeAct.DROP)
    why = clean_line(note, 300, field="note", what="Ghi chú")
    changes = {"state": HomeState.DROPPED, "reason": why, "ended_at": at}
    return _move(request, HomeAct.DROP, actor, at, {"note": why}, changes)


def _locked(request_id: int, actor: Actor | None, act: HomeAct) -> HomeRequest:
    request = HomeRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
    if request is None:
        raise refuse("not_found", "Không có yêu cầu này. Hãy tải lại danh sách.")
    state = HomeState(request.state)
    if actor is None:
        refuse_if(why_not_from_state(act, state))
    else:
        refuse_if(why_not_home_act(act, state, request.unit_id, actor))
    return request


def _move(
    request: HomeRequest,
    act: HomeAct,
    actor: Actor | None,
    at: datetime,
    data: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> HomeRequest:
    for name, value in changes.items():
        setattr(request, name, value)
    request.save(update_fields=list(changes))
    _write(request, act, actor, at, data)
    return request


def _write(
    request: HomeRequest, act: HomeAct, actor: Actor | None, at: datetime, data: Mapping[str, Any]
) -> None:
    request.event_count += 1
    request.save(update_fields=["event_count"])
    HomeEvent.objects.create(
        request=request,
        seq=request.event_count,
        act=act,
        state=HOME_TARGETS[act],
        at=at,
        actor_id=actor.person_id if actor else None,
        actor_name=actor.name_for(*HOME_ROLES[act]) if actor else "",
        data=dict(data),
    )
