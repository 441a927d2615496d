"""Which programme does a report speak of? Of a unit its own first, then what stands above and below it."""

from motcua.core.refusals import refuse
from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of, units_under
from motcua.programmes.models import Programme
from motcua.programmes.queries import rules_on
from motcua.programmes.rules import ProgrammeRule
from motcua.programmes.terms import ProgrammeStatus

_NOT_YET = frozenset({ProgrammeStatus.DRAFT, ProgrammeStatus.PROPOSED})


def programme_named(programme_id: str) -> Programme:
    """The programme. Refused: `programme_unknown`."""
    found = None if "\x00" in programme_id else Programme.objects.filter(pk=programme_id).first()
    if found is None:
        raise refuse(
            "programme_unknown",
            "Không có chương trình này. Hãy chọn trong danh sách chương trình.",
            field="programme",
        )
    return found


def decided() -> list[ProgrammeRule]:
    """Every programme that results can be told of: a draft or a proposal has none."""
    return [rule for rule in rules_on() if rule.status not in _NOT_YET]


def steps_to(unit: Unit, rule: ProgrammeRule) -> int | None:
    """How many steps above the unit the programme names an agency that takes it in, 0: the unit; None: nowhere."""
    line = (unit.pk, *(ancestors_of(unit) if rule.with_descendants else ()))
    return next((steps for steps, unit_id in enumerate(line) if unit_id in rule.units), None)


def programmes_touching(unit: Unit) -> list[ProgrammeRule]:
    """Programmes that ever applied to the unit, to one above that takes it in, or to one below; nearest first."""
    below = units_under([unit.pk])
    found = []
    for rule in decided():
        steps = steps_to(unit, rule)
        if steps is not None or rule.units & below:
            order = (steps is None, steps or 0, -rule.period_from.toordinal(), rule.id)
            found.append((order, rule))
    return [rule for _order, rule in sorted(found, key=lambda one: one[0])]
