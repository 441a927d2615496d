"""08:00. One visitor, one wish, by keyboard alone, from the first key to the result in their hand."""

from playwright.sync_api import expect

from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import State
from motcua.organisation.terms import Role
from tests.journeys.day.telling import Day
from tests.web.staff.desk import CARD

PAPERS = (("Bằng tốt nghiệp đại học", "2", "3"), ("Học bạ trung học phổ thông", "12", "1"))


def papers_to_certify(day: Day) -> None:
    """What is to be certified, a line for each kind of paper."""
    day.unfold()
    for row, (title, pages, copies) in enumerate(PAPERS):
        for key, value in (("title", title), ("pages", pages), ("copies", copies)):
            day.page.locator(f"#id_item-{row}-{key}").fill(value)


def tell(day: Day) -> None:
    """A certified copy while the person waits: received, paid, certified, signed, stamped, given."""
    day.sit(Role.RECEIVE, "08:00")
    page, keyboard = day.page, day.page.keyboard
    day.go("tiep-nhan/")
    expect(page.locator("#q")).to_be_focused()
    keyboard.type("chung thuc ban sao")
    day.picture("chon-thu-tuc")
    page.locator("#q").fill("2.000815")
    keyboard.press("Enter")
    expect(page.locator("#cccd-qr")).to_be_focused()
    keyboard.type(CARD)
    keyboard.press("Enter")
    expect(page.locator("#id_name")).to_have_value("Trần Đặng Quỳnh Như")
    keyboard.type("0912345678")
    day.alt("d")
    papers_to_certify(day)
    expect(page.locator("#promise-now")).to_contain_text("17 giờ 00 phút, Thứ Hai ngày 16/5/2022")
    day.picture("tiep-nhan")
    dossier = day.received()
    day.picture("da-tiep-nhan")
    _paid(day, dossier)
    _through(day, dossier)


def _paid(day: Day, dossier: Dossier) -> None:
    day.go(f"ho-so/{dossier.code}/da-tiep-nhan/")
    day.alt("l")
    expect(day.page.get_by_role("heading", name="Phí, lệ phí")).to_be_visible()
    day.picture("thu-phi")
    day.press("Ghi thu")
    day.says("Đã thu")


def _through(day: Day, dossier: Dossier) -> None:
    """The four at the desk, one after another, and back to the person who waits."""
    for role, clock, act in (
        (Role.APPRAISE, "08:06", "Thẩm định"),
        (Role.APPROVE, "08:09", "Phê duyệt"),
        (Role.SEAL, "08:12", "Đóng dấu"),
        (Role.RETURN, "08:14", "Trả kết quả"),
    ):
        day.sit(role, clock)
        day.go(f"ho-so/{dossier.code}/")
        if act == "Thẩm định":
            day.picture("ho-so")
        day.press(act)
        expect(day.page.get_by_role("alert")).to_contain_text(f"Đã xong: {act}")
    assert Dossier.objects.get(pk=dossier.pk).state == State.RETURNED
