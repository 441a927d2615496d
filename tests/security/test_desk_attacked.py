"""What no form of a day at the desk would send gets a clear no; nothing of the office moves."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.dossiers.actions.blocks import reserve
from motcua.dossiers.actions.visiting import Visitor, open_visit
from motcua.dossiers.models import Dossier, NumberBlock, NumberUse, Visit
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from motcua.payments.models import LedgerEntry
from tests.cast import CERTIFIED_COPY, ONG_TU, P5, Q11, colleague, do, received
from tests.payments.till import DIPLOMA
from tests.security.visitors import MORNING, signed_in

pytestmark = pytest.mark.usefixtures("seeded")
PERIODS = (
    "so-lieu/",
    "so-theo-doi/",
    "so-theo-doi/tai.csv",
    "theo-doi/tre-han/",
    "theo-doi/da-doi/",
    "theo-doi/da-doi/tai.csv",
)
DAYS = ("ban-giao/", "so-quy/")
IMPOSSIBLE = ["9999-12-31", "0001-01-01", "2022-02-30", "%00", "2022-W20-1", "١٢٣٤-٠١-٠١", "x" * 5000]


@pytest.fixture(autouse=True)
def monday_morning(office_clock: Callable[[datetime], None]) -> None:
    office_clock(MORNING)


@pytest.fixture
def clerk() -> Client:
    return signed_in(Role.RECEIVE, Q11)


@pytest.fixture
def head() -> Client:
    return signed_in(Role.LEAD, Q11)


def block_in(unit_id: str, size: int = 3) -> NumberBlock:
    return reserve(
        unit_id=unit_id,
        day=date(2022, 5, 16),
        size=size,
        reason="Mất điện",
        actor=colleague(Role.LEAD, unit_id, MORNING),
        at=MORNING,
    )


def visit_in(unit_id: str) -> Visit:
    return open_visit(visitor=Visitor(ONG_TU), actor=colleague(Role.RECEIVE, unit_id, MORNING), at=MORNING)


@pytest.mark.parametrize("day", IMPOSSIBLE)
def test_a_day_that_cannot_be_is_answered_without_a_fault(clerk: Client, day: str) -> None:
    for page in PERIODS:
        for address in (f"{page}?tu={day}&den={day}", f"{page}?tu=2022-05-16&den={day}", f"{page}?tu={day}"):
            assert clerk.get(f"/can-bo/{address}").status_code in {200, 400, 409}, address
    for page in DAYS:
        assert clerk.get(f"/can-bo/{page}?ngay={day}").status_code in {200, 400}, page


@pytest.mark.parametrize(
    "address",
    [
        "luot/?tim=%00",
        "luot/?tim=%25_%27%22%5C",
        "ban-chinh/?cua=%00&trang=%00",
        "ban-chinh/?trang=²",
        "ke-ket-qua/?tuoi=%00&xem=%00&xep=%00&trang=%00",
        "so-quy/?loai=%00",
        "so-theo-doi/?kenh=%00&nhan=%00&da-tra=%00",
        "tiep-nhan/?luot=%00",
        "tiep-nhan/?luot=999999999999999",
        "tiep-nhan/?luot=²",
        f"luot/{10**30}/",
        f"luot/{10**30}/phong-bi.pdf",
        f"lo-so/{10**30}/",
        f"lo-so/{10**30}/nhap-bu/",
        f"danh-sach/{10**30}.pdf",
        "theo-doi/da-doi/tai.%00",
        "so-chung-thuc/?so=%00&nam=%00&thang=%00",
        "so-chung-thuc/?nam=99999999999",
        "so-chung-thuc/in.pdf?nam=0&thang=13",
    ],
)
def test_an_address_that_cannot_be_one_is_answered_without_a_fault(clerk: Client, address: str) -> None:
    assert clerk.get(f"/can-bo/{address}").status_code in {200, 302, 400, 404, 409, 422}


@pytest.mark.parametrize("code", ["\x00", "9" * 100_000, "' OR 1=1 --", "../..", "%", ""])
def test_impossible_codes_in_the_forms_of_the_day_are_refused(clerk: Client, head: Client, code: str) -> None:
    block = block_in(Q11)
    for client, address, said in (
        (clerk, "ban-chinh/", {"code": [code], "officer": code, "note": code}),
        (head, "theo-doi/goi-bao/", {"code": code, "outcome": code}),
        (head, "theo-doi/goi-bao/", {"code": code, "outcome": "reached"}),
        (
            head,
            "theo-doi/can-doi/",
            {"code": [code], "decision": "move", "reason": "Bão", f"seen-{code}": code},
        ),
        (head, "theo-doi/ky-thay/", {"code": [code], "officer": code, "reason": code}),
        (head, "theo-doi/co-quan-ket-thuc/", {"code": [code], "unit": code, "reason": code}),
        (head, f"lo-so/{block.pk}/doi-chieu/", {"code": [code]}),
        (head, f"lo-so/{block.pk}/doi-chieu/", {"lai": code}),
        (clerk, f"lo-so/{block.pk}/", {"number": code, "reason": code}),
        (clerk, f"lo-so/{block.pk}/nhap-bu/", {"number": code, "received": code, "due_day": code}),
        (clerk, "luot/", {"name": code, "id_number": code, "counter": code}),
        (clerk, "luot/", {"fill": "1", "cccd": code, "qr": code}),
    ):
        answer = client.post(f"/can-bo/{address}", said)
        assert answer.status_code in {200, 302, 400, 403, 404, 409, 422}, (address, said)
    assert NumberUse.objects.count() == 0
    assert Dossier.objects.count() == 0


def test_nothing_of_another_unit_is_shown_or_moved(clerk: Client, head: Client) -> None:
    block, visit = block_in(P5), visit_in(P5)
    for address in (f"luot/{visit.pk}/", f"luot/{visit.pk}/phong-bi.pdf"):
        assert clerk.get(f"/can-bo/{address}").status_code == 404
        assert clerk.post(f"/can-bo/{address}", {"key": "x" * 20}).status_code in {404, 405}
    for address in ("", "goi-giay.pdf", "khoa/", "nhap-bu/", "doi-chieu/"):
        for client in (clerk, head):
            for answer in (
                client.get(f"/can-bo/lo-so/{block.pk}/{address}"),
                client.post(
                    f"/can-bo/lo-so/{block.pk}/{address}", {"number": "1", "reason": "x", "code": "1"}
                ),
            ):
                assert answer.status_code in {403, 404, 405, 409}
                assert P5 not in answer.content.decode()
    for number in block.numbers.all():
        own = block_in(Q11, 1)
        assert (
            clerk.post(f"/can-bo/lo-so/{own.pk}/", {"number": number.code, "reason": "Rách"}).status_code
            == 422
        )
    assert NumberUse.objects.count() == 0
    assert visit.applicant_name not in clerk.get(f"/can-bo/tiep-nhan/?luot={visit.pk}").content.decode()


def test_a_number_of_another_block_is_not_spoilt_on_this_ones_page(clerk: Client) -> None:
    first, second = block_in(Q11), block_in(Q11)
    other = second.numbers.get(position=1).code
    answer = clerk.post(f"/can-bo/lo-so/{first.pk}/", {"number": other, "reason": "Rách"})
    assert answer.status_code == 422
    assert "không thuộc lô" in answer.content.decode()
    own = first.numbers.get(position=2).code
    assert clerk.post(f"/can-bo/lo-so/{first.pk}/", {"number": own, "reason": "Rách"}).status_code == 302
    assert [use.number.code for use in NumberUse.objects.all()] == [own]


def test_nothing_is_collected_for_a_dossier_whose_reception_was_cancelled(clerk: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING, items=(DIPLOMA,))
    do(Act.WITHDRAW, dossier, Role.RECEIVE, MORNING, reason="Nộp nhầm")
    said = {"key": "mot-khoa-dai-hon", "method": "cash", "moment": "receive"}
    answer = clerk.post(f"/can-bo/ho-so/{dossier.code}/phi/", said)
    assert answer.status_code == 409
    assert LedgerEntry.objects.count() == 0


@pytest.mark.parametrize(
    "address", ["luot/", "theo-doi/goi-bao/", "ban-chinh/", "lo-so/", "so-quy/", "theo-doi/vang-mat/"]
)
def test_a_form_of_another_site_does_nothing(address: str) -> None:
    client = signed_in(Role.LEAD, Q11)
    strict = Client(enforce_csrf_checks=True, headers={"Origin": "https://xau.example"})
    strict.cookies["sessionid"] = client.cookies["sessionid"].value
    assert strict.post(f"/can-bo/{address}", {}).status_code == 403


def test_the_journal_keeps_no_name_that_was_searched_for(clerk: Client) -> None:
    visit_in(Q11)
    clerk.post("/can-bo/luot/", {"q": "Nguyễn Thị Bí Mật 079190001234"}, follow=True)
    clerk.get("/can-bo/luot/")
    kept = " ".join(f"{one.subject} {one.detail}" for one in JournalEntry.objects.all())
    assert "Bí Mật" not in kept
    assert "079190001234" not in kept
