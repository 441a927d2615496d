"""Which database? The address in DATABASE_URL, read into Django's settings."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

_NEVER = 2**31 - 1


def databases_from(environ: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for `postgresql://user:password@host:port/name` or `…/name?host=/socket/folder`."""
    url = urlsplit(environ.get("DATABASE_URL", "postgresql:///motcua"))
    query = {key: values[-1] for key, values in parse_qs(url.query).items()}
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")) or "motcua",
            "USER": unquote(url.username or query.get("user", "")),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or query.get("host", "")),
            "PORT": str(url.port or query.get("port", "")),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": _options(environ),
        }
    }


def _options(environ: Mapping[str, str]) -> dict[str, Any]:
    """A pool in the web server (MOTCUA_POOL connections a process), single connections elsewhere.

    Only what asks for it is prepared (core.statements), never by mere repetition.
    """
    pool = int(environ.get("MOTCUA_POOL", "0"))
    pooled = {"pool": {"min_size": 1, "max_size": pool, "timeout": 15}} if pool else {}
    return {"prepare_threshold": _NEVER, **pooled}
