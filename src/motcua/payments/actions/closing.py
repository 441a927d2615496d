"""Close an official's day: what was there, came, went and was counted; a closed day takes no more entries."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.core.chain import GENESIS, link
from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.payments import policies
from motcua.payments.actions.writing import locked_chain
from motcua.payments.models import DayClosing
from motcua.payments.queries import DayMoney, closing_of, day_money, first_open_day, last_closed_day
from motcua.payments.records import content_of

MOST = 10**12  # đồng


@dataclass(frozen=True, slots=True)
class Count:
    """What the official counted in the drawer and handed to the treasurer, in đồng; why it differs."""

    counted: int
    handed_over: int = 0
    reason: str = ""


@transaction.atomic
def close_day(*, day: date, count: Count, actor: Actor, at: datetime) -> DayClosing:
    """Close the actor's own day.

    Raises Refused: no_role, not_posted, day_closed, day_in_future, earlier_day_open, count_wrong,
    difference_reason_missing, handed_over_too_much.
    """
    refuse_if(policies.why_not_collect(actor))
    chain = locked_chain(actor.unit_id)
    _check_day(day, actor, at)
    money = day_money(actor.unit_id, actor.person_id, day)
    closing = DayClosing(
        unit_id=actor.unit_id,
        official_id=actor.person_id,
        official_name=actor.name,
        day=day,
        opening=money.opening,
        cash_in=money.cash_in,
        cash_out=money.cash_out,
        transfer_in=money.transfer_in,
        transfer_out=money.transfer_out,
        expected=money.expected,
        counted=count.counted,
        difference=count.counted - money.expected,
        reason=_reason(count, money),
        handed_over=count.handed_over,
        entries=money.entries,
        ledger_head=chain.head,
        closed_at=at,
    )
    last = DayClosing.objects.filter(unit_id=actor.unit_id).order_by("-id").first()
    closing.previous = last.hash if last else GENESIS
    closing.hash = link(closing.previous, content_of(closing))
    closing.save(force_insert=True)
    return closing


def _check_day(day: date, actor: Actor, at: datetime) -> None:
    last = last_closed_day(actor.unit_id, actor.person_id)
    closed = closing_of(actor.unit_id, actor.person_id, day) is not None or (last is not None and day < last)
    refuse_if(
        policies.why_not_on_day(
            day,
            closed=closed,
            earlier_open=first_open_day(actor.unit_id, actor.person_id, day),
            today=local_day(at),
            closing=True,
        )
    )


def _reason(count: Count, money: DayMoney) -> str:
    if not (0 <= count.counted <= MOST and 0 <= count.handed_over <= MOST):
        raise refuse("count_wrong", "Số tiền phải từ 0 đồng trở lên. Hãy nhập lại.", field="counted")
    if count.handed_over > count.counted:
        raise refuse(
            "handed_over_too_much", "Số nộp quỹ lớn hơn số kiểm đếm. Hãy nhập lại.", field="handed_over"
        )
    reason = clean_line(count.reason, 500, field="reason", what="Lý do chênh lệch")
    if count.counted != money.expected and not reason:
        raise refuse(
            "difference_reason_missing",
            "Số kiểm đếm khác số trên sổ. Hãy kiểm lại, hoặc ghi lý do chênh lệch.",
            field="reason",
            expected=money.expected,
            difference=count.counted - money.expected,
        )
    return reason
