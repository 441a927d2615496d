"""What does a program say of originals, of who took a result, of how somebody signed? Shapes shared by calls."""

from typing import Annotated

from pydantic import Field

from motcua.api.shapes import MOST_COPIES, Address, Contact, Flag, MomentIn, Name, Reason, Shape, Title
from motcua.authority.seal_rules import MOST_STAMPS
from motcua.core.terms import IdentityKind
from motcua.dossiers.consignment_terms import Payer
from motcua.dossiers.custody_tables import MOST_ORIGINALS
from motcua.dossiers.signatories import MOST_WITNESSES
from motcua.dossiers.terms import Relation, SigningManner, TakerKind

Day = Annotated[str, Field(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$")]
Number = Annotated[int, Field(ge=1, le=MOST_COPIES)]


class OriginalIn(Shape):
    """An original that stays at the desk: what it is called, its own number, how many."""

    title: Title
    mark: Contact = ""
    copies: Number = 1


class HelperIn(Shape):
    """A witness or an interpreter; the kind of paper follows from the number where it is left out."""

    name: Name
    id_number: Contact
    id_type: Annotated[IdentityKind, Field(strict=False)] | None = None


class SigningIn(Shape):
    """How somebody signed who cannot simply sign: witnesses, interpreter with `language`, who read it aloud."""

    how: Annotated[SigningManner, Field(strict=False)] = SigningManner.SIGNATURE
    why: Reason = ""
    reads: Flag = True
    witnesses: Annotated[list[HelperIn], Field(max_length=MOST_WITNESSES)] = []
    interpreter: HelperIn | None = None
    language: Contact = ""
    reader: Name = ""


class AuthorityIn(Shape):
    """Giấy ủy quyền, or an organisation's giấy giới thiệu; without a number “không số”."""

    number: Contact = ""
    date: Day | None = None
    issuer: Name = ""


class DeskSaid(Shape):
    """What the acts at the desk read besides reason and note.

    `return_result` and `give_originals`: `receiver_kind` (the applicant where left out), `receiver`,
    `receiver_id_number`, `receiver_id_type`, `relation`, `authority`, `identity`, `signing`. Acts that end a dossier
    whose originals lie at the desk: `originals_at_end` `give` or `leave` with `originals_reason`. `keep_originals`:
    `originals`; `move_originals`: `officer`; both it and `give_originals`: `numbers`, all where left out.
    `confirm_signing`: `signing`; `appraise`: the same with `signed_in_front`. `shelve`: `shelf`; `remind`: `how`
    (`phone`, `message`, `letter`), `to`. `stamp`: `seal` (the one in hand where left out), `stamps`, `joins`
    (giáp lai), `sealed_file` (SHA-256 of the PDF signed by the agency) where the procedure asks for it.
    `send_out`: `consignment`, `carrier`, `carrier_person`, and, where they differ from what the person chose,
    `receiver`, `phone`, `address`, `payer`, `cost`; `change_return` takes the same address. `come_back`: `outcome`,
    `reason`, `shelf`. `return_result` by post: `delivered_at` where nobody confirmed the delivery yet.
    """

    receiver: Name = ""
    receiver_kind: Annotated[TakerKind, Field(strict=False)] | None = None
    receiver_id_type: Annotated[IdentityKind, Field(strict=False)] | None = None
    receiver_id_number: Contact = ""
    relation: Annotated[Relation, Field(strict=False)] | None = None
    authority: AuthorityIn | None = None
    identity: Contact = ""
    signing: SigningIn | None = None
    signed_in_front: Flag | None = None
    originals: Annotated[list[OriginalIn], Field(max_length=MOST_ORIGINALS)] = []
    numbers: Annotated[list[Number], Field(max_length=MOST_ORIGINALS)] = []
    originals_at_end: Annotated[str, Field(pattern="^(give|leave)$")] | None = None
    originals_reason: Reason = ""
    how: Annotated[str, Field(pattern="^(phone|message|letter)$")] | None = None
    to: Contact = ""
    shelf: Annotated[str, Field(max_length=200)] = ""
    seal: Annotated[int, Field(ge=1, lt=2**31)] | None = None
    stamps: Annotated[int, Field(ge=1, le=MOST_STAMPS)] | None = None
    joins: Annotated[int, Field(ge=0, le=MOST_STAMPS)] | None = None
    consignment: Contact = ""
    carrier: Name = ""
    carrier_person: Name = ""
    phone: Contact = ""
    address: Address = ""
    payer: Annotated[Payer, Field(strict=False)] | None = None
    cost: Annotated[int, Field(ge=1, le=10_000_000)] | None = None
    outcome: Annotated[str, Field(pattern="^(came_back|lost)$")] | None = None
    delivered_at: MomentIn | None = None
    sealed_file: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
