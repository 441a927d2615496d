"""4-tại-chỗ lists: one class on a day, approved or not applied, changed from a day on."""

from datetime import date

import pytest

from motcua.core.refusals import Refused
from motcua.organisation.terms import Role
from motcua.procedures import actions
from motcua.procedures.models import DeskList, OnTheSpotEntry, OnTheSpotList
from motcua.procedures.queries import path_on
from motcua.procedures.terms import PathClass
from tests.cast import at, colleague
from tests.procedures.catalogue import COPY, IN_2022, data_file, load_now

pytestmark = pytest.mark.usefixtures("seeded")
Q11, LIST = "hcmc.q11", "demo-4-tai-cho"
NOW = at("2022-05-16 09:00")
DAY = NOW.date()
PARTIAL = "1.001766"
UNLISTED = "2.000806"


@pytest.mark.requirement("R-045")
@pytest.mark.parametrize(
    ("unit", "code", "path"),
    [
        (Q11, COPY, "on_the_spot"),
        (Q11, PARTIAL, "partial"),
        (Q11, UNLISTED, "ordinary"),
        ("brvt.vung-tau", COPY, "on_the_spot"),
        ("hcmc.binh-thoi", COPY, "ordinary"),
    ],
)
def test_a_list_of_the_unit_decides_the_path(unit, code, path):
    assert path_on(unit, code, DAY) == path


def test_a_list_of_a_unit_that_began_later_begins_with_the_unit():
    assert path_on("hcmc.binh-thoi", COPY, date(2025, 7, 1)) == "on_the_spot"


@pytest.mark.requirement("R-015")
@pytest.mark.parametrize("missing", [{"approved_by": ""}, {"approved_on": None}, {"approval_document": ""}])
def test_a_list_without_person_date_or_document_of_approval_is_not_applied(missing):
    OnTheSpotList.objects.filter(slug=LIST).update(**missing)
    assert path_on(Q11, COPY, DAY) == "ordinary"


@pytest.mark.requirement("R-015")
def test_an_approval_recorded_later_brings_the_list_into_force():
    OnTheSpotList.objects.filter(slug=LIST).update(approved_by="", approved_on=None, approval_document="")
    actions.approve_list(
        list_slug=LIST,
        approved_by="Chủ tịch UBND Quận 11",
        approved_on=DAY,
        document="15/QĐ-UBND",
        actor=colleague(Role.APPROVE, Q11, NOW),
        at=NOW,
    )
    assert path_on(Q11, COPY, DAY) == "on_the_spot"


@pytest.mark.requirement("R-061")
def test_a_changed_class_holds_from_its_day_and_the_days_before_keep_theirs():
    change(COPY, PathClass.PARTIAL, date(2022, 6, 1))
    assert path_on(Q11, COPY, date(2022, 5, 31)) == "on_the_spot"
    assert path_on(Q11, COPY, date(2022, 6, 1)) == "partial"
    change(COPY, None, date(2022, 7, 1))
    assert path_on(Q11, COPY, date(2022, 7, 1)) == "ordinary"


@pytest.mark.requirement("R-061")
@pytest.mark.parametrize(
    ("path_class", "day", "code"),
    [
        (PathClass.PARTIAL, date(2022, 5, 15), "backdated"),
        (PathClass.FULL, date(2022, 6, 1), "class_unchanged"),
    ],
)
def test_a_class_is_not_changed_back_in_time_or_into_itself(path_class, day, code):
    with pytest.raises(Refused, match=code):
        change(COPY, path_class, day)


def test_one_procedure_has_one_class_a_day():
    change(UNLISTED, PathClass.FULL, date(2022, 6, 1))
    with pytest.raises(Refused, match="class_already_set"):
        change(UNLISTED, PathClass.PARTIAL, date(2022, 6, 1))


