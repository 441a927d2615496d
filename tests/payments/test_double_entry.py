"""Ghi kép: every entry has its sides, debits equal credits, and neither office nor database lets it be otherwise."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Sum
from django.db.utils import DatabaseError
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.charging import Wishes
from motcua.organisation.terms import Role
from motcua.payments.accounts import BANK, GATEWAY, REFUNDS_DUE, Booked, account_label, balanced, sides_of
from motcua.payments.actions.ledger import refund
from motcua.payments.models import LedgerEntry, Posting
from motcua.payments.receipts import OfficeReceipts
from motcua.payments.terms import EntryKind, Method
from motcua.payments.verification import ledger_faults
from tests.cast import Q11, at, colleague, received
from tests.payments.till import copies, pay

MORNING = at("2022-05-16 09:00")
LINES = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(["Phí A", "Lệ phí B", "Phí C"]), "amount": st.integers(0, 10**9)}
    ),
    min_size=1,
    max_size=5,
)


def sides(entry: LedgerEntry) -> list[tuple[str, int, int]]:
    return [(row.account, row.debit, row.credit) for row in entry.postings.all()]


def held_at_commit() -> None:
    """What the database would say at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@given(
    LINES,
    st.sampled_from([EntryKind.COLLECTION, EntryKind.ON_BEHALF, EntryKind.HELD]),
    st.sampled_from(Method),
)
def test_whatever_is_taken_and_given_back_debits_equal_credits(
    lines: list[dict[str, Any]], kind: EntryKind, method: Method
) -> None:
    amount = sum(line["amount"] for line in lines)
    taken = sides_of(Booked(kind, method, amount, lines, official=7))
    back = sides_of(Booked(EntryKind.REFUND, method, -amount, lines, official=7, reverses=kind))
    assert balanced(taken, amount)
    assert balanced(back, -amount)
    both = [*taken, *back]
    owed = {side.account for side in both} - {BANK, GATEWAY, "cash:7"}
    for account in owed:
        assert sum(side.debit - side.credit for side in both if side.account == account) == 0


def test_an_exemption_moves_no_money_and_the_gateways_own_transfer_only_moves_it() -> None:
    line = {"name": "Cổng thanh toán", "amount": 50_000}
    assert sides_of(Booked(EntryKind.EXEMPTION, Method.CASH, 0, [line])) == ()
    moved = sides_of(Booked(EntryKind.CLEARING, Method.VIETQR, 0, [line]))
    assert [(side.account, side.debit, side.credit) for side in moved] == [
        (BANK, 50_000, 0),
        (GATEWAY, 0, 50_000),
    ]
    assert balanced(moved, 0)
    assert not balanced(moved, 50_000)


def test_accounts_are_said_in_words() -> None:
    assert account_label("cash:7", {7: "Trần Thị Lan"}) == "Tiền mặt của Trần Thị Lan"
    assert account_label("fee:Lệ phí hộ tịch") == "Phí, lệ phí: Lệ phí hộ tịch"
    assert account_label("payee:Chi cục Thuế") == "Thu hộ: Chi cục Thuế"
    assert {account_label(one) for one in (BANK, GATEWAY, REFUNDS_DUE)} == {
        "Tiền gửi ngân hàng",
        "Cổng thanh toán chưa chuyển về",
        "Phải hoàn cho người nộp",
    }


