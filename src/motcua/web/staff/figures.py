"""The unit's figures of some days: late dossiers, nought said in words, how many came and go by each channel, whose."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.dossiers.apologies import late_in
from motcua.dossiers.applicants import KIND_LABELS
from motcua.dossiers.channels import ChannelCounts, channel_counts
from motcua.dossiers.queries import overdue
from motcua.dossiers.terms import CHANNEL_LABELS, RETURN_LABELS
from motcua.web.staff.days import days_asked
from motcua.web.staff.requests import StaffRequest


@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """From and to, both in it, first of this month and today where nothing is said; every figure opens its list."""
    today = local_day(clock.now())
    first, last = days_asked(request, first=today.replace(day=1))
    first, last = min(first, last), max(first, last)
    now, counts = clock.now(), channel_counts(request.unit.pk, first, last)
    late = len(late_in(request.unit.pk, first, last, now))
    late_list = f"{reverse('staff:late')}?{_days(first, last)}"
    still = overdue(request.unit.pk, now).count()
    context = {
        "first": first,
        "last": last,
        "late": late,
        "late_list": late_list,
        "figures": [
            (late, _("Hồ sơ trễ hạn trong kỳ"), "red" if late else "green", late_list),
            (still, _("Đang quá hạn lúc này"), "red" if still else "", "/can-bo/qua-han/"),
            (counts.total, _("Đã tiếp nhận trong kỳ"), "", _register(first, last)),
        ],
    }
    return render(request, "staff/figures.html", context | _by_channel(counts, first, last))


def _by_channel(counts: ChannelCounts, first: date, last: date) -> dict[str, object]:
    """Rows of the tables: a label, then each figure with the list behind it."""
    return {
        "came": [
            (CHANNEL_LABELS[one], (n, _register(first, last, kenh=one.value)))
            for one, n in counts.received.items()
        ],
        "whose": [
            (KIND_LABELS[one], (n, _register(first, last, **{"nguoi-nop": one.value})))
            for one, n in counts.applicants.items()
        ],
        "out": [
            (
                RETURN_LABELS[one],
                (n, _register(first, last, nhan=one.value)),
                (counts.returned[one], _register(first, last, **{"nhan": one.value, "da-tra": "1"})),
            )
            for one, n in counts.to_return.items()
        ],
    }


def _days(first: date, last: date) -> str:
    return urlencode({"tu": first.isoformat(), "den": last.isoformat()})


def _register(first: date, last: date, **only: str) -> str:
    return f"{reverse('staff:register')}?{_days(first, last)}" + (f"&{urlencode(only)}" if only else "")
