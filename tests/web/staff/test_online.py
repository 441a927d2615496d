"""The control officer decides online levels and sees which share came in online; every figure opens its list."""

import argparse
import io
import json
from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from motcua.cli.commands import report as command
from motcua.dossiers.terms import Channel
from motcua.organisation.terms import Role
from motcua.procedures.models import OnlineLevelDecision
from motcua.web.staff import paging
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, SetClock, at, received
from tests.web.citizen.reading import text_of
from tests.web.staff.desk import signed_in

NINE = at("2022-05-16 09:00")
PERIOD = "tu=2022-05-01&den=2022-05-31"
LEVELS, SHARE = "/can-bo/kiem-soat/truc-tuyen/", "/can-bo/kiem-soat/truc-tuyen/ty-le/"


@pytest.fixture
def office(seeded: None, office_clock: SetClock) -> Callable[[Role], Client]:
    office_clock(NINE)
    return partial(signed_in, Q11)


@pytest.mark.requirement("R-011")
@pytest.mark.requirement("R-126")
def test_the_control_officer_decides_a_level_and_the_public_page_follows(
    office: Callable[[Role], Client],
) -> None:
    client = office(Role.CONTROL)
    address = f"{LEVELS}{HOUSEHOLD_BUSINESS}/"
    assert "Trực tuyến, Qua ki-ốt" in text_of(client.get(f"/thu-tuc/{HOUSEHOLD_BUSINESS}/?don-vi={Q11}"))
    said = {
        "level": "2", "kind": "decided", "valid_from_day": "16", "valid_from_month": "5", "valid_from_year": "2022",
        "document": "Quyết định 12/QĐ-UBND ngày 16/5/2022", "reason": "Cổng bảo trì",
    }  # fmt: skip
    assert client.post(address, said | {"document": ""}).status_code == 422
    assert client.post(address, said | {"valid_from_day": "15"}).status_code == 422
    assert not OnlineLevelDecision.objects.exists()
    assert client.post(address, said).status_code == 302
    assert "Trực tuyến, Qua ki-ốt" not in text_of(client.get(f"/thu-tuc/{HOUSEHOLD_BUSINESS}/?don-vi={Q11}"))
    assert "Quyết định 12/QĐ-UBND ngày 16/5/2022" in text_of(client.get(LEVELS))
    assert client.post(address, said | {"kind": "planned", "level": "4"}).status_code == 302
    assert "chậm" in text_of(client.get(LEVELS))
    assert text_of(client.get(address)).count("Quyết định 12/QĐ-UBND") == 2


def test_another_role_reads_the_levels_but_decides_nothing(office: Callable[[Role], Client]) -> None:
    client = office(Role.APPRAISE)
    assert client.get(LEVELS).status_code == 200
    page = client.get(f"{LEVELS}{HOUSEHOLD_BUSINESS}/")
    assert "Ghi mức độ" not in text_of(page)
    answer = client.post(
        f"{LEVELS}{HOUSEHOLD_BUSINESS}/",
        {
            "level": "2",
            "kind": "decided",
            "valid_from_day": "16",
            "valid_from_month": "5",
            "valid_from_year": "2022",
            "document": "x",
        },
    )
    assert answer.status_code in {403, 422}
    assert not OnlineLevelDecision.objects.exists()
    assert client.get(f"{LEVELS}9.999999/").status_code == 404
    assert client.get("/can-bo/kiem-soat/truc-tuyen/van-dong/").status_code == 403


@pytest.fixture
def two_months(seeded: None) -> None:
    """One of four online in April, two of four in May."""
    for _ in range(3):
        received(CERTIFIED_COPY, Q11, at("2022-04-12 09:00"))
    received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-12 09:00"), channel=Channel.ONLINE)
    for _ in range(2):
        received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-12 09:00"), channel=Channel.ONLINE)
    received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-12 09:00"))
    received(CERTIFIED_COPY, Q11, at("2022-05-12 09:00"))


