"""Units take options on for a programme: what is refused, what stands, what came of it, who joined with what."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from motcua.core.models import JournalEntry
from motcua.core.refusals import Refused
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.participation import queries
from motcua.participation.actions.registering import (
    add_activity,
    report_result,
    withdraw_registration,
)
from motcua.participation.models import RegisteredActivity, Registration
from motcua.participation.registration_rules import Planned
from motcua.participation.registration_terms import ActivityKind, Option
from tests.cast import P5, Q11, THANH_SON, at, colleague
from tests.participation.registering import (
    CITY,
    DIALOGUE,
    DISTRICT,
    FESTIVAL,
    HOME_AFFAIRS,
    MORNING,
    registered,
)

pytestmark = pytest.mark.usefixtures("seeded")
DAY = date(2022, 5, 16)


def refused(option: str, **said: Any) -> str:
    with pytest.raises(Refused) as found:
        registered(option, **said)
    return found.value.refusal.code


@pytest.mark.requirement("R-099")
@pytest.mark.rule("104/KH-UBND Q11 II.2")
def test_the_choice_and_its_evidence_are_kept_with_who_and_when_and_shown() -> None:
    row = registered("2.1", evidence="Công văn  15/SNV-CCHC")
    assert (row.option, row.main, row.evidence) == ("clear_backlog", True, "Công văn 15/SNV-CCHC")
    assert (row.stated_at, row.unit_id) == (MORNING, HOME_AFFAIRS)
    (found,) = [one for one in queries.matrix(CITY, DAY).rows if one.unit.pk == HOME_AFFAIRS]
    assert found.main == row
    assert JournalEntry.objects.filter(action="register_option", subject=CITY).count() == 1


@pytest.mark.requirement("R-099")
@pytest.mark.parametrize(("option", "why"), [("", "option_missing"), ("2.7", "option_unknown")])
def test_a_registration_without_a_known_option_is_refused(option: str, why: str) -> None:
    assert refused(option) == why
    assert not Registration.objects.exists()


@pytest.mark.requirement("R-163")
def test_one_main_option_is_mandatory_and_further_ones_are_voluntary() -> None:
    assert refused("2.1", main=False) == "main_missing"
    registered("2.1")
    assert refused("2.6", description="a", owner="b") == "main_twice"
    registered("2.6", main=False, description="Chứng thực theo yêu cầu", owner="Trưởng phòng")
    assert refused("2.6", main=False, description="a", owner="b") == "option_registered"
    row = next(one for one in queries.matrix(CITY, DAY).rows if one.unit.pk == HOME_AFFAIRS)
    assert row.main is not None
    assert [(one.option, one.main) for one in row.registrations] == [
        ("clear_backlog", True),
        ("other_initiative", False),
    ]


@pytest.mark.requirement("R-163")
def test_units_without_a_registration_are_listed_and_those_with_listed_procedures_need_none() -> None:
    missing = {row.unit.pk for row in queries.matrix(CITY, DAY).missing}
    assert HOME_AFFAIRS in missing
    assert not missing & {Q11, P5}
    assert refused("2.1", unit_id=Q11, programme=DISTRICT) == "main_not_needed"
    registered("2.1", unit_id=Q11, programme=DISTRICT, main=False)
    registered("2.4")
    after = {row.unit.pk for row in queries.matrix(CITY, DAY).missing}
    assert after == missing - {HOME_AFFAIRS}


def test_the_matrix_of_a_day_shows_what_stood_then() -> None:
    row = registered("2.4")
    later = at("2022-05-20 10:00")
    withdraw_registration(
        registration_id=row.pk,
        reason="Đổi nội dung",
        actor=colleague(Role.CONTROL, HOME_AFFAIRS, later),
        at=later,
    )
    joined = [len(queries.matrix(CITY, date(2022, 5, day)).units(*Option)) for day in (15, 16, 19, 20)]
    assert joined == [0, 1, 1, 0]
    registered("2.1", moment=later)
    with pytest.raises(Refused, match="withdrawn_already"):
        withdraw_registration(
            registration_id=row.pk, reason="x", actor=colleague(Role.CONTROL, HOME_AFFAIRS, later), at=later
        )


@pytest.mark.requirement("R-164")
def test_what_a_programme_came_to_is_not_taken_out_of_its_figures_after_its_end() -> None:
    row = registered("2.1")
    last_day, after = at("2022-06-15 17:00"), at("2022-07-01 09:00")
    with pytest.raises(Refused, match="programme_over"):
        withdraw_registration(
            registration_id=row.pk,
            reason="Đổi nội dung",
            actor=colleague(Role.CONTROL, HOME_AFFAIRS, after),
            at=after,
        )
    assert HOME_AFFAIRS in _committed(date(2022, 6, 15), Option.CLEAR_BACKLOG)
    withdraw_registration(
        registration_id=row.pk,
        reason="Đổi nội dung",
        actor=colleague(Role.CONTROL, HOME_AFFAIRS, last_day),
        at=last_day,
    )
    assert HOME_AFFAIRS not in _committed(date(2022, 6, 15), Option.CLEAR_BACKLOG)


def _committed(day: date, *options: Option) -> set[str]:
    return {row.unit.pk for row in queries.matrix(CITY, day).units(*options)}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"unit_id": THANH_SON}, "out_of_scope"),
        ({"programme": "khong-co"}, "programme_unknown"),
        ({"programme": "hcmc-extension-2022"}, "programme_not_applied"),
        ({"moment": at("2022-06-16 08:00")}, "programme_over"),
        ({"role": Role.RECEIVE}, "no_role"),
        ({"evidence": "x" * 301}, "text_too_long"),
        ({"evidence": "a\u200bb"}, "text_has_marks"),
    ],
)
def test_who_is_outside_too_late_or_without_the_role_is_refused(said: dict[str, object], why: str) -> None:
    assert refused("2.1", **said) == why


def test_words_typed_in_parts_are_stored_whole() -> None:
    row = registered("2.6", description="Cha\u0302\u0301t lu\u031bo\u031b\u0323ng", owner="Ông  A")
    assert (row.description, row.owner) == ("Chất lượng", "Ông A")


@pytest.mark.requirement("R-164")
@pytest.mark.rule("HCMC results 2022 2.2")
def test_a_unit_that_clears_a_backlog_and_pledges_counts_once_and_twenty_units_are_twenty() -> None:
    for place in range(19):
        unit_id = f"hcmc.so-{place:02}"
        unit = Unit.objects.get(pk=HOME_AFFAIRS)
        unit.pk, unit.code_qcvn102, unit.code_qd20 = unit_id, f"000.00.{place + 70}.H29", ""
        unit.save(force_insert=True)
        Registration.objects.create(
            programme_id=CITY, unit_id=unit_id, option="clear_backlog", main=True,
            stated_by_name="Văn thư", stated_at=MORNING,
        )  # fmt: skip
    registered("2.2", unit_id=Q11, programme=DISTRICT, main=False, procedures=["2.000815"])
    registered("2.1", unit_id=Q11, programme=DISTRICT, main=False)
    registered("2.4")
    both = queries.matrix(CITY, DAY).units(Option.CLEAR_BACKLOG, Option.NO_LATE_RESULT)
    assert len(both) == 20
    backlog, pledge = _committed(DAY, Option.CLEAR_BACKLOG), _committed(DAY, Option.NO_LATE_RESULT)
    assert (len(backlog | pledge), len(backlog), len(pledge)) == (20, 20, 1)
    assert HOME_AFFAIRS not in backlog | pledge


@pytest.mark.requirement("R-102")
@pytest.mark.rule("104/KH-UBND Q11 II.2.3")
def test_option_2_3_comes_with_events_and_each_kind_is_counted() -> None:
    assert refused("2.3") == "events_missing"
    survey = replace(DIALOGUE, kind=ActivityKind.SURVEY, name="Khảo sát hài lòng")
    row = registered("2.3", activities=[DIALOGUE, survey])
    assert queries.activity_counts(CITY)[ActivityKind.DIALOGUE] == 1
    who = colleague(Role.CONTROL, HOME_AFFAIRS, MORNING)
    add_activity(registration_id=row.pk, planned=replace(DIALOGUE, name="Tọa đàm"), actor=who, at=MORNING)
    with pytest.raises(Refused, match="activity_twice"):
        add_activity(registration_id=row.pk, planned=DIALOGUE, actor=who, at=MORNING)
    assert queries.activity_counts(CITY) == {
        ActivityKind.DIALOGUE: 2,
        ActivityKind.PROMOTION: 0,
        ActivityKind.AWARENESS: 0,
        ActivityKind.SURVEY: 1,
        ActivityKind.SUPPORT: 0,
        ActivityKind.FESTIVAL: 0,
    }


@pytest.mark.requirement("R-249")
def test_a_support_action_is_registered_under_option_2_3_with_its_result() -> None:
    row = registered("2.3", activities=[DIALOGUE])
    support = Planned(
        ActivityKind.SUPPORT,
        "Kết nối ngân hàng với 12 doanh nghiệp",
        DAY,
        result="8 doanh nghiệp vay được vốn",
    )
    who = colleague(Role.CONTROL, HOME_AFFAIRS, MORNING)
    made = add_activity(registration_id=row.pk, planned=support, actor=who, at=MORNING)
    assert made.reports.get().result == "8 doanh nghiệp vay được vốn"
    assert queries.activity_counts(CITY)[ActivityKind.SUPPORT] == 1


@pytest.mark.requirement("R-104")
@pytest.mark.rule("104/KH-UBND Q11 II.2.5")
def test_a_festival_day_has_date_place_and_partners_and_its_requests_are_counted_by_the_newest_report() -> (
    None
):
    assert refused("2.5", activities=[replace(FESTIVAL, partners=())]) == "partners_missing"
    row = registered("2.5", activities=[FESTIVAL])
    activity = RegisteredActivity.objects.get(registration=row)
    assert (activity.place, len(activity.partners)) == ("Khu Công nghệ cao", 2)
    said: dict[str, Any] = {
        "registration_id": row.pk,
        "activity_id": activity.pk,
        "result": "Xong",
        "evidence": "",
    }
    who = colleague(Role.CONTROL, HOME_AFFAIRS, MORNING)
    with pytest.raises(Refused, match="result_too_early"):
        report_result(**said, advised=1, settled=1, actor=who, at=MORNING)
    evening = at("2022-05-25 17:00")
    report_result(**said, advised=120, settled=80, actor=who, at=evening)
    report_result(**said, advised=125, settled=81, actor=who, at=evening)
    assert queries.festival_sums(CITY) == (125, 81)
    with pytest.raises(Refused, match="number_wrong"):
        report_result(**said, advised=-1, settled=0, actor=who, at=evening)


@pytest.mark.requirement("R-104")
def test_requests_are_told_of_a_festival_day_and_nowhere_else() -> None:
    festival, dialogue = (
        registered("2.5", activities=[FESTIVAL]),
        registered("2.3", main=False, activities=[DIALOGUE]),
    )
    evening = at("2022-05-25 17:00")
    who = colleague(Role.CONTROL, HOME_AFFAIRS, evening)
    said: dict[str, Any] = {"result": "Xong", "evidence": "", "actor": who, "at": evening}
    meeting = RegisteredActivity.objects.get(registration=dialogue)
    for row, activity_id, advised, settled in (
        (festival, None, 120, 0),
        (festival, None, 0, 80),
        (dialogue, meeting.pk, 5, 0),
    ):
        with pytest.raises(Refused, match="number_at_activity"):
            report_result(
                registration_id=row.pk, activity_id=activity_id, advised=advised, settled=settled, **said
            )
    report_result(registration_id=festival.pk, activity_id=None, advised=0, settled=0, **said)
    assert queries.festival_sums(CITY) == (0, 0)


@pytest.mark.requirement("R-105")
@pytest.mark.rule("104/KH-UBND Q11 II.2.6")
def test_an_initiative_has_description_and_owner_and_its_results_are_added_and_counted() -> None:
    assert refused("2.6", owner="Ông A") == "description_missing"
    assert refused("2.6", description="Chứng thực theo yêu cầu") == "owner_missing"
    row = registered("2.6", description="Chứng thực theo yêu cầu", owner="Ông A")
    who = colleague(Role.LEAD, HOME_AFFAIRS, MORNING)
    for result in ("200 lượt ngoài giờ", "350 lượt ngoài giờ"):
        report_result(
            registration_id=row.pk, activity_id=None, result=result, evidence="Báo cáo 3/BC", advised=0,
            settled=0, actor=who, at=MORNING,
        )  # fmt: skip
    assert [one.evidence for one in row.reports.all()] == ["Báo cáo 3/BC"] * 2


def test_another_unit_touches_nothing_of_it() -> None:
    row = registered("2.3", activities=[DIALOGUE])
    stranger = colleague(Role.CONTROL, Q11, MORNING)
    with pytest.raises(Refused, match="registration_unknown"):
        add_activity(registration_id=row.pk, planned=DIALOGUE, actor=stranger, at=MORNING)
    with pytest.raises(Refused, match="registration_unknown"):
        withdraw_registration(registration_id=row.pk, reason="x", actor=stranger, at=MORNING)


@pytest.mark.requirement("R-125")
def test_the_city_sees_what_units_registered_for_the_programmes_made_of_its_own() -> None:
    registered("2.1", unit_id=Q11, programme=DISTRICT, main=False)
    city, district = queries.matrix(CITY, DAY), queries.matrix(DISTRICT, DAY)
    assert [row.unit.pk for row in city.units(Option.CLEAR_BACKLOG)] == [Q11]
    assert [row.unit.pk for row in district.rows] == [Q11, P5]
    assert {row.listed > 0 for row in district.rows} == {True}
