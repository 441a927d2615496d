"""One visitor, many wishes: opened once, each wish on its own, one payment, one envelope."""

import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from pypdf import PdfReader

from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.actions.reception import receive
from motcua.dossiers.actions.visiting import Visitor, open_visit, visit_from
from motcua.dossiers.charging import Wishes, refunds_due
from motcua.dossiers.completeness import Handed
from motcua.dossiers.envelopes import envelope_pdf
from motcua.dossiers.models import Dossier, Visit, VisitWish
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.dossiers.visits import VisitPage, charges_of, expected_wishes, visit_page, visits_on
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from motcua.payments.actions.ledger import Together, collect_together, refund
from motcua.payments.models import LedgerEntry
from motcua.payments.receipts import OfficeReceipts
from motcua.payments.verification import ledger_faults
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, ONG_TU, P5, Q11, at, colleague, do, reception_of
from tests.payments.till import DIPLOMA, ReceiptService

MORNING, LATER = at("2022-05-16 09:00"), at("2022-05-16 09:20")
CIVIL_EXTRACT = "2.000635"
LINE = "Phí cấp bản sao trích lục hộ tịch"
SITE = "https://motcua.example/"


def clerk() -> Actor:
    return colleague(Role.RECEIVE, Q11, MORNING)


def opened(**more: Any) -> Visit:
    facts: dict[str, Any] = {"visitor": Visitor(ONG_TU), "actor": clerk(), "at": MORNING}
    return open_visit(**(facts | more))


def wished(visit: Visit, code: str = CERTIFIED_COPY, **more: Any) -> Dossier:
    facts = {"items": (DIPLOMA,)} if code == CERTIFIED_COPY else {}
    reception = reception_of(code, Q11, LATER, visit=visit.pk, **(facts | more))
    made = receive(reception=reception, actor=clerk(), at=LATER)
    assert made.dossier is not None
    return made.dossier


def page_of(visit: Visit) -> VisitPage:
    page = visit_page(visit.pk, clerk())
    assert page is not None
    return page


def paid(visit: Visit, said: dict[str, Wishes] | None = None, **more: Any) -> list[LedgerEntry]:
    page = page_of(visit)
    facts: dict[str, Any] = {"payer": page.payer, "key": f"visit-{visit.pk}-payment"}
    together = Together(charges_of(page, said or expected_wishes(page)), **(facts | more))
    return collect_together(together=together, receipts=OfficeReceipts(), actor=clerk(), at=LATER)


def refused(call: Callable[..., Any], *args: Any, **kwargs: Any) -> Refusal:
    with pytest.raises(Refused) as found:
        call(*args, **kwargs)
    return found.value.refusal


def words(pdf: bytes) -> list[str]:
    """The words of each page."""
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return [" ".join(page.split()) for page in read.stdout.decode().split("\f")[:-1]]


