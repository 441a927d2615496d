"""Which programme does a report speak of? Of a unit its own first, then what stands above and below it."""

from motcua.core.refusals import refuse
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.programmes.models import Programme
from motcua.programmes.queries import rules_on, unit_facts
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


def programmes_touching(unit: Unit) -> list[ProgrammeRule]:
    """Programmes that ever applied to the unit, to one above that takes it in, or to one below; nearest first."""
    line = (unit.pk, *unit_facts(unit).ancestors)
    below = units_under([unit.pk])
    found = []
    for rule in rules_on():
        above = [
            steps
            for steps, id_ in enumerate(line)
            if id_ in rule.units and (rule.with_descendants or not steps)
        ]
        if rule.status not in _NOT_YET and (above or rule.units & below):
            found.append((above[0] if above else len(line), -rule.period_from.toordinal(), rule.id, rule))
    return [rule for *_order, rule in sorted(found, key=lambda one: one[:3])]
