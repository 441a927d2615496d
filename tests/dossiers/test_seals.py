"""Which seal, in whose hand, after which approval? Imprints, hand-overs, races, a register that cannot be changed."""

from datetime import date
from functools import partial

import pytest
from django.db import Error, connection, transaction

from motcua.authority.actions import seal_handing
from motcua.authority.actions import seals as acts
from motcua.authority.seal_rules import joins_of
from motcua.authority.seal_tables import Imprint, Seal, SealEvent
from motcua.authority.seals import lacking_seals
from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import perform, perform_many
from motcua.dossiers.models import Dossier
from motcua.dossiers.seal_sheets import seal_day
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, RoleGrant, Unit
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, P5, Q11, at, colleague, do, received
from tests.dossiers.other_acts import appraised, both, last, now, refused

pytestmark = pytest.mark.usefixtures("seeded")
NINE, DAY = at("2022-05-16 09:00"), date(2022, 5, 16)


def approved(code: str = CERTIFIED_COPY, unit: str = Q11) -> Dossier:
    dossier = appraised(received(code, unit, NINE), "2022-05-16 09:05")
    do(Act.APPROVE, dossier, Role.APPROVE, at("2022-05-16 09:10"))
    return now(dossier)


def seal_of(unit_id: str = Q11) -> Seal:
    return Seal.objects.get(unit_id=unit_id)


def second_keeper(unit_id: str = Q11) -> Person:
    """Another keeper of the unit, without a seal in hand."""
    person = Person.objects.create_person(username="van-thu-hai", full_name="Lâm Thị Kiều Oanh", demo=True)
    unit = Unit.objects.get(pk=unit_id)
    RoleGrant.objects.create(person=person, unit=unit, role=Role.SEAL, valid_from=unit.valid_from)
    return person


def as_person(person: Person, unit_id: str = Q11) -> Actor:
    found = [colleague(Role.SEAL, unit_id, NINE, nth=nth) for nth in (0, 1)]
    return next(actor for actor in found if actor.person_id == person.pk)


@pytest.mark.requirement("R-076")
def test_a_stamping_writes_its_line_with_seal_dossier_official_and_moment() -> None:
    dossier = approved()
    approval = last(dossier)
    do(Act.STAMP, dossier, Role.SEAL, at("2022-05-16 09:20"), stamps=3, joins=2)
    line = Imprint.objects.get()
    keeper = colleague(Role.SEAL, Q11, NINE)
    assert (line.subject, line.approval_hash, line.approver_name) == (
        dossier.code,
        approval.hash,
        approval.actor_name,
    )
    assert (line.official_id, line.at, line.result_number) == (
        keeper.person_id,
        at("2022-05-16 09:20"),
        dossier.result_number,
    )
    assert (line.year, line.number, line.stamps, line.joins, line.seal) == (2022, 1, 3, 2, seal_of())
    [told] = last(dossier).data["imprints"]
    assert told["hash"] == line.hash
    assert last(dossier).data["seal"] == str(seal_of())
    assert verify() == []


@pytest.mark.rule("144/KH-UBND BR-VT IV.3")
@pytest.mark.requirement("R-076")
def test_sealing_before_approval_is_refused_by_the_act_and_by_the_database() -> None:
    dossier = appraised(received(CERTIFIED_COPY, Q11, NINE), "2022-05-16 09:05")
    assert refused(lambda: do(Act.STAMP, dossier, Role.SEAL, NINE)).code == "wrong_order"
    assert not Imprint.objects.exists()
    seal, keeper = seal_of(), colleague(Role.SEAL, Q11, NINE)
    line = Imprint(
        seal=seal, seq=1, year=2022, number=1, kind="physical", unit_id=Q11, subject=str(dossier),
        subject_hash=dossier.head_hash, approval_hash=dossier.head_hash, approver_name="?", stamps=1,
        official_id=keeper.person_id, official_name=keeper.name, at=NINE, previous="0" * 64, hash="1" * 64,
    )  # fmt: skip
    with pytest.raises(Error, match="without its approval"), transaction.atomic():
        line.save()
    step = last(dossier)
    step.pk, step.seq, step.act, step.source, step.hash = None, step.seq + 1, Act.STAMP, "approved", "2" * 64
    with pytest.raises(Error, match="without approval or imprint"), transaction.atomic():
        step.save(force_insert=True)


