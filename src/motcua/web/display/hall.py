"""What is true in a hall now: who is called where, who comes next, what is promised today? No names stand here."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation

from motcua import VERSION
from motcua.core.moments import local, local_day
from motcua.organisation.models import OneStopUnit, in_force
from motcua.outreach.films import Film
from motcua.outreach.videos import guide_films
from motcua.queueing.queries import LastCall, last_calls, line
from motcua.queueing.recordings import Voice, voice_in
from motcua.queueing.speech import call_clips, sentence
from motcua.queueing.terms import AT_COUNTER, TicketState
from motcua.web.citizen.sentences import Sentences
from motcua.web.citizen.todays_promise import Offer, day_of_unit

SHOWN_CALLS, SHOWN_NEXT, SHOWN_OFFERS = 6, 8, 2
_CALLS_READ = 40
_SPOKEN_FOR = timedelta(seconds=90)  # a call older than this is not told to the voice any more
_PROMISE_KEPT = 60  # seconds


@dataclass(frozen=True, slots=True)
class Call:
    """A call that holds now. `voice`: address of its WAV, empty where it cannot be spoken."""

    event: int
    code: str
    counter: int
    at: datetime
    again: bool
    is_open: bool
    said: str
    voice: str


@dataclass(frozen=True, slots=True)
class Promised:
    """What the unit promises today, in words. `closed`: why it does not work today."""

    closed: str
    offers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class HallState:
    """What the screens of a desk show. `html`: the part that changes; `calls`: for the voice, the oldest first."""

    at: datetime
    html: str
    calls: tuple[Call, ...]
    films: tuple[Film, ...]

    @property
    def id(self) -> str:
        """The newest call and a digest of everything shown: another one whenever a screen must change."""
        shown = json.dumps([self.html, *self._spoken(), *self._films(), VERSION])
        newest = self.calls[-1].event if self.calls else 0
        return f"{newest}-{hashlib.blake2s(shown.encode(), digest_size=6).hexdigest()}"

    def as_json(self) -> str:
        """One line, for stream and slow asking alike. With a new `release` the page loads itself anew."""
        said = {
            "at": local(self.at).isoformat(timespec="seconds"),
            "html": self.html,
            "calls": self._spoken(),
            "films": self._films(),
            "release": VERSION,
        }
        return json.dumps(said, ensure_ascii=False)

    def _spoken(self) -> list[dict[str, object]]:
        return [
            {
                "event": call.event,
                "code": call.code,
                "counter": call.counter,
                "at": local(call.at).isoformat(timespec="seconds"),
                "said": call.said,
                "voice": call.voice,
            }
            for call in self.calls
        ]

    def _films(self) -> list[dict[str, str]]:
        return [{"src": film.address, "words": film.words_address, "name": film.name} for film in self.films]


def desk_on(desk_id: int, now: datetime) -> OneStopUnit | None:
    """The desk if it exists today."""
    if desk_id > 2**31 - 1:
        return None
    desks = OneStopUnit.objects.filter(in_force(local_day(now)), id=desk_id)
    return desks.select_related("unit__level", "unit__parent").first()


def desks_on(now: datetime) -> list[OneStopUnit]:
    """Every desk of today, by the alphabet of their agencies."""
    desks = OneStopUnit.objects.filter(in_force(local_day(now)))
    return list(desks.select_related("unit").order_by("unit__name_fold", "id"))


def state_of(desk: OneStopUnit, now: datetime) -> HallState:
    """The state of the desk's hall, in Vietnamese whoever asks: a screen belongs to everybody."""
    with translation.override(settings.LANGUAGE_CODE):
        said = last_calls(desk.id, now, _CALLS_READ)
        calls = list(_calls(said, voice_in(settings.VOICE_FOLDER)))
        waiting = line(desk.id, now).waiting
        context = {
            "calls": calls[:SHOWN_CALLS],
            "next": [ticket.code for ticket in waiting[:SHOWN_NEXT]],
            "waiting": len(waiting),
            "promised": _promised(desk, now),
        }
        html = render_to_string("display/_hall_state.html", context)
    recent = [call for call in reversed(calls) if call.is_open and now - call.at < _SPOKEN_FOR]
    return HallState(now, html, tuple(recent), tuple(one.film for one in guide_films(desk.unit_id)))


def _calls(said: Sequence[LastCall], voice: Voice | None) -> Iterator[Call]:
    """What holds now: who went home, was missed or is done is not shown any more."""
    for call in said:
        if call.state in AT_COUNTER:
            yield Call(
                event=call.event,
                code=call.code,
                counter=call.counter,
                at=call.at,
                again=call.again,
                is_open=call.state == TicketState.CALLED,
                said=sentence(call.code, call.counter),
                voice=_voice_address(call.code, call.counter, voice),
            )


def _voice_address(code: str, counter: int, voice: Voice | None) -> str:
    try:
        call_clips(code, counter)
    except ValueError:
        return ""
    return f"/man-hinh/loi-goi/{quote(code)}/{counter}.wav?giong={voice.stamp}" if voice else ""


def _promised(desk: OneStopUnit, now: datetime) -> Promised:
    """Asked of the catalogue once a minute: a call must not wait for it."""
    key = f"hall-promise-{desk.id}-{local(now):%Y%m%d%H%M}"
    kept: Promised | None = cache.get(key)
    if kept is None:
        today = day_of_unit(desk.unit, now)
        offers = _in_words(today.offers) if today.is_today else ()
        kept = Promised("" if today.is_today else today.closed_because, offers)
        cache.set(key, kept, _PROMISE_KEPT)
    return kept


def _in_words(offers: Sequence[Offer]) -> tuple[tuple[str, str, str], ...]:
    """(names, up to the cut-off, after it) of the first few; those that promise the same stand once."""
    names: dict[Sentences, list[str]] = {}
    for offer in offers:
        names.setdefault(offer.said, []).append(offer.name)
    said = [(" · ".join(named), words.before, words.after) for words, named in names.items()]
    return tuple(said[:SHOWN_OFFERS])
