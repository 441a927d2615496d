"""How was I served? One page for the code of a slip; no name is asked, guesses are few (R-289, 002/KH-UBND III.5)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.client_address import client_address
from motcua.core.refusals import Refusal, Refused
from motcua.core.tries import count_try, give_back, rating_limits
from motcua.core.vntext import nfc
from motcua.dossiers.rating_codes import RatedSlip, code_text, read_code, slip_of
from motcua.feedback.actions.rating import rate
from motcua.feedback.masking import Masked, masked
from motcua.feedback.queries import is_used, occasion_of
from motcua.feedback.rules import MOST_WORDS, RATED_ALREADY, UNKNOWN, rating_rule
from motcua.feedback.terms import (
    FOUR_ALWAYS,
    FOUR_PLEASE,
    ITEM_LABELS,
    MARK_LABELS,
    OCCASION_LABELS,
    SATISFACTION_LABELS,
    Item,
    Mark,
)
from motcua.web.shared.errors import too_many
from motcua.web.shared.forms import OfficeForm

_MARKS = [(mark.value, label) for mark, label in MARK_LABELS.items()]
_TOLD = "told"


class RatingForm(OfficeForm):
    """Five steps of satisfaction; each item and the words may be left out."""

    satisfaction = forms.ChoiceField(
        label=gettext_lazy("Ông/bà có hài lòng về việc phục vụ không?"),
        choices=[(str(number), label) for number, label in SATISFACTION_LABELS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn một trong năm mức hài lòng")},
    )
    words = forms.CharField(
        label=gettext_lazy("Ông/bà muốn nói thêm điều gì?"),
        required=False,
        max_length=MOST_WORDS,
        strip=True,
        help_text=gettext_lazy("Nhiều nhất 500 ký tự. Không ghi họ tên, số điện thoại, số giấy tờ của ai."),
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item, label in ITEM_LABELS.items():
            self.fields[item.value] = forms.ChoiceField(
                label=label,
                choices=_MARKS,
                required=False,
                widget=forms.RadioSelect({"class": "govuk-radios--inline mc-marks"}),
            )

    def clean_words(self) -> str:
        """In NFC, and lines as the office counts them."""
        return nfc(self.cleaned_data["words"].replace("\r\n", "\n"))

    @property
    def marks(self) -> dict[Item, Mark]:
        """The items that were answered."""
        said = {item: self.cleaned_data.get(item.value) for item in Item}
        return {item: Mark(mark) for item, mark in said.items() if mark}

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The items under their headings."""
        asked = (
            (_("“4 xin”: cán bộ có nói"), FOUR_PLEASE),
            (_("“4 luôn”: cán bộ có"), FOUR_ALWAYS),
            (_("Hướng dẫn và thái độ"), (Item.EXPLAINED, Item.RESPECT)),
        )
        return [(heading, [self[item.value] for item in items]) for heading, items in asked]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on the slip; also where the kiosk begins."""
    if request.method == "POST":
        code = read_code(request.POST.get("code", ""))
        if code.isalnum() and code.isascii():
            return redirect("rate_slip", code)
        return render(request, "citizen/rating_code.html", {"missing": True}, status=422)
    return render(request, "citizen/rating_code.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate_slip(request: HttpRequest, code: str) -> HttpResponse:
    """The questions about one slip; after the answer nothing leads back to it."""
    limits = rating_limits(address=client_address(request))
    wait = count_try(limits=limits, now=clock.real_now())
    if wait:
        return too_many(request, retry_after=wait)
    slip = slip_of(read_code(code))
    used = is_used(slip) if slip else False
    if slip is None:
        return _no(request, UNKNOWN, 404)
    give_back(keys=limits)
    why = RATED_ALREADY if used else rating_rule().why_not(slip.at, clock.now())
    if why:
        return _no(request, why, 410)
    if request.method == "POST":
        return _answered(request, slip)
    return _asked(request, slip, RatingForm(label_suffix=""))


@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    """Said once it is kept; names no slip."""
    return render(request, "citizen/rating_thanks.html")


def _answered(request: HttpRequest, slip: RatedSlip) -> HttpResponse:
    form = RatingForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _asked(request, slip, form, status=422)
    found = masked(form.cleaned_data["words"])
    if found.found and request.POST.get(_TOLD) != "1":
        return _asked(request, slip, form, found=found, status=422)
    try:
        rate(
            code=slip.code,
            satisfaction=int(form.cleaned_data["satisfaction"]),
            marks=form.marks,
            words=form.cleaned_data["words"],
            actor=None,
            at=clock.now(),
        )
    except Refused as refused:
        return _no(request, refused.refusal, 410)
    return redirect("rating_thanks")


def _asked(
    request: HttpRequest, slip: RatedSlip, form: RatingForm, *, found: Masked | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "occasion": OCCASION_LABELS[occasion_of(slip.act)],
        "procedure": slip.procedure_name,
        "code": code_text(slip.code),
        "until": rating_rule().last_day(slip.at),
        "found": found,
        "told": found is not None,
    }
    return render(request, "citizen/rating.html", context, status=status)


def _no(request: HttpRequest, refusal: Refusal, status: int) -> HttpResponse:
    return render(request, "citizen/rating_code.html", {"refusal": refusal}, status=status)