def test_numbers_of_a_seal_have_no_gap_though_some_stampings_fail() -> None:
    for wrong in (False, True, False):
        dossier = approved()
        if wrong:
            no = refused(partial(do, Act.STAMP, dossier, Role.SEAL, NINE, stamps=0))
            assert no.code == "count_wrong"
        else:
            do(Act.STAMP, dossier, Role.SEAL, at("2022-05-16 09:30"))
    assert list(Imprint.objects.values_list("number", flat=True)) == [1, 2]
    later = approved()
    do(Act.STAMP, later, Role.SEAL, at("2023-01-03 09:00"))
    assert Imprint.objects.order_by("-seq")[0].number == 1
    do(Act.STAMP, approved(), Role.SEAL, at("2022-05-16 09:40"))  # a clock put back
    assert Imprint.objects.order_by("-seq")[0].number == 3
    assert verify() == []


@pytest.mark.parametrize("seal", [True, 2.5, "không", -1, 2**40, "9" * 40, [1], "１"])
def test_what_is_no_seal_is_refused(seal: object) -> None:
    assert refused(lambda: do(Act.STAMP, approved(), Role.SEAL, NINE, seal=seal)).code == "seal_unknown"


def test_a_seal_of_another_agency_is_refused() -> None:
    other = seal_of(P5)
    assert refused(lambda: do(Act.STAMP, approved(), Role.SEAL, NINE, seal=other.pk)).code in {
        "seal_of_other_unit",
        "seal_held_by_other",
    }
    assert (
        refused(
            lambda: do(Act.STAMP, approved(CERTIFIED_COPY, P5), Role.SEAL, NINE, seal=seal_of(Q11).pk)
        ).code
        == "seal_of_other_unit"
    )


def test_a_seal_in_another_hand_is_refused_with_the_name_of_who_holds_it() -> None:
    person, dossier = second_keeper(), approved()
    for said in ({}, {"seal": seal_of().pk}):
        no = refused(
            partial(perform, act=Act.STAMP, code=str(dossier), actor=as_person(person), at=NINE, said=said)
        )
        assert no.code == "seal_held_by_other"
        assert seal_of().holder_name in no.text
    assert now(dossier).state == "approved"


def registered(head: Actor) -> Seal:
    """A seal of the desk whose specimen the police registered."""
    wish = acts.SealWish(Q11, "extra", "wet", "UBND QUẬN 11", "12/QĐ-UBND", seal_of().desk_id)
    seal = acts.request_seal(wish=wish, actor=head, at=NINE)
    no = refused(lambda: seal_handing.offer_seal(seal_id=seal.pk, to=1, document="x", actor=head, at=NINE))
    assert no.code == "wrong_order"
    return acts.register_seal(
        seal_id=seal.pk, certificate="01", certificate_on=DAY, police="Công an", actor=head, at=NINE
    )


@pytest.mark.requirement("R-074")
def test_a_seal_lives_from_request_to_withdrawal_and_changes_hands_only_when_both_say_so() -> None:
    head, first = colleague(Role.LEAD, Q11, NINE), colleague(Role.SEAL, Q11, NINE)
    second, seal = as_person(second_keeper()), registered(head)

    def offer(actor: Actor, to: Actor, document: str = "") -> None:
        seal_handing.offer_seal(seal_id=seal.pk, to=to.person_id, document=document, actor=actor, at=NINE)

    offer(head, first, "13/QĐ")
    no = refused(lambda: seal_handing.take_seal(seal_id=seal.pk, actor=second, at=NINE))
    assert no.code == "not_receiver"
    taken = seal_handing.take_seal(seal_id=seal.pk, actor=first, at=NINE)
    assert (taken.state, taken.holder_id, taken.number) == ("in_use", first.person_id, 2)
    assert refused(lambda: offer(second, first)).code in {"seal_held_by_other", "not_a_keeper"}
    offer(first, second)
    assert Seal.objects.get(pk=seal.pk).holder_id == first.person_id  # until the other confirms
    seal_handing.take_seal(seal_id=seal.pk, actor=second, at=NINE)
    lost = acts.report_lost(seal_id=seal.pk, reason="Mất tại quầy", report="05/BC", actor=second, at=NINE)
    assert (lost.state, lost.holder_id) == ("lost", None)
    acts.withdraw_seal(seal_id=seal.pk, document="20/QĐ", actor=head, at=NINE)
    said = [
        (event.act, event.data.get("from"), event.data.get("to")) for event in seal.events.order_by("seq")
    ]
    done = "request register offer take offer take lose withdraw"
    assert [act for act, _from, _to in said] == done.split()
    assert said[5][1:] == (first.name, second.name)
    assert verify() == []


