"""14:30. The leader is at a meeting: the alarm, one step to the stand-in, the tray signed, stamped and handed over."""

from playwright.sync_api import expect

from motcua.dossiers.models import BookRow, Dossier
from motcua.dossiers.terms import State
from motcua.organisation.terms import Role
from tests.browsing import tick
from tests.cast import at
from tests.journeys.day.telling import TODAY, Day


def tell(day: Day) -> None:
    """Away, alarm, stand-in, tray, books, stamp, a daughter who comes for the result."""
    _away(day)
    _stand_in(day)
    _signed(day)
    _stamped(day)
    _relative(day)


def _away(day: Day) -> None:
    day.sit(Role.LEAD, "14:20")
    day.open_act(day.kept["tray"][1], "reassign")
    day.page.locator("[name=officer]").select_option("q11.phe-duyet")
    day.fill(reason="Hồ sơ của Chủ tịch")
    day.finish("Giao người khác xử lý")
    day.sit(Role.APPROVE, "14:22")
    day.go("theo-doi/vang-mat/")
    day.page.get_by_label("Đến", exact=True).fill(f"{TODAY}T18:00")
    day.page.get_by_label("Lý do").fill("họp Hội đồng nhân dân quận, cả buổi chiều")
    day.press("Ghi vắng")
    expect(day.page.locator("main")).to_contain_text("họp Hội đồng nhân dân quận")
    day.picture("vang-mat")


def _stand_in(day: Day) -> None:
    day.sit(Role.LEAD, "14:30")
    day.go("")
    expect(day.page.locator(".mc-notices")).to_contain_text("người ký đang vắng")
    day.picture("bao-dong-ky")
    day.go("theo-doi/ky-thay/")
    day.page.locator("[name=officer]").select_option("q11.ky-thay")
    day.fill(reason="Chủ tịch họp Hội đồng nhân dân")
    day.picture("ky-thay")
    day.press("Chuyển tất cả")
    day.says("Đã xong")


def _signed(day: Day) -> None:
    """The deputy signs the whole tray at once; each answers for itself."""
    day.sit_as("q11.ky-thay", "14:40")
    tray = day.page.request.get("/can-bo/trinh-ky.pdf")
    assert tray.body().startswith(b"%PDF")
    day.go("xu-ly/?chon=1")
    for box in day.page.locator("input[name=code]").all():
        tick(box)
    day.picture("ky-ca-khay")
    day.press("Xem lại và phê duyệt")
    day.says("Xem lại")
    day.press("Phê duyệt các hồ sơ đã chọn")
    day.says("Đã xong")
    day.picture("ky-xong")
    for dossier in day.kept["tray"]:
        assert Dossier.objects.get(pk=dossier.pk).state == State.APPROVED, dossier.code
    day.go("so-chung-thuc/?so=SCT/BS&nam=2022")
    day.picture("so-chung-thuc")
    numbers = list(BookRow.objects.filter(book="SCT/BS").order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def _stamped(day: Day) -> None:
    day.sit(Role.SEAL, "14:55")
    day.go("xu-ly/?chon=1")
    for box in day.page.locator("input[name=code]").all():
        tick(box)
    day.press("Đóng dấu")
    day.says("Đã xong")


def _relative(day: Day) -> None:
    """Without the relation it is refused; with it and her card the daughter takes it."""
    dossier = day.kept["tray"][0]
    day.sit(Role.RETURN, "15:10")
    day.open_act(dossier, "return_result")
    day.choose("receiver_kind", "relative")
    day.fill(receiver="Trần Thị Thu Hà", receiver_id_number="079190012345")
    day.press("Trả kết quả")
    expect(day.page.locator(".govuk-error-summary, .mc-refusal").first).to_be_visible()
    day.page.locator("[name=relation]").select_option("child")
    day.picture("tra-nguoi-than")
    day.finish("Trả kết quả")
    found = Dossier.objects.get(pk=dossier.pk)
    assert found.state == State.RETURNED
    assert found.returned_at is not None
    assert found.returned_at < at(f"{TODAY} 15:20")
