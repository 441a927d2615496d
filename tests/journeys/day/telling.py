"""How is one day at the desk told? One browser, one office, its clock moved on; pictures for the guide."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from tests.browsing import take_picture, tick
from tests.cast import at
from tests.journeys.walking import Walk

TODAY = "2022-05-16"
PICTURES = Path(__file__).resolve().parents[3] / "docs" / "huong-dan" / "anh"
RENEW = "MOTCUA_GUIDE"  # set to 1: the pictures of the guide are taken anew
_TALLEST = 1000
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Đặng", "Võ", "Bùi", "Đỗ", "Hồ")
_MIDDLES = ("Thị Thanh", "Văn", "Ngọc", "Quốc", "Thị Mỹ", "Hoàng", "Minh", "Hữu")
_GIVEN = ("An", "Bình", "Châu", "Dũng", "Hạnh", "Khoa", "Lan", "Nam", "Phúc", "Quyên", "Tâm", "Yến", "Đào")


def people() -> Iterator[tuple[str, str]]:
    """Name and identity number of one citizen after another, all invented."""
    number = 0
    while True:
        family, middle = _FAMILIES[number % len(_FAMILIES)], _MIDDLES[number % len(_MIDDLES)]
        yield f"{family} {middle} {_GIVEN[number % len(_GIVEN)]}", f"0790850{10000 + number:05d}"
        number += 1


@dataclass(frozen=True, slots=True)
class Day(Walk):
    """A walk that goes on: who sat down once finds the window open again, visitors come one after another."""

    pictures: list[str] = field(default_factory=list)
    windows: dict[str, Any] = field(default_factory=dict)
    queue: Iterator[tuple[str, str]] = field(default_factory=people)
    kept: dict[str, Any] = field(default_factory=dict)
    folder: Path = PICTURES

    def sit(self, role: Role, clock: str) -> None:
        """It is that hour of the day, and the person of that role is at the keyboard."""
        moment = at(f"{TODAY} {clock}")
        if role not in self.windows:
            self.enter(role, moment)
            self.windows[role] = self.page.context.cookies()
            return
        self.set_clock(moment)
        self.page.context.clear_cookies()
        self.page.context.add_cookies(self.windows[role])

    def sit_as(self, username: str, clock: str, day: str = TODAY) -> None:
        """The same for one person among several of a role."""
        self.set_clock(at(f"{day} {clock}"))
        self.page.context.clear_cookies()
        self.page.goto("/can-bo/dang-nhap/")
        button = self.page.locator(f"button[value='{username}']")
        button.evaluate("button => { button.closest('details').open = true }")
        button.press("Enter")
        expect(self.page.get_by_role("button", name="Đăng xuất")).to_be_visible()

    def go(self, end: str) -> None:
        """Open a page of the desk; the end of its address."""
        self.page.goto(f"/can-bo/{end}")
        expect(self.page.locator("h1")).to_be_visible()

    def unfold(self) -> None:
        """Open every fold of the page."""
        for fold in self.page.locator("main details").all():
            fold.evaluate("fold => fold.open = true")

    def fill(self, **values: str) -> None:
        """Fill in controls by their names; `__` stands for the hyphen."""
        for name, value in values.items():
            self.page.locator(f"[name='{name.replace('__', '-')}']").first.fill(value)

    def choose(self, name: str, value: str) -> None:
        """Mark a radio button or a check box; the control itself is drawn by its label."""
        tick(self.page.locator(f"[name='{name}'][value='{value}']"))

    def who(self) -> str:
        """The next of the queue steps up and is typed in; gives the name."""
        name, number = next(self.queue)
        self.fill(name=name, id_number=number, phone="0912345678")
        return name

    def received(self) -> Dossier:
        """Send the reception; the dossier it made."""
        self.alt("s")
        expect(self.page.get_by_text("Đã tiếp nhận hồ sơ")).to_be_visible()
        return Dossier.objects.get(code=self.page.locator(".govuk-panel .mc-code").inner_text())

    def open_act(self, dossier: Dossier, act: str) -> None:
        """The page of an act of a dossier."""
        self.go(f"ho-so/{dossier.code}/viec/{act}/")

    def finish(self, name: str) -> None:
        """Press the button and wait until the office says that it is done."""
        self.press(name)
        expect(self.page.get_by_role("alert").first).to_contain_text("Đã")

    def says(self, words: str) -> None:
        """The page says so."""
        expect(self.page.locator("body")).to_contain_text(words)

    def picture(self, name: str) -> None:
        """A picture for the guide, of what stands on the page now; kept when pictures are renewed."""
        assert name not in self.pictures, name
        self.pictures.append(name)
        if os.environ.get(RENEW) == "1":
            take_picture(self.page, self.folder / f"{name}.webp", tallest=_TALLEST, quality=55)
