"""State who pays a programme, and which yearly targets it serves."""

from datetime import datetime

from django.db import transaction

from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.programmes.actions.recording import own
from motcua.programmes.life_terms import Source
from motcua.programmes.models import ProgrammeFunding, ProgrammeTarget
from motcua.programmes.policies import why_not_stated

_MOST = 10**15
_YEARS = range(2000, 2100)


@transaction.atomic
def state_funding(
    *, programme_id: str, source: Source, amount: int | None, text: str, actor: Actor, at: datetime
) -> ProgrammeFunding:
    """Money of a programme in đồng; None where the plan names the source only (104/KH-UBND III.2, R-123).

    Refused: `programme_unknown`, `no_role`, `other_unit`, `amount_wrong`.
    """
    programme = own(programme_id, actor)
    if amount is not None and not 0 < amount <= _MOST:
        raise refuse("amount_wrong", "Số tiền phải lớn hơn 0. Hãy ghi lại, hoặc để trống.", field="amount")
    line = clean_line(text, 500, field="text", what="Ghi chú")
    note(actor, at, "programme_funding", programme.pk, {"source": source.value, "amount": amount})
    return ProgrammeFunding.objects.create(
        programme=programme, source=source.value, amount=amount, note=line, **said_by(actor, at)
    )


@transaction.atomic
def state_target(
    *, programme_id: str, year: int, target: str, document: str, actor: Actor, at: datetime
) -> ProgrammeTarget:
    """A yearly target that the programme serves (104/KH-UBND I.1, R-291).

    Refused: `programme_unknown`, `no_role`, `other_unit`, `year_wrong`, `text_missing`, `target_known`.
    """
    programme = own(programme_id, actor)
    if year not in _YEARS:
        raise refuse("year_wrong", "Năm của chỉ tiêu chưa đúng. Hãy ghi năm có bốn chữ số.", field="year")
    line = clean_line(target, 500, field="target", what="Chỉ tiêu")
    refuse_if(why_not_stated(line, field="target", what="chỉ tiêu"))
    if programme.targets.filter(year=year, target=line).exists():
        raise refuse("target_known", "Chỉ tiêu này đã được gắn. Hãy tải lại trang để xem.", field="target")
    basis = clean_line(document, 200, field="document", what="Văn bản")
    note(actor, at, "programme_target", programme.pk, {"year": year})
    return ProgrammeTarget.objects.create(
        programme=programme, year=year, target=line, document=basis, **said_by(actor, at)
    )
