"""The first page of administration: what needs a look, and the ways to everything."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.dossiers.archive.keeping import last_run
from motcua.notices.queries import failed_of
from motcua.organisation.reviewing import accounts_of
from motcua.organisation.terms import Role
from motcua.web.admin.opening import scope_in
from motcua.web.admin.register_views import tabs_of
from motcua.web.staff.requests import StaffRequest


@require_GET
def overview(request: StaffRequest) -> HttpResponse:
    """Figures that open their lists, and the registers of the unit where the actor works."""
    context: dict[str, object] = {"tabs": tabs_of(request.unit, request.actor.roles)}
    if request.actor.has(Role.ADMIN):
        context["figures"] = _figures(request)
        context["check"] = last_run()
    return render(request, "admin/overview.html", context)


def _figures(request: StaffRequest) -> list[tuple[int, str, str, str]]:
    accounts = accounts_of(scope_in(request), now=clock.now())
    reviews = "/can-bo/quan-tri/ra-soat/"
    counted = (
        (
            sum(one.person.is_active for one in accounts),
            _("Tài khoản đang mở"),
            "",
            "/can-bo/quan-tri/nguoi/",
        ),
        (sum(one.overdue for one in accounts), _("Quá hạn rà soát"), "red", f"{reviews}?loc=qua-han"),
        (sum(one.unused for one in accounts), _("Lâu không dùng"), "yellow", f"{reviews}?loc=khong-dung"),
        (
            sum(bool(one.expired) for one in accounts),
            _("Còn vai trò đã hết hạn"),
            "",
            f"{reviews}?loc=het-han",
        ),
        (
            failed_of(request.unit.pk),
            _("Tin không gửi được"),
            "red",
            "/can-bo/theo-doi/thong-bao/?xem=failed&tu=2000-01-01",
        ),
    )
    return [(number, label, colour if number else "", address) for number, label, colour, address in counted]
