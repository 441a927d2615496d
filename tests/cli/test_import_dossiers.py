"""`motcua import-dossiers` takes a file, names what is wrong, takes an import back; reports tell it apart."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from motcua.cli.commands import import_dossiers
from motcua.documents.report_paper import ReportTable
from motcua.dossiers.models import RecordedDossier, RecordedImport
from motcua.dossiers.recorded.terms import COLUMNS
from motcua.jobs.tasks import fold_sums
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.organisation.terms import Role
from motcua.reports.campaign_paper import campaign_paper
from motcua.reports.keys import read_key
from motcua.reports.recorded import RECORDED
from motcua.reports.recorded_list import recorded_dossiers
from tests.cast import MARITAL_STATUS, P5, Q11, at, received
from tests.web.staff.desk import signed_in

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


@pytest.mark.requirement("R-271")
def test_each_figure_of_recorded_dossiers_opens_exactly_those(tmp_path: Path) -> None:
    file = file_of(tmp_path, Q11, P5, P5)
    unknown = "16/05/2022 08:00,,,18/05/2022 16:00"  # no due time, no result
    late = "17/05/2022 08:00,17/05/2022 17:00,18/05/2022 09:00,18/05/2022 16:00"
    after = "16/06/2022 08:00,,16/06/2022 09:00,16/06/2022 16:00"
    rows = [("CU-7", unknown, "withdrawn"), ("CU-8", late, "returned"), ("CU-9", after, "returned")]
    with file.open("a", encoding="utf-8") as more:
        more.writelines(f"\n{code},{P5},1.000894,desk,{moments},{how}" for code, moments, how in rows)
    assert asked(str(file)) == 0
    for _folded in (False, True):
        table = recorded_in(Q11)
        assert table is not None
        counts = [one.key for one in table.columns[1:-1]]
        for row in table.rows:
            assert list(row.lists) == counts
            for measure, count in zip(counts, row.cells[1:], strict=False):
                page = recorded_dossiers(read_key(row.lists[measure]), unit_ids=units_under([Q11]))
                assert (page.total, len(page.dossiers)) == (count, count), (row.cells[0], measure)
        late_ones = recorded_dossiers(read_key(table.rows[-1].lists["late"]), unit_ids=units_under([Q11]))
        assert [(one.code, one.unit.pk) for one in late_ones.dossiers] == [("CU-8", P5)]
        fold_sums(0)


@pytest.mark.requirement("R-271")
def test_the_page_of_results_opens_recorded_dossiers_of_the_readers_agencies_only(tmp_path: Path) -> None:
    assert asked(str(file_of(tmp_path, Q11, P5, P5))) == 0
    table = recorded_in(Q11)
    assert table is not None
    address, key = "/can-bo/ket-qua-chuong-trinh/", table.rows[-1].lists["received"]
    head = signed_in(Q11, Role.LEAD)
    assert f"o={quote_plus(key)}" in unescape(head.get(address).content.decode())
    listed = head.get(f"{address}danh-sach/", {"o": key})
    page = listed.content.decode()
    assert (listed.context["total"], "CU-0" in page, "/can-bo/ho-so/CU-0/" in page) == (3, True, False)
    assert RECORDED in page
    ward = signed_in(P5, Role.LEAD).get(f"{address}danh-sach/", {"o": key})
    assert [str(one) for one, _mine in ward.context["rows"]] == ["CU-1", "CU-2"]
    first = recorded_dossiers(read_key(key), unit_ids=units_under([Q11]), size=2)
    rest = recorded_dossiers(read_key(key), unit_ids=units_under([Q11]), size=2, after=first.next or 0)
    assert ([one.code for one in rest.dossiers], rest.next, rest.total) == (["CU-2"], None, 3)
