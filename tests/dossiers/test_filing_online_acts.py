"""Filed online, a dossier is an ordinary dossier: same steps, papers, promise and record (45/2020/NĐ-CP)."""

from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from motcua.applicants.models import Account, Consent
from motcua.core.refusals import Refused
from motcua.dossiers.actions.draft_papers import add_paper, reuse_paper, use_stored
from motcua.dossiers.actions.drafting import begin, save_page, say_who, say_wishes
from motcua.dossiers.actions.filing import submit
from motcua.dossiers.actions.online_filing import Sending, file_online
from motcua.dossiers.actions.online_supplement import Sent, supplement_online
from motcua.dossiers.consignments.reading import Delivery, delivery_of, parcel_out
from motcua.dossiers.copies.listing import standing
from motcua.dossiers.digitisation.reuse import Owner, offers
from motcua.dossiers.models import ComponentCopy, Dossier, Draft, DraftPaper, OnlineFiling
from motcua.dossiers.online.answering import answer_by, waiting
from motcua.dossiers.online.drafts import Holder, asked_items, draft_for
from motcua.dossiers.online.known import known_values
from motcua.dossiers.online.rivals import meet, seen_digest
from motcua.dossiers.online.settings import online_rules, read_online_rules
from motcua.dossiers.papers import paper_of
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.procedures.models import Component, ProcedureVersion
from tests.cast import BINH_THOI, all_papers, at, colleague, do, received, reception_of
from tests.citizens import citizen
from tests.documents.hostile_files import plain_pdf
from tests.dossiers.other_acts import ready
from tests.filing_online import EXTRACT, IDENTITY, MONDAY, WHO, filed, ready_draft

pytestmark = pytest.mark.usefixtures("seeded")
RULES = {
    "draft_days": 2, "draft_told_days": 1, "parts_hours": 1, "guests": [],
    "answer_hours": [{"from": "2020-01-01", "hours": 8, "source": "61/2018/NĐ-CP"}],
}  # fmt: skip


@pytest.fixture
def be() -> Account:
    return citizen(moment=MONDAY)


@pytest.fixture
def holder(be: Account) -> Holder:
    return Holder(account_id=be.pk)


def fresh(dossier: Dossier) -> Dossier:
    return Dossier.objects.get(pk=dossier.pk)


def came_in(channel: str, holder: Holder, moment: datetime) -> Dossier:
    """The same request received at the desk, or filed online and accepted by it."""
    if channel == "desk":
        return received(EXTRACT, BINH_THOI, moment)
    dossier = filed(holder, moment).dossier
    do(Act.ACCEPT, dossier, Role.RECEIVE, moment)
    return fresh(dossier)


@pytest.mark.requirement("R-089")
@pytest.mark.requirement("R-138")
@pytest.mark.parametrize("channel", ["desk", "online"])
def test_the_same_trip_from_reception_to_hand_over_by_either_channel(channel: str, holder: Holder) -> None:
    dossier = came_in(channel, holder, MONDAY)
    assert dossier.state == State.RECEIVED
    assert (dossier.code or "").endswith("-260302-0001")
    assert dossier.due_at == dossier.due_original == at("2026-03-02 17:00")
    assert {paper.key for paper in dossier.handed_in.all()} == {
        one.key for one in all_papers(EXTRACT, MONDAY)
    }
    reached = dossier.step_count
    assert ready(dossier, "2026-03-02 09:30").state == State.READY
    do(Act.RETURN_RESULT, dossier, Role.RETURN, at("2026-03-02 10:00"))
    after = fresh(dossier)
    assert (after.state, after.returned_at) == (State.RETURNED, at("2026-03-02 10:00"))
    acts = [step.act for step in after.steps.filter(seq__gt=reached).order_by("seq")]
    assert [act for act in acts if act not in {Act.FORWARD, Act.HAND_BACK}] == [
        Act.APPRAISE, Act.APPROVE, Act.STAMP, Act.RETURN_RESULT,
    ]  # fmt: skip
    assert (Act.FORWARD in acts) is (after.path == "ordinary")
    for form in ("01", "control"):
        assert paper_of(after, form, site="https://mot-cua.example/").code == after.code
    assert verify() == []


