"""The 4-tại-chỗ programme on its pages: judging, classing, planning; every table opens and downloads."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from motcua.core.models import JournalEntry
from motcua.organisation.terms import Role
from motcua.procedures.queries import path_on
from motcua.programmes.models import RoadmapYear, SelectionSheet, SolutionPlan
from motcua.web.on_the_spot.kinds import KEEPING, KINDS, READING
from tests.cast import CERTIFIED_COPY, LAND_CHANGE, P5, Q11, VUNG_TAU, at
from tests.web.staff.desk import signed_in

MORNING = at("2022-05-16 09:00")
HERE = "/can-bo/kiem-soat/4-tai-cho/"
MARRIAGE_ABROAD = "2.000806"
LIST = "demo-4-tai-cho"
YES_TO_ALL = dict.fromkeys(("feasible", "short_term", "simple", "single_agency", "frequent"), "yes")


@pytest.fixture
def controller(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """Whoever controls procedures at Quận 11, on a Monday morning."""
    office_clock(MORNING)
    return signed_in(Q11, Role.CONTROL)


def body(client: Client, slug: str, **asked: str) -> str:
    answer = client.get(f"{HERE}{slug}/", asked)
    assert answer.status_code == 200, slug
    return str(answer.content.decode())


def rows(client: Client, slug: str, **asked: str) -> list[list[str]]:
    """The table as its CSV has it, header first."""
    answer = client.get(f"{HERE}{slug}/tai.xlsx", asked)
    assert answer.status_code == 200, slug
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()]


def save(client: Client, slug: str, **words: object) -> None:
    answer = client.post(f"{HERE}{slug}/", words)
    assert answer.status_code == 302, answer.context["form"].errors


def refused(client: Client, slug: str, **words: object) -> str:
    answer = client.post(f"{HERE}{slug}/", words)
    assert answer.status_code == 422, slug
    return str(answer.content.decode())


def day(name: str, moment: date) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {
        f"{name}_day": str(moment.day),
        f"{name}_month": str(moment.month),
        f"{name}_year": str(moment.year),
    }


def test_every_table_opens_and_downloads_with_the_same_rows(controller: Client) -> None:
    assert controller.get(HERE).status_code == 200
    for slug in KINDS:
        page = body(controller, slug)
        table = rows(controller, slug)
        assert page.count('<tr class="govuk-table__row" role="row">') == (len(table) if len(table) > 1 else 0)
        text = controller.get(f"{HERE}{slug}/tai.csv").content.decode("utf-8-sig")
        assert text.splitlines()[0].split(",")[0] == table[0][0]
    assert controller.get(f"{HERE}khong-co/").status_code == 404
    assert controller.get(f"{HERE}lua-chon/tai.pdf").status_code == 404


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", sorted(Role))
def test_who_leads_controls_signs_or_inspects_looks_and_only_two_write(
    controller: Client, role: Role
) -> None:
    client = signed_in(Q11, role)
    mine = set(client.get("/can-bo/").context["page"].actor.roles) if role != Role.ADMIN else {Role.ADMIN}
    looks, writes = bool(mine & READING), bool(mine & KEEPING)
    for slug in ("", "lua-chon/", "che-do/", "lua-chon/tai.csv", "ho-so/"):
        assert client.get(HERE + slug).status_code == (200 if looks else 403), (slug, mine)
    posted = client.post(f"{HERE}lo-trinh/", {})
    assert posted.status_code == (422 if writes else 403)


@pytest.mark.requirement("R-049")
@pytest.mark.rule("144/KH-UBND BR-VT I.2 criteria")
def test_a_selection_sheet_keeps_each_answer_and_its_reviewer_and_stands_by_score(controller: Client) -> None:
    words = YES_TO_ALL | {"simple": "no", "reason": "Cần xác minh  hộ tịch"}
    save(controller, "lua-chon", procedure=MARRIAGE_ABROAD, **words)
    row = next(one for one in rows(controller, "lua-chon") if one[0] == MARRIAGE_ABROAD)
    assert row[2:8] == ["4/5", "Có", "Có", "Không", "Có", "Có"]
    kept = SelectionSheet.objects.latest("pk")
    assert (row[9], row[10], row[11]) == (kept.stated_by_name, "16/05/2022", "Cần xác minh hộ tịch")
    assert kept.stated_by is not None
    scores = [int(one[2][0]) for one in rows(controller, "lua-chon")[1:]]
    assert scores == sorted(scores, reverse=True)
    assert JournalEntry.objects.filter(action="judge_procedure", subject=MARRIAGE_ABROAD).exists()
    save(controller, "lua-chon", procedure=MARRIAGE_ABROAD, **YES_TO_ALL, reason="Đã có mẫu thống nhất")
    again = [one for one in rows(controller, "lua-chon") if one[0] == MARRIAGE_ABROAD]
    assert [one[2] for one in again] == ["5/5"]
    assert SelectionSheet.objects.filter(procedure_id=MARRIAGE_ABROAD, unit_id=Q11).count() == 2


@pytest.mark.requirement("R-049")
def test_a_sheet_without_an_answer_a_reason_or_for_tomorrow_is_refused(controller: Client) -> None:
    lacking = {name: answer for name, answer in YES_TO_ALL.items() if name != "frequent"}
    said = {"procedure": MARRIAGE_ABROAD, "reason": "Ít hồ sơ"}
    assert "Thường xuyên phát sinh hồ sơ" in refused(controller, "lua-chon", **said, **lacking)
    refused(controller, "lua-chon", procedure=MARRIAGE_ABROAD, **YES_TO_ALL)
    tomorrow = day("judged_on", date(2022, 5, 17))
    assert "chưa đến" in refused(controller, "lua-chon", **said, **YES_TO_ALL, **tomorrow)
    hidden = said | {"reason": "Ít\u202ehồ sơ"}
    assert "ký tự ẩn" in refused(controller, "lua-chon", **hidden, **YES_TO_ALL)
    refused(controller, "lua-chon", **(said | {"reason": "a" * 20_000}), **YES_TO_ALL)
    assert not SelectionSheet.objects.filter(procedure_id=MARRIAGE_ABROAD, unit_id=Q11).exists()


@pytest.mark.requirement("R-065")
def test_what_the_province_did_not_list_is_not_offered_and_refused(controller: Client) -> None:
    page = body(controller, "phan-loai")
    assert f'value="{MARRIAGE_ABROAD}"' in page
    assert f'value="{LAND_CHANGE}"' not in page
    words = {"list": LIST, "path_class": "full", "basis": "Tờ trình 5"}
    refused(controller, "phan-loai", procedure=LAND_CHANGE, **words)
    refused(controller, "lua-chon", procedure=LAND_CHANGE, reason="Thử", **YES_TO_ALL)
    assert path_on(Q11, LAND_CHANGE, date(2022, 6, 1)) == "ordinary"


@pytest.mark.requirement("R-046", "R-061")
@pytest.mark.rule("144/KH-UBND BR-VT II.1")
def test_a_class_set_from_a_day_is_counted_from_then_and_what_moved_back_is_named(controller: Client) -> None:
    before = rows(controller, "lich-su")[1]
    words = {"list": LIST, "basis": "Quyết định 12"}
    save(controller, "phan-loai", procedure=MARRIAGE_ABROAD, path_class="full", **words)
    joined = rows(controller, "lich-su")[1]
    assert joined[0] == "16/05/2022"
    assert (int(joined[1]), joined[4]) == (int(before[1]) + 1, "Không có")
    june = day("valid_from", date(2022, 6, 1))
    save(controller, "phan-loai", procedure=CERTIFIED_COPY, path_class="partial", **words, **june)
    july = day("valid_from", date(2022, 7, 1))
    save(controller, "phan-loai", procedure=MARRIAGE_ABROAD, path_class="off", **words, **july)
    newest, middle = rows(controller, "lich-su")[1:3]
    assert (newest[0], middle[0]) == ("01/07/2022", "01/06/2022")
    assert CERTIFIED_COPY in middle[4]
    assert MARRIAGE_ABROAD not in middle[4]
    assert MARRIAGE_ABROAD in newest[4]
    assert int(newest[3]) == int(joined[3]) - 1
    assert "lùi ngày" in refused(
        controller, "phan-loai", procedure=CERTIFIED_COPY, path_class="full", **words,
        **day("valid_from", date(2022, 5, 1)),
    )  # fmt: skip


@pytest.mark.requirement("R-056", "R-057")
def test_solutions_are_several_and_open_and_an_entry_without_its_parts_is_marked(controller: Client) -> None:
    lacking = next(one for one in rows(controller, "giai-phap") if one[0] == "2.000720")
    assert lacking[6] == "Thiếu: trang thiết bị"
    never = next(one for one in rows(controller, "giai-phap") if one[0] == "1.005092")
    assert never[6] == "Thiếu: giải pháp, nhân sự, lộ trình, trang thiết bị"
    save(
        controller, "giai-phap", procedure="2.000720", solutions=["delegate", "leader_at_desk"],
        other="Ký số lưu động", staff="Hai công chức", roadmap="Quý I/2022", equipment="Máy quét",
    )  # fmt: skip
    whole = next(one for one in rows(controller, "giai-phap") if one[0] == "2.000720")
    assert whole[2] == "Ủy quyền phê duyệt; Bố trí lãnh đạo ký tại Bộ phận Một cửa; Ký số lưu động"
    assert whole[6] == "Đủ"
    assert SolutionPlan.objects.latest("pk").solutions == ["delegate", "leader_at_desk", "Ký số lưu động"]
    answer = controller.post(
        f"{HERE}giai-phap/", {"procedure": "1.005092", "staff": "Một người"}, follow=True
    )
    assert "chưa đầy đủ" in answer.content.decode()


@pytest.mark.requirement("R-058")
@pytest.mark.rule("144/KH-UBND BR-VT III.1")
def test_planned_and_reached_stand_beside_each_other_and_a_late_start_is_said(controller: Client) -> None:
    first, second = rows(controller, "lo-trinh")[1:]
    assert first[:3] == ["2021", "01/03/2021", "Trễ so với 31/12/2020"]
    assert second[0] == "2022"
    assert first[5] == f"{int(first[4]) - int(first[3]):+d}"
    assert "Đúng lộ trình" in body(signed_in(VUNG_TAU, Role.CONTROL), "lo-trinh")
    save(controller, "lo-trinh", year="2023", planned="30", **day("starts_on", date(2021, 3, 1)))
    assert rows(controller, "lo-trinh")[3][3:6] == ["30", "–", "–"]
    assert RoadmapYear.objects.filter(unit_id=Q11, year=2023).exists()
    refused(controller, "lo-trinh", year="2019", planned="3", **day("starts_on", date(2019, 3, 1)))
    refused(controller, "lo-trinh", year="2023", planned="-1", **day("starts_on", date(2021, 3, 1)))
    refused(controller, "lo-trinh", year="2023", planned="5", **day("starts_on", date(2024, 3, 1)))


@pytest.mark.rule("144/KH-UBND BR-VT IV.1.e")
@pytest.mark.requirement("R-059")
def test_a_province_sees_number_and_date_of_each_district_plan_and_who_has_none(controller: Client) -> None:
    province = signed_in("brvt", Role.CONTROL)
    table = {one[0]: one[1:] for one in rows(province, "ke-hoach")[1:]}
    assert table["Ủy ban nhân dân thành phố Vũng Tàu"][:2] == ["312/KH-UBND (minh họa)", "20/11/2020"]
    assert table["Ủy ban nhân dân huyện Châu Đức"][3] == "Chưa có kế hoạch chi tiết"
    district = signed_in("brvt.chau-duc", Role.CONTROL)
    save(district, "ke-hoach", number="45/KH-UBND", **day("issued_on", date(2022, 5, 10)))
    assert rows(province, "ke-hoach")[1:][0][4] == "Đã ban hành"
    refused(district, "ke-hoach", number="46/KH-UBND", **day("issued_on", date(2022, 6, 10)))


@pytest.mark.rule("144/KH-UBND BR-VT IV.1.d")
@pytest.mark.requirement("R-063")
def test_each_duty_of_part_two_has_a_state_and_a_date(controller: Client) -> None:
    table = {one[0]: one[1:] for one in rows(controller, "nhiem-vu")[1:]}
    assert list(table) == [f"II.{place}" for place in range(1, 10)]
    assert table["II.1"][1:3] == ["Đã hoàn thành", "20/11/2020"]
    assert table["II.3"][1:3] == ["Chưa thực hiện", "–"]
    save(controller, "nhiem-vu", duty="II.3", standing="doing", text="Đã gửi Công an thành phố")
    table = {one[0]: one[1:] for one in rows(controller, "nhiem-vu")[1:]}
    assert table["II.3"][1:4] == ["Đang thực hiện", "16/05/2022", "Đã gửi Công an thành phố"]
    refused(controller, "nhiem-vu", duty="II.12", standing="done")


@pytest.mark.requirement("R-052", "R-053")
def test_both_approvals_and_the_difference_to_the_province_are_shown(controller: Client) -> None:
    row = next(one for one in rows(controller, "quy-trinh") if one[0] == CERTIFIED_COPY)
    assert "minh họa" in row[2]
    assert "minh họa" in row[3]
    assert row[4]
    assert int(row[5].replace(".", "")) <= int(row[6].replace(".", ""))


def test_a_province_looks_at_its_districts_and_writes_nothing_for_them(controller: Client) -> None:
    province = signed_in("brvt", Role.CONTROL)
    assert f"don-vi={VUNG_TAU}" in province.get(HERE).content.decode()
    page = body(province, "nhiem-vu", **{"don-vi": VUNG_TAU})
    assert "thành phố Vũng Tàu" in page
    assert 'method="post" novalidate' not in page
    words = {"duty": "II.3", "standing": "done"}
    assert province.post(f"{HERE}nhiem-vu/?don-vi={VUNG_TAU}", words).status_code == 403
    assert province.get(f"{HERE}nhiem-vu/?don-vi={Q11}").status_code == 403
    assert signed_in(VUNG_TAU, Role.CONTROL).get(f"{HERE}nhiem-vu/?don-vi=brvt").status_code == 403
    assert controller.get(f"{HERE}nhiem-vu/?don-vi={P5}").status_code == 200
