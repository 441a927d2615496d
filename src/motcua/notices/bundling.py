"""What goes out as one message, and what does it say? One notice as it is; several together as one."""

from collections.abc import Sequence

from motcua.notices.models import Notice, NoticeTemplate
from motcua.notices.ports import Message
from motcua.notices.template_rules import SHORT_FIELDS, filled, short
from motcua.notices.terms import MOMENTARY, SHORT_CHANNELS, NoticeChannel


def message_of(notices: Sequence[Notice], several: NoticeTemplate | None, *, plain: bool) -> Message:
    """The message that carries these notices of one address and way; the first names it."""
    first = notices[0]
    if len(notices) == 1 or several is None:
        title, text, template = first.title, first.text, first.template
        fields = first.values.get("short", {})
    else:
        long, fields = _fields(notices)
        values = fields if first.channel in SHORT_CHANNELS else long
        title, text, template = filled(several.title, values), filled(several.text, values), several
    if first.channel == NoticeChannel.SMS:
        text = short(text, plain=plain)
    is_zalo = first.channel == NoticeChannel.ZALO and template is not None
    return Message(
        key=f"motcua-{first.bundle}",
        to=first.to,
        title=title,
        text=text,
        template=template.zalo_template if is_zalo and template else "",
        params=_params(template, fields) if is_zalo and template else {},
    )


def alone(notice: Notice) -> bool:
    """A code, or that a turn is near, is never put together with anything."""
    return notice.event in MOMENTARY


def _params(template: NoticeTemplate, fields: dict[str, str]) -> dict[str, str]:
    return {name: fields.get(field, "") for name, field in template.params.items()}


def _fields(notices: Sequence[Notice]) -> tuple[dict[str, str], dict[str, str]]:
    codes = list(dict.fromkeys(one.subject for one in notices if one.subject))
    long = {
        "count": str(len(notices)),
        "codes": ", ".join(codes),
        "texts": "\n\n---\n\n".join(one.text for one in notices),
        "site": str(notices[0].values.get("long", {}).get("site", "")),
    }
    return long, {
        "count": long["count"],
        "codes": _as_many(codes, SHORT_FIELDS["codes"]),
        "site": str(notices[0].values.get("short", {}).get("site", "")),
    }


def _as_many(codes: Sequence[str], limit: int) -> str:
    """As many whole codes as fit: half a code is worse than none."""
    kept: list[str] = []
    for code in codes:
        if len(", ".join([*kept, code])) > limit - 4:
            return ", ".join(kept) + ", ..." if kept else ""
        kept.append(code)
    return ", ".join(kept)