@pytest.mark.requirement("R-011")
@pytest.mark.parametrize(("level", "opens"), [("2", False), ("3", True), ("4", True)])
def test_the_level_of_the_procedure_opens_or_shuts_filing_online(
    level: str, opens: bool, holder: Holder
) -> None:
    ProcedureVersion.objects.filter(procedure_id=EXTRACT).update(online_level=level)
    if opens:
        assert filed(holder).dossier.state == State.SUBMITTED
        return
    with pytest.raises(Refused, match="channel_not_offered"):
        filed(holder)
    assert not OnlineFiling.objects.exists()
    assert draft_for(holder, EXTRACT) is not None


@pytest.mark.rule("promises 1")
def test_the_desk_answers_within_eight_working_hours_and_the_late_are_told(holder: Holder) -> None:
    dossier = filed(holder, at("2026-03-06 15:00")).dossier
    assert answer_by(dossier) == at("2026-03-09 15:00")
    unit = Unit.objects.select_related("level", "parent").get(pk=BINH_THOI)
    assert [one.late for one in waiting(unit, at("2026-03-09 15:00"))] == [False]
    assert [one.late for one in waiting(unit, at("2026-03-09 15:01"))] == [True]
    do(Act.ACCEPT, dossier, Role.RECEIVE, at("2026-03-09 15:02"))
    assert waiting(unit, at("2026-03-09 15:03")) == []


@pytest.mark.rule("promises 3")
def test_filed_on_a_saturday_it_counts_from_the_next_opening(holder: Holder) -> None:
    dossier = filed(holder, at("2026-03-07 10:00")).dossier
    do(Act.ACCEPT, dossier, Role.RECEIVE, at("2026-03-09 08:00"))
    assert fresh(dossier).due_at == at("2026-03-09 17:00")


def test_refused_by_the_desk_with_reason_it_ends_as_refused(holder: Holder) -> None:
    dossier = filed(holder).dossier
    do(
        Act.REFUSE_INTAKE,
        dossier,
        Role.RECEIVE,
        at("2026-03-02 10:00"),
        reason="Không thuộc thẩm quyền",
        basis="Đ. 4",
    )
    assert fresh(dossier).state == State.REFUSED


def asked_for(dossier: Dossier, moment: datetime) -> None:
    items = [{"key": IDENTITY, "why": "Ảnh mờ, không đọc được số"}]
    do(Act.ASK_SUPPLEMENT, dossier, Role.RECEIVE, moment, items=items)


def test_a_supplement_sent_online_keeps_both_versions_and_counts_from_then(holder: Holder) -> None:
    dossier = filed(holder).dossier
    asked_for(dossier, at("2026-03-02 09:00"))
    assert [item["key"] for item in asked_items(fresh(dossier))] == [IDENTITY]
    sent = [Sent(IDENTITY, "căn cước rõ.pdf", plain_pdf(pad=9))]
    supplement_online(dossier_id=dossier.pk, sent=sent, note="Ảnh mới", actor=None, at=at("2026-03-02 10:00"))
    after = fresh(dossier)
    assert (after.state, after.received_at) == (State.SUBMITTED, at("2026-03-02 10:00"))
    assert [copy.name for copy in standing(after) if copy.component == IDENTITY] == [
        "căn cước.pdf",
        "căn cước rõ.pdf",
    ]
    assert list(after.handed_in.filter(key=IDENTITY).values_list("round", flat=True)) == [0, 1]
    do(Act.ACCEPT, after, Role.RECEIVE, at("2026-03-02 11:00"))
    assert verify() == []


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ([], "file_missing"),
        ([Sent("to-khai-cap-ban-sao-trich-luc-ho", "a.pdf", plain_pdf())], "item_unknown"),
        ([Sent(IDENTITY, "a.pdf", b"")], "file_empty"),
    ],
)
def test_a_supplement_that_is_not_what_was_asked_leaves_the_dossier_waiting(
    sent: list[Sent], code: str, holder: Holder
) -> None:
    dossier = filed(holder).dossier
    asked_for(dossier, at("2026-03-02 09:00"))
    with pytest.raises(Refused, match=code):
        supplement_online(dossier_id=dossier.pk, sent=sent, note="", actor=holder, at=at("2026-03-02 10:00"))
    assert fresh(dossier).state == State.AWAITING_SUPPLEMENT


def test_a_supplement_nobody_asked_for_is_refused(holder: Holder) -> None:
    dossier = filed(holder).dossier
    with pytest.raises(Refused, match="supplement_not_asked"):
        supplement_online(
            dossier_id=dossier.pk,
            sent=[Sent(IDENTITY, "a.pdf", plain_pdf())],
            note="",
            actor=None,
            at=at("2026-03-02 10:00"),
        )


