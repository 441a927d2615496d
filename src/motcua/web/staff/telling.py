"""What did a step say? Its data in Vietnamese sentences for the timeline."""

from django.utils.translation import gettext as _

from motcua.dossiers.models import Step
from motcua.dossiers.terms import RETURN_LABELS, Place, ReturnChannel

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
        signed = " ".join(part for part in (power.get("prefix"), power.get("title")) if part)
        lines.append(_("Thẩm quyền ký: %(signed)s.") % {"signed": signed})
    if result := data.get("result"):
        lines.append(_("Kết quả số %(number)s: %(name)s.") % result)
    if receiver := data.get("receiver"):
        how = RETURN_LABELS[ReturnChannel(data["channel"])]
        lines.append(
            _("Trả cho %(receiver)s, %(how)s; xuất trình: %(shown)s.")
            % {"receiver": receiver, "how": how.lower(), "shown": data.get("identity", "")}
        )
    for key, label in (
        ("reason", _("Lý do")),
        ("basis", _("Căn cứ")),
        ("note", _("Ghi chú")),
        ("letter", _("Số phiếu")),
    ):
        value = data.get(key)
        if isinstance(value, str) and value:
            lines.append(f"{label}: {value}")
    return "\n".join(lines)
