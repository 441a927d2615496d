"""In which steps is a procedure done, where, how long? As the unit's internal process says (144/KH-UBND I.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.terms import Place


@dataclass(frozen=True, slots=True)
class DeskStep:
    """One step: what is done, where, in how many working minutes."""

    label: str
    place: str
    minutes: int

    @property
    def time(self) -> str:
        """`36 phút`, `1 giờ 48 phút`."""
        return minutes_words(self.minutes)


def minutes_words(minutes: int) -> str:
    """`36 phút`, `1 giờ 48 phút`."""
    hours, rest = divmod(minutes, 60)
    words = [_("%(n)d giờ") % {"n": hours}] if hours else []
    return " ".join([*words, _("%(n)d phút") % {"n": rest}] if rest or not hours else words)


def desk_steps(steps: Iterable[Mapping[str, Any]]) -> tuple[DeskStep, ...]:
    """The steps of a process in order."""
    places = {
        Place.DESK.value: _("tại Bộ phận Một cửa"),
        Place.ONLINE.value: _("trực tuyến"),
        Place.AGENCY.value: _("tại bộ phận chuyên môn"),
    }
    return tuple(
        DeskStep(str(step["label"]), places.get(str(step.get("place", "")), ""), int(step["minutes"]))
        for step in steps
    )
