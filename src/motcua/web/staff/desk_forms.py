"""What must be said with the acts of the desk: handing over, originals, signing before the official, the shelf?"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config import clock
from motcua.core.moments import local_day
from motcua.dossiers.applicants import ApplicantKind
from motcua.dossiers.consignments.reading import away_by_post
from motcua.dossiers.custody import GIVE, LEAVE, named, outstanding
from motcua.dossiers.models import Dossier
from motcua.dossiers.signatories import law_of
from motcua.dossiers.terms import REMINDER_LABELS, RETURN_LABELS, Act, ReminderMeans, TakerKind
from motcua.organisation.models import RoleGrant, in_force
from motcua.organisation.terms import Role
from motcua.web.shared.widgets import RevealCheckboxes, RevealRadios
from motcua.web.staff.away_forms import AWAY_FORMS
from motcua.web.staff.desk_fields import OriginalFields, SigningFields, TakerFields, line
from motcua.web.staff.rare_forms import RareForm, moment, words

_SMALL = {"class": "govuk-radios--small"}
_HOLDING = (Role.RECEIVE, Role.APPRAISE, Role.APPROVE, Role.SEAL, Role.RETURN, Role.LEAD)
# Acts that end a dossier: originals at the desk go back in them or are noted.
ENDING = frozenset({Act.RETURN_RESULT, Act.WITHDRAW, Act.CANCEL_RECEPTION, Act.STOP, Act.MERGE})


def add_at_end(form: forms.Form, dossier: Dossier, act: Act) -> None:
    """What becomes of originals that still lie at the desk; nothing where none does."""
    rows = outstanding(dossier) if act in ENDING else []
    if not rows:
        return
    given = [(GIVE, _("Trả ngay cho người nhận trong việc này"))] if act is not Act.STOP else []
    form.fields["originals_at_end"] = forms.ChoiceField(
        label=_("Bản chính đang giữ"),
        help_text="; ".join(named(row) for row in rows),
        choices=[*given, (LEAVE, _("Còn giữ lại, ghi lý do"))],
        widget=RevealRadios(_SMALL),
    )
    form.fields["originals_reason"] = line(_("Lý do còn giữ bản chính"), 300)


class ReturnForm(TakerFields, SigningFields, RareForm):
    """To whom and how the result is handed over."""

    part = "staff/_act_return.html"
    channel = forms.ChoiceField(
        label=gettext_lazy("Cách trả"),
        choices=[(channel.value, label) for channel, label in RETURN_LABELS.items()],
        widget=RevealRadios(_SMALL),
    )
    delivered_at = moment(
        gettext_lazy("Phát lúc nào?"),
        required=False,
        hint=gettext_lazy("Chỉ khi gửi bưu chính mà chưa ai xác nhận: ghi theo giấy báo phát."),
    )
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)

    def prepare(self, dossier: Dossier) -> None:
        """Who most likely comes; what is kept for them."""
        if not away_by_post(dossier):
            del self.fields["delivered_at"]
        del self.fields["signed_in_front"]
        self.initial.setdefault("channel", dossier.return_channel)
        first_taker(self, dossier)
        add_at_end(self, dossier, Act.RETURN_RESULT)

    def said(self) -> dict[str, Any]:
        """What was said, for `perform`."""
        keys = ("channel", "note", "delivered_at", "originals_at_end", "originals_reason")
        said = {key: self.cleaned_data[key] for key in keys if self.cleaned_data.get(key)}
        signing = self.signing()
        return said | self.taker() | ({"signing": signing} if signing else {})


def first_taker(form: TakerFields, dossier: Dossier) -> None:
    """The person themself, an organisation's representative, or whoever filed it for them."""
    organisation = dossier.applicant_kind == ApplicantKind.ORGANISATION
    kind = TakerKind.REPRESENTATIVE if organisation else TakerKind.APPLICANT
    if not organisation and dossier.representative:
        kind = TakerKind.AUTHORISED
    form.initial.setdefault("receiver_kind", kind.value)
    form.initial.setdefault("receiver", dossier.representative or dossier.applicant_name)
    allowed = {TakerKind.AUTHORISED, TakerKind.REPRESENTATIVE} if organisation else set(TakerKind)
    choices = form.fields["receiver_kind"].choices  # type: ignore[attr-defined]
    hidden = set() if organisation else {TakerKind.REPRESENTATIVE}
    form.fields["receiver_kind"].choices = [  # type: ignore[attr-defined]
        (value, label) for value, label in choices if value in allowed - hidden
    ]


class GiveForm(TakerFields, SigningFields, RareForm):
    """Which originals go back, and to whom."""

    part = "staff/_act_return.html"
    numbers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Trả bản chính nào?"), coerce=int, widget=RevealCheckboxes
    )
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)

    def prepare(self, dossier: Dossier) -> None:
        """All of them, to the person, unless something else is ticked."""
        del self.fields["signed_in_front"]
        _offer_rows(self, dossier)
        first_taker(self, dossier)

    def said(self) -> dict[str, Any]:
        """What was said, for `perform`."""
        said = {"numbers": self.cleaned_data["numbers"], "note": self.cleaned_data["note"]}
        signing = self.signing()
        return said | self.taker() | ({"signing": signing} if signing else {})


