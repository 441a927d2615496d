"""Which filing in preparation is meant, whose is it, and until when is it kept? Reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from motcua.applicants.queries import joined_ids
from motcua.dossiers.models import Dossier, Draft, OnlineFiling, UploadPart
from motcua.dossiers.online.settings import online_rules
from motcua.dossiers.online_terms import DraftState
from motcua.dossiers.terms import Act, State

_NOBODYS = "0" * 64


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a draft: an account (with those joined into it), or a guest by the draft's number and secret."""

    account_id: int | None = None
    number: str = ""
    secret: str = ""


def secret_hash(secret: str) -> str:
    """What is kept of a guest's secret."""
    plain = "".join(secret.replace("-", "").split()).upper()
    return salted_hmac("motcua.drafts", plain, algorithm="sha256").hexdigest()


def drafts_of(holder: Holder) -> QuerySet[Draft]:
    """The open drafts of a holder, the latest first; a wrong secret costs as much time as a right one."""
    open_ones = Draft.objects.filter(state=DraftState.OPEN).select_related("procedure", "unit")
    if holder.account_id is not None:
        return open_ones.filter(account__in=joined_ids(holder.account_id)).order_by("-updated_at")
    kept = (
        Draft.objects.filter(number=holder.number, account=None).values_list("secret_hash", flat=True).first()
    )
    right = compare_digest(kept or _NOBODYS, secret_hash(holder.secret)) and kept is not None
    return open_ones.filter(number=holder.number) if right else open_ones.none()


def draft_for(holder: Holder, procedure: str) -> Draft | None:
    """The holder's open draft for a procedure."""
    return drafts_of(holder).filter(procedure_id=procedure).first()


def kept_until(draft: Draft) -> datetime:
    """When the draft is discarded if nobody touches it."""
    return online_rules().kept_until(draft.updated_at)


def ending_soon(at: datetime) -> QuerySet[Draft]:
    """Open drafts of accounts that are discarded within the days of the rules if nobody touches them.

    A guest's are not among them: what a guest typed as contact is nobody's confirmed one.
    """
    rules = online_rules()
    kept = timedelta(days=rules.draft_days)
    told = kept - timedelta(days=rules.draft_told_days)
    lately = Draft.objects.filter(updated_at__gt=at - kept, updated_at__lte=at - told)
    return lately.filter(state=DraftState.OPEN, account__isnull=False).order_by("updated_at", "pk")


def filed_by(holder: Holder, number: str) -> OnlineFiling | None:
    """The filing that the holder's draft of that number became."""
    filings = OnlineFiling.objects.filter(draft__number=number, draft__state=DraftState.FILED)
    filing = filings.select_related("draft", "dossier__version", "dossier__unit").first()
    return filing if filing is not None and _is_theirs(filing, holder) else None


def _is_theirs(filing: OnlineFiling, holder: Holder) -> bool:
    if holder.account_id is not None:
        return filing.account_id in joined_ids(holder.account_id)
    draft = filing.draft
    return draft is not None and draft.account_id is None and draft.secret_hash == secret_hash(holder.secret)


def parts_there(draft: Draft, upload: str) -> list[tuple[int, int]]:
    """(number, bytes) of the parts of a file that have come, so that sending goes on from there."""
    rows = UploadPart.objects.filter(draft=draft, upload=upload).order_by("number")
    return list(rows.values_list("number", "size"))


def asked_items(dossier: Dossier) -> list[dict[str, Any]]:
    """What the last request for a supplement asked for: [{key, name, why}]; empty where nothing is awaited."""
    if dossier.state != State.AWAITING_SUPPLEMENT:
        return []
    last = dossier.steps.filter(act=Act.ASK_SUPPLEMENT).order_by("-seq").first()
    return list(last.data["items"]) if last else []


def filing_of(dossier: Dossier) -> OnlineFiling | None:
    """How a dossier was filed online, or None."""
    return OnlineFiling.objects.select_related("assisted_by", "declaration").filter(dossier=dossier).first()


def filings_of(account_id: int) -> QuerySet[OnlineFiling]:
    """What an account filed, the latest first."""
    filings = OnlineFiling.objects.filter(account__in=joined_ids(account_id))
    return filings.select_related("dossier__version", "dossier__unit").order_by("-filed_at")
