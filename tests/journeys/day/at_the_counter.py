"""10:20. An original that stays and goes back; somebody who cannot sign, with two witnesses."""

from playwright.sync_api import expect

from motcua.dossiers.custody import outstanding
from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from tests.browsing import tick
from tests.cast import HOUSEHOLD_BUSINESS
from tests.journeys.day.telling import Day

CONTRACT = "2.001044"


def tell(day: Day) -> None:
    """First the original, then the fingerprint."""
    _original(day)
    _cannot_sign(day)


def _original(day: Day) -> None:
    day.sit(Role.RECEIVE, "10:18")
    day.go(f"tiep-nhan/{HOUSEHOLD_BUSINESS}/")
    day.who()
    day.alt("d")
    day.unfold()
    day.fill(original__0__title="Giấy chứng nhận đăng ký hộ kinh doanh", original__0__mark="41K8012345")
    dossier = day.received()
    day.go("ban-chinh/")
    day.says("41K8012345")
    day.picture("ban-chinh")
    day.sit(Role.RECEIVE, "10:21")
    day.open_act(dossier, "give_originals")
    day.picture("tra-ban-chinh")
    day.finish("Trả bản chính")
    assert not outstanding(dossier)
    day.kept["original"] = dossier


def _cannot_sign(day: Day) -> None:
    """A fingerprint before the official, two witnesses, read aloud; refused as long as one is missing."""
    day.sit(Role.RECEIVE, "10:22")
    day.go(f"tiep-nhan/{CONTRACT}/")
    day.who()
    day.alt("d")
    dossier: Dossier = day.received()
    day.open_act(dossier, "confirm_signing")
    day.unfold()
    day.choose("signing_how", "fingerprint")
    tick(day.page.locator("[name=cannot_read]"))
    day.fill(
        signing_why="Liệt tay phải",
        reader="Ngô Văn Đức",
        witness1_name="Lê Thị Hòa",
        witness1_id="079085001235",
    )
    day.press("Xác nhận đã ký trước mặt")
    expect(day.page.locator(".govuk-error-summary, .mc-refusal").first).to_be_visible()
    day.picture("khong-ky-duoc-tu-choi")
    day.unfold()
    day.fill(witness2_name="Phạm Văn Lợi", witness2_id="079085001236")
    day.picture("khong-ky-duoc")
    day.finish("Xác nhận đã ký trước mặt")
    day.kept["fingerprint"] = dossier
