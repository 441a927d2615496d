"""What if two sign or seal the same result at once, or complete one round twice? One wins, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from motcua.authority.models import SigningPower
from motcua.authority.seal_tables import Imprint
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.dossiers.models import ResultEvent
from motcua.dossiers.result_terms import ResultEventKind
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.dossiers.test_digital_signatures import (
    LATER,
    code_of,
    decided,
    hand,
    ready,
    seal,
    sealed_electronically,
    sign,
)
from tests.dossiers.test_signing_elsewhere import completed, prepared, token_program

pytestmark = pytest.mark.usefixtures("seeded_alone")


def at_once(works: list[Callable[[], Any]]) -> list[str]:
    """Each in a thread of its own, begun together: the refusal's code, nothing for what was done."""
    gate = Barrier(len(works))

    def run(work: Callable[[], Any]) -> str:
        try:
            gate.wait()
            [answer] = work()
            return answer.refusal.code if answer.refusal else ""
        except Refused as no:
            return no.refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(run, works))


def happened(kind: ResultEventKind) -> int:
    return ResultEvent.objects.filter(kind=kind, data__has_key="sha256").count()


def test_of_two_who_sign_or_seal_one_result_one_wins_and_the_other_is_told():
    sealed_electronically()
    dossier = ready()
    hand(Role.APPROVE)  # the key of a demonstration is made before they begin
    won, told = at_once([lambda: sign(dossier), lambda: sign(dossier)])
    assert won == ""
    assert told in {"already_signed", "result_not_in_order", "already_moved"}
    assert happened(ResultEventKind.SIGNED) == 1
    hand(Role.SEAL)
    won, told = at_once([lambda: seal(dossier), lambda: seal(dossier)])
    assert won == ""
    assert told in {"not_signed_yet", "result_not_in_order", "already_moved"}
    assert (happened(ResultEventKind.SEALED), Imprint.objects.count()) == (1, 1)
    assert decided(dossier).state == "sealed"
    assert verify() == []


def test_one_round_completed_twice_at_once_is_used_once():
    dossier = ready()
    made = prepared(dossier)
    values = token_program(made.asked)
    assert at_once([lambda: completed(made, values)] * 2) == ["", "signing_round_used"]
    assert happened(ResultEventKind.SIGNED) == 1
    assert verify() == []


def test_a_power_withdrawn_between_approval_and_signature_signs_nothing():
    dossier = ready()
    number, whose = decided(dossier).number, hand(Role.APPROVE)
    SigningPower.objects.filter(person_id=whose.actor.person_id).update(valid_to=local_day(LATER))
    [no] = sign(dossier)
    assert code_of(no) == "no_signing_power"
    assert (decided(dossier).state, decided(dossier).number) == ("numbered", number)
