"""How is a role or a decision said in a list of people, and who is shown which picture? Filters for offices' pages."""

from collections.abc import Sequence

from django import template

from motcua.documents.files.kinds import ScanState
from motcua.dossiers.models import ComponentCopy
from motcua.dossiers.policies import why_not_open_copy
from motcua.organisation.actors import Actor
from motcua.organisation.terms import REVIEW_LABELS, ROLE_LABELS, ReviewDecision, Role

register = template.Library()


@register.filter
def mc_role(role: str) -> str:
    """A role in words."""
    return ROLE_LABELS[Role(role)]


@register.filter
def mc_review(decision: str) -> str:
    """The decision of a review in words."""
    return REVIEW_LABELS[ReviewDecision(decision)]


@register.filter
def mc_pictured(copy: ComponentCopy, actor: Actor) -> bool:
    """Does this person get a small picture of the copy? Not of what they, or nobody yet, may open."""
    held = copy.file.scan in {ScanState.WAITING, ScanState.INFECTED}
    refused = why_not_open_copy(actor.unit_id, actor, sensitive=copy.file.sensitive)
    return bool(copy.pages) and not held and refused is None


@register.filter
def mc_nth(texts: Sequence[object], place: int) -> str:
    """The text at a place of a list, for the label of a cell."""
    return str(texts[place])
