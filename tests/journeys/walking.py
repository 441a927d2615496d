"""How does a person of the office walk through the pages? Sign in, receive by keyboard, press, read the slip."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import Page, expect

from motcua.core.moments import local_day
from motcua.organisation.models import RoleGrant, in_force
from motcua.organisation.terms import Role
from tests.browsing import barriers, screenshot


@dataclass(frozen=True, slots=True)
class Walk:
    """One browser window on the office, its clock, and the desk where it stands."""

    page: Page
    set_clock: Callable[[datetime], None]
    unit_id: str

    def enter(self, role: Role, moment: datetime) -> None:
        """It is that moment, and the person of that role sits down."""
        self.set_clock(moment)
        grants = RoleGrant.objects.filter(in_force(local_day(moment)), unit_id=self.unit_id, role=role)
        username = grants.filter(person__demo=True).order_by("person_id")[0].person.username
        self.page.context.clear_cookies()
        self.page.goto("/can-bo/dang-nhap/")
        for unit in self.page.locator("details").all():
            if unit.locator(f"button[value='{username}']").count():
                unit.evaluate("unit => unit.open = true")
        self.page.locator(f"button[value='{username}']").press("Enter")
        expect(self.page.get_by_role("button", name="Đăng xuất")).to_be_visible()

    def type_into(self, label: str, text: str) -> None:
        """Go to the field with the keyboard and type."""
        field = self.page.get_by_label(label, exact=False).first
        field.focus()
        self.page.keyboard.type(text)

    def press(self, name: str) -> None:
        """Press a button or link of the page with Enter."""
        pressed = self.page.get_by_role("button", name=name, exact=False).first
        pressed.focus()
        self.page.keyboard.press("Enter")

    def alt(self, letter: str) -> None:
        """Press an access key. The driver's own keyboard sends no character with Alt, so Chromium is told directly."""
        key = {"modifiers": 1, "text": letter, "unmodifiedText": letter, "key": letter}
        keyboard = self.page.context.new_cdp_session(self.page)
        keyboard.send("Input.dispatchKeyEvent", {"type": "char", **key})
        keyboard.detach()

    def looks(self, name: str) -> None:
        """Everybody can read the page: no accessibility fault, at 1280 and at 390 wide (200 % and phone)."""
        assert barriers(self.page) == [], name
        screenshot(self.page, f"{name}-1280")
        self._narrow(name, 640)
        self._narrow(name, 390)

    def _narrow(self, name: str, width: int) -> None:
        """Half of 1280 is what zoom 200 % leaves."""
        before = self.page.viewport_size
        assert before is not None
        self.page.set_viewport_size({"width": width, "height": 844})
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
        screenshot(self.page, f"{name}-{width}")
        self.page.set_viewport_size(before)

    def slip(self, number: str, form: str) -> str:
        """The words of a slip, read from its PDF by another program; one space between words."""
        answer = self.page.request.get(f"/can-bo/in/{number}/{form}.pdf")
        assert answer.ok, answer.status
        read = subprocess.run(["pdftotext", "-", "-"], input=answer.body(), capture_output=True, check=True)
        return " ".join(read.stdout.decode().split())

    def do(self, role: Role, moment: datetime, code: str, act: str) -> None:
        """The person of that role opens the dossier and does the next act with one key."""
        self.enter(role, moment)
        self.page.goto(f"/can-bo/ho-so/{code}/")
        self.press(act)
        expect(self.page.get_by_role("alert")).to_contain_text(f"Đã xong: {act}")
