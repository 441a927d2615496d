"""The pages of reports: the way from a draft to the archive, as people press it."""

import io
import re
import subprocess
from collections.abc import Callable
from datetime import datetime
from functools import partial
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from docx import Document
from python_calamine import CalamineWorkbook

from motcua.core.models import JournalEntry
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.reports.actions.exporting import write_long_lists
from motcua.reports.friday_list import behind_figure
from motcua.reports.models import BigExport, Report
from tests.cast import CERTIFIED_COPY, THANH_SON, at, received
from tests.reports.model_days import FRIDAY_MODEL, THANH_HA, settled
from tests.web.staff.desk import signed_in

NOVEMBER = at("2023-11-02 08:00")
HOME = "/can-bo/bao-cao/"
OCTOBER = {
    "kind": "friday", "programme": FRIDAY_MODEL,
    "first_day": "1", "first_month": "10", "first_year": "2023",
    "last_day": "31", "last_month": "10", "last_year": "2023",
}  # fmt: skip


@pytest.fixture
def head(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """The head of Thanh Sơn, in the morning after October."""
    settled(at("2023-10-06 09:00"), at("2023-10-06 10:00"))
    office_clock(NOVEMBER)
    return signed_in(THANH_SON, Role.LEAD)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def drafted(client: Client) -> Report:
    answer = client.post(f"{HOME}lap/", OCTOBER)
    assert answer.status_code == 302, answer.content.decode()
    return Report.objects.latest("pk")


def issued(client: Client) -> Report:
    report = drafted(client)
    said = {"act": "issue", "receivers": [THANH_HA], "others": ""}
    assert client.post(f"{HOME}{report.pk}/", said).status_code == 302
    return report


@pytest.mark.requirement("R-274")
def test_a_head_drafts_issues_and_archives_a_report_on_the_pages(head: Client) -> None:
    report = issued(head)
    shown = page(head, f"{HOME}{report.pk}/")
    assert "Đã phát hành" in shown
    assert "Huyện Thanh Hà" in shown or "huyện Thanh Hà" in shown
    assert report.content.sha256 in shown
    assert head.post(f"{HOME}{report.pk}/", {"act": "archive"}).status_code == 302
    assert "Đã lưu trữ" in page(head, f"{HOME}{report.pk}/")
    assert "Số 1/2023: Đánh giá" in page(head, HOME)


@pytest.mark.requirement("R-281")
def test_the_page_of_an_issued_report_shows_what_changed_since(head: Client) -> None:
    report = issued(head)
    assert "Số liệu hiện nay vẫn như đã phát hành" in page(head, f"{HOME}{report.pk}/?so-sanh=1")
    received(CERTIFIED_COPY, THANH_SON, at("2023-10-13 09:00"))
    shown = page(head, f"{HOME}{report.pk}/?so-sanh=1")
    assert "Khác với số liệu lúc" in shown
    assert "100,0%" in shown
    assert "50,0%" in shown


@pytest.mark.requirement("R-280")
@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "pdf"])
def test_an_issued_report_is_taken_out_in_each_form(head: Client, kind: str) -> None:
    report = issued(head)
    answer = head.get(f"{HOME}{report.pk}/tai.{kind}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    assert len(answer.content) > 500


@pytest.mark.requirement("R-274")
def test_a_draft_is_called_a_draft_and_has_no_number(head: Client) -> None:
    report = drafted(head)
    assert "Dự thảo: Đánh giá" in page(head, HOME)
    shown = page(head, f"{HOME}{report.pk}/")
    assert "Dự thảo báo cáo" in shown
    assert "Báo cáo số" not in shown
    answer = head.get(f"{HOME}{report.pk}/tai.docx")
    assert f"du-thao-bao-cao-{report.pk}.docx" in answer["Content-Disposition"]
    words = words_of_docx(answer.content)
    assert "Dự thảo báo cáo" in words
    assert "/BC" not in words


@pytest.mark.needs_poppler
@pytest.mark.requirement("R-281")
def test_paper_and_text_of_an_issued_report_stay_when_the_agency_is_renamed(head: Client) -> None:
    report = issued(head)
    address = f"{HOME}{report.pk}/tai"
    paper, text = head.get(f"{address}.pdf").content, head.get(f"{address}.docx").content
    assert "Số: 1/BC" in words_of_docx(text)
    assert "Số: 1/BC" in words_of_pdf(paper)
    Unit.objects.filter(pk__in=(THANH_SON, THANH_HA)).update(name="Tên mới", place="Nơi mới")
    assert words_of_docx(head.get(f"{address}.docx").content) == words_of_docx(text)
    assert words_of_pdf(head.get(f"{address}.pdf").content) == words_of_pdf(paper)


def words_of_docx(content: bytes) -> str:
    """Everything a reader sees, tables and footer with it."""
    made = Document(io.BytesIO(content))
    texts = [one.text for one in made.element.body.iter() if one.tag.endswith("}t") and one.text]
    return " ".join([*texts, *(one.text for one in made.sections[0].footer.paragraphs)])


def words_of_pdf(content: bytes) -> str:
    """Everything a reader sees, in one line."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


@pytest.mark.requirement("R-277")
def test_the_receiver_reads_confirms_and_returns_it_with_a_reason(head: Client) -> None:
    report = issued(head)
    above = signed_in(THANH_HA, Role.LEAD)
    assert "Số 1/2023: Đánh giá" in page(above, HOME)
    assert above.post(f"{HOME}{report.pk}/", {"act": "confirm"}).status_code == 302
    refused = above.post(f"{HOME}{report.pk}/", {"act": "return", "reason": " "})
    assert refused.status_code == 409
    assert above.post(f"{HOME}{report.pk}/", {"act": "return", "reason": "Thiếu 13/10"}).status_code == 302
    shown = page(head, f"{HOME}{report.pk}/")
    assert "Thiếu 13/10" in shown
    assert "Lập lại báo cáo này" in shown
    assert head.post(f"{HOME}{report.pk}/", {"act": "draft"}).status_code == 302
    assert Report.objects.get(replaces=report)


def test_a_refused_act_says_why_and_writes_nothing(head: Client) -> None:
    report = issued(head)
    said = {"act": "issue", "receivers": [THANH_HA], "others": ""}
    answer = head.post(f"{HOME}{report.pk}/", said)
    assert answer.status_code == 409
    assert "Báo cáo này đã phát hành" in answer.content.decode()
    assert head.post(f"{HOME}{report.pk}/", {"act": "burn"}).status_code == 409


def test_another_unit_finds_no_report_and_a_receiver_no_draft(head: Client) -> None:
    report = drafted(head)
    page(signed_in("hcmc.q11", Role.LEAD), f"{HOME}{report.pk}/", 404)
    page(signed_in(THANH_HA, Role.LEAD), f"{HOME}{report.pk}/", 404)


def test_a_wrong_period_is_said_at_its_field(head: Client) -> None:
    answer = head.post(f"{HOME}lap/", OCTOBER | {"last_month": "9", "last_day": "30"})
    assert answer.status_code == 422
    assert "Ngày cuối trước ngày đầu" in answer.content.decode()


@pytest.mark.requirement("R-279")
@pytest.mark.requirement("R-277")
def test_the_district_sets_the_date_of_the_commune_report_and_sees_who_kept_it(head: Client) -> None:
    issued(head)
    above = signed_in(THANH_HA, Role.CONTROL)
    said = {
        "kind": "friday", "programme": FRIDAY_MODEL, "level": "commune", "every": "month",
        "first_day": "1", "first_month": "9", "first_year": "2023", "days_after": "5", "source": "",
    }  # fmt: skip
    assert above.post(f"{HOME}han/", said).status_code == 302
    shown = page(above, f"{HOME}han/")
    assert "Hạn do người dùng đặt" in shown
    assert "06/11/2023" in shown
    assert "Gửi đúng hạn" in shown
    assert "Quá hạn, chưa gửi" in shown
    assert "06/11/2023" in page(head, HOME)
    wrong = above.post(f"{HOME}han/", said | {"days_after": ""})
    assert wrong.status_code == 422


@pytest.mark.requirement("R-275")
def test_the_model_days_are_told_by_month_and_quarter_and_every_figure_opens_its_list(head: Client) -> None:
    address = f"{HOME}mo-hinh/?chuong-trinh={FRIDAY_MODEL}&ngay=2023-10-10"
    shown = page(head, address)
    assert "Tháng 10/2023" in shown
    assert "Ngày Thứ sáu không chờ" in shown
    link = shown.partition("mo-hinh/danh-sach/?")[2].partition('"')[0].replace("&amp;", "&")
    listed = page(head, f"{HOME}mo-hinh/danh-sach/?{link}")
    assert "1 hồ sơ của số liệu này" in listed
    assert "Quý 4/2023" in page(head, f"{address}&ky=quy")
    for kind in ("csv", "xlsx", "docx", "pdf"):
        assert (
            head.get(f"{HOME}mo-hinh/tai.{kind}?chuong-trinh={FRIDAY_MODEL}&ngay=2023-10-10").status_code
            == 200
        )


def links_of(shown: str) -> list[str]:
    """The addresses of the lists behind the figures of a page, in its order."""
    return [unescape(one) for one in re.findall(r'href="([^"]*mo-hinh/danh-sach/[^"]*)"', shown)]


@pytest.mark.requirement("R-271")
def test_a_long_list_behind_a_figure_goes_on_to_the_next_page(
    head: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(at("2023-10-06 09:05"), at("2023-10-06 10:00"))
    link = links_of(page(head, f"{HOME}mo-hinh/?chuong-trinh={FRIDAY_MODEL}&ngay=2023-10-10"))[0]
    whole = page(head, link)
    assert "2 hồ sơ của số liệu này" in whole
    assert "sau=" not in whole
    monkeypatch.setattr("motcua.web.issuing.model_days.behind_figure", partial(behind_figure, size=1))
    cut = page(head, link)
    assert "2 hồ sơ của số liệu này" in cut
    assert "-231006-0001" in cut
    assert "-231006-0002" not in cut
    following = page(head, next(one for one in links_of(cut) if "sau=" in one))
    assert "-231006-0002" in following
    assert "-231006-0001" not in following


@pytest.mark.requirement("R-271")
@pytest.mark.requirement("R-275")
def test_totals_months_and_other_days_open_their_lists_too(head: Client) -> None:
    settled(at("2023-10-12 09:00"), at("2023-10-12 10:00"))
    received(CERTIFIED_COPY, THANH_SON, at("2023-10-27 09:00"))
    shown = page(head, f"{HOME}mo-hinh/?chuong-trinh={FRIDAY_MODEL}&ngay=2023-10-10&ky=quy")
    keys = {parse_qs(urlsplit(one).query)["o"][0]: one for one in links_of(shown)}
    for key, words in {
        "all.received": "2 hồ sơ của số liệu này",
        "all.open_overdue": "1 hồ sơ của số liệu này",
        "2023-10.same_day": "1 hồ sơ của số liệu này",
        "2023-11.received": "0 hồ sơ của số liệu này",
        "all.other.received": "1 hồ sơ của số liệu này",
        "all.on.received": "2 hồ sơ của số liệu này",
    }.items():
        assert words in page(head, keys[key]), key
    assert "Tiếp nhận, mọi hồ sơ nhận vào ngày khác" in page(head, keys["all.other.received"])


@pytest.mark.requirement("R-271")
def test_the_total_of_a_report_from_below_opens_the_dossiers_of_that_agency_alone(head: Client) -> None:
    received(CERTIFIED_COPY, THANH_HA, at("2023-10-06 09:30"))
    report = issued(head)
    above = signed_in(THANH_HA, Role.LEAD)
    totals = [one for one in links_of(page(above, f"{HOME}{report.pk}/")) if "o=all.received" in one]
    assert totals
    assert "1 hồ sơ của số liệu này" in page(above, totals[0])
    assert "2 hồ sơ của số liệu này" in page(above, totals[0].replace(f"don-vi={THANH_SON}", ""))
    page(head, f"{totals[0].replace(THANH_SON, THANH_HA)}", 404)


@pytest.mark.requirement("R-271")
def test_the_figures_of_a_report_of_any_days_open_the_dossiers_of_those_days(head: Client) -> None:
    settled(at("2023-10-13 09:00"), at("2023-10-13 10:00"))
    received(CERTIFIED_COPY, THANH_SON, at("2023-10-27 09:00"))
    assert head.post(f"{HOME}lap/", OCTOBER | {"first_day": "7", "last_day": "20"}).status_code == 302
    report = Report.objects.latest("pk")
    links = links_of(page(head, f"{HOME}{report.pk}/"))
    keys = {parse_qs(urlsplit(one).query)["o"][0]: one for one in links}
    for key, count in {
        "all.received": 1,
        "all.same_day": 1,
        "all.on.received": 1,
        "all.open_overdue": 0,
    }.items():
        shown = page(head, keys[key])
        assert f"{count} hồ sơ của số liệu này" in shown, key
        assert "07/10/2023 – 20/10/2023" in shown
    month = keys["all.received"].replace("den=2023-10-20", "den=x")
    assert "3 hồ sơ của số liệu này" in page(head, month)
    assert "3 hồ sơ của số liệu này" in page(
        head, keys["all.received"].replace("den=2023-10-20", "den=2099-01-01")
    )


def test_nonsense_in_the_address_is_no_fault_of_the_server(head: Client) -> None:
    page(head, f"{HOME}mo-hinh/?chuong-trinh=x&ngay=9999-99-99&ky=nam")
    page(head, f"{HOME}mo-hinh/danh-sach/?o=x..1")
    page(head, f"{HOME}mo-hinh/tai.exe", 404)
    page(head, f"{HOME}999999/", 404)


@pytest.mark.requirement("R-280")
def test_a_long_list_is_written_in_the_background_and_then_fetched(head: Client) -> None:
    for minute in range(3):
        received(CERTIFIED_COPY, THANH_SON, at(f"2023-10-13 09:0{minute}"))
    said = {name: value for name, value in OCTOBER.items() if name.startswith(("first", "last"))}
    assert head.post(f"{HOME}danh-sach-lon/", said).status_code == 302
    export = BigExport.objects.get()
    assert "0/4" in page(head, f"{HOME}danh-sach-lon/")
    assert head.get(f"{HOME}danh-sach-lon/{export.pk}.xlsx").status_code == 404
    assert write_long_lists(at=NOVEMBER) == 1
    assert "4/4" in page(head, f"{HOME}danh-sach-lon/")
    answer = head.get(f"{HOME}danh-sach-lon/{export.pk}.xlsx")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 5
    assert [str(row[0])[-12:] for row in rows[1:]] == [
        "-231006-0001",
        *(f"-231013-000{n}" for n in (1, 2, 3)),
    ]
    assert JournalEntry.objects.filter(action="view", subject=f"long_list:{export.pk}").exists()


def test_a_long_list_goes_after_its_days_and_no_unit_asks_for_ever_more(head: Client) -> None:
    said = {name: value for name, value in OCTOBER.items() if name.startswith(("first", "last"))}
    for _ in range(3):
        assert head.post(f"{HOME}danh-sach-lon/", said).status_code == 302
    assert head.post(f"{HOME}danh-sach-lon/", said).status_code == 422
    assert write_long_lists(at=NOVEMBER) == 3
    assert write_long_lists(at=at("2023-11-05 08:00")) == 0
    assert "Đã xóa tệp" in page(head, f"{HOME}danh-sach-lon/")
    assert head.get(f"{HOME}danh-sach-lon/{BigExport.objects.latest('pk').pk}.xlsx").status_code == 404