@pytest.mark.usefixtures("seeded")
class TestVisit:
    """The visit and its wishes."""

    def test_every_wish_is_a_reception_of_its_own_with_its_number_and_promise(self) -> None:
        visit = opened()
        first, second = wished(visit), wished(visit, HOUSEHOLD_BUSINESS, ordinary=True)
        page = page_of(visit)
        assert [wish.number for wish in page.wishes] == [first.code, second.code]
        assert first.due_at != second.due_at
        assert (page.payer, page.expected) == ("Nguyễn Văn Tư", 12_000)
        assert verify() == []

    def test_a_wish_that_lacks_a_paper_stands_beside_the_others_and_is_completed_in_its_place(self) -> None:
        visit = opened()
        lacking = reception_of(CERTIFIED_COPY, Q11, LATER, visit=visit.pk, components=())
        intake = receive(reception=lacking, actor=clerk(), at=LATER).intake
        assert intake is not None
        after = wished(visit, HOUSEHOLD_BUSINESS)
        assert [wish.number for wish in page_of(visit).wishes] == [intake.number, after.code]
        completed = wished(visit, intake=intake.number)
        assert [wish.number for wish in page_of(visit).wishes] == [after.code, completed.code]

    def test_a_refused_wish_leaves_the_visit_as_it_was(self) -> None:
        visit = opened()
        kept = wished(visit)
        strange = reception_of(CERTIFIED_COPY, Q11, LATER, visit=visit.pk, components=(Handed("la", 1, 0),))
        with pytest.raises(Refused), transaction.atomic():
            receive(reception=strange, actor=clerk(), at=LATER)
        assert [wish.number for wish in page_of(visit).wishes] == [kept.code]

    def test_who_comes_twice_a_day_is_led_back_to_the_visit_unless_it_is_another_one(self) -> None:
        first = opened()
        found = refused(opened, at=LATER)
        assert (found.code, found.data["visit"]) == ("visit_open_today", first.pk)
        other = opened(visitor=Visitor(ONG_TU, anew=True), at=LATER)
        assert [visit.pk for visit in visits_on(Q11, MORNING.date())] == [other.pk, first.pk]
        assert opened(at=at("2022-05-17 09:00")).pk not in {first.pk, other.pk}

    def test_a_visit_takes_no_wish_on_another_day_nor_at_another_unit(self) -> None:
        visit, tomorrow = opened(), at("2022-05-17 09:00")
        late = reception_of(CERTIFIED_COPY, Q11, tomorrow, visit=visit.pk)
        assert refused(receive, reception=late, actor=clerk(), at=tomorrow).code == "visit_over"
        elsewhere = reception_of(CERTIFIED_COPY, P5, LATER, visit=visit.pk)
        other = colleague(Role.RECEIVE, P5, LATER)
        assert refused(receive, reception=elsewhere, actor=other, at=LATER).code == "visit_unknown"
        assert visit_page(visit.pk, other) is None

    def test_a_dossier_already_received_begins_the_visit_once(self) -> None:
        visit = opened()
        alone = receive(reception=reception_of(CERTIFIED_COPY, Q11, LATER), actor=clerk(), at=LATER).dossier
        assert alone is not None
        begun = visit_from(dossier=alone, actor=clerk(), at=LATER)
        assert visit_from(dossier=alone, actor=clerk(), at=LATER) == begun
        assert begun != visit
        assert (begun.applicant_name, begun.id_number) == (alone.applicant_name, alone.id_number)
        found = refused(visit_from, dossier=alone, actor=clerk(), at=at("2022-05-17 09:00"))
        assert found.code == "visit_over"
        assert verify() == []

    @pytest.mark.requirement("R-297")
    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.RECEIVE])
    def test_nobody_opens_a_visit_who_does_not_receive(self, role: Role) -> None:
        actor = replace(clerk(), roles=frozenset({role}))
        assert refused(opened, actor=actor).code == "no_role"
        assert refused(opened, actor=replace(clerk(), desks=frozenset())).code == "not_posted"

    def test_names_in_parts_and_huge_ones_are_kept_or_refused_as_everywhere(self) -> None:
        visit = opened(visitor=Visitor(replace(ONG_TU, name="Nguyê\u0303n Va\u0306n Tư")))
        assert visit.applicant_name == "Nguyễn Văn Tư"
        huge = Visitor(replace(ONG_TU, name="ắ" * 100_000, id_number="079085001235"))
        assert refused(opened, visitor=huge).field == "name"
        long = Visitor(replace(ONG_TU, id_number="079085001235"), counter="q" * 1000)
        assert refused(opened, visitor=long).field == "counter"

    @pytest.mark.parametrize("table", ["dossiers_visit", "dossiers_visitwish"])
    def test_what_was_asked_for_in_a_visit_is_never_changed(self, table: str) -> None:
        wished(opened())
        for sql in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)


