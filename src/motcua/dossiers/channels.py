"""How many dossiers came in and go out by each channel (R-032), how many from persons, from organisations (R-033)?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from motcua.core.moments import end_of, start_of
from motcua.dossiers.applicants import ApplicantKind
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Channel, ReturnChannel


@dataclass(frozen=True, slots=True)
class ByChannel:
    """Which dossiers of the register: by one way in, one way out, one kind of applicant, or those returned."""

    channel: str = ""
    return_channel: str = ""
    returned: bool = False
    applicant_kind: str = ""

    @property
    def condition(self) -> Q:
        """The same for the database."""
        said = {
            "channel": self.channel,
            "return_channel": self.return_channel,
            "applicant_kind": self.applicant_kind,
        }
        found = Q(**{name: value for name, value in said.items() if value})
        return found & Q(returned_at__isnull=False) if self.returned else found


EVERY_CHANNEL = ByChannel()


@dataclass(frozen=True, slots=True)
class ChannelCounts:
    """Dossiers of some days by channel and by kind of applicant; what nobody took or was has its nought.

    `returned`: of them, whose result was handed over, by the channel it was to go out.
    """

    received: Mapping[Channel, int]
    to_return: Mapping[ReturnChannel, int]
    returned: Mapping[ReturnChannel, int]
    applicants: Mapping[ApplicantKind, int]
    total: int


def channel_counts(unit_id: str, first: date, last: date) -> ChannelCounts:
    """Of the dossiers accepted on those days, both in it: the same that the register of these days lists."""
    accepted = Dossier.objects.filter(
        unit_id=unit_id, code__isnull=False, accepted_at__gte=start_of(first), accepted_at__lt=end_of(last)
    ).order_by()
    came = dict(accepted.values_list("channel").annotate(n=Count("id")))
    who = dict(accepted.values_list("applicant_kind").annotate(n=Count("id")))
    out = {
        channel: (wanted, done)
        for channel, wanted, done in accepted.values_list("return_channel").annotate(
            n=Count("id"), done=Count("returned_at")
        )
    }
    return ChannelCounts(
        received={channel: came.get(channel.value, 0) for channel in Channel},
        to_return={channel: out.get(channel.value, (0, 0))[0] for channel in ReturnChannel},
        returned={channel: out.get(channel.value, (0, 0))[1] for channel in ReturnChannel},
        applicants={kind: who.get(kind.value, 0) for kind in ApplicantKind},
        total=sum(came.values()),
    )
