"""Materials, films, broadcasts, channels, focal points, courses and indices on their pages."""

import re
from collections.abc import Callable
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from motcua.organisation.models import OneStopUnit, Person, RoleGrant, Unit
from motcua.organisation.terms import Role
from motcua.outreach.actions.events import Announced, Came, plan_event
from motcua.outreach.communication_tables import (
    Material,
    MaterialHandOut,
    VideoGuide,
)
from motcua.outreach.terms import EventKind
from motcua.outreach.training_tables import FocalPoint, Trainee, TrainingCourse
from tests.cast import CERTIFIED_COPY, LAND_CHANGE, P5, Q11, at, received
from tests.documents.hostile_files import plain_pdf
from tests.web.staff.desk import signed_in
from tests.web.staff.test_communication import (
    HERE,
    MORNING,
    acting,
    controller,
    day,
    figures,
    person_of,
    refused,
    rows,
    save,
)

__all__ = ["controller"]


MATERIAL = {
    "title": "Sổ tay nghiệp vụ kiểm soát thủ tục",
    "version": "2022.1",
    "audience": "focal",
    "print_run": "500",
    "places": "Bộ phận Một cửa Quận 11\nNhà văn hóa",
    "receivers": "UBND Phường 5\nUBND Phường 11\n\nUBND Phường 5",
    "procedure": "",
    "evidence": "QĐ 12",
}


