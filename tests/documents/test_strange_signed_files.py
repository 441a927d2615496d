"""A file that anybody may send to the check page: broken so that reading it would take hours or all memory."""

import zlib

from motcua.documents.signing.checking import check
from motcua.documents.signing.checking_apart import check_apart
from motcua.documents.signing.terms import Verdict
from tests import signing_keys as keys


def small_file_of_many_objects() -> bytes:
    """A PDF of 200 bytes whose table of objects says that it has a million millions."""
    packed = zlib.compress(bytes(40))
    table = (
        b"1 0 obj\n<</Type/XRef/W[1 2 1]/Size 1000000000000/Root 2 0 R/Filter/FlateDecode/Length %d>>stream\n"
    )
    body = b"%PDF-1.7\n" + table % len(packed) + packed + b"\nendstream endobj\n"
    return body + b"startxref\n9\n%%EOF\n"


def test_a_file_that_would_take_hours_to_read_is_unreadable_and_the_next_is_checked_again() -> None:
    found = check_apart(small_file_of_many_objects(), trust=keys.trust(), at=keys.AT)
    assert (found.verdict, found.signatures) == (Verdict.UNREADABLE, ())
    whole = keys.signed_by_both()
    assert check_apart(whole, trust=keys.trust(), at=keys.AT) == check(whole, trust=keys.trust(), at=keys.AT)
