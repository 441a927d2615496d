"""Where is a carrier of messages or parcels asked over HTTP, and by which secret does it know us?"""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured


def address_and_token(environ: Mapping[str, str], name: str) -> tuple[str, str] | None:
    """MOTCUA_<name>_URL without a slash at its end, and MOTCUA_<name>_TOKEN; None where no address is set.

    Raises ImproperlyConfigured for what is no address, and for an address without a token.
    """
    url, token = environ.get(f"MOTCUA_{name}_URL", "").strip(), environ.get(f"MOTCUA_{name}_TOKEN", "")
    if not url:
        return None
    if not url.startswith(("https://", "http://")) or not token:
        raise ImproperlyConfigured(
            f"MOTCUA_{name}_URL phải là địa chỉ https:// và cần MOTCUA_{name}_TOKEN. Hãy sửa rồi chạy lại."
        )
    return url.rstrip("/"), token
