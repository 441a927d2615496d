"""Outreach on its pages: planned and answered by the office, come to and answered by anybody."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from config.launch.catalogues import ensure_catalogues
from motcua.core.models import JournalEntry
from motcua.organisation.terms import Role
from motcua.outreach.models import (
    DayOutcome,
    DialogueQuestion,
    Event,
    Initiative,
)
from motcua.outreach.terms import EVENT_KIND_LABELS, EventKind
from motcua.web.staff import paging
from tests.cast import P5, Q11, THANH_SON, SetClock, at
from tests.documents.hostile_files import picture, plain_pdf
from tests.web.staff.desk import signed_in

MORNING = at("2022-05-16 09:00")
HERE = "/can-bo/hoat-dong/"
ROOT = Path(__file__).resolve().parents[2]
FESTIVAL = {
    "kind": "festival", "name": "Ngày hội giải quyết thủ tục hành chính", "lead": Q11, "place": "Khu Công nghệ cao",
    "bodies": "UBND phường 5, quận 11\nCông đoàn Viên chức Thành phố",
    "first_day": "16", "first_month": "5", "first_year": "2022",
    "last_day": "15", "last_month": "6", "last_year": "2022",
    "weekday": "3", "starts": "08:00", "ends": "11:00", "procedures": "2.000815", "programme": "hcmc-same-day-2022",
}  # fmt: skip


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def sent(client: Client, address: str, **words: object) -> str:
    """Where a form leads after it was taken."""
    answer = client.post(address, words)
    errors = answer.context and answer.context.get("form") and answer.context["form"].errors
    assert answer.status_code == 302, errors
    return str(answer["Location"])


def day(name: str, moment: date) -> dict[str, str]:
    return {
        f"{name}_day": str(moment.day),
        f"{name}_month": str(moment.month),
        f"{name}_year": str(moment.year),
    }


@pytest.mark.requirement("R-250", "R-251", "R-252")
def test_a_weekly_festival_is_planned_announced_held_and_counted(
    controller: Client, office_clock: SetClock
) -> None:
    place = sent(controller, f"{HERE}them/", **FESTIVAL)
    shown = page(controller, place)
    for words in (
        "thứ Tư, 18/05/2022",
        "15/06/2022",
        "Công đoàn Viên chức Thành phố",
        "08:00 – 11:00",
        "Sắp diễn ra",
    ):
        assert words in shown, words
    event = Event.objects.get()
    assert event.days.count() == 5
    public = page(Client(), f"/tham-gia/su-kien/{event.pk}/")
    assert "Khu Công nghệ cao" in public
    assert "thứ Tư, 18/05/2022" in public
    assert f"/tham-gia/su-kien/{event.pk}/" in page(Client(), "/tham-gia/")
    first = event.days.first()
    assert first is not None
    office_clock(at("2022-05-18 15:00"))
    assert "chưa ghi kết quả" in page(controller, HERE)
    came = {"standing": "held", "result": "Đông người dự", "attended": "40", "advised": "25", "settled": "9"}
    sent(controller, f"{place}ngay/{first.pk}/", **came)
    counted = page(controller, f"{HERE}so-lieu/?tu=2022-05-15&den=2022-06-15&loai=festival")
    assert re.search(r"Ngày hội giải quyết thủ tục hành chính</span></th>.*?>1<span", counted, re.S)
    assert f"/can-bo/hoat-dong/{event.pk}/" in counted
    table = controller.get(f"{HERE}so-lieu/tai.csv?tu=2022-05-15&den=2022-06-15").content.decode("utf-8-sig")
    line = next(one for one in table.splitlines() if "Ngày hội" in one)
    assert re.split("[;,]", line.replace('"', ""))[1:6] == ["1", "2", "40", "25", "9"]
    assert "25 yêu cầu được tư vấn, 9 yêu cầu được giải quyết" in page(
        Client(), f"/tham-gia/su-kien/{event.pk}/"
    )


@pytest.mark.requirement("R-250")
def test_the_public_page_of_a_programme_tells_its_events_with_days_hours_place_and_how_they_stand(
    controller: Client, office_clock: SetClock
) -> None:
    programme = "/chuong-trinh/hcmc-same-day-2022/"
    assert "hoạt động của chương trình" not in page(Client(), programme)
    alone = FESTIVAL | {"weekday": "", "last_day": "", "last_month": "", "last_year": "", "programme": ""}
    of_district = {"name": "Đối thoại quận", "kind": "dialogue", "programme": "q11-same-day-2022"}
    place = sent(controller, f"{HERE}them/", **FESTIVAL)
    sent(controller, f"{HERE}them/", **(alone | of_district))
    sent(controller, f"{HERE}them/", **(alone | {"name": "Hội thảo nội bộ", "kind": "workshop"}))
    sent(controller, f"{HERE}them/", **(alone | {"name": "Ngày hội khác"}))
    event = Event.objects.get(name=FESTIVAL["name"])
    first, second = event.days.all()[:2]
    office_clock(at("2022-05-17 15:00"))
    sent(controller, f"{place}ngay/{first.pk}/", standing="cancelled", reason="Mưa bão")
    shown = page(Client(), programme)
    listed = shown.partition("hoạt động của chương trình")[2].partition("Danh mục thủ tục")[0]
    assert f"/tham-gia/su-kien/{event.pk}/" in listed
    for words in ("Khu Công nghệ cao", "thứ Tư, 18/05/2022, 08:00–11:00", "Hủy", "Đối thoại quận"):
        assert words in listed, words
    assert f"{second.day:%d/%m/%Y}" in listed
    assert "Hội thảo nội bộ" not in listed
    assert "Ngày hội khác" not in listed
    assert 'href="/tham-gia/"' in listed
    assert "Đối thoại quận" in page(Client(), "/chuong-trinh/q11-same-day-2022/")
    assert FESTIVAL["name"] not in page(Client(), "/chuong-trinh/q11-same-day-2022/")


@pytest.fixture
def english(tmp_path: Path, settings: Settings) -> Client:
    """Somebody who chose English; the catalogue is compiled from its source as it stands."""
    copytree(ROOT / "locale", tmp_path / "locale")
    ensure_catalogues(tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return Client(headers={"cookie": "django_language=en"})


def test_what_the_public_may_come_to_is_read_in_english_too(
    controller: Client, english: Client, office_clock: SetClock
) -> None:
    place = sent(controller, f"{HERE}them/", **FESTIVAL)
    event = Event.objects.get()
    office_clock(at("2022-05-17 15:00"))
    day_one = event.days.all()[0]
    sent(controller, f"{place}ngay/{day_one.pk}/", standing="cancelled", reason="Mưa bão")
    ahead = page(english, "/tham-gia/")
    assert "Festival days, surveys, contests" in ahead
    assert "3 more days" in ahead
    shown = page(english, f"/tham-gia/su-kien/{event.pk}/")
    for words in (
        "Festival day of administrative procedures",
        "Cancelled",
        "Planned",
        "Wednesday, 18/05/2022",
    ):
        assert words in shown, words
    programme = page(english, "/chuong-trinh/hcmc-same-day-2022/")
    assert "Festival days, dialogues and events of the programme" in programme
    assert "first on Sunday, 15/05/2022; first working day: Monday, 16/05/2022" in programme
    assert "How the offices serve" in page(english, "/ket-qua-phuc-vu/")
    assert "What is the control of administrative procedures for?" in page(english, "/gioi-thieu/")
    assert "Ask of each new rule beforehand" in page(english, "/gioi-thieu/kiem-soat-thu-tuc/")


@pytest.mark.requirement("R-244", "R-252")
def test_every_number_of_events_opens_exactly_those_events(
    controller: Client, office_clock: SetClock
) -> None:
    words = FESTIVAL | {"kind": "exchange", "weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    said = {
        "Đã tổ chức": {"standing": "held", "result": "Đông người dự", "attended": "40"},
        "Sắp diễn ra": {},
        "Chưa ghi kết quả": {},
        "Hoãn": {"standing": "postponed", "reason": "Mưa bão"},
        "Hủy": {"standing": "cancelled", "reason": "Mưa bão"},
    }
    on = {name: date(2022, 5, 20 if name == "Sắp diễn ra" else 17) for name in said}
    places = {
        name: sent(controller, f"{HERE}them/", **(words | day("first", on[name]) | {"name": name}))
        for name in said
    }
    office_clock(at("2022-05-18 15:00"))
    for name, came in said.items():
        if came:
            one = Event.objects.get(name=name).days.get()
            sent(controller, f"{places[name]}ngay/{one.pk}/", **came)
    rows = controller.get(f"{HERE}so-lieu/?tu=2022-05-15&den=2022-06-15").context["rows"]
    numbers = dict(rows)[EVENT_KIND_LABELS[EventKind.EXCHANGE]]
    opened = [(title, number, controller.get(address)) for title, number, address in numbers if address]
    behind = {title: [one["one"].name for one in answer.context["behind"]] for title, _n, answer in opened}
    held = {title: ["Đã tổ chức"] for title in ("Đơn vị", "Người dự")}
    assert behind == {name: [name] for name in said} | held
    told = {title: number for title, number, _answer in opened}
    assert told == dict.fromkeys(said, "1") | {"Đơn vị": "2", "Người dự": "40"}


def test_every_event_is_reached_page_after_page(controller: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)
    for name in ("Ngày hội thứ nhất", "Ngày hội thứ hai"):
        sent(controller, f"{HERE}them/", **(FESTIVAL | {"name": name}))
    first = controller.get(HERE)
    second = controller.get(first.context["list"].following)
    assert "2 sự kiện" in first.content.decode()
    for name in ("Ngày hội thứ nhất", "Ngày hội thứ hai"):
        assert (name in first.content.decode()) != (name in second.content.decode())


@pytest.mark.requirement("R-255")
def test_a_unit_named_for_its_events_opens_them(controller: Client, office_clock: SetClock) -> None:
    words = FESTIVAL | {"kind": "dialogue", "weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    office_clock(at("2022-05-20 15:00"))
    for on, bodies in ((17, ""), (18, "Ủy ban nhân dân Phường 5 Quận 11")):
        came = {"result": "Đông người dự", "name": f"Đối thoại {on}", "bodies": bodies}
        sent(controller, f"{HERE}them/", **(words | came | day("first", date(2022, 5, on))))
    asked = f"{HERE}so-lieu/?chuong-trinh=hcmc-same-day-2022"
    opened = {
        row.unit.pk: (len(row.ids), [one["one"].name for one in controller.get(address).context["behind"]])
        for row, address in controller.get(asked).context["units"]
    }
    assert opened == {Q11: (2, ["Đối thoại 18", "Đối thoại 17"]), P5: (1, ["Đối thoại 18"])}
    assert "1 sự kiện" in page(controller, asked)
    assert controller.get(f"{asked}&don-vi=khong-co").context["behind"] is None


def test_a_body_is_a_unit_of_the_system_where_its_name_is_one(controller: Client) -> None:
    sent(controller, f"{HERE}them/", **FESTIVAL)
    bodies = {one.name: one.body_id for one in Event.objects.get().co_organisers.all()}
    assert bodies == {"Ủy ban nhân dân Phường 5 Quận 11": P5, "Công đoàn Viên chức Thành phố": None}


@pytest.mark.requirement("R-244")
def test_an_exchange_is_postponed_on_its_page_and_gets_its_new_day(controller: Client) -> None:
    words = FESTIVAL | {"kind": "exchange", "weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    place = sent(controller, f"{HERE}them/", **words | day("first", date(2022, 5, 20)))
    one = Event.objects.get().days.get()
    refused = controller.post(f"{place}ngay/{one.pk}/", {"standing": "postponed"})
    assert refused.status_code == 422
    assert "Chưa ghi lý do" in refused.content.decode()
    sent(controller, f"{place}ngay/{one.pk}/", standing="postponed", reason="Dịch bệnh phức tạp")
    assert "Dịch bệnh phức tạp" in page(controller, place)
    sent(controller, f"{place}ngay/{one.pk}/?viec=doi", **day("new_day", date(2022, 7, 1)))
    assert "thứ Sáu, 01/07/2022" in page(controller, place)


def test_the_paper_that_shows_an_event_lies_beside_it_and_is_opened_by_who_may(controller: Client) -> None:
    words = FESTIVAL | {"weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    past = words | day("first", date(2022, 5, 12)) | {"result": "Tư vấn 40 người", "evidence": "12/BB-UBND"}
    place = sent(controller, f"{HERE}them/", **past, file=SimpleUploadedFile("ảnh.png", picture("PNG")))
    one = Event.objects.get().days.get()
    sent(controller, f"{place}ngay/{one.pk}/", standing="held", result="Tư vấn 41 người", reason="Đếm lại")
    last = one.outcomes.order_by("-pk")[0]
    paper = f"{place}minh-chung/{last.pk}/"
    assert paper in page(controller, place)
    answer = controller.get(paper)
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert signed_in(THANH_SON, Role.CONTROL).get(paper).status_code == 404
    bad = SimpleUploadedFile("a.pdf", b"MZ" + b"x" * 200)
    refused = controller.post(
        f"{place}ngay/{one.pk}/", {"standing": "held", "result": "x", "reason": "y", "file": bad}
    )
    assert refused.status_code == 422
    assert one.outcomes.count() == 2


@pytest.mark.requirement("R-243")
def test_the_paper_of_a_report_lies_beside_the_event_and_a_wrong_one_leaves_what_was_typed(
    controller: Client, settings: Settings
) -> None:
    words = FESTIVAL | {"kind": "workshop", "weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    past = words | day("first", date(2022, 5, 12)) | {"result": "40 người dự"}
    place = sent(controller, f"{HERE}them/", **past)
    typed = {"number": "45/BC-UBND", "text": "Mười đề xuất của phường"} | day("issued_on", date(2022, 5, 13))
    event = Event.objects.get()
    settings.FILES = replace(settings.FILES, file_limit=2000)
    for wrong in (b"MZ" + b"x" * 200, b"", plain_pdf() + b"%" * 3000):
        bad = SimpleUploadedFile("báo cáo.pdf", wrong)
        refused = controller.post(f"{place}bao-cao/", typed | {"file": bad})
        assert refused.status_code == 422
        assert refused.context["form"].errors["file"]
        assert "Mười đề xuất của phường" in refused.content.decode()
    assert not event.reports.exists()
    sent(controller, f"{place}bao-cao/", **typed, file=SimpleUploadedFile("báo cáo.png", picture("PNG")))
    report = event.reports.get()
    paper = f"{place}bao-cao/{report.pk}/"
    assert paper in page(controller, place)
    answer = controller.get(paper)
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    viewed = JournalEntry.objects.filter(action="view", subject=f"event:{event.pk}")
    assert [one.detail for one in viewed] == [{"report": report.pk}]
    assert signed_in(THANH_SON, Role.CONTROL).get(paper).status_code == 404
    assert signed_in(Q11, Role.ADMIN).get(paper).status_code == 403
    assert signed_in(Q11, Role.RECEIVE).post(f"{place}bao-cao/", typed).status_code == 403
    sent(controller, f"{place}bao-cao/", **(typed | {"number": "46/BC-UBND"}))
    without = event.reports.get(number="46/BC-UBND")
    assert controller.get(f"{place}bao-cao/{without.pk}/").status_code == 404


@pytest.mark.requirement("R-246")
def test_a_paper_above_the_limit_is_said_at_its_field_and_nothing_is_kept(
    controller: Client, settings: Settings
) -> None:
    words = FESTIVAL | {"weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    past = words | day("first", date(2022, 5, 12)) | {"result": "Tư vấn 40 người"}
    ahead = sent(
        controller, f"{HERE}them/", **words | day("first", date(2022, 5, 16)) | {"starts": "", "ends": ""}
    )
    one = Event.objects.get().days.get()
    settings.FILES = replace(settings.FILES, file_limit=2000)
    outcome = {"standing": "held", "result": "Tư vấn 40 người"}
    for address, said in ((f"{HERE}them/", past), (f"{ahead}ngay/{one.pk}/", outcome)):
        large = SimpleUploadedFile("biên bản.pdf", plain_pdf() + b"%" * 3000, "application/pdf")
        answer = controller.post(address, said | {"file": large})
        assert answer.status_code == 422, address
        assert "“biên bản.pdf” lớn hơn" in answer.context["form"].errors["file"][0]
        assert "Tư vấn 40 người" in answer.content.decode()
    assert Event.objects.count() == 1
    assert not DayOutcome.objects.exists()


def test_an_event_in_the_past_asks_for_its_result(controller: Client) -> None:
    words = FESTIVAL | {"weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    past = words | day("first", date(2022, 5, 12))
    answer = controller.post(f"{HERE}them/", past)
    assert answer.status_code == 422
    assert "Ngày tổ chức đã qua" in answer.content.decode()
    place = sent(controller, f"{HERE}them/", **past | {"result": "Tư vấn 40 người", "advised": "40"})
    assert "Đã tổ chức" in page(controller, place)


@pytest.mark.requirement("R-245")
def test_a_question_of_a_dialogue_is_answered_by_the_unit_that_was_asked(
    controller: Client, office_clock: SetClock
) -> None:
    words = FESTIVAL | {"kind": "dialogue"}
    place = sent(controller, f"{HERE}them/", **words)
    asked = {"asker": "business", "text": "Vì sao phải nộp lại bản sao?", "responsible": P5}
    sent(controller, f"{place}cau-hoi/", **asked | day("due_on", date(2022, 5, 20)))
    question = DialogueQuestion.objects.get()
    ward = signed_in(P5, Role.LEAD)
    assert "Vì sao phải nộp lại bản sao?" in page(ward, f"{HERE}cau-hoi/?q=BAN+SAO")
    office_clock(at("2022-05-21 09:00"))
    assert "Quá hạn" in page(ward, f"{HERE}cau-hoi/")
    assert controller.post(f"{HERE}cau-hoi/{question.pk}/", {"text": "Không"}).status_code == 422
    sent(ward, f"{HERE}cau-hoi/{question.pk}/", text="Không phải nộp lại.")
    assert "Không còn câu hỏi nào" in page(ward, f"{HERE}cau-hoi/")
    assert "Không phải nộp lại." in page(ward, f"{HERE}cau-hoi/?xem=het")


@pytest.mark.requirement("R-242", "R-243")
def test_an_initiative_of_a_workshop_becomes_a_model_that_a_ward_takes_over(controller: Client) -> None:
    place = sent(controller, f"{HERE}them/", **FESTIVAL | {"kind": "workshop", "name": "Hội thảo sáng kiến"})
    event = Event.objects.get()
    words = {"title": "Chứng thực theo yêu cầu", "author": "Tổ Một cửa", "description": "Ngoài giờ thứ Ba"}
    idea = sent(signed_in(Q11, Role.RECEIVE), f"{HERE}sang-kien/them/?su-kien={event.pk}", **words)
    assert "Chứng thực theo yêu cầu" in page(controller, place)
    ward = signed_in(P5, Role.CONTROL)
    page(ward, idea, 404)
    sent(controller, idea, reached="applied", result="Giảm 30 lượt chờ", model="on")
    assert "Chứng thực theo yêu cầu" in page(ward, f"{HERE}sang-kien/?xem=nhan-rong&q=chung+thuc")
    sent(ward, idea, **day("since", date(2022, 5, 16)))
    assert "Phường 5" in page(controller, idea)
    assert Initiative.objects.get().adoptions.count() == 1


@pytest.mark.parametrize(
    "end", ["", "?q=%20", "so-lieu/?tu=2022-02-31", "cau-hoi/", "sang-kien/", "phieu/", "999999/"]
)
def test_an_empty_office_has_its_pages(controller: Client, end: str) -> None:
    assert controller.get(HERE + end).status_code == (404 if end.startswith("9") else 200)
    assert Client().get("/tham-gia/").status_code == 200
