"""Which pieces may a page be built of? `{% load mc %}`; all are on /can-bo/mau-giao-dien/ (docs/ui.md)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.moments import local
from motcua.core.phones import phone_text
from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.web.shared.errors_in_forms import FormError, errors_of
from motcua.web.shared.navigation import opens
from motcua.web.shared.widgets import DateParts, RevealCheckboxes, RevealRadios, revealed_names

register = template.Library()

# Time left and state: one colour each, always with words (colour alone says nothing to many).
TONES = {"in_time": "green", "today": "yellow", "overdue": "red", "done": "blue", "paused": "grey"}
STATES = {
    "draft": "grey",
    "submitted": "yellow",
    "received": "blue",
    "forwarded": "blue",
    "appraised": "blue",
    "approved": "blue",
    "sealed": "blue",
    "awaiting_supplement": "grey",
    "awaiting_payment": "grey",
    "ready": "green",
    "returned": "green",
    "refused": "red",
    "withdrawn": "grey",
    "stopped": "red",
    "cancelled": "grey",
}


@register.filter
def mc_opens(address: str, actor: Actor | None) -> bool:
    """`{% if address|mc_opens:page.actor %}`: is the link offered to who reads the page?"""
    return opens(address, actor)


# Forms --------------------------------------------------------------------------------------------


@register.filter
def mc_top_fields(form: forms.BaseForm) -> list[forms.BoundField]:
    """The visible fields of a form that do not stand under a choice."""
    under = revealed_names(form)
    return [field for field in form.visible_fields() if field.name not in under]


@register.filter
def mc_grouped(field: forms.BoundField) -> bool:
    """Is the control several inputs that need a legend? (A file control is one, whatever Django says.)"""
    return bool(field.use_fieldset) and not isinstance(field.field.widget, forms.FileInput)


@register.filter
def mc_optional(field: forms.BoundField) -> bool:
    """May the field be left empty? Nothing is said under a choice, or where a later step asks for it."""
    free = not field.field.required and not field.field.disabled
    free = free and field.name not in getattr(field.form, "asked_later", ())
    return free and field.name not in revealed_names(field.form)


@register.simple_tag
def mc_control(field: forms.BoundField) -> SafeString:
    """The control of a field, with the fields its choices reveal and the parts of a date that are wrong."""
    widget = field.field.widget
    attrs: dict[str, Any] = {}
    if isinstance(widget, RevealRadios | RevealCheckboxes):
        widget.revealed = {
            # A form may have taken a field away that some choice would reveal.
            value: mark_safe(
                "".join(field.form[name].as_field_group() for name in names if name in field.form.fields)
            )
            for value, names in widget.reveals.items()
        }
    elif isinstance(widget, DateParts):
        codes = {str(error.code) for error in field.errors.as_data()} & set(widget.PARTS)
        widget.wrong = frozenset(codes or (widget.PARTS if field.errors else ()))
    elif isinstance(widget, forms.FileInput) and field.aria_describedby:
        attrs["aria-describedby"] = field.aria_describedby
    return field.as_widget(attrs=attrs)


@register.inclusion_tag("shared/components/error_summary.html")
def mc_error_summary(*sources: forms.BaseForm | Sequence[FormError] | None) -> dict[str, Any]:
    """Every error of the forms (or lists of FormError) at the top of the page, linked to its field."""
    errors: list[FormError] = []
    for source in sources:
        errors += errors_of(source) if isinstance(source, forms.BaseForm) else list(source or ())
    return {"errors": errors}


@register.inclusion_tag("shared/components/button.html")
def mc_button(
    text: str,
    *,
    kind: str = "",
    href: str = "",
    name: str = "",
    value: str = "",
    key: str = "",
    repeat: bool = False,
    disabled: bool = False,
) -> dict[str, Any]:
    """A button, or a link that looks like one (`href`). `kind`: "", secondary, warning, start.

    `key` is a letter pressed with Alt, shown on the button; `repeat` allows a second press (downloads).
    """
    return {
        "text": text,
        "classes": f"govuk-button--{kind}" if kind else "",
        "href": href,
        "name": name,
        "value": value,
        "key": key,
        "repeat": repeat,
        "disabled": disabled,
    }


@register.inclusion_tag("shared/components/search.html")
def mc_search(
    action: str, value: str = "", *, label: str = "", hint: str = "", key: str = "", post: bool = False
) -> dict[str, Any]:
    """A search box; posted where people are looked for, so that no name stands in an address."""
    return {"action": action, "value": value, "label": label, "hint": hint, "key": key, "post": post}


# Words with a colour --------------------------------------------------------------------------------


@register.simple_tag
def mc_tag(text: str, colour: str = "grey") -> SafeString:
    """A short word on a colour: green, yellow, red, blue, grey."""
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)


@register.simple_tag
def mc_state(state: str, label: str) -> SafeString:
    """The state of a dossier: the code chooses the colour, the label is shown."""
    return mc_tag(label, STATES.get(str(state), "grey"))


@register.simple_tag
def mc_time_left(text: str, tone: str) -> SafeString:
    """The working time left in words; `tone`: in_time, today, overdue, done, paused."""
    return mc_tag(text, TONES[str(tone)])


# Pieces of a page ------------------------------------------------------------------------------------


@register.inclusion_tag("shared/components/summary.html")
def mc_summary(rows: Iterable[Sequence[str]], *, compact: bool = False) -> dict[str, Any]:
    """A list of facts: rows of (name, value) or (name, value, link text, link address)."""
    return {"rows": [tuple(row) + ("",) * (4 - len(row)) for row in rows], "compact": compact}


@register.inclusion_tag("shared/components/timeline.html")
def mc_timeline(steps: Iterable[Any], heading: str = "h3") -> dict[str, Any]:
    """What happened, oldest first: steps with `title`, `by`, `at` (aware) and `text`."""
    return {"steps": list(steps), "heading": heading}


@register.inclusion_tag("shared/components/pagination.html")
def mc_pagination(previous: str = "", following: str = "") -> dict[str, str]:
    """Keyset pages: the addresses before and after, empty where there is none."""
    return {"previous": previous, "following": following}


@register.inclusion_tag("shared/components/tabs.html")
def mc_tabs(items: Iterable[Sequence[Any]], label: str = "") -> dict[str, Any]:
    """Lists side by side: items of (text, address, current) or (text, address, current, count)."""
    return {"items": [(*item, None)[:4] for item in items], "label": label}


@register.inclusion_tag("shared/components/breadcrumbs.html")
def mc_breadcrumbs(items: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The way back up: (text, address) from the top."""
    return {"items": list(items)}


