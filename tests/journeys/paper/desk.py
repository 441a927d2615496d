"""08:00. At the counter: received, each kept paper scanned, a blurred one noted and scanned again, all compared."""

from playwright.sync_api import expect

from motcua.dossiers.copies.listing import standing
from motcua.dossiers.digitisation.terms import RESULT_KEY
from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from tests.cast import HOUSEHOLD_BUSINESS
from tests.dossiers.test_digitisation import CERTIFICATE, NOTICE
from tests.journeys.paper.telling import Paper, file, sheet


def tell(day: Paper) -> None:
    """Two dossiers are received; the first is the paper of this day, the second waits until tomorrow."""
    day.sit(Role.RECEIVE, "08:00")
    day.kept["paper"], day.kept["tomorrow"] = _received(day), _received(day)
    dossier = day.kept["paper"]
    assert dossier.path == "on_the_spot"
    day.open(dossier)
    day.page.get_by_role("link", name="Số hóa giấy tờ").first.press("Enter")
    expect(day.page.locator("h1")).to_contain_text("Số hóa giấy tờ")
    day.looks("paper-copies")
    day.picture("so-hoa")
    _blurred_then_sharp(day, dossier)
    _several_pages(day, dossier)
    day.go(f"ho-so/{dossier.code}/so-hoa/")
    day.press("Tất cả đã đối chiếu với bản giấy")
    expect(day.page.locator("main")).not_to_contain_text("Chưa đối chiếu")
    day.looks("paper-compared")
    day.picture("da-doi-chieu")
    kept = {copy.component: (copy.pages, copy.confirmed_at is not None) for copy in standing(dossier)}
    assert kept == {CERTIFICATE: (1, True), NOTICE: (2, True)}
    assert RESULT_KEY not in kept


def _received(day: Paper) -> Dossier:
    day.go(f"tiep-nhan/{HOUSEHOLD_BUSINESS}/")
    day.who()
    day.alt("d")
    return day.received()


def _lay(day: Paper, dossier: Dossier, component: str, *sheets: bytes) -> None:
    day.go(f"ho-so/{dossier.code}/so-hoa/{component}/")
    taken = [file(f"anh-{n}.jpg", one) for n, one in enumerate(sheets, 1)]
    day.page.get_by_label("Chọn ảnh hoặc chụp").set_input_files(taken)
    day.press("Thêm trang")
    expect(day.page.locator(".mc-scan-page")).to_have_count(len(sheets))


def _blurred_then_sharp(day: Paper, dossier: Dossier) -> None:
    """The first picture cannot be read: noted as “mờ”, taken off, scanned again."""
    words = ("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", "Số: 41K8012345")
    _lay(day, dossier, CERTIFICATE, sheet(*words, blurred=True))
    day.press("Ghép 1 trang")
    day.says("Bản điện tử đã có")
    day.press("Mờ")
    expect(day.page.locator(".govuk-tag--red").first).to_contain_text("Mờ")
    day.looks("paper-blurred")
    day.picture("mo")
    day.press("Bỏ bản này, quét lại")
    day.says("Đã bỏ bản hỏng")
    _lay(day, dossier, CERTIFICATE, sheet(*words))
    day.press("Ghép 1 trang")
    day.says("Bản điện tử đã có")


def _several_pages(day: Paper, dossier: Dossier) -> None:
    _lay(day, dossier, NOTICE, sheet("THÔNG BÁO THAY ĐỔI", "trang 1"), sheet("chữ ký", "trang 2"))
    day.looks("paper-pages")
    day.picture("tung-trang")
    day.press("Ghép 2 trang")
    day.says("Bản điện tử đã có")