@pytest.mark.requirement("R-135")
def test_with_a_helper_beside_the_filing_says_so(holder: Holder) -> None:
    helper = colleague(Role.RECEIVE, BINH_THOI, MONDAY)
    draft = ready_draft(holder)
    sending = Sending(draft.number, draft.version, assisted_by=helper.person_id)
    assert file_online(sending=sending, actor=holder, at=MONDAY).assisted_by_id == helper.person_id


def test_nobody_files_anothers_draft(holder: Holder) -> None:
    draft = ready_draft(holder)
    for other in (
        Holder(account_id=citizen("Lê Văn Khác", id_number="079085009999").pk),
        Holder(number=draft.number),
    ):
        with pytest.raises(Refused, match="draft_gone"):
            file_online(sending=Sending(draft.number, draft.version), actor=other, at=MONDAY)


def test_all_files_of_a_filing_together_stay_under_the_limit(
    holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = ready_draft(holder)
    stored = DraftPaper.objects.get().file
    type(stored).objects.filter(pk=stored.pk).update(size=settings.FILES.dossier_limit)
    with pytest.raises(Refused, match="dossier_too_large"):
        add_paper(
            actor=holder,
            number=draft.number,
            component=IDENTITY,
            name="b.pdf",
            content=plain_pdf(pad=3),
            at=MONDAY,
        )


@pytest.mark.requirement("R-085")
def test_a_paper_compared_in_an_earlier_dossier_is_offered_and_used_again(
    be: Account, holder: Holder
) -> None:
    version = ProcedureVersion.objects.get(procedure_id=EXTRACT, valid_to=None)
    own = Component.objects.create(
        version=version, position=9, key="giay-chung-sinh", name="Giấy chứng sinh", mode="submit",
        originals=1, copies=0, mandatory=False,
    )  # fmt: skip
    draft = ready_draft(holder)
    said: dict[str, Any] = {"actor": holder, "component": own.key, "at": MONDAY}
    add_paper(**said, number=draft.number, name="chứng sinh.pdf", content=plain_pdf(pad=5))
    sending = Sending(draft.number, Draft.objects.get(pk=draft.pk).version)
    first = file_online(sending=sending, actor=holder, at=MONDAY).dossier
    do(Act.ACCEPT, first, Role.RECEIVE, MONDAY)
    copy = ComponentCopy.objects.get(dossier=first, component=own.key)
    do(Act.CONFIRM_COPIES, fresh(first), Role.RECEIVE, at("2026-03-02 09:30"), numbers=[copy.number])
    owner = Owner(be.id_type, be.id_number)
    [offer] = offers(owner, [own], unit_id=BINH_THOI, on=MONDAY.date())
    again = ready_draft(holder, at("2026-03-02 10:00"), pad=7)
    paper = reuse_paper(**said, number=again.number, owner=owner, copy_id=offer.copy_id)
    assert (paper.file_id, paper.origin, paper.source) == (copy.file_id, "reuse", str(fresh(first)))
    with pytest.raises(Refused, match="offer_gone"):
        reuse_paper(**said, number=again.number, owner=Owner("cccd", "079085009999"), copy_id=offer.copy_id)


def test_earlier_answers_are_offered_only_with_consent(be: Account, holder: Holder) -> None:
    filed(holder)
    me: Any = type("C", (), {"account_id": be.pk, "acting_for": None})()
    wanted = ["earlier.requester_home", "account.name"]
    assert known_values(me, wanted) == {"account.name": be.name}
    Consent.objects.create(account=be, purpose="prefill", wording="Đồng ý", given_at=MONDAY)
    assert known_values(me, wanted)["earlier.requester_home"]["line"] == "5 Bình Thới"


def file_as(name: str, holder: Holder) -> Dossier:
    draft = ready_draft(holder)
    say_who(actor=holder, number=draft.number, who=WHO | {"name": name}, at=MONDAY)
    version = Draft.objects.get(pk=draft.pk).version
    return file_online(sending=Sending(draft.number, version), actor=holder, at=MONDAY).dossier


@pytest.mark.parametrize("name", ["T" * 400, " "])
def test_a_name_that_is_none_is_refused_at_its_field_and_nothing_is_filed(name: str, holder: Holder) -> None:
    with pytest.raises(Refused) as refused:
        file_as(name, holder)
    assert refused.value.refusal.field == "name"
    assert not Dossier.objects.filter(channel="online").exists()


def test_marks_that_turn_text_round_never_reach_the_dossier(holder: Holder) -> None:
    with pytest.raises(Refused, match="text_has_marks"):
        file_as("Trần\u202eBé", holder)


def test_a_plain_submission_is_as_it_was() -> None:
    reception = reception_of(EXTRACT, BINH_THOI, MONDAY, channel="online")
    dossier = submit(reception=reception, actor=None, at=MONDAY)
    assert not ComponentCopy.objects.filter(dossier=dossier).exists()
    assert verify() == []


def test_the_same_words_twice_are_no_quarrel_and_other_pages_hinder_nothing() -> None:
    kept, typed = {"a": "1"}, {"a": "2"}
    assert meet(now=kept, typed=kept, seen="other").rival is None
    assert meet(now=kept, typed=typed, seen=seen_digest(kept)).kept == typed
    assert meet(now={}, typed=typed, seen=seen_digest({})).kept == typed
    quarrel = meet(now=kept, typed=typed, seen=seen_digest({"a": "0"}))
    assert (quarrel.kept, quarrel.rival) == (kept, typed)


def test_the_rules_are_read_strictly() -> None:
    assert online_rules().answer_hours_on(MONDAY.date()) == 8
    with pytest.raises(ValueError, match="no positive number"):
        read_online_rules(RULES | {"draft_days": 0})
    with pytest.raises(ValueError, match="not below draft_days"):
        read_online_rules(RULES | {"draft_told_days": 2})
    with pytest.raises(ValueError, match="says nothing"):
        read_online_rules(RULES | {"answer_hours": []})


def test_a_page_saved_twice_alike_changes_nothing(holder: Holder) -> None:
    draft = begin(procedure=EXTRACT, actor=holder, at=MONDAY).draft
    said: dict[str, Any] = {
        "actor": holder,
        "number": draft.number,
        "page": "p",
        "keys": ["a"],
        "answers": {"a": "1"},
    }
    first = save_page(**said, seen="", at=MONDAY).draft.version
    assert save_page(**said, seen="", at=MONDAY).draft.version == first


def test_a_receipt_that_says_another_paper_than_the_step_is_named_by_verify(holder: Holder) -> None:
    filing = filed(holder)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE dossiers_onlinefiling SET papers = '[]' WHERE id = %s", [filing.pk])
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    assert [(one.chain, one.what) for one in verify()] == [
        (str(filing.dossier), "biên nhận nộp trực tuyến không khớp với bước đã ghi")
    ]


def test_a_filing_is_never_changed_or_taken_away(holder: Holder) -> None:
    filing = filed(holder)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        OnlineFiling.objects.filter(pk=filing.pk).update(answers={})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        OnlineFiling.objects.filter(pk=filing.pk).delete()


def test_a_paper_that_is_not_in_the_store_cannot_stand_for_one(holder: Holder) -> None:
    draft = ready_draft(holder)
    with pytest.raises(Refused, match="offer_gone"):
        use_stored(actor=holder, number=draft.number, component=IDENTITY, paper_id=1, at=MONDAY)


@pytest.mark.requirement("R-133")
def test_the_address_said_when_filing_is_where_the_post_takes_the_result(holder: Holder) -> None:
    draft = ready_draft(holder)
    wishes = {"return_channel": "post", "return_address": "7 Ông Ích Khiêm, Phường Bình Thới"}
    draft = say_wishes(actor=holder, number=draft.number, wishes=wishes, at=MONDAY)
    dossier = file_online(sending=Sending(draft.number, draft.version), actor=holder, at=MONDAY).dossier
    assert delivery_of(dossier) == Delivery(WHO["name"], dossier.phone, wishes["return_address"])
    do(Act.ACCEPT, dossier, Role.RECEIVE, MONDAY)
    assert ready(fresh(dossier), "2026-03-02 09:30").state == State.READY
    carrier = {"carrier": "Bưu điện Bình Thới", "carrier_person": "Lê Văn Bưu"}
    do(Act.SEND_OUT, dossier, Role.RETURN, at("2026-03-02 10:00"), consignment="EB000000001VN", **carrier)
    to, parcel = dossier.steps.latest("seq").data["to"], parcel_out(dossier)
    assert (to["receiver"], to["address"]) == (WHO["name"], wishes["return_address"])
    assert parcel is not None
    assert parcel.address == wishes["return_address"]
    assert verify() == []
