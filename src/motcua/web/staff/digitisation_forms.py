"""What must be said to change the rule by which a desk counts as digitising?"""

from django import forms
from django.utils.translation import gettext_lazy

from motcua.web.shared.forms import OfficeForm

_SHORT = {"class": "govuk-input--width-4", "inputmode": "numeric"}


class RuleForm(OfficeForm):
    """Share, least number of dossiers, from when, why."""

    share = forms.IntegerField(
        label=gettext_lazy("Tỷ lệ hồ sơ có thành phần bản điện tử, phần trăm"),
        min_value=1,
        max_value=100,
        widget=forms.TextInput(_SHORT),
    )
    least = forms.IntegerField(
        label=gettext_lazy("Số hồ sơ tối thiểu trong kỳ"), min_value=1, widget=forms.TextInput(_SHORT)
    )
    valid_from = forms.DateField(
        label=gettext_lazy("Áp dụng từ ngày"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=1000, widget=forms.Textarea({"rows": 2}))
