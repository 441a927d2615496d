"""Staff and money from afar: orders on the dossier, the bank's statement, refunds, the report."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.documents.spreadsheets import as_csv, as_xlsx
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from motcua.payments.models import LedgerEntry, PaymentOrder, RefundRequest, StatementLine
from tests.cast import Q11, do
from tests.payments.online import MORNING, filed, ordered
from tests.payments.till import copies, pay
from tests.web.staff.desk import signed_in

HEAD = ["Ngày giao dịch", "Số giao dịch", "Ghi có", "Nội dung"]
BASE = "/can-bo/thu-truc-tuyen"
PRICE = "16000"
_KEY = re.compile(r'name="key" value="([^"]+)"')


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def hand_in(client: Client, rows: list[list[str]], kind: str = "csv") -> int:
    content = as_csv(HEAD, rows) if kind == "csv" else as_xlsx("Sao kê", HEAD, rows)
    file = SimpleUploadedFile(f"sao-ke.{kind}", content)
    return client.post(f"{BASE}/doi-soat/", {"file": file}).status_code


def accepted(dossier: Dossier) -> Dossier:
    do(Act.ACCEPT, dossier, Role.RECEIVE, MORNING)
    return Dossier.objects.get(pk=dossier.pk)


class TestOrders:
    """On the dossier."""

    def test_the_till_opens_an_order_for_what_was_chosen(self, clerk: Client) -> None:
        dossier = filed()
        address = f"/can-bo/ho-so/{dossier.filing_number}/phi/"
        key = _KEY.search(body(clerk, address))
        assert key is not None
        said = {
            "key": key[1],
            "method": "cash",
            "moment": "receive",
            "ground": "",
            "line-0": "2",
            "online": "1",
        }
        answer = clerk.post(address, said)
        assert answer.status_code == 302, answer.content.decode()[:2000]
        order = PaymentOrder.objects.get()
        assert order.amount > 0
        shown = body(clerk, address)
        assert order.reference in shown
        assert "Chờ thanh toán" in shown
        assert not LedgerEntry.objects.exists()

    @pytest.mark.requirement("R-128")
    def test_the_dossier_shows_amount_state_and_receipt(self, clerk: Client) -> None:
        dossier = filed()
        order = ordered(dossier)
        assert "16.000 đồng · Chờ thanh toán" in body(clerk, f"/can-bo/ho-so/{dossier.filing_number}/")
        hand_in(signed_in(Q11, Role.LEAD), [["16/05/2022", "FT1", PRICE, order.reference]])
        shown = body(clerk, f"/can-bo/ho-so/{accepted(dossier).code}/")
        assert "16.000 đồng · Đã thanh toán" in shown
        assert f"{Q11}/BL-2022-000001" in shown

    def test_an_order_is_closed_with_a_reason(self, clerk: Client) -> None:
        dossier = filed()
        order = ordered(dossier)
        address = f"/can-bo/ho-so/{dossier.filing_number}/phi/lenh/"
        clerk.post(address, {"close": order.reference, "because": " "})
        order.refresh_from_db()
        assert order.state == "open"
        clerk.post(address, {"close": order.reference, "because": "Nộp khi nhận kết quả"})
        order.refresh_from_db()
        assert order.state == "closed"
        assert "Nộp khi nhận kết quả" in order.closed_because

    def test_an_unpaid_filing_cannot_be_accepted_on_the_page_and_says_why(self, clerk: Client) -> None:
        dossier = filed()
        ordered(dossier)
        answer = clerk.post(f"/can-bo/ho-so/{dossier.filing_number}/viec/accept/", {"press": "1"})
        assert answer.status_code == 409
        assert "chưa nộp phí, lệ phí theo lệnh thanh toán" in answer.content.decode()


class TestStatements:
    """The accountant."""

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_a_statement_is_handed_in_and_what_is_left_is_decided(self, clerk: Client, kind: str) -> None:
        order, head = ordered(filed()), signed_in(Q11, Role.LEAD)
        rows = [["16/05/2022", "FT1", PRICE, order.reference], ["16/05/2022", "FT2", "5.000", "chuyển nhầm"]]
        assert hand_in(head, rows, kind) == 302
        shown = body(head, f"{BASE}/doi-soat/")
        assert "chuyển nhầm" in shown
        line = StatementLine.objects.get(transaction="FT2")
        address = f"{BASE}/doi-soat/{line.pk}/"
        assert (
            head.post(address, {"decision": "take", "note": "x", "reference": order.reference}).status_code
            == 409
        )
        assert head.post(address, {"decision": "hold", "note": ""}).status_code == 422
        assert head.post(address, {"decision": "hold", "note": "Không rõ của ai"}).status_code == 302
        assert "Không rõ của ai" in body(head, address)
        assert "Không có khoản nào chờ quyết định" in body(head, f"{BASE}/doi-soat/")
        assert JournalEntry.objects.filter(subject="list:sao-ke").exists()

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a;b\n1;2", b"PK\x03\x04rubbish"])
    def test_what_is_no_statement_is_refused_in_words(self, clerk: Client, content: bytes) -> None:
        head = signed_in(Q11, Role.LEAD)
        for name in ("x.csv", "x.xlsx", "x.exe"):
            answer = head.post(f"{BASE}/doi-soat/", {"file": SimpleUploadedFile(name, content)})
            assert answer.status_code in {409, 422}, (name, content)
        assert not StatementLine.objects.exists()

    @pytest.mark.requirement("R-297")
    @pytest.mark.parametrize(
        "role", [Role.APPRAISE, Role.SEAL, Role.CONTROL, Role.ASSIST, Role.POST, Role.INSPECT]
    )
    def test_no_other_role_sees_who_paid(self, clerk: Client, role: Role) -> None:
        assert signed_in(Q11, role).get(f"{BASE}/doi-soat/").status_code == 403

    def test_another_units_line_is_not_there(self, clerk: Client) -> None:
        hand_in(signed_in(Q11, Role.LEAD), [["16/05/2022", "FT2", "5.000", "chuyển nhầm"]])
        other = signed_in("hcmc.q11.p5", Role.LEAD)
        assert other.get(f"{BASE}/doi-soat/{StatementLine.objects.get().pk}/").status_code == 404


class TestRefunds:
    """Money back."""

    def test_asked_at_the_till_decided_by_the_head_done_with_the_banks_number(self, clerk: Client) -> None:
        dossier = filed()
        order, head = ordered(dossier), signed_in(Q11, Role.LEAD)
        hand_in(head, [["16/05/2022", "FT1", PRICE, order.reference]])
        entry = LedgerEntry.objects.get()
        ask = f"{BASE}/hoan/de-nghi/{entry.pk}/"
        assert ask in body(clerk, f"/can-bo/ho-so/{dossier.filing_number}/phi/")
        assert clerk.post(ask, {"reason": ""}).status_code == 422
        assert clerk.post(ask, {"reason": "Người dân rút hồ sơ"}).status_code == 302
        assert clerk.post(ask, {"reason": "Lần nữa"}).status_code == 409
        page = f"{BASE}/hoan/{RefundRequest.objects.get().pk}/"
        assert "cần vai trò “Lãnh đạo”" in body(clerk, page)
        assert clerk.post(page, {"approve": "1", "note": ""}).status_code == 200
        assert RefundRequest.objects.get().state == "asked"
        assert head.post(page, {"approve": "0", "note": ""}).status_code == 409
        assert head.post(page, {"approve": "1", "note": ""}).status_code == 302
        assert clerk.post(page, {"reference": ""}).status_code == 422
        assert clerk.post(page, {"reference": "FT999"}).status_code == 302
        assert "FT999" in body(clerk, page)
        assert "Đã hoàn" in body(clerk, f"{BASE}/hoan/")
        assert LedgerEntry.objects.latest("seq").amount == -16_000
        assert "Đã hoàn tiền" in Client().get(f"/thanh-toan/{order.reference}/").content.decode()

    def test_the_desk_gives_no_cash_for_what_was_paid_online(self, clerk: Client) -> None:
        dossier = filed()
        hand_in(signed_in(Q11, Role.LEAD), [["16/05/2022", "FT1", PRICE, ordered(dossier).reference]])
        entry = LedgerEntry.objects.get()
        address = f"/can-bo/ho-so/{dossier.filing_number}/phi/{entry.pk}/hoan/"
        answer = clerk.post(address, {"key": "a-page-of-ours", "method": "cash", "reason": "Rút"})
        assert answer.status_code == 409
        assert "người thứ hai duyệt" in answer.content.decode()


class TestReport:
    """Figures."""

    @pytest.mark.requirement("R-128")
    def test_the_share_by_unit_and_month_stands_on_a_page_and_in_files(self, clerk: Client) -> None:
        pay(copies(MORNING), MORNING)
        head = signed_in(Q11, Role.LEAD)
        hand_in(head, [["16/05/2022", "FT1", PRICE, ordered(filed()).reference]])
        shown = body(head, f"{BASE}/")
        assert "05/2022" in shown
        assert "50,0%" in shown
        assert "05/2022" in head.get(f"{BASE}/tai.csv").content.decode("utf-8-sig")
        assert head.get(f"{BASE}/tai.xlsx").content[:2] == b"PK"
        assert head.get(f"{BASE}/tai.pdf").status_code == 404

    def test_online_money_lies_in_no_drawer(self, clerk: Client) -> None:
        hand_in(signed_in(Q11, Role.LEAD), [["16/05/2022", "FT1", PRICE, ordered(filed()).reference]])
        shown = body(clerk, "/can-bo/so-quy/")
        assert "Cả cơ quan thu trực tuyến, không vào két" in shown
        assert (
            clerk.post("/can-bo/so-quy/", {"counted": "0", "handed_over": "0", "reason": ""}).status_code
            == 302
        )
