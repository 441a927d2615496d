"""Where is the carrier of parcels asked? Read from the environment; nothing set up: deliveries are told by people."""

from collections.abc import Mapping
from dataclasses import dataclass

from config.carrier_address import address_and_token


@dataclass(frozen=True, slots=True)
class ParcelTracking:
    """The carrier's tracking address (up to and without `/track`) and the secret it knows us by."""

    url: str
    token: str
    timeout: float = 10.0


def parcel_tracking_from(environ: Mapping[str, str]) -> ParcelTracking | None:
    """MOTCUA_POST_URL, MOTCUA_POST_TOKEN. Raises ImproperlyConfigured for what cannot be read."""
    found = address_and_token(environ, "POST")
    return ParcelTracking(*found) if found else None
