"""Do dossiers of another system come in whole or not at all, once, beside this system's own, and provably?"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from django.db import connection

from motcua.core.models import JournalEntry
from motcua.core.refusals import Refused
from motcua.dossiers.actions.recording import fold_recorded, import_recorded, take_back_recorded
from motcua.dossiers.models import Dossier, RecordedDossier, RecordedImport, RecordedSum, Step
from motcua.dossiers.recorded.checking import recorded_faults
from motcua.dossiers.recorded.rows import sums_now
from motcua.dossiers.recorded.terms import RecordedFact
from motcua.dossiers.verification import verify
from tests.cast import MARITAL_STATUS, P5, Q11, at, received

pytestmark = pytest.mark.usefixtures("seeded")
NOW = at("2022-05-16 09:00")
GOOD = {
    "ma_ho_so": "CU-1",
    "co_quan": Q11,
    "thu_tuc": "2.000815",
    "kenh": "desk",
    "tiep_nhan": "14/05/2020 08:30",
    "hen_tra": "15/05/2020 17:00",
    "co_ket_qua": "",
    "ket_thuc": "14/05/2020 10:15",
    "trang_thai": "returned",
}


def written(
    folder: Path, *rows: Mapping[str, str], separator: str = ",", names: Iterable[str] = GOOD
) -> Path:
    lines = [[*names], *([{**GOOD, **row}[name] for name in names] for row in rows)]
    file = folder / "ho-so-cu.csv"
    file.write_text("\n".join(separator.join(line) for line in lines), encoding="utf-8-sig")
    return file


def many(count: int) -> list[dict[str, str]]:
    return [
        {"ma_ho_so": f"CU-{place}", "tiep_nhan": f"{1 + place % 14:02}/05/2020 08:30"}
        for place in range(count)
    ]


def refusal(file: Path) -> Refused:
    with pytest.raises(Refused) as refused:
        import_recorded(file=file, at=NOW)
    return refused.value


def test_a_file_comes_in_whole_and_writes_no_act_no_number_no_chain(tmp_path: Path) -> None:
    steps = Step.objects.count()
    done = import_recorded(file=written(tmp_path, *many(2500)), at=NOW)
    assert (done.rows, RecordedDossier.objects.count()) == (2500, 2500)
    assert (Dossier.objects.count(), Step.objects.count()) == (0, steps)
    entry = JournalEntry.objects.get(action="import_recorded")
    assert entry.detail == {
        "file": "ho-so-cu.csv",
        "rows": 2500,
        "sha256": RecordedImport.objects.get().sha256,
    }
    assert verify() == []


def told() -> dict[tuple[str, RecordedFact], int]:
    """The sums as a report reads them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT unit_id, facts, sum(count) FROM ({sums_now()}) sums GROUP BY 1, 2")
        return {(unit, RecordedFact(facts)): int(count) for unit, facts, count in cursor.fetchall()}


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ({"co_ket_qua": "15/05/2020 17:00", "ket_thuc": "15/05/2020 17:00"}, RecordedFact.ON_TIME),
        ({"co_ket_qua": "15/05/2020 17:01", "ket_thuc": "18/05/2020 08:00"}, RecordedFact.LATE),
        ({"hen_tra": "14/05/2020 17:00"}, RecordedFact.ON_TIME | RecordedFact.SAME_DAY),
        ({"hen_tra": ""}, RecordedFact.NO_DUE | RecordedFact.SAME_DAY),
        ({"trang_thai": "Đã rút hồ sơ"}, RecordedFact.WITHOUT_RESULT),
        ({"ket_thuc": "15/05/2020 16:00"}, RecordedFact.ON_TIME),
        ({"kenh": "online"}, RecordedFact.ONLINE | RecordedFact.EARLY | RecordedFact.SAME_DAY),
    ],
    ids=["at the minute", "a minute later", "due that day", "no due", "withdrawn", "return alone", "online"],
)
def test_early_on_time_late_and_what_was_not_kept_are_told_apart(
    said: dict[str, str], held: RecordedFact, tmp_path: Path
) -> None:
    import_recorded(file=written(tmp_path, said), at=NOW)
    assert told() == {(Q11, held): 1}


def test_an_import_is_in_the_sums_at_once_and_once_folded_or_not(tmp_path: Path) -> None:
    import_recorded(file=written(tmp_path, *many(300)), at=NOW)
    before = told()
    assert sum(before.values()) == 300
    assert (fold_recorded(at=NOW), fold_recorded(at=NOW)) == (1, 0)
    assert RecordedSum.objects.exists()
    assert told() == before
    import_recorded(file=written(tmp_path, {"ma_ho_so": "KHAC"}), at=NOW)
    assert sum(told().values()) == 301
    fold_recorded(at=NOW)
    assert sum(told().values()) == 301
    assert verify() == []


def test_the_same_file_again_writes_nothing_and_is_no_failure(tmp_path: Path) -> None:
    file = written(tmp_path, *many(30))
    import_recorded(file=file, at=NOW)
    again = import_recorded(file=file, at=at("2022-05-17 09:00"))
    assert (again.already, again.rows) == (True, 0)
    assert (RecordedDossier.objects.count(), RecordedImport.objects.count()) == (30, 1)
    assert verify() == []


