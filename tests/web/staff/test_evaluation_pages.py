"""Whoever is rated sees the figures and objects; heads decide, answer, reward; every figure opens its list."""

import re
from csv import reader as csv_reader
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier
from motcua.evaluation.actions.deciding import decide_criteria
from motcua.evaluation.actions.objecting import answer_objection, object_to
from motcua.evaluation.models import CriteriaSet, DisciplineFinding, EmulationDrive, Objection, Reward
from motcua.evaluation.terms import Rated, Verdict
from motcua.evaluation.yearly import FIGURES
from motcua.organisation.models import Person
from motcua.organisation.terms import Role
from motcua.web.staff import paging
from tests.cast import CERTIFIED_COPY, ONG_TU, P5, Q11, VUNG_TAU, SetClock, at, colleague, received
from tests.evaluation.rated import settled
from tests.web.citizen.reading import text_of
from tests.web.staff.desk import signed_in

pytestmark = pytest.mark.usefixtures("seeded", "monday_in_june")
MORNING, JUNE = at("2022-05-16 09:00"), at("2022-06-06 09:00")
HERE = "/can-bo/thi-dua/"
_LINK = re.compile(r'href="(/can-bo/thi-dua/danh-sach/[^"]+)"[^>]*>(\d+)')


@pytest.fixture
def monday_in_june(office_clock: SetClock) -> None:
    office_clock(at("2022-06-06 09:00"))


def username(role: Role, unit_id: str = Q11) -> str:
    return Person.objects.get(pk=colleague(role, unit_id, MORNING).person_id).username


def day(name: str, value: str) -> dict[str, str]:
    year, month, number = value.split("-")
    return {f"{name}_year": year, f"{name}_month": month, f"{name}_day": number}


def listed(client: Client, address: str) -> int:
    page = client.get(unescape(address))
    assert page.status_code == 200
    return page.content.decode().count('class="govuk-link mc-code"') + page.content.decode().count(
        '<span class="mc-code"'
    )


@pytest.mark.requirement("R-283")
def test_a_person_sees_the_figures_behind_the_own_rating_and_each_opens_its_dossiers() -> None:
    settled(Q11, MORNING)
    owed = received(CERTIFIED_COPY, Q11, MORNING)
    clerk = signed_in(Q11, Role.RECEIVE)
    page = clerk.get(f"{HERE}toi/?ky=2022-05")
    found = _LINK.findall(page.content.decode())
    assert found
    for address, number in found:
        assert listed(clerk, address) == int(number), address
    late = clerk.get(f"{HERE}danh-sach/?ky=2022-05&nguoi={username_of(clerk)}&dem=still_owed")
    assert str(owed) in text_of(late)
    assert ONG_TU.name not in text_of(late)


def username_of(client: Client) -> str:
    return Person.objects.get(pk=client.session["_auth_user_id"]).username


@pytest.mark.requirement("R-283")
def test_a_long_list_behind_a_figure_goes_on_on_the_next_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    made = [str(settled(Q11, MORNING + timedelta(minutes=5 * n))) for n in range(5)]
    head = signed_in(Q11, Role.LEAD)
    address, seen = f"{HERE}danh-sach/?ky=2022-05&don-vi={Q11}&dem=settled", []
    while address:
        page = head.get(address).context["list"]
        seen.append([str(Dossier.objects.get(pk=one)) for one in page.rows])
        address = page.following
    assert [len(rows) for rows in seen] == [2, 2, 1]
    assert [code for rows in seen for code in rows] == made
    assert "&amp;trang=1" in head.get(page.previous.replace("trang=1", "trang=2")).content.decode()
    beyond = head.get(f"{HERE}danh-sach/?ky=2022-05&don-vi={Q11}&dem=settled&trang=99")
    assert [str(row) for row, _state, _opens in beyond.context["rows"]] == [made[-1]]


@pytest.mark.requirement("R-283")
def test_nobody_but_those_who_read_sees_the_figures_of_another() -> None:
    settled(Q11, MORNING)
    clerk = signed_in(Q11, Role.RECEIVE)
    other = username(Role.APPROVE)
    assert other != username_of(clerk)
    for end in (
        f"danh-sach/?dem=judged&nguoi={other}",
        "danh-sach/?dem=judged",
        f"danh-sach/?don-vi={P5}&dem=judged",
    ):
        assert clerk.get(HERE + end).status_code == 403, end
    head = signed_in(Q11, Role.LEAD)
    assert head.get(f"{HERE}can-bo/mot-nguoi/?nguoi={other}").status_code == 200
    assert head.get(f"{HERE}can-bo/mot-nguoi/?nguoi=khong-co").status_code == 404
    assert head.get(f"{HERE}don-vi/?don-vi={VUNG_TAU}").status_code == 404
    assert head.get(f"{HERE}danh-sach/?dem=khong-co").status_code == 404
    assert head.get(f"{HERE}danh-sach/?dem=judged&dot=99999999999999").status_code == 404


