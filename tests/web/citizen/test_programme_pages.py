"""What does the public see of a programme: promise, list, today, results, papers? Drafts are nobody's (R-013)."""

import subprocess

import pytest
from django.test import Client

from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, P5, SetClock, at, do, received
from tests.programmes.drafts import announced, drafted

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
