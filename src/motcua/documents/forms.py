"""Which form number, title and size does a slip have under the circular of its day?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from motcua.core.refusals import refuse
from motcua.documents.terms import FormKind

FORMS_FILE = Path(__file__).resolve().parents[3] / "data" / "forms.yaml"


class Page(StrEnum):
    """Paper sizes of the forms: A5 is 148 × 210 mm upright, A4 210 × 297 mm."""

    A5 = "a5"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class Form:
    """One form as its circular prints it: `number` "01", `title`, symbol of the paper's own number."""

    kind: FormKind
    number: str
    title: str
    circular: str
    page: Page
    symbol: str = ""

    @property
    def label(self) -> str:
        """`Mẫu số 01, Thông tư 01/2018/TT-VPCP`."""
        return f"Mẫu số {self.number}, Thông tư {self.circular}"


@dataclass(frozen=True, slots=True)
class FormSet:
    """The forms of one circular, in force on [valid_from, valid_to); None = open."""

    circular: str
    valid_from: date
    valid_to: date | None
    forms: Mapping[FormKind, Form]

    def covers(self, day: date) -> bool:
        """Is the set in force on the day?"""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def has(self, kind: FormKind) -> bool:
        """Does the circular have such a form?"""
        return kind in self.forms

    def form(self, kind: FormKind) -> Form:
        """The form of a kind; refuses `form_not_in_set` where the circular has none (Mẫu 05 dừng before 15/9/2025)."""
        if kind not in self.forms:
            raise refuse(
                "form_not_in_set",
                f"Thông tư {self.circular} không có mẫu phiếu này. Hãy chọn phiếu khác.",
                form=kind.value,
            )
        return self.forms[kind]

    def by_number(self, number: str) -> Form:
        """The form with a printed number ("01"); refuses `form_not_in_set`."""
        for form in self.forms.values():
            if form.number == number:
                return form
        raise refuse(
            "form_not_in_set",
            f"Thông tư {self.circular} không có mẫu số {number}. Hãy chọn: {', '.join(sorted(self._numbers()))}.",
            form=number,
        )

    def _numbers(self) -> set[str]:
        return {form.number for form in self.forms.values()}


@lru_cache(maxsize=4)
def form_sets(path: Path = FORMS_FILE) -> tuple[FormSet, ...]:
    """All form sets of the data file, oldest first."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["form_sets"]
    return tuple(sorted((_form_set(row) for row in rows), key=lambda found: found.valid_from))


def form_set_on(day: date, path: Path = FORMS_FILE) -> FormSet:
    """The set in force on the day of reception; refuses `no_forms_in_force` before the first circular."""
    for found in form_sets(path):
        if found.covers(day):
            return found
    raise refuse(
        "no_forms_in_force",
        "Chưa có bộ mẫu phiếu cho ngày này. Hãy kiểm tra ngày tiếp nhận.",
        day=day.isoformat(),
    )


def form_periods(first: date, last: date) -> list[tuple[date, date]]:
    """The days `first` to `last`, both in it, cut where the forms of another circular begin: one period a set."""
    change = form_set_on(first).valid_to
    if change is None or last < change:
        return [(first, last)]
    return [(first, change - timedelta(days=1)), *form_periods(change, last)]


def _form_set(row: Mapping[str, Any]) -> FormSet:
    circular = row["circular"]
    forms = {
        FormKind(kind): Form(
            FormKind(kind),
            said["number"],
            said["title"],
            circular,
            Page(said["page"]),
            said.get("symbol", ""),
        )
        for kind, said in row["forms"].items()
    }
    return FormSet(circular, row["valid_from"], row["valid_to"], forms)
