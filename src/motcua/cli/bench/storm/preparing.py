"""What does the storm's office need beforehand? A dossier of the week before, the body of a reception."""

import dataclasses
import json
from datetime import timedelta

from config import clock
from motcua.cli.bench.flow_acts import PROCEDURE, UNIT, Cast, cast_of, receive_one


def main() -> None:
    """Print the body of a reception; a dossier of Friday makes work for the nightly job."""
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
