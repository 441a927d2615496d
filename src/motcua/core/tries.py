"""How often may somebody guess? Counted per keyed hash in PostgreSQL, for every process alike (R-294)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F
from django.utils.crypto import salted_hmac

from motcua.core.models import TryCount

WINDOW = timedelta(minutes=15)
# A window that begins later than now was opened before the clock was put back: nobody waits for it.
_OVER = "kept.since <= %(expired)s OR kept.since > %(now)s"
_COUNT = f"""
    INSERT INTO core_trycount AS kept (key, since, count)
    SELECT key, %(now)s, 1 FROM unnest(%(keys)s::text[]) AS key ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN {_OVER} THEN 1 ELSE kept.count + 1 END,
        since = CASE WHEN {_OVER} THEN excluded.since ELSE kept.since END
    RETURNING key, since, count
"""


def try_key(kind: str, value: str) -> str:
    """What a count is kept under: a keyed hash, so that the table tells no address and no code."""
    return salted_hmac(f"motcua.tries.{kind}", value, algorithm="sha256").hexdigest()


# Many people share one address (a hall, a mobile network). A guessable code alone is never locked: whoever knows
# it could keep its holder out.
TRIES_PER_ADDRESS, TRIES_PER_CODE = 30, 10


def tracking_limits(*, address: str, code: str) -> dict[str, int]:
    """The limits of looking a slip up: so many from one address, fewer of one code from one address."""
    return {
        try_key("address", address): TRIES_PER_ADDRESS,
        try_key("address and code", f"{address} {code.strip().upper()}"): TRIES_PER_CODE,
    }


CHECKS_PER_ADDRESS = 120


def checking_limits(*, address: str) -> dict[str, int]:
    """The limit of asking whether a paper is real: a registry office may look at many, a guesser gets nowhere."""
    return {try_key("checking", address): CHECKS_PER_ADDRESS}


RATINGS_PER_ADDRESS = 60


def rating_limits(*, address: str) -> dict[str, int]:
    """The limit of asking for a slip to rate; a kiosk serves a whole hall, and right codes do not count."""
    return {try_key("rating", address): RATINGS_PER_ADDRESS}


ANSWERS_PER_ADDRESS = 60


def answering_limits(*, address: str) -> dict[str, int]:
    """The limit of answering surveys and contests: a school or a hall shares one address, a machine gets nowhere."""
    return {try_key("answering", address): ANSWERS_PER_ADDRESS}


PAYMENTS_PER_ADDRESS = 60


def paying_limits(*, address: str) -> dict[str, int]:
    """The limit of asking for a payment by its reference, or of telling what is not signed; right ones do not count."""
    return {try_key("paying", address): PAYMENTS_PER_ADDRESS}


JUDGEMENTS_PER_ADDRESS = 300


def judging_limits(*, address: str) -> dict[str, int]:
    """The limit of having answers to a form judged: a whole hall may try, a program does not keep a server busy."""
    return {try_key("judging", address): JUDGEMENTS_PER_ADDRESS}


TICKETS_PER_ADDRESS, TICKETS_PER_PHONE = 30, 5


def ticket_limits(*, address: str, phone: str) -> dict[str, int]:
    """The limits of taking a number from afar: a house or a network may take several, one telephone few."""
    return {
        try_key("ticket address", address): TICKETS_PER_ADDRESS,
        try_key("ticket phone", phone): TICKETS_PER_PHONE,
    }


ARRIVALS_PER_ADDRESS = 30


def arriving_limits(*, address: str) -> dict[str, int]:
    """The limit of saying at a machine that one has come: right secrets do not count."""
    return {try_key("arriving", address): ARRIVALS_PER_ADDRESS}


BOOKINGS_PER_ADDRESS = 60


def booking_limits(*, address: str) -> dict[str, int]:
    """The limit of trying to book: a hall or a mobile network shares an address, a program gets nowhere."""
    return {try_key("booking", address): BOOKINGS_PER_ADDRESS}


def booking_source(*, address: str) -> str:
    """What is kept with a booking to count those of one address on a day: a keyed hash, never the address."""
    return try_key("booking source", address)


def count_try(*, limits: Mapping[str, int], now: datetime) -> int:
    """Count one try under every key before anything is looked up; answers the seconds to wait, 0 = go on.

    `limits` maps each `try_key` to the number of tries allowed in a window of 15 minutes.
    """
    expired = now - WINDOW
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"now": now, "keys": sorted(limits), "expired": expired})
        rows = cursor.fetchall()
    if any(count == 1 for _, _, count in rows):
        TryCount.objects.filter(since__lte=expired).delete()
    waits = [since + WINDOW - now for key, since, count in rows if count > limits[key]]
    return max((int(wait.total_seconds()) + 1 for wait in waits), default=0)


def give_back(*, keys: Mapping[str, int]) -> None:
    """A try that was right does not count."""
    TryCount.objects.filter(key__in=sorted(keys), count__gt=0).update(count=F("count") - 1)
