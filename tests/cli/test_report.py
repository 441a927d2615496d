"""`motcua report` writes the lists of a unit as files, for the days asked."""

import argparse
import json
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from motcua.cli.commands import report
from tests.cast import CERTIFIED_COPY, COMPANY, HOUSEHOLD_BUSINESS, ONG_TU, Q11, at, received
from tests.participation.registering import CITY, DISTRICT, registered

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")


def asked(*words: str) -> int:
    parser = argparse.ArgumentParser()
    report.add_arguments(parser)
    return report.run(parser.parse_args(["--unit", Q11, *words]))


@pytest.fixture(autouse=True)
def monday(office_clock: Callable[[datetime], None]) -> None:
    office_clock(MORNING)


@pytest.mark.needs_poppler
def test_the_register_is_written_as_pdf_csv_and_xlsx_with_the_same_rows(tmp_path: Path) -> None:
    codes = [received(CERTIFIED_COPY, Q11, MORNING).code, received(HOUSEHOLD_BUSINESS, Q11, MORNING).code]
    days = ("--from", "2022-05-16", "--to", "2022-05-16")
    for kind in ("pdf", "csv", "xlsx"):
        file = tmp_path / f"so.{kind}"
        assert asked("register", *days, "--format", kind, "--out", str(file)) == 0
    said = subprocess.run(["pdftotext", "-layout", tmp_path / "so.pdf", "-"], capture_output=True, check=True)
    text = "".join(said.stdout.decode().split())
    assert all(str(code)[-11:] in text for code in codes)
    assert (tmp_path / "so.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = CalamineWorkbook.from_path(tmp_path / "so.xlsx").get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == codes
    assert (tmp_path / "so.csv").read_text("utf-8-sig").count("\n") >= 3


@pytest.mark.requirement("R-166")
def test_nought_late_is_said_and_a_late_one_is_listed(
    capsys: pytest.CaptureFixture[str], office_clock: Callable[[datetime], None]
) -> None:
    code = received(CERTIFIED_COPY, Q11, MORNING).code
    assert asked("late", "--period", "2022-05") == 0
    none = json.loads(capsys.readouterr().out)
    assert (none["rows"], none["totals"], none["notes"]) == ([], {"late": 0, "due": 1}, ["0 hồ sơ trễ hạn"])
    office_clock(at("2022-05-20 09:00"))
    assert asked("late", "--period", "2022-Q2") == 0
    some = json.loads(capsys.readouterr().out)
    assert [row["code"] for row in some["rows"]] == [code]
    assert some["period"] == {"from": "2022-04-01", "to": "2022-06-30"}


@pytest.mark.requirement("R-032")
def test_the_channels_are_counted_with_home_among_them(capsys: pytest.CaptureFixture[str]) -> None:
    received(CERTIFIED_COPY, Q11, MORNING, channel="home", return_channel="home")
    assert asked("channels", "--period", "2022-05-16..2022-05-16") == 0
    body = json.loads(capsys.readouterr().out)
    home = [(row["side"], row["dossiers"]) for row in body["rows"] if row["channel"] == "home"]
    assert home == [("received", 1), ("to_return", 1), ("returned", 0)]


@pytest.mark.requirement("R-033")
def test_beside_the_channels_persons_and_organisations_are_told_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for applicant in (ONG_TU, COMPANY, COMPANY):
        received(CERTIFIED_COPY, Q11, MORNING, applicant=applicant)
    assert asked("channels", "--period", "2022-05-16..2022-05-16") == 0
    assert json.loads(capsys.readouterr().out)["totals"] == {"dossiers": 3, "person": 1, "organisation": 2}


@pytest.mark.requirement("R-125")
def test_units_by_programme_and_option_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    registered("2.1", unit_id=Q11, programme=DISTRICT, main=False)
    assert asked("registrations", "--period", "2022-05-16..2022-05-16") == 0
    body = json.loads(capsys.readouterr().out)
    mine = {row["programme"]: row["clear_backlog"] for row in body["rows"] if row["unit"] == Q11}
    assert mine == {CITY: "voluntary", DISTRICT: "voluntary"}
    assert body["totals"]["missing"] == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("register",), "period_missing"),
        (("register", "--from", "2022-05-16"), "period_missing"),
        (("register", "--period", "2022", "--from", "2022-05-16"), "period_twice"),
        (("register", "--from", "2022-05-16", "--to", "2022-05-01"), "period_wrong"),
        (("register", "--period", "2022", "--unit", "khong.co"), "unit_unknown"),
        (("late", "--period", "2022", "--format", "pdf", "--out", "x.pdf"), "format_not_offered"),
        (("register", "--period", "2022", "--format", "xlsx"), "out_missing"),
        (("register", "--period", "2022", "--out", "/khong-co-thu-muc/x.json"), "out_not_written"),
    ],
)
def test_a_refusal_says_what_to_do_and_ends_with_one(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: str
) -> None:
    assert asked(*words) == 1
    assert f"[{code}]" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [("--period", "2022-Q5"), ("--period", "2022-13"), ("--from", "hôm nay")])
def test_wrong_words_are_wrong_usage(wrong: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as ended:
        asked("register", *wrong)
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-12", "2022-12-01", "2022-12-31"),
        ("2022-Q4", "2022-10-01", "2022-12-31"),
        ("2022", "2022-01-01", "2022-12-31"),
    ],
)
def test_a_period_is_its_first_and_last_day(text: str, first: str, last: str) -> None:
    assert [day.isoformat() for day in report.period(text)] == [first, last]