@pytest.mark.usefixtures("seeded")
class TestPaying:
    """One payment for the whole."""

    def three(self) -> tuple[Visit, Dossier, Dossier, Dossier]:
        visit = opened()
        return visit, wished(visit), wished(visit, CIVIL_EXTRACT), wished(visit)

    def said(self, *dossiers: Dossier) -> dict[str, Wishes]:
        copy, extract, again = dossiers
        exempt = Wishes({LINE: 2}, (), "trẻ em", "Giấy khai sinh số 45/2015")
        return {str(copy): Wishes(), str(extract): exempt, str(again): Wishes()}

    def test_all_dossiers_are_paid_under_one_receipt_and_the_exempt_one_stands_beside_them(self) -> None:
        visit, *dossiers = self.three()
        entries = paid(visit, self.said(*dossiers))
        assert [(entry.subject, entry.kind, entry.amount) for entry in entries] == [
            (str(dossiers[0]), "collection", 12_000),
            (str(dossiers[1]), "exemption", 0),
            (str(dossiers[2]), "collection", 12_000),
        ]
        receipt = f"{Q11}/BL-2022-000001"
        assert [entry.receipt_number for entry in entries] == [receipt, "", receipt]
        page = page_of(visit)
        assert (page.paid, page.expected, page.payable) == (24_000, 0, [])
        assert list(ledger_faults()) == []

    def test_one_of_them_is_given_back_later_alone(self) -> None:
        visit, *dossiers = self.three()
        entries = paid(visit, self.said(*dossiers))
        do(Act.WITHDRAW, dossiers[2], Role.RECEIVE, at("2022-05-16 09:40"))
        assert [str(found) for found in refunds_due(Q11)] == [str(dossiers[2])]
        back = refund(
            entry_id=entries[2].pk,
            reason="Người dân rút hồ sơ",
            method="cash",
            key="refund-of-one",
            receipts=OfficeReceipts(),
            actor=clerk(),
            at=at("2022-05-16 09:45"),
        )
        assert (back.amount, back.subject) == (-12_000, str(dossiers[2]))
        assert back.receipt_number != entries[2].receipt_number
        assert page_of(visit).paid == 12_000
        assert list(ledger_faults()) == []

    def test_pressed_twice_it_is_one_payment_and_a_second_page_is_told_who_was_first(self) -> None:
        visit, *dossiers = self.three()
        said = self.said(*dossiers)
        first = paid(visit, said)
        assert paid(visit, said) == first
        assert refused(paid, visit, said, key="another-page-key").code == "already_collected"
        assert LedgerEntry.objects.count() == 3

    def test_all_or_nothing_and_the_dossier_at_fault_is_named(self) -> None:
        visit, *dossiers = self.three()
        said = self.said(*dossiers) | {str(dossiers[1]): Wishes({LINE: 0})}
        found = refused(paid, visit, said)
        assert (found.code, str(dossiers[1]) in found.text) == ("nothing_owed", True)
        assert not LedgerEntry.objects.exists()

    def test_a_dossier_of_another_visit_is_not_paid_here(self) -> None:
        visit = opened()
        wished(visit)
        stranger = wished(opened(visitor=Visitor(ONG_TU, anew=True)))
        assert refused(paid, visit, {str(stranger): Wishes()}).code == "dossier_not_in_visit"

    def test_a_wish_whose_fee_nobody_set_is_named(self) -> None:
        visit = opened()
        copies, business = wished(visit), wished(visit, HOUSEHOLD_BUSINESS, ordinary=True)
        [unset] = [
            item.name for wish in page_of(visit).wishes[1:] if wish.till for item in wish.till.schedule.items
        ]
        found = refused(paid, visit, {str(copies): Wishes(), str(business): Wishes({unset: 1})})
        assert found.code == "fee_not_set"
        assert found.text.startswith(f"Hồ sơ {business}: ")

    def test_several_lines_to_choose_from_are_asked_for(self) -> None:
        visit = opened()
        receive(reception=reception_of(CERTIFIED_COPY, Q11, LATER, visit=visit.pk), actor=clerk(), at=LATER)
        assert refused(paid, visit).code == "fee_lines_missing"

    def test_a_lost_answer_of_the_receipt_service_costs_no_second_number(self) -> None:
        visit, *dossiers = self.three()
        service, page = ReceiptService(), page_of(visit)
        service.lose_answer = True
        together = Together(charges_of(page, self.said(*dossiers)), page.payer, "the-same-key")
        call: dict[str, Any] = {"together": together, "receipts": service, "actor": clerk(), "at": LATER}
        assert refused(collect_together, **call).code == "receipts_down"
        entries = collect_together(**call)
        assert {entry.receipt_number for entry in entries if entry.amount} == {"01BLP0-001/0000001"}
        assert len(service.issued) == 1

    def test_no_other_payment_carries_the_same_receipt_even_in_the_database(self) -> None:
        visit, *dossiers = self.three()
        entry = paid(visit, self.said(*dossiers))[0]
        for payment in ("", "some-other-payment"):
            copied = LedgerEntry.objects.get(pk=entry.pk)
            copied.pk, copied.seq, copied.key, copied.payment = None, 99, "slipped-in", payment
            with pytest.raises(DatabaseError, match="receipt_number"), transaction.atomic():
                LedgerEntry.objects.bulk_create([copied])


