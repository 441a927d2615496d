"""What does the storm's office need beforehand? Two programs' tokens, a dossier of the week before, one body."""

import argparse
import dataclasses
import json
from datetime import timedelta

from config import clock
from motcua.cli.bench.flow_acts import PROCEDURE, UNIT, Cast, cast_of, receive_one
from motcua.cli.commands import token
from motcua.organisation.terms import Role

_RECEIVES = (Role.RECEIVE, Role.APPRAISE, Role.RETURN)
_SIGNS = (Role.APPROVE, Role.SEAL)


def main() -> None:
    """Print the two tokens and the body of a reception; a dossier of Friday makes work for the nightly job."""
    token.run(argparse.Namespace(name="Máy tiếp nhận", role=list(_RECEIVES), unit=UNIT))
    token.run(argparse.Namespace(name="Máy ký", role=list(_SIGNS), unit=UNIT))
    receive_one(cast_of(UNIT, PROCEDURE, clock.now() - timedelta(days=3)))
    print(json.dumps(_body(cast_of(UNIT, PROCEDURE, clock.now()))))


def _body(cast: Cast) -> dict[str, object]:
    person = cast.reception.applicant
    names = ("kind", "name", "id_number", "phone", "address")
    return {
        "procedure": PROCEDURE,
        "unit": UNIT,
        "applicant": {name: getattr(person, name) for name in names},
        "components": [dataclasses.asdict(paper) for paper in cast.reception.components],
    }
