"""The bank's statement against the orders: what fits is taken, the rest is decided by somebody and kept with a name."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.jobs.paying import decide, import_file
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from motcua.payments.actions.reconciling import Choice
from motcua.payments.actions.refunding import ask_refund, complete_refund, decide_refund
from motcua.payments.models import LedgerEntry, LineDecision, PaymentOrder, RefundRequest, StatementLine
from motcua.payments.orders import findings, online_money, online_shares, paid, refund_requests, undecided
from motcua.payments.receipts import OfficeReceipts
from motcua.payments.statements import amount_of, day_of, read_statement
from motcua.payments.verification import ledger_faults
from tests.cast import Q11, at, colleague, do
from tests.payments.online import MORNING, filed, ordered
from tests.payments.till import copies, pay

HEAD = ["Ngày giao dịch", "Số giao dịch", "Ghi nợ", "Ghi có", "Nội dung"]
PRICE = 16_000
LATER = MORNING + timedelta(hours=2)


def line(amount: int | str, words: str, number: str = "FT1", day: str = "16/05/2022") -> list[str]:
    return [day, number, "", str(amount), words]


def handed_in(*rows: list[str], name: str = "sao-ke.csv", actor: Actor | None = None) -> dict[str, int]:
    """The accountant hands a statement in; how its new lines stand."""
    who = actor or colleague(Role.RETURN, Q11, MORNING)
    table = [["SAO KÊ TÀI KHOẢN"], HEAD, *rows]
    kept = import_file(name=name, content=repr(table).encode(), rows=table, actor=who, at=LATER)
    found: dict[str, int] = {}
    for row in kept.rows.all():
        found[row.finding] = found.get(row.finding, 0) + 1
    return found


def decided(
    row: StatementLine, decision: str, note: str = "Theo điện thoại của người nộp", **more: Any
) -> LineDecision:
    choice = Choice(decision, note, more.pop("reference", ""))
    who = colleague(more.pop("role", Role.RETURN), Q11, MORNING)
    return decide(line_id=row.pk, choice=choice, actor=who, at=LATER)


def refused(call: Any, *args: Any, **kwargs: Any) -> Refusal:
    with pytest.raises(Refused) as found:
        call(*args, **kwargs)
    return found.value.refusal


def booked() -> list[tuple[str, int]]:
    return list(LedgerEntry.objects.order_by("seq").values_list("kind", "amount"))


@pytest.mark.usefixtures("seeded")
class TestMatching:
    """What fits by itself."""

    @pytest.mark.requirement("R-128")
    def test_reference_and_amount_together_pay_the_order(self) -> None:
        order = ordered(filed())
        assert handed_in(line("16.000", f"NGUYEN VAN TU {order.reference} nop phi")) == {"matched": 1}
        state = paid([order.subject], at=LATER)
        assert (state.standing, state.method, state.receipt_number) == (
            "paid",
            "vietqr",
            f"{Q11}/BL-2022-000001",
        )
        assert LedgerEntry.objects.get().postings.get(place=1).account == "bank"
        assert verify() == []

    def test_the_same_statement_again_and_one_that_overlaps_count_once(self) -> None:
        order, other = ordered(filed()), ordered(filed())
        first, second = line(PRICE, order.reference), line(PRICE, other.reference, "FT2")
        assert handed_in(first) == {"matched": 1}
        assert handed_in(first) == {}
        assert handed_in(first, second, second) == {"matched": 1}
        assert booked() == [("collection", PRICE)] * 2

    def test_too_much_pays_and_the_rest_is_held(self) -> None:
        order = ordered(filed())
        assert handed_in(line(20_000, order.reference)) == {"overpaid": 1}
        assert booked() == [("collection", PRICE), ("held", 4_000)]

    def test_paid_already_it_is_held_to_go_back(self) -> None:
        order = ordered(filed())
        handed_in(line(PRICE, order.reference))
        assert handed_in(line(PRICE, order.reference, "FT2")) == {"twice": 1}
        assert booked()[1] == ("held", PRICE)
        assert list(ledger_faults()) == []

    def test_for_a_dossier_that_is_over_it_is_held_to_go_back(self) -> None:
        dossier = filed()
        order = ordered(dossier)
        do(Act.WITHDRAW, dossier, Role.RECEIVE, MORNING)
        assert handed_in(line(PRICE, order.reference)) == {"twice": 1}
        assert booked() == [("held", PRICE)]

    @pytest.mark.parametrize(
        "words", ["nop phi ho tich", "MC00000000000000 nop phi", "", "=HYPERLINK(1)", "x" * 3000]
    )
    def test_what_names_no_order_waits_for_somebody(self, words: str) -> None:
        ordered(filed())
        assert handed_in(line(PRICE, words)) == {"unmatched": 1}
        assert booked() == []

    def test_words_that_name_two_orders_wait_for_somebody(self) -> None:
        one, two = ordered(filed()), ordered(filed())
        assert handed_in(line(PRICE * 2, f"{one.reference} {two.reference}")) == {"unmatched": 1}

    def test_an_order_of_another_unit_is_not_ours_to_take(self) -> None:
        order = ordered(filed(unit="hcmc.q11.p5"))
        assert handed_in(line(PRICE, order.reference)) == {"unmatched": 1}

    def test_money_that_went_out_is_left_alone(self) -> None:
        order = ordered(filed())
        assert handed_in(line("", order.reference), line(PRICE, order.reference, "FT2")) == {"matched": 1}

    @pytest.mark.parametrize(
        ("rows", "code"),
        [
            ([["a", "b"]], "head_unknown"),
            ([HEAD], "lines_missing"),
            ([HEAD, line("abc", "x")], "line_wrong"),
            ([HEAD, line(1, "x", day="31/02/2022")], "line_wrong"),
            ([HEAD, line(1, "x", number="")], "line_wrong"),
            ([HEAD, *[line(1, "x", f"N{n}") for n in range(5001)]], "lines_too_many"),
            ([], "head_unknown"),
        ],
    )
    def test_a_file_that_is_no_statement_is_refused_whole(self, rows: list[list[str]], code: str) -> None:
        assert refused(read_statement, rows).code == code

    def test_only_who_accounts_for_money_sees_statements(self) -> None:
        assert (
            refused(handed_in, line(1, "x"), actor=colleague(Role.APPRAISE, Q11, MORNING)).code == "no_role"
        )
        assert not StatementLine.objects.exists()


@pytest.mark.parametrize(
    ("text", "amount"),
    [("25000", 25000), ("25.000", 25000), ("25,000.00", 25000), ("1.250.000 đ", 1250000), ("", 0), ("-", 0),
     ("-25.000", 0), ("2,5", None), ("12.5", None), ("1e6", None), ("２５", None)],
)  # fmt: skip
def test_amounts_are_read_as_banks_write_them(text: str, amount: int | None) -> None:
    assert amount_of(text) == amount


def test_days_are_read_as_banks_write_them() -> None:
    assert day_of("16/05/2022 08:12:01") == day_of("2022-05-16T08:12:01") == day_of("16-05-2022")
    assert day_of("hôm qua") is None


@pytest.mark.usefixtures("seeded")
class TestDeciding:
    """What somebody decides."""

    def test_two_parts_that_together_are_enough_are_taken_together(self) -> None:
        order = ordered(filed())
        assert handed_in(line(10_000, order.reference), line(6_000, order.reference, "FT2")) == {
            "underpaid": 2
        }
        first, second = undecided(Q11)
        assert findings(Q11)["underpaid"] == 2
        made = decided(second, "take")
        assert (made.entry, made.decided_name) == (
            LedgerEntry.objects.get(),
            colleague(Role.RETURN, Q11, MORNING).name,
        )
        assert booked() == [("collection", PRICE)]
        assert not undecided(Q11).exists()
        assert refused(decided, first, "hold").code == "line_decided"

    def test_one_part_alone_is_not_enough(self) -> None:
        order = ordered(filed())
        handed_in(line(10_000, order.reference))
        assert refused(decided, undecided(Q11)[0], "take").code == "still_short"
        decided(undecided(Q11)[0], "hold")
        assert booked() == [("held", 10_000)]

    def test_a_line_without_a_reference_is_taken_for_the_order_that_the_person_shows(self) -> None:
        order = ordered(filed())
        handed_in(line(PRICE, "nop phi"))
        row = undecided(Q11)[0]
        assert refused(decided, row, "take", reference="MC00000000000000").code == "order_unknown"
        decided(row, "take", reference=order.reference.lower())
        assert paid([order.subject], at=LATER).standing == "paid"
        assert list(ledger_faults()) == []

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"decision": "burn"}, "decision_unknown"),
            ({"decision": "hold", "note": " "}, "note_missing"),
            ({"decision": "hold", "note": "x" * 301}, "text_too_long"),
            ({"decision": "clear"}, "not_so_much"),
            ({"decision": "hold", "role": Role.APPRAISE}, "no_role"),
        ],
    )
    def test_a_decision_that_cannot_be_is_refused(self, said: dict[str, Any], code: str) -> None:
        handed_in(line(PRICE, "nop phi"))
        assert refused(decided, undecided(Q11)[0], **said).code == code
        assert (booked(), undecided(Q11).count()) == ([], 1)

    def test_what_is_not_ours_leaves_the_list_with_a_name(self) -> None:
        handed_in(line(PRICE, "tien thue nha"))
        decided(undecided(Q11)[0], "not_ours")
        assert (booked(), undecided(Q11).count()) == ([], 0)

    def test_another_units_line_is_not_there(self) -> None:
        handed_in(line(PRICE, "nop phi"))
        row = undecided(Q11)[0]
        who = colleague(Role.LEAD, "hcmc.q11.p5", MORNING)
        found = refused(decide, line_id=row.pk, choice=Choice("hold", "x"), actor=who, at=LATER)
        assert found.code == "line_unknown"

    @pytest.mark.parametrize("table", ["statementline", "statementimport", "linedecision"])
    def test_statements_and_decisions_are_never_changed(self, table: str) -> None:
        handed_in(line(PRICE, "nop phi"))
        decided(undecided(Q11)[0], "not_ours")
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM payments_{table}")


@pytest.mark.usefixtures("seeded")
class TestRefunds:
    """Money that goes back."""

    def test_asked_by_one_decided_by_another_done_with_the_banks_number(self) -> None:
        dossier = filed()
        order = ordered(dossier)
        handed_in(line(PRICE, order.reference))
        entry = LedgerEntry.objects.get()
        clerk, head = colleague(Role.RECEIVE, Q11, MORNING), colleague(Role.LEAD, Q11, MORNING)
        asked = ask_refund(entry_id=entry.pk, reason="Người dân rút hồ sơ", actor=clerk, at=LATER)
        again = refused(ask_refund, entry_id=entry.pk, reason="x", actor=clerk, at=LATER)
        assert again.code == "already_asked"
        early = refused(
            complete_refund,
            request_id=asked.pk,
            reference="FT9",
            receipts=OfficeReceipts(),
            actor=clerk,
            at=LATER,
        )
        assert early.code == "request_not_approved"
        assert (
            refused(decide_refund, request_id=asked.pk, approve=True, note="", actor=clerk, at=LATER).code
            == "no_role"
        )
        decide_refund(request_id=asked.pk, approve=True, note="", actor=head, at=LATER)
        done = complete_refund(
            request_id=asked.pk, reference="FT9", receipts=OfficeReceipts(), actor=clerk, at=LATER
        )
        assert (done.state, done.refund) == ("done", LedgerEntry.objects.get(amount=-PRICE))
        assert paid([order.subject], at=LATER).standing == "refunded"
        numbers = LedgerEntry.objects.order_by("seq").values_list("receipt_number", flat=True)
        assert list(numbers) == [f"{Q11}/BL-2022-000001", f"{Q11}/BL-2022-000002"]
        assert online_money(Q11, LATER.date(), LATER.date())["given_back"] == PRICE
        assert list(ledger_faults()) == []

    def test_who_asks_does_not_decide_not_even_in_the_database(self) -> None:
        handed_in(line(PRICE, ordered(filed()).reference))
        head = colleague(Role.LEAD, Q11, MORNING)
        asked = ask_refund(entry_id=LedgerEntry.objects.get().pk, reason="Nộp nhầm", actor=head, at=LATER)
        found = refused(decide_refund, request_id=asked.pk, approve=True, note="", actor=head, at=LATER)
        assert found.code == "own_request"
        with pytest.raises(DatabaseError, match="refund_decided_by_another"), transaction.atomic():
            RefundRequest.objects.filter(pk=asked.pk).update(
                state="approved", decided_by_id=head.person_id, decided_at=LATER
            )

    def test_a_no_says_why_and_lets_it_be_asked_again(self) -> None:
        handed_in(line(PRICE, ordered(filed()).reference))
        entry = LedgerEntry.objects.get()
        clerk, head = colleague(Role.RECEIVE, Q11, MORNING), colleague(Role.LEAD, Q11, MORNING)
        asked = ask_refund(entry_id=entry.pk, reason="Nộp nhầm", actor=clerk, at=LATER)
        silent = refused(decide_refund, request_id=asked.pk, approve=False, note=" ", actor=head, at=LATER)
        assert silent.code == "reason_missing"
        decide_refund(request_id=asked.pk, approve=False, note="Hồ sơ đang giải quyết", actor=head, at=LATER)
        late = refused(decide_refund, request_id=asked.pk, approve=True, note="", actor=head, at=LATER)
        assert late.code == "request_decided"
        assert ask_refund(entry_id=entry.pk, reason="Rút hồ sơ", actor=clerk, at=LATER).state == "asked"

    def test_held_money_goes_back_without_having_been_a_fee(self) -> None:
        order = ordered(filed())
        handed_in(line(PRICE + 500, order.reference))
        [request] = refund_requests(Q11)
        head, clerk = colleague(Role.LEAD, Q11, MORNING), colleague(Role.RECEIVE, Q11, MORNING)
        decide_refund(request_id=request.pk, approve=True, note="", actor=head, at=LATER)
        complete_refund(
            request_id=request.pk, reference="FT9", receipts=OfficeReceipts(), actor=clerk, at=LATER
        )
        back = LedgerEntry.objects.latest("seq")
        assert [(row.account, row.debit, row.credit) for row in back.postings.all()] == [
            ("refunds_due", 500, 0),
            ("bank", 0, 500),
        ]
        assert not refund_requests(Q11).exists()
        assert list(ledger_faults()) == []

    def test_what_was_taken_at_the_desk_goes_back_at_the_desk(self) -> None:
        entry = pay(copies(MORNING), MORNING)
        clerk = colleague(Role.RECEIVE, Q11, MORNING)
        assert (
            refused(ask_refund, entry_id=entry.pk, reason="x", actor=clerk, at=LATER).code == "not_refundable"
        )

    @pytest.mark.parametrize("change", ["state = 'done'", "reason = 'x'", "state = 'asked'"])
    def test_a_request_moves_only_forward(self, change: str) -> None:
        handed_in(line(PRICE + 500, ordered(filed()).reference))
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE payments_refundrequest SET {change}")


@pytest.mark.requirement("R-128")
@pytest.mark.usefixtures("seeded")
def test_the_share_paid_online_is_counted_by_unit_and_month() -> None:
    pay(copies(MORNING), MORNING)
    handed_in(line(PRICE, ordered(filed()).reference))
    june = at("2022-06-01 09:00")
    pay(copies(june), june)
    shares = online_shares([Q11], MORNING.date(), june.date())
    assert [(one.month.month, one.dossiers, one.online_dossiers, one.share) for one in shares] == [
        (5, 2, 1, "50,0%"),
        (6, 1, 0, "0,0%"),
    ]
    assert (shares[0].amount, shares[0].online_amount) == (28_000, PRICE)
    assert PaymentOrder.objects.get().state == "paid"
