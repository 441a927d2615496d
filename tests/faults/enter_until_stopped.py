"""A clerk and the head of the desk who enter paper receptions without pause and say each number; run as a program."""

import sys

import django

django.setup()

from django.db import Error  # noqa: E402 - Django first

from motcua.core.refusals import Refused  # noqa: E402
from motcua.dossiers.blocks import numbers_of  # noqa: E402
from tests.cast import CERTIFIED_COPY, Q11, received  # noqa: E402
from tests.dossiers.paper_day import EVENING, block_for, entered, on_paper  # noqa: E402


def main() -> None:
    """Go on until the database is gone; a live reception between two from paper."""
    while True:
        try:
            for number in numbers_of(block_for(size=20)):
                entered(on_paper(number.code, "2022-05-16 10:00"))
                print(f"entered {number.code}", flush=True)
                print(f"received {received(CERTIFIED_COPY, Q11, EVENING)}", flush=True)
        except (Error, Refused) as stopped:
            print(f"stopped by {type(stopped).__name__}", file=sys.stderr)
            return


if __name__ == "__main__":
    main()
