"""What is known of a person before they are asked? By source, only what the form asks for and they consented to."""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.applicants.actors import Citizen
from motcua.applicants.models import Account
from motcua.applicants.queries import consented
from motcua.applicants.terms import Purpose
from motcua.dossiers.online.drafts import filings_of
from motcua.procedures.online_forms.prefilling import known_of

_EARLIER = "earlier."
_MOST_FILINGS = 20


def known_values(
    citizen: Citizen | None,
    sources: Iterable[str],
    *,
    card: Mapping[str, Any] | None = None,
    national: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Values by source. `card`: of the identity card's QR as read in this browser; `national`: as looked up."""
    wanted = frozenset(sources)
    found = known_of("cccd_qr", card or {}, wanted) | known_of("national", national or {}, wanted)
    if citizen is None:
        return found
    account = Account.objects.get(pk=citizen.account_id)
    own = {
        "name": account.name,
        "birth_date": account.birth_date,
        "id_number": account.id_number,
        "phone": account.phone,
        "email": account.email,
    }
    found |= known_of("account", own, wanted)
    if citizen.acting_for:
        acting = {"name": citizen.acting_for.name, "tax_code": citizen.acting_for.tax_code}
        found |= known_of("acting_for", acting, wanted)
    return found | earlier_answers(citizen.account_id, wanted)


def earlier_answers(account_id: int, wanted: Iterable[str]) -> dict[str, Any]:
    """The newest answer the person gave to each question of that name, if they let earlier dossiers be used."""
    names = {source.removeprefix(_EARLIER): source for source in wanted if source.startswith(_EARLIER)}
    if not names or not consented(account_id, Purpose.PREFILL):
        return {}
    found: dict[str, Any] = {}
    for answers in filings_of(account_id).values_list("answers", flat=True)[:_MOST_FILINGS]:
        for name, source in names.items():
            if source not in found and answers.get(name):
                found[source] = answers[name]
    return found
