"""How is a role or a decision said in a list of people? Filters for the pages of administration."""

from collections.abc import Sequence

from django import template

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
def mc_nth(texts: Sequence[object], place: int) -> str:
    """The text at a place of a list, for the label of a cell."""
    return str(texts[place])
