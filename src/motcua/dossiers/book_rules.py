"""Which certification book takes a number, for what, and when may its year be closed?

Source: 23/2015/NĐ-CP điều 14; 01/2020/TT-BTP điều 4: one number for a kind of paper, whatever the copies; yearly
from 01.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.core.refusals import Refusal
from motcua.core.vntext import fold
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

BOOKS: dict[str, str] = {
    "SCT/BS": "Sổ chứng thực bản sao từ bản chính",
    "SCT/CK,ĐC": "Sổ chứng thực chữ ký, chứng thực điểm chỉ",
    "SCT/CKND": "Sổ chứng thực chữ ký người dịch",
    "SCT/HĐ,GD": "Sổ chứng thực hợp đồng, giao dịch",
}
BY_TRANSACTION = "transaction"


@dataclass(frozen=True, slots=True)
class Kind:
    """One number to give: a kind of paper; `pages` and `copies` None where the reception did not list them."""

    title: str
    pages: int | None = None
    copies: int | None = None


def book_of(facts: Mapping[str, Any]) -> tuple[str, bool]:
    """The book of a version's facts and whether it counts transactions; ("", False) for no certification."""
    certification = facts.get("certification") or {}
    return certification.get("book") or "", certification.get("number_per") == BY_TRANSACTION


def kinds_of(items: Sequence[Mapping[str, Any]], *, by_transaction: bool, otherwise: str) -> tuple[Kind, ...]:
    """What takes a number each: equal papers (title and pages) once with their copies together.

    A transaction takes one number whatever it consists of; without items, one for `otherwise`.
    """
    if not items:
        return (Kind(otherwise),)
    if by_transaction:
        titles = "; ".join(dict.fromkeys(item["title"] for item in items))
        return (Kind(titles, sum(item["pages"] for item in items), max(item["copies"] for item in items)),)
    together: dict[tuple[str, int], Kind] = {}
    for item in items:
        key = (fold(item["title"]), item["pages"])
        before = together.get(key)
        copies = item["copies"] + ((before.copies or 0) if before else 0)
        together[key] = Kind(before.title if before else item["title"], item["pages"], copies)
    return tuple(together.values())


def scope_of(unit_id: str, book: str, year: int) -> str:
    """The name of the counter of a book's year."""
    return f"book|{unit_id}|{book}|{year}"


def why_not_close_book(actor: Actor, year: int, today: date) -> Refusal | None:
    """A year is closed when it is over, by who leads or signs."""
    if not actor.has(Role.LEAD, Role.APPROVE):
        return Refusal(
            "no_role",
            "Khóa sổ chứng thực cần vai trò “Lãnh đạo” hoặc “Phê duyệt”. Đề nghị người có vai trò khóa sổ.",
        )
    if today < date(year, 12, 31):
        return Refusal(
            "year_not_over",
            f"Sổ năm {year} khóa từ ngày 31/12/{year}, khi đã hết việc của năm. Hãy in sổ theo tháng để đóng quyển.",
        )
    return None
