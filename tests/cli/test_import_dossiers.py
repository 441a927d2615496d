"""`motcua import-dossiers` takes a file, names what is wrong, takes an import back; reports tell it apart."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from motcua.cli.commands import import_dossiers
from motcua.documents.report_paper import ReportTable
from motcua.dossiers.models import RecordedDossier, RecordedImport
from motcua.dossiers.recorded.terms import COLUMNS
from motcua.jobs.tasks import fold_sums
from motcua.organisation.models import Unit
from motcua.reports.campaign_paper import campaign_paper
from motcua.reports.recorded import RECORDED
from tests.cast import MARITAL_STATUS, P5, Q11, at, received

pytestmark = pytest.mark.usefixtures("seeded")
NOW = at("2022-06-30 09:00")
FIRST, LAST = date(2022, 5, 15), date(2022, 6, 15)


@pytest.fixture(autouse=True)
def morning(office_clock: Callable[[datetime], None]) -> None:
    office_clock(NOW)


def asked(*words: str) -> int:
    parser = argparse.ArgumentParser()
    import_dossiers.add_arguments(parser)
    return int(import_dossiers.run(parser.parse_args(list(words))))


def file_of(folder: Path, *units: str) -> Path:
    file = folder / "cu.csv"
    moments = "16/05/2022 08:00,17/05/2022 17:00,16/05/2022 15:00,16/05/2022 16:00"
    rows = [f"CU-{place},{unit},1.000894,online,{moments},returned" for place, unit in enumerate(units)]
    file.write_text("\n".join([",".join(COLUMNS), *rows]), encoding="utf-8")
    return file


def recorded_in(unit: str) -> ReportTable | None:
    paper = campaign_paper(Unit.objects.get(pk=unit), "q11-same-day-2022", FIRST, LAST, NOW)
    return next((table for table in paper.tables if table.key == "recorded"), None)


def test_a_file_comes_in_is_done_the_second_time_and_is_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(tmp_path, Q11, P5)
    assert asked(str(file)) == 0
    number = RecordedImport.objects.get().pk
    assert f"Lần nhập {number}: đã nhập 2 hồ sơ từ hệ thống cũ." in capsys.readouterr().out
    assert asked(str(file)) == 0
    assert "không ghi gì thêm" in capsys.readouterr().out
    assert asked("--take-back", str(number)) == 1
    assert "lý do" in capsys.readouterr().err
    assert asked("--take-back", str(number), "--why", "Nhập nhầm") == 0
    assert not RecordedDossier.objects.exists()


def test_a_wrong_file_is_refused_with_its_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(str(file_of(tmp_path, Q11, "Quận 11"))) == 1
    assert "Dòng 3, cột co_quan: không có cơ quan “Quận 11”" in capsys.readouterr().err


@pytest.mark.requirement("R-271")
def test_a_report_tells_recorded_dossiers_in_a_table_of_their_own_and_adds_them_to_nothing(
    tmp_path: Path,
) -> None:
    received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    assert recorded_in(Q11) is None
    before = campaign_paper(Unit.objects.get(pk=Q11), "q11-same-day-2022", FIRST, LAST, NOW).tables
    asked(str(file_of(tmp_path, Q11, P5, P5)))
    for _folded in (False, True):
        table = recorded_in(Q11)
        assert table is not None
        assert table.caption == RECORDED
        counted = {row.cells[0]: (row.cells[1], row.cells[2], row.cells[3]) for row in table.rows}
        assert list(counted.values()) == [(1, 1, 1), (2, 2, 2), (3, 3, 3)]
        after = campaign_paper(Unit.objects.get(pk=Q11), "q11-same-day-2022", FIRST, LAST, NOW).tables
        assert [one for one in after if one.key != "recorded"] == list(before)
        fold_sums(0)
    one_commune = recorded_in(P5)
    assert one_commune is not None
    assert [row.cells[1] for row in one_commune.rows] == [2, 2]
