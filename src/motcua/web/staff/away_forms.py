"""What must be said when a result goes out by post, comes back, or goes into the person's store?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.dossiers.consignment_terms import PAYER_LABELS
from motcua.dossiers.consignments.reading import delivery_of, last_carrier
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.web.shared.widgets import RevealRadios
from motcua.web.staff.desk_fields import line
from motcua.web.staff.rare_forms import RareForm, words

_SMALL = {"class": "govuk-radios--small"}


def parcel_line() -> forms.CharField:
    """The number of a parcel, as printed or scanned."""
    return line(
        gettext_lazy("Số hiệu bưu gửi"),
        60,
        hint=gettext_lazy("Như in trên bưu gửi, ví dụ EB123456789VN; quét mã vạch được"),
        required=True,
    )


class SendOutForm(RareForm):
    """Number, both sides, address, who pays."""

    consignment = parcel_line()
    carrier = line(gettext_lazy("Đơn vị bưu chính"), required=True)
    carrier_person = line(gettext_lazy("Nhân viên bưu chính nhận"), required=True)
    receiver = line(gettext_lazy("Người nhận"))
    phone = line(gettext_lazy("Điện thoại người nhận"), 20)
    address = line(gettext_lazy("Địa chỉ nhận"), 300)
    payer = forms.ChoiceField(
        label=gettext_lazy("Ai trả cước?"),
        choices=[(payer.value, gettext_lazy(label)) for payer, label in PAYER_LABELS.items()],
        initial="receiver",
        widget=RevealRadios(_SMALL),
    )
    cost = forms.IntegerField(
        label=gettext_lazy("Cước (đồng), nếu biết"), required=False, min_value=1, max_value=10_000_000
    )
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)

    def prepare(self, dossier: Dossier) -> None:
        """Where the person wants it; the carrier of the last hand-over."""
        to = delivery_of(dossier)
        carrier, person = last_carrier(dossier.unit_id)
        known: dict[str, Any] = {
            "receiver": to.receiver,
            "phone": to.phone,
            "address": to.address,
            "carrier": carrier,
            "carrier_person": person,
        } | ({"payer": to.payer} if to.payer else {})
        for name, value in known.items():
            self.initial.setdefault(name, value)


class ComeBackForm(RareForm):
    """Back or lost, why, and where it lies."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Bưu gửi thế nào?"),
        choices=[
            ("came_back", gettext_lazy("Cơ quan đã nhận lại")),
            ("lost", gettext_lazy("Thất lạc, bưu chính đã xác nhận")),
        ],
        initial="came_back",
        widget=RevealRadios(_SMALL, reveals={"came_back": ["shelf"]}),
    )
    shelf = line(gettext_lazy("Xếp ở đâu?"), 60, hint=gettext_lazy("Ví dụ: Kệ 2, ngăn 3."))
    reason = words(
        gettext_lazy("Lý do"), rows=2, hint=gettext_lazy("Ví dụ: không có người nhận, sai địa chỉ")
    )


class SendOnlineForm(RareForm):
    """Nothing but a note."""

    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)


AWAY_FORMS: dict[Act, type[RareForm]] = {
    Act.SEND_OUT: SendOutForm,
    Act.COME_BACK: ComeBackForm,
    Act.SEND_ONLINE: SendOnlineForm,
}
