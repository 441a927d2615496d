"""09:00. Papers that lack: Mẫu 02 and coming back; a supplement asked by who appraises; a name put right."""

from playwright.sync_api import expect

from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import State
from motcua.organisation.terms import Role
from tests.browsing import tick
from tests.cast import HOUSEHOLD_BUSINESS
from tests.journeys.day.telling import Day


def tell(day: Day) -> None:
    """Three visitors with three troubles."""
    day.sit(Role.RECEIVE, "09:00")
    number = _incomplete(day)
    _supplement(day)
    _comes_back(day, number)


def receive(day: Day, procedure: str = HOUSEHOLD_BUSINESS) -> Dossier:
    """The next visitor, with everything that is needed."""
    day.go(f"tiep-nhan/{procedure}/")
    day.who()
    day.alt("d")
    return day.received()


def _incomplete(day: Day) -> str:
    day.go(f"tiep-nhan/{HOUSEHOLD_BUSINESS}/")
    day.kept["came_back"] = day.who()
    day.alt("s")
    expect(day.page.get_by_role("heading", name="Hồ sơ chưa đủ, chưa tiếp nhận")).to_be_visible()
    day.picture("thieu-giay-to")
    number = day.page.locator("h1 .mc-code").inner_text()
    assert number in day.slip(number, "02")
    return number


def _supplement(day: Day) -> None:
    """Whoever appraises finds a paper unreadable; the person brings it, the clock goes on."""
    dossier = receive(day)
    day.sit(Role.RECEIVE, "09:05")
    day.go(f"ho-so/{dossier.code}/")
    if day.page.get_by_role("button", name="Chuyển bộ phận chuyên môn").count():
        day.finish("Chuyển bộ phận chuyên môn")
    day.sit(Role.APPRAISE, "09:10")
    day.open_act(dossier, "ask_supplement")
    day.page.locator("select[name^='defect-']").first.select_option("unreadable")
    day.picture("yeu-cau-bo-sung")
    day.finish("Yêu cầu bổ sung")
    assert Dossier.objects.get(pk=dossier.pk).state == State.AWAITING_SUPPLEMENT
    day.sit(Role.RECEIVE, "10:00")
    day.open_act(dossier, "supplement")
    for box in day.page.locator("main input[type=checkbox]").all():
        tick(box)
    day.picture("nhan-bo-sung")
    day.finish("Nhận giấy tờ bổ sung")


def _comes_back(day: Day, number: str) -> None:
    day.go(f"phieu/{number}/")
    day.alt("n")
    expect(day.page.locator("[name=name]")).to_have_value(day.kept["came_back"])
    day.alt("d")
    day.kept["complete"] = day.received()
