"""What went wrong in a form, and which control does each error belong to?"""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest

from config.uploads import oversized
from motcua.core.refusals import Refusal
from motcua.documents.files.keeping import too_large
from motcua.documents.files.names import clean_name
from motcua.web.shared.widgets import DateParts


@dataclass(frozen=True, slots=True)
class FormError:
    """One line of the error summary: its text and the id of the control it leads to (empty: none)."""

    text: str
    target: str = ""


def errors_of(form: forms.BaseForm) -> list[FormError]:
    """All errors of a form in the order of its fields, those of the whole form first."""
    found = [FormError(str(text)) for text in form.non_field_errors()]
    for field in [*form.visible_fields(), *form.hidden_fields()]:
        found += [FormError(str(text), _control_of(field)) for text in field.errors]
    return found


def add_refusal(form: forms.BaseForm, refusal: Refusal) -> None:
    """Show a refusal at the field it names, or at the form as a whole."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusal.text)


def add_oversized(form: forms.BaseForm, request: HttpRequest) -> None:
    """Say of each file above the limit, which was dropped on its way in, that it did not come."""
    for field, name in oversized(request):
        if field in form.fields:
            form.add_error(field, too_large(clean_name(name)).refusal.text)


def _control_of(field: forms.BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, DateParts):
        codes = [str(error.code) for error in field.errors.as_data()]
        part = next((code for code in codes if code in widget.PARTS), widget.PARTS[0])
        return f"{field.auto_id}_{part}"
    if isinstance(widget, forms.RadioSelect):
        return f"{field.auto_id}_0"
    return field.auto_id
