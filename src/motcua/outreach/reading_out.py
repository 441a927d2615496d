"""Which texts are ready to be read out at a unit today?"""

from dataclasses import dataclass
from datetime import date, timedelta

from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of, units_under
from motcua.outreach.loudspeaker import ModelFacts, OnlineFacts, model_text, online_text
from motcua.outreach.topics import online_figures
from motcua.programmes.queries import programme_page, rules_on
from motcua.programmes.rules import ProgrammeRule, first_day
from motcua.programmes.terms import APPLIED

ONLINE = "truc-tuyen"


@dataclass(frozen=True, slots=True)
class ReadyText:
    """A text with the word of its address and its subject."""

    slug: str
    subject: str
    text: str


def ready_texts(unit: Unit, day: date) -> tuple[ReadyText, ...]:
    """One for each programme of the unit that is not over, one about filing online (R-261)."""
    programmes = [
        ReadyText(rule.id, rule.name, model_text(model_facts(unit, rule, day))) for rule in _rules(unit, day)
    ]
    figures = online_figures(units_under([unit.pk]), day)
    facts = OnlineFacts(
        office=unit.name,
        first=figures.first,
        last=figures.last,
        received=figures.received,
        online=figures.online,
        share=figures.share,
        digital=figures.digital,
    )
    return (*programmes, ReadyText(ONLINE, "Nộp trực tuyến, kết quả số hóa", online_text(facts)))


def model_facts(unit: Unit, rule: ProgrammeRule, day: date) -> ModelFacts:
    """A programme as it holds at the unit: the list of its level as counted that day."""
    page = programme_page(rule.id, day)
    lists = page.lists if page else ()
    procedures, fields = next((one.counted for one in lists if one.level == unit.level_id), (0, 0))
    return ModelFacts(
        name=rule.name,
        office=unit.name,
        issued=rule.document,
        first=first_day(rule),
        last=rule.period_to - timedelta(days=1) if rule.period_to else None,
        weekdays=rule.weekdays,
        procedures=procedures,
        fields=fields,
        cut_off=rule.cut_off,
        next_by=rule.after_cut_off.by,
        next_before=rule.after_cut_off.strict,
        unless_at_once=rule.after_cut_off.unless_settled_at_once,
    )


def _rules(unit: Unit, day: date) -> list[ProgrammeRule]:
    """The applied programmes of the unit that run or are to come: they are told before they begin."""
    line = (unit.pk, *ancestors_of(unit))
    return [
        rule
        for rule in rules_on()
        if rule.status in APPLIED
        and (rule.period_to is None or day < rule.period_to)
        and unit.level_id in rule.levels
        and rule.units & set(line if rule.with_descendants else line[:1])
    ]
