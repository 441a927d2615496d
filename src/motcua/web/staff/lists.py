"""Work lists: mine, my desk's, overdue, due today, results to hand over, drafts to approve."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import (
    PAGE_SIZE,
    Cursor,
    due_today,
    in_unit,
    keyset_page,
    mine,
    narrowed,
    overdue,
)
from motcua.dossiers.signing_watch import signers_now
from motcua.dossiers.terms import State
from motcua.organisation.actors import Actor
from motcua.organisation.terms import KEEPERS
from motcua.web.staff.filters import filters_of, selects
from motcua.web.staff.requests import StaffRequest, journal_list, read_cursor, written
from motcua.web.staff.rows import rows_of
from motcua.web.staff.sought import KEY, searched, sought
from motcua.web.staff.trays import TRAY_LIMIT, tray_acts


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list: its address, its name, what it says when nothing stands on it, which dossiers stand on it."""

    slug: str
    title: str | Promise
    empty: str | Promise
    dossiers: Callable[[Actor, datetime], QuerySet[Dossier]]

    @property
    def address(self) -> str:
        """Where it is."""
        return f"/can-bo/{self.slug}/"


def _returning(actor: Actor, now: datetime) -> QuerySet[Dossier]:
    return in_unit(actor.unit_id).filter(state=State.READY)


def _signing(actor: Actor, now: datetime) -> QuerySet[Dossier]:
    return in_unit(actor.unit_id).filter(state=State.APPRAISED)


SHELVES = (
    Shelf(
        "xu-ly",
        _("Việc của tôi"),
        _("Không có việc nào đang chờ ông/bà. Hồ sơ tới lượt sẽ hiện ở đây."),
        lambda actor, now: mine(actor),
    ),
    Shelf(
        "ho-so",
        _("Hồ sơ của quầy"),
        _("Quầy chưa có hồ sơ nào đang giải quyết. Hồ sơ mới tiếp nhận sẽ hiện ở đây."),
        lambda actor, now: in_unit(actor.unit_id),
    ),
    Shelf(
        "qua-han", _("Quá hạn"), _("Không có hồ sơ quá hạn."), lambda actor, now: overdue(actor.unit_id, now)
    ),
    Shelf(
        "hom-nay",
        _("Đến hạn hôm nay"),
        _("Hôm nay không còn hồ sơ nào đến hạn."),
        lambda actor, now: due_today(actor.unit_id, now),
    ),
    Shelf(
        "tra-ket-qua",
        _("Chờ trả kết quả"),
        _("Chưa có kết quả nào chờ trả. Kết quả về quầy sẽ hiện ở đây."),
        _returning,
    ),
    Shelf(
        "lanh-dao",
        _("Chờ phê duyệt"),
        _("Không có hồ sơ nào chờ phê duyệt."),
        _signing,
    ),
)
_BY_SLUG = {shelf.slug: shelf for shelf in SHELVES}


@searched
@require_GET
def shelf(request: StaffRequest, slug: str) -> HttpResponse:
    """One list, narrowed and paged; `nhieu=1` shows a whole tray, `chon=1` ticks every row of it."""
    if slug not in _BY_SLUG:
        raise Http404
    here, now, asked = _BY_SLUG[slug], clock.now(), request.GET
    filters = filters_of(asked, sought(request), now)
    limit = TRAY_LIMIT if asked.get("nhieu") == "1" else PAGE_SIZE
    dossiers = narrowed(here.dossiers(request.actor, now), filters)
    found = keyset_page(dossiers, read_cursor(asked.get("sau", "")), limit)
    journal_list(request, slug, found.rows)
    context = {
        "shelf": here,
        "tabs": _tabs(request.actor, now, slug),
        "rows": rows_of(found.rows, request.unit, now),
        "filters": filters,
        "narrowed": any(asked.get(name) for name in (KEY, "thu-tuc", "trang-thai", "kenh", "han")),
        "selects": selects(request.unit.id, filters, asked.get("han", "")),
        "ticked": asked.get("chon") == "1",
        "acts": tray_acts(request.actor, found.rows),
        "signers": signers_now(request.unit.id, now) if slug == "lanh-dao" else None,
        "keeps": bool(request.actor.roles & KEEPERS),
    }
    return render(request, "staff/list.html", context | _onward(request, found.next, limit))


def _onward(request: StaffRequest, following: Cursor | None, limit: int) -> dict[str, str]:
    """Where the list goes on, begins, becomes a whole tray, has every row ticked."""
    asked = request.GET
    return {
        "following": _address(request, sau=written(following)) if following else "",
        "first": _address(request, sau="") if asked.get("sau") else "",
        "more": _address(request, nhieu="1") if following and limit == PAGE_SIZE else "",
        "tick_all": _address(request, chon="" if asked.get("chon") else "1"),
    }


def _address(request: StaffRequest, **changed: str) -> str:
    """This list with something changed; a word without value is left out."""
    words = {name: value for name, value in (request.GET.dict() | changed).items() if value}
    return f"{request.path}?{urlencode(words)}" if words else request.path


def _tabs(actor: Actor, now: datetime, slug: str) -> list[tuple[str | Promise, str, bool, int]]:
    """The lists side by side, each with how many stand on it (open ones)."""
    counted = [(one, one.dossiers(actor, now).filter(ended_at__isnull=True).count()) for one in SHELVES]
    return [(one.title, one.address, one.slug == slug, count) for one, count in counted]
