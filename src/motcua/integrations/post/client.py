"""How is the carrier asked where a parcel is?"""

from dataclasses import dataclass
from datetime import datetime

from config.parcels import ParcelTracking
from motcua.dossiers.consignments.rules import Told
from motcua.integrations.asking import asked
from motcua.integrations.post.map import events_of


@dataclass(frozen=True, slots=True)
class Tracker:
    """The tracking service that is set up; call it with the parcel's number and when it was handed over."""

    service: ParcelTracking

    def __call__(self, number: str, since: datetime) -> list[Told]:
        """Everything the carrier tells of the parcel. Raises OSError for silence, a fault or nonsense."""
        answered = asked(
            f"{self.service.url}/track",
            {"number": number, "since": since.isoformat()},
            {"Authorization": f"Bearer {self.service.token}"},
            timeout=self.service.timeout,
        )
        if answered.status == 404:  # not yet known to the carrier: asked again later
            return []
        if answered.status != 200:
            raise OSError(f"the carrier answered {answered.status}")
        return events_of(answered.said)


def tracker_from(service: ParcelTracking | None) -> Tracker | None:
    """The tracker, where one is set up."""
    return Tracker(service) if service else None
