"""A gateway that misbehaves: late, twice, the wrong sum, another dossier, never, forged, replayed, two at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from config import clock
from motcua.core.models import OutboxMessage
from motcua.core.refusals import Refused
from motcua.dossiers.charging import Wishes, charge_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.integrations.paying.gateway.fake import FakeGateway
from motcua.integrations.paying.gateway.map import Envelope, sealed
from motcua.jobs.paying import ask_about, ask_about_open, close_what_is_over
from motcua.organisation.terms import Role
from motcua.payments.actions.ledger import Payment, collect
from motcua.payments.models import GatewayCallback, LedgerEntry, PaymentOrder, RefundRequest
from motcua.payments.orders import paid
from motcua.payments.receipts import OfficeReceipts
from motcua.payments.verification import ledger_faults
from tests.cast import Q11, SetClock, colleague, do
from tests.payments.online import FEE, MORNING, filed, gateway, ordered

PRICE = 16_000


@pytest.fixture
def fake(seeded: None, office_clock: SetClock) -> Iterator[FakeGateway]:
    """A gateway in business at nine on a Monday."""
    office_clock(MORNING)
    with gateway(clock.now) as one:
        yield one


def verdicts() -> list[str]:
    return list(GatewayCallback.objects.order_by("id").values_list("verdict", flat=True))


def booked() -> list[tuple[str, int]]:
    return list(LedgerEntry.objects.order_by("seq").values_list("kind", "amount"))


def standing(order: PaymentOrder) -> str:
    return paid([order.subject], at=clock.now()).standing


class TestHonest:
    """What should happen."""

    @pytest.mark.requirement("R-128")
    def test_a_paid_order_is_taken_once_with_the_number_of_a_receipt(self, fake: FakeGateway) -> None:
        order = ordered(filed())
        assert fake.tell(fake.pay(order.reference, PRICE)) == 200
        entry = LedgerEntry.objects.get()
        assert (entry.amount, entry.method, entry.official_id) == (PRICE, "gateway", None)
        assert entry.receipt_number == f"{Q11}/BL-2022-000001"
        state = paid([order.subject], at=clock.now())
        assert (state.standing, state.amount, state.receipt_number) == ("paid", PRICE, entry.receipt_number)
        assert [(row.account, row.debit, row.credit) for row in entry.postings.all()] == [
            ("gateway", PRICE, 0),
            ("fee:Phí cấp bản sao trích lục hộ tịch", 0, PRICE),
        ]
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert verify() == []

    def test_whoever_tells_people_finds_a_line_for_each_thing_that_happened(self, fake: FakeGateway) -> None:
        order = ordered(filed())
        fake.tell(fake.pay(order.reference, PRICE))
        told = OutboxMessage.objects.filter(topic="payment", key=order.subject).order_by("id")
        assert [one.payload["event"] for one in told] == ["requested", "received"]

    def test_a_payment_that_failed_changes_nothing_and_may_be_tried_again(self, fake: FakeGateway) -> None:
        order = ordered(filed())
        assert fake.tell(fake.pay(order.reference, PRICE, status="failed")) == 200
        assert (standing(order), booked(), verdicts()) == ("open", [], ["not_paid"])
        assert fake.tell(fake.pay(order.reference, PRICE)) == 200
        assert standing(order) == "paid"

    @pytest.mark.rule("promises 18")
    def test_a_fee_paid_online_moves_no_clock(self, fake: FakeGateway) -> None:
        dossier = filed()
        before = Dossier.objects.filter(pk=dossier.pk).values().get()
        fake.tell(fake.pay(ordered(dossier).reference, PRICE))
        assert Dossier.objects.filter(pk=dossier.pk).values().get() == before


class TestMisbehaving:
    """What does happen."""

    def test_told_twice_it_is_taken_once(self, fake: FakeGateway) -> None:
        payment = fake.pay(ordered(filed()).reference, PRICE)
        assert [fake.tell(payment), fake.tell(payment)] == [200, 200]
        assert (booked(), verdicts()) == ([("collection", PRICE)], ["taken", "repeated"])

    def test_the_same_message_once_more_is_known(self, fake: FakeGateway) -> None:
        message = fake.message(fake.pay(ordered(filed()).reference, PRICE))
        assert [fake.send(message), fake.send(message)] == [200, 200]
        assert (len(booked()), verdicts()) == (1, ["taken", "replayed"])

    def test_replayed_after_a_day_it_is_refused(self, fake: FakeGateway, office_clock: SetClock) -> None:
        message = fake.message(fake.pay(ordered(filed()).reference, PRICE))
        office_clock(MORNING + timedelta(days=1))
        assert fake.send(message) == 409
        assert (booked(), verdicts()) == ([], ["stale"])

    def test_a_message_from_tomorrow_is_refused(self, fake: FakeGateway) -> None:
        payment = fake.pay(ordered(filed()).reference, PRICE)
        assert fake.tell(payment, at=MORNING + timedelta(hours=2)) == 409
        assert verdicts() == ["stale"]

    @pytest.mark.parametrize("late", [timedelta(hours=2), timedelta(days=4)])
    def test_late_money_is_still_the_fee_while_it_is_owed(
        self, fake: FakeGateway, office_clock: SetClock, late: timedelta
    ) -> None:
        order = ordered(filed())
        office_clock(MORNING + late)
        assert fake.tell(fake.pay(order.reference, PRICE)) == 200
        assert (standing(order), booked()) == ("paid", [("collection", PRICE)])

    def test_late_money_for_an_order_asked_for_anew_pays_the_new_one(
        self, fake: FakeGateway, office_clock: SetClock
    ) -> None:
        dossier = filed()
        old = ordered(dossier)
        later = MORNING + timedelta(days=4)
        office_clock(later)
        new = ordered(dossier, later)
        assert new.reference != old.reference
        fake.tell(fake.pay(old.reference, PRICE))
        new.refresh_from_db()
        assert (new.state, booked()) == ("paid", [("collection", PRICE)])

    @pytest.mark.parametrize("amount", [1, PRICE - 1])
    def test_too_little_is_held_to_go_back_and_the_fee_stays_owed(
        self, fake: FakeGateway, amount: int
    ) -> None:
        order = ordered(filed())
        assert fake.tell(fake.pay(order.reference, amount)) == 200
        assert (standing(order), booked(), verdicts()) == ("open", [("held", amount)], ["held"])
        assert RefundRequest.objects.get().asked_name == "Hệ thống"

    def test_too_much_pays_the_fee_and_the_rest_is_held_to_go_back(self, fake: FakeGateway) -> None:
        order = ordered(filed())
        fake.tell(fake.pay(order.reference, PRICE + 4_000))
        assert standing(order) == "paid"
        assert booked() == [("collection", PRICE), ("held", 4_000)]
        assert RefundRequest.objects.get().entry.amount == 4_000
        assert list(ledger_faults()) == []

    def test_paid_twice_the_second_goes_back(self, fake: FakeGateway) -> None:
        order = ordered(filed())
        fake.tell(fake.pay(order.reference, PRICE))
        fake.tell(fake.pay(order.reference, PRICE))
        assert booked() == [("collection", PRICE), ("held", PRICE)]
        assert "hai lần" in RefundRequest.objects.get().reason

    def test_paid_at_the_desk_and_then_online_the_second_goes_back(self, fake: FakeGateway) -> None:
        dossier = filed()
        order = ordered(dossier)
        collect(
            payment=Payment(str(dossier), "Nguyễn Văn Tư", "at-the-desk"),
            charge=charge_of(dossier, dossier.unit, Wishes(FEE)),
            receipts=OfficeReceipts(),
            actor=colleague(Role.RECEIVE, Q11, MORNING),
            at=MORNING,
        )
        assert standing(order) == "closed"
        fake.tell(fake.pay(order.reference, PRICE))
        assert booked() == [("collection", PRICE), ("held", PRICE)]

    def test_what_was_paid_online_is_not_taken_at_the_desk_again(self, fake: FakeGateway) -> None:
        dossier = filed()
        fake.tell(fake.pay(ordered(dossier).reference, PRICE))
        do(Act.ACCEPT, dossier, Role.RECEIVE, MORNING)
        dossier.refresh_from_db()
        with pytest.raises(Refused, match="already_collected"):
            collect(
                payment=Payment(str(dossier), "Tư", "at-the-desk", filed_as=dossier.filing_number or ""),
                charge=charge_of(dossier, dossier.unit, Wishes(FEE)),
                receipts=OfficeReceipts(),
                actor=colleague(Role.RECEIVE, Q11, MORNING),
                at=MORNING,
            )
        with pytest.raises(Refused, match="already_collected"):
            ordered(dossier)

    def test_a_transaction_of_another_dossier_pays_nothing(self, fake: FakeGateway) -> None:
        first, second = ordered(filed()), ordered(filed())
        payment = fake.pay(first.reference, PRICE)
        fake.tell(payment)
        assert fake.tell(payment, reference=second.reference) == 409
        assert (standing(second), booked()) == ("open", [("collection", PRICE)])
        assert verdicts() == ["taken", "contradicts"]

    def test_the_same_transaction_with_another_sum_is_refused(self, fake: FakeGateway) -> None:
        payment = fake.pay(ordered(filed()).reference, PRICE)
        fake.tell(payment)
        assert fake.tell(payment, amount=PRICE * 2) == 409
        assert booked() == [("collection", PRICE)]

    def test_money_for_a_dossier_that_was_withdrawn_goes_back(self, fake: FakeGateway) -> None:
        dossier = filed()
        order = ordered(dossier)
        do(Act.WITHDRAW, dossier, Role.RECEIVE, MORNING)
        fake.tell(fake.pay(order.reference, PRICE))
        assert booked() == [("held", PRICE)]
        assert close_what_is_over(at=MORNING) == 1
        assert standing(order) == "closed"


class TestNotBelieved:
    """Forged, senseless, never sent."""

    @pytest.mark.parametrize(
        ("change", "status"),
        [
            ({"currency": "USD"}, 422),
            ({"merchant": "another"}, 422),
            ({"amount": "16000"}, 422),
            ({"amount": 16000.0}, 422),
            ({"amount": -5}, 422),
            ({"amount": True}, 422),
            ({"status": "PAID"}, 422),
            ({"transaction": ""}, 422),
            ({"transaction": "x" * 65}, 422),
            ({"transaction": "a\u0000b"}, 422),
            ({"reference": "MC00000000000000"}, 404),
            ({"reference": "' OR 1=1 --"}, 404),
        ],
    )
    def test_what_is_signed_but_makes_no_sense_is_kept_and_books_nothing(
        self, fake: FakeGateway, change: dict[str, Any], status: int
    ) -> None:
        assert fake.tell(fake.pay(ordered(filed()).reference, PRICE), **change) == status
        assert booked() == []
        assert len(verdicts()) == 1

    @pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 5000, b"{}" * 9000])
    def test_what_is_no_message_books_nothing(self, fake: FakeGateway, body: bytes) -> None:
        assert fake.send(sealed(fake.secret, body, nonce="abc123", at=MORNING)) in {403, 422}
        assert booked() == []

    def test_a_forged_message_is_refused_and_nothing_of_it_is_believed(self, fake: FakeGateway) -> None:
        good = fake.message(fake.pay(ordered(filed()).reference, PRICE))
        forged = [
            Envelope(good.timestamp, good.nonce, "0" * 64, good.body),
            Envelope(good.timestamp, "another", good.signature, good.body),
            Envelope(str(int(good.timestamp) + 1), good.nonce, good.signature, good.body),
            Envelope(good.timestamp, good.nonce, good.signature, good.body.replace(b"16000", b"99000")),
            Envelope("", "", "", good.body),
            sealed("wrong secret", good.body, nonce=good.nonce, at=MORNING),
        ]
        assert [fake.send(one) for one in forged] == [403] * len(forged)
        assert (booked(), set(verdicts())) == ([], {"bad_signature"})
        assert set(GatewayCallback.objects.values_list("body", "reference")) == {("", "")}
        assert fake.send(good) == 200

    def test_a_flood_of_forged_messages_is_not_kept(self, fake: FakeGateway) -> None:
        forged = Envelope("1652666400", "n", "0" * 64, b"{}")
        answers = [fake.send(forged) for _ in range(64)]
        assert answers[-1] == 429
        assert GatewayCallback.objects.count() == 60

    def test_a_callback_that_never_comes_is_made_up_for_by_asking(self, fake: FakeGateway) -> None:
        order = ordered(filed())
        assert ask_about(reference=order.reference, at=MORNING) is None
        fake.pay(order.reference, PRICE)
        assert standing(order) == "open"
        assert ask_about_open(at=MORNING) == 1
        assert (standing(order), verdicts()) == ("paid", ["taken"])
        assert GatewayCallback.objects.get().via == "query"

    def test_asked_and_told_it_is_taken_once(self, fake: FakeGateway) -> None:
        payment = fake.pay(ordered(filed()).reference, PRICE)
        ask_about(reference=payment.reference, at=MORNING)
        assert fake.tell(payment) == 200
        assert (booked(), verdicts()) == ([("collection", PRICE)], ["taken", "repeated"])

    def test_a_silent_gateway_is_no_fault_of_ours(self, fake: FakeGateway) -> None:
        order = ordered(filed())
        fake.pay(order.reference, PRICE)
        fake.silent = True
        assert ask_about(reference=order.reference, at=MORNING) is None
        assert ask_about_open(at=MORNING) == 0

    @pytest.mark.parametrize("table", ["payments_gatewaycallback", "payments_ordermoney"])
    def test_what_came_is_never_changed(self, fake: FakeGateway, table: str) -> None:
        fake.tell(fake.pay(ordered(filed()).reference, PRICE))
        for sql in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)


def test_two_messages_at_once_and_the_clock_asking_take_it_once(
    seeded_alone: None, office_clock: SetClock
) -> None:
    office_clock(MORNING)
    with gateway(clock.now) as fake:
        orders = [ordered(filed()) for _ in range(3)]
        payments = [fake.pay(order.reference, PRICE) for order in orders]
        messages = [fake.message(payment) for payment in payments]
        gate = Barrier(6)

        def work(place: int) -> None:
            gate.wait(timeout=20)
            for payment, message in zip(payments, messages, strict=True):
                if place < 2:
                    fake.send(message)
                elif place < 4:
                    fake.tell(payment)
                else:
                    ask_about(reference=payment.reference, at=clock.now())
            connection.close()

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(work, range(6)))
    assert booked() == [("collection", PRICE)] * 3
    assert sorted(verdicts()).count("taken") == 3
    assert set(PaymentOrder.objects.values_list("state", flat=True)) == {"paid"}
    numbers = LedgerEntry.objects.order_by("seq").values_list("receipt_number", flat=True)
    assert list(numbers) == [f"{Q11}/BL-2022-{n:06d}" for n in range(1, 4)]
    assert list(ledger_faults()) == []


def test_two_transactions_at_once_for_one_order_take_one_and_hold_one(
    seeded_alone: None, office_clock: SetClock
) -> None:
    office_clock(MORNING)
    with gateway(clock.now) as fake:
        order = ordered(filed())
        payments = [fake.pay(order.reference, PRICE) for _ in range(4)]
        gate = Barrier(4)

        def work(place: int) -> None:
            gate.wait(timeout=20)
            fake.tell(payments[place])
            connection.close()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(work, range(4)))
    assert sorted(booked()) == [("collection", PRICE)] + [("held", PRICE)] * 3
    assert RefundRequest.objects.count() == 3


def test_one_transaction_for_orders_of_two_units_at_once_is_booked_once(
    seeded_alone: None, office_clock: SetClock
) -> None:
    office_clock(MORNING)
    with gateway(clock.now) as fake:
        orders = [ordered(filed()), ordered(filed(unit="hcmc.q11.p5"))]
        payment = fake.pay(orders[0].reference, PRICE)
        gate = Barrier(2)

        def work(place: int) -> None:
            message = fake.message(payment, reference=orders[place].reference)
            gate.wait(timeout=20)
            fake.send(message)
            connection.close()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(work, range(2)))
    assert booked() == [("collection", PRICE)]
    assert sorted(verdicts()) == ["contradicts", "taken"]