@pytest.mark.usefixtures("two_months")
@pytest.mark.requirement("R-127")
@pytest.mark.requirement("R-136")
def test_the_online_share_by_procedure_unit_and_month_has_its_change_and_lists(
    office: Callable[[Role], Client],
) -> None:
    client = office(Role.CONTROL)
    page = client.get(f"{SHARE}?{PERIOD}")
    made = page.context["made"]
    assert (made.total.now.received, made.total.now.online, made.total.now.offered) == (4, 2, 3)
    assert (made.total.now.words, made.total.now.offered_words, made.total.before.words) == (
        "50,0%",
        "66,6%",
        "25,0%",
    )
    assert made.total.change == "+25,0 điểm"
    assert [(line.key, line.now.received, line.before.received) for line in made.months] == [
        ("2022-05", 4, 4)
    ]
    assert {line.key: line.now.online for line in made.procedures} == {
        HOUSEHOLD_BUSINESS: 2,
        CERTIFIED_COPY: 0,
    }
    for n, _label, _tone, address in page.context["figures"]:
        assert client.get(address).context["list"].total == n
    for _title, lines in page.context["tables"]:
        for line, address in lines:
            if address:
                assert client.get(address).context["list"].total == line.now.received


@pytest.mark.usefixtures("two_months")
@pytest.mark.requirement("R-136")
def test_every_dossier_behind_the_share_is_reached_page_after_page(
    office: Callable[[Role], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 3)
    client = office(Role.CONTROL)
    _n, _label, _tone, address = client.get(f"{SHARE}?{PERIOD}").context["figures"][0]
    first = client.get(address)
    second = client.get(first.context["list"].following)
    shown = [row.pk for page in (first, second) for row, *_rest in page.context["rows"]]
    assert (len(set(shown)), second.context["list"].following) == (4, "")


@pytest.mark.usefixtures("two_months")
@pytest.mark.requirement("R-127")
def test_the_online_share_has_its_files_and_a_command(
    office: Callable[[Role], Client], capsys: pytest.CaptureFixture[str]
) -> None:
    client = office(Role.CONTROL)
    csv = client.get(f"{SHARE}tai.csv?{PERIOD}").content.decode("utf-8-sig").splitlines()
    assert csv[1].startswith('Tổng,,Tổng,4,2,"50,0%"')
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{SHARE}tai.xlsx?{PERIOD}").content))
    assert len(book.get_sheet_by_index(0).to_python()) == len(csv)
    assert client.get(f"{SHARE}tai.pdf").status_code == 404
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args(["online-share", "--unit", Q11, "--period", "2022-05"])) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["totals"] == {
        "received": 4,
        "online": 2,
        "offered": 3,
        "before_received": 4,
        "before_online": 1,
    }


@pytest.mark.usefixtures("two_months")
@pytest.mark.requirement("R-136")
def test_a_campaign_of_ten_days_is_seen_before_in_it_and_after(office: Callable[[Role], Client]) -> None:
    client = office(Role.CONTROL)
    said = {"name": "Mười ngày trực tuyến", "document": ""}
    for name, day in (("starts_on", (7, 5, 2022)), ("ends_on", (16, 5, 2022))):
        said |= {
            f"{name}_{part}": str(number) for part, number in zip(("day", "month", "year"), day, strict=True)
        }
    assert client.post("/can-bo/kiem-soat/truc-tuyen/van-dong/", said).status_code == 302
    shown = text_of(client.get(f"{SHARE}?{PERIOD}"))
    assert "Trong đợt (07/05/2022 – 16/05/2022): 50,0% (2 trên 4 hồ sơ" in shown
    assert "chưa tới" in shown


@pytest.mark.requirement("R-136")
def test_portal_and_desk_screens_say_why_and_how_online(
    client: Client, office: Callable[[Role], Client]
) -> None:
    for address in ("/", f"/thu-tuc/{HOUSEHOLD_BUSINESS}/?don-vi={Q11}"):
        assert "Vì sao nên nộp trực tuyến?" in text_of(client.get(address))
    assert "Nộp trực tuyến" in text_of(client.get(f"/man-hinh/{Q11}/"))
    assert "Vì sao nên nộp trực tuyến?" in text_of(office(Role.RECEIVE).get("/can-bo/tiep-nhan/"))
