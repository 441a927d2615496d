"""A clerk who receives and appraises without pause and says each act that was acknowledged; run as a program.

The one word it may be given is the day, else it is 2022-05-16.
"""

import sys

import django

django.setup()

from django.db import Error  # noqa: E402 - Django first

from motcua.dossiers.terms import Act  # noqa: E402
from motcua.organisation.terms import Role  # noqa: E402
from tests.cast import CERTIFIED_COPY, Q11, at, do, received  # noqa: E402

MORNING = at(f"{(sys.argv[1:] or ['2022-05-16'])[0]} 09:00")
MOST = 5000


def main() -> None:
    """Go on until the database is gone."""
    for _ in range(MOST):
        try:
            dossier = received(CERTIFIED_COPY, Q11, MORNING)
            print(f"receive {dossier.code}", flush=True)
            do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING)
            print(f"appraise {dossier.code}", flush=True)
        except Error:
            return


if __name__ == "__main__":
    main()
