"""A result returned online lies signed in the person's own store; opened there, its dossier closes."""

import hashlib
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from motcua.applicants.models import Account, StoredPaper, StoredPaperEvent
from motcua.applicants.store_terms import PaperEventKind, StoredState
from motcua.dossiers.actions.digitally import sign_results
from motcua.dossiers.actions.draft_papers import use_stored
from motcua.dossiers.actions.online_filing import Sending, file_online
from motcua.dossiers.actions.online_return import paper_seen
from motcua.dossiers.actions.results.printing import issue_result
from motcua.dossiers.actions.storing import withdraw_stored
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.online.drafts import Holder
from motcua.dossiers.return_choices import DeliveredWhen, read_returning, returning
from motcua.dossiers.store import papers_of
from motcua.dossiers.terms import Act, ReturnChannel, State
from motcua.dossiers.verification import verify
from motcua.notices.actions.planning_others import plan_others
from motcua.notices.models import Notice
from motcua.notices.terms import NoticeChannel, NoticeEvent
from motcua.organisation.terms import Role
from motcua.procedures.models import Component
from motcua.procedures.queries import version_on
from tests.cast import CERTIFIED_COPY, ONG_TU, Q11, at, colleague, do, received
from tests.citizens import citizen, here, signed_in
from tests.dossiers import test_digital_signatures as signing
from tests.dossiers.other_acts import now, refused
from tests.dossiers.other_acts import ready as plainly_ready
from tests.dossiers.result_cast import drafted
from tests.filing_online import EXTRACT, ready_draft

TEN, ELEVEN, NOON = at("2022-05-16 10:00"), at("2022-05-16 10:30"), at("2022-05-16 11:00")
LATER = at("2022-05-16 11:15")
pytestmark = pytest.mark.usefixtures("seeded")


def tu(**more: Any) -> Account:
    return citizen(ONG_TU.name, id_number=ONG_TU.id_number, **more)


def signed() -> Dossier:
    """A certificate of marital status, signed digitally and stamped, to be returned online."""
    dossier = signing.ready(return_channel="online")
    signing.sign(dossier)
    do(Act.STAMP, dossier, Role.SEAL, TEN)
    dossier.refresh_from_db()
    if dossier.state == State.SEALED:
        do(Act.HAND_BACK, dossier, Role.RECEIVE, TEN)
    return now(dossier)


def stored() -> tuple[Dossier, StoredPaper]:
    dossier = signed()
    do(Act.SEND_ONLINE, dossier, Role.RETURN, ELEVEN)
    return now(dossier), StoredPaper.objects.get()


@pytest.mark.requirement("R-134")
def test_it_lies_in_the_store_with_the_signed_file_and_closes_when_it_is_opened() -> None:
    account = tu()
    dossier, paper = stored()
    assert (dossier.state, paper.account_id, paper.state) == (State.READY, account.pk, StoredState.IN_FORCE)
    assert paper.sha256 == paper.result.file.sha256
    assert str(paper.valid_to) == "2022-11-16"
    no = refused(lambda: do(Act.RETURN_RESULT, dossier, Role.RETURN, NOON))
    assert no.code == "delivery_not_confirmed"
    paper_seen(paper_id=paper.pk, kind=PaperEventKind.OPENED, actor=here(account), at=NOON)
    step = now(dossier).steps.latest("seq")
    assert (now(dossier).state, step.act, step.actor_id) == (State.RETURNED, Act.RETURN_RESULT, None)
    assert step.data["stored"]["sha256"] == paper.sha256
    assert step.data["opened_at"] == NOON.isoformat()
    assert verify() == []


def test_without_an_account_a_signature_or_the_choice_nothing_goes_into_a_store() -> None:
    dossier = signed()
    assert refused(lambda: do(Act.SEND_ONLINE, dossier, Role.RETURN, ELEVEN)).code == "no_account"
    tu()
    do(Act.SEND_ONLINE, dossier, Role.RETURN, ELEVEN)
    assert refused(lambda: do(Act.SEND_ONLINE, dossier, Role.RETURN, NOON)).code == "stored_already"
    unsigned = received(CERTIFIED_COPY, Q11, TEN, return_channel="online")
    plainly_ready(unsigned, "2022-05-16 10:10")
    assert refused(lambda: do(Act.SEND_ONLINE, unsigned, Role.RETURN, ELEVEN)).code == "result_not_signed"
    other = received(CERTIFIED_COPY, Q11, TEN)
    plainly_ready(other, "2022-05-16 10:10")
    assert refused(lambda: do(Act.SEND_ONLINE, other, Role.RETURN, ELEVEN)).code == "channel_not_online"