@pytest.mark.requirement("R-283")
def test_the_page_of_an_agency_shows_no_official_as_their_own_page_is_journalled() -> None:
    settled(Q11, MORNING)
    head, name = signed_in(Q11, Role.LEAD), username(Role.RECEIVE)
    assert head.get(f"{HERE}don-vi/?ky=2022-05&nguoi={name}").status_code == 404
    views = JournalEntry.objects.filter(action="view", subject=f"rating:{name}")
    assert not views.exists()
    assert head.get(f"{HERE}can-bo/mot-nguoi/?ky=2022-05&nguoi={name}").status_code == 200
    assert views.count() == 1


@pytest.mark.requirement("R-283")
@pytest.mark.requirement("R-285")
def test_agencies_are_ranked_and_each_figure_of_each_criterion_opens_its_list() -> None:
    for _ in range(10):
        settled(P5, MORNING)
    head = signed_in(Q11, Role.LEAD)
    ranking = text_of(head.get(f"{HERE}?ky=2022-05"))
    assert "Trọng số mẫu của phần mềm, chưa có quyết định nào" in ranking
    assert "10 / 10 (100,0%)" in ranking
    one = head.get(f"{HERE}don-vi/?ky=2022-05&don-vi={P5}")
    assert "Hệ thống chưa giữ số liệu này" in text_of(one)
    assert "Chưa đủ số liệu" in text_of(one)
    found = _LINK.findall(one.content.decode())
    assert len(found) >= 6
    for address, number in found:
        assert listed(head, address) == int(number), address


@pytest.mark.requirement("R-283")
def test_an_objection_goes_to_another_head_who_answers_it_on_its_page() -> None:
    settled(Q11, MORNING)
    late = received(CERTIFIED_COPY, Q11, MORNING)
    clerk = signed_in(Q11, Role.RECEIVE)
    assert "Gửi ý kiến về số liệu này" in text_of(clerk.get(f"{HERE}toi/?ky=2022-05"))
    address = f"{HERE}y-kien/gui/?ky=2022-05"
    assert clerk.post(address, {"criterion": "on_time", "text": ""}).status_code == 422
    said = {"criterion": "on_time", "text": f"Hồ sơ {late} chờ ký ba ngày."}
    assert clerk.post(address, said).status_code == 302
    twice = clerk.post(address, said)
    assert twice.status_code == 422
    assert "đã có ý kiến rồi" in text_of(twice)
    assert "Chờ trả lời" in text_of(clerk.get(f"{HERE}y-kien/"))
    one = Objection.objects.get()
    page = f"{HERE}y-kien/{one.pk}/"
    assert "chờ ký ba ngày" in text_of(clerk.get(page))
    reply = {
        "verdict": "upheld", "text": "Đúng.", "decision": "Thông báo 7/TB-UBND ngày 6/6/2022", "left_out": str(late),
    }  # fmt: skip
    assert clerk.post(page, reply).status_code == 422
    head = signed_in(Q11, Role.LEAD)
    assert "Số liệu lúc gửi ý kiến" in text_of(head.get(page))
    assert head.post(page, reply | {"left_out": "H99-1"}).status_code == 422
    assert head.post(page, reply).status_code == 302
    assert head.post(page, reply).status_code == 422
    after = text_of(clerk.get(page))
    assert "Chấp nhận" in after
    assert f"Không tính các hồ sơ: {late}." in after
    assert "Không tính theo trả lời ý kiến: 1" in text_of(clerk.get(f"{HERE}toi/?ky=2022-05"))
    assert signed_in(VUNG_TAU, Role.LEAD).get(page).status_code == 404


def test_an_objection_too_early_and_too_late_is_refused_with_what_to_do() -> None:
    clerk = signed_in(Q11, Role.RECEIVE)
    early = clerk.post(f"{HERE}y-kien/gui/?ky=2022-06", {"text": "Sai"})
    assert "Hãy gửi ý kiến từ ngày 01/07/2022" in text_of(early)
    late = clerk.post(f"{HERE}y-kien/gui/?ky=2022-04", {"text": "Sai"})
    assert "nhận đến hết ngày 15/05/2022" in text_of(late)
    assert not Objection.objects.exists()


