"""Answer a survey, enter a contest: once for each browser, nobody is asked who they are (R-248, R-253)."""

import secrets
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from config.client_address import client_address
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.core.tries import answering_limits, count_try
from motcua.outreach.actions.answering import answer_survey, enter_contest
from motcua.outreach.asking import asked_of, has_answered, ranking_of, standing_on
from motcua.outreach.asking_rules import MOST_WORDS, SCALE, Asked, Said
from motcua.outreach.models import Questionnaire
from motcua.outreach.terms import AnswerKind, AskingStanding, Purpose
from motcua.web.shared.errors import too_many
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm

_COOKIE, _YEAR, _MOST_SHOWN = "mc_tra_loi", 365 * 24 * 3600, 20
_SCALE_WORDS = {
    5: gettext_lazy("5 – rất tốt"),
    4: gettext_lazy("4 – tốt"),
    3: gettext_lazy("3 – được"),
    2: gettext_lazy("2 – chưa tốt"),
    1: gettext_lazy("1 – kém"),
}


class AnswersForm(OfficeForm):
    """The questions of a survey or contest, in their order."""

    def __init__(self, *args: Any, questions: tuple[Asked, ...], contest: bool, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.questions = questions
        for place, one in enumerate(questions, start=1):
            self.fields[f"c{one.key}"] = _control(one, f"{place}. {one.text}")
        if contest:
            self.fields["guess"] = forms.IntegerField(
                label=_("Ông/bà đoán có bao nhiêu bài trả lời đúng hết?"), min_value=0, max_value=100_000_000,
                help_text=_("Khi bằng điểm, ai đoán gần hơn đứng trên; rồi ai gửi sớm hơn."),
                widget=forms.NumberInput({"class": "govuk-input--width-10"}),
            )  # fmt: skip
            self.fields["alias"] = forms.CharField(
                label=_("Tên dự thi"), max_length=40,
                help_text=_("Tên này hiện ở bảng xếp hạng. Không cần tên thật; không ghi số điện thoại."),
                widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
            )  # fmt: skip

    @property
    def said(self) -> Mapping[str, Said]:
        """The answers as the act takes them: places and marks as numbers."""
        given = {one: self.cleaned_data.get(f"c{one.key}", "") for one in self.questions}
        return {
            one.key: text if one.kind is AnswerKind.TEXT else int(text) for one, text in given.items() if text
        }


def _control(one: Asked, label: str) -> forms.Field:
    if one.kind is AnswerKind.TEXT:
        hint = _("Không ghi họ tên, số điện thoại, số giấy tờ; nếu có sẽ được che.")
        widget = forms.Textarea({"rows": 3})
        return forms.CharField(
            label=label, required=one.required, max_length=MOST_WORDS, help_text=hint, widget=widget
        )
    scale = one.kind is AnswerKind.SCALE
    words: list[tuple[str, Any]] = (
        [(str(mark), _SCALE_WORDS[mark]) for mark in reversed(SCALE)]
        if scale
        else [(str(place), choice) for place, choice in enumerate(one.choices)]
    )
    return forms.ChoiceField(label=label, required=one.required, choices=words, widget=forms.RadioSelect)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, row_id: int) -> HttpResponse:
    """The questions of a survey; after the answer nothing leads back to it."""
    row = _meant(row_id, Purpose.SURVEY)
    form, browser = _form(request, row), _browser(request)
    if request.method == "POST":
        wait = count_try(limits=answering_limits(address=client_address(request)), now=clock.real_now())
        if wait:
            return too_many(request, retry_after=wait)
        if form.is_valid():
            try:
                said = form.said
                answer_survey(questionnaire_id=row.pk, said=said, browser=browser, actor=None, at=clock.now())
                return _carrying(redirect("survey_thanks"), browser)
            except Refused as refused:
                add_refusal(form, refused.refusal)
    return _asked(request, row, form, browser)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, row_id: int) -> HttpResponse:
    """The questions of a contest; over, its ranking. The code for a prize is shown once, after entering."""
    row = _meant(row_id, Purpose.CONTEST)
    form, browser = _form(request, row), _browser(request)
    if request.method == "POST":
        wait = count_try(limits=answering_limits(address=client_address(request)), now=clock.real_now())
        if wait:
            return too_many(request, retry_after=wait)
        if form.is_valid():
            try:
                alias, guess = form.cleaned_data["alias"], form.cleaned_data["guess"]
                return _entered(request, row, form.said, alias, guess, browser)
            except Refused as refused:
                add_refusal(form, refused.refusal)
    return _asked(request, row, form, browser)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Said once it is kept; names no answer."""
    return render(request, "citizen/survey_thanks.html")


def _entered(
    request: HttpRequest, row: Questionnaire, said: Mapping[str, Said], alias: str, guess: int, browser: str
) -> HttpResponse:
    entry, code = enter_contest(
        questionnaire_id=row.pk,
        said=said,
        alias=alias,
        guess=guess,
        browser=browser,
        actor=None,
        at=clock.now(),
    )
    page = render(request, "citizen/contest_entered.html", {"one": row, "alias": entry.alias, "code": code})
    return _carrying(page, browser)


def _asked(request: HttpRequest, row: Questionnaire, form: AnswersForm, browser: str) -> HttpResponse:
    standing = standing_on(row, local_day(clock.now()))
    over = row.purpose == Purpose.CONTEST and standing is AskingStanding.CLOSED
    context = {
        "one": row,
        "form": form,
        "open": standing is AskingStanding.OPEN,
        "standing": standing,
        "answered": has_answered(row, browser) and not form.errors,
        "ranking": ranking_of(row)[:_MOST_SHOWN] if over else (),
        "contest": row.purpose == Purpose.CONTEST,
    }
    page = render(request, "citizen/questionnaire.html", context, status=422 if form.errors else 200)
    return _carrying(page, browser)


def _form(request: HttpRequest, row: Questionnaire) -> AnswersForm:
    data = request.POST if request.method == "POST" else None
    return AnswersForm(data, questions=asked_of(row), contest=row.purpose == Purpose.CONTEST)


def _meant(row_id: int, purpose: Purpose) -> Questionnaire:
    """What was published; a draft is not there for anybody."""
    found = Questionnaire.objects.filter(pk=row_id, purpose=purpose.value, published_at__isnull=False)
    row = found.select_related("unit").first()
    if row is None:
        raise Http404
    return row


def _browser(request: HttpRequest) -> str:
    """The number this browser carries; a kiosk serves many, so each time another."""
    carried = request.COOKIES.get(_COOKIE, "")
    known = len(carried) == 32 and carried.isalnum() and not getattr(request, "kiosk", None)
    return carried if known else secrets.token_hex(16)


def _carrying(response: HttpResponse, browser: str) -> HttpResponse:
    response.set_cookie(
        _COOKIE, browser, max_age=_YEAR, samesite="Lax", secure=settings.PRODUCTION, httponly=True
    )
    return response
