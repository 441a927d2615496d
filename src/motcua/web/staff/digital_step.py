"""Which digital step of an approved result comes next, and where does this person do it?"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.dossiers.result_terms import ResultState
from motcua.dossiers.results.signatures import sealed_electronically
from motcua.dossiers.terms import State
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role


@dataclass(frozen=True, slots=True)
class DigitalStep:
    """A button of that label to that address, or words on what is waited for; `stamps`: by signature, not by press."""

    label: str = ""
    address: str = ""
    waits: str = ""
    stamps: bool = False


def digital_step(dossier: Dossier, actor: Actor, at: datetime) -> DigitalStep:
    """Nothing where no result was made here, or for somebody who neither signs nor seals it."""
    result = dossier.result_document if dossier.state == State.APPROVED else None
    if result is None or result.unsigned_id is None:
        return DigitalStep()
    if result.state == ResultState.NUMBERED and result.signer_id == actor.person_id:
        return DigitalStep(_("Ký số kết quả %(n)s") % {"n": result.number}, reverse("staff:to_sign"))
    if not actor.has(Role.SEAL) or not sealed_electronically(dossier, at):
        return DigitalStep()
    if result.state == ResultState.NUMBERED:
        text = _("Chờ %(name)s ký số kết quả, rồi mới đóng dấu bằng chữ ký số.")
        return DigitalStep(waits=text % {"name": result.signer_name}, stamps=True)
    label = _("Đóng dấu bằng chữ ký số: %(n)s") % {"n": result.number}
    return DigitalStep(label, reverse("staff:to_seal"), stamps=True)
