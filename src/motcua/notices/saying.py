"""What is said of a step? The values of the fields, long for a letter, short for a small screen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from motcua.core.moments import local_day
from motcua.documents.wording import due_text, ended, money_text
from motcua.dossiers.models import Dossier
from motcua.dossiers.shelf import days_of
from motcua.dossiers.terms import ReturnChannel
from motcua.notices.template_rules import SHORT_FIELDS
from motcua.notices.terms import NoticeEvent
from motcua.workcalendar.wording import clock

TRACKING = "/tra-cuu/"
_HOW: dict[str, str] = {
    ReturnChannel.DESK: "Mời ông/bà đến quầy nhận",
    ReturnChannel.POST: "Bưu điện sẽ giao đến nhà",
    ReturnChannel.HOME: "Cán bộ sẽ mang đến nhà",
    ReturnChannel.ONLINE: "Kết quả ở trang của ông/bà",
}
_HOW_RETURNED: dict[str, str] = {
    ReturnChannel.DESK: "Trả tại quầy",
    ReturnChannel.POST: "Trả qua bưu điện",
    ReturnChannel.HOME: "Trả tại nhà",
    ReturnChannel.ONLINE: "Trả trực tuyến",
}


def values_of(
    event: NoticeEvent, dossier: Dossier, data: Mapping[str, Any], *, site: str, at: datetime
) -> dict[str, str]:
    """The fields in their long form, as a letter says them; `site`: the public address of the office."""
    channel = str(data.get("channel") or dossier.return_channel)
    how = _HOW_RETURNED if event is NoticeEvent.RETURNED else _HOW
    amount = data.get("amount")
    return {
        "code": dossier.code or dossier.filing_number or "",
        "procedure": dossier.version.name,
        "unit": dossier.unit.name,
        "site": site.rstrip("/") + TRACKING,
        "due": _due(dossier, data, long=True),
        "how": how.get(channel, ""),
        "place": _place(dossier) if channel == ReturnChannel.DESK else "",
        "reason": ended(str(data.get("reason") or data.get("obligation") or "")),
        "amount": money_text(amount) if isinstance(amount, int) else "theo thông báo",
        "papers": "\n".join(_paper(item) for item in data.get("items", ())),
        "days": str(days_of(dossier, at)),
    }


def short_values(
    values: Mapping[str, str], dossier: Dossier | None, data: Mapping[str, Any]
) -> dict[str, str]:
    """The same for a small screen: only short fields, the time in figures, the site without its scheme."""
    found = {name: value for name, value in values.items() if name in SHORT_FIELDS}
    if dossier is not None:
        found["due"] = _due(dossier, data, long=False)
    found["site"] = short_site(values.get("site", ""))
    return found


def short_site(site: str) -> str:
    """`motcua.vn/tra-cuu` of an address; half a link is worse than none, so a long one is left out."""
    parts = urlsplit(site)
    shown = f"{parts.netloc}{parts.path}".rstrip("/")
    return next((text for text in (shown, parts.netloc) if len(text) <= SHORT_FIELDS["site"]), "")


def _due(dossier: Dossier, data: Mapping[str, Any], *, long: bool) -> str:
    """The time that this step said, else the present one."""
    moment, strict = dossier.due_at, dossier.due_strict
    said = data.get("due_extended") or (data.get("due") or {}).get("to")
    if said:
        moment, strict = datetime.fromisoformat(said), strict and not data.get("due_extended")
    if moment is None:
        return ""
    if long:
        return due_text(moment, strict=strict)
    day = local_day(moment)
    return f"{'trước ' if strict else ''}{clock(moment)} {day.day}/{day.month}/{day.year}"


def _place(dossier: Dossier) -> str:
    desk = dossier.one_stop_unit
    return ended(f"Nơi nhận: {desk.name}, {desk.address}" if desk.address else f"Nơi nhận: {desk.name}")


def _paper(item: Mapping[str, str]) -> str:
    return f"- {item['name']}: {item['why']}" if item.get("why") else f"- {item['name']}"
