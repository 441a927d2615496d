"""Does the month played again give the city's figures, the same ones each time, in a folder of its own?"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from motcua.cli.replay.office import month_of
from motcua.cli.replay.plan import arrivals_of, by_block, by_unit_and_day, largest_remainders, lists_of
from motcua.cli.replay.running import shared_out
from motcua.core.yaml_files import read_yaml

pytestmark = pytest.mark.xdist_group("replay")  # the month is played once, by one process of the run
MONTH = month_of("hcmc-2022")
MONDAY = date(2022, 5, 16)
WORKING_DAYS = [
    day for day in (MONDAY + timedelta(days=n) for n in range(31)) if day.weekday() < 5
]  # no day off in these weeks
FIGURES = {
    "district_block": 229_642,
    "commune_block": 199_275,
    "department_block": 20_696,
    "vertical_block": 244_696,
}


@pytest.mark.requirement("R-273")
def test_the_month_has_the_four_figures_of_the_notice() -> None:
    assert {block.id: block.same_day for block in MONTH.blocks} == FIGURES
    assert by_block(MONTH, Fraction(1)) == FIGURES
    cells = by_unit_and_day(MONTH, WORKING_DAYS, Fraction(1))
    played: Counter[str] = Counter()
    for (unit, _day), count in cells.items():
        played[MONTH.units[unit].id] += count
    assert dict(played) == FIGURES
    assert {day for _unit, day in cells} == set(WORKING_DAYS)


def test_a_share_of_the_month_goes_by_largest_remainders() -> None:
    assert by_block(MONTH, Fraction(1, 100)) == {
        "district_block": 2296, "commune_block": 1993, "department_block": 207, "vertical_block": 2447,
    }  # fmt: skip


@given(st.integers(0, 10**7), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_what_is_divided_adds_up_and_nobody_is_a_whole_one_off(total: int, weights: list[int]) -> None:
    shares = largest_remainders(total, weights)
    assert sum(shares) == total
    whole = sum(weights)
    assert all(
        abs(share * whole - total * weight) < whole for share, weight in zip(shares, weights, strict=True)
    )


@given(st.sampled_from(sorted(MONTH.units)), st.integers(1, 400), st.integers(0, 9))
def test_everybody_comes_while_the_desk_is_open_and_after_the_cut_off_is_settled_at_once(
    unit: str, count: int, seed: int
) -> None:
    arrivals = arrivals_of(MONTH, unit, MONDAY, count, seed=seed)
    assert arrivals == arrivals_of(MONTH, unit, MONDAY, count, seed=seed)
    assert len(arrivals) == count
    for one in arrivals:
        clock = f"{one.moment:%H:%M}"
        assert "07:30" <= clock < "11:30" or "13:00" <= clock < "17:00"
        assert one.at_once == (clock >= "15:00")
        assert one.procedure in MONTH.units[unit].procedures[unit]
        assert bool(one.items) == (one.procedure in MONTH.certified)
    lists = lists_of(MONTH, MONDAY, arrivals)
    assert [place for _entered, first, after in lists for place in range(first, after)] == list(range(count))
    assert all(arrivals[after - 1].moment < entered for entered, _first, after in lists)


def test_every_desk_is_played_by_one_process_and_all_have_about_as_much() -> None:
    cells = by_unit_and_day(MONTH, WORKING_DAYS, Fraction(1))
    piles = shared_out(cells, 3)
    assert sorted(unit for pile in piles for unit in pile) == sorted(MONTH.units)
    loads = [sum(count for (unit, _day), count in cells.items() if unit in pile) for pile in piles]
    assert max(loads) - min(loads) < 1000


def test_every_agency_of_the_month_is_in_the_block_it_is_played_for() -> None:
    known = {row["id"]: row["block"] for name in ("units.yaml", "replay/hcmc-2022/units.yaml")
             for row in read_yaml(Path(settings.ROOT) / "data" / name)["units"] if "block" in row}  # fmt: skip
    assert {unit: known[unit] for unit in MONTH.units} == {
        unit: block.id for unit, block in MONTH.units.items()
    }


def test_nothing_is_played_that_must_be_scanned_before_it_is_handed_over() -> None:
    told = read_yaml(Path(settings.ROOT) / "data" / "on_the_spot.yaml")["solutions"]
    scanned = {
        (unit, code)
        for row in told
        if "digitise_and_sign" in row["solutions"]
        for unit in row["units"]
        for code in row["codes"]
    }
    assert ("hcmc.q11", "2.000908") in scanned
    for block in MONTH.blocks:
        for unit, procedures in block.procedures.items():
            line = {unit, unit.rpartition(".")[0]}
            assert not [code for code in procedures for one in line if (one, code) in scanned], unit


def motcua(*words: object, timeout: float = 900, **environ: str) -> "subprocess.CompletedProcess[str]":
    own = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MOTCUA_DATA"}}
    return subprocess.run(
        [sys.executable, "-m", "motcua.cli", *map(str, words)],
        env={**own, **environ, "PYTHONPATH": str(Path(settings.ROOT) / "src")},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def broken_off(*words: object) -> int:
    """The month stopped by its operator after its first days; gives the exit code."""
    own = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MOTCUA_DATA"}}
    with subprocess.Popen(
        [sys.executable, "-m", "motcua.cli", *map(str, words)],
        env={**own, "PYTHONPATH": str(Path(settings.ROOT) / "src")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        days = (line for line in process.stderr if "hồ sơ/giây" in line)
        assert [next(days), next(days)]
        process.terminate()
        process.stderr.read()
        return process.wait(120)


# Few for the ordinary run; one hundredth is played by .ci/run itself, or here with MOTCUA_REPLAY_SHARE=0.01.
SHARE = os.environ.get("MOTCUA_REPLAY_SHARE", "0.0003")
on_a_folder = pytest.mark.timeout(1200)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the month was broken off midway and then played to its end."""
    folder = tmp_path_factory.mktemp("replay") / "office"
    words = ("replay", "hcmc-2022", "--data", folder, "--share", SHARE, "--workers", "2")
    assert broken_off(*words) == 1
    done = motcua(*words)
    assert done.returncode == 0, done.stderr + done.stdout
    (folder / "said").write_text(done.stdout)
    return folder


