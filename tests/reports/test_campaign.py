"""Does a campaign's report say what its dossiers say, block by block, and open each of them?"""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from motcua.cli.kinds import load
from motcua.core.refusals import Refused
from motcua.core.yaml_files import read_yaml
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.organisation.terms import Role
from motcua.programmes.models import Programme
from motcua.reports.actions.folding import fold
from motcua.reports.campaign import campaign_report
from motcua.reports.campaign_paper import campaign_paper
from motcua.reports.figures import BlockRow, CampaignReport
from motcua.reports.keys import read_key
from motcua.reports.models import CountedDossier, DeclaredFigure
from motcua.reports.opening import cell_dossiers
from motcua.reports.terms import Block, Bound, FigureSource, Measure
from tests.cast import HOUSEHOLD_BUSINESS, MARITAL_STATUS, P5, Q11, THANH_SON, at, do, received, settled

pytestmark = pytest.mark.usefixtures("seeded")
CITY, DISTRICT = "hcmc-same-day-2022", "q11-same-day-2022"
FIRST, LAST = date(2022, 5, 15), date(2022, 6, 15)
NIGHT = at("2022-06-30 23:00")
FILE = Path(settings.ROOT) / "data" / "campaign_results_hcmc_2022.yaml"


def report(programme: str = CITY, at_: datetime = NIGHT, **more: Any) -> CampaignReport:
    return campaign_report(programme, FIRST, LAST, at=at_, **more)


def row(found: CampaignReport, block: str) -> BlockRow:
    return next(one for one in found.rows if one.block == block)


def behind(found: BlockRow, measure: str, at_: datetime = NIGHT) -> list[Dossier]:
    key = read_key(found.cells[measure].key)
    return list(cell_dossiers(key, at=at_, unit_ids=units_under(["hcmc"])).dossiers)


def month() -> dict[str, Dossier]:
    """One dossier of each kind, in two blocks."""
    return {
        "same_day": settled(MARITAL_STATUS, P5, at("2022-05-16 09:00"), at("2022-05-16 15:00")),
        "next_day": settled(MARITAL_STATUS, P5, at("2022-05-16 15:30"), at("2022-05-17 08:30")),
        "late": settled(MARITAL_STATUS, P5, at("2022-05-16 09:05"), at("2022-05-18 08:30")),
        "overdue": received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-18 09:00")),
    }


@pytest.mark.requirement("R-118")
@pytest.mark.requirement("R-271")
@pytest.mark.parametrize("folded", [False, True])
def test_each_figure_of_each_block_opens_the_dossiers_that_it_counts(folded: bool) -> None:
    made = month()
    if folded:
        fold(at=NIGHT)
    found = report()
    communes, districts = row(found, Block.COMMUNE), row(found, Block.DISTRICT)
    assert behind(communes, Measure.SAME_DAY) == [made["same_day"]]
    assert behind(communes, Measure.NEXT_DAY) == [made["next_day"]]
    assert behind(communes, Measure.LATE) == [made["late"]]
    assert behind(districts, "open_overdue") == [made["overdue"]]
    for one in (*found.rows, found.total):
        for measure, cell in one.cells.items():
            assert len(behind(one, measure)) == cell.count, (one.block, measure)


@pytest.mark.requirement("R-118")
@pytest.mark.requirement("R-145")
def test_a_dossier_is_in_one_block_and_the_vertical_agencies_have_their_own() -> None:
    month()
    found = report()
    assert [one.block for one in found.rows] == list(Block)
    assert found.total.cells[Measure.RECEIVED].count == 4
    assert sum(one.cells[Measure.RECEIVED].count for one in found.rows) == 4
    assert row(found, Block.VERTICAL).cells[Measure.RECEIVED].count == 0
    Unit.objects.filter(pk=P5).update(block=Block.VERTICAL)
    moved = report()
    assert row(moved, Block.VERTICAL).cells[Measure.RECEIVED].count == 3
    assert row(moved, Block.COMMUNE).cells[Measure.RECEIVED].count == 0
    assert {one.unit_id for one in behind(row(moved, Block.VERTICAL), Measure.RECEIVED)} == {P5}


