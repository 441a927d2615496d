"""What does the public see of a programme: promise, list, today, results, papers? Drafts are nobody's (R-013)."""

import subprocess
from datetime import date, time

import pytest
from django.test import Client

from motcua.dossiers.terms import Act
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.programmes.actions.running import set_cut_off
from tests.cast import CERTIFIED_COPY, P5, SetClock, at, colleague, do, received
from tests.programmes.drafts import announced, drafted
from tests.web.staff.desk import signed_in

MONTH = "/chuong-trinh/q11-same-day-2022/"
WORDS = ("danh-muc", "to-gap", "ap-phich", "bang-tai-quay", "bai-phat-thanh")


def read(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def body(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


@pytest.mark.requirement("R-013")
def test_the_page_tells_promise_cut_off_list_and_how_it_stands_today(
    seeded: None, office_clock: SetClock
) -> None:
    morning = at("2022-05-16 09:00")
    office_clock(at("2022-05-16 16:00"))
    dossier = received(CERTIFIED_COPY, P5, morning)
    for minute, (act, role) in enumerate(
        ((Act.APPRAISE, Role.APPRAISE), (Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL)), start=1
    ):
        do(act, dossier, role, at(f"2022-05-16 09:1{minute}"))
    received(CERTIFIED_COPY, P5, morning)
    page = body(MONTH)
    assert "Hôm nay là ngày của chương trình: đã nhận 2 hồ sơ, 1 hồ sơ có kết quả ngay hôm nay." in page
    assert "15 giờ" in page
    assert "0 hồ sơ trễ hạn" in page


@pytest.mark.requirement("R-091")
def test_a_programme_that_begins_on_a_sunday_tells_the_first_day_that_the_office_works(
    seeded: None, office_clock: SetClock
) -> None:
    office_clock(at("2022-05-10 09:00"))
    said = "lần đầu Chủ nhật, 15/05/2022; ngày làm việc đầu tiên: thứ Hai, 16/05/2022"
    assert said in body(MONTH)
    staff = signed_in("hcmc.q11", Role.CONTROL).get("/can-bo/chuong-trinh/q11-same-day-2022/")
    assert "ngày làm việc đầu tiên: thứ Hai, 16/05/2022" in staff.content.decode()
    fridays = body("/chuong-trinh/thanh-ha-no-wait-friday/")
    assert "lần đầu thứ Sáu, 29/09/2023" in fridays
    assert "ngày làm việc đầu tiên" not in fridays


def test_a_day_without_dossiers_and_a_programme_to_come_claim_nothing(
    seeded: None, office_clock: SetClock
) -> None:
    office_clock(at("2022-05-10 09:00"))
    assert "Hôm nay và kết quả đến nay" not in body(MONTH)
    office_clock(at("2022-05-15 09:00"))  # a Sunday
    assert "Hôm nay không phải ngày của chương trình." in body(MONTH)
    office_clock(at("2022-05-16 09:00"))
    assert "đã nhận 0 hồ sơ" in body(MONTH)
    office_clock(at("2022-07-01 09:00"))
    assert "Hôm nay không phải ngày của chương trình." in body(MONTH)


@pytest.mark.requirement("R-012")
@pytest.mark.needs_poppler
@pytest.mark.parametrize("word", WORDS)
def test_each_paper_says_what_the_page_says(seeded: None, office_clock: SetClock, word: str) -> None:
    office_clock(at("2022-05-16 09:00"))
    answer = Client().get(f"{MONTH}{word}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(read(answer.content).split())
    assert "ngay trong ngày" in text
    assert "15 giờ" in text
    assert "104/KH-UBND" in text
    if word in {"danh-muc", "to-gap"}:
        assert CERTIFIED_COPY in text
    if word == "bai-phat-thanh":
        assert "Kính thưa bà con" in text


def own_hours() -> None:
    """P5 said 10:00 from 16/5, then 11:00 from 1/6."""
    before = at("2022-05-13 09:00")
    for hour, first in ((10, date(2022, 5, 16)), (11, date(2022, 6, 1))):
        set_cut_off(
            programme_id="q11-same-day-2022", unit_id=P5, procedure=CERTIFIED_COPY, cut_off=time(hour),
            valid_from=first, actor=colleague(Role.LEAD, P5, before), at=before,
        )  # fmt: skip


@pytest.mark.requirement("R-094")
def test_an_hour_of_one_unit_is_told_with_its_unit_and_its_days(seeded: None, office_clock: SetClock) -> None:
    own_hours()
    office_clock(at("2022-05-20 09:00"))
    page, ward = body(MONTH), Unit.objects.get(pk=P5).name
    assert f"10 giờ, {ward}, từ ngày 16/05/2022 đến hết ngày 31/05/2022" in page
    assert f"11 giờ, {ward}, từ ngày 01/06/2022" in page


@pytest.mark.requirement("R-094")
@pytest.mark.needs_poppler
@pytest.mark.parametrize("word", ["danh-muc", "to-gap", "ap-phich", "bang-tai-quay"])
def test_what_hangs_on_the_wall_names_the_hour_of_one_unit_that_is_not_over(
    seeded: None, office_clock: SetClock, word: str
) -> None:
    own_hours()
    ward = Unit.objects.get(pk=P5).name
    for moment, told in (("2022-05-20 09:00", True), ("2022-06-01 09:00", False)):
        office_clock(at(moment))
        text = " ".join(read(Client().get(f"{MONTH}{word}.pdf").content).split())
        assert "Mốc giờ riêng" in text
        assert f"11 giờ, {ward}, từ ngày 01/06/2022" in text
        assert ("đến hết ngày 31/05/2022" in text) is told


def test_what_is_drafted_or_proposed_hangs_on_no_wall(seeded: None, office_clock: SetClock) -> None:
    office_clock(at("2022-06-20 09:00"))
    draft = drafted().pk
    for word in WORDS:
        assert Client().get(f"/chuong-trinh/{draft}/{word}.pdf").status_code == 404
        assert Client().get(f"/chuong-trinh/hcmc-extension-2022/{word}.pdf").status_code == 404
    assert Client().get(f"/chuong-trinh/{draft}/").status_code == 404
    assert draft not in body("/chuong-trinh/")
    proposed = body("/chuong-trinh/hcmc-extension-2022/")
    assert "Đề xuất, chưa áp dụng" in proposed
    assert "Hôm nay và kết quả" not in proposed
    assert Client().get(f"{MONTH}nothing.pdf").status_code == 404


def test_an_announced_programme_of_a_district_is_public_at_once(seeded: None, office_clock: SetClock) -> None:
    office_clock(at("2022-05-13 10:00"))
    programme = announced()
    assert programme.name in body("/chuong-trinh/")
    assert "10 giờ" in body(f"/chuong-trinh/{programme.pk}/")
