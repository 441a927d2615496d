"""The folder into which a counter's scanner writes: what else may lie there, and what never leaves it."""

import dataclasses
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from motcua.core.moments import VN
from motcua.documents.scans.watched import ScannerFolder

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=VN)
BEFORE = (NOW - timedelta(hours=1)).timestamp()


@pytest.fixture
def folder(tmp_path: Path) -> ScannerFolder:
    (tmp_path / "quay-1").mkdir()
    return ScannerFolder(tmp_path / "quay-1")


def laid(folder: ScannerFolder, name: str, content: bytes = b"x") -> Path:
    file = folder.path / name
    file.write_bytes(content)
    os.utime(file, (BEFORE, BEFORE))
    return file


def test_a_link_out_of_the_folder_is_not_followed(folder: ScannerFolder, tmp_path: Path) -> None:
    secret = tmp_path / "file_keys"
    secret.write_bytes(b"secret")
    os.utime(secret, (BEFORE, BEFORE))
    (folder.path / "a.jpg").symlink_to(secret)
    assert folder.waiting(NOW + timedelta(days=9)) == []


def test_a_name_that_only_looks_as_if_taken_stays_and_one_taken_long_ago_is_given_back(
    folder: ScannerFolder,
) -> None:
    laid(folder, ".dang-lay-x")
    laid(folder, ".dang-lay-0123abcd-trang-1.jpg")
    assert [path.name for path in folder.waiting(NOW)] == ["trang-1.jpg"]


def test_no_more_is_read_at_once_than_a_dossier_may_hold(
    folder: ScannerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = dataclasses.replace(settings.FILES, file_limit=1000, dossier_limit=2500)
    monkeypatch.setattr(settings, "FILES", small)
    for name in ("1.jpg", "2.jpg", "3.jpg"):
        laid(folder, name, b"x" * 1200)
    with folder.taken(NOW) as pictures:
        assert [(name, len(content)) for name, content in pictures] == [("1.jpg", 1001), ("2.jpg", 1001)]
    assert [path.name for path in folder.waiting(NOW)] == ["3.jpg"]
