"""Visits, fees, books and registers as programs use them, with the same doors as the pages."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from motcua.core.models import JournalEntry
from motcua.organisation.terms import Role
from motcua.payments.models import LedgerEntry
from tests.api.office import (
    EVERYTHING,
    Q11,
    THANH_SON,
    Answer,
    Program,
    applicant,
    dossier,
    moment,
    received,
    token_for,
)

DIPLOMA = {"title": "Bằng tốt nghiệp", "pages": 2, "copies": 3}
EXTRACT = "2.000635"
LINE = {"name": "Phí cấp bản sao trích lục hộ tịch", "quantity": 2}
MONDAY = {"from": "2022-05-16", "to": "2022-05-16"}
LEAD = (Role.LEAD,)


def opened(program: Program, **more: Any) -> int:
    answer = program.post("/visits", {"applicant": applicant()} | more)
    assert answer.status == 201, answer.body
    number: int = answer.body["id"]
    return number


def copy_of(program: Program, visit: int) -> str:
    return received(program, dossier(visit=visit, items=[DIPLOMA]))


@pytest.fixture
def filled(program: Program) -> tuple[int, list[str]]:
    """A visit with two copies and an extract."""
    visit = opened(program, counter="Quầy 3")
    codes = [
        copy_of(program, visit),
        copy_of(program, visit),
        received(program, dossier(EXTRACT, visit=visit)),
    ]
    return visit, codes


class TestVisits:
    """A visit from opening to envelope."""

    def test_a_visit_is_listed_with_its_wishes_and_their_sum(
        self, program: Program, filled: tuple[int, list[str]]
    ) -> None:
        visit, codes = filled
        body = program.get(f"/visits/{visit}").body
        assert [wish["code"] for wish in body["wishes"]] == codes
        assert [wish["expected"] for wish in body["wishes"]] == [12_000, 12_000, 8000]
        assert (body["expected"], body["paid"], body["counter"]) == (32_000, 0, "Quầy 3")
        assert [row["id"] for row in program.get("/visits").body] == [visit]
        assert program.get("/visits", q="anh tuyet").body[0]["asked"] == 3
        assert program.get("/visits", day="2022-05-15").body == []

    def test_all_is_paid_at_once_with_one_exempt_and_a_lost_answer_is_given_again(
        self, program: Program, filled: tuple[int, list[str]]
    ) -> None:
        visit, codes = filled
        exempt = {"code": codes[2], "lines": [LINE], "ground": "trẻ em", "evidence": "Giấy khai sinh 45/2015"}
        body = {
            "method": "transfer",
            "transfer_reference": "FT1",
            "dossiers": [{"code": codes[0]}, {"code": codes[1]}, exempt],
        }
        first = program.post(f"/visits/{visit}/pay", body, key="pay-1")
        assert first.status == 201, first.body
        assert (first.body["amount"], first.body["receipt"]) == (24_000, f"{Q11}/BL-2022-000001")
        assert [entry["amount"] for entry in first.body["entries"]] == [12_000, 12_000, 0]
        assert program.post(f"/visits/{visit}/pay", body, key="pay-1").body == first.body
        again = program.post(f"/visits/{visit}/pay", body, key="pay-2")
        assert (again.status, again.refusal) == (409, "already_collected")
        assert LedgerEntry.objects.count() == 3

    def test_without_further_words_all_that_is_certain_and_due_now_is_paid(self, program: Program) -> None:
        visit = opened(program)
        copy_of(program, visit)
        later = received(program, dossier(visit=visit, items=[DIPLOMA], fee_moment="return"))
        assert program.post(f"/visits/{visit}/pay", {}).body["amount"] == 12_000
        assert program.post(f"/visits/{visit}/pay", {}).refusal == "nothing_owed"
        wish = program.get(f"/visits/{visit}").body["wishes"][1]
        assert (wish["code"], wish["due_later"], wish["fee"]) == (
            later,
            True,
            "12.000 đồng, nộp khi nhận kết quả",
        )

    def test_the_envelope_holds_cover_and_slips(
        self, program: Program, filled: tuple[int, list[str]]
    ) -> None:
        visit, _codes = filled
        answer = program.get(f"/visits/{visit}/envelope.pdf")
        text = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
        assert sum("Trang 1/" in page for page in text) == 4
        assert program.get(f"/visits/{opened(program, anew=True)}/envelope.pdf").refusal == "visit_empty"

    def test_who_was_here_before_today_is_named_and_wrong_visits_are_refused(self, program: Program) -> None:
        opened(program)
        twice = program.post("/visits", {"applicant": applicant()})
        assert (twice.status, twice.refusal) == (409, "visit_open_today")
        assert program.post("/dossiers", dossier(visit=987_654_321)).refusal == "visit_unknown"
        assert program.get("/visits/987654321").status == 404
        assert program.get(f"/visits/{2**70}").status == 422
        assert program.post("/dossiers", dossier(visit=2**70)).status == 422
        assert program.post("/visits", {"applicant": applicant(name="ắ" * 5000)}).status == 422

    def test_a_visit_left_for_another_day_takes_no_more(
        self, program: Program, office_clock: Callable[[datetime], None]
    ) -> None:
        visit = opened(program)
        office_clock(moment("2022-05-17", "09:00"))
        assert program.post("/dossiers", dossier(visit=visit)).refusal == "visit_over"

    def test_a_wish_that_lacks_papers_stands_as_intake_beside_the_others(self, program: Program) -> None:
        visit = opened(program)
        lacking = program.post("/dossiers", dossier(visit=visit, components=[]))
        assert lacking.refusal == "incomplete"
        code = copy_of(program, visit)
        wishes = program.get(f"/visits/{visit}").body["wishes"]
        assert [(wish["kind"], wish["code"]) for wish in wishes] == [
            ("intake", lacking.body["intake"]["number"]),
            ("dossier", code),
        ]


class TestFees:
    """Money of one dossier, and of a day."""

    def test_a_fee_is_read_taken_and_given_back(self, program: Program) -> None:
        code = received(program, dossier(items=[DIPLOMA]))
        till = program.get(f"/dossiers/{code}/fee").body
        assert (till["expected"], till["kept"], till["entries"]) == (12_000, 0, [])
        taken = program.post(f"/dossiers/{code}/fee", {}, key="fee-1")
        assert (taken.status, taken.body["amount"]) == (201, 12_000)
        assert program.post(f"/dossiers/{code}/fee", {}).refusal == "already_collected"
        assert program.post(f"/dossiers/{code}/acts/withdraw", {"reason": "Đổi ý"}).status == 200
        assert program.get("/refunds-due").body == [{"code": code, "state": "withdrawn", "kept": 12_000}]
        place = f"/dossiers/{code}/fee/{taken.body['id']}/refund"
        assert program.post(place, {"reason": "  "}).refusal == "reason_missing"
        back = program.post(place, {"reason": "Người dân rút hồ sơ"}, key="back-1")
        assert (back.status, back.body["amount"], back.body["reverses"]) == (201, -12_000, taken.body["id"])
        assert program.post(place, {"reason": "Lần nữa"}).refusal == "already_refunded"
        assert program.get("/refunds-due").body == []

    def test_an_amount_in_the_body_is_not_listened_to_and_strange_lines_are_refused(
        self, program: Program
    ) -> None:
        code = received(program, dossier(items=[DIPLOMA]))
        assert program.post(f"/dossiers/{code}/fee", {"amount": 1}).body["amount"] == 12_000
        extract = received(program, dossier(EXTRACT))
        strange = {"lines": [{"name": "Phí lạ", "quantity": 1}]}
        assert program.post(f"/dossiers/{extract}/fee", strange).refusal == "fee_unknown"
        assert program.post(f"/dossiers/{extract}/fee", {"lines": [LINE | {"quantity": -1}]}).status == 422
        assert program.post(f"/dossiers/{extract}/fee", {"lines": [LINE], "ground": "người lạ"}).refusal == (
            "exemption_unknown"
        )

    def test_a_day_is_read_and_closed(self, program: Program) -> None:
        code = received(program, dossier(items=[DIPLOMA]))
        program.post(f"/dossiers/{code}/fee", {})
        day = program.get("/till/2022-05-16").body
        assert (day["cash_in"], day["expected"], day["closed_at"], len(day["entries"])) == (
            12_000,
            12_000,
            None,
            1,
        )
        wrong = program.post("/till/2022-05-16/close", {"counted": 11_000})
        assert (wrong.status, wrong.refusal) == (409, "difference_reason_missing")
        closed = program.post("/till/2022-05-16/close", {"counted": 12_000, "handed_over": 12_000})
        assert (closed.status, closed.body["difference"]) == (201, 0)
        assert program.post("/till/2022-05-16/close", {"counted": 12_000}).refusal == "day_closed"
        for strange in ("hôm-nay", "0", "2022-13-01", "2022-02-30"):
            assert program.get(f"/till/{strange}").status == 422

    def test_another_units_money_is_not_there(self, program: Program) -> None:
        code = received(program, dossier(items=[DIPLOMA]))
        taken = program.post(f"/dossiers/{code}/fee", {}).body["id"]
        other = Program(token_for(THANH_SON, *EVERYTHING))
        assert other.get(f"/dossiers/{code}/fee").status == 404
        assert other.post(f"/dossiers/{code}/fee", {}).status == 404
        assert other.post(f"/dossiers/{code}/fee/{taken}/refund", {"reason": "Nhầm"}).status == 404
        assert other.get(f"/visits/{opened(program)}").status == 404


class TestRegisters:
    """Books and counts."""

    def test_the_register_is_read_and_given_as_a_file(self, program: Program) -> None:
        code = received(program, dossier(channel="home", return_channel="home"))
        rows = program.get("/register", **MONDAY).body["rows"]
        assert [(row["code"], row["return_channel"]) for row in rows] == [(code, "Tại nhà")]
        assert "0912 345 678" in rows[0]["contact"]
        for kind, mark in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
            assert program.get(f"/register.{kind}", **MONDAY).content.startswith(mark)
        assert (
            program.get("/register", **{"from": "2022-05-17", "to": "2022-05-16"}).refusal == "period_wrong"
        )
        assert program.get("/register", **{"from": "hôm qua", "to": "2022-05-16"}).status == 422
        assert JournalEntry.objects.filter(subject="list:so-theo-doi").count() == 4

    @pytest.mark.requirement("R-032")
    def test_home_is_counted_as_a_way_in_and_a_way_out(self, program: Program) -> None:
        received(program, dossier(channel="home", return_channel="home"))
        received(program)
        counts = program.get("/counts/channels", **MONDAY).body
        assert counts["received"] == {"desk": 1, "online": 0, "post": 0, "home": 1, "kiosk": 0}
        assert counts["to_return"] == {"desk": 1, "post": 0, "home": 1, "online": 0}
        assert (counts["returned"]["home"], counts["total"]) == (0, 2)
        only = program.get("/register", **MONDAY, channel="home", return_channel="home").body
        assert only["total"] == counts["received"]["home"]

    @pytest.mark.requirement("R-033")
    def test_persons_and_organisations_are_counted_apart(self, program: Program) -> None:
        assert program.get("/counts/channels", **MONDAY).body["applicants"] == {
            "person": 0,
            "organisation": 0,
        }
        company = applicant(kind="organisation", name="Công ty TNHH Bình Thới", id_number="0100109106")
        received(program, dossier(applicant=company | {"representative": "Nguyễn Văn Tư"}))
        received(program)
        received(program)
        counts = program.get("/counts/channels", **MONDAY).body
        assert (counts["applicants"], counts["total"]) == ({"person": 2, "organisation": 1}, 3)

    def test_the_description_says_that_the_counts_tell_persons_from_organisations(
        self, stranger: Program
    ) -> None:
        said = stranger.get("/openapi.json").body
        assert said["components"]["schemas"]["ChannelsOut"]["properties"]["applicants"]["type"] == "object"
        assert "cá nhân, tổ chức" in said["paths"]["/api/v1/counts/channels"]["get"]["description"]

    @pytest.mark.requirement("R-166")
    def test_late_dossiers_are_counted_with_their_list_and_nought_is_said(
        self, program: Program, office_clock: Callable[[datetime], None]
    ) -> None:
        code = received(program)
        due = {"from": "2022-05-16", "to": "2022-05-17"}
        none = program.get("/counts/late", **due).body
        assert (none["late"], none["due"], none["text"], none["rows"]) == (0, 1, "0 hồ sơ trễ hạn", [])
        office_clock(moment("2022-05-19", "09:00"))
        some = program.get("/counts/late", **due).body
        assert (some["late"], some["text"], some["rows"][0]["code"]) == (1, "1 hồ sơ trễ hạn", code)
        after = program.get("/counts/late", **{"from": "2022-05-18", "to": "2022-05-19"}).body
        assert (after["late"], after["due"]) == (0, 0)

    def test_books_are_listed_printed_and_closed(
        self, program: Program, office_clock: Callable[[datetime], None]
    ) -> None:
        code = received(program, dossier(items=[DIPLOMA]))
        for act in ("appraise", "approve"):
            assert program.post(f"/dossiers/{code}/acts/{act}", None).status == 200
        book = program.get("/books").body[0]
        assert (book["book"], book["year"], book["numbers"], book["closed_at"]) == ("SCT/BS", 2022, 1, None)
        row = program.get("/books/rows", book="SCT/BS", year="2022", month="5").body[0]
        assert (row["number"], row["dossier"], row["copies"], row["spoilt"]) == (1, code, 3, False)
        assert program.get("/books/rows", book="SCT/BS", year="2022", after="1").body == []
        assert program.get("/books/rows", book="lạ", year="2022").refusal == "book_unknown"
        assert program.get("/books/print.pdf", book="SCT/BS", year="2022", month="5").content.startswith(
            b"%PDF"
        )
        office_clock(moment("2022-12-31", "10:00"))
        closed = program.post("/books/close", {"book": "SCT/BS", "year": 2022})
        assert (closed.status, closed.body["numbers"], closed.body["copies"]) == (201, 1, 3)
        assert program.post("/books/close", {"book": "SCT/BS", "year": 2022}).refusal == "book_closed_before"


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", Role)
def test_each_role_makes_exactly_its_calls(program: Program, role: Role) -> None:
    code, visit = received(program, dossier(items=[DIPLOMA])), opened(program)
    mine = Program(token_for(Q11, role))
    desk, receiving = role in {Role.RECEIVE, Role.RETURN}, role is Role.RECEIVE
    keeping = role not in {Role.ADMIN, Role.ASSIST, Role.POST}

    def allowed(answer: Answer) -> bool:
        return answer.status != 403

    assert allowed(mine.get("/visits")) == receiving
    assert allowed(mine.post("/visits", {"applicant": applicant(), "anew": True})) == receiving
    assert allowed(mine.get(f"/visits/{visit}")) == desk
    assert allowed(mine.post(f"/visits/{visit}/pay", {})) == desk
    assert allowed(mine.get(f"/visits/{visit}/envelope.pdf")) == desk
    assert allowed(mine.get(f"/dossiers/{code}/fee")) == desk
    assert allowed(mine.post(f"/dossiers/{code}/fee", {})) == desk
    assert allowed(mine.get("/till/2022-05-16")) == desk
    assert allowed(mine.get("/refunds-due")) == desk
    for call in ("/register", "/register.csv", "/counts/late", "/counts/channels"):
        assert allowed(mine.get(call, **MONDAY)) == keeping, call
    assert allowed(mine.get("/books")) == keeping
    assert allowed(mine.get("/books/rows", book="SCT/BS", year="2022")) == keeping
    closes = role in {Role.LEAD, Role.APPROVE}
    assert allowed(mine.post("/books/close", {"book": "SCT/BS", "year": 2021})) == closes


@pytest.mark.parametrize("call", ["/visits", "/till/2022-05-16", "/register", "/books", "/counts/late"])
def test_nobody_reads_without_a_token(stranger: Program, seeded: None, call: str) -> None:
    assert stranger.get(call, **MONDAY).status == 401
