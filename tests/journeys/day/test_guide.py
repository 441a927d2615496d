"""Does the clerk's guide show exactly the pictures that the day takes, and are they small enough to be kept?"""

import re
from pathlib import Path

from tests.journeys.day.telling import PICTURES

HERE = Path(__file__).parent
EACH, TOGETHER = 120_000, 3_000_000


def test_every_picture_of_the_guide_is_taken_by_the_day_and_shown_once():
    taken = [
        name
        for one in sorted(HERE.glob("*.py"))
        for name in re.findall(r'\.picture\("([^"]+)"\)', one.read_text())
    ]
    shown = re.findall(r"\]\(anh/([^)]+)\.webp\)", (PICTURES.parent / "quay.md").read_text())
    assert sorted(shown) == sorted(taken)
    assert sorted(one.stem for one in PICTURES.glob("*.webp")) == sorted(taken)


def test_pictures_of_the_guide_stay_small():
    sizes = {one.name: one.stat().st_size for one in PICTURES.iterdir()}
    assert [name for name, size in sizes.items() if size > EACH] == []
    assert sum(sizes.values()) <= TOGETHER
