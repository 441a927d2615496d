"""Which first data does a fresh folder get?"""


def seed(*, empty: bool) -> None:
    """Nothing yet."""
