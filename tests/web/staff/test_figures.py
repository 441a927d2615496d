"""The unit's figures: late dossiers with nought in words, dossiers by channel, and the list behind every figure."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, COMPANY, P5, Q11, at, received
from tests.web.staff.desk import signed_in

MORNING = at("2022-05-16 09:00")
DAYS = "tu=2022-05-16&den=2022-05-16"


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def figures_of(page: str) -> dict[str, tuple[int, str]]:
    """Each figure of the tables: what it counts, the number, the list it opens."""
    found = re.findall(
        r'href="(/can-bo/so-theo-doi/\?[^"]+)">(\d+)<span class="govuk-visually-hidden"> ([^<]+)</span>', page
    )
    return {
        " ".join(label.split()): (int(number), address.replace("&amp;", "&"))
        for address, number, label in found
    }


@pytest.mark.requirement("R-166")
def test_nought_late_is_said_in_words_and_a_late_one_stands_on_the_list_it_opens(
    clerk: Client, office_clock: Callable[[datetime], None]
) -> None:
    code = received(CERTIFIED_COPY, Q11, MORNING).code
    assert "0 hồ sơ trễ hạn" in body(clerk, f"/can-bo/so-lieu/?{DAYS}")
    office_clock(at("2022-05-18 09:00"))
    page = body(signed_in(Q11, Role.RECEIVE), f"/can-bo/so-lieu/?{DAYS}")
    assert "1 hồ sơ trễ hạn" in page
    found = re.search(r'href="(/can-bo/theo-doi/tre-han/[^"]+)"', page)
    assert found is not None
    assert str(code) in body(signed_in(Q11, Role.RECEIVE), found[1].replace("&amp;", "&"))
    before = body(signed_in(Q11, Role.RECEIVE), "/can-bo/so-lieu/?tu=2022-05-01&den=2022-05-15")
    assert "0 hồ sơ trễ hạn" in before


@pytest.mark.requirement("R-032")
def test_every_channel_is_counted_and_its_figure_opens_exactly_these_dossiers(clerk: Client) -> None:
    home = received(CERTIFIED_COPY, Q11, MORNING, channel="home", return_channel="home").code
    desk = received(CERTIFIED_COPY, Q11, MORNING).code
    received(CERTIFIED_COPY, P5, MORNING, channel="home")
    found = figures_of(body(clerk, f"/can-bo/so-lieu/?{DAYS}"))
    assert found["Tại nhà"][0] == found["Trực tiếp tại quầy"][0] == found["tiếp nhận, Tại nhà"][0] == 1
    assert found["đã trả, Tại nhà"][0] == found["Qua ki-ốt"][0] == 0
    for label in ("Tại nhà", "tiếp nhận, Tại nhà"):
        listed = body(clerk, found[label][1])
        assert str(home) in listed
        assert str(desk) not in listed
    assert str(home) not in body(clerk, found["đã trả, Tại nhà"][1])


@pytest.mark.requirement("R-033")
def test_persons_and_organisations_are_counted_apart_and_each_figure_opens_exactly_these(
    clerk: Client,
) -> None:
    person = received(CERTIFIED_COPY, Q11, MORNING).code
    companies = [received(CERTIFIED_COPY, Q11, MORNING, applicant=COMPANY).code for _ in range(2)]
    received(CERTIFIED_COPY, P5, MORNING, applicant=COMPANY)
    found = figures_of(body(clerk, f"/can-bo/so-lieu/?{DAYS}"))
    assert (found["Cá nhân"][0], found["Tổ chức, doanh nghiệp"][0]) == (1, 2)
    listed = body(clerk, found["Tổ chức, doanh nghiệp"][1])
    assert all(str(code) in listed for code in companies)
    assert str(person) not in listed
    assert '<option value="organisation" selected>' in listed
    assert str(person) in body(clerk, found["Cá nhân"][1])
    text = clerk.get(f"/can-bo/so-theo-doi/tai.csv?{DAYS}&nguoi-nop=organisation").content.decode("utf-8-sig")
    assert all(str(code) in text for code in companies)
    assert str(person) not in text


def test_the_files_of_a_narrowed_register_hold_the_same_rows(clerk: Client) -> None:
    home = received(CERTIFIED_COPY, Q11, MORNING, channel="home").code
    desk = received(CERTIFIED_COPY, Q11, MORNING).code
    page = body(clerk, f"/can-bo/so-theo-doi/?{DAYS}&kenh=home")
    assert 'href="tai.csv?' in page
    text = clerk.get(f"/can-bo/so-theo-doi/tai.csv?{DAYS}&kenh=home").content.decode("utf-8-sig")
    assert str(home) in text
    assert str(desk) not in text


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", [Role.ASSIST, Role.POST])
def test_helpers_and_the_post_see_no_figures(clerk: Client, role: Role) -> None:
    assert signed_in(Q11, role).get("/can-bo/so-lieu/").status_code == 403


def test_days_the_wrong_way_round_are_turned_and_unreadable_ones_are_this_month(clerk: Client) -> None:
    assert 'value="2022-05-10"' in body(clerk, "/can-bo/so-lieu/?tu=2022-05-12&den=2022-05-10")
    assert 'value="2022-05-01"' in body(clerk, "/can-bo/so-lieu/?tu=đầu-tháng")
