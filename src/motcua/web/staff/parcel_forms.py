"""What is typed when parcels are handed over together, and when one comes in?"""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.consignment_terms import PAYER_LABELS
from motcua.dossiers.consignments.reading import Delivery, deliveries_of, last_carrier
from motcua.dossiers.models import Dossier
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios
from motcua.web.staff.away_forms import parcel_line
from motcua.web.staff.desk_fields import line
from motcua.web.staff.rare_forms import moment


class HandOverForm(OfficeForm):
    """Both sides once, and a number for each result that goes now; a result without one stays."""

    carrier = line(gettext_lazy("Đơn vị bưu chính"), required=True)
    carrier_person = line(gettext_lazy("Nhân viên bưu chính nhận"), required=True)
    payer = forms.ChoiceField(
        label=gettext_lazy("Ai trả cước?"),
        choices=[
            ("", gettext_lazy("Như từng người đã chọn")),
            *((payer.value, gettext_lazy(label)) for payer, label in PAYER_LABELS.items()),
        ],
        required=False,
        widget=RevealRadios({"class": "govuk-radios--small"}),
    )

    def __init__(self, *args: Any, rows: Sequence[Dossier], unit_id: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossiers = {f"number_{row.pk}": row for row in rows}
        for name, row in self.dossiers.items():
            self.fields[name] = line(_("Số hiệu bưu gửi của %(code)s") % {"code": row}, 60)
        for name, value in zip(("carrier", "carrier_person"), last_carrier(unit_id), strict=True):
            self.initial.setdefault(name, value)

    @property
    def rows(self) -> list[tuple[Dossier, Delivery, BoundField]]:
        """Each result with where it goes and the field of its number."""
        to = deliveries_of(list(self.dossiers.values()))
        return [(row, to[row.pk], self[name]) for name, row in self.dossiers.items()]

    def clean(self) -> dict[str, Any]:
        """At least one goes, and no number is typed twice."""
        said = super().clean() or self.cleaned_data
        typed = [said[name] for name in self.dossiers if said.get(name)]
        if not typed and not self.errors:
            self.add_error(None, _("Chưa ghi số hiệu bưu gửi nào. Hãy ghi cho kết quả giao lần này."))
        if len(set(typed)) != len(typed):
            self.add_error(None, _("Có số hiệu bưu gửi ghi hai lần. Hãy xem lại."))
        return said

    def meant(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Code and words of each hand-over."""
        said = self.cleaned_data
        both = {name: said[name] for name in ("carrier", "carrier_person", "payer") if said.get(name)}
        for name, row in self.dossiers.items():
            if said.get(name):
                yield str(row), both | {"consignment": said[name]}


class IncomingForm(OfficeForm):
    """A parcel the post brought."""

    consignment = parcel_line()
    sender = line(gettext_lazy("Người gửi"), required=True)
    carrier = line(gettext_lazy("Đơn vị bưu chính"), required=True)
    carrier_person = line(gettext_lazy("Nhân viên bưu chính giao"), required=True)
    handed_at = moment(
        gettext_lazy("Giao lúc"), required=False, hint=gettext_lazy("Để trống là vừa giao bây giờ")
    )

    def __init__(self, *args: Any, unit_id: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        carrier, person = last_carrier(unit_id)
        self.initial.setdefault("carrier", carrier)
        self.initial.setdefault("carrier_person", person)


class JoinForm(OfficeForm):
    """Which dossier was received from the parcel."""

    number = line(gettext_lazy("Số hiệu bưu gửi đến"), 60, required=True)
    code = line(gettext_lazy("Mã hồ sơ đã tiếp nhận"), 60, required=True)
    carrier = line(
        gettext_lazy("Đơn vị bưu chính đã giao"),
        hint=gettext_lazy("Chỉ cần khi hai đơn vị dùng cùng một số hiệu"),
    )
