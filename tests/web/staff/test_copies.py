"""Electronic copies on their page, without script: attached per component, opened through the check, journalled."""

import dataclasses
import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.documents.files.stores import FolderStore
from motcua.documents.models import StoredFile
from motcua.dossiers.models import ComponentCopy, Dossier
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, P5, Q11, at, received
from tests.documents.hostile_files import picture, plain_pdf
from tests.web.staff.desk import received_code, said, signed_in

MORNING = at("2022-05-16 09:00")


@pytest.fixture
def clerk(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    office_clock(MORNING)
    return signed_in(Q11, Role.RECEIVE)


def page_of(dossier: Dossier) -> str:
    return f"/can-bo/ho-so/{dossier.code}/ban-dien-tu/"


def field_of(dossier: Dossier) -> str:
    return f"file-{dossier.version.components.first()}"


def sent(content: bytes, name: str = "Giấy khai sinh.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/x-anything")


def test_a_file_is_attached_shown_and_given_back_as_attachment_and_each_opening_is_journalled(
    clerk: Client,
) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    assert f'href="{page_of(dossier)}"' in clerk.get(f"/can-bo/ho-so/{dossier.code}/").content.decode()
    assert clerk.get(f"/can-bo/ho-so/{dossier.code}/viec/attach_copy/")["Location"] == page_of(dossier)
    content = plain_pdf(pad=2_600_000)
    assert clerk.post(page_of(dossier), {field_of(dossier): sent(content)})["Location"] == page_of(dossier)
    page = clerk.get(page_of(dossier)).content.decode()
    assert "Giấy khai sinh.pdf" in page
    assert "chưa đối chiếu với bản giấy" in page
    answer = clerk.get(f"{page_of(dossier)}1/")
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Gi")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    small = clerk.get(f"{page_of(dossier)}1/trang-1.jpg")
    assert small.content.startswith(b"\xff\xd8\xff")
    assert clerk.get(f"{page_of(dossier)}1/trang-2.jpg").status_code == 404
    seen = JournalEntry.objects.filter(subject=dossier.code, detail__copy=1).values_list("detail", flat=True)
    assert sorted(seen, key=len) == [{"copy": 1}, {"copy": 1, "page": 1}]
    told = clerk.get(f"/can-bo/ho-so/{dossier.code}/").content.decode()
    first = dossier.version.components.first()
    assert first is not None
    assert f"{first.name}: Giấy khai sinh.pdf" in told


@pytest.mark.parametrize("role", [Role.ADMIN, Role.ASSIST, Role.POST])
def test_no_address_gives_a_file_to_who_may_not_open_it(clerk: Client, role: Role) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    clerk.post(page_of(dossier), {field_of(dossier): sent(plain_pdf())})
    StoredFile.objects.update(sensitive=True)
    addresses = [f"{page_of(dossier)}{end}" for end in ("1/", "1/trang-1.jpg")]
    for address in addresses:
        assert Client().get(address).status_code == 302
        assert signed_in(P5, Role.RECEIVE).get(address).status_code == 404
        assert signed_in(Q11, role).get(address).status_code in {403, 409}
        assert clerk.get(address).status_code == 200
    assert "trang-1.jpg" not in signed_in(Q11, role).get(page_of(dossier)).content.decode()
    assert "trang-1.jpg" in clerk.get(page_of(dossier)).content.decode()
    assert clerk.get(f"{page_of(dossier)}99999999999/").status_code == 404
    for guess in ("2/", "0/"):
        assert clerk.get(page_of(dossier) + guess).status_code == 404


def test_a_file_too_large_is_told_at_its_field_with_413_and_nothing_is_kept(clerk: Client, settings) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    page = page_of(dossier)
    answer = clerk.post(page, {field_of(dossier): sent(plain_pdf(pad=21_000_000), "lớn.pdf")})
    assert answer.status_code == 413
    assert "“lớn.pdf” lớn hơn 20 MB" in answer.content.decode()
    settings.FILES = dataclasses.replace(settings.FILES, dossier_limit=1_000_000)
    whole = clerk.post(page, {field_of(dossier): sent(plain_pdf(pad=7_000_000))})
    assert whole.status_code == 413
    assert not StoredFile.objects.exists()


def test_bad_files_and_missing_words_keep_the_page_and_say_what_to_do(clerk: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    page, field = page_of(dossier), field_of(dossier)
    assert "Chưa chọn tệp nào" in clerk.post(page, {}).content.decode()
    bad = clerk.post(page, {field: sent(b"MZ\x90\x00" + b"\x00" * 400, "hoá đơn.pdf")})
    assert bad.status_code == 409
    assert f'id="error-{field.removeprefix("file-")}"' in bad.content.decode()
    assert clerk.post(page, {"file-khong-co": sent(plain_pdf())}).status_code == 409
    assert clerk.post(page, {field: sent(b"")}).status_code == 409
    clerk.post(page, {field: sent(picture("JPEG"), "ảnh.png")})
    [copy] = ComponentCopy.objects.all()
    assert "%E1%BA%A3nh.png.jpg" in clerk.get(f"{page}{copy.number}/")["Content-Disposition"]
    no_reason = clerk.post(page, {"drop": "1", "numbers": "1"})
    assert "Chưa ghi lý do" in no_reason.content.decode()
    assert clerk.post(page, {"drop": "1", "numbers": "1", "reason": "Quét mờ"}).status_code == 302
    assert "Chưa có bản điện tử." in clerk.get(page).content.decode()


def test_a_file_lost_from_the_store_is_told_in_words_and_no_half_file_is_sent(
    clerk: Client, settings
) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    clerk.post(page_of(dossier), {field_of(dossier): sent(plain_pdf(pad=77))})
    FolderStore(settings.FILES.folder).path(StoredFile.objects.get().sha256).unlink()
    answer = clerk.get(f"{page_of(dossier)}1/")
    assert answer.status_code == 409
    assert "không còn trong kho tệp" in answer.content.decode()
    assert re.search(r"phục hồi từ bản sao lưu", answer.content.decode())


@pytest.mark.requirement("R-085")
def test_files_chosen_at_reception_are_attached_per_component_and_a_bad_one_holds_nobody_up(
    clerk: Client,
) -> None:
    page = f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/"
    key = re.findall(r'type="file" id="file-([a-z0-9-]+)"', clerk.get(page).content.decode())[0]
    answer = clerk.post(page, said(clerk) | {f"file-{key}": sent(plain_pdf(pad=31))})
    dossier = Dossier.objects.get(code=received_code(answer["Location"]))
    [copy] = ComponentCopy.objects.all()
    assert (copy.dossier, copy.component, copy.place) == (dossier, key, "desk")
    assert [step.act for step in dossier.steps.order_by("seq")] == ["receive", "attach_copy"]
    bad = clerk.post(page, said(clerk) | {f"file-{key}": sent(b"MZ" + b"\x00" * 99)}, follow=True)
    assert Dossier.objects.count() == 2
    assert "Đã tiếp nhận nhưng chưa gắn bản điện tử" in bad.content.decode()
    assert ComponentCopy.objects.count() == 1
