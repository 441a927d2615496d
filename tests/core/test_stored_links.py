"""A link holds for the stored text of what was linked, however the database writes it, and for nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.chain import GENESIS, link
from motcua.core.stored_links import stored_follows

texts = st.text(st.characters(codec="utf-8"), max_size=5)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["Tie\u0302\u0301p", "“Đã\n”", "\u0301", "<a>", "\x7f", "\x1f"])
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abÂđ é"), inner, max_size=3),
    max_leaves=8,
)
contents = st.dictionaries(st.sampled_from("abÂđ é"), json_values, max_size=4)


def holds(digest, stored):
    return stored_follows(digest, GENESIS, stored, lambda content: content | {"subject": "G1"})


@given(contents, st.booleans(), st.sampled_from([None, (", ", " : ")]))
def test_a_link_holds_for_the_stored_text_of_its_content(content, ascii_only, separators):
    stored = json.dumps(content, ensure_ascii=ascii_only, separators=separators)
    assert holds(link(GENESIS, content | {"subject": "G1"}), stored)


@given(contents, contents)
def test_it_holds_for_no_other_content(content, other):
    digest = link(GENESIS, content | {"subject": "G1"})
    same = link(GENESIS, other | {"subject": "G1"}) == digest
    assert holds(digest, json.dumps(other)) == same
    assert not holds(digest, json.dumps(content | {"more": 1}))


@pytest.mark.parametrize(
    "stored", ['{"fee": 1.0}', '{"fee": 1e0}', '{"a": [{"fee": 1.0}]}', "[]", "{", '"G1"']
)
def test_a_fraction_or_what_is_no_object_could_never_have_been_linked(stored):
    assert not holds(link(GENESIS, {"fee": 1, "subject": "G1"}), stored)


def test_a_number_longer_than_the_quick_reading_knows_is_read_carefully():
    content = {"fee": 10**30, "subject": "G1"}
    assert holds(link(GENESIS, content), json.dumps({"fee": 10**30}))
    assert not holds(link(GENESIS, content), json.dumps({"fee": 10**30 + 1}))
