"""07:30. What must stand before the paper: sealed electronically, digitised and signed, power lent for this day."""

from playwright.sync_api import expect

from motcua.organisation.terms import Role
from motcua.programmes.actions.choosing import plan_solutions
from tests.cast import HOUSEHOLD_BUSINESS, Q11, at, colleague
from tests.journeys.day.telling import TODAY
from tests.journeys.paper.telling import DELEGATE, Paper, delegated


def tell(day: Paper) -> None:
    """Control decides how it is sealed, the leader plans the solution, the delegation is in force."""
    day.kept["delegate"], day.kept["delegation"] = delegated()
    seven = at(f"{TODAY} 07:15")
    plan_solutions(
        unit_id=Q11,
        procedure=HOUSEHOLD_BUSINESS,
        solutions=("digitise_and_sign", "delegate"),
        staff="2 người",
        roadmap="Quý II",
        equipment="Máy quét",
        actor=colleague(Role.LEAD, Q11, seven),
        at=seven,
    )
    _sealed_electronically(day)
    day.sit(Role.LEAD, "07:35")
    day.go("lanh-dao/")
    day.page.get_by_role("link", name="Ủy quyền").first.press("Enter")
    day.page.get_by_role("link", name=day.kept["delegation"].code).first.press("Enter")
    expect(day.page.locator("main")).to_contain_text(DELEGATE)
    day.looks("paper-delegation")
    day.picture("uy-quyen")


def _sealed_electronically(day: Paper) -> None:
    day.sit(Role.CONTROL, "07:30")
    day.go(f"kiem-soat/{HOUSEHOLD_BUSINESS}/")
    day.page.get_by_role("link", name="Cách đóng dấu").first.press("Enter")
    expect(day.page.locator("h1")).to_contain_text("Cách đóng dấu kết quả")
    day.choose("kind", "electronic")
    day.fill(document="Quyết định số 12/QĐ-UBND")
    day.press("Ghi cách đóng dấu")
    day.says("Đã ghi cách đóng dấu của thủ tục")
    day.picture("cach-dong-dau")
