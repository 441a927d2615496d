"""How is the provider's client had? Its libraries take half a second: a process loads them at the first sign-in."""

from importlib import import_module
from typing import Protocol, cast

from motcua.applicants.shown import Begun, Came, Provider, Shown


class IdentityClient(Protocol):
    """What the sign-in pages need of a provider."""

    def begin(self, provider: Provider, *, back_to: str) -> Begun:
        """Where to send the browser, and what to remember until it comes back. Refused: `provider_silent`."""

    def finish(self, provider: Provider, begun: Begun, came: Came, *, back_to: str) -> Shown:
        """Who the provider says it is. Refused: `provider_silent`, `sign_in_cancelled`, `sign_in_not_proven`."""


def identity_client() -> IdentityClient:
    """The client of the OpenID provider."""
    return cast(IdentityClient, import_module("motcua.integrations.identity.oidc.client"))
