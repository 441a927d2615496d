"""Files chosen at reception: attached once the dossier is received, so that no bad scan holds a person up."""

from django.contrib import messages
from django.urls import resolve
from django.utils.translation import gettext as _

from config import clock
from config.uploads import oversized
from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.terms import Act
from motcua.web.staff.copies import uploads_in
from motcua.web.staff.requests import StaffRequest


def attach_received(request: StaffRequest, address: str) -> None:
    """Attach what came with the form to the dossier at `address` (of its received page); a no is told, not raised."""
    if not request.FILES and not oversized(request):
        return
    received = resolve(address)
    if received.url_name != "received":
        messages.warning(request, _("Chưa tiếp nhận hồ sơ nên tệp đã chọn không được lưu."))
        return
    try:
        said = {"uploads": uploads_in(request)}
        perform(
            act=Act.ATTACH_COPY, code=received.kwargs["code"], actor=request.actor, at=clock.now(), said=said
        )
    except Refused as refused:
        why = refused.refusal.text
        messages.warning(
            request,
            _("Đã tiếp nhận nhưng chưa gắn bản điện tử: %(why)s Gắn lại ở trang hồ sơ.") % {"why": why},
        )
    else:
        messages.success(request, _("Đã gắn bản điện tử."))
