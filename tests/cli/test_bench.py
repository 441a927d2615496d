"""Do the benchmarks run and say what they measured? No figure is judged here: a busy machine is no finding."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from motcua.cli.bench.tables import Row, Table, as_markdown, as_text, median_of_rounds, number_text
from motcua.cli.commands import bench
from tests.cli.served import command

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str, data: Path, office: Path | None = None) -> str:
    """What the benchmark says; it works in a copy of that office, or makes one."""
    words = words if office is None else (*words, "--office", str(office))
    environ = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "motcua.cli", "bench", *words, "--data", str(data)],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not list(data.glob("bench-*")), "the bench leaves its own office behind"
    return done.stdout


def test_contenders_take_turns_and_every_other_round_goes_backwards() -> None:
    order: list[str] = []

    def contender(name: str, figures: list[float]) -> float:
        order.append(name)
        return figures.pop()

    ours, peers = [3.0, 9.0, 1.0], [5.0, 5.0, 5.0]
    found = median_of_rounds({"a": lambda: contender("a", ours), "b": lambda: contender("b", peers)}, 3)
    assert "".join(order) == "abbaab"
    assert found["a"] == (3.0, 1.0, 9.0)


def test_a_table_says_what_was_met_and_what_is_not_there() -> None:
    rows = (
        Row("Một Cửa", 1234.5, "/s"),
        Row("limit", 2469, "/s", 0.5, "≥ 0.5 ×", True),
        Row("peer", None, "/s", note="not installed"),
    )
    document = as_markdown([Table("Acts", rows, "How.")])
    assert "| limit | 2,469 | /s | 0.5 × | ≥ 0.5 × | yes |  |" in document
    assert "| peer | – | /s |  |  |  | not installed |" in document
    assert "1,234" in as_text([Table("Acts", rows)])
    assert [number_text(figure) for figure in (0.01234, 1.234, 12.34, 1234.5)] == [
        "0.0123",
        "1.23",
        "12.3",
        "1,234",
    ]


def test_every_benchmark_named_in_the_help_is_there() -> None:
    assert {"flow", "batch", "races"} <= set(bench.names())


def test_an_office_to_copy_must_be_there_and_stopped(tmp_path: Path) -> None:
    words = ("bench", "due", "--data", str(tmp_path / "var"), "--office", str(tmp_path / "office"))
    absent = command(*words)
    assert (absent.code, "chưa có cơ sở dữ liệu" in absent.err) == (1, True), absent.err
    (tmp_path / "office" / "postgres").mkdir(parents=True)
    for name in ("PG_VERSION", "postmaster.pid"):
        (tmp_path / "office" / "postgres" / name).touch()
    served = command(*words)
    assert (served.code, "Ctrl-C" in served.err) == (1, True), served.err


def test_the_five_acts_are_measured_beside_the_limit_and_the_plain_orm(tmp_path: Path) -> None:
    said = run("flow", "--rounds", "1", "--seconds", "1", data=tmp_path)
    assert "fsync on, synchronous_commit on" in said
    for workers in ("1 worker,", "8 workers,"):
        assert workers in said
    for contender in ("Một Cửa", "pgbench, one statement a step", "Django ORM: lock, update, insert"):
        figures = re.findall(rf"{re.escape(contender)}\s+([\d.,]+)\s+/s", said)
        assert len(figures) == 2, said
        assert all(float(figure.replace(",", "")) > 0 for figure in figures)
    for peer in ("SpiffWorkflow", "django-viewflow"):
        assert len(re.findall(rf"{peer}.*(?:/s|not installed)", said)) >= 2


def test_a_tray_is_measured_beside_single_acts(made_office: Path, tmp_path: Path) -> None:
    said = run("batch", "--rounds", "1", "--seconds", "0.1", "--size", "4", data=tmp_path, office=made_office)
    for act in ("approve", "stamp"):  # on the pages, over the interface, inside the program
        assert len(re.findall(rf"{act}, 4 at once\s+[\d.,]+\s+/s\s+[\d.]+ ×", said)) == 3, said


def test_races_end_without_double_gap_or_loss(made_office: Path, tmp_path: Path) -> None:
    said = run("races", "--size", "120", data=tmp_path, office=made_office)
    cases = re.findall(r"(\d+)\s+cases\s+0\s+(yes|no)", said)
    assert cases == [("0", "yes")] * 8, said


def test_officials_call_while_people_watch_and_nobody_is_called_twice(
    made_office: Path, tmp_path: Path
) -> None:
    said = run("hall", "--rounds", "1", "--seconds", "2", "--size", "20", data=tmp_path, office=made_office)
    assert re.findall(r"tickets called (?:twice|by nobody)\s+(\d+)\s+cases", said) == ["0"] * 3, said
    assert re.search(r"refused or broken off\s+0\s+cases", said), said
    assert re.search(r"screens that listened to the end\s+80\.0\s", said), said
    assert re.search(r"findings of verify\s+0\s+cases", said), said
    assert re.search(r"Một Cửa\s+[\d.,]+\s+/s", said)


def test_a_bench_told_to_stop_puts_down_what_it_started(tmp_path: Path) -> None:
    words = ["bench", "races", "--rounds", "1", "--size", "1000000", "--data", str(tmp_path)]
    started = subprocess.Popen(
        [sys.executable, "-m", "motcua.cli", *words],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        deadline = time.monotonic() + 120
        while not (found := list(tmp_path.glob("bench-*/postgres/postmaster.pid"))):
            assert started.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        database = int(found[0].read_text().split()[0])
        started.terminate()
        said, _none = started.communicate(timeout=120)
    finally:
        started.kill()
    assert started.returncode not in (0, -signal.SIGTERM), said.decode()
    assert not list(tmp_path.glob("bench-*"))
    assert not _runs(database)


def _runs(number: int) -> bool:
    """Whether the process is there and not only waits to be forgotten."""
    try:
        told = Path(f"/proc/{number}/stat").read_text()
    except FileNotFoundError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"
