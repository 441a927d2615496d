"""What did a step say? Its data in Vietnamese sentences for the timeline."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from motcua.authority.capacity import citation
from motcua.documents.wording import moment_text
from motcua.dossiers.desk_words import custody_lines, parcel_lines, shelf_lines, signing_lines, taker_text
from motcua.dossiers.models import PendingAct, Step
from motcua.dossiers.terms import ACT_LABELS, CHANNEL_LABELS, RETURN_LABELS, Act, Place, ReturnChannel

_LABELLED = (
    ("reason", _lazy("Lý do")),
    ("basis", _lazy("Căn cứ")),
    ("clause", _lazy("Điều khoản")),
    ("obligation", _lazy("Nghĩa vụ tài chính")),
    ("payee", _lazy("Nộp cho")),
    ("document", _lazy("Chứng từ, thông báo")),
    ("fee_settlement", _lazy("Phí, lệ phí")),
    ("into", _lazy("Gộp vào hồ sơ")),
    ("merged", _lazy("Đã gộp hồ sơ")),
    ("spoilt", _lazy("Số kết quả bị hủy")),
    ("was_returned_to", _lazy("Trước đó đã trả cho")),
    ("from_unit", _lazy("Từ cơ quan")),
    ("to_unit", _lazy("Sang cơ quan")),
    ("note", _lazy("Ghi chú")),
    ("letter", _lazy("Số phiếu")),
)
# Columns that a person reads when they change, and what a correction asks for.
_CHANGED = {
    "applicant_name": _lazy("Họ tên"),
    "procedure_id": _lazy("Mã thủ tục"),
    "channel": _lazy("Hình thức nộp"),
    "received_at": _lazy("Nhận lúc"),
    "due_at": _lazy("Hạn trả"),
    "return_channel": _lazy("Cách trả"),
}
_WISHED = (
    ("applicant_name", _lazy("Họ tên đúng")),
    ("procedure", _lazy("Mã thủ tục đúng")),
    ("channel", _lazy("Hình thức nộp đúng")),
    ("received_at", _lazy("Nhận lúc")),
)
PLACES = {
    Place.DESK: "Tại Bộ phận Một cửa",
    Place.ONLINE: "Trực tuyến",
    Place.AGENCY: "Tại cơ quan chuyên môn",
}


def told(step: Step) -> str:
    """Everything worth reading of a step, one sentence a line."""
    data = step.data
    lines = [PLACES[Place(step.place)] + "."]
    if items := data.get("items"):
        lines += [f"– {item['name']}: {item['why']}" for item in items]
    if power := data.get("power"):
        lines.append(_("Thẩm quyền ký: %(signed)s.") % {"signed": citation(power)})
    if result := data.get("result"):
        lines.append(_("Kết quả số %(number)s: %(name)s.") % result)
    lines += _copies(data)
    lines += signing_lines(data, step.actor_name, step.at) + custody_lines(data) + shelf_lines(data)
    lines += parcel_lines(data)
    if data.get("receiver") and "channel" not in data:
        lines.append(_("Người nhận lại bản chính: %(receiver)s.") % {"receiver": taker_text(data)})
    elif data.get("receiver"):
        receiver, how = taker_text(data), RETURN_LABELS[ReturnChannel(data["channel"])]
        lines.append(
            _("Trả cho %(receiver)s, %(how)s; xuất trình: %(shown)s.")
            % {"receiver": receiver, "how": how.lower(), "shown": data.get("identity", "")}
        )
    lines += told_rarely(data) + _in_stead(data)
    for key, label in _LABELLED:
        value = data.get(key)
        if isinstance(value, str) and value:
            lines.append(f"{label}: {value}")
    return "\n".join(lines)


def asked_line(pending: PendingAct) -> str:
    """What the first person asked for, for the second who is to confirm it."""
    said = pending.data
    wish = [f"{label}: {value}" for key, label in _WISHED if (value := _shown(key, said.get(key)))]
    return _("%(name)s đề nghị %(act)s: %(reason)s. %(wish)s Chờ người thứ hai xác nhận.") % {
        "name": said.get("name", ""),
        "act": ACT_LABELS[Act(pending.act)].lower(),
        "reason": said.get("reason", ""),
        "wish": "".join(f"{line}. " for line in wish).strip(),
    }


def told_rarely(data: Mapping[str, Any]) -> list[str]:
    """Sentences of the acts that a dossier rarely needs."""
    lines = [
        f"{_CHANGED[name]}: {_shown(name, values['from'])} → {_shown(name, values['to'])}"
        for name, values in data.get("changed", {}).items()
        if name in _CHANGED
    ]
    due = data.get("due")
    if isinstance(due, Mapping) and due.get("to"):
        old, new = _shown("due_at", due["from"]), _shown("due_at", due["to"])
        lines.append(_("Hạn trả: %(old)s → %(new)s") % {"old": old, "new": new})
    if data.get("due_extended"):
        lines.append(_("Hẹn lại: %(at)s") % {"at": _shown("due_at", data["due_extended"])})
    if data.get("too_late"):
        lines.append(_("Văn bản xin lỗi lập muộn hơn quy định."))
    if isinstance(data.get("officer"), Mapping):
        lines.append(_("Giao cho: %(name)s") % {"name": data["officer"]["name"]})
    if data.get("decision"):
        lines.append(
            _("Quyết định: dời hạn") if data["decision"] == "move" else _("Quyết định: giữ hạn đã hẹn")
        )
    if data.get("asked_by"):
        lines.append(_("Người đề nghị: %(name)s") % {"name": data["asked_by"]})
    return lines


def _copies(data: Mapping[str, Any]) -> list[str]:
    """Electronic copies by the paper and the name of the file, or by their numbers."""
    lines = [f"– {one['title']}: {one['name']}" for one in data.get("copies_added", ())]
    for key, label in (
        ("copies_confirmed", _("Đã đối chiếu với bản giấy: bản số %(numbers)s.")),
        ("copies_dropped", _("Đã bỏ: bản số %(numbers)s.")),
    ):
        if data.get(key):
            lines.append(label % {"numbers": ", ".join(map(str, data[key]))})
    return lines


def _in_stead(data: Mapping[str, Any]) -> list[str]:
    """For whom a stand-in was named, or signed (R-241)."""
    names = data.get("stands_for") or data.get("signs_for") or []
    return [_("Ký thay: %(names)s") % {"names": ", ".join(names)}] if names else []


def _shown(key: str, value: Any) -> str:
    """A stored value in words: moments as the office says them, closed words by their label."""
    if not value:
        return ""
    if key in {"received_at", "due_at", "due_original"}:
        return moment_text(datetime.fromisoformat(value))
    words: dict[str, dict[str, str]] = {
        "channel": {channel.value: label for channel, label in CHANNEL_LABELS.items()},
        "return_channel": {channel.value: label for channel, label in RETURN_LABELS.items()},
    }
    return str(words.get(key, {}).get(value, value))
