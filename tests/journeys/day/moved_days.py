"""15:30. The office will be closed on an afternoon: promises that fall into it are moved, people are phoned."""

from playwright.sync_api import expect

from motcua.core.moments import local_day
from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from tests.browsing import tick
from tests.cast import Q11
from tests.journeys.day.telling import Day


def tell(day: Day) -> None:
    """The head writes the closure, decides each promise, the desk phones."""
    day.sit(Role.LEAD, "15:30")
    day.go(f"quan-tri/don-vi/{Q11}/nghi-dot-xuat/")
    last = Dossier.objects.filter(unit_id=Q11, due_at__isnull=False).order_by("-due_at")[0]
    assert last.due_at is not None
    falls = local_day(last.due_at)
    for label, number in zip(("Ngày", "Tháng", "Năm"), (falls.day, falls.month, falls.year), strict=True):
        day.page.get_by_label(label, exact=True).fill(str(number))
    tick(day.page.get_by_label("Buổi chiều"))
    day.page.get_by_label("Lý do (bão, mất điện, …)").fill("mất điện toàn quận do bảo trì lưới điện")
    day.press("Lưu")
    expect(day.page.locator("main")).to_contain_text("có giờ hẹn thay đổi")
    day.picture("nghi-dot-xuat")
    day.go("theo-doi/can-doi/?chon=1")
    for box in day.page.locator("input[name=code]").all():
        tick(box)
    day.choose("decision", "move")
    day.fill(reason="Cơ quan mất điện")
    day.picture("doi-hen")
    day.press("Ghi quyết định")
    expect(day.page.locator("main")).to_contain_text("Đã xong")
    day.sit(Role.RECEIVE, "15:45")
    day.go("theo-doi/goi-bao/")
    day.picture("goi-bao")
    day.press("Đã gọi, đã báo")
    day.says("Đã")
