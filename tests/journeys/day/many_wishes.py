"""08:20. One visitor with many wishes, a company with fifty files: typed once, paid once, one envelope."""

from playwright.sync_api import expect

from motcua.documents.spreadsheets import as_xlsx
from motcua.dossiers.group_lines import TEMPLATE
from motcua.dossiers.models import Dossier, VisitWish
from motcua.organisation.terms import Role
from tests.browsing import tick
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS
from tests.journeys.day.one_visitor import papers_to_certify
from tests.journeys.day.telling import Day

FILES = 50


def tell(day: Day) -> None:
    """First the person, then the company."""
    day.sit(Role.RECEIVE, "08:20")
    day.go("luot/")
    name = day.who()
    day.press("Mở lượt")
    day.says(f"Lượt giao dịch của {name}")
    for procedure in (CERTIFIED_COPY, HOUSEHOLD_BUSINESS, CERTIFIED_COPY):
        _wish(day, procedure, name)
    day.alt("l")
    expect(day.page.get_by_role("heading", name="Thu phí một lần")).to_be_visible()
    day.picture("nhieu-viec-thu-phi")
    day.press("Ghi thu, lấy một biên lai")
    expect(day.page.get_by_role("alert")).to_contain_text("cho 2 hồ sơ, biên lai")
    day.picture("nhieu-viec-da-thu")
    envelope = day.page.request.get(day.page.url.rstrip("/") + "/phong-bi.pdf")
    assert envelope.body().startswith(b"%PDF")
    assert VisitWish.objects.count() == 3
    _company(day)


def _wish(day: Day, procedure: str, name: str) -> None:
    """One more wish of the same person: nothing about them is typed again."""
    if "da-tiep-nhan" in day.page.url:
        day.alt("v")
        day.page.wait_for_url("**/tiep-nhan/?luot=*")
    day.type_into("Tên hoặc mã thủ tục", procedure)
    day.page.keyboard.press("Enter")
    expect(day.page.get_by_label("Họ, chữ đệm và tên")).to_have_value(name)
    tick(day.page.get_by_label("Đã nhận đủ giấy tờ bắt buộc"))
    if procedure == CERTIFIED_COPY:
        papers_to_certify(day)
    day.kept.setdefault("wishes", []).append(day.received())


def _company(day: Day) -> None:
    """Fifty diplomas of a company in one file; the answer names each line, one slip for all."""
    rows = [["" for _ in TEMPLATE] for _ in range(FILES)]
    for row, line in enumerate(rows):
        said = {"tên giấy tờ": f"Chứng chỉ số {row + 1}", "số trang": "1", "số bản": "2"}
        line[:] = [said.get(head, "") for head in TEMPLATE]
    day.sit(Role.RECEIVE, "08:40")
    day.go(f"danh-sach/{CERTIFIED_COPY}/")
    day.fill(
        reference="15/CV-TPT",
        name="Công ty Trách nhiệm hữu hạn Thương mại Thịnh Phát",
        id_number="0100233488",
        representative="Võ Minh Tâm",
    )
    day.page.locator("[name=file]").set_input_files(
        {
            "name": "danh-sach.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": as_xlsx("Danh sách", TEMPLATE, rows),
        }
    )
    tick(day.page.locator("[name=all_given]"))
    before = Dossier.objects.count()
    day.press("Tiếp nhận danh sách")
    day.says(f"Đã nhận {FILES} trên {FILES} dòng")
    day.picture("danh-sach")
    assert Dossier.objects.count() == before + FILES