@pytest.mark.needs_poppler
@pytest.mark.usefixtures("seeded")
class TestEnvelope:
    """Cover and slips in one file."""

    def test_cover_and_slips_stand_in_order_each_with_its_own_pages(self) -> None:
        visit = opened(visitor=Visitor(ONG_TU, counter="Quầy 3"))
        first = wished(visit)
        lacking = reception_of(CERTIFIED_COPY, Q11, LATER, visit=visit.pk, components=())
        intake = receive(reception=lacking, actor=clerk(), at=LATER).intake
        assert intake is not None
        last = wished(visit, HOUSEHOLD_BUSINESS)
        paid(visit, {str(first): Wishes()})
        pdf = envelope_pdf(page_of(visit), site=SITE)
        pages = words(pdf)
        begins = [place for place, said in enumerate(pages) if "Trang 1/" in said]
        assert "BÌA HỒ SƠ CỦA LƯỢT GIAO DỊCH" in pages[0]
        assert "Quầy 3" in pages[0]
        assert "12.000 đồng" in pages[0]
        assert f"{Q11}/BL-2022-000001" in pages[0]
        for place, record in zip(begins[1:], (first.code, intake.number, last.code), strict=True):
            assert str(record) in pages[place]
            assert str(record) in pages[0].replace(" ", "") or str(record) in pages[0]
        assert "0912 345 678" in pages[0]
        assert "+84" not in " ".join(pages)
        assert envelope_pdf(page_of(visit), site=SITE) == pdf
        sizes = {
            tuple(round(float(side)) for side in page.mediabox[2:]) for page in PdfReader(BytesIO(pdf)).pages
        }
        assert (420, 595) in sizes

    def test_an_empty_visit_has_nothing_to_print(self) -> None:
        assert refused(envelope_pdf, page_of(opened()), site=SITE).code == "visit_empty"

    def test_a_cancelled_reception_has_no_slip_in_it(self) -> None:
        visit = opened()
        kept, cancelled = wished(visit), wished(visit, HOUSEHOLD_BUSINESS)
        when = at("2022-05-16 09:30")
        do(Act.CANCEL_RECEPTION, cancelled, Role.RECEIVE, when, reason="Nhập nhầm thủ tục")
        do(Act.CANCEL_RECEPTION, cancelled, Role.LEAD, when)
        pages = words(envelope_pdf(page_of(visit), site=SITE))
        assert sum("GIẤY TIẾP NHẬN HỒ SƠ" in page for page in pages) == 1
        assert str(kept.code) in pages[1]
        assert "Đã hủy tiếp nhận" in pages[0]


def test_many_wishes_and_payments_at_once_lose_nothing(seeded_alone: None) -> None:
    visit = opened()
    gate, answers = Barrier(4), []

    def work(place: int) -> None:
        gate.wait(timeout=20)
        for _ in range(3):
            wished(visit)
        gate.wait(timeout=60)
        try:
            entries = paid(visit, key=f"page-of-clerk-{place}")
            answers.append({entry.receipt_number for entry in entries})
        except Refused as found:
            answers.append({found.refusal.code})
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert VisitWish.objects.filter(visit=visit).count() == 12
    assert sorted(map(sorted, answers)) == [["already_collected"]] * 3 + [[f"{Q11}/BL-2022-000001"]]
    assert LedgerEntry.objects.count() == 12
    assert list(ledger_faults()) == []
    assert verify() == []


def test_a_visit_opened_at_two_counters_at_once_is_opened_once(seeded_alone: None) -> None:
    gate, answers = Barrier(4), []

    def work(_place: int) -> None:
        gate.wait(timeout=20)
        try:
            opened()
            answers.append("opened")
        except Refused as found:
            answers.append(found.refusal.code)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert sorted(answers) == ["opened"] + ["visit_open_today"] * 3
    assert Visit.objects.count() == 1
