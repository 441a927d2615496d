"""The certification books: one number for a kind of paper, yearly from 01, no gap, nothing changed."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from motcua.core.refusals import Refused
from motcua.dossiers.actions.certifying import close_book
from motcua.dossiers.book_rules import Kind, kinds_of
from motcua.dossiers.book_tables import BookRow
from motcua.dossiers.books import book_faults, numbers_of, rows_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, colleague, do, received
from tests.dossiers.other_acts import both

SIGNATURE, CONTRACT = "2.000884", "2.001044"
MORNING = at("2022-05-16 09:00")


def item(title: str, pages: int = 2, copies: int = 1) -> dict[str, Any]:
    return {"title": title, "pages": pages, "copies": copies}


def certified(*items: dict[str, Any], code: str = CERTIFIED_COPY, moment: datetime = MORNING) -> Dossier:
    """Received, appraised and approved at that moment."""
    dossier = received(code, Q11, moment, items=items)
    if dossier.path == "ordinary":
        do(Act.FORWARD, dossier, Role.RECEIVE, moment)
    if (dossier.version.facts.get("certification") or {}).get("signed_in_front"):
        do(Act.CONFIRM_SIGNING, dossier, Role.RECEIVE, moment)
    do(Act.APPRAISE, dossier, Role.APPRAISE, moment)
    do(Act.APPROVE, dossier, Role.APPROVE, moment)
    dossier.refresh_from_db()
    return dossier


def labels(dossier: Dossier) -> list[str]:
    return [row.label for row in numbers_of(dossier)]


@pytest.mark.rule("01/2020/TT-BTP 4")
def test_equal_papers_take_one_number_with_their_copies_together() -> None:
    items = [item("Bằng tốt nghiệp", 2, 3), item("bằng tốt  nghiệp", 2, 4), item("Bằng tốt nghiệp", 3, 1)]
    kinds = kinds_of(items, by_transaction=False, otherwise="")
    assert kinds == (Kind("Bằng tốt nghiệp", 2, 7), Kind("Bằng tốt nghiệp", 3, 1))


def test_a_transaction_takes_one_number_whatever_it_consists_of() -> None:
    items = [item("Hợp đồng ủy quyền", 4, 3), item("Phụ lục", 1, 3)]
    assert kinds_of(items, by_transaction=True, otherwise="") == (Kind("Hợp đồng ủy quyền; Phụ lục", 5, 3),)


def test_without_a_list_of_papers_there_is_still_one_number() -> None:
    assert kinds_of([], by_transaction=False, otherwise="Bản chính") == (Kind("Bản chính"),)


@pytest.mark.usefixtures("seeded")
class TestBookNumbers:
    """Numbers as approvals give them."""

    @pytest.mark.rule("01/2020/TT-BTP 4")
    def test_a_thousand_copies_of_one_paper_take_one_number_two_papers_take_two(self) -> None:
        assert labels(certified(item("Bằng tốt nghiệp", 2, 1000))) == ["01, quyển số 01/2022-SCT/BS"]
        second = certified(item("Căn cước công dân", 2, 5), item("Giấy khai sinh", 1, 2))
        assert [row.number for row in numbers_of(second)] == [2, 3]
        assert [row.fee for row in numbers_of(second)] == [20_000, 4000]

    @pytest.mark.parametrize(
        ("code", "book"), [(SIGNATURE, "SCT/CK,ĐC"), (CONTRACT, "SCT/HĐ,GD"), ("2.000992", "SCT/CKND")]
    )
    def test_each_kind_of_certification_has_its_own_book_from_01(self, code: str, book: str) -> None:
        certified(item("Bằng"))
        assert labels(certified(item("Giấy ủy quyền"), code=code)) == [f"01, quyển số 01/2022-{book}"]

    def test_no_other_result_takes_a_number(self) -> None:
        certified(code="2.000635")
        assert not BookRow.objects.exists()

    def test_the_number_is_given_at_the_approval_and_stands_in_its_step(self) -> None:
        dossier = received(CERTIFIED_COPY, Q11, MORNING, items=(item("Bằng", 2, 3),))
        do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING)
        assert not BookRow.objects.exists()
        do(Act.APPROVE, dossier, Role.APPROVE, MORNING)
        row, step = BookRow.objects.get(), Step.objects.get(dossier=dossier, act=Act.APPROVE)
        assert step.data["book"] == [{"number": row.label, "title": "Bằng", "copies": 3}]
        assert (row.requester, row.requester_id) == ("Nguyễn Văn Tư", "079085001234")
        assert (row.day, row.signer_id) == (MORNING.date(), step.actor_id)
        assert row.signer_title == "Chủ tịch"

    def test_an_approval_that_failed_uses_no_number(self) -> None:
        dossier = certified(item("Bằng"))
        with pytest.raises(Refused):
            do(Act.APPROVE, dossier, Role.APPROVE, MORNING)
        assert BookRow.objects.count() == 1
        assert labels(certified(item("Bằng khác")))[0].startswith("02,")

    def test_the_book_of_a_new_year_begins_with_01(self) -> None:
        certified(item("Bằng"))
        later = certified(item("Bằng"), moment=at("2023-01-03 09:00"))
        assert labels(later) == ["01, quyển số 01/2023-SCT/BS"]

    def test_a_recalled_approval_leaves_its_number_spoilt_and_takes_a_new_one(self) -> None:
        dossier = certified(item("Bằng"))
        signer = colleague(Role.APPROVE, Q11, MORNING)
        both(Act.RECALL, dossier, Role.APPROVE, MORNING, reason="Ghi sai tên")
        do(Act.APPROVE, dossier, Role.APPROVE, at("2022-05-16 10:00"))
        dossier.refresh_from_db()
        rows = list(rows_of(Q11, "SCT/BS", 2022))
        assert [(row.number, row.spoilt) for row in rows] == [(1, True), (2, False)]  # type: ignore[attr-defined]
        assert labels(dossier) == ["02, quyển số 01/2022-SCT/BS"]
        assert rows[0].signer_name == signer.name
        assert verify() == []

    @pytest.mark.parametrize("sql", ["UPDATE {0} SET title = 'x'", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"])
    def test_a_row_cannot_be_changed_or_taken_out(self, sql: str) -> None:
        certified(item("Bằng"))
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.format("dossiers_bookrow"))

    def test_what_was_changed_behind_the_office_is_found(self) -> None:
        for _ in range(3):
            certified(item("Bằng"))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = 'replica'")
            for sql, place, what in (
                (
                    "UPDATE dossiers_bookrow SET copies = 9 WHERE number = 2",
                    2,
                    "dòng sổ đã bị sửa hoặc bị thay",
                ),
                ("UPDATE dossiers_bookrow SET copies = 1 WHERE number = 2", 0, ""),
                ("DELETE FROM dossiers_bookrow WHERE number = 3", 3, "số đã cấp nhưng không còn trong sổ"),
                ("DELETE FROM dossiers_bookrow WHERE number = 1", 1, "thiếu một số trong sổ"),
            ):
                cursor.execute(sql)
                assert [fault[1:] for fault in book_faults()] == ([(place, what)] if what else [])
            cursor.execute("SET LOCAL session_replication_role = 'origin'")


@pytest.mark.usefixtures("seeded")
class TestYearEnd:
    """The end of the year."""

    def close(self, day: str, role: Role = Role.LEAD) -> Any:
        moment = at(f"{day} 16:00")
        return close_book(book="SCT/BS", year=2022, actor=colleague(role, Q11, moment), at=moment)

    def refusal(self, day: str, role: Role = Role.LEAD) -> str:
        with pytest.raises(Refused) as refused:
            self.close(day, role)
        return refused.value.refusal.code

    @pytest.mark.rule("23/2015/NĐ-CP 14")
    def test_the_year_is_closed_with_its_count_and_takes_no_more_numbers(self) -> None:
        certified(item("Bằng", 2, 10), item("Sổ", 3, 1))
        last = at("2022-12-30 09:00")
        certified(item("Giấy", 1, 4), moment=last)
        closing = self.close("2022-12-31")
        assert (closing.numbers, closing.copies, closing.fee, closing.spoilt) == (3, 15, 53_000, 0)
        with pytest.raises(Refused) as refused:
            certified(item("Bằng"), moment=at("2022-12-30 16:30"))
        assert refused.value.refusal.code == "book_closed"
        assert BookRow.objects.count() == 3
        assert labels(certified(item("Bằng"), moment=at("2023-01-03 09:00"))) == [
            "01, quyển số 01/2023-SCT/BS"
        ]

    def test_no_year_is_closed_before_it_is_over_twice_empty_or_by_anybody(self) -> None:
        assert self.refusal("2022-12-31") == "book_unknown"
        certified(item("Bằng"))
        assert self.refusal("2022-12-30") == "year_not_over"
        assert self.refusal("2022-12-31", Role.RECEIVE) == "no_role"
        self.close("2022-12-31")
        assert self.refusal("2023-01-02") == "book_closed_before"


def test_signers_at_the_same_moment_leave_no_gap_and_no_double(seeded_alone: None) -> None:
    dossiers = [
        received(CERTIFIED_COPY, Q11, MORNING, items=(item(f"Giấy {n}"), item("Bằng"))) for n in range(10)
    ]
    for dossier in dossiers:
        do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING)
    gate = Barrier(5)

    def sign(place: int) -> None:
        gate.wait(timeout=20)
        for dossier in [*dossiers[place::5], *dossiers]:
            with suppress(Refused):  # a colleague was first
                do(Act.APPROVE, dossier, Role.APPROVE, MORNING)
        connection.close()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(sign, range(5)))
    assert sorted(BookRow.objects.values_list("number", flat=True)) == list(range(1, 21))
    assert verify() == []
