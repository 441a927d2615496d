"""Where is the carrier of parcels asked? Read from the environment; nothing set up: deliveries are told by people."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class ParcelTracking:
    """The carrier's tracking address (up to and without `/track`) and the secret it knows us by."""

    url: str
    token: str
    timeout: float = 10.0


def parcel_tracking_from(environ: Mapping[str, str]) -> ParcelTracking | None:
    """MOTCUA_POST_URL, MOTCUA_POST_TOKEN. Raises ImproperlyConfigured for what cannot be read."""
    url, token = environ.get("MOTCUA_POST_URL", "").strip(), environ.get("MOTCUA_POST_TOKEN", "")
    if not url:
        return None
    if not url.startswith(("https://", "http://")) or not token:
        raise ImproperlyConfigured(
            "MOTCUA_POST_URL phải là địa chỉ https:// và cần MOTCUA_POST_TOKEN. Hãy sửa rồi chạy lại."
        )
    return ParcelTracking(url.rstrip("/"), token)
