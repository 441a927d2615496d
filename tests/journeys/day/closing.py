"""17:00. The day is counted: drawer, shift sheet, register; every figure agrees with the dossiers behind it."""

import re

from django.db.models import Sum
from playwright.sync_api import expect

from motcua.core.moments import local_day
from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from motcua.payments.models import DayClosing, LedgerEntry
from tests.cast import Q11, at
from tests.journeys.day.telling import TODAY, Day

VISITORS = 60


def tell(day: Day) -> None:
    """Close the drawer, print the sheet, count."""
    money = _drawer(day)
    day.go("ban-giao/")
    day.picture("ban-giao")
    sheet = day.page.request.get(f"/can-bo/ban-giao/in.pdf?ngay={TODAY}")
    assert sheet.body().startswith(b"%PDF")
    day.go(f"so-theo-doi/?tu={TODAY}&den={TODAY}")
    day.picture("so-theo-doi")
    _agree(money)


def _drawer(day: Day) -> int:
    day.sit(Role.RECEIVE, "17:10")
    kept = LedgerEntry.objects.filter(unit_id=Q11, method="cash").aggregate(sum=Sum("amount"))["sum"]
    day.go("so-quy/")
    day.fill(counted=str(kept), handed_over=str(kept))
    day.picture("khoa-so-quy")
    day.press("Khóa sổ ngày này")
    expect(day.page.get_by_text(re.compile("Đã khóa lúc"))).to_be_visible()
    assert DayClosing.objects.get().difference == 0
    return int(kept)


def _agree(money: int) -> None:
    """Register, dossiers, numbers, money: the same day told four times."""
    today = at(f"{TODAY} 12:00")
    dossiers = [
        one for one in Dossier.objects.filter(unit_id=Q11) if local_day(one.received_at) == today.date()
    ]
    numbers = sorted(int(str(one.code).rsplit("-", 1)[1]) for one in dossiers)
    unused = 5
    assert numbers[-1] - numbers[0] + 1 == len(numbers) + unused
    assert len({one.id_number for one in dossiers}) >= VISITORS
    paid = LedgerEntry.objects.filter(subject__in=[str(one.code) for one in dossiers])
    assert paid.aggregate(sum=Sum("amount"))["sum"] == money
