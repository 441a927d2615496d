"""The official confirms that the person signed before him, and how who cannot sign or read was helped."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.dossiers.actions.hand_sayings import signed_how
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.sayings import flag_of, text_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.signatories import law_of
from motcua.dossiers.terms import Act, Channel, Place
from motcua.organisation.actors import Actor


def confirm_signing(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Signed (or fingerprinted) before this official at this moment (23/2015/NĐ-CP điều 24, 36)."""
    dossier = dossier_of(code, actor.unit_id)
    allowed(Act.CONFIRM_SIGNING, dossier, actor, at)
    data: dict[str, Any] = {"signed_in_front": True, "note": text_of(said, "note", "Ghi chú")}
    data |= signed_how(said, dossier, signer=dossier.id_number, on=local_day(at))
    place = Place.DESK if dossier.one_stop_unit_id in actor.desks else Place.AGENCY
    return move(dossier, Said(Act.CONFIRM_SIGNING, at, actor, place, data), changes={})


def signing_said(dossier: Dossier, said: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """What another act (reception, appraisal) keeps of signing: `signing`, and `signed_in_front` where the law asks."""
    data = signed_how(said, dossier, signer=dossier.id_number, on=local_day(at))
    if not flag_of(said, "signed_in_front", default=False):
        return data
    if dossier.channel in {Channel.POST, Channel.ONLINE, Channel.KIOSK} and dossier.step_count == 0:
        raise refuse(
            "nobody_signed_here",
            "Hồ sơ đến từ xa nên không ai ký trước mặt cán bộ lúc tiếp nhận. Hãy mời người đó đến ký rồi xác nhận.",
            field="signed_in_front",
        )
    return data | ({"signed_in_front": True} if law_of(dossier.version.facts).in_front else {})
