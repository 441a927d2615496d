"""How do a page and a device agree on a passkey? A challenge in the session, good once and for five minutes."""

from datetime import datetime, timedelta
from importlib import import_module
from types import ModuleType

from django.http import HttpRequest

from config import clock
from motcua.core.refusals import refuse

_CHALLENGE = "passkey_challenge"
_GOOD_FOR = timedelta(minutes=5)


def keys() -> ModuleType:
    """`motcua.core.passkeys`: a process loads its library at the first key, not at the start."""
    return import_module("motcua.core.passkeys")


def site_of(request: HttpRequest) -> object:
    """The site as keys know it (`motcua.core.passkeys.Site`): host and origin as the browser has them."""
    host = request.get_host()
    origin = f"{'https' if request.is_secure() else 'http'}://{host}"
    return keys().Site(host.rsplit(":", 1)[0], origin, "Một cửa")


def asked_to_register(request: HttpRequest, *, user: str, shown: str, known: list[str]) -> str:
    """Options for the page (JSON); the challenge waits in the session."""
    return _remembered(request, keys().ask_to_register(site_of(request), user=user, shown=shown, known=known))


def asked_to_sign(request: HttpRequest, *, known: list[str] | None = None) -> str:
    """The same for signing in."""
    return _remembered(request, keys().ask_to_sign(site_of(request), known=known))


def _remembered(request: HttpRequest, asked: object) -> str:
    request.session[_CHALLENGE] = [asked.challenge, clock.real_now().isoformat()]  # type: ignore[attr-defined]
    return str(asked.options)  # type: ignore[attr-defined]


def challenge_of(request: HttpRequest) -> str:
    """The challenge that was asked, once. Refused: `passkey_over`."""
    kept = request.session.pop(_CHALLENGE, None)
    if kept and clock.real_now() - datetime.fromisoformat(kept[1]) < _GOOD_FOR:
        return str(kept[0])
    raise refuse("passkey_over", "Lần dùng khóa này đã hết hạn. Hãy tải lại trang rồi bấm lại.")
