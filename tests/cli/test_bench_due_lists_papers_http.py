"""Do the benchmarks of due times, lists, papers and HTTP run and say what they measured? No figure is judged."""

import re
from pathlib import Path

from tests.cli.test_bench import run


def figures(said: str, name: str, unit: str) -> list[float]:
    """The figures of the rows that begin so."""
    found = re.findall(rf"{re.escape(name)}\s+([\d.,]+)\s+{re.escape(unit)}", said)
    return [float(figure.replace(",", "")) for figure in found]


def test_due_times_are_measured_beside_the_day_loop_and_agree_with_it(
    made_office: Path, tmp_path: Path
) -> None:
    said = run("due", "--rounds", "1", "--seconds", "0.01", "--size", "12", data=tmp_path, office=made_office)
    for span in ("1 h", "1 d", "5 d", "20 d", "60 d"):
        assert figures(said, f"{span}: Một Cửa", "µs")[0] > 0
        assert figures(said, f"{span}: day loop", "µs")[0] > 0
    assert re.search(r"differences from day loop\s+0\s+of 24", said)
    assert re.search(r"differences from businesstimedelta\s+0\s+of 24|businesstimedelta.*not installed", said)
    for reason in (
        "programme_same_day",
        "programme_after_cutoff",
        "ordinary",
        "by_wish",
        "prolonged",
        "extra_session",
    ):
        assert f"{reason}, " in said


def test_a_made_up_office_is_asked_everything_its_pages_ask(made_office: Path, tmp_path: Path) -> None:
    said = run("lists", "--rounds", "1", "--size", "2000", data=tmp_path, office=made_office)
    assert "2,000 dossiers" in said
    for question in ("making them, indexes included", "one dossier by its code", "page 501 of all by keyset"):
        assert len(re.findall(rf"{question}\s+[\d.,]+\s+m?s", said)) == 1, said
    assert figures(said, "part of a name among open ones", "ms")


def test_slips_and_register_are_set(made_office: Path, tmp_path: Path) -> None:
    said = run(
        "papers", "--rounds", "1", "--seconds", "0.01", "--size", "20", data=tmp_path, office=made_office
    )
    assert figures(said, "slip, explained in six lines", "ms")[0] > 0
    assert figures(said, "register of 20 lines", "ms")[0] > 0


def test_acts_over_http_are_measured_beside_the_bare_statement(made_office: Path, tmp_path: Path) -> None:
    said = run("http", "--rounds", "1", "--seconds", "0.2", "--size", "2", data=tmp_path, office=made_office)
    for name in ("one statement, nobody signed in", "act over the interface", "act on the clerk's page"):
        assert figures(said, name, "/s")[0] > 0


def test_people_who_file_online_at_once_lose_nothing(made_office: Path, tmp_path: Path) -> None:
    said = run("online", "--rounds", "1", "--size", "3", data=tmp_path, office=made_office)
    for name in ("people who began", "who have a receipt", "filings with declaration and photograph"):
        assert re.search(rf"{name}\s+3\b", said), said
    assert re.search(r"what verify finds\s+0\s", said), said


def test_a_search_is_measured_over_an_enlarged_catalogue(made_office: Path, tmp_path: Path) -> None:
    said = run("search", "--rounds", "1", "--size", "100", data=tmp_path, office=made_office)
    assert figures(said, "finding and ranking", "ms")[0] > 0
    assert figures(said, "the page of hits with promise, papers, fee, place", "ms")[0] > 0