@register.inclusion_tag("shared/components/refusal.html")
def mc_refusal(refusal: Refusal | None, *, heading: str = "h2") -> dict[str, Any]:
    """An expected no: the sentence, and what is missing where the refusal names it."""
    missing = refusal.data.get("missing", ()) if refusal else ()
    listed = [missing] if isinstance(missing, str) else list(missing)
    return {"refusal": refusal, "missing": listed, "heading": heading}


@register.inclusion_tag("shared/components/promise.html")
def mc_promise(
    due: str, explanation: Iterable[str] = (), *, label: str = "", opened: bool = False
) -> dict[str, Any]:
    """The promise: when the result is handed over, in words, and why, line by line."""
    return {"due": due, "explanation": list(explanation), "label": label, "opened": opened}


@register.inclusion_tag("shared/components/printed.html")
def mc_printed(printed: str, meant: str, note: str = "", name: str = "") -> dict[str, str]:
    """What a document prints, how it is read, and why (R-301)."""
    return {"printed": printed, "meant": meant, "note": note, "name": name}


@register.inclusion_tag("shared/components/figures.html")
def mc_figures(items: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """A row of figures: (number, label) with optional colour (red, yellow, green) and address."""
    return {"items": [(*item, "", "")[:4] for item in items]}


# Pieces around content -------------------------------------------------------------------------------


@register.simple_block_tag
def mc_details(content: str, summary: str, *, opened: bool = False) -> str:
    """Something one may open to read more."""
    return _around("details", content, summary=summary, opened=opened)


@register.simple_block_tag
def mc_inset(content: str) -> SafeString:
    """A passage set apart."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def mc_warning(content: str) -> str:
    """Something a person must not overlook."""
    return _around("warning", content)


@register.simple_block_tag
def mc_banner(content: str, title: str = "", *, success: bool = False) -> str:
    """News at the top of a page: what was done (success) or what to know."""
    return _around("banner", content, title=title, success=success)


@register.simple_block_tag
def mc_panel(content: str, title: str) -> str:
    """The confirmation at the end of a task."""
    return _around("panel", content, title=title)


@register.simple_block_tag
def mc_cell(content: str, label: str, *, head: bool = False, numeric: bool = False) -> SafeString:
    """A cell of a `mc-table`; on a phone it shows its column's name beside it."""
    classes = "govuk-table__cell--numeric" if numeric else ""
    if head:
        return format_html(
            '<th scope="row" role="rowheader" class="govuk-table__cell {}" data-label="{}"><span>{}</span>'
            "</th>",
            classes,
            label,
            content,
        )
    return format_html(
        '<td role="cell" class="govuk-table__cell {}" data-label="{}"><span>{}</span></td>',
        classes,
        label,
        content,
    )


def _around(name: str, content: str, **facts: Any) -> str:
    return render_to_string(f"shared/components/{name}.html", {"content": content, **facts})


# Moments as people read them ---------------------------------------------------------------------------

_WEEKDAYS = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


@register.filter
def mc_day(moment: date | datetime | None) -> str:
    """16/05/2022, on the office's calendar."""
    if moment is None:
        return ""
    return f"{local(moment) if isinstance(moment, datetime) else moment:%d/%m/%Y}"


@register.filter
def mc_moment(moment: datetime | None) -> str:
    """15:00 ngày 16/05/2022, on the office's clock."""
    if moment is None:
        return ""
    return _("%(clock)s ngày %(day)s") % {"clock": f"{local(moment):%H:%M}", "day": mc_day(moment)}


@register.filter
def mc_phone(number: str) -> str:
    """0912 345 678 of the stored +84912345678."""
    return phone_text(number) if number else ""


@register.filter
def mc_weekday(moment: date | datetime | None) -> str:
    """thứ Hai, 16/05/2022."""
    if moment is None:
        return ""
    day = local(moment) if isinstance(moment, datetime) else moment
    return f"{_WEEKDAYS[day.weekday()]}, {mc_day(moment)}"
