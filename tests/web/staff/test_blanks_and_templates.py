"""Blank forms and templates of results on their pages: what is written, what is refused, who may look."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
import yaml
from django.test import Client

from motcua.dossiers.models import BlankUse, TemplateVersion
from motcua.organisation.models import Person, RoleGrant, Unit
from motcua.organisation.terms import Role
from motcua.web.shared.middleware import UNIT_SESSION_KEY
from tests.cast import P5, Q11
from tests.dossiers.result_cast import NINE, appraised, approved, drafted
from tests.web.staff.desk import signed_in

FORM = "Phôi giấy xác nhận tình trạng hôn nhân"
PAGE, TEMPLATES = "/can-bo/phoi/", "/can-bo/mau-ket-qua/"
KEY = "giay-xac-nhan-tinh-trang-hon-nhan"


@pytest.fixture
def morning(seeded: None, office_clock: Callable[[datetime], None]) -> None:
    office_clock(NINE)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.usefixtures("morning")
def test_forms_come_are_used_and_spoilt_and_the_day_adds_up() -> None:
    clerk = signed_in(P5, Role.RECEIVE)
    assert "Cơ quan chưa nhập phôi nào" in text(clerk, PAGE)
    run = {"do": "receive", "kind": FORM, "first": "AB0001", "last": "AB0050"}
    assert clerk.post(PAGE, run).status_code == 302
    again = clerk.post(PAGE, run)
    assert (again.status_code, "đã nhập trước đó" in again.content.decode()) == (409, True)
    dossier = appraised()
    drafted(dossier)
    approved(dossier)
    use = {"do": "use", "kind": FORM, "serial": "AB0001", "code": str(dossier)}
    assert clerk.post(PAGE, use).status_code == 302
    assert clerk.post(PAGE, {"do": "spoil", "kind": FORM, "serial": "AB0002"}).status_code == 409
    spoilt = {"do": "spoil", "kind": FORM, "serial": "AB0002", "reason": "Rách"}
    assert clerk.post(PAGE, spoilt).status_code == 302
    shown = text(clerk, PAGE)
    assert str(dossier) in shown
    assert ">48<" in shown
    assert BlankUse.objects.count() == 2
    assert clerk.post(PAGE, use | {"code": "khong-co"}).status_code == 404


@pytest.mark.usefixtures("morning")
def test_the_control_office_reads_edits_and_looks_at_a_template_with_a_real_dossier() -> None:
    control = signed_in(Q11, Role.CONTROL)
    assert KEY in text(control, TEMPLATES)
    page = text(control, f"{TEMPLATES}{KEY}/")
    assert "{applicant.name}" in page
    version = TemplateVersion.objects.get(template__key=KEY)
    faulty = control.post(f"{TEMPLATES}{KEY}/", {"content": "title: x", "note": "thử"})
    assert (faulty.status_code, "thiếu khối chữ ký" in faulty.content.decode()) == (409, True)
    assert control.get(f"{TEMPLATES}khong-co/").status_code == 404
    assert control.get(f"{TEMPLATES}{KEY}/{version.number}.pdf?ho-so=khong-co").status_code == 404
    dossier = appraised(unit=Q11, code="2.000720")
    shown = control.get(f"{TEMPLATES}{KEY}/{version.number}.pdf", {"ho-so": str(dossier)})
    assert shown["Content-Type"] == "application/pdf"


def another_controller() -> Client:
    """A second person of the control office of Quận 11."""
    person = Person.objects.create_person(
        username="a.kiem-soat-hai", full_name="Lâm Thị Kiều Oanh", demo=True
    )
    unit = Unit.objects.get(pk=Q11)
    RoleGrant.objects.create(person=person, unit=unit, role=Role.CONTROL, valid_from=unit.valid_from)
    client = Client()
    client.force_login(person)
    session = client.session
    session[UNIT_SESSION_KEY] = Q11
    session.save()
    return client


@pytest.mark.usefixtures("morning")
def test_what_one_wrote_into_a_template_holds_for_the_unit_once_a_second_person_approved_it() -> None:
    author, second, here = signed_in(Q11, Role.CONTROL), another_controller(), f"{TEMPLATES}{KEY}/"
    common = TemplateVersion.objects.get(template__key=KEY)
    changed = yaml.safe_dump(common.content | {"subtitle": "(Mẫu của quận)"}, allow_unicode=True)
    assert author.post(here, {"content": changed, "note": "Thêm dòng dưới tên"}).status_code == 302
    read = text(second, here)
    assert "(Mẫu của quận)" in read
    approve = {"approve": "1", "seen": re.findall(r'name="seen" value="([^"]+)"', read)[0]}
    assert author.post(here, approve).status_code == 409
    assert not TemplateVersion.objects.filter(template__unit_id=Q11, state="in_force").exists()
    assert second.post(here, approve).status_code == 302
    mine = TemplateVersion.objects.get(template__key=KEY, template__unit_id=Q11)
    assert (mine.state, mine.content["subtitle"]) == ("in_force", "(Mẫu của quận)")
    common.refresh_from_db()
    assert common.state == "in_force"
