"""Pages of communication, materials and training can be read by everybody: empty and filled, with long names."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.outreach.actions.campaigning import mark_well_performing, record_broadcast, record_reach
from motcua.outreach.actions.indices import record_index
from motcua.outreach.actions.materials import hand_over, record_material
from motcua.outreach.actions.media import check_source, record_supplement, register_media
from motcua.outreach.actions.training import name_focal_point, plan_course, record_trainee
from motcua.outreach.actions.videos import tie_video
from motcua.outreach.communication_terms import (
    Audience,
    CampaignChannel,
    Genre,
    Indicator,
    Medium,
    Stance,
    Station,
    Topic,
    TraineeGroup,
)
from motcua.outreach.registers.making import Asked
from motcua.outreach.registers.media import announced
from motcua.web.communication.kinds import KINDS
from tests.cast import CERTIFIED_COPY, P5, Q11, at, colleague, received
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")
DAY = date(2022, 5, 16)
HERE = "/can-bo/truyen-thong/"
LONG = (
    "Phòng, chống phiền hà, sách nhiễu trong tiếp nhận và giải quyết thủ tục hành chính trên địa bàn Quận 11"
)


def lay_films(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "sao y.mp4").write_bytes(b"film")
    words = "WEBVTT\n\n00:00.000 --> 00:02.000\nHãy mang theo bản chính.\n"
    (folder / "sao y.vtt").write_text(words, "utf-8")


def told(actor: Actor, lead: Actor) -> None:
    """What was told to the public, by every way."""
    for stance, title in ((Stance.PRAISE, LONG), (Stance.CRITICISM, "Quầy đóng cửa sớm")):
        item = register_media(
            medium=Medium.PORTAL, genre=Genre.REPORTAGE, stance=stance, title=title, outlet="Cổng thông tin điện tử",
            topic="Tháng hành động", day=DAY, link="https://q11.example/tin/thang-hanh-dong-2022-ket-qua-tuan-dau",
            evidence="", actor=actor, at=MORNING,
        )  # fmt: skip
    check_source(item_id=item.pk, source="Biên bản kiểm tra số 3/BB-KT", actor=lead, at=MORNING)
    document = announced(Asked(Unit.objects.get(pk=Q11), DAY))[0]
    record_supplement(
        document_id=document.pk, issue="Số 112", day=DAY, evidence="Trang 4", actor=actor, at=MORNING
    )
    record_broadcast(
        station=Station.LOUDSPEAKER, place="Đài truyền thanh Phường 5", subject=LONG, text=LONG * 3, day=DAY, last=DAY,
        times=2, evidence="", actor=actor, at=MORNING,
    )  # fmt: skip
    record_reach(
        programme="hcmc-same-day-2022", channel=CampaignChannel.MESSAGE, audience=Audience.PEOPLE, reach=12000,
        day=DAY, last=DAY, evidence="Báo cáo nhà mạng", actor=actor, at=MORNING,
    )  # fmt: skip
    mark_well_performing(
        programme="hcmc-same-day-2022", unit_id=P5, reason=LONG, held=True, actor=actor, at=MORNING
    )


def kept(actor: Actor) -> tuple[int, int]:
    """A material that was handed over, a film, an index, a focal point, a course with who came."""
    material = record_material(
        title=LONG, version="2022.1", audience=Audience.FOCAL, day=DAY, print_run=500, places=["Nhà văn hóa Quận 11"],
        receivers=["UBND Phường 5", "UBND Phường 11"], procedure=CERTIFIED_COPY, file=None, evidence="QĐ 12",
        actor=actor, at=MORNING,
    )  # fmt: skip
    hand_over(
        material_id=material.pk, receiver="UBND Phường 5", copies=20, day=DAY, evidence="", actor=actor, at=MORNING,
    )  # fmt: skip
    tie_video(
        folder=Q11, file="sao y.mp4", title="Sao y bản chính từng bước", procedures=[CERTIFIED_COPY], evidence="",
        actor=actor, at=MORNING,
    )  # fmt: skip
    record_index(
        index=Indicator.SIPAS, name="", about="Quận 11", year=2021, value=Decimal("87.125"), scale="%", rank=3,
        ranked_of=22, evidence="QĐ 900/QĐ-UBND", link="", actor=actor, at=MORNING,
    )  # fmt: skip
    name_focal_point(
        unit_id=P5, person=None, name="Nguyễn Trần Phương Thảo Nguyên", position="Công chức Văn phòng – Thống kê",
        phone="028 3855 0000", valid_from=DAY, valid_to=None, evidence="QĐ 45/QĐ-UBND", actor=actor, at=MORNING,
    )  # fmt: skip
    course = plan_course(
        topic=LONG,
        day=DAY,
        last=DAY,
        place="Hội trường Quận 11",
        organiser="",
        evidence="",
        actor=actor,
        at=MORNING,
    )
    record_trainee(
        course_id=course.pk, person=None, name="Nguyễn Trần Phương Thảo Nguyên", unit_id=P5, group=TraineeGroup.FOCAL,
        attended=True, actor=actor, at=MORNING,
    )  # fmt: skip
    return material.pk, course.pk


@pytest.mark.requirement("R-302")
def test_every_page_of_communication_can_be_read_by_everybody(
    walk: Callable[[str], Walk], settings: Settings, tmp_path: Path
) -> None:
    settings.FILM_FOLDER = tmp_path / "phim"
    desk = walk(Q11)
    desk.enter(Role.CONTROL, MORNING)
    for slug in ("tin-bai", "phim", "chi-so"):
        desk.page.goto(f"{HERE}{slug}/")
        desk.looks(f"communication-empty-{slug}")
    lay_films(tmp_path / "phim" / Q11)
    received(CERTIFIED_COPY, Q11, MORNING)
    actor = colleague(Role.CONTROL, Q11, MORNING)
    told(actor, colleague(Role.LEAD, Q11, MORNING))
    material, course = kept(actor)
    ends = ("", "loi-doc/", "tai-lieu-nghiep-vu/", f"tai-lieu/{material}/", f"tap-huan/{course}/")
    for end in (*ends, *(f"{slug}/" for slug in KINDS)):
        desk.page.goto(f"{HERE}{end}")
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(f"communication-{end.replace('/', '-')}")
    desk.page.goto(f"{HERE}tin-bai/")
    desk.page.get_by_role("link", name="16/05/2022").first.click()
    desk.looks("communication-item")
    for address in (
        "/gioi-thieu/",
        *(f"/gioi-thieu/{one.value}/" for one in Topic),
        f"/thu-tuc/{CERTIFIED_COPY}/",
    ):
        desk.page.goto(f"{address}?don-vi={Q11}")
        desk.looks(f"public{address.replace('/', '-')}")
