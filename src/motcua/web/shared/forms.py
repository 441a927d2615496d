"""How is a form drawn? As govuk-frontend draws it: label, hint, error message, control, in that order."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

_INPUT = "shared/forms/input.html"
_WIDGETS = {
    **{
        f"django/forms/widgets/{kind}.html": _INPUT
        for kind in ("text", "number", "email", "url", "tel", "search", "date", "datetime", "time", "input")
    },
    "django/forms/widgets/password.html": "shared/forms/password.html",
    "django/forms/widgets/textarea.html": "shared/forms/textarea.html",
    "django/forms/widgets/select.html": "shared/forms/select.html",
    "django/forms/widgets/radio.html": "shared/forms/choices.html",
    "django/forms/widgets/checkbox_select.html": "shared/forms/choices.html",
    "django/forms/widgets/checkbox.html": "shared/forms/checkbox.html",
    "django/forms/widgets/file.html": "shared/forms/file.html",
    "django/forms/widgets/clearable_file_input.html": "shared/forms/file.html",
    "django/forms/widgets/hidden.html": "shared/forms/hidden.html",
    "django/forms/widgets/multiple_hidden.html": "shared/forms/multiple_hidden.html",
}
# The server judges and the summary tells all errors at once; the browser would stop at the first.
_LEFT_OUT = {"class", "required"}


class GovukRenderer(TemplatesSetting):
    """Draws forms, fields and controls from `templates/shared/forms/`.

    `{{ form }}` draws the whole form, `{{ field.as_field_group }}` one field with label and error,
    `{{ field }}` the bare control.
    """

    form_template_name = "shared/forms/form.html"
    formset_template_name = "shared/forms/formset.html"
    field_template_name = "shared/forms/field.html"

    def render(
        self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Draw it; a control also learns whether its value was refused (`invalid`) and its attributes."""
        drawn = dict(context)
        widget = drawn.get("widget")
        if widget is not None:
            attrs = widget["attrs"]
            drawn["invalid"] = attrs.get("aria-invalid") == "true"
            drawn["attributes"] = flatatt({k: v for k, v in attrs.items() if k not in _LEFT_OUT})
        return render_to_string(_WIDGETS.get(template_name, template_name), drawn, request).strip()


class OfficeForm(forms.Form):
    """A form whose "this is missing" names what is missing, so that the error summary alone is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _missing(field, str(field.label or name))


def _missing(field: forms.Field, label: str) -> str:
    choosing = isinstance(field, forms.ChoiceField | forms.FileField | forms.BooleanField)
    return (_("Chưa chọn: %(label)s") if choosing else _("Chưa điền: %(label)s")) % {"label": label}
