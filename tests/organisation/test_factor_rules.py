"""Which second factor do several roles ask together?"""

from itertools import permutations

import pytest

from motcua.organisation.factor_rules import FactorKind, FactorNeed, factors_that_serve

TOTP, PASSKEY = FactorKind.TOTP, FactorKind.PASSKEY


@pytest.mark.parametrize(
    ("needs", "serve"),
    [
        ((), set()),
        ((FactorNeed.NONE,), set()),
        ((FactorNeed.NONE, FactorNeed.EITHER), {TOTP, PASSKEY}),
        ((FactorNeed.EITHER, FactorNeed.TOTP), {TOTP}),
        ((FactorNeed.EITHER, FactorNeed.PASSKEY, FactorNeed.NONE), {PASSKEY}),
        ((FactorNeed.TOTP, FactorNeed.PASSKEY), {PASSKEY}),
    ],
)
def test_the_strictest_role_counts_whatever_their_order(
    needs: tuple[FactorNeed, ...], serve: set[FactorKind]
):
    for ordered in permutations(needs):
        assert factors_that_serve(ordered) == serve
