"""Are the keys changed without rewriting a file, is a virus kept out, and does a fault leave nothing half done?"""

import argparse
import dataclasses
import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest
from django.conf import settings as configured
from django.core.exceptions import ImproperlyConfigured
from moto.server import ThreadedMotoServer

from config.file_store import file_settings_from
from motcua.cli.commands import rotate_key
from motcua.core.moments import VN
from motcua.core.refusals import Refused
from motcua.documents.files.checking import broken_files
from motcua.documents.files.keeping import keep, scan_waiting
from motcua.documents.files.keys import key_ring, read_ring
from motcua.documents.files.reading import chunks_of, read_file
from motcua.documents.files.rotating import rotate
from motcua.documents.files.stores import FolderStore, store
from motcua.documents.models import StoredFile
from tests.documents.hostile_files import plain_pdf

AT = datetime(2022, 5, 4, 9, 0, tzinfo=VN)
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def folder(tmp_path: Path, settings) -> FolderStore:
    """A file store of the test's own."""
    settings.FILES = dataclasses.replace(
        settings.FILES, folder=tmp_path / "files", key_file=tmp_path / "file_keys", keys=""
    )
    return FolderStore(tmp_path / "files")


def kept(pad: int = 0) -> StoredFile:
    return keep(plain_pdf(pad=pad), name="a.pdf", sensitive=False, at=AT)


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.refusal.code


@pytest.mark.django_db
class TestKeys:
    """Master keys and the keys of files."""

    def test_a_new_master_key_opens_every_file_and_no_file_is_touched(self, folder: FolderStore):
        files = [kept(n) for n in range(4)]
        before = {
            f.sha256: (folder.path(f.sha256).stat().st_mtime_ns, folder.path(f.sha256).read_bytes())
            for f in files
        }
        old = key_ring().current[0]
        done = rotate()
        assert (done.files, done.let_go) == (4, ())
        assert done.key_id == key_ring().current[0] != old
        for file in files:
            file.refresh_from_db()
            assert file.key_id == done.key_id
            assert read_file(file).startswith(b"%PDF")
            path = folder.path(file.sha256)
            assert (path.stat().st_mtime_ns, path.read_bytes()) == before[file.sha256]
        assert rotate().let_go == (old,)
        assert (configured.FILES.key_file.stat().st_mode & 0o777) == 0o600

    def test_the_command_says_which_key_opens_everything_now(
        self, folder: FolderStore, capsys: pytest.CaptureFixture[str]
    ):
        file, old = kept(), key_ring().current[0]
        assert rotate_key.run(argparse.Namespace()) == 0
        new = key_ring().current[0]
        assert new != old
        assert f"Khóa hiện tại: {new}; 1 tệp đã chuyển sang khóa này." in capsys.readouterr().out
        assert read_file(StoredFile.objects.get(pk=file.pk)) == plain_pdf()

    def test_keys_of_the_environment_come_first_and_are_rotated_by_putting_a_new_one_before(
        self, folder: FolderStore, settings
    ):
        one, two = "k1:" + "A" * 43 + "=", "k2:" + "B" * 42 + "A="
        settings.FILES = dataclasses.replace(settings.FILES, keys=one)
        file = kept()
        assert (file.key_id, configured.FILES.key_file.exists()) == ("k1", False)
        assert refused(rotate) == "rotate_environment"
        settings.FILES = dataclasses.replace(settings.FILES, keys=f"{two},{one}")
        assert rotate().files == 1
        settings.FILES = dataclasses.replace(settings.FILES, keys=two)
        file.refresh_from_db()
        assert read_file(file) == plain_pdf()
        settings.FILES = dataclasses.replace(settings.FILES, keys=one)
        assert refused(lambda: read_file(file)) == "file_key_unknown"
        assert [what for _, what in broken_files()] == ["không còn khóa để mở tệp"]

    @pytest.mark.parametrize(
        "text", ["", "k1", "k1:abc", "K 1:" + "A" * 43 + "=", ("k1:" + "A" * 43 + "=,") * 2]
    )
    def test_a_broken_key_stops_with_words_that_do_not_repeat_it(self, text: str):
        with pytest.raises(Refused) as caught:
            read_ring(text)
        assert caught.value.refusal.code == "file_keys"
        assert "AAAA" not in caught.value.refusal.text


@pytest.mark.django_db
class TestFaults:
    """What goes wrong while writing or afterwards."""

    @pytest.mark.parametrize(
        ("number", "code"),
        [(errno.ENOSPC, "store_full"), (errno.EDQUOT, "store_full"), (errno.EACCES, "store_fault")],
    )
    def test_a_full_or_closed_disk_is_told_and_leaves_neither_row_nor_half_a_file(
        self, folder: FolderStore, monkeypatch: pytest.MonkeyPatch, number: int, code: str
    ):
        def full(descriptor: int) -> None:
            raise OSError(number, os.strerror(number))

        with monkeypatch.context() as broken:
            broken.setattr("os.fsync", full)
            assert refused(lambda: kept(5)) == code
        assert not StoredFile.objects.exists()
        assert [path for path in folder.folder.rglob("*") if path.is_file()] == []
        assert read_file(kept(5)) == plain_pdf(pad=5)

    @pytest.mark.requirement("R-087")
    def test_a_file_deleted_or_changed_by_hand_is_named(self, folder: FolderStore):
        lost, changed, good = kept(1), kept(2), kept(3)
        folder.path(lost.sha256).unlink()
        folder.path(changed.sha256).write_bytes(b"MCF1" + b"\x00" * 400)
        assert list(broken_files()) == [
            (lost, "tệp không còn trong kho"),
            (changed, "tệp trong kho đã bị sửa hoặc hỏng"),
        ]
        assert read_file(good)