@on_a_folder
@pytest.mark.requirement("R-273")
def test_the_report_by_block_gives_exactly_what_was_played(played: Path) -> None:
    said = (played / "said").read_text()
    for count in by_block(MONTH, Fraction(SHARE)).values():
        shown = f"{count:,}".replace(",", ".")
        assert re.search(rf" {re.escape(shown)} +{re.escape(shown)} +100% +0$", said, re.MULTILINE), said


@on_a_folder
@pytest.mark.needs_poppler
@pytest.mark.requirement("R-273", "R-274", "R-281")
def test_the_city_issues_its_report_once_and_the_frozen_paper_lies_in_the_folder(played: Path) -> None:
    paper = played / "bao-cao.pdf"
    told = re.search(
        r"^Báo cáo số 1/2022 .*: (.+), SHA-256 ([0-9a-f]{64})$", (played / "said").read_text(), re.MULTILINE
    )
    assert told is not None
    assert told[1] == str(paper)
    read = subprocess.run(["pdftotext", "-layout", str(paper), "-"], capture_output=True, check=True)
    words = " ".join(read.stdout.decode().split())
    assert told[2] in words.replace(" ", "")
    for count in by_block(MONTH, Fraction(SHARE)).values():
        shown = f"{count:,}".replace(",", ".")
        assert f" {shown} {shown} " in words  # received, settled the same day


@on_a_folder
def test_every_chain_and_every_sum_holds_after_it(played: Path) -> None:
    assert motcua("verify", "--data", played).returncode == 0
    assert motcua("recount", "--data", played).returncode == 0


@on_a_folder
def test_played_to_its_end_it_only_tells_the_result_again(played: Path) -> None:
    again = motcua("replay", "hcmc-2022", "--data", played, "--share", SHARE)
    assert again.returncode == 0
    assert again.stdout == (played / "said").read_text()


@on_a_folder
def test_a_folder_of_another_replay_or_of_another_office_is_refused(played: Path, tmp_path: Path) -> None:
    other = motcua("replay", "hcmc-2022", "--data", played, "--share", "0.5")
    assert (other.returncode, "thư mục mới" in other.stderr) == (1, True)
    (tmp_path / "postgres.made").touch()
    foreign = motcua("replay", "hcmc-2022", "--data", tmp_path)
    assert (foreign.returncode, "văn phòng khác" in foreign.stderr) == (1, True)
    assert not (tmp_path / "replay.json").exists()


def test_a_database_of_the_operator_is_never_played_in(tmp_path: Path) -> None:
    given_one = motcua(
        "replay", "hcmc-2022", "--data", tmp_path, DATABASE_URL="postgresql://x@/x?host=/nowhere"
    )
    assert (given_one.returncode, "DATABASE_URL" in given_one.stderr) == (1, True)


@pytest.mark.parametrize("share", ["0", "1.5", "x", "-0.1", "nan"])
def test_a_share_that_is_none_is_wrong_usage(share: str, tmp_path: Path) -> None:
    assert motcua("replay", "hcmc-2022", "--data", tmp_path, f"--share={share}").returncode == 2


def test_a_broken_mark_is_told(tmp_path: Path) -> None:
    (tmp_path / "replay.json").write_text(json.dumps({"what": 1}))
    told = motcua("replay", "hcmc-2022", "--data", tmp_path)
    assert (told.returncode, "replay.json" in told.stderr) == (1, True)
