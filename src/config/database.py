"""Which database? The address in DATABASE_URL, read into Django's settings."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

_NEVER = 2**31 - 1
_NAMED = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


def databases_from(environ: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for `postgresql://user:password@host:port/name` or `…/name?host=/socket/folder`.

    What else the address says (`sslmode`, `sslrootcert`, `connect_timeout`, `application_name`…) goes to libpq as
    it stands. Raises ImproperlyConfigured for an address that libpq cannot read, without repeating it.
    """
    said = _read(environ.get("DATABASE_URL", "postgresql:///motcua"))
    named = {django: str(said.pop(libpq, None) or "") for django, libpq in _NAMED.items()}
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            **named,
            "NAME": named["NAME"] or "motcua",
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": _options(environ) | said,
        }
    }


def _read(address: str) -> dict[str, Any]:
    try:
        return dict(conninfo_to_dict(address))
    except ProgrammingError:
        # Not chained: the driver repeats the address, and with it the password.
        raise ImproperlyConfigured(
            "DATABASE_URL không đọc được. Hãy ghi theo dạng postgresql://tên:mật_khẩu@máy:cổng/cơ_sở_dữ_liệu?sslmode=…"
        ) from None


def _options(environ: Mapping[str, str]) -> dict[str, Any]:
    """A pool in the web server (MOTCUA_POOL connections a process), single connections elsewhere.

    Only what asks for it is prepared (core.statements), never by mere repetition.
    """
    pool = int(environ.get("MOTCUA_POOL", "0"))
    pooled = {"pool": {"min_size": 1, "max_size": pool, "timeout": 15}} if pool else {}
    return {"prepare_threshold": _NEVER, **pooled}
