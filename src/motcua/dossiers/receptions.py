"""What is said at a reception? The shape that pages and programs fill; no rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.applicants import Applicant
from motcua.dossiers.completeness import Handed
from motcua.dossiers.terms import Channel, ReturnChannel
from motcua.payments.terms import CollectionMoment


@dataclass(frozen=True, slots=True)
class Reception:
    """What was handed in and asked for, as the clerk, the program or the person states it.

    `conditions` are keys of conditional components whose condition holds; `opened_here` means that the face
    vouches for `received_at` as the moment it opened the reception (signed by the server). `fee_moment`: when
    the fee is paid, `receive` or `return`; `visit`: the visit (lượt giao dịch) in which it is asked for.
    `another_person` confirms that who comes back with the slip of `intake` is not who is named on it.
    `originals` are kept at the desk until given back ({title, mark, copies}); `signing` says how somebody signed who
    cannot sign or read, `signed_in_front` that they signed before the official.
    """

    procedure: str
    unit_id: str
    applicant: Applicant
    received_at: datetime
    channel: str = Channel.DESK
    return_channel: str = ReturnChannel.DESK
    components: tuple[Handed, ...] = ()
    conditions: tuple[str, ...] = ()
    items: tuple[dict[str, Any], ...] = ()
    at_once: bool = False
    ordinary: bool = False
    prolong: str | None = None
    prolong_until: datetime | None = None
    off_hours_reason: str = ""
    intake: str | None = None
    another_person: bool = False
    opened_here: bool = False
    originals: tuple[dict[str, Any], ...] = ()
    signing: Mapping[str, Any] | None = None
    signed_in_front: bool = False
    fee_moment: str = CollectionMoment.RECEIVE
    visit: int | None = None
