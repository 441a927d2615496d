"""What fills a reception form before it is sent? A scanned card, an earlier intake, what was typed so far."""

from typing import Any

from django import forms
from django.http import QueryDict

from motcua.core.cccd_qr import read_cccd_qr
from motcua.core.phones import phone_text
from motcua.dossiers.applicant_facts import ApplicantFacts
from motcua.dossiers.models import Intake, Visit
from motcua.web.staff.reception_form import ReceptionForm

# Where a scanner types when nobody looked at the cursor.
_SCANNED_INTO = ("name", "id_number", "address")
_BARS_OF_A_CARD = 4


def card_in(data: QueryDict) -> str:
    """The text of a scanned card, in its own field or in one that the scanner hit by mistake; or ""."""
    if own := data.get("cccd_qr", "").strip():
        return own
    texts = (data.get(name, "") for name in _SCANNED_INTO)
    return next((text for text in texts if text.count("|") >= _BARS_OF_A_CARD), "")


def of_card(text: str) -> dict[str, Any]:
    """The form's words from a card. Raises Refused (`cccd_qr`) for what is no card."""
    card = read_cccd_qr(text)
    return {
        "kind": "person",
        "name": card.name,
        "id_type": "cccd",
        "id_number": card.number,
        "address": card.address,
    }


def of_intake(intake: Intake) -> dict[str, Any]:
    """The form's words from an intake: who came, and the papers that were already right."""
    words: dict[str, Any] = {"intake": intake.number, "channel": intake.channel} | _who(intake)
    for paper in intake.handed_in:
        words[f"paper-{paper['key']}-given"] = True
        words[f"paper-{paper['key']}-original"] = paper["original"]
        words[f"paper-{paper['key']}-copies"] = paper["copies"]
    return words


def of_visit(visit: Visit) -> dict[str, Any]:
    """The form's words from a visit: who stands at the counter is typed once."""
    return {"visit": visit.pk} | _who(visit)


def _who(facts: ApplicantFacts) -> dict[str, Any]:
    same = ("id_type", "id_number", "email", "address", "representative")
    words = {"kind": facts.applicant_kind, "name": facts.applicant_name, "phone": phone_text(facts.phone)}
    return words | {name: getattr(facts, name) for name in same}


def typed(data: QueryDict, form: ReceptionForm) -> dict[str, Any]:
    """What was typed so far, as it was typed, whether right or wrong; a tick taken away stays away."""
    return {name: _typed(data, name, field) for name, field in form.fields.items()}


def _typed(data: QueryDict, name: str, field: forms.Field) -> Any:
    return name in data if isinstance(field, forms.BooleanField) else data.get(name, "")
