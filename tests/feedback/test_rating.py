"""A slip is rated once, and what is kept says nothing of who rated or who served."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import models

from motcua.core.refusals import Refused
from motcua.documents.papers import Evaluation, Receipt, SupplementRequest
from motcua.dossiers.models import Dossier, Intake, Step
from motcua.dossiers.papers import paper_of
from motcua.dossiers.rating_codes import RATED, RATING, code_on, newest_slip, read_code, slip_of
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.feedback.actions.following_up import follow_up
from motcua.feedback.actions.rating import rate
from motcua.feedback.models import FollowUp, Rating, RatingSlip
from motcua.feedback.queries import by_desk_and_month, is_used, low_ratings, occasion_of, rare_cells
from motcua.feedback.report import SMALL, as_cells, as_rows, satisfaction_report
from motcua.feedback.rules import rating_rule
from motcua.feedback.terms import Item, Mark, Occasion
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, P5, Q11, at, colleague, received, try_to_receive
from tests.dossiers.other_acts import both

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")
LATER = at("2022-05-16 16:00")
DAY = MORNING.date()


def said_of(dossier: Dossier, *, satisfaction: int = 5, words: str = "", **marks: Mark) -> Rating:
    slip = newest_slip(dossier)
    assert slip is not None
    kept = {Item(item): mark for item, mark in marks.items()}
    return rate(code=slip.code, satisfaction=satisfaction, marks=kept, words=words, actor=None, at=LATER)


def refused(**more: Any) -> str:
    said: dict[str, Any] = {"satisfaction": 5, "marks": {}, "words": "", "actor": None, "at": LATER}
    with pytest.raises(Refused) as no:
        rate(**(said | more))
    return no.value.refusal.code


def evaluation(record: Dossier | Intake, form: str) -> Evaluation:
    paper = paper_of(record, form, site="https://mot-cua.example/")
    assert isinstance(paper, Receipt | SupplementRequest)
    assert paper.evaluation is not None
    return paper.evaluation


@pytest.mark.requirement("R-289")
def test_every_slip_carries_its_own_code() -> None:
    intake = try_to_receive(CERTIFIED_COPY, Q11, MORNING, components=()).intake
    assert intake is not None
    slips = [evaluation(received(CERTIFIED_COPY, Q11, MORNING), "01"), evaluation(intake, "02")]
    assert len({one.code for one in slips}) == 2
    for one in slips:
        code = read_code(one.code)
        assert one.qr_payload == f"https://mot-cua.example/danh-gia/{code}/"
        assert slip_of(code) is not None


@pytest.mark.requirement("R-289")
def test_each_act_that_gives_a_slip_has_its_occasion() -> None:
    assert {occasion_of(act) for act in RATED} == set(Occasion)


def test_a_corrected_slip_keeps_the_code_of_the_first() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    code = dossier.steps.get(seq=1).data[RATING]
    both(Act.CORRECT, dossier, Role.RECEIVE, at("2022-05-16 09:10"), reason="Sai tên", name="Nguyễn Văn Tú")
    last = dossier.steps.order_by("-seq").first()
    assert last is not None
    assert last.act == Act.CORRECT
    assert code_on(last) == code
    assert read_code(evaluation(Dossier.objects.get(pk=dossier.pk), "01").code) == code


def test_a_slip_from_before_prints_no_code() -> None:
    step = Step(act=Act.RECEIVE, data={})
    assert code_on(step) == ""


@pytest.mark.requirement("R-289")
def test_a_rating_keeps_desk_month_and_procedure_and_nothing_nearer() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    rating = said_of(dossier, satisfaction=2, words="Chờ lâu", smiling=Mark.POOR)
    assert (rating.desk_id, rating.procedure_id) == (dossier.one_stop_unit_id, CERTIFIED_COPY)
    assert str(rating.month) == "2022-05-01"
    kinds = {type(one) for one in (*Rating._meta.concrete_fields, *RatingSlip._meta.concrete_fields)}
    assert models.DateTimeField not in kinds
    related = {one.related_model for one in Rating._meta.concrete_fields if one.related_model}
    assert related == {Unit, type(dossier.one_stop_unit), type(dossier.procedure)}
    [slip] = RatingSlip.objects.all()
    assert [one.name for one in RatingSlip._meta.concrete_fields] == ["mark"]
    kept = " ".join(str(value) for value in Rating.objects.values_list().get())
    assert slip.mark not in kept
    assert str(dossier) not in kept
    assert dossier.steps.get(seq=1).data[RATING] not in kept
    assert verify() == []


@pytest.mark.requirement("R-289")
def test_a_slip_is_rated_once() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    slip = newest_slip(dossier)
    assert slip is not None
    assert not is_used(slip)
    said_of(dossier)
    assert is_used(slip)
    assert refused(code=slip.code) == "rated_already"
    assert refused(code=f" {slip.code[:5].lower()}-{slip.code[5:]} ") == "rated_already"
    assert Rating.objects.count() == 1


def test_a_code_nobody_gave_and_one_too_old_are_refused() -> None:
    slip = newest_slip(received(CERTIFIED_COPY, Q11, MORNING))
    assert slip is not None
    assert refused(code="AAAAAAAAAA") == "rating_code_unknown"
    assert refused(code="") == "rating_code_unknown"
    assert refused(code="\u202e" * 5000) == "rating_code_unknown"
    last = MORNING + timedelta(days=rating_rule().usable_days)
    assert refused(code=slip.code, at=last + timedelta(days=1)) == "rating_code_over"
    rate(code=slip.code, satisfaction=4, marks={}, words="", actor=None, at=last)


def test_what_cannot_be_said_is_refused() -> None:
    slip = newest_slip(received(CERTIFIED_COPY, Q11, MORNING))
    assert slip is not None
    assert refused(code=slip.code, satisfaction=6) == "satisfaction_wrong"
    assert refused(code=slip.code, words="x" * 501) == "words_too_long"
    assert not RatingSlip.objects.exists()


def test_personal_data_in_the_words_is_never_kept() -> None:
    rating = said_of(received(CERTIFIED_COPY, Q11, MORNING), words="Cô Hoa, gọi 0912345678 cho Nguyễn Văn Tư")
    assert (rating.words, rating.masked) == ("Cô [tên], gọi [số] cho [tên]", True)


@pytest.mark.requirement("R-237")
@pytest.mark.requirement("R-287")
def test_results_stand_by_desk_and_month_with_the_number_of_answers_and_small_ones_marked() -> None:
    for points in (5, 5, 4, 3, 2):
        said_of(received(CERTIFIED_COPY, Q11, MORNING), satisfaction=points, smiling=Mark.GOOD)
    said_of(received(CERTIFIED_COPY, P5, MORNING), satisfaction=1)
    report = satisfaction_report(Unit.objects.get(pk=Q11), DAY, DAY, LATER)
    rows = {row["unit"]: row for row in as_rows(report)}
    assert (rows[Q11]["answers"], rows[Q11]["satisfied"], rows[Q11]["points"]) == (5, 3, 19)
    assert rows[Q11]["items"]["smiling"] == {"good": 5, "answers": 5}
    assert rows[Q11]["items"]["greeting"] is None
    assert rows[P5]["small"]
    assert rows[P5]["answers"] == 1
    assert rows[P5]["satisfied"] is None
    assert rows[P5]["low"] is None
    cells = {line[0]: line for line in as_cells(report)}
    assert cells[Unit.objects.get(pk=Q11).name][3:6] == ["5", "60,0%", "3,8"]
    assert cells[Unit.objects.get(pk=P5).name][3:5] == ["1", SMALL]


@pytest.mark.requirement("R-287")
def test_early_and_on_time_shares_stand_beside_by_desk_and_month() -> None:
    received(CERTIFIED_COPY, Q11, MORNING)
    late = at("2022-05-18 09:00")
    [row] = by_desk_and_month([Q11], DAY, DAY, late)
    assert (row.said.answers, row.in_time.judged, row.in_time.late) == (0, 1, 1)
    [row] = by_desk_and_month([Q11], DAY, DAY, MORNING)
    assert (row.in_time.judged, row.in_time.open) == (0, 1)


@pytest.mark.requirement("R-238")
def test_low_ratings_are_listed_for_the_head_with_what_was_done() -> None:
    low = said_of(received(CERTIFIED_COPY, Q11, MORNING), satisfaction=2)
    by_item = said_of(received(CERTIFIED_COPY, Q11, MORNING), satisfaction=4, respect=Mark.POOR)
    good = said_of(received(CERTIFIED_COPY, Q11, MORNING), satisfaction=5, respect=Mark.GOOD)
    listed = list(low_ratings([Q11], DAY, DAY))
    assert {one.pk for one in listed} == {low.pk, by_item.pk}
    assert rare_cells(listed) == {(low.desk_id, low.month, CERTIFIED_COPY)}
    head = colleague(Role.LEAD, Q11, LATER)
    done = follow_up(rating_id=low.pk, text="Đã trao đổi tại họp giao ban.", actor=head, at=LATER)
    assert FollowUp.objects.get() == done
    with pytest.raises(Refused, match="rating_not_low"):
        follow_up(rating_id=good.pk, text="x", actor=head, at=LATER)
    with pytest.raises(Refused, match="no_role"):
        follow_up(rating_id=low.pk, text="x", actor=colleague(Role.RECEIVE, Q11, LATER), at=LATER)
    with pytest.raises(Refused, match="text_missing"):
        follow_up(rating_id=low.pk, text="  ", actor=head, at=LATER)


def test_another_unit_does_not_answer_for_this_one() -> None:
    low = said_of(received(CERTIFIED_COPY, Q11, MORNING), satisfaction=1)
    head = colleague(Role.LEAD, P5, LATER)
    with pytest.raises(Refused, match="other_unit"):
        follow_up(rating_id=low.pk, text="x", actor=head, at=LATER)
