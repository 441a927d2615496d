"""Documents of a dossier go to the agency that settles it together, with a receipt; dossier and original stay."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.dossiers.models import CustodyRow
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.participation.models import SentDocument, SentReceipt
from motcua.web.staff import paging
from tests.api.office import Program, token_for
from tests.cast import CERTIFIED_COPY, P5, Q11, at, received
from tests.documents.hostile_files import plain_pdf
from tests.web.staff.desk import ORIGINAL, signed_in
from tests.web.staff.test_on_the_spot import rows

MORNING = at("2022-05-16 09:00")
INBOX = "/can-bo/tai-lieu-den/"


@pytest.fixture
def desk(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """The clerk of Quận 11 in the morning."""
    office_clock(MORNING)
    return signed_in(Q11, Role.RECEIVE)


@pytest.mark.requirement("R-060")
@pytest.mark.rule("144/KH-UBND BR-VT II.6")
def test_sending_keeps_sender_receiver_time_and_receipt_and_the_original_stays(
    desk: Client, office_clock: Callable[[datetime], None]
) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    before = (dossier.state, dossier.unit_id, dossier.step_count, dossier.originals_kept)
    address = f"/can-bo/ho-so/{dossier.code}/gui-tai-lieu/"
    assert address in desk.get(f"/can-bo/ho-so/{dossier.code}/").content.decode()
    words = {"receiver": P5, "papers": [ORIGINAL], "message": "Đề nghị xác nhận chữ ký"}
    assert desk.post(address, words).status_code == 302
    sent = SentDocument.objects.get()
    assert (sent.unit_id, sent.receiver_id, sent.stated_at >= MORNING) == (Q11, P5, True)
    assert sent.stated_by is not None
    office_clock(MORNING + timedelta(minutes=30))
    other = signed_in(P5, Role.APPRAISE)
    assert "1 tài liệu của cơ quan phối hợp" in other.get("/can-bo/").content.decode()
    page = other.get(INBOX).content.decode()
    assert str(dossier) in page
    assert "Nguyễn Văn Tư" not in page
    assert other.post(INBOX, {"sent": str(sent.pk), "answer": "Chữ ký đúng"}).status_code == 302
    assert other.post(INBOX, {"sent": str(sent.pk)}).status_code == 409
    receipt = SentReceipt.objects.get()
    assert (receipt.unit_id, receipt.answer) == (P5, "Chữ ký đúng")
    assert receipt.stated_at > sent.stated_at
    dossier.refresh_from_db()
    assert (dossier.state, dossier.unit_id, dossier.step_count, dossier.originals_kept) == before
    assert "Chữ ký đúng" in desk.get(address).content.decode()
    line = rows(signed_in(Q11, Role.CONTROL), "tai-lieu")[1]
    assert line[0] == str(dossier)
    assert line[7] == f"Giữ tại {Unit.objects.get(pk=Q11).name}"
    assert JournalEntry.objects.filter(action="send_documents", subject=str(dossier)).exists()
    assert JournalEntry.objects.filter(action="confirm_receipt", subject=str(dossier)).exists()
    assert not CustodyRow.objects.filter(dossier=dossier).exists()


@pytest.mark.requirement("R-060")
def test_what_waits_for_a_receipt_comes_first_and_the_list_goes_on(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)
    first, second = (received(CERTIFIED_COPY, Q11, MORNING) for _ in range(2))
    for dossier in (first, second):
        address = f"/can-bo/ho-so/{dossier.code}/gui-tai-lieu/"
        assert desk.post(address, {"receiver": P5, "papers": [ORIGINAL]}).status_code == 302
    other = signed_in(P5, Role.APPRAISE)
    latest = SentDocument.objects.get(dossier=second)
    assert other.post(INBOX, {"sent": str(latest.pk)}).status_code == 302
    pages = [other.get(f"{INBOX}?trang={page}").content.decode() for page in (0, 1)]
    assert [str(first) in page for page in pages] == [True, False]
    assert [str(second) in page for page in pages] == [False, True]


@pytest.mark.requirement("R-060")
def test_nothing_is_sent_to_oneself_without_papers_by_strangers_or_changed_afterwards(desk: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    address = f"/can-bo/ho-so/{dossier.code}/gui-tai-lieu/"
    words = {"receiver": P5, "papers": [ORIGINAL]}
    changes: list[dict[str, Any]] = [
        {"receiver": Q11}, {"receiver": "hcmc.binh-thoi"}, {"papers": []}, {"papers": ["khac"]},
    ]  # fmt: skip
    for change in changes:
        assert desk.post(address, words | change).status_code == 422, change
    assert signed_in(P5, Role.RECEIVE).post(address, words).status_code == 404
    assert signed_in(Q11, Role.CONTROL).post(address, words).status_code == 403
    assert desk.post(INBOX, {"sent": "999999999999999999999"}).status_code == 409
    assert not SentDocument.objects.exists()
    assert desk.post(address, words).status_code == 302
    stranger = signed_in("hcmc.tan-phu", Role.APPRAISE)
    assert stranger.post(INBOX, {"sent": str(SentDocument.objects.get().pk)}).status_code == 409
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        SentDocument.objects.update(message="khác")


@pytest.mark.requirement("R-060")
def test_the_receiver_opens_just_the_copies_that_came_along_and_each_opening_is_journalled(
    desk: Client,
) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    copies, address = (f"/can-bo/ho-so/{dossier.code}/{end}/" for end in ("ban-dien-tu", "gui-tai-lieu"))
    words = {"receiver": P5, "papers": [ORIGINAL]}
    assert "(chưa có bản điện tử)" in desk.get(address).content.decode()
    assert desk.post(address, words).status_code == 302
    for pad in (0, 1):
        file = SimpleUploadedFile(f"Bản chính {pad}.pdf", plain_pdf(pad=pad), content_type="application/pdf")
        assert desk.post(copies, {f"file-{ORIGINAL}": file}).status_code == 302
        if pad == 0:
            assert "(kèm bản điện tử)" in desk.get(address).content.decode()
            assert desk.post(address, words).status_code == 302
    without, sent = SentDocument.objects.order_by("pk")
    assert (without.copies, sent.copies) == ([], [1])
    other = signed_in(P5, Role.APPRAISE)
    page = other.get(INBOX).content.decode()
    file_at = f"{INBOX}{sent.pk}/1/"
    assert (file_at in page, "Không kèm bản điện tử." in page) == (True, True)
    answer = other.get(file_at)
    assert b"".join(answer.streaming_content) == plain_pdf(pad=0)  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    seen = JournalEntry.objects.get(chain=P5, action="view", subject=dossier.code)
    assert seen.detail == {"copy": 1, "sent": sent.pk}
    program = Program(token_for(P5, Role.APPRAISE))
    assert [len(one["copies"]) for one in program.get("/sent-documents").body] == [1, 0]
    assert program.get(f"/sent-documents/{sent.pk}/copies/2").status == 404
    # nothing beside what came along, for nobody else, and the dossier itself stays closed
    for closed in (f"{INBOX}{sent.pk}/2/", f"{INBOX}{without.pk}/1/", f"{INBOX}{10**30}/1/", f"{copies}1/"):
        assert other.get(closed).status_code == 404, closed
    assert signed_in("hcmc.tan-phu", Role.APPRAISE).get(file_at).status_code == 404
    assert signed_in(P5, Role.ASSIST).get(file_at).status_code == 403
    assert desk.post(copies, {"drop": "1", "numbers": ["1"], "reason": "Nhầm"}).status_code == 302
    assert file_at not in other.get(INBOX).content.decode()
    assert "đã bỏ bản điện tử này" in other.get(file_at).content.decode()
