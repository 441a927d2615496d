"""By what may a work list be narrowed? Text, step, procedure, channel, due time."""

from datetime import datetime, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.moments import end_of, local_day
from motcua.dossiers.queries import Filters, in_unit
from motcua.dossiers.terms import CHANNEL_LABELS, STATE_LABELS, Channel, State

DUE_CHOICES = (
    ("", gettext_lazy("Mọi hạn trả")),
    ("0", gettext_lazy("Hết hôm nay")),
    ("2", gettext_lazy("Trong 3 ngày")),
    ("6", gettext_lazy("Trong 7 ngày")),
)
_DUE = {value for value, _label in DUE_CHOICES}


def filters_of(asked: QueryDict, text: str, now: datetime) -> Filters:
    """The filters of an address and the text looked for; a word that is none of the choices narrows nothing."""
    due = asked.get("han", "")
    last_day = local_day(now) + timedelta(days=int(due)) if due in _DUE - {""} else None
    return Filters(
        state=_one_of(asked.get("trang-thai", ""), State),
        text=text,
        procedure=asked.get("thu-tuc", "").replace("\x00", "")[:20],
        channel=_one_of(asked.get("kenh", ""), Channel),
        due_before=end_of(last_day) if last_day else None,
        include_ended=asked.get("da-xong") == "1",
    )


def _one_of(word: str, words: type[State] | type[Channel]) -> str:
    return word if word in {known.value for known in words} else ""


def selects(unit_id: str, filters: Filters, due: str) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """The choices beside the search box: name, label, options, the one chosen."""
    procedures = in_unit(unit_id).filter(ended_at__isnull=True).order_by("version__name_sort")
    names = dict(procedures.values_list("procedure_id", "version__name").distinct())
    states = [("", _("Mọi bước")), *((state.value, label) for state, label in STATE_LABELS.items())]
    channels = [("", _("Mọi kênh")), *((channel.value, label) for channel, label in CHANNEL_LABELS.items())]
    return [
        ("thu-tuc", _("Thủ tục"), [("", _("Mọi thủ tục")), *names.items()], filters.procedure),
        ("trang-thai", _("Bước"), states, filters.state),
        ("kenh", _("Kênh nộp"), channels, filters.channel),
        ("han", _("Hạn trả"), [(value, str(label)) for value, label in DUE_CHOICES], due),
    ]
