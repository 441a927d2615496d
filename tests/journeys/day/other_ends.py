"""13:00. Dossiers that end otherwise or later: withdrawn, refused, not stopped, apologised for."""

from playwright.sync_api import expect

from motcua.dossiers.applicants import Applicant
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act, State
from motcua.organisation.terms import Role
from motcua.payments.models import LedgerEntry
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, do, received
from tests.dossiers.other_acts import appraised
from tests.journeys.day.telling import TODAY, Day
from tests.payments.till import copies, pay

BASIS = "Điều 17 Nghị định số 61/2018/NĐ-CP"


def tell(day: Day) -> None:
    """Each end on its page."""
    _withdrawn(day)
    _refused(day)
    _stopped(day)
    _apology(day)


def visitor(day: Day) -> Applicant:
    """The next of the queue, for an act told without the pages."""
    name, number = next(day.queue)
    return Applicant(kind="person", name=name, id_number=number, phone="0912345678")


def _business(day: Day, clock: str) -> Dossier:
    """A change of a household business, already at whoever appraises."""
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at(f"{TODAY} {clock}"), applicant=visitor(day))
    return appraised(dossier, f"{TODAY} {clock}")


def _withdrawn(day: Day) -> None:
    dossier = copies(at(f"{TODAY} 13:00"), applicant=visitor(day))
    pay(dossier, at(f"{TODAY} 13:01"))
    day.sit(Role.RECEIVE, "13:05")
    day.open_act(dossier, "withdraw")
    day.fill(reason="Người dân không cần nữa")
    day.finish("Rút hồ sơ")
    day.go("so-quy/can-hoan/")
    day.says(str(dossier.code))
    entry = LedgerEntry.objects.get(subject=dossier.code)
    day.go(f"ho-so/{dossier.code}/phi/{entry.pk}/hoan/")
    day.fill(reason="Người dân rút hồ sơ")
    day.picture("hoan-phi")
    day.press("Ghi hoàn")
    expect(day.page.locator("main")).to_contain_text("Đang giữ: 0 đồng")
    assert LedgerEntry.objects.filter(subject=dossier.code, amount__lt=0).count() == 1


def _refused(day: Day) -> None:
    dossier = _business(day, "13:06")
    day.sit(Role.APPROVE, "13:10")
    day.open_act(dossier, "refuse_result")
    day.fill(reason="Ngành, nghề cấm đầu tư kinh doanh", basis=BASIS)
    day.picture("tu-choi")
    day.finish("Từ chối giải quyết")
    dossier.refresh_from_db()
    assert dossier.state == State.APPROVED  # the notice has its number and goes to be sealed
    day.go(f"ho-so/{dossier.code}/")
    assert dossier.result_number
    day.says(dossier.result_number)


def _stopped(day: Day) -> None:
    """The forms of 2022 know no notice of a stop (Mẫu 05 came in 2025): refused, with what to do instead."""
    dossier = _business(day, "13:11")
    day.sit(Role.APPROVE, "13:15")
    day.open_act(dossier, "stop")
    day.says("Không làm được việc này")
    assert Dossier.objects.get(pk=dossier.pk).state == State.APPRAISED


def _apology(day: Day) -> None:
    """A same-day dossier that will not be ready: the letter is signed before the limit."""
    dossier = received(CERTIFIED_COPY, Q11, at(f"{TODAY} 13:16"), applicant=visitor(day))
    do(Act.APPRAISE, dossier, Role.APPRAISE, at(f"{TODAY} 13:18"))
    day.sit(Role.APPROVE, "13:20")
    day.open_act(dossier, "apologise")
    day.fill(reason="Máy in giấy chứng thực hỏng", new_due="2022-05-17T10:00")
    day.picture("xin-loi")
    day.finish("Xin lỗi và hẹn lại")
    assert Dossier.objects.get(pk=dossier.pk).due_extended == at("2022-05-17 10:00")
