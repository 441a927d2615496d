"""Whom does a leak concern? Found by period, by what one official opened, or by a file; as a list for the report."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.applicants.models import Account
from motcua.core.models import JournalEntry
from motcua.core.phones import phone_text
from motcua.documents.spreadsheets import as_xlsx
from motcua.dossiers.models import ComponentCopy, Dossier
from motcua.dossiers.online_tables import OnlineFiling
from motcua.personal_data.models import Breach
from motcua.personal_data.terms import BreachScope

HEADER = ["Mã hồ sơ", "Tài khoản", "Họ và tên", "Điện thoại", "Thư điện tử", "Địa chỉ"]
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """By what the affected are found, in one unit: moments [first, last), an official's id, a file's SHA-256."""

    scope: BreachScope
    unit_id: str
    first: datetime | None = None
    last: datetime | None = None
    person_id: int | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Affected:
    """Dossiers by their key and code, accounts by their key; `more`: the list was cut."""

    dossiers: dict[int, str]
    accounts: frozenset[int]
    more: bool


def affected_by(wanted: Wanted) -> Affected:
    """The dossiers of the unit in the scope, and the accounts they were filed from or whose number they bear."""
    found = Dossier.objects.filter(_scope(wanted), unit_id=wanted.unit_id).distinct().order_by("pk")
    rows = list(found[: MOST + 1])
    dossiers = {one.pk: str(one) for one in rows[:MOST]}
    filed = OnlineFiling.objects.filter(dossier__in=dossiers, account__isnull=False)
    numbers = {one.id_number for one in rows[:MOST] if one.id_number}
    named = Account.objects.filter(id_number__in=numbers, id_verified_at__isnull=False)
    accounts = {*filed.values_list("account_id", flat=True), *named.values_list("pk", flat=True)}
    return Affected(dossiers, frozenset(pk for pk in accounts if pk is not None), len(rows) > MOST)


def _scope(wanted: Wanted) -> Q:
    if wanted.scope is BreachScope.FILE:
        copies = ComponentCopy.objects.filter(file__sha256=wanted.sha256)
        filed = Q(online_filing__papers__contains=[{"sha256": wanted.sha256}])
        return Q(pk__in=copies.values("dossier_id")) | filed
    between = {"gte": wanted.first, "lt": wanted.last}
    if wanted.scope is BreachScope.PERIOD:
        return Q(**{f"submitted_at__{how}": moment for how, moment in between.items() if moment})
    entries = JournalEntry.objects.filter(
        **{f"at__{how}": moment for how, moment in between.items() if moment},
        chain=wanted.unit_id,
        actor_id=wanted.person_id,
        action__startswith="view",
    )
    return _numbered(_codes(entries.values_list("subject", "detail")))


def _numbered(codes: Collection[str]) -> Q:
    return Q(code__in=codes) | Q(filing_number__in=codes)


def _codes(rows: Iterable[tuple[str, dict[str, object]]]) -> set[str]:
    found: set[str] = set()
    for subject, detail in rows:
        found.add(subject)
        listed = detail.get("codes", [])
        if isinstance(listed, list):
            found.update(str(code) for code in listed)
    return found


def list_of(breach: Breach) -> bytes:
    """The affected as a workbook for the report to the authority: how each of them is reached."""
    rows = []
    codes = list(breach.subjects.exclude(dossier="").values_list("dossier", flat=True))
    for dossier in Dossier.objects.filter(_numbered(codes)).order_by("pk"):
        who = [dossier.applicant_name, phone_text(dossier.phone), dossier.email, dossier.address]
        rows.append([str(dossier), "", *who])
    for account in Account.objects.filter(pk__in=breach.subjects.values("account_id")).order_by("pk"):
        who = [account.name, phone_text(account.phone), account.email, account.address]
        rows.append(["", str(account.pk), *who])
    return as_xlsx("Người bị ảnh hưởng", HEADER, rows)
