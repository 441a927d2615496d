"""People find a procedure by words of their own, without accents, with a slip of the finger, by its code."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.vntext import fold
from motcua.procedures.finding.sayings import EVENTS_FILE, WORDS_FILE, events_meant, life_events, sayings
from motcua.procedures.finding.spelling import apart, one_letter_less, one_letter_off, without_telex
from motcua.procedures.finding.words import Entry, Index

CATALOGUE = yaml.safe_load((Path(EVENTS_FILE).parent / "procedures.yaml").read_text(encoding="utf-8"))[
    "procedures"
]
CODES = {row["code"] for row in CATALOGUE}
BIRTH, COPY, EXTRACT, SINGLE = "1.001193", "2.000815", "2.000635", "1.004873"
SHOP, LAND_NAME, RED_BOOK, SIGNATURE, RECORD = "1.001612", "1.013831", "1.013978", "2.000884", "3.000333"


@pytest.fixture(scope="module")
def catalogue() -> Index:
    said = sayings()
    return Index(
        Entry(
            row["code"], fold(row["name"]), fold(f"{row['name']} {row['field']}"), said.get(row["code"], ())
        )
        for row in CATALOGUE
    )


@pytest.mark.requirement("R-017")
@pytest.mark.requirement("R-303")
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("khai sinh", BIRTH),
        ("KHAI SINH", BIRTH),
        ("đăng ký khai sinh", BIRTH),
        ("tôi muốn làm khai sinh cho con", BIRTH),
        ("khaisinh", BIRTH),
        ("khai sihn", BIRTH),
        ("kahi sinh", BIRTH),
        ("khai sinhh", BIRTH),
        ("1.001193", BIRTH),
        ("001193", BIRTH),
        ("sao y", COPY),
        ("sao y ban chinh", COPY),
        ("công chứng bản sao", COPY),
        ("trich luc", EXTRACT),
        ("trích lục khai sinh", EXTRACT),
        ("giay doc than", SINGLE),
        ("tinh trang hon nhan", SINGLE),
        ("tinh trang hon nhn", SINGLE),
        ("mở quán", SHOP),
        ("giay phep kinh doanh", SHOP),
        ("sang ten so do", LAND_NAME),
        ("giấy ủy quyền", SIGNATURE),
        ("chuwngs thuwcj banr sao", COPY),
        ("ly lich tu phap", RECORD),
    ],
)
def test_the_first_procedure_found_is_the_one_meant(catalogue: Index, typed: str, first: str) -> None:
    assert catalogue.fitting(fold(typed)).codes[:1] == (first,)


def test_what_has_several_answers_has_them_all_before_the_others(catalogue: Index) -> None:
    assert set(catalogue.fitting("so do").codes[:3]) == {LAND_NAME, RED_BOOK, "1.012783"}


def test_words_that_no_procedure_holds_together_offer_the_nearest_and_say_so(catalogue: Index) -> None:
    found = catalogue.fitting(fold("khai sinh voi mat trang xanh"))
    assert found.near or not found.codes
    assert not catalogue.fitting(fold("xyzxyz qwqwqw")).codes
    assert not catalogue.fitting("").codes
    assert not catalogue.fitting("%_'\\ ()").codes


def test_a_misspelt_word_is_said_as_it_was_understood(catalogue: Index) -> None:
    assert catalogue.fitting("khai sihn").read_as == "khai sinh"
    assert catalogue.fitting("khai sinh").read_as == ""


def test_every_procedure_is_found_first_or_among_five_by_its_own_name(catalogue: Index) -> None:
    lost = [
        row["code"] for row in CATALOGUE if row["code"] not in catalogue.fitting(fold(row["name"])).codes[:5]
    ]
    assert lost == []


@given(st.sampled_from(sorted(CATALOGUE, key=lambda row: row["code"])), st.data())
def test_one_letter_wrong_in_a_long_word_still_finds_the_procedure(
    row: dict[str, str], data: st.DataObject
) -> None:
    index = _index()
    words = fold(row["name"]).replace(",", " ").split()[:6]
    long = [place for place, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if long:
        place = data.draw(st.sampled_from(long))
        at = data.draw(st.integers(0, len(words[place]) - 1))
        slip = words[place][:at] + words[place][at + 1 :]
        if slip not in WORDS:  # a slip that is another word of the catalogue is taken for that word
            words[place] = slip
    assert row["code"] in index.fitting(" ".join(words)).codes


WORDS = {word for row in CATALOGUE for word in fold(row["name"]).replace(",", " ").split()}
_KEPT: list[Index] = []


def _index() -> Index:
    if not _KEPT:
        _KEPT.append(Index(Entry(row["code"], fold(row["name"]), fold(row["name"])) for row in CATALOGUE))
    return _KEPT[0]


@given(st.text(max_size=300))
def test_any_text_may_be_typed(text: str) -> None:
    found = _index().fitting(fold(text))
    assert set(found.codes) <= CODES


def test_one_letter_is_wrong_missing_too_many_or_two_changed_places() -> None:
    assert all(one_letter_off("sinh", other) for other in ("sinh", "sing", "sin", "sinhh", "snih", "xinh"))
    assert not any(one_letter_off("sinh", other) for other in ("si", "hnis", "sang", "khai"))
    assert one_letter_less("abc") == {"bc", "ac", "ab"}
    assert apart("khaisinh", {"khai", "sinh"}) == ("khai", "sinh")
    assert apart("khai", {"khai"}) is None
    assert [without_telex(word) for word in ("chuwngs", "ddaats", "sinh", "soor")] == [
        "chung",
        "dat",
        "sinh",
        "so",
    ]


@pytest.mark.parametrize("path", [WORDS_FILE, EVENTS_FILE])
def test_every_code_of_the_data_is_in_the_catalogue(path: Path) -> None:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = found.get("words") or found["events"]
    codes = [code for row in rows for code in row.get("codes") or [step["code"] for step in row["steps"]]]
    assert codes
    assert set(codes) <= CODES


def test_every_procedure_of_the_catalogue_belongs_to_an_event() -> None:
    of_events = {step.code for event in life_events() for step in event.steps}
    assert CODES - of_events == set()
    assert len({event.id for event in life_events()}) == len(life_events())


@pytest.mark.parametrize(
    ("typed", "event"), [("đám cưới", "ket-hon"), ("sinh con", "sinh-con"), ("qua doi", "mat-nguoi-than")]
)
def test_an_event_is_meant_by_its_words(typed: str, event: str) -> None:
    assert [one.id for one in events_meant(typed)][:1] == [event]
    assert events_meant("a") == ()
