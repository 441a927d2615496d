"""What does somebody pay for a dossier from afar? Its fee, or what another agency asks."""

from collections.abc import Sequence

from django.db.models import Q

from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.charging import Wishes, charge_of, numbers_of, till_of, why_not_charged
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import WITHOUT_RESULT, Act, Channel, State
from motcua.organisation.models import Unit
from motcua.payments.asked import Asked, Line
from motcua.payments.fees import FeeLine
from motcua.payments.models import PaymentOrder
from motcua.payments.orders import unpaid_moments
from motcua.payments.terms import CollectionMoment, Purpose

NOTHING = Wishes()


def fee_asked(
    dossier: Dossier, unit: Unit, *, moment: str = CollectionMoment.RECEIVE, wishes: Wishes = NOTHING
) -> Asked:
    """The fee of the desk, by the amounts of the day of reception; without wishes what is certain to be owed.

    Raises Refused: dossier_over, lines_needed, moment_unknown, and those of `charge_of`.
    """
    refuse_if(why_not_charged(dossier))
    if moment not in {word.value for word in CollectionMoment}:
        raise refuse("moment_unknown", "Lúc thu không có trong danh sách. Hãy chọn lại.", field="moment")
    lines = _lines(dossier, unit, wishes)
    if not lines:
        raise refuse(
            "lines_needed",
            "Khoản phải nộp của hồ sơ chưa xác định được. Hãy chọn khoản thu và số lượng.",
            field="lines",
        )
    by_paper = till_of(dossier, unit).schedule.formula is not None
    return Asked(
        unit_id=dossier.unit_id,
        numbers=numbers_of(dossier),
        lines=tuple(
            Line(line, f"Giấy tờ thứ {place}" if by_paper else line.name)
            for place, line in enumerate(lines, start=1)
        ),
        payer=dossier.applicant_name,
        moment=moment,
    )


def _lines(dossier: Dossier, unit: Unit, wishes: Wishes) -> tuple[FeeLine, ...]:
    if wishes == NOTHING:
        return till_of(dossier, unit).expected_lines
    if wishes.ground:
        raise refuse(
            "exempt_at_desk",
            "Miễn phí, lệ phí do quầy ghi sau khi xem giấy tờ chứng minh. Hãy ghi ở mục thu tại quầy.",
            field="ground",
        )
    return charge_of(dossier, unit, wishes).lines


def obligation_asked(dossier: Dossier) -> Asked:
    """What the notice of another agency asks, while the dossier waits for it (promises 18).

    Raises Refused: not_awaiting_payment, amount_unknown.
    """
    asked = dossier.steps.filter(act=Act.ASK_PAYMENT).order_by("-seq").first()
    if dossier.state != State.AWAITING_PAYMENT or asked is None:
        raise refuse(
            "not_awaiting_payment",
            "Hồ sơ không chờ thực hiện nghĩa vụ tài chính. Hãy mở lại hồ sơ để xem bước tiếp theo.",
        )
    said = asked.data
    amount = said.get("amount") or 0
    if not amount:
        raise refuse(
            "amount_unknown",
            "Thông báo nộp tiền chưa ghi số tiền nên không mở được lệnh thanh toán. Hãy nộp theo thông báo.",
        )
    line = FeeLine(said["payee"] or said["obligation"], 1, int(amount), said["obligation"])
    return Asked(
        unit_id=dossier.unit_id,
        numbers=numbers_of(dossier),
        lines=(Line(line, said["obligation"]),),
        payer=dossier.applicant_name,
        moment=CollectionMoment.SUPPLEMENT,
        purpose=Purpose.OBLIGATION,
        document=said["document"],
        payee=said["payee"],
    )


def asked_again(order: PaymentOrder, dossier: Dossier) -> Asked:
    """The same sum once more, where the time of an order is over and it is still owed."""
    return Asked(
        unit_id=order.unit_id,
        numbers=numbers_of(dossier),
        lines=tuple(
            Line(FeeLine(line["name"], line["quantity"], line["each"], line["basis"]), line["shown"])
            for line in order.lines
        ),
        payer=order.payer,
        moment=order.moment,
        purpose=order.purpose,
        document=order.document,
        payee=order.payee,
    )


def dossier_paid_for(order: PaymentOrder, *, lock: bool = False) -> Dossier | None:
    """The dossier of an order, by filing number or code."""
    rows = Dossier.objects.select_for_update(of=("self",)) if lock else Dossier.objects.all()
    rows = rows.select_related("version", "unit").filter(unit_id=order.unit_id)
    return rows.filter(filing_number=order.subject).first() or rows.filter(code=order.subject).first()


def nothing_owed(order: PaymentOrder, dossier: Dossier | None) -> bool:
    """Whether money for this order would be taken for nothing: the dossier is over, or no longer waits for it."""
    if dossier is None:
        return False
    if order.purpose == Purpose.OBLIGATION:
        return dossier.state != State.AWAITING_PAYMENT
    return dossier.state in WITHOUT_RESULT


def over_among(orders: Sequence[PaymentOrder]) -> list[PaymentOrder]:
    """Those for which nothing is owed any more; their dossiers are read together."""
    subjects = {order.subject for order in orders}
    named = Dossier.objects.filter(Q(filing_number__in=subjects) | Q(code__in=subjects))
    found = {
        (dossier.unit_id, number): dossier
        for dossier in named.only("unit_id", "filing_number", "code", "state")
        for number in numbers_of(dossier)
    }
    return [order for order in orders if nothing_owed(order, found.get((order.unit_id, order.subject)))]


def unpaid_of(dossier: Dossier) -> frozenset[str]:
    """The moments whose fee was asked for online and is not paid; asked only of what came from afar (R-128)."""
    if dossier.channel not in {Channel.ONLINE, Channel.KIOSK}:
        return frozenset()
    return unpaid_moments(dossier.unit_id, numbers_of(dossier))
