"""How many bookings may one person hold? Few of one telephone or account, some of one address a day (peers §2.3)."""

from datetime import datetime

from django.db import connection
from django.db.models import Q

from motcua.core.moments import local_day, start_of
from motcua.core.refusals import refuse
from motcua.queueing.appointment_rules import BookingRule
from motcua.queueing.appointment_tables import Appointment, WaitingWish
from motcua.queueing.appointment_terms import WISH_OPEN, AppointmentState


def refuse_hoarding(
    *, rule: BookingRule, phone: str, account_id: int | None, source: str, trusted: bool, at: datetime
) -> None:
    """Counted under a lock of the telephone, so that ten requests at once count as ten; staff is not limited.

    What somebody holds at other desks counts too; how many are allowed is `rule`, of the desk that is asked.

    Refused: too_many_bookings, too_many_from_here.
    """
    _alone(f"booking|{phone}")
    if trusted:
        return
    if account_id is not None:
        _alone(f"booking|account|{account_id}")
    if _open_of(Q(phone=phone), at) >= rule.most_open or (
        account_id is not None and _open_of(Q(account_id=account_id), at) >= rule.most_open
    ):
        raise refuse(
            "too_many_bookings",
            f"Mỗi người chỉ giữ {rule.most_open} lịch hẹn hoặc lượt chờ cùng lúc. "
            "Hãy hủy bớt, hoặc gọi Bộ phận Một cửa.",
            field="phone",
        )
    if source and _of_today(source, at) >= rule.most_of_address:
        raise refuse(
            "too_many_from_here",
            "Hôm nay đã có quá nhiều lượt đặt từ kết nối mạng này. Hãy gọi hoặc đến Bộ phận Một cửa để đặt.",
        )


def _alone(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _open_of(whose: Q, at: datetime) -> int:
    booked = Appointment.objects.filter(whose, state=AppointmentState.BOOKED, slot_to__gt=at)
    wished = WaitingWish.objects.filter(
        whose, state__in=[state.value for state in WISH_OPEN], last_day__gte=local_day(at)
    )
    return booked.count() + wished.count()


def _of_today(source: str, at: datetime) -> int:
    begins = start_of(local_day(at))
    booked = Appointment.objects.filter(source_key=source, booked_at__gte=begins)
    return booked.count() + WaitingWish.objects.filter(source_key=source, asked_at__gte=begins).count()
