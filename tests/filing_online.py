"""How does a citizen file online in the tests? The extract 2.000635, page by page, as a browser without script does."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.dossiers.actions.draft_papers import add_paper
from motcua.dossiers.actions.drafting import begin, save_page, say_who, set_place
from motcua.dossiers.actions.online_filing import Sending, file_online
from motcua.dossiers.models import Draft, OnlineFiling
from motcua.dossiers.online.drafts import Holder
from tests.cast import BINH_THOI, at
from tests.documents.hostile_files import plain_pdf

EXTRACT = "2.000635"
IDENTITY = "giay-to-tuy-than-con-gia-tri-the"
MONDAY = at("2026-03-02 08:45")
FLOW = f"/nop-ho-so/{EXTRACT}/"
PAGES: dict[str, dict[str, str]] = {
    "requester": {
        "requester_name": "Trần Thị Bé", "requester_id": "079185004321",
        "requester_home_line": "5 Bình Thới", "requester_home_commune": "Phường Bình Thới",
        "requester_home_province": "Thành phố Hồ Chí Minh", "requester_phone": "0987654321",
    },
    "whose": {"relation": "self"},
    "record": {"record_kind": "birth", "copies": "2"},
    "person": {
        "person_name": "Trần Thị Bé", "person_born_day": "12", "person_born_month": "3",
        "person_born_year": "1985", "person_sex": "female", "person_ethnicity": "Kinh",
        "person_nationality": "Việt Nam",
    },
    "registered": {"registered_at": "UBND xã Thanh Hải"},
}  # fmt: skip
ANSWERS: dict[str, Any] = {
    "requester_name": "Trần Thị Bé", "requester_id": "079185004321",
    "requester_home": {"line": "5 Bình Thới", "commune": "Phường Bình Thới", "province": "Thành phố Hồ Chí Minh"},
    "relation": "self", "record_kind": "birth", "copies": 2, "person_name": "Trần Thị Bé",
    "person_born": "1985-03-12", "person_sex": "female", "person_ethnicity": "Kinh",
    "person_nationality": "Việt Nam", "registered_at": "UBND xã Thanh Hải",
}  # fmt: skip
WHO = {
    "for": "self", "name": "Trần Thị Bé", "id_type": "cccd", "id_number": "079185004321", "phone": "0987654321",
    "email": "", "address": "5 Bình Thới", "representative": "",
}  # fmt: skip


def photograph(name: str = "căn cước.pdf", *, pad: int = 0) -> SimpleUploadedFile:
    """A paper as a phone sends it."""
    return SimpleUploadedFile(name, plain_pdf(pad=pad), content_type="application/pdf")


def walk(client: Client, *, until: str = "xem-lai") -> None:
    """From the start to the last page before sending (or to the step named), every page answered rightly."""
    steps: list[tuple[str, dict[str, Any]]] = [
        ("", {}),
        ("don-vi", {"unit": BINH_THOI}),
        ("nguoi-nop", {"whom": "self", "phone": "0987654321", "address": "5 Bình Thới"}),
        *((f"khai/{key}", answers) for key, answers in PAGES.items()),
        (f"giay-to/{IDENTITY}", {"file": photograph(), "done": "1"}),
        ("nhan-ket-qua", {"return_channel": "post", "return_address": "5 Bình Thới"}),
    ]
    for step, data in steps:
        if step == until:
            return
        address = f"{FLOW}{step}/" if step else FLOW
        assert client.get(address).status_code == 200, step
        answer = client.post(address, data)
        assert answer.status_code == 302, (step, answer.content.decode())


def send(client: Client) -> str:
    """Press the button of the last page; the address of the receipt."""
    draft = Draft.objects.get(state="open")
    answer = client.post(f"{FLOW}xem-lai/", {"version": draft.version})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def ready_draft(
    holder: Holder, moment: datetime = MONDAY, *, unit_id: str = BINH_THOI, pad: int = 0
) -> Draft:
    """A draft that lacks nothing, written by the acts themselves."""
    draft = begin(procedure=EXTRACT, actor=holder, at=moment).draft
    said: dict[str, Any] = {"actor": holder, "number": draft.number, "at": moment}
    set_place(**said, unit_id=unit_id, conditions=[])
    say_who(**said, who=WHO)
    save_page(**said, page="all", keys=list(ANSWERS), answers=ANSWERS, seen="")
    add_paper(**said, component=IDENTITY, name="căn cước.pdf", content=plain_pdf(pad=pad))
    return Draft.objects.get(pk=draft.pk)


def filed(holder: Holder, moment: datetime = MONDAY, **more: Any) -> OnlineFiling:
    """The draft sent."""
    draft = ready_draft(holder, moment, **more)
    return file_online(sending=Sending(draft.number, draft.version), actor=holder, at=moment)
