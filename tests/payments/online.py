"""Who pays from afar? Online dossiers with a fee, the gateway that brings its messages to the office's own address."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.test import Client, override_settings

from motcua.dossiers.actions.filing import submit
from motcua.dossiers.charging import Wishes
from motcua.dossiers.models import Dossier
from motcua.dossiers.online_fees import fee_asked
from motcua.integrations.paying.gateway.fake import FakeGateway
from motcua.payments.actions.ordering import open_order
from motcua.payments.models import PaymentOrder
from tests.cast import Q11, at, reception_of

EXTRACT = "2.000635"
MORNING = at("2022-05-16 09:00")
FEE = {"Phí cấp bản sao trích lục hộ tịch": 2}
CALLBACK = "/api/v1/payments/gateway/callback"


def filed(moment: datetime = MORNING, unit: str = Q11, **more: Any) -> Dossier:
    """An extract asked for online: two copies cost 16.000 đồng."""
    return submit(
        reception=reception_of(EXTRACT, unit, moment, channel="online", **more), actor=None, at=moment
    )


def ordered(dossier: Dossier, when: datetime = MORNING, **more: Any) -> PaymentOrder:
    """The order of its fee."""
    facts: dict[str, Any] = {"wishes": Wishes(FEE)}
    return open_order(asked=fee_asked(dossier, dossier.unit, **(facts | more)), actor=None, at=when)


def delivered(body: bytes, headers: dict[str, str]) -> int:
    """A message of the gateway reaches the office."""
    said = {
        f"HTTP_{name.upper().replace('-', '_')}": value
        for name, value in headers.items()
        if name != "Content-Type"
    }
    return Client().post(CALLBACK, body, content_type="application/json", **said).status_code  # type: ignore[arg-type]


@contextmanager
def gateway(now: Callable[[], datetime], deliver: Any = delivered) -> Iterator[FakeGateway]:
    """A gateway with which the office has a contract."""
    with FakeGateway(now, deliver) as fake, override_settings(PAYMENT_GATEWAY=fake.settings):
        yield fake
