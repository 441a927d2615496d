"""Which first data does a fresh folder get?"""

from datetime import datetime


def seed(*, empty: bool, at: datetime) -> list[str]:
    """Nothing yet."""
    return []
