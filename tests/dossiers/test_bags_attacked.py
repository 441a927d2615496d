"""A bag is written whole or not at all, and what was changed in it shows also to whoever mends its manifests."""

import argparse
import errno
import hashlib
import json
import stat
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from motcua.cli.commands import export, import_bag
from motcua.core.chain import GENESIS, link
from motcua.core.refusals import Refused
from motcua.core.whole_files import write_durably
from motcua.documents.signing.checking import check
from motcua.dossiers.archive.bagging import bag
from motcua.dossiers.archive.packing import into_folder
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, ONG_TU, P5, at, do, received
from tests.documents.hostile_files import plain_pdf
from tests.dossiers import test_digital_signatures as digital
from tests.dossiers.other_acts import ready
from tests.dossiers.result_cast import NINE, appraised
from tests.dossiers.scans import scanned

pytestmark = pytest.mark.requirement("R-087")
NOON = at("2022-05-16 12:00")


@pytest.fixture
def dossier(seeded: None) -> Dossier:
    return kept()


def kept() -> Dossier:
    """Received, one paper scanned, appraised."""
    dossier = appraised(CERTIFIED_COPY, P5, NINE)
    scanned(dossier, dossier.version.components.filter(mandatory=True)[0].key, NINE, "1")
    dossier.refresh_from_db()
    return dossier


def entries(dossier: Dossier) -> Iterator[tuple[str, Iterator[bytes]]]:
    chosen = Dossier.objects.filter(pk=dossier.pk).select_related("version", "unit")
    return bag(chosen, made_at=NOON, of=P5)


def faults(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    status = import_bag.run(argparse.Namespace(check=folder))
    said = capsys.readouterr().err
    assert status == (1 if said else 0)
    return said


def mended(folder: Path) -> None:
    """Both manifests computed again, as somebody would who hides a change."""
    for name, within in (("manifest-sha256.txt", "data/**/*"), ("tagmanifest-sha256.txt", "[bm]a*.txt")):
        listed = sorted(path for path in folder.glob(within) if path.is_file())
        sums = [(hashlib.sha256(path.read_bytes()).hexdigest(), path.relative_to(folder)) for path in listed]
        (folder / name).write_text("".join(f"{digest}  {path}\n" for digest, path in sums))


def rename(record: dict[str, Any]) -> None:
    record["facts"]["applicant_name"] = "Trần Văn Năm"


def rename_and_hash(record: dict[str, Any]) -> None:
    rename(record)
    record["facts_hash"] = link(GENESIS, record["facts"])


def forget_a_step(record: dict[str, Any]) -> None:
    record["step_count"] -= 1


def postpone(record: dict[str, Any]) -> None:
    record["facts"]["due_at"] = "2030-01-01T00:00:00.000000+00:00"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (rename, "nội dung hồ sơ đã bị sửa sau bước cuối"),
        (postpone, "nội dung hồ sơ đã bị sửa sau bước cuối"),
        (rename_and_hash, "mã băm nội dung hồ sơ khác bước cuối"),
        (forget_a_step, "thiếu bước cuối"),
    ],
)
def test_facts_changed_in_a_bag_show_though_its_manifests_were_mended(
    dossier: Dossier,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[dict[str, Any]], None],
    what: str,
) -> None:
    folder = tmp_path / "goi"
    into_folder(entries(dossier), folder)
    mended(folder)
    assert faults(folder, capsys) == ""
    path = next(folder.glob("data/ho-so/*/ho-so.json"))
    record = json.loads(path.read_text())
    assert record["facts"]["applicant_name"] == ONG_TU.name
    change(record)
    path.write_text(json.dumps(record, ensure_ascii=False))
    mended(folder)
    assert faults(folder, capsys) == f"data/ho-so/{dossier}: {what}\nCó 1 chỗ khác.\n"


