"""Who took it, how did they sign, which originals are kept? Fields that several forms share."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.terms import IdentityKind
from motcua.dossiers.terms import RELATION_LABELS, SIGNING_LABELS, TAKER_LABELS
from motcua.web.shared.widgets import RevealRadios

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}
_SMALL = {"class": "govuk-radios--small"}
_TICK = {"class": "govuk-checkboxes--small"}
ORIGINAL_ROWS = 3
PERSONAL_IDS = (
    ("", gettext_lazy("Tự nhận ra từ số")),
    (IdentityKind.CCCD.value, gettext_lazy("Số định danh, thẻ căn cước (12 số)")),
    (IdentityKind.CMND.value, gettext_lazy("Chứng minh nhân dân (9 số)")),
    (IdentityKind.PASSPORT.value, gettext_lazy("Hộ chiếu")),
)


def line(label: Any, length: int = 200, *, hint: Any = "", required: bool = False) -> forms.CharField:
    """A line of text that the browser does not fill in by itself."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=length,
        widget=forms.TextInput(dict(_PLAIN)),
    )


class SigningFields(forms.Form):
    """Somebody who cannot sign or read, witnesses, interpreter, and the signature before the official."""

    signed_in_front = forms.BooleanField(
        label=gettext_lazy("Tôi xác nhận người yêu cầu đã ký (điểm chỉ) trước mặt tôi"),
        required=False,
        widget=forms.CheckboxInput(dict(_TICK)),
    )
    signing_how = forms.ChoiceField(
        label=gettext_lazy("Người yêu cầu ký bằng cách nào?"),
        required=False,
        choices=[(manner.value, gettext_lazy(label)) for manner, label in SIGNING_LABELS.items()],
        initial="signature",
        widget=RevealRadios(_SMALL),
    )
    signing_why = line(gettext_lazy("Vì sao không ký được"), 300)
    cannot_read = forms.BooleanField(
        label=gettext_lazy("Người yêu cầu không đọc được"),
        required=False,
        widget=forms.CheckboxInput(dict(_TICK)),
    )
    reader = line(gettext_lazy("Ai đã đọc lại văn bản cho người đó nghe"))
    witness1_name = line(gettext_lazy("Người làm chứng thứ nhất"))
    witness1_id = line(gettext_lazy("Số giấy tờ người làm chứng thứ nhất"), 60)
    witness2_name = line(gettext_lazy("Người làm chứng thứ hai"))
    witness2_id = line(gettext_lazy("Số giấy tờ người làm chứng thứ hai"), 60)
    language = line(gettext_lazy("Phiên dịch từ ngôn ngữ"), 60)
    interpreter_name = line(gettext_lazy("Người phiên dịch"))
    interpreter_id = line(gettext_lazy("Số giấy tờ người phiên dịch"), 60)

    @property
    def signing_fields(self) -> list[BoundField]:
        """Everything behind the fold."""
        names = [name for name in SigningFields.base_fields if name != "signed_in_front"]
        return [self[name] for name in names if name in self.fields]

    @property
    def signing_opened(self) -> bool:
        """Was anything said behind the fold, or is it wrong? Then it stands open."""
        quiet = {"", None, False, "signature"}
        return any(field.value() not in quiet or field.errors for field in self.signing_fields)

    def signing(self) -> dict[str, Any] | None:
        """What was said of signing, as acts take it; None where nothing was."""
        said = self.cleaned_data
        words: dict[str, Any] = {
            "how": said.get("signing_how") or "signature",
            "why": said.get("signing_why", ""),
            "reads": not said.get("cannot_read"),
            "reader": said.get("reader", ""),
            "language": said.get("language", ""),
            "witnesses": [
                {"name": said.get(f"witness{n}_name", ""), "id_number": said.get(f"witness{n}_id", "")}
                for n in (1, 2)
                if said.get(f"witness{n}_name") or said.get(f"witness{n}_id")
            ],
        }
        if said.get("interpreter_name") or said.get("interpreter_id"):
            words["interpreter"] = {
                "name": said.get("interpreter_name", ""),
                "id_number": said.get("interpreter_id", ""),
            }
        quiet = words["how"] == "signature" and words["reads"]
        return None if quiet and not any(words[key] for key in _HELP if key in words) else words