def test_a_file_may_have_20_and_a_dossier_100_megabytes_unless_the_office_says_otherwise(tmp_path: Path):
    usual = file_settings_from({}, tmp_path)
    assert (usual.file_limit, usual.dossier_limit) == (20_000_000, 100_000_000)
    own = {"MOTCUA_FILE_LIMIT_MB": "5", "MOTCUA_DOSSIER_LIMIT_MB": "30"}
    said = file_settings_from(own, tmp_path)
    assert (said.file_limit, said.dossier_limit) == (5_000_000, 30_000_000)
    for wrong in ("", "0", "-1", "1.5", "nhiều"):
        with pytest.raises(ImproperlyConfigured, match="MOTCUA_FILE_LIMIT_MB"):
            file_settings_from({"MOTCUA_FILE_LIMIT_MB": wrong}, tmp_path)


def test_a_process_killed_while_it_writes_leaves_no_file_under_a_name(tmp_path: Path):
    program = (
        "import sys, time, pathlib\n"
        "from motcua.documents.files.stores import FolderStore\n"
        "def parts():\n"
        "    yield b'x' * 1000000\n"
        "    print('half', flush=True)\n"
        "    time.sleep(60)\n"
        f"FolderStore(pathlib.Path({str(tmp_path)!r})).write('ab' * 32, parts())\n"
    )
    environment = {**os.environ, "PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "config.settings"}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"half\n"
        writer.send_signal(signal.SIGKILL)
    there = FolderStore(tmp_path)
    assert list(there.names()) == []
    assert not there.exists("ab" * 32)
    [half] = (tmp_path / ".incoming").iterdir()
    # The file's own moment is finer than a microsecond.
    left_at = datetime.fromtimestamp(half.stat().st_mtime, UTC) - timedelta(microseconds=1)
    assert there.clear_half_written(left_at) == 0  # somebody may be writing it still
    there.write("ab" * 32, [b"whole"])
    assert there.clear_half_written(left_at + timedelta(seconds=1)) == 1
    assert list(there.names()) == ["ab" * 32]


def with_virus(note: str) -> bytes:
    """A PDF that carries EICAR's test string in a comment."""
    return plain_pdf(more=f"<< /Note ({note}) >>\n% {EICAR.decode()}")


@contextmanager
def clamd(tmp_path: Path) -> Iterator[str]:
    """The real scanner with one signature of its own: EICAR's."""
    database, link = tmp_path / "db", tmp_path / "clamd.sock"
    database.mkdir()
    (database / "eicar.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
    words = (
        f"LocalSocket {link}\nDatabaseDirectory {database}\nForeground yes\nLogFile {tmp_path / 'clamd.log'}\n"
        "StreamMaxLength 30M\nMaxThreads 2\n"
    )
    (tmp_path / "clamd.conf").write_text(words)
    scanner = subprocess.Popen(
        ["clamd", "--config-file", str(tmp_path / "clamd.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            if link.exists():
                break
            assert scanner.poll() is None
            time.sleep(0.1)
        yield str(link)
    finally:
        scanner.terminate()
        scanner.wait()


@pytest.mark.django_db
@pytest.mark.needs_clamd
def test_a_virus_is_refused_and_while_the_scanner_is_silent_a_file_waits_unopened(
    tmp_path: Path, folder: FolderStore, settings
):
    settings.FILES = dataclasses.replace(settings.FILES, scanner=str(tmp_path / "clamd.sock"))
    waiting = kept(7)
    bad = keep(with_virus("1"), name="v.pdf", sensitive=False, at=AT)
    assert waiting.scan == "waiting"
    assert refused(lambda: list(chunks_of(waiting))) == "file_quarantined"
    assert scan_waiting() == 0
    with clamd(tmp_path):
        assert kept(8).scan == "clean"
        assert scan_waiting() == 2
        infected = with_virus("2")
        assert refused(lambda: keep(infected, name="v2.pdf", sensitive=False, at=AT)) == "file_infected"
    waiting.refresh_from_db()
    bad.refresh_from_db()
    assert read_file(waiting) == plain_pdf(pad=7)
    assert (waiting.scan, bad.scan) == ("clean", "infected")
    assert refused(lambda: list(chunks_of(bad))) == "file_infected"


@pytest.mark.django_db
def test_files_lie_in_a_bucket_of_an_s3_store_as_well(tmp_path: Path, settings):
    server = ThreadedMotoServer(port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        said = {
            "MOTCUA_S3_BUCKET": "ho-so",
            "MOTCUA_S3_ENDPOINT": f"http://{host}:{port}",
            "MOTCUA_S3_ACCESS_KEY": "test",
            "MOTCUA_S3_SECRET_KEY": "test",
            "MOTCUA_S3_REGION": "us-east-1",
        }
        settings.FILES = file_settings_from(said, tmp_path)
        settings.STORAGES = {**settings.STORAGES, "files": settings.FILES.store}
        client = boto3.client(
            "s3", endpoint_url=said["MOTCUA_S3_ENDPOINT"], aws_access_key_id="test",
            aws_secret_access_key="test", region_name="us-east-1",
        )  # fmt: skip
        client.create_bucket(Bucket="ho-so")
        file = kept(2_000_000)
        assert list(store().names()) == [file.sha256]
        assert read_file(file) == plain_pdf(pad=2_000_000)
        assert kept(2_000_000) == file
        client.delete_object(Bucket="ho-so", Key=f"{file.sha256[:2]}/{file.sha256[2:4]}/{file.sha256}")
        assert [what for _, what in broken_files()] == ["tệp không còn trong kho"]
    finally:
        server.stop()
    assert refused(lambda: kept(3)) == "store_fault"
