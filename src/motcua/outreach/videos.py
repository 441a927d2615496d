"""Which films guide through which procedures, and which much used procedures have none?"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from motcua.dossiers.models import Dossier
from motcua.outreach.communication_tables import VideoGuide
from motcua.outreach.films import FOR_ALL, Film, films_of
from motcua.participation.frequency import of_days
from motcua.participation.rules import months_before
from motcua.procedures.models import ProcedureVersion

MOST_USED = 30
_MONTHS = 12
_TIMES = re.compile(r"^(\d+:)?\d{2}:\d{2}\.\d{3} -->")
_MARKS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class GuideFilm:
    """A film that is shown, under the title it was given, and the procedures it guides through."""

    film: Film
    procedures: tuple[str, ...]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.film.name

    @property
    def transcript(self) -> tuple[str, ...]:
        """What is said in it, line by line, from its subtitles."""
        return spoken(self.film.words.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class MuchUsed:
    """A procedure with many dossiers, and the titles of its films."""

    code: str
    name: str
    dossiers: int
    films: tuple[str, ...]


def guide_films(unit_id: str) -> tuple[GuideFilm, ...]:
    """The films of a unit and those for all, each with the newest that was said of it (R-259)."""
    films = films_of(unit_id)
    if not films:
        return ()
    said = newest_guides({film.folder for film in films})
    return tuple(_guide(film, said.get((film.folder, film.path.name))) for film in films)


def films_about(code: str, unit_id: str) -> tuple[GuideFilm, ...]:
    """The films that guide through a procedure at a unit."""
    return tuple(guide for guide in guide_films(unit_id) if code in guide.procedures)


def newest_guides(folders: Collection[str]) -> dict[tuple[str, str], VideoGuide]:
    """What holds of each film of these folders, by folder and file."""
    rows = VideoGuide.objects.filter(folder__in=folders).order_by("folder", "file", "-id")
    return {(row.folder, row.file): row for row in rows.distinct("folder", "file")}


def most_used(unit_id: str, unit_ids: Collection[str], day: date) -> tuple[MuchUsed, ...]:
    """The procedures with most dossiers of the last twelve months there, with their films or none (R-260)."""
    counted = (
        Dossier.objects.filter(of_days(used_from(day), day), unit_id__in=unit_ids)
        .values_list("procedure_id")
        .annotate(n=Count("id"))
        .order_by("-n", "procedure_id")[:MOST_USED]
    )
    found = dict(counted)
    names = _names(found, day)
    films = guide_films(unit_id)
    return tuple(
        MuchUsed(code, names.get(code, ""), n, tuple(one.title for one in films if code in one.procedures))
        for code, n in found.items()
    )


def used_from(day: date) -> date:
    """The first of the twelve months that end that day."""
    return months_before(day, _MONTHS) + timedelta(days=1)


def used_dossiers(unit_ids: Collection[str], code: str, day: date) -> QuerySet[Dossier]:
    """The dossiers behind the number of a much used procedure, in the order they were received."""
    found = Dossier.objects.filter(of_days(used_from(day), day), unit_id__in=unit_ids, procedure_id=code)
    return found.select_related("unit").order_by("received_at", "id")


def spoken(words: str) -> tuple[str, ...]:
    """The lines of WebVTT subtitles without times, notes and marks; a line said twice in a row stands once."""
    lines: list[str] = []
    for block in words.replace("\r\n", "\n").split("\n\n"):
        rows = [row.strip() for row in block.strip().splitlines()]
        place = next((number for number, row in enumerate(rows) if _TIMES.match(row)), None)
        if place is None:
            continue
        said = " ".join(_MARKS.sub("", row) for row in rows[place + 1 :]).strip()
        if said and (not lines or lines[-1] != said):
            lines.append(said)
    return tuple(lines)


def folders_of(unit_id: str, *, highest: bool) -> tuple[str, ...]:
    """The folders whose films a unit may tie: its own, and those for all where no unit stands above it."""
    return (unit_id, FOR_ALL) if highest else (unit_id,)


def _guide(film: Film, said: VideoGuide | None) -> GuideFilm:
    return GuideFilm(replace(film, title=said.title), tuple(said.procedures)) if said else GuideFilm(film, ())


def _names(codes: Iterable[str], day: date) -> dict[str, str]:
    """The names of the newest versions that began by that day."""
    rows = ProcedureVersion.objects.filter(procedure_id__in=list(codes), valid_from__lte=day)
    return dict(rows.order_by("valid_from").values_list("procedure_id", "name"))
