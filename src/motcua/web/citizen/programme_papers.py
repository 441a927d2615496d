"""A programme on paper for anybody: list, leaflet, poster, card for the counter, text for radio and loudspeakers."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.documents.programme_papers import (
    ListedField,
    ListedLevel,
    ProgrammePaper,
    ProgrammePaperKind,
    typeset_programme,
)
from motcua.organisation.models import Level, Unit
from motcua.programmes.queries import programme_page
from motcua.programmes.terms import ProgrammeStatus
from motcua.web.citizen.programme_reading import ListOfLevel, ProgrammeReading, read, units_named
from motcua.web.citizen.programme_speaking import spoken

_HIDDEN = frozenset({ProgrammeStatus.DRAFT, ProgrammeStatus.PROPOSED})
KINDS = {
    "danh-muc": ProgrammePaperKind.LIST,
    "to-gap": ProgrammePaperKind.LEAFLET,
    "ap-phich": ProgrammePaperKind.POSTER,
    "bang-tai-quay": ProgrammePaperKind.CARD,
    "bai-phat-thanh": ProgrammePaperKind.SPOKEN,
}


_NAMES = {
    "danh-muc": gettext_lazy("Danh mục thủ tục"),
    "to-gap": gettext_lazy("Tờ gấp"),
    "ap-phich": gettext_lazy("Áp phích"),
    "bang-tai-quay": gettext_lazy("Bảng đặt tại quầy"),
    "bai-phat-thanh": gettext_lazy("Bài phát thanh, truyền thanh"),
}


def papers_of(status: str) -> list[tuple[str, str | Promise]]:
    """Word and name of each paper; of what is only drafted or proposed there is none."""
    return [] if status in _HIDDEN else list(_NAMES.items())


@require_safe
def programme_paper(request: HttpRequest, slug: str, word: str) -> HttpResponse:
    """The PDF, in Vietnamese; of what is only drafted or proposed nothing hangs on a wall."""
    page = programme_page(slug, local_day(clock.now()))
    if word not in KINDS or page is None or page.rule.status in _HIDDEN:
        raise Http404
    with translation.override("vi"):
        units = Unit.objects.in_bulk(units_named(page.rule))
        reading = read(page, levels=Level.objects.order_by("position"), units=units)
        made = typeset_programme(_paper(reading), KINDS[word])
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{word}-{slug}.pdf"'
    return answer


def _paper(reading: ProgrammeReading) -> ProgrammePaper:
    programme = reading.page.programme
    units = "; ".join(unit.name for unit in reading.page.units)
    now = clock.now()
    today = local_day(now)
    return ProgrammePaper(
        moment=now,
        name=programme.name,
        units=units,
        promises=tuple(line for line in (reading.promise.before, reading.promise.after) if line),
        own_cut_offs=tuple(own.words for own in reading.own_cut_offs if own.ends is None or today < own.ends),
        when=(
            _("Thời gian: %(period)s") % {"period": reading.period},
            _("Các ngày: %(days)s") % {"days": reading.weekdays},
        ),
        ways=reading.channels,
        levels=tuple(_level(one) for one in reading.lists),
        spoken=spoken(reading),
        source=reading.page.rule.source,
        address=f"{settings.PUBLIC_ADDRESS.rstrip('/')}{reverse('programme', args=[programme.pk])}",
        version=_("Danh mục phiên bản %(n)d. ") % {"n": programme.revision},
        demonstration=bool(settings.DEMONSTRATION),
    )


def _level(listed: ListOfLevel) -> ListedLevel:
    words = {"n": listed.procedures, "fields": len(listed.fields)}
    return ListedLevel(
        name=listed.level,
        count=_("%(n)d thủ tục, %(fields)d lĩnh vực") % words,
        fields=tuple(
            ListedField(name, tuple((row.name, row.code) for row in rows if row.applied))
            for name, rows in listed.fields
            if any(row.applied for row in rows)
        ),
    )
