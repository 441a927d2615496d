"""Orders: opened once, never changed; an unpaid online dossier waits; an obligation paid lets the clock run on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from config import clock
from motcua.core.refusals import Refused
from motcua.dossiers.charging import Wishes, charge_of, numbers_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.online_fees import fee_asked, obligation_asked
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.integrations.paying.gateway.fake import FakeGateway
from motcua.jobs.paying import close_what_is_over
from motcua.organisation.terms import Role
from motcua.payments.actions.ledger import Payment, collect
from motcua.payments.actions.ordering import close_order, open_order
from motcua.payments.asked import Asked, Line
from motcua.payments.fees import FeeLine
from motcua.payments.models import GatewayCallback, LedgerEntry, PaymentOrder
from motcua.payments.orders import paid
from motcua.payments.receipts import OfficeReceipts
from tests.cast import Q11, SetClock, at, colleague, do, received
from tests.dossiers.other_acts import ready
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


@pytest.mark.usefixtures("seeded")
class TestOrders:
    """Orders."""

    def test_an_order_asked_for_again_is_the_same_until_its_time_is_over(self) -> None:
        dossier = filed()
        first = ordered(dossier)
        assert ordered(dossier, MORNING + timedelta(hours=1)) == first
        later = ordered(dossier, MORNING + timedelta(days=4))
        assert later.reference != first.reference
        first.refresh_from_db()
        assert first.state == "closed"

    def test_another_sum_is_another_order(self) -> None:
        dossier = filed()
        first = ordered(dossier)
        second = ordered(dossier, wishes=Wishes({"Phí cấp bản sao trích lục hộ tịch": 3}))
        assert (second.amount, first.reference != second.reference) == (24_000, True)
        assert PaymentOrder.objects.filter(state="open").count() == 1

    @pytest.mark.parametrize(
        "change", ["amount = 1", "lines = '[]'", "subject = 'x'", "reference = 'MC0'", "expires_at = now()"]
    )
    def test_what_an_order_asks_for_is_never_changed(self, change: str) -> None:
        ordered(filed())
        with (
            pytest.raises(DatabaseError, match="not changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE payments_paymentorder SET {change}")

    def test_references_are_long_and_never_the_same(self) -> None:
        references = {ordered(filed()).reference for _ in range(5)}
        assert len(references) == 5
        assert {len(one) for one in references} == {16}

    def test_only_the_office_and_the_person_ask_for_an_order(self) -> None:
        dossier = filed()
        with pytest.raises(Refused, match="no_role"):
            open_order(
                asked=fee_asked(dossier, dossier.unit, wishes=Wishes(FEE)),
                actor=colleague(Role.SEAL, Q11, MORNING),
                at=MORNING,
            )

    def test_a_dossier_that_is_over_is_asked_for_nothing(self) -> None:
        dossier = filed()
        do(Act.WITHDRAW, dossier, Role.RECEIVE, MORNING)
        dossier.refresh_from_db()
        with pytest.raises(Refused, match="dossier_over"):
            ordered(dossier)


def test_a_person_who_presses_on_two_phones_gets_one_order(seeded_alone: None) -> None:
    dossier = filed()
    gate = Barrier(4)

    def work(_place: int) -> str:
        gate.wait(timeout=20)
        reference = ordered(dossier).reference
        connection.close()
        return reference

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(work, range(4)))) == 1
    assert PaymentOrder.objects.count() == 1


def awaiting_tax(amount: int | None = 1_500_000) -> Dossier:
    """A land dossier whose clock stands still until the tax office has its money."""
    dossier = received("1.013978", Q11, at("2022-05-04 09:00"))
    do(Act.FORWARD, dossier, Role.RECEIVE, at("2022-05-04 10:00"))
    do(
        Act.ASK_PAYMENT,
        dossier,
        Role.APPRAISE,
        at("2022-05-05 10:00"),
        obligation="Lệ phí trước bạ",
        document="TB 12/CCT ngày 5/5/2022",
        amount=amount,
    )
    return Dossier.objects.get(pk=dossier.pk)


class TestObligation:
    """What another agency asks."""

    @pytest.mark.rule("promises 18")
    def test_paid_online_the_clock_runs_on_and_the_money_is_the_other_agencys(
        self, fake: FakeGateway, office_clock: SetClock
    ) -> None:
        dossier = awaiting_tax()
        order = open_order(asked=obligation_asked(dossier), actor=None, at=at("2022-05-05 11:00"))
        office_clock(at("2022-05-09 10:00"))
        assert fake.tell(fake.pay(order.reference, 1_500_000)) == 200
        after = Dossier.objects.get(pk=dossier.pk)
        assert (after.state, after.paused_at, after.due_at) == (State.FORWARDED, None, at("2022-06-07 17:00"))
        step = after.steps.latest("seq")
        assert (step.act, step.actor_id, step.place) == ("pay", None, "online")
        assert order.reference in step.data["note"]
        entry = LedgerEntry.objects.get()
        assert entry.kind == "on_behalf"
        assert entry.postings.filter(account__startswith="payee:", credit=1_500_000).count() == 1
        assert verify() == []

    def test_the_receipt_was_shown_at_the_desk_first_the_second_money_goes_back(
        self, fake: FakeGateway, office_clock: SetClock
    ) -> None:
        dossier = awaiting_tax()
        order = open_order(asked=obligation_asked(dossier), actor=None, at=at("2022-05-05 11:00"))
        do(Act.PAY, dossier, Role.RECEIVE, at("2022-05-06 10:00"), document="Biên lai 0001")
        office_clock(at("2022-05-06 10:05"))
        fake.tell(fake.pay(order.reference, 1_500_000))
        assert booked() == [("held", 1_500_000)]
        assert close_what_is_over(at=at("2022-05-06 10:10")) == 1

    @pytest.mark.usefixtures("fake")
    def test_when_it_is_no_longer_awaited_the_fee_of_the_same_dossier_still_is(self) -> None:
        dossier = awaiting_tax()
        line = Line(FeeLine("Phí thẩm định hồ sơ", 1, 500_000), "Phí thẩm định hồ sơ")
        asked = Asked(dossier.unit_id, numbers_of(dossier), (line,), "Trần Thị Lan")
        fee = open_order(asked=asked, actor=None, at=at("2022-05-05 10:30"))
        tax = open_order(asked=obligation_asked(dossier), actor=None, at=at("2022-05-05 11:00"))
        do(Act.PAY, dossier, Role.RECEIVE, at("2022-05-06 10:00"), document="Biên lai 0001")
        assert close_what_is_over(at=at("2022-05-06 10:10")) == 1
        states = dict(PaymentOrder.objects.values_list("reference", "state"))
        assert states == {fee.reference: "open", tax.reference: "closed"}

    @pytest.mark.usefixtures("fake")
    def test_only_while_it_waits_and_for_a_sum_that_is_known(self) -> None:
        dossier = awaiting_tax(amount=None)
        with pytest.raises(Refused, match="amount_unknown"):
            obligation_asked(dossier)
        with pytest.raises(Refused, match="not_awaiting_payment"):
            obligation_asked(filed())


@pytest.mark.requirement("R-128")
class TestUnpaid:
    """An online dossier and the step that needs its payment."""

    def test_it_is_not_accepted_before_it_is_paid(self, fake: FakeGateway) -> None:
        dossier = filed()
        order = ordered(dossier)
        with pytest.raises(Refused, match="unpaid"):
            do(Act.ACCEPT, dossier, Role.RECEIVE, MORNING)
        fake.tell(fake.pay(order.reference, PRICE))
        do(Act.ACCEPT, dossier, Role.RECEIVE, MORNING)
        assert Dossier.objects.get(pk=dossier.pk).state == State.RECEIVED

    @pytest.mark.usefixtures("fake")
    def test_an_order_out_of_time_is_still_owed_and_a_closed_one_is_not(self) -> None:
        dossier, later = filed(), MORNING + timedelta(days=4)
        order = ordered(dossier)
        with pytest.raises(Refused, match="unpaid"):
            do(Act.ACCEPT, dossier, Role.RECEIVE, later)
        clerk = colleague(Role.RECEIVE, Q11, later)
        close_order(reference=order.reference, because="Thu khi trả kết quả", actor=clerk, at=later)
        do(Act.ACCEPT, dossier, Role.RECEIVE, later)

    @pytest.mark.usefixtures("fake")
    def test_a_fee_due_at_the_return_holds_up_the_return_only(self) -> None:
        dossier = filed()
        ordered(dossier, moment="return")
        do(Act.ACCEPT, dossier, Role.RECEIVE, MORNING)
        do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING)
        do(Act.APPROVE, dossier, Role.APPROVE, MORNING)
        do(Act.STAMP, dossier, Role.SEAL, MORNING)
        found = Dossier.objects.get(pk=dossier.pk)
        if found.state == State.SEALED:
            do(Act.HAND_BACK, dossier, Role.RECEIVE, MORNING)
        with pytest.raises(Refused, match="unpaid"):
            do(Act.RETURN_RESULT, dossier, Role.RETURN, MORNING, receiver="Nguyễn Văn Tư", channel="desk")

    @pytest.mark.usefixtures("fake")
    @pytest.mark.parametrize("moment", ["receive", "supplement", "return"])
    @pytest.mark.parametrize(("act", "goes"), [(Act.SEND_OUT, "post"), (Act.SEND_ONLINE, "online")])
    def test_its_result_goes_neither_to_the_post_nor_into_a_store(
        self, act: Act, goes: str, moment: str
    ) -> None:
        dossier = filed(return_channel=goes)
        do(Act.ACCEPT, dossier, Role.RECEIVE, MORNING)
        assert ready(dossier, "2022-05-16 09:10").state == State.READY
        order, later = ordered(dossier, moment=moment), MORNING + timedelta(minutes=20)
        words = {
            "consignment": "EB000000001VN",
            "carrier": "Bưu điện Quận 11",
            "carrier_person": "Lê Văn Bưu",
        }
        with pytest.raises(Refused, match="unpaid"):
            do(act, dossier, Role.RETURN, later, **words)
        clerk = colleague(Role.RECEIVE, Q11, later)
        close_order(reference=order.reference, because="Được miễn", actor=clerk, at=later)
        if act is Act.SEND_ONLINE:  # what holds it up then is no money
            with pytest.raises(Refused, match="result_not_signed"):
                do(act, dossier, Role.RETURN, later)
            return
        do(act, dossier, Role.RETURN, later, **words)

    @pytest.mark.usefixtures("fake")
    def test_a_dossier_may_be_withdrawn_or_refused_unpaid(self) -> None:
        for act, role, said in (
            (Act.WITHDRAW, Role.RECEIVE, {}),
            (Act.REFUSE_INTAKE, Role.RECEIVE, {"reason": "Sai thẩm quyền", "basis": "Điều 17"}),
        ):
            dossier = filed()
            ordered(dossier)
            do(act, dossier, role, MORNING, **said)

    @pytest.mark.usefixtures("fake")
    def test_taken_at_the_desk_instead_it_goes_on(self) -> None:
        dossier = filed()
        ordered(dossier)
        collect(
            payment=Payment(str(dossier), "Nguyễn Văn Tư", "at-the-desk"),
            charge=charge_of(dossier, dossier.unit, Wishes(FEE)),
            receipts=OfficeReceipts(),
            actor=colleague(Role.RECEIVE, Q11, MORNING),
            at=MORNING,
        )
        do(Act.ACCEPT, dossier, Role.RECEIVE, MORNING)
