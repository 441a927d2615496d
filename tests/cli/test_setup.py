"""Does the set-up do only what is needed, and say what to do when it fails?"""

import re
import sys
from pathlib import Path

import pytest

from config.launch import environment, main
from config.launch.fingerprints import fingerprint
from config.launch.steps import Stop, run

ROOT = Path(__file__).resolve().parents[2]
LOCKS = (environment.RUNTIME_LOCK, environment.TEST_LOCK, environment.BENCH_LOCK)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with lock files and an environment that somebody has made."""
    for lock in LOCKS:
        (tmp_path / lock).write_text(f"# {lock}\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    return tmp_path


def stamp(checkout: Path, lock: str) -> None:
    words = f"{lock} {fingerprint([checkout / lock])} {Path(sys.executable).resolve()}"
    (checkout / ".venv" / "motcua-lock").write_text(words)


def test_an_environment_at_the_lock_is_left_alone(checkout, monkeypatch):
    stamp(checkout, environment.RUNTIME_LOCK)
    monkeypatch.setattr(environment, "_install", lambda *_, **__: pytest.fail("installed again"))
    environment.ensure_environment(checkout, lock=environment.RUNTIME_LOCK)


def test_an_environment_made_for_tests_serves_too(checkout, monkeypatch):
    stamp(checkout, environment.TEST_LOCK)
    monkeypatch.setattr(environment, "_install", lambda *_, **__: pytest.fail("installed again"))
    environment.ensure_environment(checkout, lock=environment.RUNTIME_LOCK)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_changed_lock_is_installed(checkout, monkeypatch, lock):
    stamp(checkout, environment.RUNTIME_LOCK)
    (checkout / environment.RUNTIME_LOCK).write_text("# newer\n")
    asked: list[str] = []
    monkeypatch.setattr(environment, "_install", lambda _, *, lock: asked.append(lock))
    environment.ensure_environment(checkout, lock=lock)
    assert asked == [lock]


def test_an_environment_of_the_tests_is_not_enough_for_the_benchmarks(checkout, monkeypatch):
    stamp(checkout, environment.TEST_LOCK)
    asked: list[str] = []
    monkeypatch.setattr(environment, "_install", lambda _, *, lock: asked.append(lock))
    environment.ensure_environment(checkout, lock=environment.lock_for(["bench", "flow"]))
    assert asked == [environment.BENCH_LOCK]


def test_a_failed_step_says_the_advice_and_the_last_lines():
    with pytest.raises(Stop) as caught:
        run([sys.executable, "-c", "print('ổ đĩa đầy'); raise SystemExit(3)"], advice="Hãy giải phóng đĩa.")
    assert "Hãy giải phóng đĩa." in str(caught.value)
    assert "ổ đĩa đầy" in str(caught.value)


def test_a_full_disk_is_refused_before_anything_is_fetched(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(main, "_NEEDED_BYTES", 10**18)
    assert main.main(["up"], root=tmp_path) == 1
    assert "Hãy giải phóng đĩa" in capsys.readouterr().err


def test_the_locks_agree_on_every_version():
    pinned = re.compile(r"^([\w.\-]+(?:\[[\w,]+\])?==[^ ;\\]+)", re.MULTILINE)
    runtime, test, bench = (set(pinned.findall((ROOT / lock).read_text())) for lock in LOCKS)
    assert runtime
    assert runtime <= test <= bench
