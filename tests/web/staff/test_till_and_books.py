"""Till, drawer, books, registers and lists on the pages: who may, what is written, what opens behind a figure."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from motcua.core.models import JournalEntry
from motcua.documents.spreadsheets import as_csv
from motcua.dossiers.group_lines import TEMPLATE
from motcua.dossiers.models import BookClosing, Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from motcua.payments.models import DayClosing, LedgerEntry, ProvinceFee
from motcua.web.staff import paging
from tests.cast import CERTIFIED_COPY, P5, Q11, SetClock, at, do
from tests.payments.till import copies
from tests.web.staff.desk import signed_in

MORNING = at("2022-05-16 09:00")
_KEY = re.compile(r'name="key" value="([^"]+)"')


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def key_of(page: str) -> str:
    found = _KEY.search(page)
    assert found is not None
    return found[1]


def paid(clerk: Client, dossier: Dossier, **more: str) -> str:
    """Take the fee of a dossier; the address of its till."""
    address = f"/can-bo/ho-so/{dossier.code}/phi/"
    said = {"key": key_of(body(clerk, address)), "method": "cash", "moment": "receive", "ground": ""} | more
    assert clerk.post(address, said).status_code == 302
    return address


def approved(dossier: Dossier) -> Dossier:
    do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING)
    do(Act.APPROVE, dossier, Role.APPROVE, MORNING)
    return dossier


class TestTill:
    """Money of one dossier."""

    def test_the_till_shows_how_the_fee_is_counted_and_takes_it(self, clerk: Client) -> None:
        dossier = copies(MORNING)
        page = body(clerk, f"/can-bo/ho-so/{dossier.code}/phi/")
        assert "2 trang × 3 bản = <strong>12.000 đồng</strong>" in page
        address = paid(clerk, dossier)
        after = body(clerk, address)
        assert f"{Q11}/BL-2022-000001" in after
        assert "<strong>12.000 đồng</strong>" in after

    def test_an_amount_in_the_form_is_not_listened_to(self, clerk: Client) -> None:
        paid(clerk, copies(MORNING), amount="1", each="1")
        assert LedgerEntry.objects.get().amount == 12_000

    def test_pressing_twice_writes_once_and_a_second_page_is_told_who_was_first(self, clerk: Client) -> None:
        dossier = copies(MORNING)
        address = f"/can-bo/ho-so/{dossier.code}/phi/"
        said = {"key": key_of(body(clerk, address)), "method": "cash", "moment": "receive", "ground": ""}
        other = said | {"key": key_of(body(clerk, address))}
        assert [clerk.post(address, said).status_code for _ in range(2)] == [302, 302]
        refused = clerk.post(address, other)
        assert refused.status_code == 409
        assert "đã được" in refused.content.decode()
        assert LedgerEntry.objects.count() == 1

    def test_a_fee_is_given_back_with_a_reason(self, clerk: Client) -> None:
        dossier = copies(MORNING)
        paid(clerk, dossier)
        entry = LedgerEntry.objects.get()
        address = f"/can-bo/ho-so/{dossier.code}/phi/{entry.pk}/hoan/"
        key = key_of(body(clerk, address))
        assert clerk.post(address, {"key": key, "method": "cash", "reason": ""}).status_code == 422
        do(Act.WITHDRAW, dossier, Role.RECEIVE, MORNING)
        assert str(dossier.code) in body(clerk, "/can-bo/so-quy/can-hoan/")
        assert "Ghi thu" not in body(clerk, f"/can-bo/ho-so/{dossier.code}/phi/")
        assert "không thu thêm phí" in body(clerk, f"/can-bo/ho-so/{dossier.code}/phi/")
        said = {"key": key, "method": "cash", "reason": "Người dân rút hồ sơ"}
        assert clerk.post(address, said).status_code == 302
        assert str(dossier.code) not in body(clerk, "/can-bo/so-quy/can-hoan/")

    @pytest.mark.parametrize("unit", [P5])
    def test_another_units_till_is_not_there(self, clerk: Client, unit: str) -> None:
        assert clerk.get(f"/can-bo/ho-so/{copies(MORNING, unit).code}/phi/").status_code == 404

    @pytest.mark.requirement("R-297")
    @pytest.mark.parametrize(
        "role", [role for role in Role if role not in {Role.RECEIVE, Role.RETURN, Role.ADMIN}]
    )
    def test_no_other_role_opens_the_till(self, clerk: Client, role: Role) -> None:
        dossier = copies(MORNING)
        assert signed_in(Q11, role).get(f"/can-bo/ho-so/{dossier.code}/phi/").status_code == 403


class TestDrawer:
    """Money of one day."""

    def test_every_figure_opens_the_entries_behind_it_and_the_day_is_closed(self, clerk: Client) -> None:
        dossier = copies(MORNING)
        paid(clerk, dossier)
        page = body(clerk, "/can-bo/so-quy/")
        assert "12.000 đồng" in page
        assert str(dossier.code) in body(clerk, "/can-bo/so-quy/?ngay=2022-05-16&loai=thu-tien-mat")
        assert str(dossier.code) not in body(clerk, "/can-bo/so-quy/?ngay=2022-05-16&loai=hoan-tien-mat")
        assert str(dossier.code) not in body(clerk, "/can-bo/so-quy/?ngay=2022-05-16&loai=chuyen-khoan")
        address = "/can-bo/so-quy/?ngay=2022-05-16"
        wrong = clerk.post(address, {"counted": "11000", "handed_over": "0", "reason": ""})
        assert wrong.status_code == 409
        assert "lý do chênh lệch" in wrong.content.decode()
        assert (
            clerk.post(address, {"counted": "12000", "handed_over": "12000", "reason": ""}).status_code == 302
        )
        assert DayClosing.objects.get().difference == 0
        assert "Đã khóa lúc" in body(clerk, address)

    def test_the_hand_over_sheet_leads_from_figures_to_lists(self, clerk: Client) -> None:
        dossier = copies(MORNING)
        page = body(clerk, "/can-bo/ban-giao/")
        assert 'href="#chua-xong"' in page
        assert str(dossier.code) in page
        pdf = clerk.get("/can-bo/ban-giao/in.pdf")
        assert "BIÊN BẢN BÀN GIAO CA" in PdfReader(BytesIO(pdf.content)).pages[0].extract_text()


class TestBooksAndRegisters:
    """Books, register, tray."""

    def test_books_are_listed_with_their_rows_and_printed_by_month(self, clerk: Client) -> None:
        dossier = approved(copies(MORNING))
        page = body(clerk, "/can-bo/so-chung-thuc/?so=SCT/BS&nam=2022")
        assert "1 số đã cấp" in page
        assert f"/can-bo/ho-so/{dossier.code}/" in page
        pdf = clerk.get("/can-bo/so-chung-thuc/in.pdf?so=SCT/BS&nam=2022&thang=5")
        assert pdf["Content-Type"] == "application/pdf"
        assert clerk.get("/can-bo/so-chung-thuc/in.pdf?so=x&nam=2022").status_code == 409

    def test_the_rows_of_a_book_go_on_page_after_page(
        self, clerk: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(paging, "PAGE_SIZE", 1)
        codes = [str(approved(copies(MORNING)).code) for _ in range(2)]
        pages = [body(clerk, f"/can-bo/so-chung-thuc/?so=SCT/BS&nam=2022&trang={page}") for page in (0, 1)]
        for page, shown in enumerate(pages):
            assert "2 số đã cấp" in shown
            assert [code in shown for code in codes] == [page == 0, page == 1]

    def test_a_year_is_closed_by_the_head_of_the_desk_only(
        self, clerk: Client, office_clock: SetClock
    ) -> None:
        approved(copies(MORNING))
        office_clock(at("2022-12-31 10:00"))
        said = {"so": "SCT/BS", "nam": "2022"}
        assert signed_in(Q11, Role.RECEIVE).post("/can-bo/so-chung-thuc/khoa/", said).status_code == 409
        assert signed_in(Q11, Role.LEAD).post("/can-bo/so-chung-thuc/khoa/", said).status_code == 302
        assert BookClosing.objects.get().numbers == 1

    @pytest.mark.parametrize("kind", ["pdf", "csv", "xlsx"])
    def test_the_register_is_shown_and_given_as_a_file_and_both_are_journalled(
        self, clerk: Client, kind: str
    ) -> None:
        dossier = copies(MORNING)
        assert str(dossier.code) in body(clerk, "/can-bo/so-theo-doi/?tu=2022-05-16&den=2022-05-16")
        answer = clerk.get(f"/can-bo/so-theo-doi/tai.{kind}?tu=2022-05-16&den=2022-05-16")
        assert answer.status_code == 200
        assert f"so-theo-doi-2022-05-16-2022-05-16.{kind}" in answer["Content-Disposition"]
        assert JournalEntry.objects.filter(subject="list:so-theo-doi").count() == 2

    def test_impossible_days_are_today_and_a_wrong_period_is_refused(self, clerk: Client) -> None:
        dossier = copies(MORNING)
        assert str(dossier.code) in body(clerk, "/can-bo/so-theo-doi/?tu=hôm-nay&den=x")
        assert clerk.get("/can-bo/so-theo-doi/?tu=2022-05-16&den=2022-05-01").status_code == 409
        assert clerk.get("/can-bo/so-theo-doi/tai.doc").status_code == 404

    def test_the_tray_list_is_printed(self, clerk: Client) -> None:
        dossier = copies(MORNING)
        do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING)
        pdf = clerk.get("/can-bo/trinh-ky.pdf")
        assert str(dossier.code) in PdfReader(BytesIO(pdf.content)).pages[0].extract_text()

    @pytest.mark.requirement("R-297")
    @pytest.mark.parametrize("role", [Role.ASSIST, Role.POST])
    @pytest.mark.parametrize("page", ["so-theo-doi", "so-chung-thuc", "ban-giao"])
    def test_helpers_and_the_post_open_no_register(self, clerk: Client, role: Role, page: str) -> None:
        assert signed_in(Q11, role).get(f"/can-bo/{page}/").status_code == 403


class TestListsAndAmounts:
    """Spreadsheets, and amounts of the province."""

    def test_a_file_is_answered_line_by_line_and_sent_again_nothing_is_doubled(self, clerk: Client) -> None:
        rows = [["", "", "", "", "Bằng tốt nghiệp", "2", "3"], ["", "", "", "", "Giấy phép", "không", "1"]]
        address = f"/can-bo/danh-sach/{CERTIFIED_COPY}/"

        def send() -> str:
            said = {
                "reference": "12/CV-BM",
                "kind": "organisation",
                "name": "Công ty TNHH Bình Minh",
                "id_number": "0100233488",
                "representative": "Trần Thị Hoa",
                "all_given": "on",
                "file": SimpleUploadedFile("ds.csv", as_csv(list(TEMPLATE), rows)),
            }
            answer = clerk.post(address, said)
            assert answer.status_code == 200, answer.content.decode()
            return str(answer.content.decode())

        first, again = send(), send()
        dossier = Dossier.objects.get()
        assert "Đã nhận 1 trên 2 dòng" in first
        assert "Dòng cần đủ tên giấy tờ" in first
        assert "đã nhận trước đó" in again
        slip = re.search(r"/can-bo/danh-sach/\d+\.pdf", again)
        assert slip is not None
        assert str(dossier.code) in PdfReader(BytesIO(clerk.get(slip[0]).content)).pages[0].extract_text()
        assert clerk.get("/can-bo/danh-sach/mau.xlsx").status_code == 200

    def test_no_file_and_a_strange_file_are_told_at_their_field(self, clerk: Client) -> None:
        address = f"/can-bo/danh-sach/{CERTIFIED_COPY}/"
        said = {
            "reference": "1",
            "kind": "person",
            "name": "Tư",
            "id_number": "079085001234",
            "all_given": "on",
        }
        assert clerk.post(address, said).status_code == 422
        strange = clerk.post(address, said | {"file": SimpleUploadedFile("ds.exe", b"MZ")})
        assert strange.status_code == 422
        assert "Chỉ nhận tệp" in strange.content.decode()

    @pytest.mark.rule("85/2019/TT-BTC")
    def test_who_controls_procedures_enters_an_amount_with_its_resolution(self, clerk: Client) -> None:
        control = signed_in(Q11, Role.CONTROL)
        page = body(control, "/can-bo/muc-thu/")
        line = re.search(r'<option value="(2\.000720\|[^"]+)"', page)
        assert line is not None
        said = {
            "line": line[1],
            "amount": "100000",
            "source": "124/2016/NQ-HĐND",
            "valid_from_day": "1",
            "valid_from_month": "1",
            "valid_from_year": "2022",
        }
        assert control.post("/can-bo/muc-thu/", said | {"source": ""}).status_code == 422
        assert control.post("/can-bo/muc-thu/", said).status_code == 302
        assert (ProvinceFee.objects.get().amount, ProvinceFee.objects.get().unit_id) == (100_000, "hcmc")
        assert clerk.get("/can-bo/muc-thu/").status_code == 403
