"""Which page of a long list does an address ask for (`trang`), and where are the pages before and after it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from motcua.web.staff.requests import StaffRequest

PAGE_SIZE = 100
Row = TypeVar("Row")
Stored = TypeVar("Stored", bound=Model)


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Row]):
    """Some rows of a list of `total`; the addresses of the pages before and after are empty where there is none."""

    rows: list[Row]
    total: int
    previous: str = ""
    following: str = ""


def page_asked(request: StaffRequest) -> int:
    """`trang` of the address, the first page being 0; anything else is the first page."""
    said = request.GET.get("trang", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 4 else 0


def list_page(request: StaffRequest, found: Sequence[Row]) -> ListPage[Row]:
    """The page asked for, or the last one where the list is shorter."""
    page = _page_within(request, len(found))
    return _page(request, list(found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]), page, len(found))


def rows_page(request: StaffRequest, found: QuerySet[Stored]) -> ListPage[Stored]:
    """The same of rows of the database, of which only those shown are read."""
    total = found.count()
    page = _page_within(request, total)
    return _page(request, list(found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]), page, total)


def _page_within(request: StaffRequest, total: int) -> int:
    return min(page_asked(request), max(0, total - 1) // PAGE_SIZE)


def _page(request: StaffRequest, rows: list[Row], page: int, total: int) -> ListPage[Row]:
    more = (page + 1) * PAGE_SIZE < total
    return ListPage(
        rows,
        total,
        _address(request, page - 1) if page else "",
        _address(request, page + 1) if more else "",
    )


def _address(request: StaffRequest, page: int) -> str:
    said = request.GET.copy()
    said["trang"] = str(page)
    return f"{request.path}?{said.urlencode()}"
