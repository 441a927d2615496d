"""What does a program say when it hands in a dossier? The body of receptions and filings."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from motcua.api.at_desk import OriginalIn, SigningIn
from motcua.api.shapes import (
    MOST_COMPONENTS,
    MOST_COPIES,
    MOST_ITEMS,
    Address,
    Code,
    Contact,
    Count,
    Flag,
    MomentIn,
    Name,
    Reason,
    Shape,
    Slug,
    Title,
)
from motcua.core.terms import IdentityKind
from motcua.dossiers.applicants import Applicant, ApplicantKind
from motcua.dossiers.completeness import Handed
from motcua.dossiers.custody_tables import MOST_ORIGINALS
from motcua.dossiers.receptions import Reception
from motcua.dossiers.terms import Channel, ReturnChannel
from motcua.payments.terms import CollectionMoment


class ApplicantIn(Shape):
    """Who asks. `id_type` by default follows from the pattern of the number; an organisation has a tax code."""

    kind: Annotated[ApplicantKind, Field(strict=False)] = ApplicantKind.PERSON
    name: Name
    id_type: Annotated[IdentityKind, Field(strict=False)] | None = None
    id_number: Contact = ""
    phone: Contact = ""
    email: Contact = ""
    address: Address = ""
    representative: Name = ""


class ComponentIn(Shape):
    """A paper handed in or shown: how many originals, how many copies."""

    key: Slug
    original: Count = 0
    copies: Count = 0


class ItemIn(Shape):
    """Certification: a paper to be certified, its pages and how many copies of it."""

    title: Title
    pages: Annotated[int, Field(ge=1, le=MOST_COPIES)]
    copies: Annotated[int, Field(ge=1, le=MOST_COPIES)]


class ReceptionIn(Shape):
    """A dossier as handed in. `received` is now where it is left out."""

    procedure: Code
    unit: Slug
    channel: Annotated[Channel, Field(strict=False)] = Channel.DESK
    received: MomentIn | None = None
    another_person: Flag = False
    at_once: Flag = False
    ordinary: Flag = False
    prolong: Code | None = None
    prolong_until: MomentIn | None = None
    applicant: ApplicantIn
    components: Annotated[list[ComponentIn], Field(max_length=MOST_COMPONENTS)] = []
    conditions: Annotated[list[Slug], Field(max_length=MOST_COMPONENTS)] = []
    items: Annotated[list[ItemIn], Field(max_length=MOST_ITEMS)] = []
    return_channel: Annotated[ReturnChannel, Field(strict=False)] = ReturnChannel.DESK
    off_hours_reason: Reason = ""
    intake: Code | None = None
    filing: Code | None = None
    originals: Annotated[list[OriginalIn], Field(max_length=MOST_ORIGINALS)] = []
    signing: SigningIn | None = None
    signed_in_front: Flag = False
    fee_moment: Annotated[CollectionMoment, Field(strict=False)] = CollectionMoment.RECEIVE
    visit: Annotated[int, Field(ge=1, lt=2**63)] | None = None


def reception_of(said: ReceptionIn, *, now: datetime, channel: Channel | None = None) -> Reception:
    """The same for the office."""
    return Reception(
        procedure=said.procedure,
        unit_id=said.unit,
        applicant=applicant_from(said.applicant),
        received_at=said.received or now,
        channel=channel or said.channel,
        return_channel=said.return_channel,
        components=tuple(Handed(paper.key, paper.original, paper.copies) for paper in said.components),
        conditions=tuple(said.conditions),
        items=tuple(item.model_dump() for item in said.items),
        another_person=said.another_person,
        at_once=said.at_once,
        ordinary=said.ordinary,
        prolong=said.prolong,
        prolong_until=said.prolong_until,
        off_hours_reason=said.off_hours_reason,
        intake=said.intake,
        originals=tuple(one.model_dump() for one in said.originals),
        signing=said.signing.model_dump(exclude_none=True) if said.signing else None,
        signed_in_front=said.signed_in_front,
        fee_moment=said.fee_moment,
        visit=said.visit,
    )


def applicant_from(said: ApplicantIn) -> Applicant:
    """Who asks, as the acts take it."""
    return Applicant(
        kind=said.kind,
        name=said.name,
        id_type=said.id_type or "",
        id_number=said.id_number,
        phone=said.phone,
        email=said.email,
        address=said.address,
        representative=said.representative,
    )