WEIGHTS = {"weight_on_time": "60", "weight_plan": "40"}


@pytest.mark.requirement("R-285")
def test_the_head_records_criteria_by_decision_and_the_page_says_which_hold() -> None:
    head = signed_in(Q11, Role.LEAD)
    said = WEIGHTS | {"rated": "units", "decision": "Quyết định 12/QĐ-UBND ngày 1/6/2022", "small": "5"}
    wrong = head.post(f"{HERE}tieu-chi/ghi/", said | day("valid_from", "2022-06-06") | {"weight_plan": "41"})
    assert wrong.status_code == 422
    assert "Tổng trọng số là 101, phải đúng 100" in text_of(wrong)
    assert head.post(f"{HERE}tieu-chi/ghi/", said | day("valid_from", "2022-06-06")).status_code == 302
    page = text_of(head.get(f"{HERE}tieu-chi/"))
    assert "Theo Quyết định 12/QĐ-UBND ngày 1/6/2022" in page
    assert "Hồ sơ đúng hạn và trước hạn 60, Kết quả thực hiện kế hoạch, chương trình 40" in page
    assert CriteriaSet.objects.get().weights[1] == {"criterion": "plan", "weight": 40, "target": 0}


@pytest.mark.requirement("R-283")
@pytest.mark.requirement("R-285")
def test_a_ranking_and_the_page_behind_it_show_the_same_points_by_the_same_criteria(
    office_clock: SetClock,
) -> None:
    for unit_id, criterion in ((Q11, "on_time"), (P5, "same_day")):
        decide_criteria(
            rated=Rated.UNITS, valid_from=date(2022, 7, 1), decision=f"Quyết định về {criterion}", small=1,
            weights=[{"criterion": criterion, "weight": 100}], actor=colleague(Role.LEAD, unit_id, JUNE), at=JUNE,
        )  # fmt: skip
    settled(P5, at("2022-07-04 09:00"))
    received(CERTIFIED_COPY, P5, at("2022-07-04 09:00"))
    office_clock(at("2022-08-01 09:00"))
    head = signed_in(Q11, Role.LEAD)
    ranking = head.get(f"{HERE}?ky=2022-07")
    [row] = [row for row in ranking.context["rows"] if f"don-vi={P5}" in row.address]
    assert row.points == "50,00"
    behind = head.get(row.address)
    assert "50,00 điểm trên 100" in text_of(behind)
    assert "Theo Quyết định về on_time" in text_of(behind)
    for address, number in _LINK.findall(behind.content.decode()):
        assert listed(head, address) == int(number), address
    own = text_of(head.get(f"{HERE}don-vi/?ky=2022-07&don-vi={P5}"))
    assert "100,00 điểm trên 100" in own
    assert "Theo Quyết định về same_day" in own
    stranger = text_of(head.get(f"{HERE}don-vi/?ky=2022-07&don-vi={P5}&theo={VUNG_TAU}"))
    assert "Theo Quyết định về same_day" in stranger


@pytest.mark.requirement("R-286")
def test_a_drive_is_started_and_its_ranking_is_seen_by_those_ranked() -> None:
    settled(P5, MORNING)
    head = signed_in(Q11, Role.LEAD)
    said = WEIGHTS | {
        "name": "Thi đua trả kết quả trong ngày", "aim": "Đẩy nhanh tiến độ", "rated": "units", "small": "1",
        "decision": "Kế hoạch 104/KH-UBND ngày 13/5/2022", "programme": "",
    }  # fmt: skip
    days = day("first", "2022-05-15") | day("last", "2022-06-15")
    backwards = head.post(f"{HERE}dot/phat-dong/", said | days | day("last", "2022-05-14"))
    assert "Ngày cuối của đợt trước ngày đầu" in text_of(backwards)
    assert head.post(f"{HERE}dot/phat-dong/", said | days).status_code == 302
    drive = EmulationDrive.objects.get()
    page = text_of(head.get(f"{HERE}dot/{drive.pk}/"))
    assert "Từ 15/05/2022 đến hết 15/06/2022" in page
    assert "100,00" in page
    ranked = signed_in(P5, Role.RECEIVE).get(f"{HERE}dot/{drive.pk}/")
    assert "100,00" in text_of(ranked)
    assert "/danh-sach/" not in ranked.content.decode()
    assert signed_in(VUNG_TAU, Role.LEAD).get(f"{HERE}dot/{drive.pk}/").status_code == 404
    found = _LINK.findall(head.get(f"{HERE}don-vi/?dot={drive.pk}&don-vi={P5}").content.decode())
    for address, number in found:
        assert listed(head, address) == int(number)


