"""What do reports keep? Sums that a job writes, figures declared elsewhere; the tables are in files of their own."""

from motcua.reports.declared_tables import DeclaredFigure
from motcua.reports.rollup_tables import CountedDossier, DayFigure, RollUpMark

__all__ = [
    "CountedDossier",
    "DayFigure",
    "DeclaredFigure",
    "RollUpMark",
]
