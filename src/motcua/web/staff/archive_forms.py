"""What is said of a disposal: which dossiers and why; by which decision?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import ArchiveRecord
from motcua.web.shared.forms import OfficeForm


class ProposalForm(OfficeForm):
    """Dossiers whose term has passed, ticked, and the reason."""

    codes = forms.MultipleChoiceField(
        label=gettext_lazy("Hồ sơ đã hết thời hạn lưu"),
        widget=forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"}),
    )
    reason = forms.CharField(label=gettext_lazy("Lý do tiêu hủy"), max_length=1000)

    def __init__(self, data: Any = None, *, records: Iterable[ArchiveRecord]) -> None:
        super().__init__(data)
        field = self.fields["codes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.dossier), _label(one)) for one in records]


def _label(one: ArchiveRecord) -> str:
    until = f"{one.keep_until:%d/%m/%Y}" if one.keep_until else ""
    return f"{one.dossier} – {one.dossier.version.name} ({one.term}, {until})"


class DecisionForm(OfficeForm):
    """The document that decides."""

    decision_number = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=60)
    decision_day = forms.DateField(
        label=gettext_lazy("Ngày quyết định"),
        widget=forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
    )
    decision_issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=200)