@pytest.mark.requirement("R-166")
def test_the_honest_rate_has_what_is_overdue_in_its_denominator() -> None:
    month()
    found = report()
    districts, total = row(found, Block.DISTRICT), found.total
    assert districts.official_rate is not None
    assert districts.honest_rate is not None
    assert (districts.official_rate.words, districts.honest_rate.words) == ("không có", "0%")
    assert total.official_rate is not None
    assert total.honest_rate is not None
    assert (total.official_rate.words, total.honest_rate.words) == ("66,6%", "50%")


@pytest.mark.requirement("R-166")
def test_nought_late_is_said_in_words() -> None:
    settled(MARITAL_STATUS, P5, at("2022-05-16 09:00"), at("2022-05-16 15:00"))
    found = report()
    assert found.total.cells[Measure.LATE].count == 0
    assert found.total.notes == ("Không có hồ sơ trễ hạn; không có hồ sơ đang quá hạn.",)
    do(Act.APPRAISE, received(MARITAL_STATUS, P5, at("2022-05-16 09:00")), Role.APPRAISE, NIGHT)
    assert report().total.notes == ("Không có hồ sơ trễ hạn; 1 hồ sơ đang quá hạn.",)


def test_what_a_district_does_of_its_own_is_in_the_citys_report_and_the_citys_is_not_in_its() -> None:
    month()
    assert report(DISTRICT).total.cells[Measure.RECEIVED].count == 4
    assert report(CITY, unit_ids=[Q11]).total.cells[Measure.RECEIVED].count == 1
    hcmc_only = [CITY]
    assert Dossier.objects.filter(due_rule__in=hcmc_only).count() == 0


def test_received_is_settled_open_and_ended_without_result() -> None:
    made = month()
    do(Act.WITHDRAW, made["overdue"], Role.RECEIVE, at("2022-05-19 08:00"))
    received(MARITAL_STATUS, P5, at("2022-05-19 09:00"))
    cells = {name: cell.count for name, cell in report().total.cells.items()}
    parts = (Measure.EARLY, Measure.ON_TIME, Measure.LATE, Measure.OPEN, Measure.WITHOUT_RESULT)
    assert cells[Measure.RECEIVED] == sum(cells[one] for one in parts) == 5


@pytest.mark.requirement("R-112")
def test_programme_days_stand_beside_as_many_days_before() -> None:
    settled(MARITAL_STATUS, P5, at("2022-05-05 09:00"), at("2022-05-06 15:00"))
    settled(MARITAL_STATUS, P5, at("2022-05-16 09:00"), at("2022-05-16 15:00"))
    settled(MARITAL_STATUS, P5, at("2022-05-17 09:00"), at("2022-05-18 15:00"))
    on, off = report().days
    assert (on.days, on.received, on.late, on.on_time.words) == (2, 2, 1, "50%")
    assert (off.days, off.received, off.late) == (1, 1, 0)
    assert off.early.words == "100%"
    everywhere = units_under(["hcmc", "hai-duong"])
    for row in (on, off):
        counts = {
            Measure.RECEIVED: row.received,
            Measure.EARLY: row.early.part,
            Measure.ON_TIME: row.on_time.part,
            Measure.LATE: row.late,
        }
        assert set(row.keys) == {one for one, count in counts.items() if count}
        for one, key in row.keys.items():
            assert cell_dossiers(read_key(key), at=NIGHT, unit_ids=everywhere).total == counts[Measure(one)]


@pytest.mark.requirement("R-112", "R-271")
def test_other_days_of_a_friday_programme_are_the_other_weekdays_of_its_agencies() -> None:
    for unit, day in ((P5, "06"), (THANH_SON, "06"), (THANH_SON, "10"), (THANH_SON, "11")):
        settled(MARITAL_STATUS, unit, at(f"2023-10-{day} 09:00"), at(f"2023-10-{day} 15:00"))
    settled(
        MARITAL_STATUS, THANH_SON, at("2023-09-22 09:00"), at("2023-09-22 15:00")
    )  # a Friday before it began
    told = campaign_report(
        "thanh-ha-no-wait-friday", date(2023, 9, 18), date(2023, 10, 31), at=at("2023-11-02 08:00")
    )
    everywhere = units_under(["hcmc", "hai-duong"])
    for row, received_ in zip(told.days, (1, 2), strict=True):
        key = read_key(row.keys[Measure.RECEIVED])
        assert row.received == received_
        assert cell_dossiers(key, at=at("2023-11-02 08:00"), unit_ids=everywhere).total == received_


