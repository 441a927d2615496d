"""An identity provider really running on loopback, shaped like the national one, that can be told to misbehave."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import oidc_provider_mock
import requests
from werkzeug.serving import make_server

from config.identity_provider import IdentityProvider, identity_provider_from

BE = {
    "name": "Trần Thị Bé",
    "birthdate": "1985-03-12",
    "identity_number": "079185004321",
    "acr": "LoA2",
}
SCOPE = "openid profile"


@dataclass
class Office:
    """The provider of a test: `says_at[path]` is the host name it then believes to be."""

    issuer: str = ""
    says_at: dict[str, str] = field(default_factory=dict)
    silent: bool = False

    def provider(self, **environ: str) -> IdentityProvider:
        """As it is set up here."""
        said = {"MOTCUA_OIDC_ISSUER": self.issuer, "MOTCUA_OIDC_CLIENT_ID": "motcua", **environ}
        provider = identity_provider_from({"MOTCUA_OIDC_CLIENT_SECRET": "secret", **said})
        assert provider is not None
        return provider

    def agree(self, address: str, subject: str = "be", **changed: str) -> dict[str, str]:
        """The person agrees at the provider; what the browser then brings back. `changed`: what was meddled with."""
        return self._answer(address, {"sub": subject}, changed)

    def deny(self, address: str) -> dict[str, str]:
        """The person presses cancel there."""
        return self._answer(address, {"action": "deny"}, {}) | {"state": _query(address)["state"]}

    def _answer(self, address: str, form: dict[str, str], changed: dict[str, str]) -> dict[str, str]:
        asked = _query(address) | changed
        answer = requests.post(
            f"{address.partition('?')[0]}?{urlencode(asked)}", data=form, allow_redirects=False, timeout=10
        )
        assert answer.status_code == 302, answer.text
        return _query(answer.headers["Location"])

    def app(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        """What stands before the provider and makes it misbehave."""

        def before(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
            if self.silent:
                start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
                return [b"silent"]
            environ["HTTP_HOST"] = self.says_at.get(environ["PATH_INFO"], environ["HTTP_HOST"])
            return inner(environ, start_response)

        return before


def _query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@contextmanager
def provider_running(
    people: dict[str, dict[str, str]], *, good_for: timedelta = timedelta(hours=1)
) -> Iterator[Office]:
    """It runs while the block does."""
    claims = [oidc_provider_mock.User(sub=sub, claims=dict(said)) for sub, said in people.items()]
    inner = oidc_provider_mock.app(user_claims=claims, access_token_max_age=good_for)
    office = Office()
    server = make_server("127.0.0.1", 0, office.app(inner), threaded=True)
    office.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield office
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
