"""How is a version said in a list? Filters for the public pages; the words are in `citizen/wording.py`."""

from django import template
from django.utils.translation import gettext as _

from motcua.procedures.models import ProcedureVersion
from motcua.programmes.models import Programme
from motcua.web.citizen import wording

register = template.Library()
register.filter("limit_words", wording.limit_words)
register.filter("hour_words", wording.hour_words)
register.filter("public_text", wording.public_text)


@register.filter
def period_words(term: object) -> str:
    """The half-open term of anything with `valid_from` and `valid_to`."""
    return wording.period_words(getattr(term, "valid_from"), getattr(term, "valid_to"))  # noqa: B009


@register.filter
def programme_period(programme: Programme) -> str:
    """The term of a programme."""
    return wording.period_words(programme.period_from, programme.period_to)


@register.filter
def fees(version: ProcedureVersion) -> list[wording.FeeLine]:
    """The fees of a version in words."""
    return wording.fee_lines(version.fee)


@register.filter
def paper_count(version: ProcedureVersion) -> str:
    """How many papers a version asks for; needs its components prefetched."""
    asked = version.components.all()
    always = sum(part.mandatory for part in asked)
    extra = len(asked) - always
    said = _("%(n)d loại") % {"n": always}
    return said + (_(", thêm %(n)d tùy trường hợp") % {"n": extra} if extra else "")


@register.filter
def fee_words(version: ProcedureVersion) -> str:
    """The fees of a version in one line: `Không thu`, `8.000 đồng / bản`, `Theo mức của tỉnh, thành phố`."""
    return "; ".join(dict.fromkeys(line.amount for line in wording.fee_lines(version.fee))) or _("Không thu")
