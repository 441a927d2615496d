"""The register of seals on the pages: hand-over by two, the stamp form, the day, what lacks, how it is sealed."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from django.test import Client

from motcua.authority.seal_tables import Imprint, Seal
from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.models import Person, RoleGrant, Unit
from motcua.organisation.terms import Role
from motcua.web.shared.middleware import UNIT_SESSION_KEY
from tests.cast import CERTIFIED_COPY, P5, Q11, at, do, received
from tests.web.staff.desk import signed_in

MORNING = at("2022-05-16 09:00")
REGISTER = "/can-bo/con-dau/"


@pytest.fixture
def desk(seeded: None, office_clock: Callable[[datetime], None]) -> Callable[[Role], Client]:
    office_clock(MORNING)
    return partial(signed_in, Q11)


def approved() -> Dossier:
    dossier = received(
        CERTIFIED_COPY, Q11, MORNING, items=[{"title": "Sổ hộ khẩu", "pages": 12, "copies": 2}]
    )
    do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING)
    do(Act.APPROVE, dossier, Role.APPROVE, MORNING)
    return dossier


def seal_of(unit_id: str = Q11) -> Seal:
    return Seal.objects.filter(unit_id=unit_id).latest("number")


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def another_keeper() -> Client:
    person = Person.objects.create_person(username="a.van-thu-hai", full_name="Lâm Thị Kiều Oanh", demo=True)
    unit = Unit.objects.get(pk=Q11)
    RoleGrant.objects.create(person=person, unit=unit, role=Role.SEAL, valid_from=unit.valid_from)
    client = Client()
    client.force_login(person)
    session = client.session
    session[UNIT_SESSION_KEY] = Q11
    session.save()
    return client


@pytest.mark.rule("144/KH-UBND BR-VT II.3")
@pytest.mark.requirement("R-074")
def test_a_seal_goes_from_request_to_a_keeper_who_confirms(desk: Callable[[Role], Client]) -> None:
    head = desk(Role.LEAD)
    said = {"unit": Q11, "kind": "extra", "make": "wet", "name": "UBND QUẬN 11", "document": "12/QĐ-UBND"}
    assert head.post(f"{REGISTER}de-nghi/", said).status_code == 422  # an extra seal lies at a desk
    said["desk"] = str(seal_of().desk_id)
    assert head.post(f"{REGISTER}de-nghi/", said).status_code == 302
    here = f"{REGISTER}{seal_of().pk}/"
    assert "Đã đề nghị khắc" in page(head, here)
    certificate = {"certificate": "07/ĐKMCD", "certificate_on": "2022-05-10", "police": "Công an Thành phố"}
    late = certificate | {"certificate_on": "2022-05-17"}
    assert "ngày đã qua" in head.post(f"{here}viec/register/", late).content.decode()
    assert head.post(f"{here}viec/register/", certificate).status_code == 302
    other = another_keeper()
    to = Person.objects.get(username="a.van-thu-hai")
    given = {"to": str(to.pk), "document": "13/QĐ-UBND"}
    assert head.post(f"{here}viec/offer/", given).status_code == 302
    assert "được bàn giao cho ông/bà" in page(other, "/can-bo/")
    assert desk(Role.SEAL).post(f"{here}viec/take/").status_code == 422  # not the receiver
    assert other.post(f"{here}viec/take/").status_code == 302
    shown = page(other, here)
    for words in ("Đang sử dụng", "07/ĐKMCD", "10/05/2022", "Lâm Thị Kiều Oanh", "Nhận bàn giao"):
        assert words in shown
    assert "Lâm Thị Kiều Oanh" in page(head, REGISTER)


@pytest.mark.requirement("R-076")
def test_the_stamp_form_knows_the_seal_and_the_counts_and_one_key_is_enough(
    desk: Callable[[Role], Client],
) -> None:
    first, second, keeper = approved(), approved(), desk(Role.SEAL)
    form = page(keeper, f"/can-bo/ho-so/{first.code}/viec/stamp/")
    assert 'name="stamps" value="2"' in form
    assert 'name="joins" value="6"' in form
    assert 'name="seal"' not in form  # one in hand: nothing to choose
    keeper.post(f"/can-bo/ho-so/{first.code}/viec/stamp/", {"stamps": "2", "joins": "4", "note": ""})
    keeper.post(f"/can-bo/ho-so/{second.code}/viec/stamp/", {"press": "1"})
    lines = Imprint.objects.order_by("seq").values_list("subject", "stamps", "joins")
    assert list(lines) == [(first.code, 2, 4), (second.code, 2, 6)]
    told = another_keeper().post(f"/can-bo/ho-so/{approved().code}/viec/stamp/", {"press": "1"}, follow=True)
    assert f"đang do {seal_of().holder_name} giữ" in told.content.decode()


@pytest.mark.needs_poppler
@pytest.mark.requirement("R-076")
def test_the_day_of_a_seal_is_reconciled_printed_and_journalled(desk: Callable[[Role], Client]) -> None:
    dossier, keeper = approved(), desk(Role.SEAL)
    keeper.post(f"/can-bo/ho-so/{dossier.code}/viec/stamp/", {"press": "1"})
    here = f"{REGISTER}{seal_of().pk}/"
    shown = page(keeper, f"{here}ngay/?ngay=2022-05-16")
    assert dossier.code is not None
    assert dossier.code in shown
    assert "Sổ dấu khớp với các kết quả đã đóng dấu." in shown
    assert "Không đóng dấu lần nào" in page(keeper, f"{here}ngay/?ngay=2022-05-17")
    pdf = keeper.get(f"{here}ngay.pdf?ngay=2022-05-16")
    assert pdf.content.startswith(b"%PDF")
    assert JournalEntry.objects.filter(subject=f"con-dau:{seal_of().pk}").count() == 2
    shift = page(keeper, "/can-bo/ban-giao/?ngay=2022-05-16")
    assert "Lượt đóng dấu" in shift
    assert f'href="{REGISTER}"' in shift


@pytest.mark.requirement("R-075")
def test_procedures_without_a_seal_are_listed_by_unit(desk: Callable[[Role], Client]) -> None:
    assert "đều có con dấu" in page(desk(Role.LEAD), f"{REGISTER}thieu/")
    seal = seal_of(P5)
    assert (
        signed_in(P5, Role.LEAD)
        .post(f"{REGISTER}{seal.pk}/viec/withdraw/", {"document": "Quyết định 9"})
        .status_code
        == 302
    )
    lacking = page(desk(Role.LEAD), f"{REGISTER}thieu/")
    assert CERTIFIED_COPY in lacking
    assert seal.unit.name in lacking
    assert "thiếu con dấu" in page(desk(Role.LEAD), REGISTER)
    assert desk(Role.LEAD).get(f"{REGISTER}{seal_of('hai-duong.thanh-ha').pk}/").status_code == 404


@pytest.mark.requirement("R-080")
def test_control_says_how_a_procedure_is_sealed_and_the_step_asks_for_it(
    desk: Callable[[Role], Client],
) -> None:
    control, here = desk(Role.CONTROL), f"/can-bo/kiem-soat/{CERTIFIED_COPY}/dong-dau/"
    assert "Con dấu trên giấy" in page(control, here)
    said = {"kind": "electronic", "valid_from": "2022-05-16", "document": "QĐ 5"}
    assert desk(Role.SEAL).post(here, said).status_code == 422
    assert control.post(here, said | {"valid_from": "2022-05-15"}).status_code == 422
    assert control.post(here, said).status_code == 302
    assert "Từ 16/05/2022: Chữ ký số của cơ quan (QĐ 5" in page(control, here)
    told = desk(Role.SEAL).post(f"/can-bo/ho-so/{approved().code}/viec/stamp/", {"press": "1"}, follow=True)
    assert "chưa có tệp đã ký" in told.content.decode()
