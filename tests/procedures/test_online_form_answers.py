"""What is taken as an answer, what is asked of whom, and in which form is it kept?"""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.online_forms.answers import judged, pages, shown_in, visible
from motcua.procedures.online_forms.bounds import day_of
from motcua.procedures.online_forms.kinds import as_text
from motcua.procedures.online_forms.prefilling import first_values, known_of, sources_of
from motcua.procedures.online_forms.samples import sample_answers
from motcua.procedures.online_forms.schema import read_schema
from tests.procedures.online_form_cast import READY, TODAY, group, page_of, question, ready, schema, small

FORM = read_schema(small())
GOOD: dict[str, Any] = {"name": "Nguyễn Văn Tư", "born": "1985-03-12", "married": "no", "why": "a"}


def one(answer: Any, **facts: Any) -> tuple[Any, str]:
    """What is kept of one answer, and the code of what is wrong with it."""
    form = read_schema(schema(group("page", question("asked", **facts))))
    found = judged(form, {"asked": answer}, on=TODAY)
    return found.cleaned.get("asked"), found.errors[0].code if found.errors else ""


@pytest.mark.parametrize(
    ("facts", "answer", "kept"),
    [
        ({}, "  Số  12 ", "Số 12"),
        ({}, "<script>alert(1)</script>", "<script>alert(1)</script>"),
        ({"kind": "name"}, "Nguye\u0302\u0303n Thi\u0323 Be\u0301", "Nguyễn Thị Bé"),
        ({"kind": "long"}, "một\r\nhai", "một\nhai"),
        ({"kind": "date"}, "2022-02-09", "2022-02-09"),
        ({"kind": "number"}, "12", 12),
        ({"kind": "money"}, "1.500.000 đồng", 1_500_000),
        ({"kind": "yes_no"}, "yes", "yes"),
        ({"kind": "cccd"}, "079 185 004 321", "079185004321"),
        ({"kind": "identity"}, "c1234567", "C1234567"),
        ({"kind": "tax_code"}, "0100109106", "0100109106"),
        ({"kind": "phone"}, "0912 345 678", "+84912345678"),
        ({"kind": "email"}, "be.tran@example.vn", "be.tran@example.vn"),
    ],
)
def test_a_good_answer_is_kept_in_its_one_form(facts: dict[str, Any], answer: Any, kept: Any):
    assert one(answer, **facts) == (kept, "")


@pytest.mark.parametrize(
    ("facts", "answer", "code"),
    [
        ({}, "", "answer_missing"),
        ({}, "a\u202eb", "text_has_marks"),
        ({}, "dài " * 200, "text_too_long"),
        ({"most": 3}, "bốn chữ", "text_too_long"),
        ({"least": 3}, "a", "answer_too_short"),
        ({}, ["a"], "answer_wrong"),
        ({}, True, "answer_wrong"),
        ({"kind": "name"}, "12345", "name_missing"),
        ({"kind": "date"}, "2022-02-30", "answer_wrong"),
        ({"kind": "date", "last": "today"}, "2026-11-24", "answer_too_late"),
        ({"kind": "date", "last": "today-18y"}, "2008-11-24", "answer_too_late"),
        ({"kind": "date", "first": "today"}, "2026-11-22", "answer_too_early"),
        ({"kind": "number"}, "mười", "answer_wrong"),
        ({"kind": "number"}, "-1", "answer_wrong"),
        ({"kind": "number", "least": 2}, "1", "answer_too_small"),
        ({"kind": "number", "most": 2}, "3", "answer_too_large"),
        ({"kind": "yes_no"}, "perhaps", "choice_unknown"),
        ({"kind": "yes_no"}, {"a": 1}, "choice_unknown"),
        ({"kind": "cccd"}, "079185", "identity_number_wrong"),
        ({"kind": "tax_code"}, "0100109107", "identity_number_wrong"),
        ({"kind": "phone"}, "113", "phone_is_hotline"),
        ({"kind": "email"}, "khong-phai@", "email_wrong"),
        ({"kind": "address"}, {"line": "5 Trần Phú"}, "address_incomplete"),
        ({"kind": "address"}, {"colour": "red"}, "answer_wrong"),
        ({"kind": "address"}, 7, "answer_wrong"),
    ],
)
def test_a_wrong_answer_is_refused_by_its_code(facts: dict[str, Any], answer: Any, code: str):
    kept, refused = one(answer, **facts)
    assert (kept, refused) == (None, code)


def test_the_forms_own_words_stand_where_something_is_missing_or_no_answer_of_its_kind():
    form = read_schema(schema(group("page", question("asked", kind="date", error="Ghi ngày trên giấy"))))
    assert [judged(form, {"asked": said}, on=TODAY).errors[0].text for said in ("", "x")] == [
        "Ghi ngày trên giấy"
    ] * 2


def test_who_turns_eighteen_today_is_eighteen():
    assert one("2008-11-23", kind="date", last="today-18y") == ("2008-11-23", "")


@pytest.mark.parametrize(
    ("text", "on", "day"),
    [
        ("today-18y", date(2024, 2, 29), date(2006, 2, 28)),
        ("today-4y", date(2024, 2, 29), date(2020, 2, 29)),
        ("today+1m", date(2026, 1, 31), date(2026, 2, 28)),
        ("today+30d", date(2026, 12, 20), date(2027, 1, 19)),
        ("today", TODAY, TODAY),
        ("2022-05-15", TODAY, date(2022, 5, 15)),
    ],
)
def test_a_moved_day_keeps_its_place_in_the_month_where_the_month_has_it(text: str, on: date, day: date):
    assert day_of(text, on=on) == day


