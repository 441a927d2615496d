"""How is a form drawn? As govuk-frontend draws it: label, hint, error message, control, in that order."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.template.backends.base import _EngineTemplate
from django.template.loader import get_template

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
# The server judges and the error summary tells all at once: the browser's own bubbles would stop at the first.
_LEFT_OUT = {"class", "required"}


class GovukRenderer(TemplatesSetting):
    """Draws forms, fields and controls from `templates/shared/forms/`.

    `{{ form }}` draws the whole form, `{{ field.as_field_group }}` one field with label and error,
    `{{ field }}` the bare control.
    """

    form_template_name = "shared/forms/form.html"
    formset_template_name = "shared/forms/formset.html"
    field_template_name = "shared/forms/field.html"

    def get_template(self, template_name: str) -> _EngineTemplate:
        """The template of ours that stands for Django's own, or the one named."""
        return get_template(_WIDGETS.get(template_name, template_name))

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
        return str(self.get_template(template_name).render(drawn, request=request)).strip()