@pytest.mark.requirement("R-285")
def test_the_head_records_an_ad_hoc_reward_and_takes_it_back() -> None:
    head = signed_in(Q11, Role.LEAD)
    said = {
        "unit": P5, "username": "", "form": "Giấy khen", "reason": "Không hồ sơ nào trễ hạn",
        "decision": "Quyết định 77/QĐ-UBND",
    } | day("decision_day", "2022-06-01")  # fmt: skip
    assert head.post(f"{HERE}khen-thuong/", said | {"reason": ""}).status_code == 422
    assert head.post(f"{HERE}khen-thuong/", said).status_code == 302
    page = text_of(signed_in(Q11, Role.RECEIVE).get(f"{HERE}khen-thuong/"))
    assert "Không hồ sơ nào trễ hạn" in page
    assert "Quyết định 77/QĐ-UBND, 01/06/2022" in page
    assert "Ghi khen thưởng" not in page
    reward = Reward.objects.get()
    address = f"{HERE}khen-thuong/{reward.pk}/huy/"
    assert signed_in(VUNG_TAU, Role.LEAD).post(address, {"reason": "x"}).status_code == 404
    assert head.post(address, {"reason": ""}).status_code == 422
    assert head.post(address, {"reason": "Ghi nhầm"}).status_code == 302
    assert head.post(address, {"reason": "Ghi nhầm"}).status_code == 422
    assert "Không có khen thưởng nào" in text_of(head.get(f"{HERE}khen-thuong/"))


@pytest.mark.requirement("R-239")
def test_the_trend_shows_ratings_late_share_and_findings_of_each_agency_by_month() -> None:
    settled(Q11, MORNING)
    received(CERTIFIED_COPY, Q11, MORNING)
    head = signed_in(Q11, Role.LEAD)
    said = {
        "unit": Q11,
        "username": username(Role.RECEIVE),
        "source": "Kết luận 05/KL-UBND",
        "text": "Đi trễ",
    }
    assert head.post(f"{HERE}ky-luat/", said | day("day", "2022-05-20")).status_code == 302
    assert "Kết luận 05/KL-UBND" in text_of(head.get(f"{HERE}ky-luat/"))
    page = head.get(f"{HERE}xu-huong/")
    rows = {row["month"]: row for _unit, months in page.context["trends"] for row in months}
    may = rows["05/2022"]
    assert (may["judged"], may["late"], may["late_share"], may["findings"]) == (2, 1, "50,0%", 1)
    assert rows["04/2022"]["late_share"] == "–"
    assert len(rows) == 12
    assert listed(head, may["late_list"]) == 1
    assert "Kết luận 05/KL-UBND" in text_of(head.get(may["findings_list"]))
    own = text_of(signed_in(Q11, Role.RECEIVE).get(f"{HERE}toi/?ky=2022-05"))
    assert "20/05/2022: Đi trễ (Kết luận 05/KL-UBND)" in own
    finding = DisciplineFinding.objects.get()
    assert head.post(f"{HERE}ky-luat/{finding.pk}/huy/", {"reason": "Ghi nhầm"}).status_code == 302
    again = head.get(f"{HERE}xu-huong/").context["trends"]
    assert {row["findings"] for _unit, months in again for row in months} == {0}


@pytest.mark.requirement("R-239")
def test_the_trend_counts_what_its_lists_count_after_an_answer_left_a_dossier_out() -> None:
    settled(P5, MORNING)
    late = [str(received(CERTIFIED_COPY, P5, MORNING)) for _ in range(2)]
    objection = object_to(
        rated=Rated.UNITS, person_id=None, unit_id=P5, period="2022-05", criterion="on_time",
        text="Chờ ký ba ngày.", actor=colleague(Role.LEAD, P5, JUNE), at=JUNE,
    )  # fmt: skip
    answer_objection(
        objection_id=objection.pk, verdict=Verdict.UPHELD, text="Đúng.", decision="Thông báo 7/TB-UBND",
        left_out=late[:1], actor=colleague(Role.LEAD, Q11, JUNE), at=JUNE,
    )  # fmt: skip
    head = signed_in(Q11, Role.LEAD)
    trends = head.get(f"{HERE}xu-huong/").context["trends"]
    [may] = [
        row for unit, rows in trends if unit.pk == P5 for row in rows if row["month"] == f"{MORNING:%m/%Y}"
    ]
    assert (may["judged"], may["late"], may["late_share"]) == (2, 1, "50,0%")
    for figure in ("judged", "late"):
        assert head.get(may[f"{figure}_list"]).context["list"].total == may[figure]


