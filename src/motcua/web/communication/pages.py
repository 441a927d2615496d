"""The registers of a unit: all on one page, each table with search, form and files; strike out an entry."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.documents.spreadsheets import as_csv, as_xlsx
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind
from motcua.organisation.reviewing import people_of
from motcua.outreach.actions.striking import strike_entry
from motcua.outreach.reading_out import ready_texts
from motcua.outreach.registers import REGISTERS
from motcua.outreach.registers.making import Asked
from motcua.participation.sheet import Line, Opens, Sheet
from motcua.web.admin.fields import UnitForm, performed
from motcua.web.communication.fields import ChoosingForm, line
from motcua.web.communication.keeping_forms import IndexEventForm
from motcua.web.communication.kinds import GROUPS, KEEPING, KINDS, Kind
from motcua.web.shared.errors_in_forms import add_oversized
from motcua.web.staff.days import day_asked
from motcua.web.staff.requests import StaffRequest, journal_view

_FIGURES = ("tin-bai", "phu-truong", "chua-co-phim", "dau-moi", "tap-huan")
# The table that holds whom or what the figures of another count.
_BEHIND = {"tap-huan": "nguoi-tap-huan"}
_MOST_PEOPLE = 300


class StrikeForm(ChoosingForm):
    """Why an entry is struck out."""

    reason = line(gettext_lazy("Vì sao gạch bỏ"))


@require_GET
def overview(request: StaffRequest) -> HttpResponse:
    """Every register with the figures that ask for work."""
    asked = asked_for(request)
    figures = [
        (value, label, "", reverse("communication:register", args=[slug]))
        for slug in _FIGURES
        for value, label in REGISTERS[slug](asked).figures[:1]
    ]
    return render(request, "communication/overview.html", {"groups": GROUPS, "figures": figures})


@require_http_methods(["GET", "POST"])
def register(request: StaffRequest, slug: str) -> HttpResponse:
    """One register; a POST adds to it."""
    kind, form = kind_of(slug), form_of(kind_of(slug), request)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.perform(request.actor, clock.now()) is not None:
            messages.success(request, _("Đã lưu."))
            return redirect(request.path)
    made = REGISTERS[slug](asked_for(request))
    context = shown(request, made) | {
        "kind": kind,
        "form": form,
        "figures": [(value, label, "", behind(slug)) for value, label in made.figures],
        "rows": [(cells_of(row), *ways(request, kind, row)) for row in made.lines],
        "events": slug == "chi-so" and request.actor.has(*KEEPING),
    }
    failed = form is not None and form.errors
    return render(request, "communication/register.html", context, status=422 if failed else 200)


@require_GET
def register_file(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """The same rows as CSV or XLSX."""
    if kind not in {FileKind.CSV, FileKind.XLSX}:
        raise Http404
    kind_of(slug)
    asked = asked_for(request)
    made = REGISTERS[slug](asked)
    rows = [row.cells for row in made.lines]
    csv = kind == FileKind.CSV
    content = as_csv(made.columns, rows) if csv else as_xlsx(made.title, made.columns, rows)
    response = HttpResponse(content, content_type=CONTENT_TYPES[FileKind(kind)])
    name = f"truyen-thong-{slug}-{request.unit.pk}-{asked.day.isoformat()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    journal_view(request, f"list:truyen-thong-{slug}", file=name)
    return response


@require_http_methods(["GET", "POST"])
def strike(request: StaffRequest, slug: str, entry: int) -> HttpResponse:
    """Strike out an entry, with the reason."""
    kind = kind_of(slug)
    struck = kind.strikes
    if struck is None:
        raise Http404
    form = bound(StrikeForm, request)
    if request.method == "POST":

        def act() -> None:
            reason = form.cleaned_data["reason"]
            strike_entry(kind=struck, entry=entry, reason=reason, actor=request.actor, at=clock.now())

        if performed(form, act) is not None:
            messages.success(request, _("Đã gạch bỏ. Mục vẫn được giữ và không còn tính."))
            return redirect("communication:register", slug)
    facts = facts_of(request, slug, entry)
    if not facts:
        raise Http404
    context = {"kind": kind, "form": form, "facts": facts}
    return render(request, "communication/strike.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def index_event(request: StaffRequest) -> HttpResponse:
    """Link an event to the index it was about (R-247)."""
    form = bound(IndexEventForm, request)
    if request.method == "POST" and form.perform(request.actor, clock.now()) is not None:
        messages.success(request, _("Đã gắn sự kiện với chỉ số."))
        return redirect("communication:register", "chi-so")
    context = {"kind": KINDS["chi-so"], "form": form, "title": _("Gắn sự kiện với chỉ số")}
    return render(request, "communication/one_form.html", context, status=422 if form.errors else 200)


@require_GET
def texts(request: StaffRequest) -> HttpResponse:
    """What radio and loudspeakers may read out today (R-261)."""
    ready = ready_texts(request.unit, asked_for(request).day)
    keeps = request.actor.has(*KEEPING)
    return render(request, "communication/texts.html", {"texts": ready, "keeps": keeps})


def behind(slug: str) -> str:
    """The table that opens behind the figures of a register; empty where that is the register itself."""
    return reverse("communication:register", args=[_BEHIND[slug]]) if slug in _BEHIND else ""


def kind_of(slug: str) -> Kind:
    """The page of that word; 404 where there is none."""
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def asked_for(request: StaffRequest) -> Asked:
    """The unit with those below it, the day and the words of the address."""
    return Asked(request.unit, day_asked(request), request.GET.get("q", "")[:200])


def facts_of(request: StaffRequest, slug: str, entry: int) -> list[tuple[str, str]]:
    """An entry of a register told downwards; nothing where it is not there or was struck out."""
    made = REGISTERS[slug](Asked(request.unit, day_asked(request), only=entry))
    row = next((one for one in made.lines if one.key), None)
    return list(zip(made.columns, row.cells, strict=True)) if row else []


def bound(form: type[ChoosingForm], request: StaffRequest, **more: Any) -> Any:
    """A form for this request, with what was sent."""
    posted = request.method == "POST"
    files = request.FILES if posted else None
    made = form(
        request.POST if posted else None, files, unit=request.unit, day=local_day(clock.now()), **more
    )
    if posted:
        add_oversized(made, request)
    return made


def form_of(kind: Kind, request: StaffRequest) -> UnitForm | None:
    """The form of a register for who keeps it; a broadcast may start from a text that is ready."""
    if kind.form is None or not request.actor.has(*KEEPING):
        return None
    more: dict[str, Any] = {}
    if kind.slug == "phat-thanh" and "loi" in request.GET:
        ready = ready_texts(request.unit, local_day(clock.now()))
        found = next((one for one in ready if one.slug == request.GET["loi"]), None)
        more = {"initial": {"subject": found.subject, "text": found.text}} if found else {}
    made: UnitForm = bound(kind.form, request, **more)  # type: ignore[arg-type]  # every form here is a ChoosingForm
    return made


def ways(request: StaffRequest, kind: Kind, row: Line) -> tuple[str, str]:
    """What a row opens, and where it is struck out; empty where neither."""
    if not row.key:
        return "", ""
    opens = reverse(kind.opens, args=[row.key]) if kind.opens else ""
    strikes = kind.strikes is not None and request.actor.has(*KEEPING)
    return opens, reverse("communication:strike", args=[kind.slug, row.key]) if strikes else ""


def cells_of(row: Line) -> list[tuple[str, str]]:
    """Each cell with the address of the dossiers behind its figure, empty where there are none."""
    return [(text, _used(row.opens.get(place))) for place, text in enumerate(row.cells)]


def _used(opens: Opens | None) -> str:
    if opens is None:
        return ""
    said = {"ma": opens.procedure, "ngay": opens.last.isoformat()}
    return f"{reverse('communication:used')}?{urlencode(said)}"


def shown(request: StaffRequest, made: Sheet) -> dict[str, Any]:
    """What every page of a table shows."""
    wanted = request.GET.get("q", "")[:200]
    ending = f"?{urlencode({'q': wanted})}" if wanted else ""
    return {
        "made": made,
        "wanted": wanted,
        "ending": ending,
        "people": people_of([request.unit.pk])[:_MOST_PEOPLE],
    }
