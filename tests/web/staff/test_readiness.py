"""Figures and readiness of a desk: shares with their lists, limits, before and after, rooms, staff, entitlements."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from motcua.authority.actions.seals import withdraw_seal
from motcua.authority.seal_tables import Seal
from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.models import Person, Posting, RoleGrant
from motcua.organisation.terms import Role
from motcua.participation.models import Entitlement, FrequencyRule
from motcua.procedures.models import OnTheSpotEntry
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, LAND_CHANGE, Q11, at, colleague, do, received
from tests.web.staff.desk import signed_in
from tests.web.staff.test_on_the_spot import HERE, MORNING, body, day, refused, rows, save

LATER = at("2022-05-20 10:00")


@pytest.fixture
def controller(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """Whoever controls procedures at Quận 11, on a Monday morning."""
    office_clock(MORNING)
    return signed_in(Q11, Role.CONTROL)


def figures(client: Client) -> list[str]:
    """Value and label of each figure of the share, without markup."""
    context = client.get(f"{HERE}thuong-xuyen/").context
    return [f"{value} {label}" for value, label in context["made"].figures]


def several(code: str, many: int, moment: datetime = MORNING) -> list[Dossier]:
    return [received(code, Q11, moment + timedelta(minutes=place)) for place in range(many)]


def settled(code: str, moment: datetime, minutes: int) -> Dossier:
    """A dossier of the desk whose result is ready so many minutes after its reception."""
    dossier = received(code, Q11, moment)
    do(Act.APPRAISE, dossier, Role.APPRAISE, moment + timedelta(minutes=1))
    do(Act.APPROVE, dossier, Role.APPROVE, moment + timedelta(minutes=2))
    do(Act.STAMP, dossier, Role.SEAL, moment + timedelta(minutes=minutes))
    dossier.refresh_from_db()
    assert dossier.ready_at is not None
    return dossier


@pytest.mark.requirement("R-047", "R-048")
def test_the_share_has_numerator_denominator_and_list_and_half_is_met(controller: Client) -> None:
    save(controller, "nguong", dossiers="2", months="12", basis="Công văn 7")
    several(CERTIFIED_COPY, 3)
    several(LAND_CHANGE, 2)
    several(HOUSEHOLD_BUSINESS, 1)
    several(CERTIFIED_COPY, 1, MORNING - timedelta(days=399))
    assert figures(controller) == [
        "50,0 % Tỷ lệ theo quy trình, yêu cầu từ 50 %: Đạt",
        "1 Tử số: thủ tục thường xuyên theo quy trình",
        "2 Mẫu số: thủ tục thường xuyên phát sinh hồ sơ",
    ]
    table = [(one[0], one[2], one[3]) for one in rows(controller, "thuong-xuyen")[1:]]
    assert table == [(CERTIFIED_COPY, "3", "Có"), (LAND_CHANGE, "2", "Không")]
    several("1.013978", 2)
    assert figures(controller)[0] == "33,3 % Tỷ lệ theo quy trình, yêu cầu từ 50 %: Chưa đạt"


@pytest.mark.requirement("R-047")
def test_a_figure_opens_exactly_the_dossiers_it_counts(controller: Client) -> None:
    save(controller, "nguong", dossiers="2", months="12", basis="Công văn 7")
    counted, other = several(CERTIFIED_COPY, 3), several(LAND_CHANGE, 2)
    cells = controller.get(f"{HERE}thuong-xuyen/").context["rows"][0][0]
    text, address = cells[2]
    assert text == "3"
    page = controller.get(address).content.decode()
    assert all(str(one) in page for one in counted)
    assert not any(str(one) in page for one in other)
    assert JournalEntry.objects.filter(subject="list:4-tai-cho").exists()


@pytest.mark.requirement("R-048")
def test_the_threshold_changes_the_denominator_and_is_kept_with_day_and_person(controller: Client) -> None:
    several(CERTIFIED_COPY, 3)
    several(HOUSEHOLD_BUSINESS, 2)
    assert figures(controller)[2].startswith("0 ")
    save(controller, "nguong", dossiers="2", months="6", basis="Công văn 7")
    assert figures(controller)[2].startswith("2 ")
    save(controller, "nguong", dossiers="3", months="6", basis="Công văn 8")
    assert figures(controller)[2].startswith("1 ")
    newest, before, province = rows(controller, "nguong")[1:]
    assert (newest[0], newest[2], newest[4]) == ("16/05/2022", "3", "Công văn 8")
    assert (before[2], province[1]) == ("2", "Ủy ban nhân dân Thành phố Hồ Chí Minh")
    rule = FrequencyRule.objects.latest("pk")
    assert rule.stated_by is not None
    assert newest[5] == rule.stated_by.full_name
    assert JournalEntry.objects.filter(action="set_frequency", subject=Q11).count() == 2
    earlier = day("valid_from", date(2022, 5, 1))
    assert "lùi ngày" in refused(controller, "nguong", dossiers="1", months="6", basis="x", **earlier)
    refused(controller, "nguong", dossiers="0", months="6", basis="x")
    refused(controller, "nguong", dossiers="5", months="37", basis="x")
    refused(controller, "nguong", dossiers="5", months="6", basis="")


@pytest.mark.requirement("R-048")
def test_without_a_threshold_no_share_is_told(controller: Client) -> None:
    province = signed_in("hai-phong", Role.CONTROL)
    assert "Chưa đặt ngưỡng" in body(province, "thuong-xuyen")


@pytest.mark.requirement("R-066")
def test_law_process_and_actual_mean_stand_beside_each_other(
    controller: Client, office_clock: Callable[[datetime], None]
) -> None:
    settled(CERTIFIED_COPY, MORNING, 20)
    settled(CERTIFIED_COPY, MORNING + timedelta(minutes=30), 41)
    received(CERTIFIED_COPY, Q11, MORNING)
    office_clock(LATER)
    row = next(one for one in rows(controller, "thoi-han") if one[0] == CERTIFIED_COPY)
    law, process = (int(one.replace(".", "")) for one in row[3:5])
    assert process <= law
    assert row[5] in {"Bằng luật", f"Rút ngắn {law - process} phút"}
    assert row[6:] == ["30,5", "2"]


@pytest.mark.rule("144/KH-UBND BR-VT I.1")
@pytest.mark.requirement("R-064")
def test_time_and_steps_off_the_desk_are_compared_before_and_after_joining(
    controller: Client, office_clock: Callable[[datetime], None]
) -> None:
    entries = OnTheSpotEntry.objects.filter(unit_id=Q11, procedure_id=HOUSEHOLD_BUSINESS)
    entries.update(valid_from=date(2022, 5, 17))
    before = received(HOUSEHOLD_BUSINESS, Q11, MORNING)
    for minute, (act, role) in enumerate(
        [
            (Act.FORWARD, Role.RECEIVE), (Act.APPRAISE, Role.APPRAISE), (Act.APPROVE, Role.APPROVE),
            (Act.STAMP, Role.SEAL), (Act.HAND_BACK, Role.RECEIVE),
        ],
        start=1,
    ):  # fmt: skip
        do(act, before, role, MORNING + timedelta(minutes=10 * minute))
    settled(HOUSEHOLD_BUSINESS, at("2022-05-18 08:00"), 20)
    office_clock(LATER)
    row = next(one for one in rows(controller, "truoc-sau") if one[0] == HOUSEHOLD_BUSINESS)
    assert row[2:5] == ["17/05/2022", "1", "1"]
    assert row[5:8] == ["50,0", "20,0", "giảm 30,0 phút"]
    assert (float(row[8].replace(",", ".")) > 0, row[9]) == (True, "0,0")


@pytest.mark.requirement("R-062", "R-231")
@pytest.mark.rule("144/KH-UBND BR-VT II.5")
def test_rooms_and_equipment_stand_with_owner_and_what_lacks_is_in_the_readiness(controller: Client) -> None:
    gaps = [one[:4] for one in rows(controller, "san-sang")[1:]]
    assert [
        "Phòng ký duyệt",
        "Phòng ký duyệt",
        "Đang bố trí: sửa xong trong quý II",
        "Văn phòng HĐND và UBND",
    ] in gaps
    assert any(one[1] == "Máy quét khổ A3" and one[3] == "Phòng Tài chính - Kế hoạch" for one in gaps)
    words = {"kind": "signing_room", "name": "Phòng ký duyệt", "owner": "Văn phòng HĐND và UBND"}
    save(controller, "dieu-kien", standing="ready", **words)
    assert not any(one[0] == "Phòng ký duyệt" for one in rows(controller, "san-sang")[1:])
    save(controller, "dieu-kien", standing="broken", text="Dột trần", **words)
    assert any(one[2] == "Hỏng: Dột trần" for one in rows(controller, "san-sang")[1:])
    save(controller, "dieu-kien", standing="removed", **words)
    assert any(one[2] == "Chưa ghi nhận" for one in rows(controller, "san-sang")[1:])
    refused(controller, "dieu-kien", standing="ready", kind="equipment", name="Máy in", owner="")


@pytest.mark.requirement("R-075")
def test_procedures_that_no_seal_serves_stand_in_the_readiness_until_one_is_at_the_desk(
    controller: Client,
) -> None:
    def gaps() -> list[list[str]]:
        return [one for one in rows(controller, "san-sang")[1:] if one[0] == "Con dấu"]

    assert gaps() == []
    seal = Seal.objects.get(unit_id=Q11)
    head = colleague(Role.LEAD, Q11, MORNING)
    withdraw_seal(seal_id=seal.pk, document="Quyết định 9", actor=head, at=MORNING)
    [gap] = gaps()
    assert CERTIFIED_COPY in gap[1]
    assert gap[2] == "Chưa có con dấu"


@pytest.mark.rule("144/KH-UBND BR-VT I.2 staff")
@pytest.mark.requirement("R-228")
def test_staff_planned_and_present_and_who_may_do_each_act_of_each_procedure(controller: Client) -> None:
    staff = {one[0]: one[1:] for one in rows(controller, "nhan-su")[1:]}
    assert staff["Tiếp nhận"][0] == "3"
    assert int(staff["Tiếp nhận"][2]) == 3 - int(staff["Tiếp nhận"][1])
    assert any(one[:2] == ["Nhân sự", "Tiếp nhận"] for one in rows(controller, "san-sang")[1:])
    powers = next(one for one in rows(controller, "tham-quyen") if one[0] == CERTIFIED_COPY)
    assert "Chưa có ai" not in powers
    appraisers = RoleGrant.objects.filter(unit_id=Q11, role=Role.APPRAISE).values("person_id")
    Posting.objects.filter(one_stop_unit__unit_id=Q11, person_id__in=appraisers).update(
        procedures=["2.000884"]
    )
    table = {one[0]: one for one in rows(controller, "tham-quyen")[1:]}
    assert table[CERTIFIED_COPY][3] == "Chưa có ai"
    assert table["2.000884"][3] != "Chưa có ai"
    gaps = [one for one in rows(controller, "san-sang")[1:] if one[0] == "Thẩm quyền"]
    assert any(one[1].startswith("Thẩm định: ") and CERTIFIED_COPY in one[1] for one in gaps)
    save(controller, "nhan-su", role="receive", planned="1")
    assert not any(one[:2] == ["Nhân sự", "Tiếp nhận"] for one in rows(controller, "san-sang")[1:])


@pytest.mark.requirement("R-228")
def test_skills_are_shown_by_procedure_and_untrained_procedures_are_a_gap(controller: Client) -> None:
    clerk = Person.objects.get(username="q11.tiep-nhan")
    words = {"person": clerk.username, "name": "Chứng thực", "basis": "Chứng chỉ 12/2021"}
    save(controller, "ky-nang", procedures=f"{CERTIFIED_COPY}, 2.000884", **words)
    powers = {one[0]: one[7] for one in rows(controller, "tham-quyen")[1:]}
    assert powers[CERTIFIED_COPY] == f"{clerk.full_name} (Chứng thực)"
    assert powers[HOUSEHOLD_BUSINESS] == "–"
    gap = next(one for one in rows(controller, "san-sang") if one[0] == "Năng lực")
    assert CERTIFIED_COPY not in gap[1]
    assert HOUSEHOLD_BUSINESS in gap[1]
    save(controller, "ky-nang", gone="on", procedures="", **words)
    assert len(rows(controller, "ky-nang")) == 1
    refused(controller, "ky-nang", procedures="9.999999", **words)


@pytest.mark.requirement("R-232")
@pytest.mark.rule("144/KH-UBND BR-VT IV.4")
def test_allowances_and_uniforms_per_person_and_period_are_totalled_and_taken_back(
    controller: Client,
) -> None:
    clerk = Person.objects.get(username="q11.tiep-nhan")
    month = day("first", date(2022, 5, 1)) | day("last", date(2022, 5, 31))
    words = {"person": clerk.username, "basis": "Nghị quyết 5", **month}
    save(controller, "che-do", kind="allowance", amount="1500000", **words)
    save(controller, "che-do", kind="uniform", pieces="2", **words)
    save(controller, "che-do", kind="allowance", amount="250000", **words)
    context = controller.get(f"{HERE}che-do/").context["made"].figures
    assert [value for value, _label in context] == ["1.750.000 đồng", "2 bộ"]
    assert rows(controller, "che-do")[-1][:5] == [clerk.full_name, "Cộng của người này", "", "1.750.000", "2"]
    wrong = Entitlement.objects.latest("pk")
    address = f"{HERE}che-do/huy/{wrong.pk}/"
    assert controller.get(address).status_code == 200
    assert controller.post(address, {"reason": ""}).status_code == 422
    assert controller.post(address, {"reason": "Ghi hai lần"}).status_code == 302
    assert "đã hủy rồi" in controller.post(address, {"reason": "Lần nữa"}).content.decode()
    context = controller.get(f"{HERE}che-do/").context["made"].figures
    assert [value for value, _label in context] == ["1.500.000 đồng", "2 bộ"]
    assert signed_in("hcmc.q11.p5", Role.CONTROL).post(address, {"reason": "x"}).status_code == 404


@pytest.mark.requirement("R-232")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"amount": ""}, "số tiền hoặc số bộ"),
        ({"amount": "2000000000"}, "1000000000"),
        ({"person": "q11.phe-duyet"}, "không được phân công"),
        ({"person": "nguoi-la"}, "Không có tên đăng nhập"),
        (day("last", date(2022, 4, 1)), "trước ngày đầu"),
    ],
)
def test_an_entitlement_that_cannot_be_is_refused(
    controller: Client, change: dict[str, str], said: str
) -> None:
    month = day("first", date(2022, 5, 1)) | day("last", date(2022, 5, 31))
    words = {
        "person": "q11.tiep-nhan",
        "basis": "Nghị quyết 5",
        "kind": "allowance",
        "amount": "100000",
        **month,
    }
    assert said in refused(controller, "che-do", **(words | change))
