"""Call for help at a desk, and answer by name (nút báo khẩn). No rule asks who may: everybody of the unit."""

from datetime import datetime

from django.db import transaction

from motcua.core.moments import local, local_day
from motcua.core.refusals import refuse
from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit
from motcua.organisation.queries import desk_of
from motcua.queueing.lines import still_open
from motcua.queueing.models import CounterDuty, EmergencyCall


@transaction.atomic
def call_for_help(*, actor: Actor, at: datetime) -> EmergencyCall:
    """Others of the desk and the head see it at once; pressed again while it is open, it is the same call.

    Raises Refused: no_desk.
    """
    desk = desk_of(unit_id=actor.unit_id, on=local_day(at))
    if desk is None:
        raise refuse("no_desk", "Cơ quan này chưa có Bộ phận Một cửa hôm nay. Hãy gọi điện cho lãnh đạo.")
    OneStopUnit.objects.select_for_update().get(pk=desk.pk)
    open_call = EmergencyCall.objects.filter(caller_id=actor.person_id, answered_at__isnull=True).first()
    if open_call is not None:
        return open_call
    duty = CounterDuty.objects.filter(still_open(at), official_id=actor.person_id).first()
    here = duty.counter_id if duty and duty.counter.one_stop_unit_id == desk.pk else None
    return EmergencyCall.objects.create(
        desk=desk, counter_id=here, at=at, caller_id=actor.person_id, caller_name=actor.name
    )


@transaction.atomic
def answer_call(*, call_id: int, actor: Actor, at: datetime) -> EmergencyCall:
    """Whoever answers goes there; the caller may also say that it is over.

    Raises Refused: emergency_unknown, emergency_answered.
    """
    mine = EmergencyCall.objects.select_for_update().filter(pk=call_id, desk__unit_id=actor.unit_id)
    call = mine.first()
    if call is None:
        raise refuse("emergency_unknown", "Không có lời báo khẩn này tại cơ quan. Hãy tải lại trang.")
    if call.answered_at is not None:
        raise refuse(
            "emergency_answered",
            f"{call.answered_name} đã nhận lúc {local(call.answered_at):%H:%M}. Hãy đến giúp nếu ở gần đó.",
        )
    call.answered_at, call.answered_by_id, call.answered_name = max(at, call.at), actor.person_id, actor.name
    call.save(update_fields=["answered_at", "answered_by", "answered_name"])
    return call
