"""Is a content kept once, encrypted, whole or not at all, and given back as it was?"""

import dataclasses
import hashlib
from datetime import datetime
from pathlib import Path

import pytest

from motcua.core.moments import VN
from motcua.core.refusals import Refused
from motcua.documents.files.keeping import keep
from motcua.documents.files.reading import chunks_of, read_file
from motcua.documents.files.stores import FolderStore
from motcua.documents.models import StoredFile
from tests.documents.hostile_files import plain_pdf

AT = datetime(2022, 5, 4, 9, 0, tzinfo=VN)


@pytest.fixture
def folder(tmp_path: Path, settings) -> FolderStore:
    """A file store of the test's own."""
    settings.FILES = dataclasses.replace(
        settings.FILES, folder=tmp_path / "files", key_file=tmp_path / "file_keys"
    )
    return FolderStore(tmp_path / "files")


@pytest.mark.django_db
@pytest.mark.requirement("R-087")
def test_a_file_is_kept_once_under_its_hash_encrypted_and_read_back_as_it_was(folder: FolderStore):
    content = plain_pdf(pad=3_000_000)
    stored = keep(content, name="don.pdf", sensitive=False, at=AT)
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert (stored.size, stored.media_type) == (len(content), "application/pdf")
    on_disk = folder.path(stored.sha256).read_bytes()
    assert b"%PDF" not in on_disk
    assert content[:64] not in on_disk
    assert read_file(stored) == content
    pieces = chunks_of(stored)
    first = next(pieces)
    assert first.startswith(b"%PDF-")
    assert b"".join(pieces) == content[len(first) :]
    again = keep(content, name="don (1).pdf", sensitive=True, at=AT)
    assert again == stored
    assert again.sensitive
    assert StoredFile.objects.count() == 1
    assert folder.path(stored.sha256).read_bytes() == on_disk


@pytest.mark.django_db
@pytest.mark.requirement("R-087")
def test_a_changed_cut_or_exchanged_file_is_not_given(folder: FolderStore):
    first = keep(plain_pdf(pad=2_500_000), name="a.pdf", sensitive=False, at=AT)
    second = keep(plain_pdf(pad=2_500_001), name="b.pdf", sensitive=False, at=AT)
    path = folder.path(first.sha256)
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[1_200_000] ^= 1
    chunk = (1 << 20) + 16
    for bad in (
        bytes(flipped), whole[:-1], whole[: 4 + chunk], whole[:4], b"", whole + b"x",
        whole[:4] + whole[4 + chunk : 4 + 2 * chunk] + whole[4 : 4 + chunk] + whole[4 + 2 * chunk :],
        folder.path(second.sha256).read_bytes(),
    ):  # fmt: skip
        path.write_bytes(bad)
        with pytest.raises(Refused) as refused:
            read_file(first)
        assert refused.value.refusal.code == "file_changed"
    path.unlink()
    with pytest.raises(Refused) as refused:
        read_file(first)
    assert refused.value.refusal.code == "file_lost"


@pytest.mark.django_db
def test_a_file_lost_from_the_store_comes_back_when_it_is_uploaded_again(folder: FolderStore):
    content = plain_pdf()
    stored = keep(content, name="a.pdf", sensitive=False, at=AT)
    folder.path(stored.sha256).unlink()
    assert keep(content, name="a.pdf", sensitive=False, at=AT) == stored
    assert read_file(stored) == content
