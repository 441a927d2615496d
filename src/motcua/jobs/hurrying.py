"""What must not wait for its minute? A one-time code: whoever asked for it looks at the telephone now."""

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

TASK = "send_notices"


def send_notices_soon() -> None:
    """Let the worker send what waits as soon as this transaction is kept; asked often, it is done once."""
    transaction.on_commit(_defer)


def _defer() -> None:
    with suppress(AlreadyEnqueued):
        app.configure_task(TASK, queueing_lock=TASK).defer(timestamp=0)
