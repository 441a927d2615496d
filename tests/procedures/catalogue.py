"""The catalogue file as tests change it, and loading it."""

import copy
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.cli.kinds import lend_what_is_missing, load
from motcua.core.moments import VN
from motcua.core.reading import LoadReport
from motcua.core.yaml_files import read_yaml

DATA = Path(__file__).resolve().parents[2] / "data"
IN_2022 = datetime(2022, 5, 16, 8, 0, tzinfo=VN)
TODAY = datetime(2026, 11, 23, 8, 0, tzinfo=VN)
BIRTH, COPY, MARITAL, NO_TERM = "1.001193", "2.000815", "1.004873", "2.002913"


def data_file(name: str) -> dict[str, Any]:
    """A copy of a file of data/ that a test may change."""
    return copy.deepcopy(dict(read_yaml(DATA / f"{name}.yaml")))


def one_procedure(known: str, /, **changes: Any) -> dict[str, Any]:
    """A procedures file with one procedure of the catalogue, changed."""
    item = next(item for item in data_file("procedures")["procedures"] if item["code"] == known)
    return {"kind": "procedures", "procedures": [item | changes]}


def load_now(data: Mapping[str, Any], at: datetime = TODAY, *, lend: bool = True) -> LoadReport:
    """Load as the command does in the demonstration."""
    report = load(data, file="thu.yaml", at=at, lend=lend)
    if lend and not report.refused:
        lend_what_is_missing()
    return report
