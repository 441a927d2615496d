"""Record what desk staff are entitled to for a period, and take an entry back."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, Posting
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.participation.models import Entitlement
from motcua.participation.policies import why_not_entitled
from motcua.participation.terms import EntitlementKind
from motcua.programmes.policies import why_not_keep, why_not_stated


@transaction.atomic
def grant_entitlement(
    *,
    unit_id: str,
    person: Person,
    kind: EntitlementKind,
    first: date,
    last: date,
    amount: int,
    pieces: int,
    basis: str,
    actor: Actor,
    at: datetime,
) -> Entitlement:
    """Allowance in đồng or uniform in pieces, for a person posted to the desk in that period (R-232).

    Refused: `no_role`, `other_unit`, `period_wrong`, `amount_missing`, `amount_wrong`, `text_missing`,
    `not_posted_then`.
    """
    refuse_if(why_not_keep(actor, unit_id) or why_not_entitled(first, last, amount=amount, pieces=pieces))
    text = clean_line(basis, 300, field="basis", what="Căn cứ")
    refuse_if(why_not_stated(text, field="basis", what="căn cứ"))
    posted = Posting.objects.filter(person=person, one_stop_unit__unit_id=unit_id, valid_from__lte=last)
    if not posted.exclude(valid_to__lte=first).exists():
        raise refuse(
            "not_posted_then",
            "Người này không được phân công tại Bộ phận Một cửa trong kỳ đó. Hãy kiểm tra tên và ngày.",
            field="person",
        )
    period = {"first": first.isoformat(), "last": last.isoformat()}
    said = {"kind": kind.value, "amount": amount, "pieces": pieces}
    note(actor, at, "grant_entitlement", person.username, said | period)
    return Entitlement.objects.create(
        person=person, first=first, last=last, basis=text, **said, **said_by(actor, at)
    )


@transaction.atomic
def cancel_entitlement(*, entitlement_id: int, reason: str, actor: Actor, at: datetime) -> Entitlement:
    """Take an entry back: it stays, and counts no more (R-232).

    Refused: `entitlement_unknown`, `no_role`, `cancelled_already`, `text_missing`.
    """
    refuse_if(why_not_keep(actor, actor.unit_id))
    found = Entitlement.objects.filter(pk=entitlement_id, unit_id=actor.unit_id, cancels__isnull=True).first()
    if found is None:
        raise refuse("entitlement_unknown", "Không có mục này ở cơ quan này. Hãy tải lại trang.")
    text = clean_line(reason, 300, field="reason", what="Lý do")
    refuse_if(why_not_stated(text, field="reason", what="lý do"))
    already = refuse("cancelled_already", "Mục này đã hủy rồi. Hãy tải lại trang.")
    try:
        with transaction.atomic():
            row = Entitlement.objects.create(
                person_id=found.person_id,
                kind=found.kind,
                first=found.first,
                last=found.last,
                basis=text,
                cancels=found,
                **said_by(actor, at),
            )
    except IntegrityError:  # somebody else was a moment earlier
        raise already from None
    note(actor, at, "cancel_entitlement", found.person.username, {"entry": found.pk, "reason": text})
    return row
