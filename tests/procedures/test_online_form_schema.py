"""Which data is a form? What may hang on what, which bounds and texts are taken, what is refused by name."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.online_forms.checks import stumbles
from motcua.procedures.online_forms.editing import moved, with_group, with_question, without
from motcua.procedures.online_forms.schema import read_schema
from motcua.procedures.online_forms.terms import QuestionKind
from tests.procedures.online_form_cast import READY, asked, faults, group, question, ready, schema, small

YES = {"value": "yes", "label": "Có"}
YESNO = {"kind": "yes_no"}


def test_a_form_is_read_with_its_pages_and_questions():
    form = read_schema(small())
    assert [page.key for page in form.groups] == ["who", "family", "children"]
    assert form.group_of("school") is form.group("children")
    assert asked(form, "born").kind is QuestionKind.DATE


@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
def test_every_ready_form_is_read_and_nobody_stumbles(path: Any):
    data = ready(path.stem)
    form = read_schema(data)
    assert stumbles(form) == ()
    assert form.confidence.startswith("knowledge")
    assert form.source


def test_there_are_ready_forms_for_twenty_procedures_of_which_three_of_household_business():
    codes = {path.stem for path in READY}
    assert len(codes) >= 15
    assert {"1.001612", "2.000720", "1.001266"} <= codes
    assert {"2.000635", "2.000815", "1.004873", "1.001193", "1.000656", "1.000894", "1.004859"} <= codes
    assert {"1.012783", "1.001731"} <= codes


def test_conditions_in_a_circle_are_refused_with_every_name_of_the_circle():
    data = schema(
        group(
            "a",
            question("one", **YESNO, shown_when={"question": "three", "is": "yes"}),
            question("two", **YESNO, shown_when={"question": "one", "is": "yes"}),
            question("three", **YESNO, shown_when={"question": "two", "is": "yes"}),
        )
    )
    said = faults(data)
    assert "vòng tròn" in said
    assert all(name in said for name in ("one", "two", "three"))


def test_a_question_that_hangs_on_itself_is_a_circle():
    data = schema(group("a", question("one", **YESNO, shown_when={"question": "one", "is": "yes"})))
    assert "one → one" in faults(data)


def test_a_question_that_hangs_on_a_later_one_is_refused_with_both_names():
    data = schema(
        group("a", question("early", shown_when={"question": "late", "is": "yes"})),
        group("b", question("late", **YESNO)),
    )
    said = faults(data)
    assert "câu hỏi early" in said
    assert "“late”, câu này đứng sau" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"shown_when": {"question": "nowhere", "is": "yes"}}, "không có câu hỏi này"),
        ({"shown_when": {"question": "plain", "is": "x"}}, "không phải câu chọn"),
        ({"shown_when": {"question": "wants", "is": "perhaps"}}, "không có lựa chọn này"),
        ({"shown_when": {"question": "row", "is": "yes"}}, "nhóm lặp lại"),
        ({"kind": "colour"}, "phải là một trong"),
        ({"kind": "choice"}, "cần từ 2 đến"),
        ({"choices": [YES, {"value": "no", "label": "Không"}]}, "không phải là chọn"),
        ({"kind": "choice", "choices": [YES, YES]}, "ghi trùng"),
        ({"prefill": "account.password"}, "không có nguồn điền sẵn"),
        ({"prefill": "answer.later"}, "không có câu đó đứng trước"),
        ({"least": 5, "most": 2}, "least lớn hơn most"),
        ({"first": "today"}, "chỉ dùng cho ngày"),
        ({"kind": "date", "first": "tomorrow"}, "today-18y"),
        ({"most": 1_000_000}, "nhiều nhất"),
        ({"label": ""}, "label"),
        ({"label": "Chữ " * 60}, "dài hơn"),
        ({"key": "Có dấu"}, "chữ thường không dấu"),
        ({"colour": "red"}, "không có mục colour"),
        ({"label": "Họ\u202etên"}, "ký tự ẩn"),
        ({"hint": "tab\there"}, "ký tự ẩn"),
        ({"shown_when": {"question": "wants", "is": "yes", "is_not": "no"}}, "chỉ ghi một trong"),
    ],
)
def test_a_faulty_question_is_refused_by_its_name(change: dict[str, Any], said: str):
    data = schema(
        group("rows", question("row", **YESNO), repeat={"least": 0, "most": 2, "row": "Dòng"}),
        group(
            "page",
            question("wants", **YESNO),
            question("plain"),
            {**question("asked"), **change},
        ),
    )
    assert said in faults(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (schema(), "từ 1 đến"),
        (schema(group("empty")), "không có câu hỏi"),
        (schema(group("a", question("x")), group("b", question("x"))), "dùng hai lần"),
        (schema(group("a", question("x")), group("b", question("y"), title="Trang a")), "cùng tên"),
        (schema(group("a", *(question(f"q{n}") for n in range(61)))), "60 câu hỏi"),
        (schema(group("a", question("x"), repeat={"least": 0, "most": 201, "row": "Dòng"})), "từ 1 đến 200"),
        (schema(group("a", question("x")), language=2), "phiên bản khác"),
        (schema(group("a", question("x"))) | {"declaration": {"title": "T", "signed_by": "y"}}, "in tên"),
        ("nothing", "không phải dữ liệu"),
        ([], "không phải dữ liệu"),
    ],
)
def test_a_faulty_form_is_refused(data: Any, said: str):
    assert said in faults(data)


def test_words_are_kept_composed_and_what_looks_like_markup_stays_text():
    data = schema(group("a", question("x", label="Ho\u0323 te\u0302n <b>&")))
    label = asked(read_schema(data), "x").label
    assert label == "Họ tên <b>&"


def test_what_nests_without_end_is_refused_at_once():
    data: Any = {"question": "x"}
    for _ in range(200):
        data = {"question": data}
    assert faults(schema(group("a", question("x", shown_when=data)))) != ""


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


@given(_JSON)
def test_any_data_is_a_form_or_is_refused_in_words(data: Any):
    assert faults(data) or read_schema(data).groups


@given(
    st.sampled_from(
        ["key", "kind", "label", "hint", "required", "choices", "shown_when", "least", "prefill"]
    ),
    _JSON,
)
def test_any_value_in_any_place_of_a_question_is_taken_or_refused_in_words(key: str, value: Any):
    data = json.loads(json.dumps(small()))
    data["groups"][1]["questions"][1][key] = value
    assert faults(data) or read_schema(data).groups


def test_what_nobody_can_reach_or_hear_apart_is_told_with_its_place():
    data = schema(
        group(
            "a",
            question(
                "one", kind="choice", choices=[{"value": "x", "label": "X"}, {"value": "y", "label": "X"}]
            ),
            question("two", label="Họ tên:", shown_when={"question": "one", "is": "x"}),
            question("three", label="HỌ VÀ TÊN", hint="g" * 200, prefill="account.birth_date"),
        ),
        group(
            "b",
            question("four", label="Trang b", shown_when=[{"question": "one", "is": "y"}]),
            shown_when={"question": "one", "is": "x"},
        ),
    )
    found = {(one.place, one.code) for one in stumbles(read_schema(data))}
    assert {
        ("one", "choice_twice"),
        ("two", "label_colon"),
        ("three", "label_capitals"),
        ("three", "hint_long"),
        ("three", "source_misfit"),
        ("b", "title_is_label"),
        ("four", "never_shown"),
        ("", "no_signer"),
    } <= found


def test_a_question_reached_through_another_that_excludes_it_is_never_shown():
    data = schema(
        group(
            "a",
            question("one", **YESNO),
            question("two", **YESNO, shown_when={"question": "one", "is": "yes"}),
            question("three", shown_when=[{"question": "two", "is": "yes"}, {"question": "one", "is": "no"}]),
        )
    )
    assert [one.place for one in stumbles(read_schema(data)) if one.code == "never_shown"] == ["three"]


def test_parts_are_moved_added_and_taken_out_and_the_first_schema_stays():
    data = small()
    before = json.dumps(data)
    up = moved(data, "born", up=True)
    assert [one["key"] for one in up["groups"][0]["questions"]] == ["born", "name"]
    over = moved(data, "born", up=False)
    assert over["groups"][1]["questions"][0]["key"] == "born"
    assert [one["key"] for one in moved(data, "who", up=False)["groups"]][:2] == ["family", "who"]
    assert moved(data, "who", up=True) == data
    added = with_question(data, "who", question("phone", kind="phone", hint=""))
    assert added["groups"][0]["questions"][-1] == {"key": "phone", "label": "Phone", "kind": "phone"}
    assert without(added, "phone") == data
    renamed = with_group(data, {"key": "who", "title": "Ai?"}, replaces="who")
    assert renamed["groups"][0]["questions"] == data["groups"][0]["questions"]
    assert json.dumps(data) == before
