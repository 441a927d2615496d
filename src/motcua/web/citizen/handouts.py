"""A procedure on paper for anybody: sheet, leaflet or poster with the code that opens its page."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.documents.handouts import Handout, HandoutKind, HandoutPaper, typeset_handout
from motcua.organisation.models import Unit
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import settlers_of, version_on
from motcua.procedures.terms import VersionStatus
from motcua.web.citizen.choosing import unit_in_view
from motcua.web.citizen.filing_ways import FilingWays, filing_ways
from motcua.web.citizen.procedure_reading import read_version
from motcua.web.citizen.sentences import BY_LAW, sentences
from motcua.web.citizen.todays_promise import offers_on
from motcua.web.citizen.wording import WEEKDAYS

KINDS = {
    "to-huong-dan": HandoutKind.SHEET,
    "to-gap": HandoutKind.LEAFLET,
    "ap-phich": HandoutKind.POSTER,
}
_MOST_OF_A_NAME = 300


@require_safe
def handout(request: HttpRequest, code: str, word: str) -> HttpResponse:
    """The PDF for the unit in view, in Vietnamese: what hangs in the office speaks its language (R-303)."""
    if word not in KINDS:
        raise Http404
    day = local_day(clock.now())
    version = version_on(code, day)
    if version is None or version.status != VersionStatus.PUBLIC:
        raise Http404
    unit = unit_in_view(request, settlers_of(version, day), day)
    if unit is None:
        raise Http404
    made = handout_pdf(version, unit, KINDS[word])
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{word}-{code}-{unit.pk}.pdf"'
    return answer


def handout_pdf(version: ProcedureVersion, unit: Unit, kind: HandoutKind) -> bytes:
    """The handout of a procedure at a unit today, made from the catalogue (R-258)."""
    with translation.override("vi"):
        return typeset_handout(_handout(version, unit), kind)


def _handout(version: ProcedureVersion, unit: Unit) -> Handout:
    now = clock.now()
    day = local_day(now)
    reading, ways = read_version(version, [], day, unit), filing_ways(version, unit, day)
    address = f"{reverse('procedure', args=[version.procedure_id])}?don-vi={unit.pk}"
    return Handout(
        moment=now,
        unit=unit.name,
        name=version.name[:_MOST_OF_A_NAME],
        code=version.procedure_id,
        field=version.field,
        promises=_promises(version, unit, now),
        limit=reading.limit,
        papers=tuple(
            HandoutPaper(paper.name, f"{paper.how}; {_('chỉ khi')} {paper.when}" if paper.when else paper.how)
            for paper in reading.papers
        ),
        fees=tuple(
            f"{fee.name}: {fee.amount}" + (f" ({fee.note})" if fee.note else "") for fee in reading.fees
        )
        or (_("Không thu"),),
        result=version.result_name,
        ways=_ways(ways),
        desk=_desk(ways),
        basis=version.decision.label if version.decision else "",
        address=f"{settings.PUBLIC_ADDRESS.rstrip('/')}{address}",
        demonstration=bool(settings.DEMONSTRATION),
    )


def _promises(version: ProcedureVersion, unit: Unit, now: datetime) -> tuple[str, ...]:
    """The promise of such a day: a wall outlasts today, so no date stands on it, but the weekdays it is for."""
    offers = offers_on(unit, [version], now)
    if not offers:
        return ()
    offer = offers[0]
    said = sentences(offer.cut_off, offer.rule.after_cut_off if offer.rule else BY_LAW)
    days = offer.rule.weekdays if offer.rule else None
    only = ", ".join(_(WEEKDAYS[day]) for day in sorted(days)) if days else ""
    lines = (said.before, said.after, _("Chỉ vào %(days)s.") % {"days": only} if only else "")
    return tuple(line for line in lines if line)


def _ways(ways: FilingWays) -> tuple[str, ...]:
    online = {
        "own": _("Trực tuyến: quét mã QR"),
        "national": _("Trực tuyến: tại %(portal)s") % {"portal": ways.portal_name},
    }
    said = [online[ways.online]] if ways.online else []
    return (*said, _("Tại quầy"), _("Qua bưu chính"))


def _desk(ways: FilingWays) -> tuple[str, ...]:
    if ways.desk is None:
        return ()
    hours = _("Giờ tiếp: %(hours)s") % {"hours": "; ".join(ways.desk.hours)} if ways.desk.hours else ""
    return tuple(line for line in (ways.desk.name, ways.desk.address, ways.desk.phone, hours) if line)
