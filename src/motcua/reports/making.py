"""How does each kind of report get its tables? One door for page, file, draft and issued report."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from motcua.documents.report_paper import ReportPaper
from motcua.organisation.models import Unit
from motcua.reports.campaign_paper import campaign_paper
from motcua.reports.friday_paper import friday_paper
from motcua.reports.issue_terms import ReportKind

Maker = Callable[[Unit, str, date, date, datetime], ReportPaper]
_MAKERS: Mapping[ReportKind, Maker] = {
    ReportKind.CAMPAIGN: campaign_paper,
    ReportKind.FRIDAY: friday_paper,
}


def paper_of(
    kind: ReportKind, unit: Unit, programme: str, first: date, last: date, *, at: datetime
) -> ReportPaper:
    """The report of a unit with all below it, over the days `first` to `last`, with the figures of `at`.

    Refused: `programme_unknown`, and what the kind itself says.
    """
    return _MAKERS[kind](unit, programme, first, last, at)
