"""The pages of emulation can be read by everybody: empty, filled, at 1280, 640 and 390 wide."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from motcua.evaluation.actions.deciding import decide_criteria, start_drive
from motcua.evaluation.actions.objecting import object_to
from motcua.evaluation.actions.recording import record_finding, record_reward
from motcua.evaluation.terms import Rated
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, P5, Q11, at, colleague, received
from tests.evaluation.rated import settled
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING, JUNE = at("2022-05-16 09:00"), at("2022-06-06 09:00")
HERE = "/can-bo/thi-dua/"
PAGES = {
    "units": "?ky=2022-05",
    "unit": f"don-vi/?ky=2022-05&don-vi={P5}",
    "officials": "can-bo/?ky=2022-05",
    "own": "toi/?ky=2022-05",
    "list": f"danh-sach/?ky=2022-05&don-vi={P5}&dem=judged",
    "trend": "xu-huong/",
    "year": "nam/?nam=2022",
    "objections": "y-kien/",
    "object": "y-kien/gui/?ky=2022-05",
    "criteria": "tieu-chi/",
    "decide": "tieu-chi/ghi/",
    "drives": "dot/",
    "start": "dot/phat-dong/",
    "rewards": "khen-thuong/",
    "findings": "ky-luat/",
}


def filled() -> tuple[int, int]:
    """A month's dossiers, a decision of each kind, an objection; the drive and the objection."""
    for _ in range(10):
        settled(P5, MORNING)
    settled(Q11, MORNING)
    received(CERTIFIED_COPY, Q11, MORNING)
    head, clerk = colleague(Role.LEAD, Q11, JUNE), colleague(Role.RECEIVE, Q11, JUNE)
    weights = [{"criterion": "on_time", "weight": 60}, {"criterion": "plan", "weight": 40}]
    decision = "Quyết định số 1234/QĐ-UBND ngày 01 tháng 6 năm 2022 của Ủy ban nhân dân Quận 11"
    shared: dict[str, Any] = {"weights": weights, "small": 5, "decision": decision, "actor": head, "at": JUNE}
    decide_criteria(rated=Rated.UNITS, valid_from=JUNE.date(), **shared)
    drive = start_drive(
        name="Tháng hành động vì sự hài lòng của người dân, tổ chức", aim="Trả kết quả trong ngày", programme="",
        rated=Rated.UNITS, first=MORNING.date(), last=at("2022-06-15 09:00").date(), **shared,
    )  # fmt: skip
    record_finding(
        unit_id=P5, username="", day=MORNING.date(), source="Kết luận 05/KL-UBND", text="Hướng dẫn nhiều lần",
        actor=head, at=JUNE,
    )  # fmt: skip
    record_reward(
        unit_id=P5, username="", form="Giấy khen", reason="Không hồ sơ nào trễ hạn", decision="Quyết định 77/QĐ-UBND",
        decision_day=JUNE.date(), actor=head, at=JUNE,
    )  # fmt: skip
    objection = object_to(
        rated=Rated.PERSONS, person_id=clerk.person_id, unit_id=Q11, period="2022-05", criterion="on_time",
        text="Hồ sơ trễ do chờ ký.", actor=clerk, at=JUNE,
    )  # fmt: skip
    return drive.pk, objection.pk


@pytest.mark.requirement("R-302")
def test_no_page_of_emulation_has_an_accessibility_fault(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.enter(Role.LEAD, JUNE)
    for name in ("units", "trend", "objections", "drives", "rewards", "findings"):
        desk.page.goto(HERE + PAGES[name])
        desk.looks(f"emulation-{name}-empty")
    drive, objection = filled()
    for name, end in {**PAGES, "drive": f"dot/{drive}/", "objection": f"y-kien/{objection}/"}.items():
        desk.page.goto(HERE + end)
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(f"emulation-{name}")