@pytest.mark.requirement("R-235", "R-258")
@pytest.mark.rule("10/KH-UBND Hải Phòng PL VIII.02")
def test_a_material_has_version_audience_print_run_places_and_list_and_who_got_it(controller: Client) -> None:
    file = SimpleUploadedFile("so tay.pdf", plain_pdf(), "application/pdf")
    save(controller, "tai-lieu", **MATERIAL, **day("day"), file=file)
    row = Material.objects.get()
    assert row.receivers == ["UBND Phường 5", "UBND Phường 11"]
    [line] = rows(controller, "tai-lieu")
    assert line[:6] == [
        MATERIAL["title"], "2022.1", "16/05/2022", "Cán bộ đầu mối", "500", "Bộ phận Một cửa Quận 11; Nhà văn hóa",
    ]  # fmt: skip
    assert "đã được ghi" in refused(controller, "tai-lieu", **MATERIAL, **day("day"))
    page = f"tai-lieu/{row.pk}"
    save(controller, page, receiver="UBND Phường 5", copies="20", evidence="Phiếu giao 7", **day("day"))
    clerk = signed_in(P5, Role.RECEIVE)
    assert MATERIAL["title"] in clerk.get(f"{HERE}tai-lieu-nghiep-vu/", {"q": "so tay"}).content.decode()
    assert "Phiếu giao" not in clerk.get(f"{HERE}{page}/").content.decode()
    got = clerk.post(f"{HERE}{page}/tai-ve/")
    assert b"".join(got.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert [(one.way, one.receiver, one.copies) for one in MaterialHandOut.objects.order_by("pk")] == [
        ("hand_over", "UBND Phường 5", 20),
        ("download", person_of(clerk).full_name, 1),
    ]
    assert figures(controller, "phat-tai-lieu") == {"Lượt tải về": "1", "Bản in đã giao": "20"}
    assert rows(controller, "tai-lieu")[0][7] == "1 lượt tải, 20 bản in"
    assert "từ 1" in refused(controller, page, receiver="x", copies="0", **day("day"))


@pytest.mark.requirement("R-258")
@pytest.mark.rule("10/KH-UBND Hải Phòng PL X.03")
def test_a_leaflet_of_a_procedure_is_made_from_the_catalogue_and_its_download_is_recorded(
    controller: Client,
) -> None:
    words = MATERIAL | {"title": "Tờ gấp chứng thực", "procedure": CERTIFIED_COPY, "audience": "people"}
    save(controller, "tai-lieu", **words, **day("day"))
    row = Material.objects.get()
    answer = controller.post(f"{HERE}tai-lieu/{row.pk}/tai-ve/")
    assert answer.content.startswith(b"%PDF")
    assert f"to-gap-{CERTIFIED_COPY}-{Q11}.pdf" in answer["Content-Disposition"]
    assert MaterialHandOut.objects.get().way == "download"
    assert controller.get(f"{HERE}tai-lieu/{row.pk}/tai-ve/").status_code == 405
    assert "Không có thủ tục mã này" in refused(
        controller, "tai-lieu", **(words | {"procedure": "9.999", "version": "2"}), **day("day")
    )


def lay_film(folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"film")
    words = "WEBVTT\n\n00:00.000 --> 00:02.000\nHãy mang theo bản chính.\n"
    (folder / name).with_suffix(".vtt").write_text(words, "utf-8")


@pytest.mark.requirement("R-259")
@pytest.mark.rule("10/KH-UBND Hải Phòng PL X.04")
def test_a_film_is_tied_to_procedures_and_plays_with_its_transcript_on_their_public_pages(
    controller: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.FILM_FOLDER = tmp_path
    lay_film(tmp_path / Q11, "sao y.mp4")
    lay_film(tmp_path / "chung", "chung.mp4")
    words = {"film": f"{Q11}/sao y.mp4", "title": "Sao y bản chính", "evidence": "Sở TT&TT"}
    save(controller, "phim", **words, procedures=f"{CERTIFIED_COPY}, {LAND_CHANGE}")
    public = Client().get(f"/thu-tuc/{CERTIFIED_COPY}/?don-vi={Q11}").content.decode()
    assert "Sao y bản chính" in public
    assert f"/man-hinh/phim/{Q11}/sao%20y.mp4" in public
    assert '<track kind="captions" srclang="vi"' in public
    assert "Hãy mang theo bản chính." in public
    assert "sao%20y.mp4" not in Client().get(f"/thu-tuc/{CERTIFIED_COPY}/?don-vi={P5}").content.decode()
    desk = OneStopUnit.objects.get(unit_id=Q11)
    assert "Sao y bản chính" in Client().get(f"/man-hinh/sanh/{desk.pk}/hien-tai/").content.decode()
    assert figures(controller, "phim") == {"Phim đang chiếu": "2", "Phim đã gắn thủ tục": "1"}
    save(controller, "phim", **words, procedures="")
    assert "sao%20y" not in Client().get(f"/thu-tuc/{CERTIFIED_COPY}/?don-vi={Q11}").content.decode()
    assert VideoGuide.objects.count() == 2
    everybody = words | {"film": "chung/chung.mp4"}
    assert "Không có phim này" in refused(controller, "phim", **everybody, procedures=CERTIFIED_COPY)
    assert "9.999" in refused(controller, "phim", **words, procedures="9.999")


@pytest.mark.requirement("R-260")
@pytest.mark.rule("10/KH-UBND Hải Phòng PL X.04")
def test_the_most_used_procedures_without_a_film_are_listed(
    controller: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.FILM_FOLDER = tmp_path
    lay_film(tmp_path / Q11, "sao y.mp4")
    for code, unit in ((CERTIFIED_COPY, Q11), (CERTIFIED_COPY, P5), (LAND_CHANGE, Q11)):
        received(code, unit, MORNING)
    received(CERTIFIED_COPY, Q11, at("2021-05-14 09:00"))
    assert [(row[0], row[2]) for row in rows(controller, "chua-co-phim")] == [
        (CERTIFIED_COPY, "2"),
        (LAND_CHANGE, "1"),
    ]
    page = controller.get(f"{HERE}chua-co-phim/").content.decode()
    found = re.findall(r'href="(/can-bo/truyen-thong/chua-co-phim/ho-so/[^"]+)">(\d+)<', page)
    assert [number for _address, number in found] == ["2", "1"]
    for address, number in found:
        listed = controller.get(unescape(address))
        assert (listed.status_code, listed.context["list"].total) == (200, int(number))
    both = controller.get(unescape(found[0][0]))
    assert {row.unit_id: own for row, _state, own in both.context["rows"]} == {Q11: True, P5: False}
    [hidden] = [str(row) for row, _state, own in both.context["rows"] if not own]
    assert hidden not in both.content.decode()
    save(controller, "phim", film=f"{Q11}/sao y.mp4", title="Sao y", procedures=CERTIFIED_COPY)
    assert [row[0] for row in rows(controller, "chua-co-phim")] == [LAND_CHANGE]
    assert figures(controller, "chua-co-phim") == {"Chưa có phim": "1", "Đã có phim": "1"}


@pytest.mark.requirement("R-261")
@pytest.mark.rule("KH Thanh Hà 9/2023 III.5")
def test_texts_are_ready_to_be_read_and_broadcasts_are_recorded_word_for_word(controller: Client) -> None:
    page = controller.get(f"{HERE}loi-doc/")
    texts = page.context["texts"]
    assert "Nộp trực tuyến, kết quả số hóa" in [one.subject for one in texts]
    month = next(one for one in texts if "Tháng hành động" in one.subject)
    assert "từ ngày 15 tháng 5 năm 2022 đến hết ngày 15 tháng 6 năm 2022" in month.text
    assert "sau 15 giờ" in month.text
    form = controller.get(f"{HERE}phat-thanh/", {"loi": month.slug}).context["form"]
    assert form.initial["text"] == month.text
    words = {
        "station": "loudspeaker", "place": "Đài truyền thanh Phường 5", "subject": month.subject,
        "text": month.text, "times": "4", "evidence": "Sổ phát",
    }  # fmt: skip
    days = day("day", date(2022, 5, 15)) | day("last")
    save(controller, "phat-thanh", **words, **days)
    [row] = rows(controller, "phat-thanh")
    assert row[:4] == [
        "15/05/2022 – 16/05/2022",
        "Đài truyền thanh Phường 5 (Đài truyền thanh xã, phường)",
        month.subject,
        "4",
    ]
    assert figures(controller, "phat-thanh") == {"Lần phát": "4", "Cơ quan có phát": "1"}
    later = day("day") | day("last", date(2022, 5, 17))
    assert "chưa đến" in refused(controller, "phat-thanh", **words, **later)
    backwards = day("day") | day("last", date(2022, 5, 15))
    assert "Ngày cuối trước ngày đầu" in refused(controller, "phat-thanh", **words, **backwards)


@pytest.mark.requirement("R-262")
@pytest.mark.rule("1224/KH-UBND TP.HCM kết quả 1")
def test_channels_and_reach_of_a_campaign_are_recorded_and_units_marked(controller: Client) -> None:
    form = controller.get(f"{HERE}kenh/").context["form"]
    programme = form.fields["programme"].choices[1][0]
    words = {"programme": programme, "channel": "message", "reach": "12000", "evidence": "Báo cáo nhà mạng"}
    days = day("day", date(2022, 5, 15)) | day("last")
    save(controller, "kenh", **words, audience="people", **days)
    save(controller, "kenh", **(words | {"reach": "40", "channel": "meeting"}), audience="business", **days)
    assert figures(controller, "kenh") == {"Người dân": "12.000", "Doanh nghiệp": "40"}
    assert "Chưa điền" in refused(controller, "kenh", **(words | {"evidence": ""}), audience="people", **days)
    mark = {"programme": programme, "unit_id": P5, "reason": "Phát tờ gấp đến từng nhà"}
    save(controller, "lam-tot", **mark)
    assert [row[1:3] for row in rows(controller, "lam-tot")] == [
        [Unit.objects.get(pk=P5).name, "Phát tờ gấp đến từng nhà"]
    ]
    save(controller, "lam-tot", **mark, gone="on")
    assert rows(controller, "lam-tot") == []
    refused(controller, "lam-tot", **(mark | {"unit_id": "hai-phong"}))


@pytest.mark.requirement("R-233")
@pytest.mark.rule("10/KH-UBND Hải Phòng II.1.a")
def test_each_unit_has_a_named_current_focal_point_and_units_without_are_listed(
    controller: Client, office_clock: Callable[[datetime], None]
) -> None:
    lacking = int(figures(controller, "dau-moi")["Cơ quan chưa có đầu mối"])
    lead = person_of(signed_in(P5, Role.LEAD))
    words = {"unit_id": P5, "position": "Công chức VP-TK", "evidence": "QĐ 45/QĐ-UBND"}
    first = day("valid_from", date(2022, 5, 1))
    save(controller, "dau-moi", **words, person=lead.username, **first)
    assert figures(controller, "dau-moi")["Cơ quan chưa có đầu mối"] == str(lacking - 1)
    table = rows(controller, "dau-moi")
    assert table[0][1] == "Chưa có cán bộ đầu mối"
    [row] = [one for one in table if one[1] == lead.full_name]
    assert row[0] == Unit.objects.get(pk=P5).name
    save(controller, "dau-moi", **words, name="Trần Văn Bình", **first, **day("valid_to", date(2022, 5, 20)))
    assert [one[1] for one in rows(controller, "dau-moi", q="tran van binh")] == ["Trần Văn Bình"]
    office_clock(at("2022-05-20 08:00"))
    assert "thôi làm đầu mối từ 20/05/2022" in rows(controller, "dau-moi", q="tran van binh")[0][1]
    save(controller, "dau-moi", **words, person=lead.username, **first)
    Person.objects.filter(pk=lead.pk).update(is_active=False)
    assert f"Tài khoản của {lead.full_name} đã khóa" in [one[1] for one in rows(controller, "dau-moi")]
    assert "đã khóa" in refused(controller, "dau-moi", **words, person=lead.username, **first)
    refused(controller, "dau-moi", **(words | {"unit_id": "hai-phong"}), name="Ai đó", **first)
    assert FocalPoint.objects.count() == 3


@pytest.mark.requirement("R-234")
@pytest.mark.rule("10/KH-UBND Hải Phòng PL VIII.01")
def test_courses_have_date_topic_participants_attendance_and_two_shares(controller: Client) -> None:
    focal = person_of(signed_in(P5, Role.LEAD))
    clerk = person_of(signed_in(P5, Role.RECEIVE))
    save(controller, "dau-moi", unit_id=P5, person=focal.username, evidence="QĐ 45", **day("valid_from"))
    words = {"topic": "Nghiệp vụ một cửa", "place": "Hội trường Quận 11", "evidence": "GM 8"}
    save(controller, "tap-huan", **words, **day("day"), **day("last", date(2022, 5, 17)))
    course = TrainingCourse.objects.get()
    page = f"tap-huan/{course.pk}"
    for who, group in ((focal, "focal"), (clerk, "settling")):
        save(controller, page, person=who.username, unit_id=P5, group=group)
    save(controller, page, name="Người ngoài", unit_id=P5, group="settling", attended="on")
    assert figures(controller, "tap-huan")["Cán bộ đầu mối đã tập huấn"] == "0/1 (0,0 %)"
    save(controller, page, person=focal.username, unit_id=P5, group="focal", attended="on")
    save(controller, page, person=clerk.username, unit_id=P5, group="settling", attended="on")
    shown = figures(controller, "tap-huan")
    assert shown["Cán bộ đầu mối đã tập huấn"] == "1/1 (100,0 %)"
    trained, people = shown["Người giải quyết thủ tục đã tập huấn"].split(" ")[0].split("/")
    assert int(trained) == len({clerk.pk, *settling_among(focal)})
    assert int(people) > int(trained)
    made = controller.get(f"{HERE}{page}/").context["made"]
    assert [value for value, _label in made.figures] == ["1/1 (100,0 %)", "2/2 (100,0 %)"]
    assert Trainee.objects.count() == 5
    [row] = rows(controller, "tap-huan")
    assert row[:3] == ["16/05/2022 – 17/05/2022", "Nghiệp vụ một cửa", "Hội trường Quận 11"]
    assert row[4:6] == ["1/1 (100,0 %)", "2/2 (100,0 %)"]
    ahead = day("day", date(2022, 6, 1)) | day("last", date(2022, 6, 1))
    save(controller, "tap-huan", **words, **ahead)
    later = f"tap-huan/{TrainingCourse.objects.latest('pk').pk}"
    assert "chưa diễn ra" in refused(controller, later, name="Lan", unit_id=P5, group="focal", attended="on")


def settling_among(person: Person) -> set[int]:
    roles = ("receive", "appraise", "approve", "seal", "return")
    return {person.pk} if RoleGrant.objects.filter(person=person, role__in=roles).exists() else set()


@pytest.mark.requirement("R-247")
@pytest.mark.rule("104/KH-UBND Q11 II.2.3")
def test_indices_have_their_latest_values_with_sources_and_the_events_about_them(controller: Client) -> None:
    words = {"index": "par", "about": "Quận 11", "scale": "điểm", "rank": "3", "ranked_of": "22"}
    source = {"evidence": "QĐ 900/QĐ-UBND", "link": "https://hcm.example/par"}
    save(controller, "chi-so", **words, **source, year="2020", value="85,4")
    save(controller, "chi-so", **words, **source, year="2021", value="87,125")
    newest, before = rows(controller, "chi-so")
    assert (newest[2:6], before[2:6]) == (
        ["2021", "87,125 điểm", "3/22", "Có"],
        ["2020", "85,4 điểm", "3/22", "Không"],
    )
    assert newest[6] == "QĐ 900/QĐ-UBND https://hcm.example/par"
    announced = Announced(
        Q11, EventKind.AWARENESS, "Tuyên truyền PAR INDEX", "Hội trường", date(2022, 5, 20), date(2022, 5, 20)
    )
    event = plan_event(announced=announced, came=Came(), actor=acting(controller, Q11), at=MORNING).pk
    save(controller, "chi-so/su-kien", name=newest[0], event=str(event))
    assert rows(controller, "chi-so")[0][7] == "Tuyên truyền PAR INDEX"
    assert "đã gắn" in refused(controller, "chi-so/su-kien", name=newest[0], event=str(event))
    assert "không quá" in refused(
        controller, "chi-so", **(words | {"rank": "23"}), **source, year="2021", value="1"
    )
    assert "Chưa ghi tên chỉ số" in refused(
        controller, "chi-so", **(words | {"index": ""}), **source, year="2021", value="1"
    )
    refused(controller, "chi-so", **words, **source, year="2021", value="NaN")
