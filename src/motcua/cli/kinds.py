"""Which kinds of data file are there, and what loads each?"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError, connection, transaction

from motcua.core.reading import LoadReport
from motcua.core.refusals import refuse
from motcua.dossiers.results.loading import load_result_template
from motcua.legal_basis.loading import load_rule_sets
from motcua.notices.loading import load_notices
from motcua.organisation.loading import load_levels, load_units
from motcua.organisation.loading_online_intake import load_online_intake
from motcua.participation.loading import load_on_the_spot
from motcua.payments.loading import load_receiving_accounts
from motcua.procedures.illustrating import lend_processes
from motcua.procedures.loading import load_national_procedures, load_procedures
from motcua.procedures.online_forms.loading import load_online_forms
from motcua.programmes.loading import load_programmes
from motcua.queueing.loading import load_hall
from motcua.reports.loading import load_campaign_results
from motcua.workcalendar.loading import load_calendar

_PLAIN: dict[str, Callable[..., LoadReport]] = {
    "levels": load_levels,
    "rule_sets": load_rule_sets,
    "calendar": load_calendar,
    "campaign_results": load_campaign_results,
    "units": load_units,
    "national_procedures": load_national_procedures,
    "notices": load_notices,
    "on_the_spot": load_on_the_spot,
    "online_intake": load_online_intake,
    "receiving_accounts": load_receiving_accounts,
    "result_template": load_result_template,
    "online_forms": load_online_forms,
    "hall": load_hall,
}
# Kinds whose gaps the demonstration fills: decisions, approvals.
_LENDING: dict[str, Callable[..., LoadReport]] = {
    "procedures": load_procedures,
    "programmes": load_programmes,
}
_LATER = ("control_plan",)
KINDS = (*_PLAIN, *_LENDING)


_ONE_AT_A_TIME = 0x6D6F7463  # "motc": the lock that two loads wait for


def load(data: Mapping[str, Any], *, file: str, at: datetime, lend: bool) -> LoadReport:
    """Load one file by its `kind`, all or nothing.

    Refused: `kind_unknown`, `kind_not_yet`, `data_does_not_fit` where only the database finds the fault.
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
            report = _load(data, file=file, at=at, lend=lend)
            connection.check_constraints()
            return report
    except (DataError, IntegrityError) as error:
        said = str(error).strip().splitlines()[0]
        raise refuse(
            "data_does_not_fit", f"Tệp {file} có dữ liệu không lưu được ({said}). Hãy sửa rồi nạp lại."
        ) from error


def _load(data: Mapping[str, Any], *, file: str, at: datetime, lend: bool) -> LoadReport:
    kind = data.get("kind")
    if kind in _LATER:
        raise refuse(
            "kind_not_yet",
            f"Tệp {file} thuộc loại {kind}, chưa hỗ trợ ở bản này. Hãy chờ bản sau rồi nạp lại.",
        )
    if kind in _PLAIN:
        return _PLAIN[str(kind)](data, file=file, at=at)
    if kind in _LENDING:
        return _LENDING[str(kind)](data, file=file, at=at, lend=lend)
    raise refuse(
        "kind_unknown", f"Tệp {file} không ghi loại (kind) đọc được. Hãy ghi một trong: {', '.join(KINDS)}."
    )


def lend_what_is_missing() -> int:
    """Internal processes that no source gives, marked minh họa; how many were added."""
    return lend_processes()