def another_seal(kind: str, desk: int | None) -> Seal:
    """A second seal in the hand of the keeper of the first."""
    head, keeper = colleague(Role.LEAD, Q11, NINE), colleague(Role.SEAL, Q11, NINE)
    seal = acts.request_seal(wish=acts.SealWish(Q11, kind, "wet", "UBND", "1", desk), actor=head, at=NINE)
    acts.register_seal(seal_id=seal.pk, certificate="2", certificate_on=DAY, police="CA", actor=head, at=NINE)
    seal_handing.offer_seal(seal_id=seal.pk, to=keeper.person_id, document="3", actor=head, at=NINE)
    return seal_handing.take_seal(seal_id=seal.pk, actor=keeper, at=NINE)


def test_who_holds_two_seals_says_which_and_at_the_desk_only_one_that_lies_there() -> None:
    dossier, moment = approved(), at("2022-05-16 09:30")
    away = another_seal("organisation", None)
    assert refused(lambda: do(Act.STAMP, dossier, Role.SEAL, moment, seal=away.pk)).code == "seal_elsewhere"
    there = another_seal("extra", dossier.one_stop_unit_id)
    assert refused(lambda: do(Act.STAMP, dossier, Role.SEAL, moment)).code == "seal_choose"
    do(Act.STAMP, dossier, Role.SEAL, moment, seal=there.pk)
    assert Imprint.objects.get().seal_id == there.pk


@pytest.mark.requirement("R-075")
def test_a_unit_below_has_its_own_seal_and_procedures_without_one_are_listed() -> None:
    assert lacking_seals(Q11, DAY) == []
    head = colleague(Role.LEAD, P5, NINE)
    acts.withdraw_seal(seal_id=seal_of(P5).pk, document="Quyết định 9", actor=head, at=NINE)
    [lacking] = lacking_seals(Q11, DAY)
    assert (lacking.unit.pk, lacking.at_desk) == (P5, False)
    assert CERTIFIED_COPY in {version.procedure_id for version in lacking.versions}
    above = colleague(Role.LEAD, Q11, NINE)
    seal = acts.request_seal(
        wish=acts.SealWish(P5, "subordinate", "wet", "UBND PHƯỜNG 5", "1"), actor=above, at=NINE
    )
    assert (seal.unit_id, seal.kind) == (P5, "subordinate")
    with pytest.raises(Refused, match="không thuộc cơ quan"):
        acts.request_seal(wish=acts.SealWish(Q11, "organisation", "wet", "UBND", "1"), actor=head, at=NINE)
    assert (
        refused(lambda: do(Act.STAMP, approved(CERTIFIED_COPY, P5), Role.SEAL, NINE)).code == "seal_missing"
    )


@pytest.mark.requirement("R-080")
@pytest.mark.parametrize(
    ("kind", "said", "lines"),
    [
        ("physical", {}, ["physical"]),
        ("electronic", {"sealed_file": "ab" * 32}, ["electronic"]),
        ("both", {"sealed_file": "ab" * 32}, ["physical", "electronic"]),
        ("none", {}, []),
    ],
)
def test_the_step_asks_for_the_evidence_of_the_procedures_kind(
    kind: str, said: dict[str, str], lines: list[str]
) -> None:
    control = colleague(Role.CONTROL, Q11, NINE)
    acts.set_sealing(
        procedure=CERTIFIED_COPY, kind=kind, valid_from=DAY, document="QĐ 5", actor=control, at=NINE
    )
    dossier = approved()
    wrong = {} if said else {"sealed_file": "ab" * 32}
    code = "sealed_file_missing" if said else "sealed_file_unasked"
    assert refused(lambda: do(Act.STAMP, dossier, Role.SEAL, NINE, **wrong)).code == code
    do(Act.STAMP, dossier, Role.SEAL, at("2022-05-16 09:30"), **said)
    assert list(Imprint.objects.order_by("seq").values_list("kind", flat=True)) == lines
    assert last(dossier).data["sealing"] == kind
    assert verify() == []


