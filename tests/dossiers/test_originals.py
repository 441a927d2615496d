"""Originals kept at the desk: on the list, with whom, given back to whom, and never forgotten when a dossier ends."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from motcua.core.refusals import Refused
from motcua.documents.typesetting import typeset
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.custody import copies_held, held, outstanding
from motcua.dossiers.desk_papers import custody_paper
from motcua.dossiers.models import CustodyRow, Dossier
from motcua.dossiers.papers import slip_pdf
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.models import Person
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, P5, Q11, at, colleague, do, received
from tests.dossiers.other_acts import both, now, ready, refused

NINE, TEN = at("2022-05-16 09:00"), at("2022-05-16 10:00")
LAND = {"title": "Giấy chứng nhận quyền sử dụng đất", "mark": "BA 123456", "copies": 1}
BIRTH = {"title": "Giấy khai sinh", "mark": "125/2019", "copies": 2}


def text_of(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def kept(*papers: dict[str, Any], code: str = CERTIFIED_COPY, **more: Any) -> Dossier:
    return received(code, Q11, NINE, originals=papers or (LAND, BIRTH), **more)


def keep(dossier: Dossier, *papers: dict[str, Any]) -> None:
    do(Act.KEEP_ORIGINALS, dossier, Role.RECEIVE, TEN, originals=list(papers))


def titles(dossier: Dossier) -> list[str]:
    return [row.title for row in outstanding(now(dossier))]


@pytest.mark.usefixtures("seeded")
class TestCustody:
    """One after the other."""

    @pytest.mark.needs_poppler
    def test_what_is_written_at_reception_stands_on_the_slip_the_receipt_and_the_list(self) -> None:
        dossier = kept()
        assert (dossier.originals_kept, titles(dossier)) == (2, [LAND["title"], BIRTH["title"]])
        slip = text_of(slip_pdf(dossier, "01", site="https://motcua.example"))
        assert "Giấy chứng nhận quyền sử dụng đất số BA 123456 (01 bản)" in slip
        paper = text_of(typeset(custody_paper(dossier, official="Lê Thị Lan")))
        assert "GIẤY GIAO NHẬN BẢN CHÍNH" in paper
        assert "125/2019" in paper
        assert copies_held(Q11) == sum(row.copies for row in held(Q11)) == 3
        assert copies_held(P5) == 0
        assert verify() == []

    def test_more_is_written_later_and_numbered_on(self) -> None:
        dossier = kept(LAND)
        keep(dossier, BIRTH)
        assert [row.number for row in outstanding(now(dossier))] == [1, 2]
        assert verify() == []

    def test_an_original_goes_back_to_who_takes_it_and_the_rest_stays(self) -> None:
        dossier = kept()
        step = do(Act.GIVE_ORIGINALS, dossier, Role.RETURN, TEN, numbers=[2]).step
        assert step is not None
        assert (step.data["originals_given"], step.data["receiver"]) == ([2], "Nguyễn Văn Tư")
        assert titles(dossier) == [LAND["title"]]
        again = refused(lambda: do(Act.GIVE_ORIGINALS, dossier, Role.RETURN, TEN, numbers=[2]))
        assert again.code == "original_not_here"
        do(Act.GIVE_ORIGINALS, dossier, Role.RETURN, TEN)
        assert refused(lambda: do(Act.GIVE_ORIGINALS, dossier, Role.RETURN, TEN)).code == "no_originals_kept"
        assert verify() == []

    def test_a_result_is_not_handed_over_while_an_original_lies_here_unless_it_goes_too_or_is_noted(
        self,
    ) -> None:
        dossier = ready(kept(), "2022-05-16 10:00")
        still = refused(lambda: do(Act.RETURN_RESULT, dossier, Role.RETURN, TEN))
        assert (still.code, still.field) == ("originals_still_kept", "originals_at_end")
        assert "BA 123456" in still.text
        bare = refused(lambda: do(Act.RETURN_RESULT, dossier, Role.RETURN, TEN, originals_at_end="leave"))
        assert bare.code == "originals_reason_missing"
        do(Act.RETURN_RESULT, dossier, Role.RETURN, TEN, originals_at_end="give")
        assert (now(dossier).state, now(dossier).originals_kept, titles(dossier)) == (State.RETURNED, 0, [])
        assert verify() == []

    def test_what_was_left_with_a_reason_is_given_back_after_the_end(self) -> None:
        dossier = ready(kept(LAND), "2022-05-16 10:00")
        reason = {"originals_at_end": "leave", "originals_reason": "Chờ bên mua đến nhận"}
        do(Act.RETURN_RESULT, dossier, Role.RETURN, TEN, **reason)
        assert now(dossier).originals_kept == 1
        do(Act.GIVE_ORIGINALS, dossier, Role.RETURN, at("2022-05-18 09:00"))
        assert (now(dossier).state, now(dossier).originals_kept) == (State.RETURNED, 0)
        assert verify() == []

    @pytest.mark.parametrize("act", [Act.WITHDRAW, Act.CANCEL_RECEPTION])
    def test_no_other_end_forgets_an_original(self, act: Act) -> None:
        dossier = kept(LAND, code=HOUSEHOLD_BUSINESS)
        said = {"reason": "Theo đề nghị"}
        assert refused(lambda: do(act, dossier, Role.RECEIVE, TEN, **said)).code == "originals_still_kept"
        whole = said | {"originals_at_end": "give"}
        if act is Act.CANCEL_RECEPTION:
            both(act, dossier, Role.RECEIVE, TEN, **whole)
        else:
            do(act, dossier, Role.RECEIVE, TEN, **whole)
        assert (now(dossier).originals_kept, titles(dossier)) == (0, [])
        assert verify() == []

    def test_originals_pass_from_hand_to_hand_and_only_who_holds_them_or_the_head_passes_them_on(
        self,
    ) -> None:
        dossier = kept(LAND)
        clerk, seal = colleague(Role.RECEIVE, Q11, TEN), colleague(Role.SEAL, Q11, TEN)
        other = Person.objects.get(pk=seal.person_id)
        do(Act.MOVE_ORIGINALS, dossier, Role.RECEIVE, TEN, officer=other.username)
        assert [row.holder_id for row in outstanding(now(dossier))] == [seal.person_id]
        assert (copies_held(Q11, clerk.person_id), copies_held(Q11, seal.person_id)) == (0, 1)
        back = {"officer": Person.objects.get(pk=clerk.person_id).username}
        assert (
            refused(lambda: do(Act.MOVE_ORIGINALS, dossier, Role.RECEIVE, TEN, **back)).code
            == "not_the_holder"
        )
        same = refused(lambda: do(Act.MOVE_ORIGINALS, dossier, Role.SEAL, TEN, officer=other.username))
        assert same.code == "holder_same"
        nobody = refused(lambda: do(Act.MOVE_ORIGINALS, dossier, Role.SEAL, TEN, officer="khong-co"))
        assert nobody.code == "officer_not_here"
        assert verify() == []

    @pytest.mark.parametrize(
        ("paper", "code"),
        [
            ({"title": ""}, "original_wrong"),
            ({"title": "Bằng", "copies": 0}, "original_wrong"),
            ({"title": "Bằng", "copies": True}, "original_wrong"),
            ({"title": "Bằng", "copies": 10**9}, "original_wrong"),
            ({"title": "x" * 400}, "text_too_long"),
            ({"title": "Bằng\u202e"}, "text_has_marks"),
            ("Bằng", "said_wrongly"),
        ],
    )
    def test_a_paper_written_wrongly_is_refused(self, paper: Any, code: str) -> None:
        dossier = received(CERTIFIED_COPY, Q11, NINE)
        assert refused(lambda: keep(dossier, paper)).code == code
        assert not CustodyRow.objects.exists()

    def test_names_typed_in_parts_are_kept_whole(self) -> None:
        dossier = kept({"title": "Bằng  tốt nghiệp", "copies": 1})
        assert titles(dossier) == ["Bằng tốt nghiệp"]

    def test_the_list_cannot_be_changed_nor_a_row_taken_out_and_verify_sees_one_added(self) -> None:
        dossier = kept(LAND)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            CustodyRow.objects.update(title="Khác")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            CustodyRow.objects.all().delete()
        row = CustodyRow.objects.get()
        CustodyRow.objects.create(
            dossier=dossier, seq=1, number=9, event="kept", title="Thêm", copies=1, holder=row.holder, at=NINE
        )
        assert [finding.chain for finding in verify()] == [str(dossier)]

    def test_acts_of_two_units_and_of_other_roles_do_not_touch_them(self) -> None:
        dossier = kept(LAND)
        for role in (Role.APPRAISE, Role.APPROVE, Role.SEAL):
            assert refused(partial(do, Act.GIVE_ORIGINALS, dossier, role, TEN)).code == "no_role"
        stranger = colleague(Role.RETURN, P5, TEN)
        with pytest.raises(LookupError):
            perform(act=Act.GIVE_ORIGINALS, code=str(dossier), actor=stranger, at=TEN, said={})


def test_two_who_give_the_same_original_back_at_once_give_it_once(seeded_alone: None) -> None:
    dossier = kept(LAND)
    start = Barrier(2)

    def give() -> str:
        try:
            start.wait()
            with suppress(Refused):
                do(Act.GIVE_ORIGINALS, dossier, Role.RETURN, TEN)
                return "done"
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        answers = sorted(future.result() for future in [people.submit(give) for _ in range(2)])
    assert answers == ["done", "refused"]
    assert CustodyRow.objects.filter(event="given").count() == 1
    assert verify() == []
