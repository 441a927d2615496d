"""A data file is read whole: every fault named, nothing guessed."""

from datetime import date, time
from pathlib import Path

import pytest

from motcua.core.reading import Findings, LoadReport, Part, as_clock, as_day, digest, plain
from motcua.core.refusals import Refused
from motcua.core.yaml_files import read_yaml


def part(**raw: object) -> Part:
    return Part(raw, "đơn vị x", Findings("thu.yaml"))


@pytest.mark.parametrize(
    ("read", "raw"),
    [
        (lambda p: p.text("k"), 12),
        (lambda p: p.text("k"), None),
        (lambda p: p.day("k"), "31/12/2026"),
        (lambda p: p.number("k"), -1),
        (lambda p: p.number("k"), True),
        (lambda p: p.number("k"), 1.5),
        (lambda p: p.flag("k"), "có"),
        (lambda p: p.choice("k", ["a", "b"]), "c"),
        (lambda p: p.texts("k"), "a"),
        (lambda p: p.texts("k"), ["a", "a"]),
        (lambda p: p.texts("k"), ["a", 1]),
        (lambda p: p.part("k"), "a"),
        (lambda p: p.parts("k"), {"a": 1}),
        (lambda p: p.parts("k"), ["a"]),
    ],
)
def test_a_wrong_value_is_one_refusal_that_names_file_item_and_key(read, raw):
    found = part(k=raw)
    read(found)
    assert len(found.findings.refused) == 1
    assert found.findings.refused[0].startswith("thu.yaml, đơn vị x: mục k ")


def test_right_values_are_taken_as_they_are():
    found = part(t=" a ", d="2026-11-23", n=0, f=True, c="b", l=["a"], p={"x": 1}, ps=[{"id": "i"}])
    assert (found.text("t"), found.day("d"), found.number("n")) == ("a", date(2026, 11, 23), 0)
    assert (found.flag("f"), found.choice("c", "abc"), found.texts("l")) == (True, "b", ("a",))
    assert (found.part("p").number("x"), found.parts("ps", "id")[0].label) == (1, "đơn vị x, ps i")
    assert found.findings.refused == []


def test_what_may_be_left_out_is_none_or_the_default():
    found = part(a=None)
    assert (found.maybe_text("a"), found.maybe_day("a"), found.maybe_number("a"), found.maybe_part("a")) == (
        None,
    ) * 4
    assert (found.text("b", "x"), found.texts("b", ()), found.number("b", 3)) == ("x", (), 3)
    assert found.findings.refused == []


def test_a_clock_time_is_read_in_both_spellings_of_yaml():
    assert as_clock("15:30") == as_clock(930) == time(15, 30)
    assert as_day(date(2026, 1, 2)) == as_day("2026-01-02")


def test_the_same_data_has_the_same_digest_whatever_the_order():
    assert digest({"a": 1, "b": [date(2026, 1, 2)]}) == digest({"b": ["2026-01-02"], "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})
    assert plain({1: (time(8),)}) == {"1": ["08:00:00"]}


def test_a_refused_report_says_that_nothing_changed():
    findings = Findings("thu.yaml")
    findings.refuse("x", "sai.")
    findings.warn("y", "lạ.")
    lines = LoadReport.of_refusal("units", findings).lines()
    assert lines[0].startswith("Không nạp")
    assert lines[1:] == ["Từ chối: thu.yaml, x: sai.", "Cảnh báo: thu.yaml, y: lạ."]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a: [1, 2", "file_unreadable"),
        (b"- a\n- b\n", "file_unreadable"),
        (b"\xff\xfe\x00", "file_unreadable"),
        (b"a: 1\na: 2\n", "file_unreadable"),
        (b"a: !!python/object/apply:os.system ['true']\n", "file_unreadable"),
        (b"a: 2026-13-45\n", "file_unreadable"),
        (b"", "file_unreadable"),
        (b"a: .nan\n", "file_unreadable"),
        (b"a: !!binary aGVsbG8=\n", "file_unreadable"),
        (b"a: !!set {x, y}\n", "file_unreadable"),
        (b"a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n", None),
    ],
)
def test_a_file_is_safe_yaml_with_no_key_twice(tmp_path: Path, content, code):
    file = tmp_path / "thu.yaml"
    file.write_bytes(content)
    if code is None:
        assert read_yaml(file)
        return
    with pytest.raises(Refused, match=code):
        read_yaml(file)


def test_a_file_that_unfolds_into_millions_is_refused(tmp_path: Path):
    file = tmp_path / "thu.yaml"
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    file.write_text("\n".join(lines))
    with pytest.raises(Refused, match="file_unreadable"):
        read_yaml(file)


def test_a_missing_file_and_a_huge_one_are_refused(tmp_path: Path):
    with pytest.raises(Refused, match="file_missing"):
        read_yaml(tmp_path / "khong-co.yaml")
    huge = tmp_path / "lon.yaml"
    with huge.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    with pytest.raises(Refused, match="file_too_big"):
        read_yaml(huge)


def test_decomposed_text_is_read_as_composed(tmp_path: Path):
    file = tmp_path / "thu.yaml"
    file.write_text("a: Tha\u0302\u0301t", encoding="utf-8")
    assert read_yaml(file)["a"] == "Th\u1ea5t"