def test_how_a_procedure_is_sealed_is_decided_by_control_from_today_on() -> None:
    def decide(role: Role, valid_from: date) -> None:
        actor = colleague(role, Q11, NINE)
        acts.set_sealing(
            procedure=CERTIFIED_COPY,
            kind="both",
            valid_from=valid_from,
            document="QĐ 5",
            actor=actor,
            at=NINE,
        )

    assert refused(lambda: decide(Role.SEAL, DAY)).code == "no_role"
    assert refused(lambda: decide(Role.CONTROL, date(2022, 5, 15))).code == "end_in_past"
    decide(Role.CONTROL, date(2022, 5, 17))
    dossier = approved()
    do(Act.STAMP, dossier, Role.SEAL, at("2022-05-16 09:30"))  # tomorrow's rule is not today's
    assert last(dossier).data["sealing"] == "physical"


@pytest.mark.rule("30/2020/NĐ-CP 33")
@pytest.mark.parametrize(("pages", "joins"), [(0, 0), (1, 0), (2, 1), (5, 1), (6, 2), (200, 40)])
def test_a_join_goes_over_at_most_five_sheets(pages: int, joins: int) -> None:
    assert joins_of(pages) == joins


def test_a_day_reconciles_and_a_vanished_line_is_listed_and_found() -> None:
    dossiers = [approved() for _ in range(2)]
    codes = [str(one) for one in dossiers]
    keeper = colleague(Role.SEAL, Q11, NINE)
    answers = perform_many(act=Act.STAMP, codes=codes, actor=keeper, at=at("2022-05-16 10:00"), said={})
    assert all(answer.done for answer in answers)
    found = seal_day(seal_of(), DAY)
    assert (found.numbers, found.sealed, found.differences) == ("1–2/2022", 2, ())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = 'replica'")
        cursor.execute("DELETE FROM authority_imprint WHERE number = 2")
        cursor.execute("SET LOCAL session_replication_role = 'origin'")
    [difference] = seal_day(seal_of(), DAY).differences
    assert difference.code == codes[1]
    assert {finding.what for finding in verify()} >= {
        "bị cắt đuôi",
        "đóng dấu nhưng sổ dấu không có dòng của lần này",
    }


def test_register_and_history_are_append_only() -> None:
    do(Act.STAMP, approved(), Role.SEAL, at("2022-05-16 09:30"))
    for table, column in (("authority_imprint", "stamps"), ("authority_sealevent", "seq")):
        for statement in (f"UPDATE {table} SET {column} = 9", f"DELETE FROM {table}"):
            with (
                pytest.raises(Error, match="append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
    assert SealEvent.objects.exists()


def test_a_result_recalled_and_approved_again_is_sealed_again() -> None:
    dossier = approved(HOUSEHOLD_BUSINESS)
    do(Act.STAMP, dossier, Role.SEAL, at("2022-05-16 09:30"))
    both(Act.RECALL, now(dossier), Role.APPROVE, at("2022-05-16 09:40"), reason="Sai tên")
    again = now(dossier)
    if again.state != "appraised":
        appraised(again, "2022-05-16 09:41")
    do(Act.APPROVE, again, Role.APPROVE, at("2022-05-16 09:45"))
    do(Act.STAMP, again, Role.SEAL, at("2022-05-16 09:50"))
    assert Imprint.objects.filter(subject=str(dossier)).values("approval_hash").distinct().count() == 2
    assert verify() == []


@pytest.mark.parametrize("code", [CERTIFIED_COPY, HOUSEHOLD_BUSINESS])
def test_the_second_to_stamp_is_told_who_was_first(code: str) -> None:
    dossier = approved(code)
    do(Act.STAMP, dossier, Role.SEAL, at("2022-05-16 09:30"))
    no = refused(lambda: do(Act.STAMP, dossier, Role.SEAL, at("2022-05-16 09:31")))
    assert no.code == "already_moved"
    assert colleague(Role.SEAL, Q11, NINE).name in no.text
    assert Imprint.objects.count() == 1
