"""Which papers lack, and which came? The two forms of a supplement, a line per component."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.copies.listing import standing
from motcua.dossiers.models import CopyCheck, Dossier
from motcua.procedures.models import Component
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.paper_fields import PapersForm

SHORT = 500
OTHER = "other"
# What a clerk finds wrong most days; anything else is written.
DEFECTS = (
    ("", gettext_lazy("Đã đúng, đủ")),
    ("missing", gettext_lazy("Chưa nộp")),
    ("unreadable", gettext_lazy("Mờ, rách, không đọc được")),
    ("pages_missing", gettext_lazy("Thiếu trang")),
    ("wrong_kind", gettext_lazy("Sai loại giấy tờ")),
    ("not_signed", gettext_lazy("Chưa ký hoặc chưa đóng dấu")),
    ("mismatch", gettext_lazy("Thông tin không khớp")),
    ("expired", gettext_lazy("Hết giá trị sử dụng")),
    ("not_certified", gettext_lazy("Chưa chứng thực hoặc chưa có bản chính để đối chiếu")),
    (OTHER, gettext_lazy("Lý do khác, ghi rõ bên cạnh")),
)
_LABELS = dict(DEFECTS)


def defects_found(dossier: Dossier) -> dict[str, str]:
    """What was written of the scans beforehand stands on the form already, by its fields."""
    initial: dict[str, str] = {}
    marked = standing(dossier).filter(check_of__defect__gt="").select_related("check_of")
    for copy in marked:
        check: CopyCheck = copy.check_of
        initial[f"defect-{copy.component}"] = check.defect
        if check.defect_note:
            initial[f"why-{copy.component}"] = check.defect_note
    return initial


class AskSupplementForm(OfficeForm):
    """All defects at once: why each paper must be supplemented; a paper left “đúng, đủ” is not asked for."""

    reason = forms.CharField(
        label=gettext_lazy("Lời nhắn chung trên phiếu"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, components: Sequence[Component], again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.components, self.again = tuple(components), again
        for component in self.components:
            name = {"name": component.name}
            self.fields[f"defect-{component.key}"] = forms.ChoiceField(
                label=_("Lỗi của: %(name)s") % name, choices=DEFECTS, required=False
            )
            self.fields[f"why-{component.key}"] = forms.CharField(
                label=_("Ghi rõ: %(name)s") % name, required=False, max_length=SHORT
            )
        if again:
            self._add_override()

    def _add_override(self) -> None:
        """A second request in one phase: why, on what basis, with whose consent."""
        for key, label in (
            ("again_reason", _("Vì sao phải yêu cầu lần nữa?")),
            ("again_basis", _("Căn cứ")),
            ("again_approver", _("Người đồng ý")),
        ):
            self.fields[key] = forms.CharField(label=label, max_length=SHORT)
            self.fields[key].error_messages["required"] = _("Chưa điền: %(label)s") % {"label": label}

    @property
    def defect_rows(self) -> list[tuple[Component, BoundField, BoundField]]:
        """A component with its two controls, for the table."""
        return [(c, self[f"defect-{c.key}"], self[f"why-{c.key}"]) for c in self.components]

    @property
    def other_fields(self) -> list[BoundField]:
        """What stands under the table."""
        names = ["again_reason", "again_basis", "again_approver"] if self.again else []
        return [self[name] for name in [*names, "reason"]]

    def clean(self) -> dict[str, Any]:
        """“Khác” without words says nothing to the person."""
        said = super().clean() or self.cleaned_data
        for component in self.components:
            if said.get(f"defect-{component.key}") == OTHER and not said.get(f"why-{component.key}"):
                self.add_error(f"why-{component.key}", _("Ghi rõ lý do: %(name)s") % {"name": component.name})
        return said

    def said(self) -> dict[str, Any]:
        """The items to supplement, each with why."""
        whys = {component: self._why(component) for component in self.components}
        items = [{"key": component.key, "why": why} for component, why in whys.items() if why]
        said: dict[str, Any] = {"items": items, "reason": self.cleaned_data["reason"]}
        if self.again:
            said["override"] = {
                key: self.cleaned_data[f"again_{key}"] for key in ("reason", "basis", "approver")
            }
        return said

    def _why(self, component: Component) -> str:
        defect = self.cleaned_data[f"defect-{component.key}"]
        words = self.cleaned_data[f"why-{component.key}"].strip()
        named = str(_LABELS[defect]) if defect not in {"", OTHER} else ""
        return ": ".join(part for part in (named, words) if part)


class SupplementForm(PapersForm):
    """Which of the papers asked for came, and how many of each."""

    note = forms.CharField(label=gettext_lazy("Ghi chú"), required=False, max_length=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["all_given"].label = _("Đã nhận đủ giấy tờ được yêu cầu")

    def must(self, component: Component) -> bool:
        """Everything asked for must come before the clock goes on."""
        return True

    def said(self) -> dict[str, Any]:
        """The papers handed in now."""
        return {"components": list(self.handed()), "note": self.cleaned_data["note"]}
