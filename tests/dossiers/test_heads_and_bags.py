"""A day once published cannot be rewritten unseen; a dossier carried out as a bag proves itself without a database."""

import argparse
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.cli.commands import daily_head, import_bag
from motcua.core.chain import GENESIS, link
from motcua.core.head_statement import read_head, signature_fits
from motcua.core.models import HeadSeal
from motcua.dossiers.actions.checking import check_all
from motcua.dossiers.actions.daily_heads import record_daily_heads, sign_daily_heads
from motcua.dossiers.archive.bagging import bag
from motcua.dossiers.archive.packing import as_zip, into_folder
from motcua.dossiers.heads import differences, signed_head
from motcua.dossiers.models import Dossier
from motcua.dossiers.records import facts_hash, step_content, subject_of
from motcua.dossiers.verification import verify
from tests.cast import CERTIFIED_COPY, ONG_TU, P5, Q11, at, received
from tests.dossiers.result_cast import NINE, appraised, approved, drafted
from tests.dossiers.scans import scanned
from tests.dossiers.test_verification import behind

NEXT = at("2022-05-18 00:10")


def rewritten(dossier: Dossier) -> None:
    """Another name from the first step on, every hash recomputed, everything that keeps one mended."""
    steps, previous = list(dossier.steps.order_by("seq")), GENESIS
    dossier.refresh_from_db()
    dossier.applicant_name = "Trần Văn Năm"
    facts = facts_hash(dossier)
    for step in steps:
        old, step.previous, step.facts_hash = step.hash, previous, facts
        step.hash = link(previous, step_content(step, subject_of(dossier)))
        behind("UPDATE dossiers_step SET previous=%s, facts_hash=%s, hash=%s WHERE id=%s",
               step.previous, facts, step.hash, step.pk)  # fmt: skip
        behind("UPDATE core_outboxmessage SET payload = jsonb_set(payload, '{hash}', to_jsonb(%s::text)) "
               "WHERE payload->>'hash' = %s", step.hash, old)  # fmt: skip
        previous = step.hash
    behind("UPDATE dossiers_dossier SET applicant_name='Trần Văn Năm', facts_hash=%s, head_hash=%s WHERE id=%s",
           facts, previous, dossier.pk)  # fmt: skip


@pytest.mark.requirement("R-087")
@pytest.mark.usefixtures("seeded_alone")
def test_a_rewritten_day_is_seen_against_its_published_head_even_where_everything_here_was_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    assert len(record_daily_heads(at=NEXT)) == len(sign_daily_heads(at=NEXT)) == 1
    assert sign_daily_heads(at=NEXT) == []
    head = signed_head(NINE.date())
    assert head is not None
    assert (signature_fits(head), differences(head), verify()) == (True, [], [])
    published = tmp_path / "dau-ngay.json"
    published.write_text(head.text, encoding="utf-8")
    args = argparse.Namespace(check=published, key=head.key_id, day=None)
    assert daily_head.run(args) == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("UPDATE core_headseal SET signature = ''")
    rewritten(dossier)
    behind("DELETE FROM core_dailyhead")
    behind("DELETE FROM core_headseal")
    record_daily_heads(at=NEXT)
    sign_daily_heads(at=NEXT)
    assert verify() == []  # whoever owns the database made everything here fit again
    capsys.readouterr()
    assert daily_head.run(args) == 1
    assert "khác đầu ngày đã công bố" in capsys.readouterr().err
    assert len(differences(head)) == 2
    assert daily_head.run(argparse.Namespace(check=published, key="0" * 16, day=None)) == 1
    published.write_text(head.text.replace('"links": 1', '"links": 2'), encoding="utf-8")
    assert "chữ ký trên tệp không khớp nội dung tệp" in differences(read_head(published.read_text()))
    for wrong in ("", "[]", "{}", '{"kind": "khác"}', head.text.replace("motcua-dau-ngay", "x")):
        published.write_text(wrong, encoding="utf-8")
        assert daily_head.run(args) == 2


@pytest.mark.requirement("R-087")
def test_the_nightly_check_keeps_what_it_found(seeded_alone: None):
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    assert (check_all(at=NEXT, ended=lambda: NEXT).count) == 0
    record_daily_heads(at=NEXT)
    sign_daily_heads(at=NEXT)
    behind("UPDATE core_headseal SET signature = 'AAAA'")
    behind("UPDATE dossiers_dossier SET applicant_name = 'Ai khác' WHERE id = %s", dossier.pk)
    run = check_all(at=NEXT + timedelta(days=1), ended=lambda: NEXT)
    assert {what for _chain, _seq, what in run.findings} == {
        "nội dung hồ sơ đã bị sửa sau bước cuối", "chữ ký không khớp",
    }  # fmt: skip
    assert HeadSeal.objects.count() == 1


def checked(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    return import_bag.run(argparse.Namespace(check=path)), capsys.readouterr().err


@pytest.mark.requirement("R-087")
def test_a_bag_names_each_difference_and_no_person_in_a_file_name(
    seeded: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    dossier = appraised(CERTIFIED_COPY, P5, NINE)
    scanned(dossier, dossier.version.components.filter(mandatory=True)[0].key, NINE, "1")
    dossier.refresh_from_db()
    drafted(dossier)
    approved(dossier)
    chosen = Dossier.objects.filter(pk=dossier.pk).select_related("version", "unit")
    folder = tmp_path / "goi"
    into_folder(bag(chosen, made_at=NEXT, of=P5), folder)
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert ONG_TU.name in next(folder.glob("data/ho-so/*/doc-duoc.txt")).read_text()
    assert sum(name.startswith("data/tep/") for name in names) == 2
    assert all(name.isascii() and "Tư" not in name for name in names)
    assert checked(folder, capsys) == (0, "")
    zipped = tmp_path / "goi.zip"
    with zipped.open("wb") as file:
        file.writelines(as_zip(bag(chosen, made_at=NEXT, of=P5), ""))
    assert checked(zipped, capsys) == (0, "")
    paper = next(folder.glob("data/tep/*.pdf"))
    paper.write_bytes(paper.read_bytes()[:-1] + b"!")
    assert checked(folder, capsys) == (1, f"data/tep/{paper.name}: nội dung khác danh mục\nCó 1 chỗ khác.\n")
    paper.unlink()
    (folder / "data" / "la.txt").write_text("lạ")
    steps = next(folder.glob("data/ho-so/*/cac-buoc.json"))
    steps.write_text(steps.read_text().replace('"act": "appraise"', '"act": "remind"'))
    status, said = checked(folder, capsys)
    assert status == 1
    for what in (
        f"data/tep/{paper.name}: có trong danh mục nhưng không có trong gói",
        "data/la.txt: có trong gói nhưng không có trong danh mục",
        f"data/ho-so/{dossier}/cac-buoc.json: nội dung khác danh mục",
        f"data/ho-so/{dossier}: bước 2 đã bị sửa hoặc thiếu",
    ):
        assert what in said
    shutil.rmtree(folder / "data")
    assert checked(folder, capsys)[0] == 1
    assert checked(tmp_path / "khong-co", capsys)[0] == 2
