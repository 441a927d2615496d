"""A backup is taken while the office writes, restored elsewhere, proved to be the same; half of one never counts."""

import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from motcua.cli.data_folder import DataFolder, place_of_site
from motcua.cli.postgres import database_of
from motcua.cli.safekeeping.backing_up import back_up
from motcua.cli.safekeeping.manifest import FOLDER, read_manifest, write_manifest
from motcua.cli.safekeeping.restoring import refuse_newer_backup, refuse_taken
from motcua.cli.safekeeping.upgrading import KEPT, keep_before_upgrade
from motcua.core.moments import VN
from motcua.core.refusals import Refused
from tests.cli.served import SRC, command
from tests.faults.offices import ROOT, environment, office_of_release

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("backup")]
NOON = datetime(2022, 5, 18, 12, tzinfo=VN)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DataFolder, str]]:
    """A running database of today's tables with dossiers in it, and its address."""
    folder = office_of_release("books", tmp_path_factory.mktemp("office") / "var")
    done = command("migrate", "--data", str(folder.path), MOTCUA_NO_BACKUP="1")
    assert done.code == 0, done.err
    with database_of(folder) as url:
        yield folder, url


@pytest.fixture(scope="module")
def kept(office: tuple[DataFolder, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup, taken while two clerks received and appraised without pause."""
    folder, url = office
    program = [sys.executable, "-m", "tests.faults.receive_until_stopped", "2022-05-18"]
    clerks = [
        subprocess.Popen(program, env=environment(url), cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    try:
        for clerk in clerks:
            assert clerk.stdout is not None
            assert clerk.stdout.readline().startswith("receive")
        target = tmp_path_factory.mktemp("kept") / "backup"
        done = command("backup", str(target), "--data", str(folder.path))
        assert done.code == 0, done.err
        assert all(clerk.poll() is None for clerk in clerks)
    finally:
        for clerk in clerks:
            clerk.terminate()
            clerk.communicate()
    assert "SHA-256" in done.out
    return target


@pytest.mark.requirement("R-292")
def test_what_was_copied_while_clerks_wrote_is_restored_whole_and_verified(
    kept: Path, tmp_path: Path
) -> None:
    new = tmp_path / "restored"
    done = command("restore", str(kept), "--data", str(new), "--json")
    assert done.code == 0, done.err
    answer = json.loads(done.out)
    manifest = read_manifest(kept)
    assert answer["findings"] == 0
    assert answer["steps"] == manifest.contents.rows["dossiers_step"] > 17
    assert answer["rows"] == sum(manifest.contents.rows.values())
    assert command("verify", "--data", str(new)).code == 0
    assert list(tmp_path.iterdir()) == [new]


def test_a_restored_office_may_live_in_a_given_empty_database(
    kept: Path, tmp_path: Path, database_server: str
) -> None:
    with psycopg.connect(database_server, autocommit=True) as owner:
        owner.execute("CREATE DATABASE for_a_restored_office")
    url = database_server.replace("/motcua?", "/for_a_restored_office?")
    done = command("restore", str(kept), "--data", str(tmp_path / "new"), DATABASE_URL=url)
    assert done.code == 0, done.err
    assert not (tmp_path / "new" / "postgres").exists()
    again = command("restore", str(kept), "--data", str(tmp_path / "other"), DATABASE_URL=url)
    assert again.code == 1
    assert "không ghi đè" in again.err
    assert not (tmp_path / "other").exists()


def test_the_drill_is_one_command_and_leaves_nothing(office: tuple[DataFolder, str]) -> None:
    folder, _ = office
    before = sorted(folder.path.iterdir())
    done = command("drill", "--data", str(folder.path))
    assert done.code == 0, done.err
    assert "ĐẠT." in done.out
    assert "KHÔNG" not in done.out
    assert sorted(folder.path.iterdir()) == before


def test_a_backup_overwrites_nothing(kept: Path, office: tuple[DataFolder, str], tmp_path: Path) -> None:
    folder, url = office
    (tmp_path / "file").write_text("mine")
    assert refused(lambda: back_up(folder, url, kept, at=NOON)) == "backup_exists"
    assert refused(lambda: back_up(folder, url, tmp_path / "file", at=NOON)) == "backup_exists"
    assert (tmp_path / "file").read_text() == "mine"
    read_manifest(kept)


@pytest.mark.requirement("R-087")
def test_stored_files_go_along_with_their_keys_and_what_is_half_written_does_not(
    office: tuple[DataFolder, str], tmp_path: Path
) -> None:
    folder, url = office
    files = {"files/ab/cd/abcd": b"sealed", "files/.incoming/abce.x": b"half", "file_keys": b"k1:secret"}
    hall = {"giong-doc/nguoi-thu/so-1.wav": b"RIFF", "phim/chung/Khai sinh.mp4": b"film"}
    files |= hall
    for name, content in files.items():
        path = folder.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    try:
        back_up(folder, url, tmp_path / "backup", at=NOON)
    finally:
        for name in ("files", "giong-doc", "phim"):
            shutil.rmtree(folder.path / name)
        (folder.path / "file_keys").unlink()
    beside = tmp_path / "backup" / FOLDER
    there = {str(path.relative_to(beside)) for path in beside.rglob("*") if path.is_file()}
    assert {"files/ab/cd/abcd", "file_keys", *hall} <= there
    assert "files/.incoming/abce.x" not in there
    assert f"{FOLDER}/files/ab/cd/abcd" in read_manifest(tmp_path / "backup").files


def test_an_office_is_never_restored_over_another(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "something").write_text("mine")
    place = place_of_site(DataFolder(tmp_path / "var.restoring-x"))
    assert refused(lambda: refuse_taken(place)) == "not_empty"


@pytest.mark.parametrize("name", ["database.dump", "manifest.json"])
def test_a_damaged_backup_is_refused_before_anything_is_made(kept: Path, tmp_path: Path, name: str) -> None:
    backup = tmp_path / "backup"
    shutil.copytree(kept, backup)
    content = bytearray((backup / name).read_bytes())
    content[len(content) // 2] ^= 0xFF
    (backup / name).write_bytes(content)
    assert refused(lambda: read_manifest(backup)) == "backup_damaged"
    (backup / name).unlink()
    assert refused(lambda: read_manifest(backup)) in {"backup_damaged", "backup_none"}


def test_a_manifest_never_leads_out_of_its_backup(kept: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    shutil.copytree(kept, backup)
    body = json.loads((backup / "manifest.json").read_text())
    body["files"]["../outside"] = body["files"]["database.dump"]
    (backup / "manifest.json").write_text(json.dumps(body))
    assert refused(lambda: read_manifest(backup)) == "backup_damaged"


def test_a_backup_of_a_newer_program_is_refused(kept: Path) -> None:
    manifest = read_manifest(kept)
    known = set(manifest.contents.migrations)
    refuse_newer_backup(manifest, known)
    assert refused(lambda: refuse_newer_backup(manifest, known - {max(known)})) == "newer_database"


def test_the_signing_secret_goes_along_only_when_asked(
    office: tuple[DataFolder, str], tmp_path: Path
) -> None:
    folder, url = office
    back_up(folder, url, tmp_path / "without", at=NOON)
    back_up(folder, url, tmp_path / "with", at=NOON, with_key=True)
    assert not (tmp_path / "without" / "folder" / "secret_key").exists()
    with_key = tmp_path / "with" / "folder" / "secret_key"
    assert with_key.read_text() == folder.secret_key.read_text()
    assert (tmp_path / "with").stat().st_mode & 0o077 == 0


def test_a_backup_that_meets_a_full_disk_leaves_nothing_half(
    office: tuple[DataFolder, str], tmp_path: Path
) -> None:
    folder, _ = office
    target = tmp_path / "backup"
    done = subprocess.run(
        [sys.executable, "-m", "motcua.cli", "backup", str(target), "--data", str(folder.path)],
        env={**environment(""), "DATABASE_URL": "", "PYTHONPATH": str(SRC)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 1
    assert "Không sao lưu được" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_before_upgrades_the_last_three_backups_are_kept(
    office: tuple[DataFolder, str], tmp_path: Path
) -> None:
    folder, url = office
    elsewhere = DataFolder(tmp_path)
    (tmp_path / "backups" / "before-upgrade-1.partial-x").mkdir(parents=True)
    for _ in range(KEPT + 1):
        keep_before_upgrade(elsewhere, url, at=NOON)
    names = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert names == [f"before-upgrade-20220518-120000-{number}" for number in (2, 3, 4)]
    assert folder.path != tmp_path


def test_a_folder_without_a_database_is_not_backed_up(tmp_path: Path) -> None:
    said = command("backup", str(tmp_path / "backup"), "--data", str(tmp_path / "var"))
    assert said.code == 1
    assert "--data" in said.err
    assert not (tmp_path / "var" / "postgres").exists()


def test_a_manifest_says_the_same_again(kept: Path, tmp_path: Path) -> None:
    manifest = read_manifest(kept)
    write_manifest(tmp_path, manifest)
    assert (tmp_path / "manifest.json").read_text() == (kept / "manifest.json").read_text()


def refused(work: Callable[[], object]) -> str:
    """The code of the refusal that it ends with."""
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.refusal.code