@pytest.mark.requirement("R-273")
def test_a_report_of_a_period_not_yet_over_is_provisional() -> None:
    assert report(at_=at("2022-06-15 23:59")).provisional
    assert "tạm tính" in report(at_=at("2022-06-15 23:59")).notes[0]
    assert not report(at_=at("2022-06-16 00:00")).provisional


@pytest.mark.requirement("R-273")
def test_the_citys_figures_are_printed_as_lower_bounds_beside_the_computed_ones() -> None:
    found = report()
    shown = [(one.block, one.cells[Measure.SAME_DAY]) for one in found.declared]
    assert [(block, cell.words) for block, cell in shown] == [
        (Block.DISTRICT, "hơn 229.642"),
        (Block.COMMUNE, "hơn 199.275"),
        (Block.DEPARTMENT, "hơn 20.696"),
        (Block.VERTICAL, "hơn 244.696"),
    ]
    assert {one.same_day_rate.words for one in found.declared if one.same_day_rate} == {"100%"}
    assert {cell.bound for _block, cell in shown} == {Bound.LOWER}
    total = found.declared_total
    assert total is not None
    assert total.cells[Measure.SAME_DAY].words == "hơn 694.309"
    assert total.cells[Measure.LATE].words == "0"
    assert found.total.cells[Measure.SAME_DAY].count == 0


@pytest.mark.requirement("R-271")
@pytest.mark.requirement("R-278")
def test_declared_figures_say_why_they_were_entered_and_what_their_sum_mixes() -> None:
    found = report()
    assert all(one.source == FigureSource.DECLARED for one in found.declared)
    assert all("Nhập tay: Số liệu in trong báo cáo" in one.notes[0] for one in found.declared)
    assert found.declared_total is not None
    said = " ".join(found.declared_total.notes)
    assert "chỉ là cận dưới" in said
    assert "khác đơn vị tính (hồ sơ, hồ sơ thủ tục hành chính, thủ tục hành chính)" in said
    assert {cell.key for one in found.declared for cell in one.cells.values()} == {""}


@pytest.mark.requirement("R-022")
def test_the_share_of_declared_dossiers_that_are_in_the_system() -> None:
    mine = settled(MARITAL_STATUS, P5, at("2022-05-16 09:00"), at("2022-05-16 15:00"))
    DeclaredFigure.objects.create(**_figure(Block.COMMUNE, 2))
    communes = next(one for one in report().coverage if one.block == Block.COMMUNE)
    here = communes.in_system
    assert (here.count, communes.declared.count, communes.share.words) == (1, 2, "50%")
    found = cell_dossiers(read_key(here.key), at=NIGHT, unit_ids=units_under(["hcmc"]))
    assert [str(one) for one in found.dossiers] == [str(mine)]
    paper = campaign_paper(Unit.objects.get(pk="hcmc"), CITY, date(2022, 5, 15), date(2022, 6, 15), NIGHT)
    [coverage] = [table for table in paper.tables if table.key == "coverage"]
    assert here.key in [row.lists["in_system"] for row in coverage.rows]


def _figure(block: str, value: int) -> dict[str, Any]:
    newest = DeclaredFigure.objects.get(block=block, measure=Measure.SAME_DAY)
    kept = {field.attname: getattr(newest, field.attname) for field in DeclaredFigure._meta.fields}
    return kept | {"id": None, "value": value, "printed": str(value)}


def test_figures_of_whole_blocks_are_not_shown_to_a_part_of_the_city() -> None:
    assert report(unit_ids=units_under([Q11])).declared == ()
    assert len(report(unit_ids=units_under(["hcmc"])).declared) == 4


def loaded(**changes: Any) -> Any:
    return load(dict(read_yaml(FILE)) | changes, file=FILE.name, at=NIGHT, lend=False)


