"""Which second factor must somebody show? By the strictest of their roles; pure."""

from collections.abc import Iterable
from enum import StrEnum


class FactorNeed(StrEnum):
    """What a role asks beside the password."""

    NONE = "none"  # chỉ mật khẩu
    TOTP = "totp"  # mã trên ứng dụng xác thực
    PASSKEY = "passkey"  # khóa đăng nhập
    EITHER = "either"  # một trong hai


NEED_LABELS: dict[FactorNeed, str] = {
    FactorNeed.NONE: "Chỉ mật khẩu",
    FactorNeed.TOTP: "Mã trên ứng dụng xác thực",
    FactorNeed.PASSKEY: "Khóa đăng nhập",
    FactorNeed.EITHER: "Mã hoặc khóa, chọn một",
}


class FactorKind(StrEnum):
    """What a second factor is."""

    TOTP = "totp"  # ứng dụng xác thực
    PASSKEY = "passkey"  # khóa đăng nhập


FACTOR_LABELS: dict[FactorKind, str] = {
    FactorKind.TOTP: "Ứng dụng xác thực",
    FactorKind.PASSKEY: "Khóa đăng nhập",
}
_SERVES: dict[FactorNeed, frozenset[FactorKind]] = {
    FactorNeed.TOTP: frozenset({FactorKind.TOTP}),
    FactorNeed.PASSKEY: frozenset({FactorKind.PASSKEY}),
    FactorNeed.EITHER: frozenset(FactorKind),
}


def factors_that_serve(needs: Iterable[FactorNeed]) -> frozenset[FactorKind]:
    """Any of these kinds is enough for all the roles; empty: the password is.

    Roles that ask for one each are served by the stronger, the passkey: it cannot be read out to a stranger.
    """
    asked = [_SERVES[need] for need in needs if need is not FactorNeed.NONE]
    if not asked:
        return frozenset()
    return frozenset.intersection(*asked) or frozenset({FactorKind.PASSKEY})
