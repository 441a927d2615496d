"""16:30, and the morning after: the imprint in the sheet of the seal, the counters; the lent power is over."""

from playwright.sync_api import expect

from motcua.authority.seal_tables import Imprint
from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from tests.browsing import arrived
from tests.journeys.paper.telling import DAY_AFTER, Paper


def tell(day: Paper) -> None:
    """What the office counts in the evening fits what was done."""
    dossier: Dossier = day.kept["paper"]
    day.sit(Role.SEAL, "16:30")
    day.go("so-theo-doi/")
    day.page.get_by_role("link", name="Sổ con dấu").first.press("Enter")
    arrived(day.page)
    seal = Imprint.objects.get(subject=str(dossier)).seal
    day.go(f"con-dau/{seal.pk}/ngay/")
    row = day.page.get_by_role("row").filter(has_text=str(dossier))
    expect(row).to_contain_text(str(day.result(dossier).number))
    expect(row).to_contain_text("ký số")
    day.says("Sổ dấu khớp với các kết quả đã đóng dấu")
    day.looks("paper-seal-day")
    day.picture("doi-chieu-dau")
    day.sit(Role.LEAD, "16:40")
    day.go("so-hoa/")
    day.looks("paper-digitised")
    day.picture("so-lieu-so-hoa")
    _archived(day, dossier)
    _over(day)


def _archived(day: Paper, dossier: Dossier) -> None:
    """The leader puts it into the archive early: to be read, never changed."""
    day.sit(Role.LEAD, "16:50")
    day.open_act(dossier, "archive")
    day.did("Đưa vào lưu trữ")
    day.go("so-theo-doi/")
    day.page.get_by_role("link", name="Lưu trữ hồ sơ").press("Enter")
    expect(day.page.get_by_role("row").filter(has_text=str(dossier))).to_contain_text("2032")
    day.looks("paper-archive")
    day.picture("luu-tru")


def _over(day: Paper) -> None:
    """The day after the last, the same press of the same person is refused, and says who may sign."""
    day.as_delegate("08:00", DAY_AFTER)
    day.open(day.kept["tomorrow"])
    day.press("Phê duyệt")
    refusal = day.page.locator(".mc-refusal").first
    expect(refusal).to_contain_text("đã hết hiệu lực từ ngày 17/05/2022")
    expect(refusal).to_contain_text("Hãy trình người ký được")
    day.looks("paper-power-over")
    day.picture("het-uy-quyen")
    assert Dossier.objects.get(pk=day.kept["tomorrow"].pk).state == "appraised"
