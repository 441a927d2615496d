"""Beside the term of the law the page of a procedure says how long it usually takes here, and of how many."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import CERTIFIED_COPY, VUNG_TAU, SetClock
from tests.dossiers.test_usual_times import MONDAY, settled
from tests.web.citizen.reading import text_of

pytestmark = pytest.mark.usefixtures("seeded")
PAGE = f"/thu-tuc/{CERTIFIED_COPY}/?don-vi={VUNG_TAU}"


def test_half_and_nine_tenths_stand_with_their_count_and_days_and_a_handful_says_nothing(
    client: Client, office_clock: SetClock
) -> None:
    office_clock(MONDAY + timedelta(days=1))
    assert "trong 90 ngày qua chưa có hồ sơ nào xong ở đây" in text_of(client.get(PAGE))
    for minutes in (10, 20, 30, 40):
        settled(minutes)
    few = text_of(client.get(PAGE))
    assert "mới có 4 hồ sơ xong, chưa đủ để nói" in few
    assert "chín phần mười" not in few
    settled(90)
    said = text_of(client.get(PAGE))
    assert "một nửa số hồ sơ xong trong 30 phút , chín phần mười xong trong 1 giờ 30 phút" in said
    assert "5 hồ sơ, từ 16/02/2022 đến 16/05/2022" in said
    assert "ít hồ sơ, chỉ để tham khảo" in said
    assert "Thời hạn" in said