def test_a_number_that_was_only_typed_opens_no_store() -> None:
    tu(id_verified_at=None, id_verified_by="", assurance=1)
    assert refused(lambda: do(Act.SEND_ONLINE, signed(), Role.RETURN, ELEVEN)).code == "no_account"


def test_another_account_sees_nothing_of_it() -> None:
    tu()
    _dossier, paper = stored()
    stranger = citizen()
    no = refused(
        lambda: paper_seen(paper_id=paper.pk, kind=PaperEventKind.OPENED, actor=here(stranger), at=NOON)
    )
    assert no.code == "paper_unknown"


def test_a_paper_is_offered_again_while_it_is_good_and_never_after_it_was_withdrawn() -> None:
    account = tu()
    _dossier, paper = stored()
    title = paper.title.upper()
    assert papers_of(account.pk, title, on=at("2022-11-15 08:00").date()) == [paper]
    assert papers_of(account.pk, title, on=at("2022-11-16 08:00").date()) == []
    withdraw_stored(paper.result.result_id, state=StoredState.REVOKED, reason="Sai tên", actor=None, at=NOON)
    assert papers_of(account.pk, title, on=NOON.date()) == []
    paper.refresh_from_db()
    assert (paper.state, paper.over_reason) == (StoredState.REVOKED, "Sai tên")


def test_recalling_a_result_takes_it_out_of_the_store() -> None:
    tu()
    dossier, paper = stored()
    assert do(Act.RECALL, dossier, Role.APPROVE, NOON, reason="Sai ngày").pending
    paper.refresh_from_db()
    assert paper.state == StoredState.IN_FORCE
    do(Act.RECALL, dossier, Role.LEAD, NOON)
    paper.refresh_from_db()
    assert (paper.state, paper.over_reason) == (StoredState.REVOKED, "Sai ngày")


@pytest.mark.requirement("R-134")
@pytest.mark.rule("30/2020/NĐ-CP 18")
@pytest.mark.parametrize("digitally", [True, False])
def test_a_replacement_signed_like_the_first_goes_into_the_same_store_when_it_is_handed_out(
    digitally: bool,
) -> None:
    account = tu()
    dossier, paper = stored()
    paper_seen(paper_id=paper.pk, kind=PaperEventKind.OPENED, actor=here(account), at=NOON)
    drafted(dossier, NOON)
    why = {"reason": "Sai chữ đệm", "document": "Quyết định số 12/QĐ-UBND"}
    do(Act.REPLACE_RESULT, dossier, Role.APPROVE, NOON, **why)
    if digitally:
        whose = signing.hand(Role.APPROVE)
        sign_results(codes=[str(dossier)], actor=whose.actor, hand=whose, at=LATER)
    do(Act.STAMP, dossier, Role.SEAL, LATER)
    assert StoredPaper.objects.count() == 1  # nothing lies there before it is handed out
    clerk = colleague(Role.RETURN, dossier.unit_id, LATER)
    event = issue_result(code=str(dossier), actor=clerk, at=LATER, said={"receiver": ONG_TU.name})
    paper.refresh_from_db()
    assert paper.state == StoredState.REPLACED
    assert verify() == []
    plan_others(at=LATER, site="https://motcua.example.vn", open_ways=[NoticeChannel.SMS])
    told = Notice.objects.filter(event=NoticeEvent.RETURNED, subject=str(dossier))
    assert told.count() == (1 if digitally else 0)  # who got paper in their hand needs no message
    if not digitally:
        assert "stored" not in event.data
        assert StoredPaper.objects.count() == 1
        return
    new = StoredPaper.objects.exclude(pk=paper.pk).get()
    assert (new.account_id, new.state, new.number) == (account.pk, StoredState.IN_FORCE, event.result.number)
    assert event.data["stored"] == {"paper": new.pk, "sha256": new.sha256, "number": new.number}
    assert event.result.signed is not None
    assert (new.sha256, new.check_code) == (event.result.signed.sha256, event.result.check_code)
    assert now(dossier).state == State.RETURNED


