"""Results nobody has taken: by age, reminded without a flood, sent by post on wish, and never gone by themselves."""

import re
from datetime import date, timedelta

import pytest

from motcua.core.moments import local_day
from motcua.dossiers.actions.shelving import mark_one, mark_uncollected
from motcua.dossiers.models import Dossier
from motcua.dossiers.shelf import age_counts, may_want_mark, of_age, on_shelf, to_call
from motcua.dossiers.shelf_rules import AGES, age_of, days_on_shelf, may_be_marked
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.architecture.source_tree import product
from tests.cast import CERTIFIED_COPY, P5, Q11, at, do, received
from tests.dossiers.other_acts import last, now, ready, refused

NINE = at("2022-05-16 09:00")


def lying(**more: object) -> Dossier:
    return ready(received(CERTIFIED_COPY, Q11, NINE, **more), "2022-05-16 09:00")


@pytest.mark.parametrize(
    ("days", "slug"),
    [(0, "0-3"), (3, "0-3"), (4, "4-10"), (10, "4-10"), (11, "11-30"), (30, "11-30"), (31, "tren-30")],
)
def test_every_number_of_days_stands_in_one_age(days: int, slug: str) -> None:
    assert age_of(days).slug == slug
    assert sum(age.has(days) for age in AGES) == 1
    assert days_on_shelf(date(2022, 5, 16), date(2022, 5, 16) + timedelta(days=days)) == days


@pytest.mark.rule("regulations 1.8")
@pytest.mark.parametrize(
    ("days", "reminded", "marked"),
    [(3, None, False), (4, None, True), (9, 6, False), (10, 7, True), (40, 1, False)],
)
def test_a_mark_comes_after_the_first_days_and_at_most_once_a_week(
    days: int, reminded: int | None, marked: bool
) -> None:
    today = date(2022, 6, 1)
    before = today - timedelta(days=reminded) if reminded is not None else None
    assert may_be_marked(days, before, today) is marked


@pytest.mark.usefixtures("seeded")
class TestShelf:
    """Results of a unit."""

    def test_the_ages_together_are_the_whole_shelf_and_each_opens_its_own(self) -> None:
        lying()
        received(CERTIFIED_COPY, Q11, NINE)
        for day, slug in ((19, "0-3"), (20, "4-10"), (26, "4-10"), (27, "11-30")):
            today = date(2022, 5, day)
            counts = {one.age.slug: one.count for one in age_counts(Q11, today)}
            assert (counts[slug], sum(counts.values())) == (1, 1)
            assert [of_age(on_shelf(Q11), age, today).count() for age in AGES] == list(counts.values())
        assert sum(one.count for one in age_counts(P5, date(2022, 5, 20))) == 0

    @pytest.mark.rule("regulations 1.8")
    def test_nobody_is_marked_twice_in_a_week_however_often_the_machine_looks(self) -> None:
        dossier, by_post = lying(), lying(return_channel="post")
        marks = [mark_uncollected(at=at(f"2022-05-{day} 06:30")) for day in range(17, 31)]
        assert marks == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]
        assert mark_uncollected(at=at("2022-05-30 06:31")) == 0
        assert list(to_call(Q11)) == [dossier]
        assert now(by_post).step_count == by_post.step_count
        assert last(dossier).actor_id is None
        assert verify() == []

    def test_a_result_taken_while_the_machine_reads_its_list_is_not_marked_any_more(self) -> None:
        dossier, later = lying(), at("2022-05-20 06:30")
        read = may_want_mark(Q11).get()
        do(Act.RETURN_RESULT, dossier, Role.RETURN, at("2022-05-19 10:00"))
        assert not mark_one(read, later)
        assert last(dossier).act == Act.RETURN_RESULT
        assert verify() == []

    def test_who_was_reminded_by_a_person_leaves_the_list_and_is_quiet_for_a_week(self) -> None:
        dossier = lying()
        mark_uncollected(at=at("2022-05-20 06:30"))
        do(Act.REMIND, dossier, Role.RETURN, at("2022-05-20 09:00"), how="phone", note="Hẹn thứ Hai đến")
        assert not to_call(Q11).exists()
        said = {"how": "phone", "to": now(dossier).phone, "note": "Hẹn thứ Hai đến"}
        assert last(dossier).data == said
        assert mark_uncollected(at=at("2022-05-26 06:30")) == 0
        assert mark_uncollected(at=at("2022-05-27 06:30")) == 1

    @pytest.mark.parametrize(
        ("said", "code"),
        [({}, "how_missing"), ({"how": "mark"}, "reminder_unknown"), ({"how": "pigeon"}, "reminder_unknown")],
    )
    def test_a_reminder_says_how(self, said: dict[str, str], code: str) -> None:
        dossier = lying()
        assert refused(lambda: do(Act.REMIND, dossier, Role.RETURN, NINE, **said)).code == code

    def test_a_place_is_said_changed_and_free_again_when_the_result_is_taken(self) -> None:
        dossier = lying()
        assert refused(lambda: do(Act.SHELVE, dossier, Role.RETURN, NINE, shelf=" ")).code == "shelf_missing"
        do(Act.SHELVE, dossier, Role.RETURN, NINE, shelf="Kệ 2, ngăn 3")
        assert now(dossier).shelf_place == "Kệ 2, ngăn 3"
        assert (
            refused(lambda: do(Act.SHELVE, dossier, Role.RETURN, NINE, shelf="Kệ 2,  ngăn 3")).code
            == "shelf_same"
        )
        do(Act.RETURN_RESULT, dossier, Role.RETURN, NINE)
        assert now(dossier).shelf_place == ""
        assert verify() == []

    @pytest.mark.rule("regulations 1.8")
    def test_after_ten_years_it_still_lies_there_and_can_go_by_post(self) -> None:
        dossier, later = lying(), at("2032-05-17 06:30")
        mark_uncollected(at=later)
        assert (now(dossier).state, on_shelf(Q11).count()) == (State.READY, 1)
        assert age_counts(Q11, local_day(later))[-1].count == 1

    def test_who_wishes_it_by_post_after_all_is_not_called_any_more(self) -> None:
        dossier = lying()
        do(Act.CHANGE_RETURN, dossier, Role.RECEIVE, at("2022-05-18 09:00"), channel="post")
        assert mark_uncollected(at=at("2022-05-25 06:30")) == 0
        assert on_shelf(Q11).get().return_channel == "post"


@pytest.mark.rule("regulations 1.8")
def test_nothing_in_the_product_deletes_a_dossier_a_step_or_a_row_of_the_desk() -> None:
    tables = ("Dossier", "Step", "CustodyRow", "HandedIn")
    # Only a decided disposal of the archive takes content away, and leaves a tombstone.
    others = [source for source in product() if not source.path.endswith("dossiers/actions/disposing.py")]
    deleting = [line for source in others for line in source.text.splitlines() if ".delete(" in line]
    disposal = next(source for source in product() if source.path.endswith("dossiers/actions/disposing.py"))
    assert not [
        line for line in disposal.text.splitlines() if "Dossier.objects" in line and ".delete(" in line
    ]
    assert [
        line for line in deleting if any(re.search(rf"\b{table}\.objects", line) for table in tables)
    ] == []
    assert [line for line in deleting if "dossier.delete" in line or "step.delete" in line] == []
