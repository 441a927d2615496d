"""Pages that explain: the day of the last review, and the figures of today."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.test import Client

from motcua.dossiers.terms import Channel
from motcua.organisation.terms import Role
from motcua.outreach.communication_tables import TopicReview
from motcua.outreach.communication_terms import Topic
from tests.cast import HOUSEHOLD_BUSINESS, P5, Q11, at, received
from tests.web.staff.desk import signed_in

MORNING = at("2022-05-16 09:00")


@pytest.fixture
def today(seeded: None, office_clock: Callable[[datetime], None]) -> None:
    office_clock(MORNING)
    cache.clear()


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.requirement("R-264")
@pytest.mark.rule("10/KH-UBND Hải Phòng II.1.h")
@pytest.mark.parametrize("topic", Topic)
def test_each_topic_has_its_public_page_with_the_day_of_its_last_review(
    client: Client, today: None, topic: Topic
) -> None:
    assert "xem lại lần cuối ngày 22/11/2026" in text(client, f"/gioi-thieu/{topic.value}/")
    assert f"/gioi-thieu/{topic.value}/" in text(client, "/gioi-thieu/")
    assert "/gioi-thieu/" in text(client, "/thu-tuc/")
    keeper = signed_in(Q11, Role.CONTROL)
    saved = keeper.post("/can-bo/truyen-thong/trang-giai-thich/", {"topic": topic.value, "evidence": "Đúng"})
    assert saved.status_code == 302
    assert TopicReview.objects.get().day == MORNING.date()
    assert "xem lại lần cuối ngày 16/05/2022" in text(client, f"/gioi-thieu/{topic.value}/")
    assert client.get("/gioi-thieu/khong-co/").status_code == 404


@pytest.mark.requirement("R-264")
def test_the_pages_say_what_control_is_for_and_how_the_electronic_way_works(
    client: Client, today: None
) -> None:
    assert "Công bố, công khai từng thủ tục" in text(client, "/gioi-thieu/kiem-soat-thu-tuc/")
    page = text(client, "/gioi-thieu/moi-truong-dien-tu/")
    assert "45/2020/NĐ-CP" in page
    assert "Số liệu hiện nay" in page


@pytest.mark.requirement("R-265")
@pytest.mark.rule("KH Thanh Hà 9/2023 III.5")
def test_the_benefits_are_told_with_the_figures_of_today(client: Client, today: None) -> None:
    for place, channel in enumerate((Channel.DESK, Channel.DESK, Channel.DESK, Channel.ONLINE)):
        received(HOUSEHOLD_BUSINESS, Q11, MORNING.replace(minute=place), channel=channel)
    page = text(client, f"/gioi-thieu/loi-ich-truc-tuyen/?don-vi={Q11}")
    assert '<dd class="govuk-summary-list__value">4</dd>' in page
    assert '<dd class="govuk-summary-list__value">1 (25,0%)</dd>' in page
    assert "từ 16/02/2022 đến 16/05/2022" in page
    assert "kết quả" in text(client, f"/gioi-thieu/loi-ich-truc-tuyen/?don-vi={P5}")
