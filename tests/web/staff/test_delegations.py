"""A delegation on the pages of the office: proposed, advised, decided, used, withdrawn; its figures over time."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.authority.models import Delegation
from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.terms import Act
from motcua.organisation.models import Person
from motcua.organisation.terms import Role
from motcua.web.shared.middleware import UNIT_SESSION_KEY
from tests.authority.delegating import FIRST, LAST, advised, decided, division_head, head, proposed
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, P5, Q11, at, do, received
from tests.documents.hostile_files import plain_pdf
from tests.web.staff.desk import signed_in

BEFORE, IN_TERM = at("2022-05-09 09:00"), at("2022-05-16 10:00")
LIST = "/can-bo/uy-quyen/"


@pytest.fixture
def clock(seeded: None, office_clock: Callable[[datetime], None]) -> Callable[[datetime], None]:
    office_clock(BEFORE)
    return office_clock


def as_person(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    session = client.session
    session[UNIT_SESSION_KEY] = Q11
    session.save()
    return client


def day(name: str, of: Any) -> dict[str, str]:
    return {f"{name}_day": str(of.day), f"{name}_month": str(of.month), f"{name}_year": str(of.year)}


def wish(delegate: Person, /, **more: Any) -> dict[str, Any]:
    return {
        "delegator": f"{head().pk}@{Q11}",
        "delegate": str(delegate.pk),
        "delegate_title": "Trưởng phòng Tư pháp",
        "delegate_kind": "unit_head",
        "capacity": "delegated",
        "procedures": [CERTIFIED_COPY],
        "reason": "Phê duyệt ngay tại Bộ phận Một cửa",
        **day("valid_from", FIRST),
        **day("valid_to", LAST),
    } | more


def post(client: Client, address: str, said: dict[str, Any], status: int = 302) -> str:
    answer = client.post(address, said)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer["Location"] if status == 302 else answer.content.decode()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.requirement("R-067")
@pytest.mark.requirement("R-070")
@pytest.mark.requirement("R-071")
@pytest.mark.rule("144/KH-UBND BR-VT II.2")
def test_from_proposal_over_two_opinions_to_a_decision_that_shows_its_guidance(
    clock: Callable[[datetime], None],
) -> None:
    control, lead, person = signed_in(Q11, Role.CONTROL), signed_in(Q11, Role.LEAD), division_head()
    guidance = {
        "number": "88/SNV-XDCQ", "title": "Hướng dẫn ủy quyền tại Bộ phận Một cửa", "issuer": "Sở Nội vụ",
        "version": "bản 1", **day("issued_on", BEFORE), **day("valid_from", BEFORE),
    }  # fmt: skip
    post(control, f"{LIST}huong-dan/", guidance)
    assert "Chưa có ủy quyền nào" in page(control, LIST)
    here = post(control, f"{LIST}de-xuat/", wish(person))
    record = Delegation.objects.get()
    shown = page(control, here)
    assert "88/SNV-XDCQ, bản 1" in shown
    assert head().full_name in shown
    assert person.full_name in shown
    assert "Phê duyệt ngay tại Bộ phận Một cửa" in shown
    said = {"number": "12/QĐ-UBND", "issuer": "Chủ tịch UBND Quận 11", **day("issued_on", BEFORE)}
    assert lead.get(f"{here}quyet-dinh/").status_code == 409
    assert "Chưa đủ ý kiến" in post(lead, f"{here}quyet-dinh/", said, 409)
    first = {"adviser": "internal_affairs", "verdict": "agree", "text": "Đủ điều kiện", "document": "45/NV"}
    post(control, f"{here}y-kien/", first)
    assert "Ý kiến này đã được ghi rồi" in post(control, f"{here}y-kien/", first, 422)
    assert Delegation.objects.get().stage == "proposed"
    post(lead, f"{here}y-kien/", {"adviser": "justice", "verdict": "waived", "text": "Đã họp chung"})
    assert Delegation.objects.get().stage == "advised"
    assert control.get(f"{here}quyet-dinh/").status_code == 409
    post(lead, f"{here}quyet-dinh/", said)
    shown = page(control, here)
    assert "Quyết định số 12/QĐ-UBND ngày 09/05/2022 của Chủ tịch UBND Quận 11" in shown
    assert "TUQ. CHỦ TỊCH" in shown
    assert "Không lấy ý kiến" in shown
    post(control, f"{LIST}huong-dan/", guidance | {"version": "bản 2", "number": "99/SNV"})
    assert "88/SNV-XDCQ, bản 1" in page(control, here)
    assert "Đã có hướng dẫn mới hơn" in page(control, here)
    assert [step.act for step in record.steps.all()] == ["propose", "advise", "advise", "decide"]


@pytest.mark.requirement("R-068")
@pytest.mark.requirement("R-069")
def test_a_delegate_approves_from_the_own_list_and_after_the_withdrawal_no_more(
    clock: Callable[[datetime], None],
) -> None:
    person, lead = division_head(), signed_in(Q11, Role.LEAD)
    record = decided(person)
    clock(IN_TERM)
    first, second = received(CERTIFIED_COPY, Q11, IN_TERM), received(CERTIFIED_COPY, Q11, IN_TERM)
    for dossier in (first, second):
        do(Act.APPRAISE, dossier, Role.APPRAISE, IN_TERM)
    delegate = as_person(person)
    post(delegate, f"/can-bo/ho-so/{first.code}/viec/approve/", {"place": "online"})
    shown = page(delegate, f"/can-bo/ho-so/{first.code}/")
    assert "Thẩm quyền ký: TUQ. CHỦ TỊCH Trưởng phòng Tư pháp, theo Quyết định số 12/QĐ-UBND" in shown
    said = {"number": "19/QĐ-UBND", "issuer": "Chủ tịch UBND Quận 11", "reason": "Bố trí lại nhân sự"}
    post(lead, f"{LIST}{record.code}/thu-hoi/", said | day("issued_on", IN_TERM))
    refused = delegate.post(f"/can-bo/ho-so/{second.code}/viec/approve/", {"place": "online"})
    assert refused.status_code in {409, 422}
    assert "bị thu hồi từ ngày 16/05/2022" in refused.content.decode()
    assert head().full_name in refused.content.decode()
    assert "Thẩm quyền ký: TUQ. CHỦ TỊCH" in page(delegate, f"/can-bo/ho-so/{first.code}/")


@pytest.mark.requirement("R-072")
def test_each_month_shows_how_many_procedures_and_opens_the_list_behind(
    clock: Callable[[datetime], None],
) -> None:
    record = decided(division_head())
    clock(at("2022-06-15 09:00"))
    reader = signed_in(Q11, Role.INSPECT)
    shown = page(reader, f"{LIST}so-lieu/")
    assert "05/2022" in shown
    address = f"{LIST}?ngay=2022-05-31&co-quan={Q11}"
    assert f'href="{address.replace("&", "&amp;")}">1<' in shown
    assert record.code in page(reader, address)
    assert record.code not in page(reader, f"{LIST}?ngay=2022-06-15&co-quan={Q11}")


@pytest.mark.requirement("R-297")
def test_another_unit_sees_nothing_and_other_roles_only_read(clock: Callable[[datetime], None]) -> None:
    record = proposed(division_head())
    here = f"{LIST}{record.code}/"
    assert signed_in(P5, Role.LEAD).get(here).status_code == 404
    assert signed_in(P5, Role.LEAD).get(f"{here}y-kien/").status_code == 404
    assert signed_in(Q11, Role.RECEIVE).get(f"{LIST}de-xuat/").status_code == 403
    reader = signed_in(Q11, Role.RECEIVE)
    assert "Ghi ý kiến" not in page(reader, here)
    assert "vai trò" in post(reader, f"{here}y-kien/", {"adviser": "justice"}, 409)
    assert signed_in(Q11, Role.CONTROL).get(f"{here}khac/").status_code == 404


def test_a_wrong_form_keeps_what_was_typed_and_names_what_is_missing(
    clock: Callable[[datetime], None],
) -> None:
    control, person = signed_in(Q11, Role.CONTROL), division_head()
    shown = post(control, f"{LIST}de-xuat/", wish(person, valid_to_year="2021"), 422)
    assert "Ngày kết thúc phải sau ngày bắt đầu" in shown
    assert "Phê duyệt ngay tại Bộ phận Một cửa" in shown
    for said in ({"procedures": ["9.999999"]}, {"delegate": "0"}, {"reason": ""}, {"valid_from_day": "32"}):
        post(control, f"{LIST}de-xuat/", wish(person, **said), 422)
    assert not Delegation.objects.exists()


@pytest.mark.requirement("R-051")
def test_a_tray_is_looked_over_before_it_is_approved_from_the_own_list(
    clock: Callable[[datetime], None],
) -> None:
    person = division_head()
    decided(person)
    clock(IN_TERM)
    mine = [received(CERTIFIED_COPY, Q11, IN_TERM) for _ in range(3)]
    other = received(HOUSEHOLD_BUSINESS, Q11, IN_TERM)
    for dossier in (*mine, other):
        do(Act.APPRAISE, dossier, Role.APPRAISE, IN_TERM)
    delegate, codes = as_person(person), [str(dossier) for dossier in (*mine, other)]
    assert 'value="review"' in page(delegate, "/can-bo/lanh-dao/")
    tray = {"act": "review", "code": [*codes, "khong-co"], "back": "/can-bo/lanh-dao/"}
    looked = delegate.post("/can-bo/hang-loat/", tray).content.decode()
    assert looked.count("TUQ. CHỦ TỊCH Trưởng phòng Tư pháp, theo Quyết định số 12/QĐ-UBND") == 3
    assert "3 hồ sơ phê duyệt được" in looked
    assert "2 hồ sơ chưa phê duyệt được" in looked
    assert "không gồm thủ tục" in looked
    assert not Dossier.objects.exclude(approver=None).exists()
    said = tray | {"act": "approve", "place": "online", "code": codes}
    assert "Đã xong 3 hồ sơ" in delegate.post("/can-bo/hang-loat/", said).content.decode()
    assert set(Step.objects.filter(act=Act.APPROVE).values_list("place", flat=True)) == {"online"}
    nothing = delegate.post("/can-bo/hang-loat/", {"act": "review", "back": "/can-bo/lanh-dao/"})
    assert nothing["Location"] == "/can-bo/lanh-dao/"


@pytest.mark.requirement("R-068")
@pytest.mark.requirement("R-087")
def test_the_decision_comes_as_a_pdf_is_shown_and_every_opening_is_journalled(
    clock: Callable[[datetime], None],
) -> None:
    lead, record = signed_in(Q11, Role.LEAD), advised(division_head())
    here = f"{LIST}{record.code}/"
    assert "Chưa có tệp văn bản nào" in page(lead, here)
    said = {"number": "12/QĐ-UBND", "issuer": "Chủ tịch UBND Quận 11", **day("issued_on", BEFORE)}
    wrong = SimpleUploadedFile("quyết định.pdf", b"MZ\x90\x00")
    shown = post(lead, f"{here}quyet-dinh/", said | {"file": wrong}, 422)
    assert "“quyết định.pdf” không phải PDF" in shown
    content = plain_pdf()
    post(lead, f"{here}quyet-dinh/", said | {"file": SimpleUploadedFile("quyết định.pdf", content)})
    shown = page(lead, here)
    assert f'href="{here}tep/4/"' in shown
    assert hashlib.sha256(content).hexdigest() in shown
    reader = signed_in(Q11, Role.INSPECT)
    answer = reader.get(f"{here}tep/4/")
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''quy%E1%BA%BFt")
    entry = JournalEntry.objects.filter(action="view", subject=record.code).latest("id")
    assert entry.detail["paper"] == 4
    assert reader.get(f"{here}tep/3/").status_code == 404
    assert signed_in(P5, Role.LEAD).get(f"{here}tep/4/").status_code == 404
    assert signed_in(Q11, Role.RECEIVE).get(f"{here}tep-van-ban/").status_code == 409


def test_a_file_laid_beside_it_later_says_which_document_it_is(clock: Callable[[datetime], None]) -> None:
    lead, record = signed_in(Q11, Role.CONTROL), decided(division_head())
    clock(IN_TERM)
    here = f"{LIST}{record.code}/"
    assert "Bổ sung tệp văn bản" in page(lead, here)
    assert "Chưa chọn: Tệp văn bản (PDF)" in post(lead, f"{here}tep-van-ban/", {"text": "Quyết định 12"}, 422)
    file = SimpleUploadedFile("12.pdf", plain_pdf())
    post(lead, f"{here}tep-van-ban/", {"text": "Quyết định 12/QĐ-UBND, bản quét", "file": file})
    assert "Quyết định 12/QĐ-UBND, bản quét" in page(lead, here)
