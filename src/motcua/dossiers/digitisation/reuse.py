"""What did this person hand in before that is still good? Offered instead of asked again (61/2018/NĐ-CP, R-085)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from motcua.core.moments import end_of, start_of
from motcua.core.vntext import fold
from motcua.dossiers.models import ComponentCopy
from motcua.dossiers.terms import State
from motcua.procedures.models import Component

# A paper on which nobody wrote how long it is good is offered again for a year after it was compared.
GOOD_FOR = timedelta(days=365)
_VOID = (State.REFUSED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose papers: type and number of the identity paper, or the tax code of an organisation."""

    id_type: str
    id_number: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A copy of an earlier dossier that may stand for a component: where it came from, until when it is good."""

    component: str
    name: str
    copy_id: int
    code: str
    confirmed_at: datetime
    valid_to: date | None


def offers(
    owner: Owner, components: Iterable[Component], *, unit_id: str, on: date, besides: int | None = None
) -> list[Offer]:
    """For each component at most one copy, the newest: of the same owner, in the same unit, compared with the
    paper, still good that day. `besides`: the dossier itself. Forms are filled anew each time and never offered."""
    wanted = {fold(one.name): one for one in components if one.mode == "submit" and not one.form_no}
    if not owner.id_number or not wanted:
        return []
    found: dict[str, Offer] = {}
    for copy in _copies_of(owner, unit_id, on):
        if copy.dossier_id == besides:
            continue
        component = wanted.get(fold(_name_of(copy)))
        if component is None or component.key in found:
            continue
        check = getattr(copy, "check_of", None)
        assert copy.confirmed_at is not None
        found[component.key] = Offer(
            component=component.key,
            name=component.name,
            copy_id=copy.pk,
            code=str(copy.dossier),
            confirmed_at=copy.confirmed_at,
            valid_to=check.valid_to if check else None,
        )
    return list(found.values())


def offered_copy(owner: Owner, copy_id: int, *, unit_id: str, on: date) -> ComponentCopy | None:
    """The copy itself, if it may be used again by this owner there and then."""
    return _copies_of(owner, unit_id, on).filter(pk=copy_id).first()


def _copies_of(owner: Owner, unit_id: str, on: date) -> QuerySet[ComponentCopy]:
    good = Q(check_of__valid_to__gte=on) | Q(
        Q(check_of__isnull=True) | Q(check_of__valid_to__isnull=True),
        confirmed_at__gte=start_of(on - GOOD_FOR),
    )
    return (
        ComponentCopy.objects.filter(
            good,
            dossier__unit_id=unit_id,
            dossier__id_type=owner.id_type,
            dossier__id_number=owner.id_number,
            dropped_seq__isnull=True,
            confirmed_at__lt=end_of(on),
        )
        .exclude(dossier__id_number="")
        .exclude(check_of__defect__gt="")
        .exclude(dossier__state__in=_VOID)
        .select_related("dossier", "file", "check_of")
        .prefetch_related("dossier__handed_in")
        .order_by("-confirmed_at", "-pk")
    )


def _name_of(copy: ComponentCopy) -> str:
    """What the paper was called when it was handed in there."""
    return next((row.name for row in copy.dossier.handed_in.all() if row.key == copy.component), "")
