"""What did the head do about a low rating? One more line, none taken back (001/KH-UBND 2.2)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.core.refusals import refuse_if
from motcua.core.vntext import nfc
from motcua.feedback.models import FollowUp, Rating
from motcua.feedback.policies import why_not_follow_up
from motcua.feedback.queries import marks_of
from motcua.feedback.rules import rating_rule
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.queries import units_under
from motcua.organisation.stated import said_by


@transaction.atomic
def follow_up(*, rating_id: UUID, text: str, actor: Actor, at: datetime) -> FollowUp:
    """Write it. Raises Refused (see policies), Rating.DoesNotExist."""
    rating = Rating.objects.get(pk=rating_id)
    low = rating_rule().is_low(rating.satisfaction, marks_of(rating).values())
    within = rating.unit_id in units_under([actor.unit_id])
    refuse_if(why_not_follow_up(actor, within=within, low=low, text=text))
    note(actor, at, "follow_up_rating", f"rating:{rating_id}")
    return FollowUp.objects.create(rating=rating, text=nfc(text).strip(), **said_by(actor, at))
