"""Which page of a long list does an address ask for (`trang`), and where are the pages before and after it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from django.core.paginator import Paginator
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


@overload
def list_page(request: StaffRequest, found: QuerySet[Stored]) -> ListPage[Stored]: ...
@overload
def list_page(request: StaffRequest, found: Sequence[Row]) -> ListPage[Row]: ...
def list_page(request: StaffRequest, found: Any) -> ListPage[Any]:
    """The page asked for, or the last one where the list is shorter; of rows of the database only those are read."""
    page = Paginator(found, PAGE_SIZE).get_page(page_asked(request) + 1)
    here = page.number - 1
    return ListPage(
        list(page.object_list),
        page.paginator.count,
        _address(request, here - 1) if page.has_previous() else "",
        _address(request, here + 1) if page.has_next() else "",
    )


def _address(request: StaffRequest, page: int) -> str:
    said = request.GET.copy()
    said["trang"] = str(page)
    return f"{request.path}?{said.urlencode()}"