def change(code: str, path_class: PathClass | None, day: date) -> None:
    actions.set_class(
        list_slug=LIST,
        unit_id=Q11,
        procedure=code,
        path_class=path_class,
        valid_from=day,
        basis="rà soát",
        actor=colleague(Role.CONTROL, Q11, NOW),
        at=NOW,
    )


@pytest.mark.requirement("R-061")
def test_a_list_loaded_again_with_another_class_changes_it_from_today():
    data = data_file("programmes")
    group = data["on_the_spot"][1]["lists"][0]
    group["full"].remove(COPY)
    group["partial"].append(COPY)
    report = load_now({"kind": "programmes", "on_the_spot": [data["on_the_spot"][1]]}, at=IN_2022)
    assert len(report.changed) == 1
    assert path_on(Q11, COPY, date(2022, 5, 15)) == "on_the_spot"
    assert path_on(Q11, COPY, date(2022, 5, 16)) == "partial"
    assert path_on("hcmc.q11.p5", COPY, date(2022, 5, 16)) == "on_the_spot"


def test_a_list_loaded_again_as_it_is_changes_nothing():
    before = list(OnTheSpotEntry.objects.order_by("id").values())
    report = load_now(data_file("programmes"), at=IN_2022)
    assert report.changed == ()
    assert list(OnTheSpotEntry.objects.order_by("id").values()) == before


@pytest.mark.requirement("R-015")
@pytest.mark.parametrize(
    ("approval", "path"),
    [
        (None, "ordinary"),
        ({"by": "Chủ tịch UBND Quận 11", "date": "2022-05-10", "document": "15/QĐ-UBND"}, "on_the_spot"),
    ],
)
def test_where_nothing_is_lent_a_list_needs_its_own_approval(approval, path):
    item = data_file("programmes")["on_the_spot"][1] | {
        "id": "rieng",
        "from": "2022-05-11",
        "approval": approval,
    }
    OnTheSpotList.objects.filter(slug=LIST).update(approved_by="")
    report = load_now({"kind": "programmes", "on_the_spot": [item]}, at=IN_2022, lend=False)
    assert path_on(Q11, COPY, DAY) == path
    assert any("phê duyệt nên chưa áp dụng" in line for line in report.warnings) == (approval is None)


def test_a_procedure_in_both_classes_is_refused():
    data = data_file("programmes")
    data["on_the_spot"][1]["lists"][0]["partial"].append(COPY)
    report = load_now(data, at=IN_2022)
    assert any("hai phân loại" in fault for fault in report.refused)


@pytest.mark.requirement("R-065")
@pytest.mark.rule("144/KH-UBND BR-VT II.1")
def test_only_what_the_province_listed_for_the_desk_joins_and_the_list_has_days():
    with pytest.raises(Refused, match="not_on_province_list"):
        change("1.013225", PathClass.FULL, date(2022, 6, 1))
    listed = DeskList.objects.get(slug="hcmc-district")
    listed.codes = [*listed.codes, "1.013225"]
    listed.save()
    listed.valid_from = date(2022, 6, 2)
    listed.save()
    with pytest.raises(Refused, match="not_on_province_list"):
        change("1.013225", PathClass.FULL, date(2022, 6, 1))
    change("1.013225", PathClass.FULL, date(2022, 6, 2))
    assert path_on(Q11, "1.013225", date(2022, 6, 2)) == "on_the_spot"


def test_an_unknown_list_and_a_procedure_that_is_not_on_it_are_refused():
    with pytest.raises(Refused, match="not_on_the_list"):
        change(UNLISTED, None, date(2022, 6, 1))
    with pytest.raises(Refused, match="list_unknown"):
        actions.set_class(
            list_slug="khong-co",
            unit_id=Q11,
            procedure=UNLISTED,
            path_class=PathClass.FULL,
            valid_from=date(2022, 6, 1),
            basis="Quyết định",
            actor=colleague(Role.CONTROL, Q11, NOW),
            at=NOW,
        )