@pytest.mark.usefixtures("seeded")
class TestCounter:
    """What the desk takes and gives."""

    def test_cash_lies_in_the_drawer_of_the_official_and_is_earned_line_by_line(self) -> None:
        entry = pay(copies(MORNING), MORNING)
        drawer = f"cash:{entry.official_id}"
        assert sides(entry) == [(drawer, 12_000, 0), ("fee:Bằng tốt nghiệp đại học", 0, 12_000)]
        held_at_commit()
        assert list(ledger_faults()) == []

    def test_a_transfer_lies_at_the_bank_and_a_refund_turns_the_sides(self) -> None:
        entry = pay(copies(MORNING), MORNING, method="transfer", transfer_reference="FT1")
        back = refund(
            entry_id=entry.pk,
            reason="Thu nhầm",
            method="transfer",
            key="refund-of-transfer",
            receipts=OfficeReceipts(),
            actor=colleague(Role.RECEIVE, Q11, MORNING),
            at=MORNING,
        )
        assert sides(entry)[0] == (BANK, 12_000, 0)
        assert sides(back) == [("fee:Bằng tốt nghiệp đại học", 12_000, 0), (BANK, 0, 12_000)]
        sums = Posting.objects.aggregate(debits=Sum("debit"), credits=Sum("credit"))
        assert sums["debits"] == sums["credits"] == 24_000
        held_at_commit()

    def test_an_exemption_has_no_sides(self) -> None:
        wishes = Wishes({"Phí cấp bản sao trích lục hộ tịch": 1}, (), "trẻ em", "Giấy khai sinh số 45/2015")
        assert sides(pay(received("2.000635", Q11, MORNING), MORNING, wishes=wishes)) == []
        held_at_commit()
        assert list(ledger_faults()) == []

    @pytest.mark.parametrize(
        "fault",
        [
            "INSERT INTO payments_posting (entry_id, place, account, debit, credit) SELECT id, 9, 'bank', 5, 0 "
            "FROM payments_ledgerentry",
            "INSERT INTO payments_posting (entry_id, place, account, debit, credit) "
            "SELECT id, 8, 'fee:x', 5, 0 FROM payments_ledgerentry UNION ALL "
            "SELECT id, 9, 'bank', 0, 5 FROM payments_ledgerentry",
        ],
    )
    def test_the_database_refuses_an_entry_that_does_not_balance(self, fault: str) -> None:
        pay(copies(MORNING), MORNING)
        with connection.cursor() as cursor:
            cursor.execute(fault)
        with pytest.raises(DatabaseError, match="does not balance"):
            held_at_commit()

    def test_the_database_refuses_money_without_sides(self) -> None:
        entry = pay(copies(MORNING), MORNING)
        entry.pk, entry.seq, entry.key, entry.receipt_number = None, 99, "slipped-in", "X-1"
        LedgerEntry.objects.bulk_create([entry])
        with pytest.raises(DatabaseError, match="does not balance"):
            held_at_commit()

    def test_entries_of_an_earlier_release_get_the_same_sides_and_keep_their_hashes(self) -> None:
        entry = pay(copies(MORNING), MORNING)
        before = sides(entry)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = 'replica'")
            cursor.execute("DELETE FROM payments_posting")
            cursor.execute("SET LOCAL session_replication_role = 'origin'")
        import_module("motcua.payments.migrations.0005_postings_of_earlier_entries").post_earlier(apps, None)
        assert sides(LedgerEntry.objects.get()) == before
        held_at_commit()
        assert list(ledger_faults()) == []

    def test_sides_changed_behind_the_office_are_found(self) -> None:
        pay(copies(MORNING), MORNING)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = 'replica'")
            cursor.execute("UPDATE payments_posting SET account = 'bank' WHERE account LIKE 'cash:%'")
            assert [fault[2] for fault in ledger_faults()] == ["ghi nợ, ghi có không khớp khoản thu, chi"]
            cursor.execute("UPDATE payments_posting SET debit = debit + 1 WHERE debit > 0")
            assert "tổng ghi nợ khác tổng ghi có" in [fault[2] for fault in ledger_faults()]
            cursor.execute("SET LOCAL session_replication_role = 'origin'")

    @pytest.mark.parametrize(
        "sql", ["UPDATE payments_posting SET debit = debit", "DELETE FROM payments_posting"]
    )
    def test_sides_are_never_changed(self, sql: str) -> None:
        pay(copies(MORNING), MORNING)
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
