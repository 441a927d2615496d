"""Which decided programmes touch a unit? Every page that offers programmes to choose asks here."""

from motcua.core.refusals import refuse
from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of, units_under
from motcua.programmes.models import Programme
from motcua.programmes.queries import rules_on
from motcua.programmes.rules import ProgrammeRule
from motcua.programmes.terms import ProgrammeStatus

_NOT_YET = frozenset({ProgrammeStatus.DRAFT, ProgrammeStatus.PROPOSED})


def decided() -> list[ProgrammeRule]:
    """Every programme that results can be told of: a draft or a proposal has none."""
    return [rule for rule in rules_on() if rule.status not in _NOT_YET]


def decided_programme(slug: str, *, field: str = "programme") -> Programme:
    """The decided programme of that id. Refused: `programme_unknown`, at the field it was chosen in."""
    found = Programme.objects.exclude(status__in=_NOT_YET).filter(pk=slug).first()
    if found is None:
        raise refuse(
            "programme_unknown",
            "Không có chương trình này, hoặc chương trình chưa được quyết định. Hãy chọn trong danh sách.",
            field=field,
        )
    return found


def steps_to(unit: Unit, rule: ProgrammeRule) -> int | None:
    """How many steps above the unit the programme names an agency that takes it in, 0: the unit; None: nowhere."""
    line = (unit.pk, *(ancestors_of(unit) if rule.with_descendants else ()))
    return next((steps for steps, unit_id in enumerate(line) if unit_id in rule.units), None)


def programmes_touching(unit: Unit) -> list[ProgrammeRule]:
    """Programmes that ever applied to the unit, to one above or below; those that take it in first, nearest first."""
    around = units_under([unit.pk]) | set(ancestors_of(unit))
    found = []
    for rule in decided():
        steps = steps_to(unit, rule)
        if steps is not None or rule.units & around:
            order = (steps is None, steps or 0, -rule.period_from.toordinal(), rule.id)
            found.append((order, rule))
    return [rule for _order, rule in sorted(found, key=lambda one: one[0])]


def programme_choices(unit: Unit) -> list[tuple[str, str]]:
    """The same as a form offers them: id and name."""
    return [(rule.id, rule.name) for rule in programmes_touching(unit)]
