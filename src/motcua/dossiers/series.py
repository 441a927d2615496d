"""Which numbers were given, and who carries them? The series behind each counter, for `motcua verify`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from motcua.core.models import NumberCounter
from motcua.dossiers.blocks import reserved_codes_of
from motcua.dossiers.models import Dossier, Intake, Step
from motcua.dossiers.results.codes import SERIES
from motcua.dossiers.results.verification import numbers_of
from motcua.dossiers.terms import Act


@dataclass(frozen=True, slots=True)
class Series:
    """A series: its name for a finding, the label of its n-th number, the labels that records carry."""

    name: str
    label: Callable[[int], str]
    kept: Callable[[], set[str]]


# Acts that draw a number of a result.
_RESULT_ACTS = (Act.APPROVE, Act.REPLACE_RESULT)


def series_of(scope: str) -> Series | None:
    """The series of a counter by its scope (as `dossiers.codes` names it), or None for one of another area."""
    kind, *parts = scope.split("|")
    if kind in _CARRIED and len(parts) == 1:
        prefix = parts[0]
        return Series(prefix, lambda n: f"{prefix}{n:04d}", lambda: _CARRIED[kind](prefix))
    if kind == "result" and len(parts) == 2:
        unit, year = parts
        return Series(
            f"số kết quả {unit} {year}",
            lambda n: f"{n:02d}/{year}/KQ-TTHC",
            lambda: _said(unit, year, f"/{year}/KQ-TTHC", acts=_RESULT_ACTS, path="data__result__number"),
        )
    if kind == SERIES and len(parts) == 3:
        unit, year, symbol = parts
        return Series(
            f"số {symbol} {unit} {year}",
            lambda n: f"{n:02d}/{symbol}",
            lambda: numbers_of(unit, int(year), symbol),
        )
    if kind == "letter" and len(parts) == 3:
        unit, year, symbol = parts
        return Series(
            f"số văn bản {symbol} {unit} {year}",
            lambda n: f"{n:02d}/{symbol}",
            lambda: _said(unit, year, f"/{symbol}", path="data__letter"),
        )
    return None


def prefixes_without_counter() -> list[str]:
    """Prefixes of codes and numbers in use for which no counter stands any more."""
    scopes = set(NumberCounter.objects.values_list("scope", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_PREFIXES)
        return sorted(prefix for kind, prefix in cursor.fetchall() if f"{kind}|{prefix}" not in scopes)


_PREFIXES = """
    SELECT DISTINCT kind, regexp_replace(number, '[0-9]+$', '') FROM (
        SELECT 'dossier' AS kind, code AS number FROM dossiers_dossier WHERE code IS NOT NULL
        UNION ALL SELECT 'dossier', code FROM dossiers_reservednumber
        UNION ALL SELECT 'filing', filing_number FROM dossiers_dossier WHERE filing_number IS NOT NULL
        UNION ALL SELECT 'intake', number FROM dossiers_intake
    ) AS numbers
"""


def _codes(prefix: str) -> set[str]:
    """Carried by a dossier, or lying on paper under a block (which says what became of each)."""
    carried = {
        code for (code,) in Dossier.objects.filter(code__startswith=prefix).values_list("code") if code
    }
    return carried | reserved_codes_of(prefix)


def _filings(prefix: str) -> set[str]:
    numbers = Dossier.objects.filter(filing_number__startswith=prefix).values_list("filing_number")
    return {number for (number,) in numbers if number}


def _intakes(prefix: str) -> set[str]:
    return set(Intake.objects.filter(number__startswith=prefix).values_list("number", flat=True))


_CARRIED: dict[str, Callable[[str], set[str]]] = {"dossier": _codes, "filing": _filings, "intake": _intakes}


def _said(unit: str, year: str, ending: str, *, path: str, acts: tuple[str, ...] = ()) -> set[str]:
    """Numbers that the steps of the unit and (local) year say; a step keeps the unit it was done in."""
    steps = Step.objects.filter(unit_id=unit, at__year=int(year), **{f"{path}__endswith": ending})
    if acts:
        steps = steps.filter(act__in=acts)
    return {str(number) for (number,) in steps.values_list(path)}
