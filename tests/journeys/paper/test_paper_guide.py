"""Does the guide of a signed result show exactly the pictures that its trip takes, each small enough to be kept?"""

import re
from pathlib import Path

from tests.journeys.paper.telling import GUIDE, PAPER_PICTURES

EACH, TOGETHER = 120_000, 2_000_000


def test_every_picture_of_the_guide_is_taken_by_the_trip_and_shown_once():
    chapters = sorted(Path(__file__).parent.glob("*.py"))
    taken = [name for one in chapters for name in re.findall(r'\.picture\("([^"]+)"\)', one.read_text())]
    shown = re.findall(r"\]\(anh-giay-to/([^)]+)\.webp\)", GUIDE.read_text())
    assert sorted(shown) == sorted(taken)
    assert sorted(one.stem for one in PAPER_PICTURES.glob("*.webp")) == sorted(taken)


def test_pictures_of_the_guide_stay_small():
    sizes = {one.name: one.stat().st_size for one in PAPER_PICTURES.iterdir()}
    assert [name for name, size in sizes.items() if size > EACH] == []
    assert sum(sizes.values()) <= TOGETHER


def test_what_the_guide_links_to_is_there():
    for target in re.findall(r"\]\(([a-z-]+\.md)\)", GUIDE.read_text()):
        assert (GUIDE.parent / target).is_file()
