"""What does every page know: the time shown, the unit, who acts, and whether this is a demonstration?"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from config import clock
from config.request_id import current_request_id
from motcua.organisation.actors import Actor
from motcua.organisation.terms import ROLE_LABELS
from motcua.web.shared import navigation
from motcua.web.shared.navigation import Tab


@dataclass(frozen=True, slots=True)
class Page:
    """What the frame of a page shows; `shown_from` is set where the demonstration's clock runs."""

    now: datetime
    shown_from: datetime | None
    production: bool
    demonstration: bool
    actor: Actor | None
    unit_name: str
    under_name: str
    role_names: str
    home: str
    language: str
    languages: tuple[tuple[str, str], ...]
    public_tabs: list[Tab]
    staff_tabs: list[Tab]
    footer_links: list[Tab]
    request_id: str


def page(request: HttpRequest) -> dict[str, Page]:
    """The context processor: `{{ page.now }}`, `{{ page.actor.name }}` and so on in every template.

    A view says which unit the page is about by `request.unit_name` (staff pages: the actor's unit).
    """
    actor: Actor | None = getattr(request, "actor", None)
    shift = clock.shifted_from()
    return {
        "page": Page(
            now=clock.now(),
            shown_from=shift.shown_at if shift else None,
            production=settings.PRODUCTION,
            demonstration=settings.DEMONSTRATION,
            actor=actor,
            unit_name=str(getattr(request, "unit_name", "")),
            under_name=str(getattr(request, "under_name", "")),
            role_names=_role_names(actor),
            home="/can-bo/" if actor else "/",
            language=get_language() or settings.LANGUAGE_CODE,
            languages=tuple(settings.LANGUAGES),
            public_tabs=navigation.public_tabs(request.path),
            staff_tabs=navigation.staff_tabs(actor.roles, request.path) if actor else [],
            footer_links=navigation.footer_links(),
            request_id=current_request_id.get(),
        )
    }


def _role_names(actor: Actor | None) -> str:
    return ", ".join(label for role, label in ROLE_LABELS.items() if actor and role in actor.roles)
