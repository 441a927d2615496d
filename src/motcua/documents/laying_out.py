"""Which sheet does a paper make?"""

from motcua.documents.listings import (
    CertificationBook,
    CustodySheet,
    GroupSlip,
    HomeList,
    Listing,
    MovedList,
    ParcelList,
    Register,
    SealSheet,
    ShiftSheet,
    TrayList,
    VisitCover,
)
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
from motcua.documents.sheets.certification_book import certification_book_sheet
from motcua.documents.sheets.control import control_sheet
from motcua.documents.sheets.custody import custody_sheet
from motcua.documents.sheets.group import group_sheet
from motcua.documents.sheets.home import home_sheet
from motcua.documents.sheets.intake import refusal_sheet, supplement_sheet
from motcua.documents.sheets.letters import apology_sheet, stop_sheet
from motcua.documents.sheets.moved import moved_sheet
from motcua.documents.sheets.parcels import parcel_sheet
from motcua.documents.sheets.receipt import receipt_sheet
from motcua.documents.sheets.register import register_sheet
from motcua.documents.sheets.seal import seal_sheet
from motcua.documents.sheets.shift import shift_sheet
from motcua.documents.sheets.tray import tray_sheet
from motcua.documents.sheets.visit import visit_sheet


def lay_out(paper: Paper | Listing) -> Sheet:
    """The sheet of any paper or list, for the PDF and the page alike."""
    match paper:
        case Register():
            return register_sheet(paper)
        case CertificationBook():
            return certification_book_sheet(paper)
        case TrayList():
            return tray_sheet(paper)
        case ShiftSheet():
            return shift_sheet(paper)
        case MovedList():
            return moved_sheet(paper)
        case SealSheet():
            return seal_sheet(paper)
        case GroupSlip() | VisitCover() | CustodySheet() | ParcelList() | HomeList():
            return _handed_out(paper)
        case _:
            return _slip(paper)


def _handed_out(paper: GroupSlip | VisitCover | CustodySheet | ParcelList | HomeList) -> Sheet:
    """What goes with a person beside the forms of the circular."""
    match paper:
        case GroupSlip():
            return group_sheet(paper)
        case VisitCover():
            return visit_sheet(paper)
        case CustodySheet():
            return custody_sheet(paper)
        case ParcelList():
            return parcel_sheet(paper)
        case HomeList():
            return home_sheet(paper)


def _slip(paper: Paper) -> Sheet:
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
