"""What does a person ask of their data, and what is answered? Each once, with its due time (13/2023/NĐ-CP)."""

from datetime import datetime

from django.db import transaction

from motcua.applicants.actors import Citizen
from motcua.core.moments import local_day
from motcua.core.numbering import Label, next_label
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import nfc
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit, in_force
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.personal_data.models import RightsAnswer, RightsRequest
from motcua.personal_data.policies import why_not_answer, why_not_ask
from motcua.personal_data.rules import data_rules
from motcua.personal_data.terms import Outcome, RightsKind


@transaction.atomic
def ask(*, kind: RightsKind, unit_id: str, text: str, actor: Citizen, at: datetime) -> RightsRequest:
    """Keep it with the due time of the rule of that day. Refused: see policies, `unit_unknown`."""
    waiting = RightsRequest.objects.filter(account_id=actor.account_id, answer__isnull=True).count()
    refuse_if(why_not_ask(text, waiting=waiting))
    if not Unit.objects.filter(in_force(local_day(at)), pk=unit_id).exists():
        raise refuse(
            "unit_unknown", "Chưa chọn cơ quan nhận yêu cầu. Hãy chọn trong danh sách.", field="unit"
        )
    rule, year = data_rules().on(local_day(at)), local_day(at).year
    return RightsRequest.objects.create(
        number=next_label(Label(f"rights|{year}", f"DL-{year}-", 4)),
        account_id=actor.account_id,
        unit_id=unit_id,
        kind=kind,
        text=nfc(text).strip(),
        rule=rule.key,
        made_at=at,
        due_at=rule.due_at(kind, at),
    )


@transaction.atomic
def answer(
    *, number: str, outcome: Outcome, text: str, basis: str, actor: Actor, at: datetime
) -> RightsAnswer:
    """Answer it once. Refused: see policies; raises RightsRequest.DoesNotExist."""
    request = RightsRequest.objects.select_for_update().get(number=number)
    refuse_if(
        why_not_answer(
            actor,
            unit_id=request.unit_id,
            answered=RightsAnswer.objects.filter(request=request).exists(),
            text=text,
            refused=outcome is Outcome.REFUSED,
            basis=basis,
        )
    )
    note(actor, at, "answer_rights", number)
    return RightsAnswer.objects.create(
        request=request,
        outcome=outcome,
        text=nfc(text).strip(),
        basis=nfc(basis).strip(),
        **said_by(actor, at),
    )
