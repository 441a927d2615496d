"""Money taken and given back: written once, never changed, numbered, and no clock ever waits for it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.charging import Wishes, refunds_due, till_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.terms import Act
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from motcua.payments.actions.closing import Count, close_day
from motcua.payments.actions.ledger import refund
from motcua.payments.models import DayClosing, LedgerEntry
from motcua.payments.queries import day_money
from motcua.payments.receipts import OfficeReceipts
from motcua.payments.verification import ledger_faults
from tests.cast import CERTIFIED_COPY, MARITAL_STATUS, Q11, THANH_SON, at, colleague, do, received
from tests.payments.till import ReceiptService, copies, pay

MORNING = at("2022-05-16 09:00")


def clerk(nth: int = 0) -> Actor:
    return colleague(Role.RECEIVE, Q11, MORNING, nth=nth)


def refused(call: Any, *args: Any, **kwargs: Any) -> Refusal:
    with pytest.raises(Refused) as found:
        call(*args, **kwargs)
    return found.value.refusal


def give_back(entry: LedgerEntry, moment: str = "2022-05-16 10:00", **more: Any) -> LedgerEntry:
    facts: dict[str, Any] = {"reason": "Người dân rút hồ sơ", "method": "cash", "key": f"refund-{entry.pk}"}
    return refund(
        entry_id=entry.pk, receipts=OfficeReceipts(), actor=clerk(), at=at(moment), **(facts | more)
    )


@pytest.mark.usefixtures("seeded")
class TestCollecting:
    """Entries one by one."""

    def test_a_fee_is_taken_with_its_lines_and_the_number_of_its_receipt(self) -> None:
        entry = pay(copies(MORNING), MORNING)
        assert entry.amount == 12_000
        assert entry.lines == [
            {
                "name": "Bằng tốt nghiệp đại học",
                "quantity": 3,
                "each": 4000,
                "amount": 12_000,
                "basis": "2 trang × 3 bản",
            }
        ]
        assert (entry.receipt_number, entry.day) == (f"{Q11}/BL-2022-000001", date(2022, 5, 16))
        assert list(ledger_faults()) == []

    @pytest.mark.rule("promises 18")
    def test_a_desk_fee_never_pauses_a_clock(self) -> None:
        dossier = copies(MORNING)
        before, steps = Dossier.objects.filter(pk=dossier.pk).values().get(), Step.objects.count()
        entry = pay(dossier, MORNING)
        give_back(entry)
        assert Dossier.objects.filter(pk=dossier.pk).values().get() == before
        assert Step.objects.count() == steps
        assert before["paused_at"] is None

    def test_pressed_twice_it_is_written_once(self) -> None:
        dossier = copies(MORNING)
        assert pay(dossier, MORNING) == pay(dossier, MORNING)
        assert LedgerEntry.objects.count() == 1

    def test_a_page_of_another_dossier_or_of_a_payment_is_never_taken_for_this_one(self) -> None:
        first, second = copies(MORNING), copies(MORNING)
        entry = pay(first, MORNING, key="page-of-the-first")
        assert refused(pay, second, MORNING, key="page-of-the-first").code == "key_wrong"
        assert refused(give_back, entry, key="page-of-the-first").code == "key_wrong"
        assert LedgerEntry.objects.count() == 1

    @pytest.mark.parametrize("act", [Act.WITHDRAW, Act.CANCEL_RECEPTION])
    def test_nothing_more_is_collected_for_what_ended_without_a_result(self, act: Act) -> None:
        dossier = copies(MORNING)
        do(act, dossier, Role.RECEIVE, MORNING, reason="Nộp nhầm")
        if act is Act.CANCEL_RECEPTION:
            do(act, dossier, Role.LEAD, MORNING)
        ended = Dossier.objects.get(pk=dossier.pk)
        assert refused(pay, ended, MORNING).code == "dossier_over"
        assert not LedgerEntry.objects.exists()

    def test_two_clerks_do_not_collect_the_same_line_twice(self) -> None:
        dossier = copies(MORNING)
        pay(dossier, MORNING)
        refusal = refused(pay, dossier, MORNING, key="another-page")
        assert refusal.code == "already_collected"
        assert "09:00" in refusal.text
        assert pay(dossier, MORNING, moment="return").amount == 12_000

    def test_a_transfer_does_not_lie_in_the_drawer(self) -> None:
        pay(copies(MORNING), MORNING, method="transfer", transfer_reference="FT22136")
        money = day_money(Q11, clerk().person_id, MORNING.date())
        assert (money.expected, money.transfer_in, money.cash_in) == (0, 12_000, 0)

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"method": "gold"}, "method_unknown"),
            ({"moment": "never"}, "moment_unknown"),
            ({"key": "x"}, "key_wrong"),
        ],
    )
    def test_what_the_ledger_does_not_know_is_refused(self, said: dict[str, str], code: str) -> None:
        assert refused(pay, copies(MORNING), MORNING, **said).code == code
        assert not LedgerEntry.objects.exists()

    def test_only_who_sits_at_the_desk_takes_money(self) -> None:
        entry = pay(copies(MORNING), MORNING)
        for actor, code in (
            (colleague(Role.SEAL, Q11, MORNING), "no_role"),
            (Actor(clerk().person_id, "Lan", Q11, frozenset({Role.RECEIVE}), frozenset()), "not_posted"),
        ):
            found = refused(
                refund,
                entry_id=entry.pk,
                reason="Nhầm",
                method="cash",
                key="refund-by-stranger",
                receipts=OfficeReceipts(),
                actor=actor,
                at=MORNING,
            )
            assert found.code == code

    def test_an_exemption_is_kept_with_its_ground_and_its_evidence_and_takes_no_receipt(self) -> None:
        dossier = received("2.000635", Q11, MORNING)
        wishes = Wishes({"Phí cấp bản sao trích lục hộ tịch": 2}, (), "trẻ em", "Giấy khai sinh số 45/2015")
        entry = pay(dossier, MORNING, wishes=wishes)
        assert (entry.kind, entry.amount, entry.receipt_number) == ("exemption", 0, "")
        assert entry.exemption == {
            "ground": "trẻ em",
            "evidence": "Giấy khai sinh số 45/2015",
            "amount": 16_000,
        }

    def test_papers_without_pages_are_asked_for_before_money_is_taken(self) -> None:
        assert refused(pay, received(CERTIFIED_COPY, Q11, MORNING), MORNING).code == "items_missing"

    @pytest.mark.rule("85/2019/TT-BTC")
    def test_without_an_amount_of_the_province_nothing_is_collected(self) -> None:
        moment = at("2023-10-06 09:00")
        dossier = received(MARITAL_STATUS, THANH_SON, moment)
        found = refused(pay, dossier, moment, wishes=Wishes({"Lệ phí hộ tịch": 1}))
        assert found.code == "fee_not_set"


@pytest.mark.usefixtures("seeded")
class TestRefunding:
    """Counter-entries."""

    def test_a_withdrawn_dossier_is_on_the_list_until_its_fee_is_given_back(self) -> None:
        dossier = copies(MORNING)
        entry = pay(dossier, MORNING)
        assert not refunds_due(Q11).exists()
        do(Act.WITHDRAW, dossier, Role.RECEIVE, at("2022-05-16 09:30"))
        assert [str(found) for found in refunds_due(Q11)] == [str(dossier)]
        back = give_back(entry)
        assert (back.amount, back.reverses, back.lines) == (-12_000, entry, entry.lines)
        assert not refunds_due(Q11).exists()
        assert till_of(dossier, dossier.unit).kept == 0
        assert list(ledger_faults()) == []

    def test_a_fee_is_given_back_once_and_only_a_collected_one(self) -> None:
        entry = pay(copies(MORNING), MORNING)
        back = give_back(entry)
        assert give_back(entry) == back
        assert refused(give_back, entry, key="a-second-page").code == "already_refunded"
        assert refused(give_back, back, key="refund-of-refund").code == "not_refundable"

    def test_a_refund_says_why(self) -> None:
        assert refused(give_back, pay(copies(MORNING), MORNING), reason="  ").code == "reason_missing"

    def test_another_unit_gives_nothing_of_ours_back(self) -> None:
        entry = pay(copies(MORNING), MORNING)
        other = colleague(Role.RECEIVE, "hcmc.q11.p5", MORNING)
        found = refused(
            refund,
            entry_id=entry.pk,
            reason="Nhầm",
            method="cash",
            key="refund-elsewhere",
            receipts=OfficeReceipts(),
            actor=other,
            at=MORNING,
        )
        assert found.code == "entry_unknown"


@pytest.mark.usefixtures("seeded")
class TestReceiptService:
    """A service over the network."""

    def test_while_the_service_is_silent_nothing_is_written(self) -> None:
        service = ReceiptService()
        service.silent = True
        dossier = copies(MORNING)
        assert refused(pay, dossier, MORNING, receipts=service).code == "receipts_down"
        assert not LedgerEntry.objects.exists()

    def test_an_answer_that_got_lost_costs_no_second_number(self) -> None:
        service = ReceiptService()
        service.lose_answer = True
        dossier = copies(MORNING)
        assert refused(pay, dossier, MORNING, receipts=service).code == "receipts_down"
        entry = pay(dossier, MORNING, receipts=service)
        assert entry.receipt_number == "01BLP0-001/0000001"
        assert len(service.issued) == 1


@pytest.mark.usefixtures("seeded")
class TestClosing:
    """Days."""

    def close(self, day: str = "2022-05-16", **said: Any) -> DayClosing:
        count = Count(**({"counted": 12_000} | said))
        return close_day(day=date.fromisoformat(day), count=count, actor=clerk(), at=at(f"{day} 17:05"))

    def test_a_closed_day_takes_no_more_entries_neither_from_the_office_nor_in_the_database(self) -> None:
        entry = pay(copies(MORNING), MORNING)
        closing = self.close()
        assert (closing.expected, closing.difference, closing.entries) == (12_000, 0, 1)
        assert refused(pay, copies(MORNING), at("2022-05-16 17:10")).code == "day_closed"
        assert refused(self.close).code == "day_closed"
        with pytest.raises(DatabaseError, match="is closed"), transaction.atomic():
            LedgerEntry.objects.bulk_create([_again(entry)])

    def test_what_differs_needs_a_reason_and_is_kept_with_it(self) -> None:
        pay(copies(MORNING), MORNING)
        found = refused(self.close, counted=11_000)
        assert (found.code, found.data["difference"]) == ("difference_reason_missing", -1000)
        closing = self.close(counted=11_000, reason="Trả nhầm tiền thừa cho người dân")
        assert (closing.difference, closing.reason) == (-1000, "Trả nhầm tiền thừa cho người dân")

    def test_what_was_not_handed_over_opens_the_next_day(self) -> None:
        pay(copies(MORNING), MORNING)
        self.close(handed_over=10_000)
        next_day = at("2022-05-17 09:00")
        pay(copies(next_day), next_day)
        money = day_money(Q11, clerk().person_id, next_day.date())
        assert (money.opening, money.expected) == (2000, 14_000)

    def test_days_are_closed_one_after_the_other_and_not_before_they_come(self) -> None:
        pay(copies(MORNING), MORNING)
        found = refused(self.close, "2022-05-17", counted=0)
        assert (found.code, "16/05/2022" in found.text) == ("earlier_day_open", True)
        early = refused(
            close_day, day=date(2022, 5, 18), count=Count(12_000), actor=clerk(), at=at("2022-05-16 17:05")
        )
        assert early.code == "day_in_future"

    def test_no_more_is_handed_over_than_was_counted(self) -> None:
        pay(copies(MORNING), MORNING)
        assert refused(self.close, handed_over=12_001).code == "handed_over_too_much"

    def test_a_colleague_of_the_same_desk_has_a_drawer_of_their_own(self) -> None:
        pay(copies(MORNING), MORNING)
        other = colleague(Role.LEAD, Q11, MORNING)
        beside = replace(clerk(), person_id=other.person_id, name=other.name)
        entry = pay(copies(MORNING), MORNING, actor=beside)
        assert entry.official_name == other.name
        assert day_money(Q11, other.person_id, MORNING.date()).expected == 12_000

    @pytest.mark.parametrize("table", ["payments_ledgerentry", "payments_dayclosing"])
    def test_the_ledger_cannot_be_changed_emptied_or_cut(self, table: str) -> None:
        pay(copies(MORNING), MORNING)
        self.close()
        for sql in (f"UPDATE {table} SET day = day", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)

    def test_a_changed_amount_and_a_cut_tail_are_found(self) -> None:
        pay(copies(MORNING), MORNING)
        pay(copies(at("2022-05-16 09:30")), at("2022-05-16 09:30"))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = 'replica'")
            cursor.execute("UPDATE payments_ledgerentry SET amount = 1000 WHERE seq = 1")
            assert next(ledger_faults())[1:] == (1, "khoản thu, chi đã bị sửa")
            cursor.execute("UPDATE payments_ledgerentry SET amount = 12000 WHERE seq = 1")
            cursor.execute("DELETE FROM payments_ledgerentry WHERE seq = 2")
            assert next(ledger_faults())[1:] == (2, "sổ thu bị cắt đuôi")
            cursor.execute("SET LOCAL session_replication_role = 'origin'")


def _again(entry: LedgerEntry) -> LedgerEntry:
    entry.pk, entry.seq, entry.key, entry.receipt_number = None, 99, "slipped-in", "X-1"
    return entry


def test_many_clerks_at_once_leave_no_gap_and_no_double(seeded_alone: None) -> None:
    dossiers = [copies(MORNING) for _ in range(12)]
    gate, answers = Barrier(6), []

    def work(place: int) -> None:
        gate.wait(timeout=20)
        for dossier in dossiers[place::6] + dossiers[:2]:
            try:
                answers.append(pay(dossier, MORNING, key=f"of-clerk-{place}-{dossier.pk}").receipt_number)
            except Refused as found:
                answers.append(found.refusal.code)
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    expected = {f"{Q11}/BL-2022-{number:06d}" for number in range(1, 13)}
    assert set(answers) - {"already_collected"} == expected
    entries = list(LedgerEntry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == list(range(1, 13))
    assert {entry.subject for entry in entries} == {str(dossier) for dossier in dossiers}
    assert list(ledger_faults()) == []
