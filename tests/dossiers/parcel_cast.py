"""Which parcels go out in the tests? A dossier by post, handed over, and what a carrier tells."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from motcua.dossiers.consignment_terms import ToldKind
from motcua.dossiers.consignments.rules import Told
from motcua.dossiers.models import Consignment, Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, colleague, do, received
from tests.dossiers.other_acts import ready

NINE, TEN, ELEVEN = at("2022-05-16 09:00"), at("2022-05-16 10:00"), at("2022-05-16 11:00")
TUESDAY, WEDNESDAY = at("2022-05-17 15:00"), at("2022-05-18 09:00")
POST = "Bưu điện Quận 11"
PARCEL = {"consignment": "EB 123 456 789 VN", "carrier": POST, "carrier_person": "Lê Văn Bưu"}


def by_post(moment: datetime = NINE, **more: Any) -> Dossier:
    dossier = received(CERTIFIED_COPY, Q11, moment, **({"return_channel": "post"} | more))
    ready(dossier, "2022-05-16 09:30")
    return dossier


def sent(moment: datetime = TEN, **said: Any) -> Dossier:
    dossier = by_post()
    do(Act.SEND_OUT, dossier, Role.RETURN, moment, **(PARCEL | said))
    return dossier


def parcel_of(dossier: Dossier) -> Consignment:
    return Consignment.objects.get(dossier=dossier, direction="out")


def told(kind: ToldKind, moment: datetime, mark: str = "", receiver: str = "") -> Told:
    return Told(kind, moment, receiver=receiver, mark=mark)


def carrier(**more: Any) -> Actor:
    clerk = colleague(Role.RETURN, Q11, TEN)
    base = {"name": "Lê Văn Bưu", "roles": frozenset({Role.POST}), "desks": frozenset(), "postal_unit": POST}
    return replace(clerk, **(base | more))