def test_one_wrong_line_keeps_all_out_and_every_wrong_line_is_named(tmp_path: Path) -> None:
    rows = many(1500)
    rows[3]["co_quan"], rows[1400]["ket_thuc"] = "no-such", "hôm qua"
    said = refusal(written(tmp_path, *rows))
    assert said.refusal.code == "recorded_lines"
    assert "Dòng 5, cột co_quan: không có cơ quan “no-such”" in said.refusal.text
    assert "Dòng 1402, cột ket_thuc: “hôm qua” không phải thời điểm" in said.refusal.text
    assert not RecordedDossier.objects.exists()
    assert not RecordedImport.objects.exists()
    assert not RecordedSum.objects.exists()


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("tiep_nhan", "31/04/2020 08:30"),
        ("ket_thuc", "14/05/2020 08:29"),
        ("hen_tra", "13/05/2020 17:00"),
        ("co_ket_qua", "14/05/2020 10:16"),
        ("ket_thuc", "16/05/2022 09:01"),
    ],
)
def test_what_only_the_database_sees_is_told_by_line_and_column_too(
    column: str, text: str, tmp_path: Path
) -> None:
    rows = many(40)
    rows[20] |= {"tiep_nhan": "14/05/2020 08:30", column: text}
    said = refusal(written(tmp_path, *rows))
    assert said.refusal.text.startswith(f"Dòng 22, cột {column}: ")
    assert said.refusal.text.count("Dòng") == 1
    assert not RecordedDossier.objects.exists()


def test_a_code_twice_in_a_file_or_imported_with_another_content_is_named(tmp_path: Path) -> None:
    import_recorded(file=written(tmp_path, {"ma_ho_so": "CU-1"}), at=NOW)
    changed = {"ma_ho_so": "CU-1", "ket_thuc": "14/05/2020 11:00"}
    said = refusal(written(tmp_path, changed, {"ma_ho_so": "CU-2"}, {"ma_ho_so": "CU-2"}))
    assert said.refusal.code == "recorded_repeated"
    assert [line.split(",")[0] for line in said.refusal.text.splitlines()[:-1]] == ["Dòng 2", "Dòng 4"]
    assert RecordedDossier.objects.count() == 1


def test_what_this_system_received_itself_is_not_taken_in_beside_it(tmp_path: Path) -> None:
    own = received(MARITAL_STATUS, P5, at("2022-05-16 08:00"))
    assert own.code
    said = refusal(written(tmp_path, {"ma_ho_so": own.code, "co_quan": P5}))
    assert f"hồ sơ {own.code} đã có trong hệ thống này" in said.refusal.text
    import_recorded(file=written(tmp_path, {"ma_ho_so": own.code, "co_quan": Q11}), at=NOW)


def test_columns_may_stand_in_any_order_and_names_of_people_are_left_out(tmp_path: Path) -> None:
    file = written(
        tmp_path, {"nguoi_nop": "Quách Thị Huyền"}, separator=";", names=["nguoi_nop", *reversed(GOOD)]
    )
    assert import_recorded(file=file, at=NOW).left_out == ("nguoi_nop",)
    assert RecordedDossier.objects.get().ended_at == at("2020-05-14 10:15")
    assert "Quách" not in str(RecordedDossier.objects.values().get())


def test_codes_of_procedures_that_nobody_knows_are_kept_and_told(tmp_path: Path) -> None:
    done = import_recorded(file=written(tmp_path, {"thu_tuc": "CU.77"}), at=NOW)
    assert done.unknown == ("CU.77",)
    assert RecordedDossier.objects.get().procedure == "CU.77"


@pytest.mark.parametrize(
    "content",
    [b"", b"ma_ho_so,co_quan\n", b"\xff\xfe\x00", b"PK\x03\x04"],
    ids=["empty", "short", "utf16", "zip"],
)
def test_what_is_no_such_file_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "tep.csv"
    file.write_bytes(content)
    assert refusal(file).refusal.code == "recorded_file"
    assert refusal(tmp_path / "khong-co.csv").refusal.code == "recorded_file"


@pytest.mark.parametrize("folded", [False, True])
def test_an_import_is_taken_back_whole_and_may_come_again(tmp_path: Path, *, folded: bool) -> None:
    number = import_recorded(file=written(tmp_path, *many(30)), at=NOW).number
    other = {"ma_ho_so": "KHAC", "tiep_nhan": "01/05/2020 08:30"}
    kept = import_recorded(file=written(tmp_path, other), at=NOW)
    if folded:
        fold_recorded(at=NOW)
    assert take_back_recorded(number=number, why="Nhập nhầm tệp", at=NOW) == 30
    assert RecordedDossier.objects.get().code == "KHAC"
    assert sum(told().values()) == 1
    assert verify() == []
    with pytest.raises(Refused, match="Không có lần nhập"):
        take_back_recorded(number=number, why="lần nữa", at=NOW)
    with pytest.raises(Refused, match="lý do"):
        take_back_recorded(number=kept.number, why=" ", at=NOW)
    assert import_recorded(file=written(tmp_path, *many(30)), at=NOW).rows == 30
    assert verify() == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE dossiers_recordeddossier SET ended_at = ended_at + interval '1 minute' WHERE code = 'CU-7'",
        "DELETE FROM dossiers_recordeddossier WHERE code = 'CU-7'",
        "UPDATE dossiers_recordeddossier SET id = id + 4294967296 WHERE code = 'CU-7'",
        "UPDATE dossiers_recordedsum SET count = count + 1",
        "UPDATE dossiers_recordedimport SET sha256 = 'x'",
        "DELETE FROM dossiers_recordedimport",
    ],
    ids=["changed", "deleted", "of no import", "sum", "hash", "import gone"],
)
def test_a_change_behind_the_offices_back_is_found(change: str, tmp_path: Path) -> None:
    import_recorded(file=written(tmp_path, *many(30)), at=NOW)
    fold_recorded(at=NOW)
    assert list(recorded_faults()) == []
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert list(recorded_faults()) != []
