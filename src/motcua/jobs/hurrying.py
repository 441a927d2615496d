"""What must not wait for its minute? A one-time code or a list: whoever asked for it looks for it now."""

from contextlib import suppress
from functools import partial

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

TASK = "send_notices"
LONG_LISTS = "write_long_lists"


def send_notices_soon() -> None:
    """Let the worker send what waits as soon as this transaction is kept; asked often, it is done once."""
    transaction.on_commit(partial(_defer, TASK))


def write_long_lists_soon() -> None:
    """Likewise the long lists that somebody asked for."""
    transaction.on_commit(partial(_defer, LONG_LISTS))


def _defer(task: str) -> None:
    with suppress(AlreadyEnqueued):
        app.configure_task(task, queueing_lock=task).defer(timestamp=0)
