"""07:30. The desk opens: what waits, numbers for a power cut, results nobody collected."""

from playwright.sync_api import expect

from motcua.dossiers.actions.shelving import mark_uncollected
from motcua.dossiers.applicants import Applicant
from motcua.dossiers.models import Dossier, NumberBlock
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, do, received
from tests.dossiers.other_acts import ready
from tests.journeys.day.telling import Day

LAST_WEEK = "2022-05-09"


def last_week(day: Day) -> list[Dossier]:
    """Two results of last Monday that nobody came for."""
    found = []
    for clock in ("09:00", "09:30"):
        name, number = next(day.queue)
        person = Applicant(kind="person", name=name, id_number=number, phone="0912345678")
        dossier = received(CERTIFIED_COPY, Q11, at(f"{LAST_WEEK} {clock}"), applicant=person)
        ready(dossier, f"{LAST_WEEK} 10:00")
        do(Act.SHELVE, dossier, Role.RETURN, at(f"{LAST_WEEK} 10:30"), shelf="Kệ 2, ngăn 3")
        found.append(dossier)
    mark_uncollected(at=at("2022-05-16 06:30"))
    return found


def tell(day: Day) -> None:
    """Sign in, see the day, keep ten numbers, call who did not come."""
    waiting = last_week(day)
    day.sit(Role.RECEIVE, "07:30")
    day.go("")
    expect(day.page.locator("main")).to_contain_text("Xin chào")
    day.picture("dau-ngay")
    _numbers_for_a_power_cut(day)
    _uncollected(day, waiting)


def _numbers_for_a_power_cut(day: Day) -> None:
    day.sit(Role.LEAD, "07:35")
    day.go("lo-so/")
    day.page.get_by_label("Bao nhiêu số").fill("10")
    day.press("Để dành số")
    expect(day.page.get_by_role("alert")).to_contain_text("Đã để dành 10 số")
    day.picture("lo-so")
    block = NumberBlock.objects.get()
    day.kept["block"] = block
    pack = day.page.request.get(f"/can-bo/lo-so/{block.pk}/goi-giay.pdf")
    assert pack.body().startswith(b"%PDF")


def _uncollected(day: Day, waiting: list[Dossier]) -> None:
    day.sit(Role.RECEIVE, "07:40")
    day.go("ke-ket-qua/")
    expect(day.page.get_by_text("Cần gọi nhắc").first).to_be_visible()
    day.picture("ke-ket-qua")
    day.open_act(waiting[0], "remind")
    day.choose("how", "phone")
    day.finish("Nhắc nhận kết quả")
    day.open_act(waiting[1], "change_return")
    day.choose("channel", "post")
    day.fill(address="12 Bình Thới, Phường 5, Quận 11")
    day.finish("Đổi cách nhận kết quả")
    assert Dossier.objects.get(pk=waiting[1].pk).return_channel == "post"
    day.kept["uncollected"] = waiting
