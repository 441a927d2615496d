"""What a person asks is answered once and in time; what they give up goes, what the law keeps stays and is named."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.applicants.actors import Citizen
from motcua.applicants.models import Account, Consent, Identity
from motcua.applicants.terms import AccountState, Purpose
from motcua.core.models import JournalEntry
from motcua.core.refusals import Refused
from motcua.documents.spreadsheets import read_rows
from motcua.dossiers.online_tables import Draft
from motcua.organisation.noting import note
from motcua.organisation.terms import Role
from motcua.personal_data.actions.breaching import record_breach
from motcua.personal_data.actions.consenting import give_consent, withdraw_consent
from motcua.personal_data.actions.exporting import prepare_export
from motcua.personal_data.actions.removing import remove_account, remove_idle, warn_idle
from motcua.personal_data.actions.rights import answer, ask
from motcua.personal_data.breaches import Wanted, list_of
from motcua.personal_data.models import AccountTombstone, Breach, IdleWarning
from motcua.personal_data.queries import export_of, held_of, who_viewed
from motcua.personal_data.rules import data_rules
from motcua.personal_data.said import said_in
from motcua.personal_data.terms import BreachScope, Outcome, RightsKind
from tests.cast import CERTIFIED_COPY, ONG_TU, P5, Q11, at, colleague, received
from tests.citizens import citizen
from tests.queueing.booking import bookable, booked

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")
LATER = at("2022-05-17 09:00")


def seen(account: Account, **more: Any) -> Citizen:
    facts: dict[str, Any] = {
        "account_id": account.pk,
        "name": account.name,
        "id_type": account.id_type,
        "id_number": account.id_number,
        "phone": account.phone,
        "email": account.email,
        "assurance": 2,
        "id_verified": True,
    }
    return Citizen(**(facts | more))


def tu() -> Citizen:
    return seen(citizen(ONG_TU.name, id_number=ONG_TU.id_number, phone="", email=""))


def asked(actor: Citizen, **more: Any) -> str:
    said: dict[str, Any] = {
        "kind": RightsKind.CORRECT,
        "unit_id": Q11,
        "text": "Số nhà ghi sai",
        "at": MORNING,
    }
    return ask(**(said | more), actor=actor).number


def why(call: Any) -> str:
    with pytest.raises(Refused) as no:
        call()
    return no.value.refusal.code


def test_a_request_has_a_number_and_a_due_time_and_is_answered_once() -> None:
    number = asked(tu())
    assert number == "DL-2022-0001"
    head = colleague(Role.LEAD, Q11, LATER)
    said: dict[str, Any] = {
        "number": number,
        "outcome": Outcome.DONE,
        "text": "Đã sửa.",
        "basis": "",
        "at": LATER,
    }
    assert answer(**said, actor=head).request.number == number
    assert why(lambda: answer(**said, actor=head)) == "answered_already"
    assert JournalEntry.objects.filter(action="answer_rights", subject=number).count() == 1


def test_who_may_not_answer_does_not() -> None:
    number = asked(tu())
    said: dict[str, Any] = {"number": number, "outcome": Outcome.DONE, "text": "x", "basis": "", "at": LATER}
    assert why(lambda: answer(**said, actor=colleague(Role.RECEIVE, Q11, LATER))) == "no_role"
    assert why(lambda: answer(**said, actor=colleague(Role.LEAD, P5, LATER))) == "other_unit"
    refusing = said | {"outcome": Outcome.REFUSED, "actor": colleague(Role.LEAD, Q11, LATER)}
    assert why(lambda: answer(**refusing)) == "basis_missing"
    assert why(lambda: answer(**(refusing | {"text": " "}))) == "text_missing"


def test_a_request_says_something_and_ten_wait_at_most() -> None:
    actor = tu()
    assert why(lambda: asked(actor, text="  ")) == "text_missing"
    assert why(lambda: asked(actor, text="x" * 3001)) == "text_too_long"
    assert why(lambda: asked(actor, unit_id="no.such")) == "unit_unknown"
    for _ in range(10):
        asked(actor)
    assert why(lambda: asked(actor)) == "requests_waiting"


def test_consent_is_given_by_purpose_withdrawn_and_never_there_by_itself() -> None:
    actor = tu()
    assert not Consent.objects.filter(account_id=actor.account_id).exists()
    first = give_consent(purpose=Purpose.STORE, actor=actor, at=MORNING)
    assert give_consent(purpose=Purpose.STORE, actor=actor, at=LATER) == first
    assert withdraw_consent(purpose=Purpose.STORE, actor=actor, at=LATER) == 1
    assert withdraw_consent(purpose=Purpose.STORE, actor=actor, at=LATER) == 0
    assert why(lambda: give_consent(purpose=Purpose.STORE, actor=seen(citizen(), assisted_by=1), at=LATER))


def test_everything_held_is_shown_with_dossiers_brought_to_the_desk() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    held = {section.key: section for section in held_of(tu())}
    assert str(dossier) in [row[0] for row in held["dossiers"].rows]
    assert ONG_TU.name in [row[1] for row in held["account"].rows]
    assert held["consents"].rows == ()


def test_appointments_of_the_account_stand_in_the_copy_of_the_data() -> None:
    bookable()
    actor = tu()
    one = booked(account_id=actor.account_id)
    held = {section.key: section for section in held_of(actor)}
    assert [row[0] for row in held["appointments"].rows] == [one.number]
    assert f"Lê Thị Hoa, {one.phone}" in held["appointments"].rows[0]
    assert held["wishes"].rows == ()


def test_what_was_answered_online_is_shown_in_the_words_of_the_form() -> None:
    answers = {
        "requester_home": {
            "line": "5 Bình Thới",
            "commune": "Phường Bình Thới",
            "province": "TP. Hồ Chí Minh",
        },
        "relation": "self",
        "copies": 2,
        "once_asked": "cũ",
    }
    assert said_in([("2.000635", 1, answers)])[0].split("\n") == [
        "Nơi cư trú: 5 Bình Thới, Phường Bình Thới, TP. Hồ Chí Minh",
        "Người được cấp bản sao là: Bản thân tôi",
        "Số bản sao: 2",
        "once_asked: cũ",
    ]
    assert said_in([("2.000635", None, {"copies": 2})]) == ["copies: 2"]


def test_who_looked_at_my_dossier_is_told_by_office_without_the_officials_name() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    clerk = colleague(Role.RECEIVE, Q11, LATER)
    note(clerk, LATER, "view", str(dossier))
    note(clerk, LATER, "view", "list:home", {"codes": [str(dossier), "another"]})
    note(clerk, LATER, "view", "another")
    rows = who_viewed(tu())
    assert [(one.what, one.code) for one in rows] == [
        ("Thấy trong danh sách", str(dossier)),
        ("Mở xem", str(dossier)),
    ]
    assert clerk.name not in str(rows)
    assert who_viewed(seen(citizen("Người Khác", id_number="079185009999"))) == []


def test_the_key_of_a_copy_opens_it_for_a_day_in_its_own_account_alone() -> None:
    mine, other = tu(), seen(citizen("Người Khác", id_number="079185009999"))
    key, row = prepare_export(actor=mine, at=MORNING)
    assert export_of(key, mine.account_id, MORNING + timedelta(hours=23)) == row
    assert export_of(key, mine.account_id, MORNING + timedelta(hours=24)) is None
    assert export_of(key, other.account_id, MORNING) is None
    assert export_of("", mine.account_id, MORNING) is None
    assert key not in str(row.__dict__)


def test_an_account_given_up_leaves_a_tombstone_and_its_dossiers() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    actor = tu()
    give_consent(purpose=Purpose.STORE, actor=actor, at=MORNING)
    Draft.objects.create(
        number="NHAP-1", account_id=actor.account_id, procedure_id=CERTIFIED_COPY, answers={"ho-ten": "Tư"},
        created_at=MORNING, updated_at=MORNING,
    )  # fmt: skip
    stone = remove_account(actor=actor, at=LATER)
    account = Account.objects.get(pk=actor.account_id)
    assert (account.state, account.name, account.id_number, account.birth_date) == (
        AccountState.CLOSED, "", "", None,
    )  # fmt: skip
    assert Draft.objects.get().answers == {}
    assert not Identity.objects.filter(account=account, ended_at__isnull=True).exists()
    assert not Consent.objects.filter(account=account, withdrawn_at__isnull=True).exists()
    assert stone.removed["drafts"] == 1
    assert ONG_TU.name not in str(stone.__dict__)
    dossier.refresh_from_db()
    assert dossier.applicant_name == ONG_TU.name


def test_an_unused_account_is_told_first_and_goes_only_if_nobody_comes() -> None:
    account = citizen(moment=MORNING)
    idle = MORNING + data_rules().idle + timedelta(days=1)
    assert warn_idle(at=idle - timedelta(days=2)) == []
    assert warn_idle(at=idle) == [account]
    assert warn_idle(at=idle + timedelta(days=1)) == []
    assert remove_idle(at=idle + timedelta(days=5)) == 0
    gone = idle + data_rules().told
    assert remove_idle(at=gone) == 1
    assert remove_idle(at=gone) == 0
    assert AccountTombstone.objects.get().reason == "idle"


def test_who_comes_back_after_the_warning_keeps_the_account() -> None:
    account = citizen(moment=MORNING)
    idle = MORNING + data_rules().idle + timedelta(days=1)
    warn_idle(at=idle)
    Account.objects.filter(pk=account.pk).update(last_seen_at=idle + timedelta(days=3))
    assert remove_idle(at=idle + data_rules().told) == 0
    again = idle + timedelta(days=4) + data_rules().idle
    assert warn_idle(at=again) == [account]
    assert IdleWarning.objects.count() == 2


def test_an_account_with_an_open_request_is_not_let_go() -> None:
    actor = tu()
    asked(actor)
    assert warn_idle(at=MORNING + data_rules().idle * 2) == []


def breach(moment: datetime = LATER, role: Role = Role.LEAD, **wanted: Any) -> Breach:
    said: dict[str, Any] = {"scope": BreachScope.PERIOD, "unit_id": Q11, "first": MORNING, "last": LATER}
    return record_breach(
        wanted=Wanted(**(said | wanted)),
        described="Mất máy tính xách tay",
        discovered_at=MORNING,
        actor=colleague(role, Q11, moment),
        at=moment,
    )


@pytest.mark.rule("13/2023/NĐ-CP art. 23")
def test_a_leak_lists_whom_it_concerns_by_period_and_says_until_when_it_is_reported() -> None:
    dossier, actor = received(CERTIFIED_COPY, Q11, MORNING), tu()
    received(CERTIFIED_COPY, P5, MORNING)
    made = breach()
    assert (made.dossiers, made.accounts) == (1, 1)
    assert made.report_by == MORNING + timedelta(hours=72)
    rows = read_rows("a.xlsx", list_of(made))
    assert [row[:3] for row in rows[1:]] == [
        [str(dossier), "", ONG_TU.name],
        ["", str(actor.account_id), ONG_TU.name],
    ]
    assert JournalEntry.objects.filter(action="record_breach", subject=made.number).exists()


def test_a_leak_by_an_official_concerns_what_they_opened() -> None:
    first, second = received(CERTIFIED_COPY, Q11, MORNING), received(CERTIFIED_COPY, Q11, MORNING)
    clerk = colleague(Role.RECEIVE, Q11, MORNING)
    note(clerk, at("2022-05-16 10:00"), "view", str(first))
    made = breach(scope=BreachScope.PERSON, person_id=clerk.person_id)
    assert [one.dossier for one in made.subjects.exclude(dossier="")] == [str(first)]
    assert str(second) not in [one.dossier for one in made.subjects.all()]


def test_nobody_else_keeps_the_register_and_nothing_is_found_before_it_happened() -> None:
    with pytest.raises(Refused, match="no_role"):
        breach(role=Role.RECEIVE)
    with pytest.raises(Refused, match="discovered_later"):
        breach(moment=at("2022-05-16 08:00"))
