"""What came of a programme, block by block? Computed figures, each with its dossiers, beside declared ones."""

from collections.abc import Collection
from datetime import date, datetime

from motcua.reports.figures import BlockRow, CampaignReport, Cell, Coverage, DaysRow, Rate

__all__ = ["BlockRow", "CampaignReport", "Cell", "Coverage", "DaysRow", "Rate", "campaign_report"]


def campaign_report(
    programme_id: str, first: date, last: date, *, at: datetime, unit_ids: Collection[str] | None = None
) -> CampaignReport:
    """The report of the days `first` to `last`, both in it, as it stands at `at`.

    `unit_ids` narrows it to some agencies; None is the whole scope of the programme and of its children.
    Refused: `programme_unknown`, `period_wrong`.
    """
    raise NotImplementedError
