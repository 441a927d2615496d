"""What is procedure control for, how does the electronic way work, what is gained online? With current figures."""

from datetime import date

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.dossiers.online_share import tenths_words
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.outreach.communication_terms import TOPIC_LABELS, Topic
from motcua.outreach.topics import OnlineFigures, online_figures, reviewed_on
from motcua.participation.sheet import number_text
from motcua.web.citizen.choosing import remember_unit, unit_in_view, units_to_choose

_KEPT = 900  # seconds; the figures are of ninety days


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    """The pages there are, each with the day of its last review."""
    topics = [(topic, _(TOPIC_LABELS[topic]), reviewed_on(topic)) for topic in Topic]
    return render(request, "citizen/topics.html", {"topics": topics})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One page; the figures are of the unit in view and those below it."""
    if slug not in set(Topic):
        raise Http404
    chosen, day = Topic(slug), local_day(clock.now())
    units = units_to_choose(day)
    unit = unit_in_view(request, units, day)
    context = {
        "slug": slug,
        "title": _(TOPIC_LABELS[chosen]),
        "reviewed": reviewed_on(chosen),
        "units": units,
        "unit": unit,
        "kept": _figures(unit, day) if unit and chosen is not Topic.CONTROL else None,
    }
    return remember_unit(request, render(request, f"citizen/topic-{slug}.html", context))


def _figures(unit: Unit, day: date) -> dict[str, object]:
    key = f"topic-figures:{unit.pk}:{day.isoformat()}"
    found: OnlineFigures | None = cache.get(key)
    if found is None:
        found = online_figures(units_under([unit.pk]), day)
        cache.set(key, found, _KEPT)
    return {
        "first": found.first,
        "last": found.last,
        "received": number_text(found.received),
        "online": number_text(found.online),
        "share": tenths_words(found.share),
        "finished": number_text(found.finished),
        "digital": number_text(found.digital),
        "digital_share": tenths_words(found.digital_share),
    }
