"""The database is killed in the middle of work: an act happened wholly or not at all, and none told is lost."""

from pathlib import Path

from motcua.cli.postgres import database_of
from tests.faults.offices import said_by, told_until_killed
from tests.made_office import copy_of

CLERKS = 3
LOOK = """
from motcua.dossiers.models import Step
from motcua.dossiers.verification import verify
for finding in verify(): print("finding", finding)
for act, code in Step.objects.values_list("act", "dossier__code"): print(act, code)
"""


def test_every_acknowledged_act_is_there_once_after_the_server_was_killed(
    made_office: Path, tmp_path: Path
) -> None:
    folder, program = copy_of(made_office, tmp_path / "office"), "tests.faults.receive_until_stopped"
    with database_of(folder) as url:
        told = sorted(told_until_killed(folder, url, program, clerks=CLERKS, after=0.5))
    with database_of(folder) as url:
        kept = said_by(LOOK, url).splitlines()
    assert [line for line in kept if line.startswith("finding")] == []
    assert len(kept) == len(set(kept))
    assert set(told) <= set(kept)
    codes = sorted(line.split()[1] for line in kept if line.startswith("receive"))
    assert codes == [f"000.00.31.H29-220516-{number:04d}" for number in range(1, len(codes) + 1)]
    assert len(told) >= 20
