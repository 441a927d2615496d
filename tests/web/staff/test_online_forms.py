"""The editor of online forms on its pages: every part as fields, hard faults refused, tried as a citizen sees it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from motcua.organisation.terms import Role
from motcua.procedures.models import FormVersion
from motcua.procedures.online_forms.queries import form_in_force, form_of
from tests.cast import Q11, at
from tests.web.staff.desk import signed_in

NINE = at("2022-05-16 09:00")
LIST, CODE = "/can-bo/kiem-soat/mau-truc-tuyen/", "2.000635"
PAGE = f"{LIST}{CODE}/"


@pytest.fixture
def control(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """The control officer of Quận 11."""
    office_clock(NINE)
    return signed_in(Q11, Role.CONTROL)


def text(client: Client, address: str) -> str:
    """What a page says."""
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def newest() -> FormVersion:
    """The draft, or what is in force."""
    return FormVersion.objects.filter(procedure_id=CODE).latest("number")


def do(client: Client, what: str, **more: Any) -> int:
    """Press a button of the form's page."""
    return int(client.post(PAGE, {"do": what, "seen": newest().digest, **more}).status_code)


QUESTION = {
    "key": "reading",
    "label": "Ông/bà đọc được tiếng Việt không?",
    "kind": "choice",
    "required": "on",
    "choices": "co = Có\nkhong = Không | Sẽ có người đọc giúp",
    "shown_when": ["relation=self", "relation=child"],
    "note": "Hỏi thêm",
}


def test_a_question_is_added_moved_tried_taken_out_and_the_form_approved_by_another(control: Client):
    assert "phiên bản 1, từ ngày 21/06/2018" in text(control, LIST)
    assert "Không tìm thấy chỗ nào" in text(control, PAGE)
    new = f"{PAGE}nhom/record/cau-hoi-moi/"
    assert "Người được cấp bản sao là: Bản thân tôi" in text(control, new)
    assert control.post(new, QUESTION | {"seen": newest().digest}).status_code == 302
    added = form_of(newest()).question("reading")
    assert added is not None
    assert [(clause.question, clause.values) for clause in added.shown_when] == [
        ("relation", ("self", "child"))
    ]
    assert added.labels() == {"co": "Có", "khong": "Không"}
    assert do(control, "up:reading") == 302
    assert [one["key"] for one in newest().schema["groups"][2]["questions"]][-2:] == ["reading", "copies"]
    shown = text(control, f"{PAGE}{newest().number}/xem-thu/?trang=record")
    assert "Sẽ có người đọc giúp" in shown
    assert do(control, "approve:", valid_from="2022-05-20") == 409
    head = signed_in(Q11, Role.LEAD)
    assert do(head, "approve:", valid_from="2022-05-20") == 302
    approved = form_in_force(CODE, date(2022, 5, 20))
    assert approved == newest()
    assert do(control, "remove:reading") == 302
    assert form_of(newest()).question("reading") is None
    assert do(control, "discard:") == 302
    assert newest() == approved


def test_hard_faults_are_refused_at_the_form_and_nothing_is_kept(control: Client):
    before = newest()
    new = f"{PAGE}nhom/record/cau-hoi-moi/"
    for wrong, said in (
        ({"key": "relation"}, "dùng hai lần"),
        ({"choices": "co = Có"}, "cần từ 2 đến"),
        ({"prefill": "account.password"}, "không có nguồn điền sẵn"),
        ({"label": "Họ\u202etên"}, "ký tự ẩn"),
        ({"shown_when": ["nowhere=x"]}, "nowhere=x"),
    ):
        answer = control.post(new, QUESTION | {"seen": before.digest} | wrong)
        assert (answer.status_code, said in answer.content.decode()) == (409, True), wrong
    answer = control.post(PAGE, {"do": "down:relation", "seen": before.digest})
    assert newest() == before or answer.status_code == 302
    assert do(control, "remove:relation") == 409
    assert do(control, "dance:relation") == 409


def test_an_editor_who_began_before_another_saved_is_told(control: Client):
    stale = newest().digest
    assert do(control, "down:copies") == 302
    answer = control.post(
        f"{PAGE}cau-hoi/copies/", {"key": "copies", "label": "Số", "kind": "number", "seen": stale}
    )
    assert (answer.status_code, "vừa được người khác sửa" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    "part", ["to-khai/", "nhom/record/", "cau-hoi/relation_words/", "cau-hoi/person_name/"]
)
def test_a_part_saved_as_it_stands_changes_no_form(control: Client, part: str):
    before = form_of(newest())
    address = f"{PAGE}{part}"
    form = control.get(address).context["form"]
    said = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in said.items() if value not in (None, False, [])}
    assert control.post(address, typed | {"note": "Đọc lại"}).status_code == 302
    assert form_of(newest()) == before


def test_a_page_is_written_repeated_and_hung_on_an_answer(control: Client):
    said = {
        "key": "helpers", "title": "Người giúp", "repeats": "on", "row": "Người", "least": "0", "most": "3",
        "shown_when": ["relation=other"], "lead": "Những người giúp",
    }  # fmt: skip
    assert control.post(f"{PAGE}trang-moi/", said | {"seen": newest().digest}).status_code == 302
    page = form_of(newest()).group("helpers")
    assert page is not None
    assert (page.repeat.most if page.repeat else 0) == 3
    assert (
        control.post(f"{PAGE}trang-moi/", said | {"seen": newest().digest, "most": "201"}).status_code == 409
    )


def test_a_form_for_a_procedure_that_has_none_begins_with_who_asks(control: Client):
    code = "2.001019"
    address = f"{LIST}{code}/to-khai/"
    assert code in text(control, LIST)
    said = {"title": "Phiếu đề nghị", "paper_title": "Phiếu đề nghị", "signed_by": "requester_name"}
    assert control.post(address, said | {"seen": ""}).status_code == 302
    draft = FormVersion.objects.get(procedure_id=code)
    assert [one.key for one in form_of(draft).questions()] == ["requester_name"]
    assert form_in_force(code, NINE.date()) is None


def test_a_trial_judges_as_a_citizen_is_judged_and_keeps_nothing(control: Client):
    address = f"{PAGE}1/xem-thu/?trang=requester"
    wrong = control.post(address, {"requester_name": "<b>Bé</b> 1"}).content.decode()
    assert "Chưa điền: Nơi cư trú" in wrong
    assert "&lt;b&gt;Bé" in wrong
    right = control.post(
        address,
        {
            "requester_name": "Trần Thị Bé", "requester_id": "079185004321", "requester_home_line": "5",
            "requester_home_commune": "Phường 5", "requester_home_province": "TP. Hồ Chí Minh",
        },
    ).content.decode()  # fmt: skip
    assert "Trang này được nhận" in right
    paper = control.get(f"{PAGE}1/to-khai.pdf")
    assert paper.content.startswith(b"%PDF")
    assert control.get(f"{PAGE}1/xem-thu/?trang=khong-co").status_code == 404
    assert control.get(f"{PAGE}99/xem-thu/").status_code == 404
    assert control.get(f"{LIST}9.999999/").status_code == 404