def test_what_was_done_with_a_paper_stays_and_verify_sees_another_file() -> None:
    tu()
    _dossier, paper = stored()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        StoredPaperEvent.objects.all().delete()
    StoredPaper.objects.update(sha256="0" * 64)
    assert {finding.what for finding in verify()} == {
        "giấy tờ trong kho trỏ tới tệp khác",
        "giấy tờ trong kho mà không có bước nào gửi vào",
    }
    StoredPaper.objects.update(sha256=paper.sha256)
    assert verify() == []


@pytest.mark.requirement("R-134")
def test_the_pages_of_the_store_list_open_and_confirm(office_clock: Any) -> None:
    account = tu()
    dossier, paper = stored()
    office_clock(NOON)
    client = signed_in(Client(), account, moment=ELEVEN)
    page = client.get("/tai-khoan/giay-to/").content.decode()
    assert paper.title in page
    assert "Chưa mở" in page
    assert client.get(f"/tai-khoan/giay-to/{paper.pk}/").status_code == 200
    assert now(dossier).state == State.READY  # looking at the page is not opening the paper
    answer = client.post(f"/tai-khoan/giay-to/{paper.pk}/mo/", {"tai": "1"})
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(content).hexdigest() == paper.sha256
    assert "attachment" in answer["Content-Disposition"]
    assert now(dossier).state == State.RETURNED
    assert client.post(f"/tai-khoan/giay-to/{paper.pk}/da-nhan/").status_code == 302
    assert [event.kind for event in paper.events.all()] == ["placed", "downloaded", "confirmed"]
    stranger = signed_in(Client(), citizen(), moment=ELEVEN)
    assert stranger.get(f"/tai-khoan/giay-to/{paper.pk}/").status_code == 404
    assert stranger.post(f"/tai-khoan/giay-to/{paper.pk}/mo/").status_code == 404
    assert Client().get("/tai-khoan/giay-to/").status_code == 302


def test_the_table_of_ways_is_whole() -> None:
    table = returning()
    assert {one.channel for one in table.choices} == set(ReturnChannel)
    assert table.delivered_when(NOON.date()) is DeliveredWhen.OPENED
    assert table.delivered_when(at("2020-01-01 08:00").date()) is DeliveredWhen.CONFIRMED
    assert str(table.good_until("1.004873", at("2022-08-31 08:00").date())) == "2023-03-01"
    assert table.good_until("2.000815", NOON.date()) is None
    with pytest.raises(ValueError, match="once"):
        read_returning({"choices": [], "electronic": [], "good_for": []})


def test_a_paper_of_ones_own_store_stands_for_what_a_filing_asks_once_its_owner_agreed_and_for_nobody_else(
    office_clock: Any,
) -> None:
    account = tu()
    _dossier, paper = stored()
    version = version_on(EXTRACT, NOON.date())
    assert version is not None
    asked = Component.objects.create(
        version=version, position=9, key="tinh-trang-hon-nhan", name=paper.title, mode="submit",
        originals=1, copies=0, mandatory=True,
    )  # fmt: skip
    holder = Holder(account_id=account.pk)
    draft = ready_draft(holder, NOON, unit_id=Q11)
    said: dict[str, Any] = {"component": asked.key, "paper_id": paper.pk, "at": NOON}
    page = f"/nop-ho-so/{EXTRACT}/giay-to/{asked.key}/"
    office_clock(NOON)
    browser = signed_in(Client(), account, moment=ELEVEN)
    offered = browser.get(page).content.decode()
    assert paper.number in offered
    assert 'name="stored"' not in offered
    assert "/tai-khoan/du-lieu/dong-y/" in offered
    no = refused(lambda: use_stored(actor=holder, number=draft.number, **said))
    assert no.code == "consent_missing"
    browser.post("/tai-khoan/du-lieu/dong-y/", {"purpose": "store"})
    assert 'name="stored"' in browser.get(page).content.decode()
    laid = use_stored(actor=holder, number=draft.number, **said)
    assert (laid.file_id, laid.origin) == (paper.result.file_id, "reuse")
    now_is = Draft.objects.get(pk=draft.pk)
    filing = file_online(sending=Sending(draft.number, now_is.version), actor=holder, at=NOON)
    assert paper.sha256 in {one["sha256"] for one in filing.papers if one["component"] == asked.key}
    stranger = Holder(account_id=citizen().pk)
    theirs = ready_draft(stranger, NOON, unit_id=Q11, pad=3)
    assert refused(lambda: use_stored(actor=stranger, number=theirs.number, **said)).code == "offer_gone"
