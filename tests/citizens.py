"""Which citizens come in the tests? Accounts as they stand after signing in, and browsers in which they are in."""

from datetime import date, datetime
from typing import Any

from django.test import Client

from motcua.applicants.actions.sessions import open_session
from motcua.applicants.actors import Citizen
from motcua.applicants.models import Account, Identity
from motcua.applicants.terms import Assurance, IdentityWay
from motcua.core.vntext import fold
from motcua.organisation.actors import Actor
from motcua.web.citizen.session import STAY
from tests.cast import at

MORNING = at("2022-05-16 08:30")


def citizen(name: str = "Trần Thị Bé", *, moment: datetime = MORNING, **facts: Any) -> Account:
    """An account whose name and number an identity provider showed (level 2), unless told otherwise."""
    known: dict[str, Any] = {
        "name_fold": fold(name),
        "birth_date": date(1985, 3, 12),
        "id_type": "cccd",
        "id_number": "079185004321",
        "phone": "+84987654321",
        "email": "be.tran@example.vn",
        "address": "5 Bình Thới, Phường 14",
        "assurance": Assurance.IDENTITY,
        "id_verified_at": moment,
        "id_verified_by": "https://dinh-danh.example",
        "created_at": moment,
        "last_seen_at": moment,
    }
    account = Account.objects.create(name=name, **(known | facts))
    Identity.objects.create(
        account=account,
        way=IdentityWay.OIDC,
        issuer="https://dinh-danh.example",
        subject=f"subject-{account.pk}",
        assurance=account.assurance,
        created_at=moment,
    )
    return account


def here(account: Account, **more: Any) -> Citizen:
    """The person at the public pages, as acts take them."""
    facts: dict[str, Any] = {
        "account_id": account.pk,
        "name": account.name,
        "id_type": account.id_type,
        "id_number": account.id_number,
        "phone": account.phone,
        "email": account.email,
        "assurance": 2,
        "id_verified": True,
    }
    return Citizen(**(facts | more))


def signed_in(
    client: Client,
    account: Account,
    *,
    moment: datetime = MORNING,
    assurance: int | None = None,
    helper: Actor | None = None,
) -> Client:
    """The client as the account's browser; as sure as the account unless told otherwise.

    `moment` is when the person came in: at most an hour before the clock the pages see (10 minutes with a helper).
    """
    stay = open_session(
        account=account,
        way=IdentityWay.DESK if helper else IdentityWay.OIDC,
        assurance=account.assurance if assurance is None else assurance,
        address="127.0.0.1",
        browser="Firefox",
        actor=helper,
        at=moment,
    )
    session = client.session
    session[STAY] = stay.pk
    session.save()
    return client
