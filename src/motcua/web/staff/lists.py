"""Work lists: mine, my desk's, overdue, due today, results to hand over; and acts on a tray of dossiers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from config import clock
from motcua.dossiers import policies
from motcua.dossiers.actions.registry import perform_many
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import Filters, due_today, in_unit, keyset_page, mine, narrowed, overdue
from motcua.dossiers.terms import ACT_LABELS, STATE_LABELS, Act, State
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.web.staff.requests import StaffRequest, journal_list, read_cursor, written
from motcua.web.staff.rows import rows_of

# Acts that need no words, so that a whole tray can be done in one go.
TRAY_ACTS = (Act.ACCEPT, Act.FORWARD, Act.APPRAISE, Act.APPROVE, Act.STAMP, Act.HAND_BACK, Act.RETURN_RESULT)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list: its address, its name, which dossiers stand on it."""

    slug: str
    address: str
    title: str | Promise
    dossiers: Callable[[Actor, datetime], QuerySet[Dossier]]


def _returning(actor: Actor, now: datetime) -> QuerySet[Dossier]:
    return in_unit(actor.unit_id).filter(state=State.READY)


def _signing(actor: Actor, now: datetime) -> QuerySet[Dossier]:
    return in_unit(actor.unit_id).filter(state=State.APPRAISED)


SHELVES = (
    Shelf("xu-ly", "/can-bo/xu-ly/", _("Việc của tôi"), lambda actor, now: mine(actor)),
    Shelf("ho-so", "/can-bo/ho-so/", _("Hồ sơ của quầy"), lambda actor, now: in_unit(actor.unit_id)),
    Shelf("qua-han", "/can-bo/qua-han/", _("Quá hạn"), lambda actor, now: overdue(actor.unit_id, now)),
    Shelf(
        "hom-nay", "/can-bo/hom-nay/", _("Đến hạn hôm nay"), lambda actor, now: due_today(actor.unit_id, now)
    ),
    Shelf("tra-ket-qua", "/can-bo/tra-ket-qua/", _("Chờ trả kết quả"), _returning),
    Shelf("lanh-dao", "/can-bo/lanh-dao/", _("Chờ phê duyệt"), _signing),
)
_BY_SLUG = {shelf.slug: shelf for shelf in SHELVES}


@require_GET
def shelf(request: StaffRequest, slug: str) -> HttpResponse:
    """One list, narrowed and paged."""
    if slug not in _BY_SLUG:
        raise Http404
    here, now = _BY_SLUG[slug], clock.now()
    filters = _filters(request)
    found = keyset_page(
        narrowed(here.dossiers(request.actor, now), filters), read_cursor(request.GET.get("sau", ""))
    )
    unit = Unit.objects.select_related("level").get(pk=request.actor.unit_id)
    journal_list(request, slug, found.rows)
    following = urlencode(request.GET.dict() | {"sau": written(found.next)}) if found.next else ""
    context = {
        "shelf": here,
        "tabs": _tabs(request.actor, now, slug),
        "rows": rows_of(found.rows, unit, now),
        "filters": filters,
        "states": [(state.value, label) for state, label in STATE_LABELS.items()],
        "following": f"{here.address}?{following}" if following else "",
        "first": here.address if request.GET.get("sau") else "",
        "acts": _tray_acts(request.actor),
    }
    return render(request, "staff/list.html", context)


def _filters(request: StaffRequest) -> Filters:
    state = request.GET.get("trang-thai", "")
    return Filters(
        state=state if state in {known.value for known in State} else "",
        text=request.GET.get("q", "")[:200],
        include_ended=request.GET.get("da-xong") == "1",
    )


def _tabs(actor: Actor, now: datetime, slug: str) -> list[tuple[str | Promise, str, bool, int]]:
    """The lists side by side, each with how many stand on it (open ones)."""
    return [
        (
            one.title,
            one.address,
            one.slug == slug,
            one.dossiers(actor, now).filter(ended_at__isnull=True).count(),
        )
        for one in SHELVES
    ]


def _tray_acts(actor: Actor) -> list[tuple[str, str]]:
    return [(act.value, ACT_LABELS[act]) for act in TRAY_ACTS if actor.has(*policies.ROLES_FOR[act])]


@require_POST
def tray(request: StaffRequest) -> HttpResponse:
    """One act on all ticked dossiers: each judged on its own, each answered."""
    act = request.POST.get("act", "")
    if act not in {known.value for known in TRAY_ACTS}:
        raise Http404
    answers = perform_many(
        act=Act(act), codes=request.POST.getlist("code"), actor=request.actor, at=clock.now(), said={}
    )
    done = [answer for answer in answers if answer.refusal is None]
    refused = [answer for answer in answers if answer.refusal is not None]
    context = {"label": ACT_LABELS[Act(act)], "done": done, "refused": refused}
    return render(request, "staff/tray_done.html", context, status=200 if done else 409)
