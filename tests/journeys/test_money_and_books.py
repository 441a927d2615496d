"""A day's paper work at the desk: take the fee, give the number, close the drawer, print the register."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, do
from tests.journeys.walking import Walk
from tests.payments.till import copies

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")


@pytest.mark.rule("01/2020/TT-BTP 4")
@pytest.mark.rule("226/2016/TT-BTC 4")
def test_a_certified_copy_is_paid_numbered_and_stands_in_the_registers(
    walk: Callable[[str], Walk],
) -> None:
    q11 = walk(Q11)
    dossier = copies(MORNING)
    q11.enter(Role.RECEIVE, at("2022-05-16 09:05"))
    q11.page.goto(f"/can-bo/ho-so/{dossier.code}/phi/")
    expect(q11.page.get_by_text("12.000 đồng").first).to_be_visible()
    q11.looks("till")
    q11.press("Ghi thu")
    expect(q11.page.get_by_text(re.compile("Đã thu 12.000 đồng"))).to_be_visible()
    do(Act.APPRAISE, dossier, Role.APPRAISE, at("2022-05-16 09:10"))
    do(Act.APPROVE, dossier, Role.APPROVE, at("2022-05-16 09:15"))
    for address, name in (
        ("/can-bo/so-quy/", "drawer"),
        ("/can-bo/so-theo-doi/", "register"),
        ("/can-bo/so-chung-thuc/?so=SCT/BS&nam=2022", "books"),
        ("/can-bo/ban-giao/", "shift"),
        (f"/can-bo/danh-sach/{CERTIFIED_COPY}/", "group"),
    ):
        q11.page.goto(address)
        q11.looks(name)
    q11.page.goto("/can-bo/so-quy/")
    q11.type_into("Tiền mặt kiểm đếm", "12000")
    q11.press("Khóa sổ ngày này")
    expect(q11.page.get_by_text(re.compile("Đã khóa lúc"))).to_be_visible()