_HELP = ("why", "reader", "language", "witnesses", "interpreter")


class OriginalFields(forms.Form):
    """Rows for originals that stay at the desk."""

    def add_originals(self, rows: int = ORIGINAL_ROWS) -> None:
        """The controls of each row."""
        for place in range(rows):
            row = {"row": place + 1}
            self.fields[f"original-{place}-title"] = line(_("Bản chính %(row)s") % row, 300)
            self.fields[f"original-{place}-mark"] = line(_("Số, ký hiệu của bản chính %(row)s") % row, 100)
            self.fields[f"original-{place}-copies"] = forms.IntegerField(
                label=_("Số bản của bản chính %(row)s") % row,
                required=False,
                min_value=1,
                max_value=999,
                widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
            )

    @property
    def original_rows(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """The rows for the page."""
        places = range(sum(name.startswith("original-") and name.endswith("-title") for name in self.fields))
        return [tuple(self[f"original-{n}-{key}"] for key in ("title", "mark", "copies")) for n in places]  # type: ignore[misc]

    @property
    def originals_opened(self) -> bool:
        """Was anything written, or is it wrong?"""
        return any(field.value() or field.errors for row in self.original_rows for field in row)

    def originals(self) -> list[dict[str, Any]]:
        """The originals written; one without a number of copies is one."""
        said = self.cleaned_data
        found = []
        for place in range(len(self.original_rows)):
            title, mark, copies = (said.get(f"original-{place}-{key}") for key in ("title", "mark", "copies"))
            if title or mark or copies:
                found.append({"title": title or "", "mark": mark or "", "copies": copies or 1})
        return found


class TakerFields(forms.Form):
    """Who stands at the desk and takes it."""

    receiver_kind = forms.ChoiceField(
        label=gettext_lazy("Ai đến nhận?"),
        choices=[(kind.value, gettext_lazy(label)) for kind, label in TAKER_LABELS.items()],
        widget=RevealRadios(_SMALL),
    )
    receiver = line(gettext_lazy("Họ tên người nhận"), required=True)
    receiver_id_number = line(
        gettext_lazy("Số giấy tờ tùy thân"),
        60,
        hint=gettext_lazy("Người nộp tự đến, có giấy tiếp nhận thì để trống được."),
    )
    receiver_id_type = forms.ChoiceField(
        label=gettext_lazy("Loại giấy tờ"), choices=PERSONAL_IDS, required=False
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("Người thân: là gì của người nộp?"),
        required=False,
        choices=[
            ("", gettext_lazy("Chọn quan hệ")),
            *((r.value, label) for r, label in RELATION_LABELS.items()),
        ],
    )
    authority_number = line(
        gettext_lazy("Số giấy ủy quyền, giấy giới thiệu"),
        100,
        hint=gettext_lazy("Không có số thì ghi “không số”."),
    )
    authority_date = forms.DateField(
        label=gettext_lazy("Ngày của giấy"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    authority_issuer = line(gettext_lazy("Nơi cấp, nơi chứng thực hoặc người lập"))
    identity = line(gettext_lazy("Giấy tờ khác đã xem"))

    @property
    def authority_fields(self) -> list[BoundField]:
        """The paper that gives the right to take it."""
        return [self[f"authority_{key}"] for key in ("number", "date", "issuer")]

    @property
    def authority_opened(self) -> bool:
        """Is it needed, said or wrong?"""
        needs = self["receiver_kind"].value() in {"authorised", "representative"}
        return needs or any(field.value() or field.errors for field in self.authority_fields)

    def taker(self) -> dict[str, Any]:
        """Who took it, as acts take it."""
        said = self.cleaned_data
        plain = (
            "receiver_kind",
            "receiver",
            "receiver_id_type",
            "receiver_id_number",
            "relation",
            "identity",
        )
        words: dict[str, Any] = {key: said[key] for key in plain if said.get(key)}
        authority = {key: said.get(f"authority_{key}") for key in ("number", "date", "issuer")}
        return words | ({"authority": authority} if any(authority.values()) else {})