def test_what_is_hidden_is_neither_asked_nor_kept():
    found = judged(FORM, GOOD | {"spouse": "Trần Thị Bé", "children": [{"child": "X", "sex": "m"}]}, on=TODAY)
    assert found.ok
    assert found.cleaned == GOOD
    assert visible(FORM, GOOD) == {"who", "name", "born", "family", "married", "why"}
    assert [page.key for page in pages(FORM, GOOD)] == ["who", "family"]


def test_an_answer_that_opens_a_page_opens_what_is_needed_on_it():
    found = judged(FORM, GOOD | {"married": "yes"}, on=TODAY)
    assert [(fault.group, fault.question, fault.code) for fault in found.errors] == [
        ("family", "spouse", "answer_missing"),
        ("children", "", "rows_missing"),
    ]


def test_each_row_is_judged_by_itself_and_its_fault_names_the_row():
    rows = [
        {"child": "An", "sex": "f", "school": "Tiểu học"},
        {"child": "Bo", "sex": "m", "school": "ẩn"},
        {"child": "1"},
    ]
    found = judged(FORM, GOOD | {"married": "yes", "spouse": "Bé", "children": rows}, on=TODAY)
    assert [(fault.row, fault.question) for fault in found.errors] == [(2, "child"), (2, "sex")]
    assert found.cleaned["children"][:2] == [
        {"child": "An", "sex": "f", "school": "Tiểu học"},
        {"child": "Bo", "sex": "m"},
    ]


def test_more_rows_than_the_form_has_are_refused():
    rows = [{"child": "An", "sex": "m"}] * 4
    found = judged(FORM, GOOD | {"married": "yes", "spouse": "Bé", "children": rows}, on=TODAY)
    assert [fault.code for fault in found.errors] == ["rows_too_many"]


def test_a_wrong_answer_decides_nothing():
    found = judged(FORM, GOOD | {"married": "perhaps"}, on=TODAY)
    assert [fault.question for fault in found.errors] == ["married"]


_ANSWERS = st.dictionaries(
    st.sampled_from([*(one.key for one in FORM.questions()), "children", "nowhere"]),
    st.none()
    | st.text(max_size=8)
    | st.sampled_from(["yes", "no", "a", "m", "1985-01-01"])
    | st.integers()
    | st.lists(st.dictionaries(st.sampled_from(["child", "sex", "school"]), st.text(max_size=5)), max_size=4)
    | st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)


@given(_ANSWERS)
def test_judging_twice_changes_nothing_and_only_shown_answers_are_kept(answers: dict[str, Any]):
    found = judged(FORM, answers, on=TODAY)
    assert set(found.cleaned) <= visible(FORM, found.cleaned)
    again = judged(FORM, found.cleaned, on=TODAY)
    assert again.cleaned == found.cleaned
    assert len(again.errors) <= len(found.errors)


@given(_ANSWERS)
def test_a_question_is_shown_only_where_all_it_hangs_on_is_shown(answers: dict[str, Any]):
    shown = visible(FORM, answers)
    for page in FORM.groups:
        for asked in page.questions:
            if asked.key in shown:
                assert page.key in shown
                assert all(clause.question in shown for clause in (*page.shown_when, *asked.shown_when))


@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
def test_every_ready_form_can_be_filled_to_its_end(path: Any):
    form = read_schema(ready(path.stem))
    found = judged(form, sample_answers(form, on=TODAY), on=TODAY)
    assert found.errors == ()
    assert all(as_text(one, found.cleaned[one.key]) for one in form.questions() if one.key in found.cleaned)


def test_first_values_come_from_the_first_source_that_knows_and_never_over_an_answer():
    form = read_schema(ready("2.000635"))
    known = {"account.name": "Trần Thị Bé", "cccd_qr.name": "TRẦN THỊ BÉ", "cccd_qr.number": "079185004321"}
    firsts = first_values(form.groups[0], {"requester_id": "C1234567"}, known)
    assert {key: (first.value, first.source) for key, first in firsts.items()} == {
        "requester_name": ("Trần Thị Bé", "account.name")
    }
    assert firsts["requester_name"].said == "họ tên trong tài khoản"
    assert "national.address" in sources_of(form)
    assert known_of("account", {"name": "A", "secret": "x"}, sources_of(form)) == {"account.name": "A"}


def test_another_persons_page_is_not_filled_with_the_askers_name():
    form = read_schema(ready("2.000635"))
    page = page_of(form, "person")
    asker = {
        "requester_name": "Trần Thị Bé",
        "requester_home": {"line": "1", "commune": "A", "province": "B"},
    }
    mine = first_values(page, asker | {"relation": "self"}, {})
    assert mine["person_name"].value == "Trần Thị Bé"
    assert mine["person_name"].said == "ông/bà đã ghi ở trên"
    assert first_values(page, asker | {"relation": "child"}, {"account.birth_date": "1985-03-12"}) == {}


def test_an_earlier_page_decides_what_a_later_one_asks():
    form = read_schema(ready("1.004873"))
    page = page_of(form, "former")
    assert [one.key for one in shown_in(form, page, {"marital": "widowed"}, {})] == [
        "spouse_name",
        "death_paper",
    ]
    assert shown_in(form, page, {"marital": "never"}, {}) == ()
