"""Hash chains: whatever is changed, moved, added or taken away behind the application's back is found."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.chain import GENESIS, Link, canonical, link, root, walk

enough = settings(max_examples=40)
texts = st.text(st.characters(codec="utf-8"), max_size=5)
contents = st.fixed_dictionaries(
    {"act": st.sampled_from(["receive", "appraise"]), "seq": st.integers(0, 9)},
    optional={"note": texts, "paid": st.none() | st.booleans(), "items": st.lists(texts, max_size=2)},
)


def chained(records):
    """The records as they are stored, each linked to the one before."""
    links, previous = [], GENESIS
    for content in records:
        digest = link(previous, content)
        links.append(Link(previous, content, digest))
        previous = digest
    return links


def head_of(links):
    return links[-1].digest if links else GENESIS


chains = st.lists(contents, min_size=1, max_size=5).map(chained)


def test_the_canonical_form_is_fixed_for_all_time():
    content = {
        "b": [1, True, None],
        "a": "Tie\u0302\u0301p nha\u0323\u0302n",
        "at": datetime(2022, 5, 16, 14, 59, tzinfo=timezone(timedelta(hours=7))),
        "day": date(2022, 5, 16),
        "fee": Decimal("8000.00"),
        "id": UUID(int=7),
    }
    assert (
        canonical(content)
        == (
            '{"a":"Tiếp nhận","at":"2022-05-16T07:59:00.000000+00:00","b":[1,true,null],"day":"2022-05-16",'
            '"fee":"8000.00","id":"00000000-0000-0000-0000-000000000007"}'
        ).encode()
    )
    assert (
        link(GENESIS, {"act": "receive"})
        == "fff34e4d79462c84c4054de5d27abf7da4b560002e5719ec4d5da2301c72e1a4"
    )


def test_the_hour_that_a_clock_shows_twice_is_two_hours():
    first = datetime(2022, 10, 30, 2, 30, tzinfo=ZoneInfo("Europe/Paris"))
    assert canonical([first, first.replace(fold=1)]) == (
        b'["2022-10-30T00:30:00.000000+00:00","2022-10-30T01:30:00.000000+00:00"]'
    )


# Signs that are escaped, marks that compose with what stands before them, letters of more than one form.
awkward = st.text(
    st.one_of(
        st.characters(max_codepoint=0x7F),
        st.sampled_from("ếƠđ\u0301\u0323\u0338\u0345\u1100\u1161\u2028\u212b\U0001f600"),
        st.characters(codec="utf-8"),
    ),
    max_size=6,
)
told = st.recursive(
    st.none() | st.booleans() | st.integers() | awkward | st.datetimes(timezones=st.just(UTC)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(awkward, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300)
@given(told)
def test_what_a_library_writes_at_once_is_what_is_written_with_care(content):
    def form(of):
        try:
            return canonical(of)
        except ValueError as wrong:
            return str(wrong)

    # A mapping of another kind leads the careful way.
    assert form({"a": content}) == form(MappingProxyType({"a": content}))


def test_the_same_moment_in_two_zones_is_written_alike():
    at = datetime(2022, 5, 16, 8, tzinfo=UTC)
    assert canonical([at]) == canonical([at.astimezone(timezone(timedelta(hours=7)))])


@pytest.mark.parametrize(
    "content",
    [
        1.5,
        {"a": float("nan")},
        {"a": [{"b": (1.5,)}]},
        {1: "a"},
        {"a": [{None: 1}]},
        {"a": {1, 2}},
        object(),
        b"x",
    ],
    ids=[
        "a float",
        "not a number",
        "a float within",
        "a key that is no text",
        "such a key within",
        "a set",
        "a thing",
        "bytes",
    ],
)
def test_what_has_no_single_form_is_not_chained(content):
    with pytest.raises(TypeError):
        canonical(content)


@pytest.mark.parametrize(
    "content",
    [{"at": datetime(2022, 5, 16, 8)}, {"\u1ec7": 1, "e\u0323\u0302": 2}],  # noqa: DTZ001 - the point of the case
    ids=["a moment without zone", "one key twice"],
)
def test_what_is_ambiguous_is_not_chained(content):
    with pytest.raises(ValueError, match=r"zone|twice"):
        canonical(content)


def test_a_record_follows_a_real_hash_only():
    with pytest.raises(ValueError, match="64 hex digits"):
        link("", {"act": "receive"})


@enough
@given(st.lists(contents, max_size=6))
def test_an_untouched_chain_is_whole(records):
    links = chained(records)
    assert walk(links, count=len(links), head=head_of(links)) is None


@pytest.mark.requirement("R-292")
@enough
@given(chains, st.data())
def test_a_changed_content_is_found_at_its_place(links, data):
    place = data.draw(st.integers(0, len(links) - 1))
    other = data.draw(contents.filter(lambda content: canonical(content) != canonical(links[place].content)))
    changed = [*links]
    changed[place] = Link(links[place].previous, other, links[place].digest)
    assert walk(changed) == place


@pytest.mark.requirement("R-292")
@enough
@given(chains, st.data())
def test_a_record_rewritten_with_its_own_new_hash_breaks_the_next_or_the_head(links, data):
    place = data.draw(st.integers(0, len(links) - 1))
    other = data.draw(contents.filter(lambda content: canonical(content) != canonical(links[place].content)))
    changed = [*links]
    changed[place] = Link(links[place].previous, other, link(links[place].previous, other))
    last = place == len(links) - 1
    assert walk(changed, count=len(links), head=head_of(links)) == (place if last else place + 1)


@enough
@given(st.lists(contents, min_size=2, max_size=5).map(chained), st.data())
def test_two_records_that_changed_places_are_found(links, data):
    first, second = sorted(
        data.draw(st.lists(st.integers(0, len(links) - 1), min_size=2, max_size=2, unique=True))
    )
    swapped = [*links]
    swapped[first], swapped[second] = links[second], links[first]
    assert walk(swapped) == first


@pytest.mark.requirement("R-292")
@enough
@given(chains, st.data())
def test_a_cut_tail_is_found_by_count_and_head(links, data):
    kept = data.draw(st.integers(0, len(links) - 1))
    assert walk(links[:kept], count=len(links), head=head_of(links)) == kept


@enough
@given(chains, st.data())
def test_a_record_taken_from_the_middle_is_found(links, data):
    gone = data.draw(st.integers(0, len(links) - 1))
    left = links[:gone] + links[gone + 1 :]
    assert walk(left, count=len(links), head=head_of(links)) == gone


@enough
@given(chains, contents)
def test_a_record_put_in_later_is_found_though_it_is_well_linked(links, more):
    longer = chained([record.content for record in links] + [more])
    assert walk(longer, count=len(links), head=head_of(links)) == len(links)


@enough
@given(chains)
def test_a_changed_head_is_found_though_all_records_fit(links):
    assert walk(links, count=len(links), head=link(GENESIS, {"other": 1})) == len(links) - 1


def test_a_content_that_could_never_have_been_written_is_broken_not_an_error():
    (first,) = chained([{"a": 1}])
    assert walk([Link(first.previous, {"a": 1.5}, first.digest)]) == 0


heads = st.dictionaries(
    st.text(min_size=1, max_size=6), st.tuples(st.integers(0, 99), st.just(GENESIS)), min_size=1, max_size=5
)


@pytest.mark.requirement("R-292")
@enough
@given(heads, st.data())
def test_the_daily_root_finds_a_vanished_a_cut_and_a_changed_chain(chain_heads, data):
    rows = [(chain, count, head) for chain, (count, head) in chain_heads.items()]
    whole = root(rows)
    assert root(data.draw(st.permutations(rows))) == whole
    chain, count, head = data.draw(st.sampled_from(rows))
    rest = [row for row in rows if row[0] != chain]
    assert root(rest) != whole
    assert root([*rest, (chain, count + 1, head)]) != whole
    assert root([*rest, (chain, count, link(GENESIS, {"x": 1}))]) != whole
    assert root([*rest, (chain + "x", count, head)]) != whole


def test_a_chain_has_one_head():
    with pytest.raises(ValueError, match="twice"):
        root([("K1", 1, GENESIS), ("K1", 2, GENESIS)])
