"""Values that no form of ours sends: they are refused in words, nothing is written, no page breaks."""

import pytest

from motcua.organisation.terms import Role
from motcua.procedures.models import ElectronicState
from tests.cast import MARITAL_STATUS, P5
from tests.dossiers.result_cast import NINE, appraised
from tests.web.staff.desk import signed_in

pytestmark = pytest.mark.usefixtures("seeded")


def test_a_zero_character_or_an_endless_number_is_refused_in_words(monkeypatch):
    monkeypatch.setattr("config.clock.now", lambda: NINE)
    control = signed_in(P5, Role.CONTROL)
    for said in ({"code": "\x00"}, {"code": MARITAL_STATUS, "note": "a\x00b"}):
        answer = control.post("/can-bo/so-hoa/dien-tu-hoa/", said)
        assert answer.status_code in {400, 409}
        assert "Hãy" in answer.content.decode()
    assert not ElectronicState.objects.exists()
    dossier = appraised()
    clerk = signed_in(P5, Role.RECEIVE)
    said = {"drop": "1", "numbers": "9" * 5000, "reason": "x"}
    assert clerk.post(f"/can-bo/ho-so/{dossier}/ban-dien-tu/", said).status_code == 409
