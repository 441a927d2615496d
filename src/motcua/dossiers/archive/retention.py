"""How long is a closed dossier kept, and from which source? Pure: `data/retention.yaml` in, a term out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.core.yaml_files import read_yaml

RETENTION_FILE = Path(__file__).resolve().parents[4] / "data" / "retention.yaml"


@dataclass(frozen=True, slots=True)
class Term:
    """A retention term (thời hạn lưu trữ): years, or days, or neither for a permanent one."""

    key: str
    name: str
    years: int | None
    days: int | None
    basis: str
    source: str
    confidence: str
    books: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    procedures: frozenset[str] = frozenset()

    def fits(self, *, book: str, field: str, procedure: str) -> bool:
        """Whether the group holds a procedure."""
        return book in self.books or field in self.fields or procedure in self.procedures

    def until(self, ended: date) -> date | None:
        """The first day on which disposal may be decided; None: never. 29 February counts to 1 March."""
        if self.days is not None:
            return ended + timedelta(days=self.days + 1)
        return None if self.years is None else _years_on(ended, self.years) + timedelta(days=1)

    @property
    def words(self) -> str:
        """`10 năm`, `3650 ngày` or `vĩnh viễn`."""
        if self.days is not None:
            return f"{self.days} ngày"
        return "vĩnh viễn" if self.years is None else f"{self.years} năm"


@dataclass(frozen=True, slots=True)
class Retention:
    """The whole table: `after_days` from the end to the archive, groups in order, what holds otherwise."""

    after_days: int
    groups: tuple[Term, ...]
    otherwise: Term

    def term_of(self, *, book: str, field: str, procedure: str) -> Term:
        """The term of a procedure: the first group that fits."""
        found = (one for one in self.groups if one.fits(book=book, field=field, procedure=procedure))
        return next(found, self.otherwise)


@lru_cache(maxsize=1)
def retention() -> Retention:
    """Of `data/retention.yaml`."""
    return read_retention(read_yaml(RETENTION_FILE))


def read_retention(said: Mapping[str, Any]) -> Retention:
    """Raises ValueError for a term that is no term: one and only one of years, days, permanent."""
    return Retention(
        after_days=_positive(said["after_days"]),
        groups=tuple(_term(row) for row in said["groups"]),
        otherwise=_term(said["otherwise"]),
    )


def _term(row: Mapping[str, Any]) -> Term:
    said = [name for name in ("years", "days", "permanent") if row.get(name)]
    if len(said) != 1:
        raise ValueError(f"{row['key']}: a term is years, days or permanent")
    return Term(
        key=row["key"],
        name=row["name"],
        years=_positive(row["years"]) if "years" in row else None,
        days=_positive(row["days"]) if "days" in row else None,
        basis=row["basis"],
        source=row["source"],
        confidence=row["confidence"],
        books=frozenset(row.get("books", ())),
        fields=frozenset(row.get("fields", ())),
        procedures=frozenset(row.get("procedures", ())),
    )


def _positive(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{value!r} is no number of years or days")
    return value


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
