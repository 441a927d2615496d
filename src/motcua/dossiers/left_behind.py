"""Which open dossiers did an ended unit leave, who goes on with each, and who has to decide? (promises 21)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from motcua.core.refusals import Refusal
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.recalculation import who_continues
from motcua.organisation.models import Unit
from motcua.organisation.queries import successors_of

# How many successions in a row are followed: units merge and merge again, never in a ring.
_MOST_TURNS = 20


@dataclass(frozen=True, slots=True)
class Left:
    """An open dossier of a unit that ended: `heir` goes on; None: the lead of `listed_for` decides."""

    dossier: Dossier
    heir: str | None
    listed_for: str | None


def left_behind(day: date, *, listed_for: str | None = None) -> list[Left]:
    """Open dossiers of units that ended by that day, by due time; with `listed_for` those that its lead decides."""
    ended = Dossier.objects.filter(ended_at__isnull=True, unit__valid_to__lte=day)
    known = ended.select_related("unit", "unit__parent", "version").order_by("due_at", "id")
    found = [_left(dossier, day) for dossier in known]
    return [left for left in found if listed_for is None or left.listed_for == listed_for]


def answered_by(unit_id: str, day: date) -> list[Left]:
    """Those for which this unit answers: the one successor, or the superior where none or several are named."""
    return [left for left in left_behind(day) if unit_id in {left.heir, left.listed_for}]


def choices_for(found: Sequence[Left], unit_id: str, day: date) -> list[Unit]:
    """Units that may go on with some of these: their heirs, and where there is none this unit and those below."""
    ended = {left.dossier.unit_id: left.dossier.unit for left in found}
    named = [heirs_of(unit, day) for unit in ended.values()]
    free = {unit_id, *_below(unit_id)} if not all(named) else set()
    wanted = free.union(*named)
    return [unit for unit in Unit.objects.filter(pk__in=wanted).order_by("name_fold") if unit.exists_on(day)]


def left_dossier(code: str, unit_id: str, day: date) -> tuple[Dossier, tuple[str, ...]]:
    """The dossier of an ended unit for which this unit answers, locked, and the heirs; raises DossierNotFound."""
    left = Dossier.objects.select_for_update(of=("self",)).select_related("unit", "one_stop_unit", "version")
    dossier = left.filter(Q(code=code) | Q(filing_number=code), unit__valid_to__lte=day).first()
    if dossier is None or not code.isprintable():
        raise DossierNotFound(code[:60])
    heirs = heirs_of(dossier.unit, day)
    if unit_id not in heirs and unit_id != superior_of(dossier.unit, day):
        raise DossierNotFound(code)
    return dossier, heirs


def heirs_of(unit: Unit, day: date) -> tuple[str, ...]:
    """The units that exist that day and took over from this one, also through others that ended since."""
    waiting, heirs = [unit], []
    for _turn in range(_MOST_TURNS):
        following = [heir for ended in waiting for heir in successors_of(ended)]
        heirs += [heir.pk for heir in following if heir.exists_on(day)]
        waiting = [heir for heir in following if heir.valid_to is not None and heir.valid_to <= day]
    return tuple(sorted(set(heirs)))


def superior_of(unit: Unit, day: date) -> str | None:
    """The nearest superior that exists that day; where none is left, the one successor of the highest of them."""
    above: list[Unit] = []
    while (superior := above[-1].parent if above else unit.parent) is not None:
        if superior.exists_on(day):
            return superior.pk
        above.append(superior)
    heirs = (heirs_of(ended, day) for ended in reversed(above))
    return next((found[0] for found in heirs if len(found) == 1), None)


def why_not_successor(
    unit: Unit, wanted: str, heirs: Sequence[str], asked_by: str, day: date
) -> Refusal | None:
    """The successor takes for itself; only the superior's lead chooses, among those named or below itself."""
    if not wanted:
        return Refusal(
            "unit_missing",
            "Chưa chọn cơ quan tiếp tục giải quyết. Hãy chọn một cơ quan kế thừa.",
            "unit",
        )
    if len(heirs) > 1 and asked_by != superior_of(unit, day):
        return Refusal(
            "superior_decides",
            f"Nhiều cơ quan kế thừa {unit.name}. Đề nghị lãnh đạo cơ quan cấp trên chọn cơ quan giải quyết tiếp.",
            "unit",
        )
    chosen = Unit.objects.filter(pk=wanted).first()
    allowed = set(heirs) if heirs else {asked_by, *_below(asked_by)}
    if chosen is None or wanted not in allowed or not chosen.exists_on(day):
        return Refusal(
            "not_successor", "Cơ quan này không kế thừa hoặc không còn hoạt động. Hãy chọn lại.", "unit"
        )
    return None


def _below(unit_id: str) -> set[str]:
    return set(Unit.objects.filter(parent_id=unit_id).values_list("id", flat=True))


def _left(dossier: Dossier, day: date) -> Left:
    goes = who_continues(heirs_of(dossier.unit, day), superior_of(dossier.unit, day))
    return Left(dossier, goes.unit, goes.listed_for)
