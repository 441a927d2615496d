"""How many dossiers came in and go out by each channel? (R-032: tiếp nhận và trả kết quả tại nhà.)"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from motcua.core.moments import end_of, start_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Channel, ReturnChannel


@dataclass(frozen=True, slots=True)
class ByChannel:
    """Which dossiers of the register: by one way in, one way out, or those whose result was returned."""

    channel: str = ""
    return_channel: str = ""
    returned: bool = False

    @property
    def condition(self) -> Q:
        """The same for the database."""
        said = {"channel": self.channel, "return_channel": self.return_channel}
        found = Q(**{name: value for name, value in said.items() if value})
        return found & Q(returned_at__isnull=False) if self.returned else found


EVERY_CHANNEL = ByChannel()


@dataclass(frozen=True, slots=True)
class ChannelCounts:
    """Dossiers of some days by channel, a channel nobody took with its nought.

    `returned`: of them, whose result was handed over, by the channel it was to go out.
    """

    received: Mapping[Channel, int]
    to_return: Mapping[ReturnChannel, int]
    returned: Mapping[ReturnChannel, int]
    total: int


def channel_counts(unit_id: str, first: date, last: date) -> ChannelCounts:
    """Of the dossiers accepted on those days, both in it: the same that the register of these days lists."""
    accepted = Dossier.objects.filter(
        unit_id=unit_id, code__isnull=False, accepted_at__gte=start_of(first), accepted_at__lt=end_of(last)
    ).order_by()
    came = dict(accepted.values_list("channel").annotate(n=Count("id")))
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
        total=sum(came.values()),
    )
