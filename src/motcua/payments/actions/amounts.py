"""Enter what the province's People's Council set for a published line, from a day on; what held before stays."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit, in_force
from motcua.organisation.queries import ancestors_of
from motcua.payments import policies
from motcua.payments.models import ProvinceFee
from motcua.payments.reading import read_schedule
from motcua.procedures.queries import version_on

MOST = 100_000_000  # đồng


@dataclass(frozen=True, slots=True)
class AmountSet:
    """One amount: for which unit and all below it, which procedure's line, how much, by which resolution."""

    unit_id: str
    procedure: str
    name: str
    amount: int
    source: str
    valid_from: date


@transaction.atomic
def set_amount(*, said: AmountSet, actor: Actor, at: datetime) -> ProvinceFee:
    """The new amount holds from its day; the one before ends there.

    Raises Refused: no_role, unit_out_of_scope, fee_unknown, amount_wrong, source_missing, amount_set_later.
    """
    refuse_if(policies.why_not_set_amounts(actor))
    own = Unit.objects.select_related("parent").get(pk=actor.unit_id)
    if said.unit_id not in {own.id, *ancestors_of(own)}:
        raise refuse(
            "unit_out_of_scope",
            "Chỉ nhập mức thu cho cơ quan mình hoặc cấp trên. Hãy chọn lại.",
            field="unit",
        )
    _check_line(said)
    source = clean_line(said.source, 200, field="source", what="Số nghị quyết")
    if not source:
        raise refuse("source_missing", "Chưa ghi số nghị quyết. Hãy ghi rồi làm lại.", field="source")
    if not 0 <= said.amount <= MOST:
        raise refuse("amount_wrong", "Mức thu phải từ 0 đến 100.000.000 đồng. Hãy nhập lại.", field="amount")
    same = ProvinceFee.objects.select_for_update().filter(
        unit_id=said.unit_id, procedure_id=said.procedure, name=said.name
    )
    if same.filter(valid_from__gte=said.valid_from).exists():
        raise refuse(
            "amount_set_later",
            "Đã có mức thu từ ngày này hoặc ngày sau. Hãy chọn ngày bắt đầu muộn hơn.",
            field="valid_from",
        )
    same.filter(in_force(said.valid_from)).update(valid_to=said.valid_from)
    return ProvinceFee.objects.create(
        unit_id=said.unit_id,
        procedure_id=said.procedure,
        name=said.name,
        amount=said.amount,
        source=source,
        valid_from=said.valid_from,
    )


def _check_line(said: AmountSet) -> None:
    version = version_on(said.procedure, said.valid_from)
    lines = read_schedule(version.fee).items if version else ()
    if said.name not in {line.name for line in lines if line.amount is None}:
        raise refuse(
            "fee_unknown",
            "Thủ tục không có khoản thu này do HĐND cấp tỉnh quy định. Hãy chọn lại.",
            field="name",
        )