@pytest.mark.requirement("R-284")
@pytest.mark.rule("KH Thanh Hà 9/2023 III.4")
def test_the_years_figures_of_each_official_and_agency_leave_as_csv_and_xlsx() -> None:
    settled(Q11, MORNING)
    received(CERTIFIED_COPY, Q11, MORNING)
    head = signed_in(Q11, Role.LEAD)
    clerk = Person.objects.get(username=username(Role.RECEIVE))
    csv = head.get(f"{HERE}nam/tai.csv?nam=2022").content.decode("utf-8-sig").splitlines()
    [row] = [line.split(",") for line in csv if f",{clerk.username}," in line]
    header = csv[0].split(",")
    said = dict(zip(header, row, strict=False))
    assert (said["Hồ sơ đã giải quyết"], said["Hồ sơ đến hạn"], said["Trước hạn và đúng hạn"]) == (
        "1",
        "2",
        "1",
    )
    assert said["Phiếu đánh giá của Bộ phận Một cửa"] == "0"
    titles, *lines = (row for row in csv_reader(csv) if len(row) > 1)
    for title in ("Sáng kiến được công nhận", "Phản ánh, kiến nghị trả lời đúng hạn"):
        assert {line[titles.index(title)] for line in lines} == {"Hệ thống chưa giữ số liệu này"}, title
    book = CalamineWorkbook.from_filelike(BytesIO(head.get(f"{HERE}nam/tai.xlsx?nam=2022").content))
    assert book.sheet_names == ["Cơ quan", "Cán bộ"]
    persons = book.get_sheet_by_name("Cán bộ").to_python()
    assert [cells[3] for cells in persons].count(clerk.username) == 1
    units = book.get_sheet_by_name("Cơ quan").to_python()
    assert {"Cơ quan", Dossier.objects.first().unit.name} <= {cells[1] for cells in units}  # type: ignore[union-attr]
    page = text_of(head.get(f"{HERE}nam/?nam=2022"))
    assert clerk.full_name in page
    assert "Năm chưa kết thúc" in page
    assert head.get(f"{HERE}nam/tai.pdf").status_code == 404
    assert head.get(f"{HERE}nam/?nam=abcd").status_code == 200


@pytest.mark.requirement("R-271")
@pytest.mark.requirement("R-284")
def test_each_count_of_the_year_opens_its_dossiers_and_each_name_its_page() -> None:
    settled(Q11, MORNING)
    received(CERTIFIED_COPY, Q11, MORNING)
    head = signed_in(Q11, Role.LEAD)
    rows = [row for _title, rows in head.get(f"{HERE}nam/?nam=2022").context["tables"] for row in rows]
    counted = [(title, text, address) for row in rows for title, text, address in row if title in FIGURES]
    assert {title for title, text, _address in counted if text != "0"} >= {"Hồ sơ đến hạn", "Trễ hạn"}
    for title, text, address in counted:
        assert bool(address) is (text != "0"), title
        if address:
            assert head.get(address).context["list"].total == int(text), title
    names = [next(address for _title, _text, address in row if address) for row in rows]
    assert len(names) == len(rows)
    for address in names:
        assert "2022" in text_of(head.get(address))


@pytest.mark.requirement("R-236")
@pytest.mark.requirement("R-237")
def test_the_eight_items_are_a_criterion_of_agencies_and_stand_in_the_guidance() -> None:
    page = text_of(signed_in(Q11, Role.RECEIVE).get("/can-bo/ung-xu/"))
    assert not [
        word for word in ("Xin chào", "Xin lỗi", "Xin cảm ơn", "Xin phép", "Luôn giúp đỡ") if word not in page
    ]
    assert "“4 xin, 4 luôn”" in text_of(signed_in(Q11, Role.LEAD).get(f"{HERE}tieu-chi/"))


def test_strange_addresses_are_pages_or_nothing() -> None:
    head = signed_in(Q11, Role.LEAD)
    for end in ("?ky=2022-99", "?ky=%E2%80%AE", "can-bo/?don-vi=", "toi/?ky=9999", "don-vi/?ky=2022-Q2"):
        assert head.get(HERE + end).status_code == 200, end
    for end in ("y-kien/999999/", "dot/999999/", "khen-thuong/99/huy/", "can-bo/?don-vi=la"):
        assert head.get(HERE + end).status_code == 404, end