def test_the_same_file_twice_changes_nothing_and_a_corrected_one_stands_in_its_place() -> None:
    assert (loaded().added, loaded().unchanged) == ((), 5)
    results = dict(read_yaml(FILE)["same_day_results"])
    results["blocks"] = [dict(one) for one in results["blocks"]]
    results["blocks"][1] |= {"value": 199300, "printed": "199.300"}
    again = loaded(same_day_results=results)
    assert (len(again.changed), again.unchanged) == (1, 4)
    assert report().declared[1].cells[Measure.SAME_DAY].words == "hơn 199.300"
    assert DeclaredFigure.objects.count() == 6


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"programme": "no-such"}, "không có chương trình"),
        ({"period": {"start": "2022-06-15", "end": "2022-05-15"}}, "ngày cuối trước ngày đầu"),
        ({"same_day_results": {"bound": "some", "blocks": []}}, "phải là một trong"),
        (
            {"same_day_results": {"bound": "lower", "blocks": [{"id": "x", "value": -1}]}},
            "phải là số nguyên không âm",
        ),
    ],
)
def test_a_file_with_a_fault_loads_nothing_and_says_where(changes: dict[str, Any], what: str) -> None:
    before = DeclaredFigure.objects.count()
    found = loaded(**changes)
    assert any(what in line for line in found.refused)
    assert DeclaredFigure.objects.count() == before


def test_an_unknown_programme_and_a_period_backwards_are_refused() -> None:
    for name in ("no-such", "x\x00"):
        with pytest.raises(Refused, match="programme_unknown"):
            report(name)
    with pytest.raises(Refused, match="period_wrong"):
        campaign_report(CITY, LAST, FIRST, at=NIGHT)


def test_the_list_shows_only_agencies_that_the_reader_may_see_and_pages_by_number() -> None:
    made = month()
    key = read_key(report().total.cells[Measure.RECEIVED].key)
    page = cell_dossiers(key, at=NIGHT, unit_ids=[Q11])
    assert [one.pk for one in page.dossiers] == [made["overdue"].pk]
    first = cell_dossiers(key, at=NIGHT, unit_ids=[P5], size=2)
    assert (first.total, len(first.dossiers)) == (3, 2)
    rest = cell_dossiers(key, at=NIGHT, unit_ids=[P5], size=2, after=first.next or 0)
    assert (len(rest.dossiers), rest.next) == (1, None)
    assert cell_dossiers(replace(key, weekdays="1"), at=NIGHT, unit_ids=[P5, Q11]).total == 3


@pytest.mark.requirement("R-271")
def test_an_agency_without_a_block_opens_its_figures_too() -> None:
    Unit.objects.filter(pk=P5).update(block="")
    dossier = received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    [unset] = [row for row in report().rows if row.name == "Chưa xếp khối"]
    assert behind(unset, Measure.RECEIVED) == [dossier]


@pytest.mark.requirement("R-118", "R-271")
def test_what_another_agency_does_under_the_programme_is_not_in_one_s_own_report() -> None:
    mine = received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    child = Programme.objects.get(pk=DISTRICT)
    child.pk, child.parent_id = "thanh-son-child", DISTRICT
    scope = {"units": [THANH_SON], "with_descendants": True, "levels": ["commune"]}
    child.definition = child.definition | {"id": child.pk, "parent": DISTRICT, "scope": scope}
    child.save(force_insert=True)
    fold(at=NIGHT)
    CountedDossier.objects.create(
        dossier_id=999_999, unit_id=THANH_SON, desk_id=1, day=date(2022, 5, 16), programme=child.pk, facts=1
    )
    told = campaign_report(
        DISTRICT, date(2022, 5, 15), date(2022, 6, 15), at=NIGHT, unit_ids=units_under([Q11])
    )
    assert told.total.cells[Measure.RECEIVED].count == 1
    assert behind(told.total, Measure.RECEIVED) == [mine]


@pytest.mark.requirement("R-022", "R-278")
def test_a_share_of_a_declared_lower_bound_says_that_it_is_one() -> None:
    city = Unit.objects.get(pk="hcmc")
    received(MARITAL_STATUS, P5, at("2022-05-16 09:00"))
    paper = campaign_paper(city, CITY, date(2022, 5, 15), date(2022, 6, 15), NIGHT)
    [coverage] = [table for table in paper.tables if table.key == "coverage"]
    assert coverage.notes
    assert all("chỉ để tham khảo" in note for note in coverage.notes)
    assert any("hơn 229.642" in note for note in coverage.notes)
