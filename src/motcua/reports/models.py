"""What do reports keep? Sums that a job writes, figures declared elsewhere; the tables are in files of their own."""

from motcua.reports.declared_tables import DeclaredFigure
from motcua.reports.export_tables import BigExport, ExportPart
from motcua.reports.issue_tables import (
    Report,
    ReportContent,
    ReportEvent,
    ReportObligation,
    ReportReceiver,
)
from motcua.reports.rollup_tables import BlockFigure, CountedDossier, DayFigure, RollUpMark

__all__ = [
    "BigExport",
    "BlockFigure",
    "CountedDossier",
    "DayFigure",
    "DeclaredFigure",
    "ExportPart",
    "Report",
    "ReportContent",
    "ReportEvent",
    "ReportObligation",
    "ReportReceiver",
    "RollUpMark",
]
