"""When was a public page last found right, and which figures does it show today?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.dossiers.digitisation.counting import digitisation_of
from motcua.dossiers.digitisation.desk_rules import DeskRule
from motcua.dossiers.digitisation.terms import Count
from motcua.dossiers.online_share import share_between
from motcua.outreach.communication_tables import TopicReview
from motcua.outreach.communication_terms import Topic

# When the words of a page were written; a review on a later day takes its place.
WRITTEN_ON: dict[Topic, date] = dict.fromkeys(Topic, date(2026, 11, 22))
_DAYS = 90


@dataclass(frozen=True, slots=True)
class OnlineFigures:
    """Online filing and digitised results of some days, both in them."""

    first: date
    last: date
    received: int
    online: int
    share: int | None
    finished: int
    digital: int

    @property
    def digital_share(self) -> int | None:
        """Of the results given, those with an electronic copy, in tenths of a percent, cut."""
        return self.digital * 1000 // self.finished if self.finished else None


def reviewed_on(topic: Topic) -> date:
    """The day of the last review (R-264)."""
    newest = TopicReview.objects.filter(topic=topic.value).order_by("-day").values_list("day", flat=True)
    return newest.first() or WRITTEN_ON[topic]


def online_figures(unit_ids: Collection[str], day: date) -> OnlineFigures:
    """The figures of the ninety days up to that day, at these units (R-265)."""
    first = day - timedelta(days=_DAYS - 1)
    share = share_between(unit_ids, first, day)
    totals = digitisation_of(unit_ids, first, day, DeskRule()).totals
    return OnlineFigures(
        first=first,
        last=day,
        received=share.received,
        online=share.online,
        share=share.tenths,
        finished=totals[Count.FINISHED],
        digital=totals[Count.RESULT_DIGITAL],
    )
