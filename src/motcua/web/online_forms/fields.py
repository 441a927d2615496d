"""What does the control office say of a form, a page, a question? Forms between schema data and controls."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.procedures.online_forms.conditions import DECIDING
from motcua.procedures.online_forms.schema import Form
from motcua.procedures.online_forms.terms import (
    KIND_LABELS,
    LONGEST_HINT,
    LONGEST_LABEL,
    LONGEST_PARAGRAPH,
    MOST_ROWS,
    QuestionKind,
)
from motcua.web.shared.forms import OfficeForm

_KINDS = [(kind.value, label) for kind, label in KIND_LABELS.items()]


def _text(
    label: Any, length: int = LONGEST_LABEL, *, required: bool = False, hint: Any = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=hint,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


def _lines(label: Any, *, hint: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=8000, required=False, help_text=hint, widget=forms.Textarea({"rows": rows})
    )


def _number(label: Any, most: int, hint: Any = "") -> forms.IntegerField:
    widget = forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-10"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=most, required=False, widget=widget, help_text=hint
    )


class _Said(OfficeForm):
    """What every change says: why, and from which version it began."""

    note = _text(_("Sửa gì, vì sao?"), 500)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def order_fields(self, field_order: Iterable[str] | None) -> None:
        """Why it was changed is said last."""
        super().order_fields(field_order)
        super().order_fields([name for name in self.fields if name != "note"])


class WordsForm(_Said):
    """Title, source and the words of the declaration."""

    field_order = ("title", "source", "confidence")
    title = _text(_("Tên mẫu"), required=True)
    source = _text(_("Lấy từ văn bản nào?"), LONGEST_PARAGRAPH)
    confidence = _text(_("Mức tin cậy của nội dung"), LONGEST_PARAGRAPH)
    paper_title = _text(_("Tên in trên tờ khai"), required=True)
    form_no = _text(_("Số mẫu in ở góc phải"), hint=_("Ví dụ: Mẫu số 04"))
    addressee = _text(
        _("Dòng kính gửi"),
        hint=_("{unit.name} được thay bằng tên cơ quan nhận."),
    )
    after = _lines(_("Lời cam đoan, mỗi dòng một đoạn"), rows=4)
    signature = _text(_("Chữ trên chỗ ký"))
    signed_by = _text(_("Mã câu hỏi có tên người ký"), 40)

    @classmethod
    def of(cls, schema: Mapping[str, Any]) -> dict[str, Any]:
        """The first values from a schema."""
        paper = schema.get("declaration", {})
        return {
            **{key: schema.get(key, "") for key in ("title", "source", "confidence")},
            **{key: paper.get(key, "") for key in ("form_no", "addressee", "signature", "signed_by")},
            "paper_title": paper.get("title", ""),
            "after": "\n".join(paper.get("after", [])),
        }

    def words(self) -> dict[str, Any]:
        """Of the whole form."""
        return {key: self.cleaned_data[key] for key in ("title", "source", "confidence")}

    def declaration(self) -> dict[str, Any]:
        """Of the declaration."""
        said = {key: self.cleaned_data[key] for key in ("form_no", "addressee", "signature", "signed_by")}
        return {
            **said,
            "title": self.cleaned_data["paper_title"],
            "after": lines_of(self.cleaned_data["after"]),
        }


class _Conditioned(_Said):
    """A part that may hang on earlier answers: one box for each answer of each earlier choice."""

    shown_when = forms.MultipleChoiceField(
        label=_("Chỉ hiện khi câu trước trả lời là"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Không chọn gì thì luôn hiện. Các ô của cùng một câu: chỉ cần một; của các câu khác nhau: cần cả hai."
        ),
    )

    def __init__(self, *args: Any, before: Form, upto: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = answers_before(before, upto)
        for name in ("shown_when", "prefill_when"):
            if name in self.fields:
                self.fields[name].choices = offered  # type: ignore[attr-defined]
                if not offered:
                    del self.fields[name]

    def clauses(self, name: str = "shown_when") -> list[dict[str, Any]]:
        """The boxes as the schema states them."""
        found: dict[str, list[str]] = {}
        for box in self.cleaned_data.get(name, []):
            question, _sign, value = box.partition("=")
            found.setdefault(question, []).append(value)
        return [{"question": question, "is": values} for question, values in found.items()]


class GroupForm(_Conditioned):
    """A page: its title, hint, condition, whether it is repeated, what is printed before it."""

    field_order = ("key", "title", "hint", "shown_when", "repeats", "row", "least", "most", "heading", "lead")
    key = _text(_("Mã trang"), 40, required=True, hint=_("Chữ thường không dấu, ví dụ nguoi_me"))
    title = _text(_("Tên trang"), required=True)
    hint = _text(_("Gợi ý đầu trang"), LONGEST_PARAGRAPH)
    repeats = forms.BooleanField(label=_("Trả lời nhiều lần, mỗi lần một dòng"), required=False)
    row = _text(_("Mỗi dòng là một"), hint=_("Ví dụ: Người con"))
    least = _number(_("Ít nhất mấy dòng"), MOST_ROWS)
    most = _number(_("Nhiều nhất mấy dòng"), MOST_ROWS)
    heading = _text(_("Đề mục in trên tờ khai"))
    lead = _text(_("Câu dẫn in trên tờ khai"), LONGEST_PARAGRAPH)

    @classmethod
    def of(cls, group: Mapping[str, Any], form: Form) -> dict[str, Any]:
        """The first values from a schema."""
        repeat = group.get("repeat") or {}
        return {
            **group,
            **repeat,
            "repeats": bool(repeat),
            "shown_when": boxes_of(group.get("shown_when"), form),
        }

    def data_of_group(self) -> dict[str, Any]:
        """As the schema states it, without its questions."""
        said = {key: self.cleaned_data[key] for key in ("key", "title", "hint", "heading", "lead")}
        said["shown_when"] = self.clauses()
        if self.cleaned_data["repeats"]:
            row = self.cleaned_data
            said["repeat"] = {"least": row["least"] or 0, "most": row["most"] or 1, "row": row["row"]}
        return said


class QuestionForm(_Conditioned):
    """One question."""

    field_order = ("key", "label", "kind", "required", "hint", "choices", "shown_when")
    key = _text(_("Mã câu hỏi"), 40, required=True, hint=_("Chữ thường không dấu, ví dụ ngay_sinh"))
    label = _text(_("Câu hỏi (nhãn)"), required=True)
    kind = forms.ChoiceField(label=_("Kiểu trả lời"), choices=_KINDS)
    required = forms.BooleanField(label=_("Bắt buộc trả lời"), required=False)
    hint = _text(_("Gợi ý"), LONGEST_HINT)
    choices = _lines(
        _("Các lựa chọn, mỗi dòng một lựa chọn"), hint=_("mã = chữ hiện ra | gợi ý, ví dụ: me = Mẹ | Mẹ đẻ")
    )
    least = _number(_("Ít nhất (số, hoặc số chữ)"), 10**15)
    most = _number(_("Nhiều nhất (số, hoặc số chữ)"), 10**15)
    first = _text(_("Ngày sớm nhất"), 12, hint=_("2022-05-15, today, today-18y"))
    last = _text(_("Ngày muộn nhất"), 12, hint=_("2022-05-15, today, today+30d"))
    error = _text(_("Câu báo khi trả lời sai"), LONGEST_HINT)
    prefill = _lines(_("Điền sẵn từ, mỗi dòng một nguồn"), hint=_("Ví dụ: account.name"))
    prefill_when = forms.MultipleChoiceField(
        label=_("Chỉ điền sẵn khi câu trước trả lời là"), required=False, widget=forms.CheckboxSelectMultiple
    )
    printed = _text(_("Nhãn in trên tờ khai"), hint=_("Để trống thì không in câu này."))
    beside = forms.BooleanField(label=_("In cùng dòng với câu trước"), required=False)

    @classmethod
    def of(cls, question: Mapping[str, Any], form: Form) -> dict[str, Any]:
        """The first values from a schema."""
        prefill = question.get("prefill", [])
        return {
            "kind": QuestionKind.TEXT.value,
            "required": True,
            "printed": question.get("label", ""),
            **question,
            "choices": "\n".join(_choice_line(choice) for choice in question.get("choices", [])),
            "prefill": prefill if isinstance(prefill, str) else "\n".join(prefill),
            "shown_when": boxes_of(question.get("shown_when"), form),
            "prefill_when": boxes_of(question.get("prefill_when"), form),
        }

    def data_of_question(self) -> dict[str, Any]:
        """As the schema states it."""
        plain = ("key", "kind", "label", "hint", "error", "least", "most", "first", "last", "printed")
        said = {key: self.cleaned_data[key] for key in plain}
        if said["printed"] == said["label"]:
            del said["printed"]
        return {
            **said,
            "required": self.cleaned_data["required"],
            "beside": self.cleaned_data["beside"] or None,
            "choices": [_choice_of(line) for line in lines_of(self.cleaned_data["choices"])],
            "prefill": lines_of(self.cleaned_data["prefill"]),
            "shown_when": self.clauses(),
            "prefill_when": self.clauses("prefill_when"),
        }


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _choice_line(choice: Mapping[str, Any]) -> str:
    hint = f" | {choice['hint']}" if choice.get("hint") else ""
    return f"{choice.get('value', '')} = {choice.get('label', '')}{hint}"


def _choice_of(line: str) -> dict[str, str]:
    value, _equals, rest = line.partition("=")
    label, _bar, hint = rest.partition("|")
    said = {"value": value.strip(), "label": label.strip(), "hint": hint.strip()}
    return {key: part for key, part in said.items() if part}


def answers_before(form: Form, upto: str) -> list[tuple[str, str]]:
    """A box for each answer of each choice that is asked before a group or question ("": before nothing)."""
    boxes: list[tuple[str, str]] = []
    for group in form.groups:
        if group.key == upto:
            break
        here: list[tuple[str, str]] = []
        for question in group.questions:
            if question.key == upto:
                return boxes + here
            if question.kind in DECIDING:
                here += [
                    (f"{question.key}={value}", f"{question.label}: {label}")
                    for value, label in question.labels().items()
                ]
        if group.repeat is None:
            boxes += here
    return boxes


def kept_clauses(given: Any, form: Form) -> list[Mapping[str, Any]]:
    """Conditions that no box can say (a question is answered, whatever it says): they stay as they are."""
    clauses = [given] if isinstance(given, Mapping) else list(given or [])
    return [clause for clause in clauses if not _allowed(clause, form)]


def boxes_of(given: Any, form: Form) -> list[str]:
    """The boxes that a condition of a schema means; what is negated or open becomes the answers it allows."""
    clauses = [given] if isinstance(given, Mapping) else list(given or [])
    return [f"{clause['question']}={value}" for clause in clauses for value in _allowed(clause, form)]


def _allowed(clause: Mapping[str, Any], form: Form) -> list[str]:
    asked = form.question(str(clause.get("question", "")))
    known = list(asked.labels()) if asked else []
    values = clause.get("is", clause.get("is_not", []))
    named = [values] if isinstance(values, str) else list(values)
    if "is_not" in clause:
        return [value for value in known if value not in named]
    return named or known
