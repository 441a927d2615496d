"""Review of accounts (R-030): who has which roles, who does not use them, whose review is overdue."""

import csv
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.organisation.actions.reviews import review_account, set_review_rule
from motcua.organisation.reviewing import Account, accounts_of, review_rule
from motcua.organisation.terms import REVIEW_LABELS, ReviewDecision
from motcua.web.admin.fields import NARROW, performed
from motcua.web.admin.opening import scope_in
from motcua.web.admin.people import person_of
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.requests import StaffRequest
from motcua.web.templatetags.mc import mc_moment

_LISTS: dict[str, tuple[Any, Callable[[Account], bool]]] = {
    "": (gettext_lazy("Tất cả"), lambda account: True),
    "qua-han": (gettext_lazy("Quá hạn rà soát"), lambda account: account.overdue),
    "khong-dung": (gettext_lazy("Lâu không dùng"), lambda account: account.unused),
    "het-han": (gettext_lazy("Còn vai trò đã hết hạn"), lambda account: bool(account.expired)),
    "da-khoa": (gettext_lazy("Đã khóa"), lambda account: not account.person.is_active),
}


class ReviewForm(OfficeForm):
    """What the reviewer decides about one account."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Quyết định"),
        choices=[(word.value, label) for word, label in REVIEW_LABELS.items()],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Bắt buộc khi thu hẹp hoặc thu hồi"),
        widget=forms.Textarea({"rows": 3}),
    )


class RuleForm(OfficeForm):
    """The two numbers of days."""

    unused_days = forms.IntegerField(
        label=gettext_lazy("Coi là không dùng sau (ngày)"), min_value=1, widget=forms.NumberInput(NARROW)
    )
    every_days = forms.IntegerField(
        label=gettext_lazy("Rà soát lại sau mỗi (ngày)"), min_value=1, widget=forms.NumberInput(NARROW)
    )


@require_http_methods(["GET", "POST"])
def review_list(request: StaffRequest) -> HttpResponse:
    """The accounts of the actor's units, narrowed to what needs a look; a POST changes the rule."""
    rule = review_rule()
    initial = {"unused_days": rule.unused_days, "every_days": rule.every_days}
    form = RuleForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":

        def act() -> None:
            set_review_rule(actor=request.actor, at=clock.now(), **form.cleaned_data)

        if performed(form, act) is not None:
            messages.success(request, _("Đã lưu quy định rà soát."))
            return redirect("admin:reviews")
    context = {**_narrowed(request), "rule": rule, "form": form}
    return render(request, "admin/reviews.html", context, status=422 if form.errors else 200)


def _narrowed(request: StaffRequest) -> dict[str, Any]:
    chosen = request.GET.get("loc", "")
    chosen = chosen if chosen in _LISTS else ""
    accounts = accounts_of(scope_in(request), now=clock.now())
    tabs = [
        (title, f"?loc={word}" if word else "?", word == chosen, sum(map(holds, accounts)))
        for word, (title, holds) in _LISTS.items()
    ]
    return {"accounts": [one for one in accounts if _LISTS[chosen][1](one)], "tabs": tabs, "chosen": chosen}


@require_http_methods(["GET", "POST"])
def review(request: StaffRequest, person_id: int) -> HttpResponse:
    """Review one account."""
    found = person_of(request, person_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":

        def act() -> None:
            decision = ReviewDecision(form.cleaned_data["decision"])
            text = form.cleaned_data["note"]
            review_account(person=found, decision=decision, text=text, actor=request.actor, at=clock.now())

        if performed(form, act) is not None:
            messages.success(request, _("Đã ghi kết quả rà soát."))
            return redirect("admin:reviews")
    grants = found.grants.select_related("unit").order_by("-valid_from")
    context = {"person": found, "form": form, "grants": grants, "reviews": found.reviews.order_by("-at")}
    return render(request, "admin/review.html", context, status=422 if form.errors else 200)


@require_GET
def review_csv(request: StaffRequest) -> HttpResponse:
    """The list as on screen, for a spreadsheet; with a mark so that accents are read rightly."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ra-soat-tai-khoan.csv"'
    writer = csv.writer(response)
    writer.writerow(
        [_("Tên đăng nhập"), _("Họ và tên"), _("Vai trò"), _("Vai trò đã hết hạn"), _("Đăng nhập lần cuối"),
         _("Số ngày không dùng"), _("Trạng thái"), _("Rà soát lần cuối"), _("Người rà soát"), _("Quyết định")]
    )  # fmt: skip
    for account in _narrowed(request)["accounts"]:
        writer.writerow([_no_formula(cell) for cell in _cells(account)])
    return response


def _cells(account: Account) -> list[str]:
    last = account.last_review
    return [
        account.person.username,
        account.person.full_name,
        "; ".join(f"{role.label} ({role.unit_id})" for role in account.held),
        "; ".join(f"{role.label} ({role.unit_id})" for role in account.expired),
        mc_moment(account.last_sign_in),
        "" if account.idle_days is None else str(account.idle_days),
        _("Đang dùng") if account.person.is_active else _("Đã khóa"),
        mc_moment(last.at) if last else "",
        last.reviewer.full_name if last else "",
        REVIEW_LABELS[ReviewDecision(last.decision)] if last else "",
    ]


def _no_formula(cell: str) -> str:
    """A spreadsheet must not run what somebody wrote as a name."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t"} else cell
