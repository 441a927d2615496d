"""08:20. Appraised, the result drafted from its template and looked at, approved by the delegate (TUQ.)."""

from playwright.sync_api import expect

from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from tests.journeys.paper.telling import DELEGATE, DELEGATE_TITLE, Paper, read

LONG_SHOP = "Hộ kinh doanh Cà phê Nguyễn Phước Thịnh Vượng Lãnh Binh Thăng"
FIELDS = {
    "register_line": "Đăng ký thay đổi lần thứ nhất, ngày 16 tháng 5 năm 2022",
    "business_code": "41K8012345",
    "business_name": LONG_SHOP,
    "place": "12 Lãnh Binh Thăng, Phường 13, Quận 11, Thành phố Hồ Chí Minh",
    "owner_home": "12 Lãnh Binh Thăng, Phường 13, Quận 11",
    "line": "Dịch vụ phục vụ đồ uống; bán lẻ lương thực, thực phẩm, đồ uống, thuốc lá",
    "capital": "200.000.000",
}
POWER = f"TUQ. CHỦ TỊCH {DELEGATE_TITLE}"


def tell(day: Paper) -> None:
    """The paper is decided today; of the second dossier only what comes before the approval."""
    day.sit(Role.APPRAISE, "08:20")
    for dossier in (day.kept["paper"], day.kept["tomorrow"]):
        day.open(dossier)
        day.did("Thẩm định")
        _drafted(day, dossier)
    _looked_at(day, day.kept["paper"])
    _approved(day, day.kept["paper"])


def _drafted(day: Paper, dossier: Dossier) -> None:
    day.page.get_by_role("link", name="Kết quả: lập, xem, in").press("Enter")
    expect(day.page.locator("h1")).to_contain_text("Kết quả")
    expect(day.page.locator("[name=owner]")).to_have_value(dossier.applicant_name)
    day.fill(**FIELDS)
    day.choose("subject", "Cá nhân")
    day.press("Lưu dự thảo")
    day.says("Đã lưu dự thảo kết quả")


def _looked_at(day: Paper, dossier: Dossier) -> None:
    day.go(f"ho-so/{dossier.code}/ket-qua/")
    day.looks("paper-draft")
    day.picture("du-thao")
    preview = day.page.request.get(f"/can-bo/ho-so/{dossier.code}/ket-qua/du-thao.pdf")
    words = read(preview.body())
    assert LONG_SHOP in words
    assert dossier.applicant_name in words


def _approved(day: Paper, dossier: Dossier) -> None:
    """From the own list of the delegate; the paper, the slip and the timeline say in whose name."""
    day.as_delegate("08:30")
    day.go("lanh-dao/")
    day.picture("lanh-dao")
    day.page.get_by_role("link", name=str(dossier)).first.press("Enter")
    day.did("Phê duyệt")
    day.says(f"Thẩm quyền ký: {POWER}, theo Quyết định số 12/QĐ-UBND")
    day.looks("paper-approved")
    day.picture("da-phe-duyet")
    paper = read(day.pdf(dossier))
    assert "TUQ. CHỦ TỊCH" in paper
    assert DELEGATE_TITLE.upper() in paper.upper()
    assert DELEGATE in paper
    assert str(day.result(dossier).number) in paper
    assert "TUQ. CHỦ TỊCH" in day.slip(str(dossier.code), "control")
