"""What is asked to draft a programme on one page? Everything its plan says, in the order of a plan."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.terms import CHANNEL_LABELS, Channel
from motcua.organisation.models import Level, Unit
from motcua.organisation.queries import ancestors_of
from motcua.programmes.drafting import Clause, Draft, OwnCutOff
from motcua.programmes.life import may_be_followed
from motcua.programmes.life_terms import FREQUENCY_LABELS
from motcua.programmes.models import Programme
from motcua.programmes.reading import read_date, read_programme
from motcua.programmes.terms import APPLIED
from motcua.web.admin.fields import clock_field
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField
from motcua.workcalendar.wording import WEEKDAYS as WEEKDAY_NAMES

_CODES = re.compile(r"[\s,;]+")
_COUNT = re.compile(r"^\s*(\d{1,4})\s*/\s*(\d{1,3})\s*$")
_ONLINE = {Channel.ONLINE.value: 3, Channel.KIOSK.value: 3}
_MOST_TEXT = 40_000
# Part of the form, and its fields; what is named by a level is added to the lists.
SECTIONS = (
    (
        gettext_lazy("Kế hoạch"),
        ("name", "number", "issued_on", "signed_by", "clause", "parent", "replaces_parent"),
    ),
    (gettext_lazy("Phạm vi"), ("units", "with_descendants", "levels")),
    (gettext_lazy("Thời gian"), ("period_from", "last_day", "weekdays", "evaluation")),
    (gettext_lazy("Lời hẹn"), ("cut_off", "at_once", "next_by", "channels", "cut_offs")),
    (gettext_lazy("Danh mục thủ tục"), ("basis",)),
    (gettext_lazy("Văn bản in thế nào, được hiểu thế nào"), ("clauses",)),
)


def _lines(label: Any, hint: Any, rows: int = 3, *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=_MOST_TEXT, widget=widget
    )


def _ticks(label: Any, choices: list[tuple[str, Any]], hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, help_text=hint, widget=forms.CheckboxSelectMultiple
    )


class DraftForm(OfficeForm):
    """A programme as its plan states it. Cleans to a `Draft` by `draft()`."""

    name = forms.CharField(label=gettext_lazy("Tên chương trình"), max_length=300)
    number = forms.CharField(
        label=gettext_lazy("Số kế hoạch"), max_length=60, required=False,
        help_text=gettext_lazy("Ví dụ 104/KH-UBND; để trống nếu kế hoạch chưa có số"),
    )  # fmt: skip
    issued_on = DatePartsField(label=gettext_lazy("Ngày ban hành"), required=False)
    signed_by = forms.CharField(label=gettext_lazy("Người ký"), max_length=200, required=False)
    clause = forms.CharField(
        label=gettext_lazy("Điều khoản của lời hẹn"), max_length=60, required=False,
        help_text=gettext_lazy("Ví dụ II.1.1; in cùng lời hẹn trên giấy của người dân"),
    )  # fmt: skip
    parent = forms.ChoiceField(label=gettext_lazy("Thuộc chương trình"), required=False)
    replaces_parent = forms.BooleanField(
        label=gettext_lazy("Tại các đơn vị này, kế hoạch này thay cho chương trình chung"), required=False
    )
    units = forms.CharField(
        label=gettext_lazy("Đơn vị thực hiện"), max_length=2000,
        help_text=gettext_lazy("Mã đơn vị, cách nhau bằng dấu phẩy"),
    )  # fmt: skip
    with_descendants = forms.BooleanField(
        label=gettext_lazy("Cả các đơn vị trực thuộc"), required=False, initial=True
    )
    levels = _ticks(gettext_lazy("Cấp"), [])
    period_from = DatePartsField(label=gettext_lazy("Từ ngày"))
    last_day = DatePartsField(
        label=gettext_lazy("Đến hết ngày"), required=False,
        help_text=gettext_lazy("Để trống nếu kế hoạch không ghi ngày kết thúc"),
    )  # fmt: skip
    weekdays = _ticks(
        gettext_lazy("Các ngày trong tuần"),
        [(str(number), name) for number, name in enumerate(WEEKDAY_NAMES)],
        gettext_lazy("Không chọn ngày nào là mọi ngày làm việc"),
    )
    evaluation = _ticks(
        gettext_lazy("Đánh giá định kỳ"), [(one.value, label) for one, label in FREQUENCY_LABELS.items()]
    )
    cut_off = clock_field(gettext_lazy("Mốc giờ: nhận sau giờ này thì hẹn ngày làm việc sau"), required=False)
    at_once = forms.BooleanField(
        label=gettext_lazy("Sau mốc giờ mà giải quyết được ngay thì vẫn trả trong ngày"),
        required=False,
        initial=True,
    )
    next_by = clock_field(gettext_lazy("Ngày làm việc sau trả trước giờ (nếu có)"), required=False)
    channels = _ticks(
        gettext_lazy("Cách nộp được hẹn"), [(one.value, CHANNEL_LABELS[one]) for one in Channel],
        gettext_lazy("Trực tuyến và ki-ốt: thủ tục từ mức độ 3"),
    )  # fmt: skip
    cut_offs = _lines(
        gettext_lazy("Mốc giờ riêng của thủ tục"),
        gettext_lazy("Mỗi dòng: mã thủ tục, giờ, mã đơn vị nếu chỉ một đơn vị. Ví dụ 2.000720 10:00"),
    )
    basis = forms.CharField(
        label=gettext_lazy("Danh mục ban hành theo"), max_length=300, required=False,
        help_text=gettext_lazy("Ví dụ: phụ lục kèm theo Kế hoạch 104/KH-UBND"),
    )  # fmt: skip
    clauses = _lines(
        gettext_lazy("Điều khoản"),
        gettext_lazy("Mỗi dòng: điều khoản | nguyên văn | hiểu là"),
        5,
    )

    def __init__(self, *args: Any, issuer: str, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issuer = issuer
        levels = list(Level.objects.filter(valid_from__lte=day).order_by("position"))
        self.levels_offered = [level for level in levels if level.valid_to is None or level.valid_to > day]
        self._offer("levels", [(level.code, level.name) for level in self.levels_offered])
        line = (issuer, *ancestors_of(Unit.objects.get(pk=issuer)))
        applied = Programme.objects.filter(status__in=APPLIED).order_by("-period_from", "slug")
        others = [(one.pk, one.name) for one in applied if may_be_followed(one, line)]
        self._offer("parent", [("", _("Không có")), *others])
        for level in self.levels_offered:
            self.fields[f"list_{level.code}"] = _lines(
                _("Danh mục: %(level)s") % {"level": level.name},
                _("Mã thủ tục, cách nhau bằng dấu cách hoặc dấu phẩy"),
            )
            self.fields[f"count_{level.code}"] = forms.CharField(
                label=_("Số thủ tục / số lĩnh vực kế hoạch ghi: %(level)s") % {"level": level.name},
                help_text=_("Ví dụ 14/4; để trống nếu kế hoạch không ghi"),
                max_length=12, required=False,
                widget=forms.TextInput({"class": "govuk-input--width-5"}),
            )  # fmt: skip

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The parts of the page in the order of a plan."""
        named = [f"{part}_{level.code}" for level in self.levels_offered for part in ("list", "count")]
        return [
            (title, [self[name] for name in (*names, *(named if names == ("basis",) else ()))])
            for title, names in SECTIONS
        ]

    def clean(self) -> dict[str, Any]:
        """Lines read into their parts; a line that cannot be read is shown."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        said["cut_offs"] = self._read(
            "cut_offs", _own_cut_off, _("Không đọc được dòng “%(line)s”: ghi mã thủ tục, giờ 07:30.")
        )
        said["clauses"] = self._read(
            "clauses", _clause, _("Không đọc được dòng “%(line)s”: ghi điều khoản | nguyên văn | hiểu là.")
        )
        for level in self.levels_offered:
            name = f"count_{level.code}"
            if said.get(name) and not _COUNT.match(said[name]):
                self.add_error(name, _("Ghi hai số với dấu gạch chéo, ví dụ 14/4"))
        return said

    def _read(self, name: str, read: Any, complaint: str) -> tuple[Any, ...]:
        found = []
        for line in str(self.cleaned_data.get(name) or "").splitlines():
            if not line.strip():
                continue
            try:
                found.append(read(line))
            except ValueError:
                self.add_error(name, complaint % {"line": line.strip()[:60]})
        return tuple(found)

    def draft(self) -> Draft:
        """What was said."""
        said = self.cleaned_data
        codes = [level.code for level in self.levels_offered]
        counts = {code: _COUNT.match(said.get(f"count_{code}") or "") for code in codes}
        return Draft(
            **{name: said[name] for name in ("name", "number", "issued_on", "signed_by", "clause", "basis")},
            **{name: said[name] for name in ("replaces_parent", "with_descendants", "period_from")},
            issuer=self.issuer,
            parent=said["parent"] or None,
            units=tuple(one for one in _CODES.split(said["units"]) if one),
            levels=tuple(said["levels"]),
            period_to=said["last_day"] + timedelta(days=1) if said["last_day"] else None,
            weekdays=tuple(int(one) for one in said["weekdays"]),
            lists={code: tuple(one for one in _CODES.split(said[f"list_{code}"]) if one) for code in codes},
            declared={code: (int(found[1]), int(found[2])) for code, found in counts.items() if found},
            cut_off=_clock(said["cut_off"]),
            unless_settled_at_once=said["at_once"],
            next_by=_clock(said["next_by"]),
            cut_offs=said["cut_offs"],
            channels={one: _ONLINE.get(one, 0) for one in said["channels"]},
            clauses=said["clauses"],
            evaluation=tuple(said["evaluation"]),
        )


def initial_of(definition: Mapping[str, Any]) -> dict[str, Any]:
    """The form filled with a definition: of the draft itself, or of the parent a unit follows."""
    rule, document = read_programme(definition), definition["document"]
    return {
        "name": rule.name,
        "number": document.get("number") or "",
        "issued_on": read_date(document["date"]) if document.get("date") else None,
        "signed_by": document.get("signed_by", ""),
        "clause": rule.clause,
        "parent": rule.parent or "",
        "replaces_parent": rule.replaces_parent,
        "units": ", ".join(sorted(rule.units)),
        "with_descendants": rule.with_descendants,
        "levels": sorted(rule.levels),
        "period_from": rule.period_from,
        "last_day": rule.period_to - timedelta(days=1) if rule.period_to else None,
        "weekdays": [str(day) for day in sorted(rule.weekdays or ())],
        "evaluation": list(definition.get("evaluation", ())),
        "cut_off": f"{rule.cut_off:%H:%M}" if rule.cut_off else "",
        "at_once": rule.after_cut_off.unless_settled_at_once,
        "next_by": f"{rule.after_cut_off.by:%H:%M}" if rule.after_cut_off.by else "",
        "channels": list(rule.channels),
        "cut_offs": "\n".join(
            f"{own.code} {own.cut_off:%H:%M} {own.unit or ''}".strip() for own in rule.procedure_cut_offs
        ),
        "basis": next((item.get("basis", "") for item in definition["lists"]), ""),
        "clauses": "\n".join(
            f"{one['clause']} | {one['printed']} | {one['meant']}" for one in definition.get("clauses", ())
        ),
        **{f"list_{item['level']}": "\n".join(item["codes"]) for item in definition["lists"]},
        **{f"count_{level}": f"{n}/{fields}" for level, (n, fields) in rule.declared_counts.items()},
    }


def followed(definition: Mapping[str, Any], parent: str, unit: str) -> dict[str, Any]:
    """The plan of a unit that follows its superior's: same lists, hours and days; own number, own scope."""
    return initial_of(definition) | {
        "parent": parent,
        "replaces_parent": True,
        "units": unit,
        "number": "",
        "issued_on": None,
        "signed_by": "",
    }


def _clock(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _own_cut_off(line: str) -> OwnCutOff:
    code, clock, *unit = [part for part in _CODES.split(line) if part]
    if len(unit) > 1:
        raise ValueError(line)
    return OwnCutOff(code, time.fromisoformat(clock), unit[0] if unit else None)


def _clause(line: str) -> Clause:
    clause, printed, meant = (part.strip() for part in line.split("|"))
    return Clause(clause, printed, meant)