def test_another_scan_in_a_bag_shows_under_the_old_name_and_under_its_own(
    dossier: Dossier, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, other = tmp_path / "goi", plain_pdf(pad=9)
    into_folder(entries(dossier), folder)
    [scan] = (folder / "data" / "tep").iterdir()
    scan.write_bytes(other)
    mended(folder)
    assert faults(folder, capsys) == f"data/tep/{scan.name}: nội dung khác tên tệp\nCó 1 chỗ khác.\n"
    digest = hashlib.sha256(other).hexdigest()
    scan.rename(scan.with_name(f"{digest}.pdf"))
    record = next(folder.glob("data/ho-so/*/ho-so.json"))
    record.write_text(record.read_text().replace(scan.stem, digest))
    mended(folder)
    assert faults(folder, capsys) == f"data/ho-so/{dossier}: thiếu tệp {scan.stem}\nCó 1 chỗ khác.\n"


@pytest.mark.usefixtures("seeded")
def test_a_signed_and_sealed_result_leaves_with_its_signatures_and_what_was_decided_cannot_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digital.sealed_electronically()
    dossier = digital.ready()
    for answers in (digital.sign(dossier), digital.seal(dossier)):
        assert [one.refusal for one in answers] == [None]
    folder = tmp_path / "goi"
    into_folder(entries(dossier), folder)
    assert faults(folder, capsys) == ""
    record, results = (next(folder.glob(f"data/ho-so/*/{name}.json")) for name in ("ho-so", "ket-qua"))
    [result] = json.loads(results.read_text())
    assert {"signed", "sealed"} <= {event["kind"] for event in result["events"]}
    signed = (folder / "data" / "tep" / f"{result['signed']}.pdf").read_bytes()
    found = check(signed, trust=digital.store().trust(digital.LATER), at=digital.LATER)
    assert (found.holds, len(found.signatures)) == (True, 2)
    (folder / "data" / "tep" / f"{result['unsigned']}.pdf").unlink()
    facts = json.loads(record.read_text())
    facts["files"].remove(result["unsigned"])
    record.write_text(json.dumps(facts, ensure_ascii=False))
    mended(folder)
    assert f"data/ho-so/{dossier}: thiếu tệp {result['unsigned']}\n" in faults(folder, capsys)


@pytest.mark.requirement("R-077")
@pytest.mark.usefixtures("seeded")
def test_a_bag_says_of_each_pdf_whether_its_signatures_hold_and_one_flipped_byte_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    digital.sealed_electronically()
    dossier = digital.ready()
    digital.sign(dossier)
    digital.seal(dossier)
    folder = tmp_path / "goi"
    into_folder(entries(dossier), folder)
    result = digital.decided(dossier)
    assert result.signed is not None
    assert result.unsigned is not None
    signed = folder / "data" / "tep" / f"{result.signed.sha256}.pdf"
    said = pdfs_said(folder, capsys)
    assert said[signed.name].startswith("Chữ ký số hợp lệ")
    assert said[signed.name].endswith(f"Người ký: {result.signer_name}; {result.unit.name}.")
    assert said[f"{result.unsigned.sha256}.pdf"].startswith("Tệp không có chữ ký số.")
    believed, settings.SIGNING_FOLDER = settings.SIGNING_FOLDER, tmp_path / "khac"
    assert "không do tổ chức mà hệ thống này tin cậy cấp" in pdfs_said(folder, capsys)[signed.name]
    settings.SIGNING_FOLDER = believed
    content = bytearray(signed.read_bytes())
    content[200] ^= 1
    signed.write_bytes(content)
    capsys.readouterr()
    assert import_bag.run(argparse.Namespace(check=folder)) == 1
    out, err = capsys.readouterr()
    assert f"{signed.name}: Nội dung đã bị thay đổi sau khi ký." in out
    assert f"{signed.name}: kết quả đã ký số bị sửa." in err


def pdfs_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What a whole bag says of each of its PDFs, by the file's name."""
    capsys.readouterr()
    assert import_bag.run(argparse.Namespace(check=folder)) == 0
    lines = [line.partition(".pdf: ") for line in capsys.readouterr().out.splitlines() if ".pdf: " in line]
    return {f"{path.rpartition('/')[2]}.pdf": words for path, _sign, words in lines}


def test_a_bag_is_private_and_stands_whole_under_its_name_only(dossier: Dossier, tmp_path: Path) -> None:
    seen = []

    def watched() -> Iterator[tuple[str, Iterator[bytes]]]:
        for path, pieces in entries(dossier):
            seen.append((tmp_path / "goi").exists())
            yield path, pieces

    count = into_folder(watched(), tmp_path / "goi")
    assert len(seen) == count
    assert not any(seen)
    files = [path for path in (tmp_path / "goi").rglob("*") if path.is_file()]
    assert len(files) == count
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert [path.name for path in tmp_path.iterdir()] == ["goi"]
    with pytest.raises(Refused, match="folder_in_use"):
        into_folder(entries(dossier), tmp_path / "goi")


@pytest.mark.usefixtures("seeded_alone")
def test_a_full_disk_leaves_no_bag_and_the_next_run_writes_it_whole_by_code_or_by_period(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, ended = kept(), ready(received(CERTIFIED_COPY, P5, NINE), "2022-05-16 10:00")
    do(Act.RETURN_RESULT, ended, Role.RETURN, NOON)
    left = [3]

    def full(path: Path, parts: Any) -> None:
        left[0] -= 1
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        write_durably(path, parts)

    folder = tmp_path / "goi"
    args = argparse.Namespace(to_folder=folder, code=str(dossier), unit=None, first=None, last=None)
    with monkeypatch.context() as patched:
        patched.setattr("motcua.dossiers.archive.packing.write_durably", full)
        assert export.run(args) == 1
    assert "Không có gói dở dang" in "".join(capsys.readouterr())
    assert list(tmp_path.iterdir()) == []
    assert export.run(args) == 0
    assert export.run(args) == 1  # the folder holds a bag already
    assert faults(folder, capsys) == ""
    of_day = {"code": None, "unit": P5, "first": NOON.date(), "last": NOON.date()}
    assert export.run(argparse.Namespace(to_folder=tmp_path / "ky", **of_day)) == 0
    assert [path.name for path in (tmp_path / "ky" / "data" / "ho-so").iterdir()] == [str(ended)]
    assert faults(tmp_path / "ky", capsys) == ""
    before = of_day | {"first": date(2022, 5, 1), "last": date(2022, 5, 15)}
    assert export.run(argparse.Namespace(to_folder=tmp_path / "truoc", **before)) == 1
    assert not (tmp_path / "truoc").exists()


def test_what_a_killed_run_left_beside_is_no_bag_and_stops_no_other(
    dossier: Dossier, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = tmp_path / ".goi.0a1b2c3d.dang-ghi"
    left.mkdir()
    for path, pieces in islice(entries(dossier), 2):
        (left / path).parent.mkdir(parents=True, exist_ok=True)
        (left / path).write_bytes(b"".join(pieces))
    assert "bagit.txt: không có" in faults(left, capsys)
    into_folder(entries(dossier), tmp_path / "goi")
    assert faults(tmp_path / "goi", capsys) == ""
