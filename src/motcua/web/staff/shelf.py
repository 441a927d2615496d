"""The shelf of results nobody has taken: by age, who is to be called, where each lies; nothing goes away by itself."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.core.phones import phone_text
from motcua.dossiers import shelf as lying
from motcua.dossiers.models import Dossier
from motcua.dossiers.shelf_rules import AGES
from motcua.dossiers.terms import REMINDER_LABELS, RETURN_LABELS, ReminderMeans, ReturnChannel
from motcua.web.staff.paging import page_asked
from motcua.web.staff.requests import StaffRequest, journal_list

PAGE_SIZE = 50
CALL = "goi"
_SORTED = (
    ("cu", _lazy("Lâu nhất trước")),
    ("moi", _lazy("Mới nhất trước")),
    ("cho", _lazy("Theo chỗ để")),
    ("ten", _lazy("Theo tên")),
)


@dataclass(frozen=True, slots=True)
class Lying:
    """One result on the shelf as the page shows it."""

    number: str
    applicant: str
    phone: str
    procedure: str
    ready_at: datetime | None
    days: int
    place: str
    channel: str
    reminded: str
    reminded_at: datetime | None
    to_call: bool
    by_desk: bool


@require_GET
def shelf(request: StaffRequest) -> HttpResponse:
    """`tuoi` narrows to an age, `xem=goi` to who is to be called, `xep` sorts, `trang` pages."""
    now, unit_id, asked = clock.now(), request.unit.id, request.GET
    age = next((one for one in AGES if one.slug == asked.get("tuoi")), None)
    calling = asked.get("xem") == CALL
    found = lying.to_call(unit_id) if calling else lying.on_shelf(unit_id)
    found = lying.of_age(found, age, local_day(now)) if age else found
    page, sort = page_asked(request), asked.get("xep", "")
    rows = list(lying.sorted_shelf(found, sort)[page * PAGE_SIZE : (page + 1) * PAGE_SIZE + 1])
    journal_list(request, "ke-ket-qua", rows[:PAGE_SIZE])
    words = {"tuoi": age.slug if age else "", "xem": CALL if calling else "", "xep": sort}
    context = {
        "rows": [_shown(row, now) for row in rows[:PAGE_SIZE]],
        "figures": _figures(request, now),
        "title": _title(age.label if age else "", calling),
        "sorts": [
            (label, _address(request, words | {"xep": key}), key == (sort or "cu")) for key, label in _SORTED
        ],
        "following": _address(request, words | {"trang": str(page + 1)}) if len(rows) > PAGE_SIZE else "",
        "first": _address(request, words) if page else "",
        "narrowed": bool(age or calling),
    }
    return render(request, "staff/result_shelf.html", context)


def _title(age: str, calling: bool) -> str:
    if calling:
        return _("Cần gọi nhắc")
    return _("Nằm trên kệ: %(age)s") % {"age": age.lower()} if age else _("Tất cả kết quả trên kệ")


def _figures(request: StaffRequest, now: datetime) -> list[tuple[int, str, str, str]]:
    """Each figure opens its list; the ages together are the whole shelf."""
    counts = lying.age_counts(request.unit.id, local_day(now))
    figures = [
        (
            one.count,
            one.age.label,
            "red" if one.count and one.age.last is None else "",
            _address(request, {"tuoi": one.age.slug}),
        )
        for one in counts
    ]
    calls = lying.to_call(request.unit.id).count()
    whole = (sum(one.count for one in counts), _("Tất cả trên kệ"), "", _address(request, {}))
    call = (calls, _("Cần gọi nhắc"), "yellow" if calls else "", _address(request, {"xem": CALL}))
    return [whole, *figures, call]


def _address(request: StaffRequest, words: dict[str, str]) -> str:
    said = "&".join(f"{name}={value}" for name, value in words.items() if value)
    return f"{request.path}?{said}" if said else request.path


def _shown(row: Dossier, now: datetime) -> Lying:
    how = getattr(row, "reminded_by", None)
    return Lying(
        number=str(row),
        applicant=row.applicant_name,
        phone=phone_text(row.phone) if row.phone else "",
        procedure=row.version.name,
        ready_at=row.ready_at,
        days=lying.days_of(row, now),
        place=row.shelf_place,
        channel=RETURN_LABELS[ReturnChannel(row.return_channel)],
        reminded=REMINDER_LABELS[ReminderMeans(how)] if how else "",
        reminded_at=getattr(row, "reminded_at", None),
        to_call=how == ReminderMeans.MARK,
        by_desk=row.return_channel == ReturnChannel.DESK,
    )