class MoveForm(RareForm):
    """Which originals go to which official."""

    numbers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Giao bản chính nào?"), coerce=int, widget=RevealCheckboxes
    )
    officer = forms.ChoiceField(label=gettext_lazy("Giao cho ai giữ?"))
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)

    def prepare(self, dossier: Dossier) -> None:
        """The officials of the unit today."""
        _offer_rows(self, dossier)
        self.fields["officer"].choices = officials(dossier.unit_id)  # type: ignore[attr-defined]


def officials(unit_id: str) -> list[tuple[str, str]]:
    """Sign-in name and name of everybody who may hold originals in the unit today."""
    grants = RoleGrant.objects.filter(
        in_force(local_day(clock.now())), unit_id=unit_id, role__in=_HOLDING, person__is_active=True
    )
    people = grants.order_by("person__full_name").values_list("person__username", "person__full_name")
    return list(dict.fromkeys(people))


def _offer_rows(form: forms.Form, dossier: Dossier) -> None:
    rows = outstanding(dossier)
    form.fields["numbers"].choices = [  # type: ignore[attr-defined]
        (row.number, f"{named(row)} – {row.holder.full_name}") for row in rows
    ]
    form.initial.setdefault("numbers", [row.number for row in rows])


class KeepForm(OriginalFields, RareForm):
    """Which originals stay at the desk."""

    part = "staff/_act_keep.html"
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)

    def prepare(self, dossier: Dossier) -> None:
        """A handful of rows."""
        self.add_originals(5)

    def said(self) -> dict[str, Any]:
        """What was said, for `perform`."""
        return {"originals": self.originals(), "note": self.cleaned_data["note"]}


class ConfirmSigningForm(SigningFields, RareForm):
    """The official confirms; how it was signed where the person could not simply sign."""

    part = "staff/_act_signing.html"
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)

    def prepare(self, dossier: Dossier) -> None:
        """Pressing the button is the confirmation; the law's own number of witnesses is said."""
        del self.fields["signed_in_front"]
        if needs := law_of(dossier.version.facts).witnesses:
            self.fields["cannot_read"].help_text = _(
                "Không đọc được, hoặc không ký và không điểm chỉ được: cần %(n)s người làm chứng."
            ) % {"n": needs}

    def said(self) -> dict[str, Any]:
        """What was said, for `perform`."""
        signing = self.signing()
        return {"note": self.cleaned_data["note"]} | ({"signing": signing} if signing else {})


class AppraiseForm(SigningFields, RareForm):
    """An opinion, and how somebody signed who came for the appraisal."""

    part = "staff/_act_signing.html"
    note = words(gettext_lazy("Ghi chú, ý kiến"), required=False)

    def prepare(self, dossier: Dossier) -> None:
        """Only where the procedure is signed before an official."""
        if not law_of(dossier.version.facts).in_front:
            del self.fields["signed_in_front"]

    def said(self) -> dict[str, Any]:
        """What was said, for `perform`."""
        signing = self.signing()
        said: dict[str, Any] = {"note": self.cleaned_data["note"]}
        if self.cleaned_data.get("signed_in_front"):
            said["signed_in_front"] = True
        return said | ({"signing": signing} if signing else {})


class ShelveForm(RareForm):
    """Where the result lies."""

    shelf = line(gettext_lazy("Chỗ để"), 60, hint=gettext_lazy("Ví dụ: Kệ 2, ngăn 3."), required=True)

    def prepare(self, dossier: Dossier) -> None:
        """Where it lies now."""
        self.initial.setdefault("shelf", dossier.shelf_place)


class RemindForm(RareForm):
    """How the person was reminded, and what they said."""

    how = forms.ChoiceField(
        label=gettext_lazy("Đã nhắc bằng cách nào?"),
        choices=[
            (means.value, gettext_lazy(label))
            for means, label in REMINDER_LABELS.items()
            if means is not ReminderMeans.MARK
        ],
        initial=ReminderMeans.PHONE.value,
        widget=RevealRadios(_SMALL),
    )
    to = line(gettext_lazy("Số điện thoại, địa chỉ đã nhắc"), 300)
    note = words(gettext_lazy("Người được nhắc nói gì?"), rows=2, required=False)

    def prepare(self, dossier: Dossier) -> None:
        """The number of the dossier."""
        self.initial.setdefault("to", dossier.phone)


DESK_FORMS: dict[Act, type[RareForm]] = {
    **AWAY_FORMS,
    Act.RETURN_RESULT: ReturnForm,
    Act.GIVE_ORIGINALS: GiveForm,
    Act.MOVE_ORIGINALS: MoveForm,
    Act.KEEP_ORIGINALS: KeepForm,
    Act.CONFIRM_SIGNING: ConfirmSigningForm,
    Act.APPRAISE: AppraiseForm,
    Act.SHELVE: ShelveForm,
    Act.REMIND: RemindForm,
}
