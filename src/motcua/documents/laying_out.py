"""Which sheet does a paper make?"""

from motcua.documents.papers import (
    Apology,
    ControlSlip,
    Paper,
    Receipt,
    RefusalSlip,
    StopNotice,
    SupplementRequest,
)
from motcua.documents.sheet import Sheet
from motcua.documents.sheets.control import control_sheet
from motcua.documents.sheets.intake import refusal_sheet, supplement_sheet
from motcua.documents.sheets.letters import apology_sheet, stop_sheet
from motcua.documents.sheets.receipt import receipt_sheet


def lay_out(paper: Paper) -> Sheet:
    """The sheet of any paper, for the PDF and the page alike."""
    match paper:
        case Receipt():
            return receipt_sheet(paper)
        case SupplementRequest():
            return supplement_sheet(paper)
        case RefusalSlip():
            return refusal_sheet(paper)
        case ControlSlip():
            return control_sheet(paper)
        case Apology():
            return apology_sheet(paper)
        case StopNotice():
            return stop_sheet(paper)
