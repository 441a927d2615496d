"""The power is cut again while paper receptions are entered: no number is doubled, none is lost, all are explained."""

from pathlib import Path

from motcua.cli.postgres import database_of
from tests.faults.offices import said_by, told_until_killed
from tests.made_office import copy_of

CLERKS = 2
LOOK = """
from motcua.dossiers.models import Dossier, ReservedNumber, NumberUse
from motcua.dossiers.verification import verify
for finding in verify(): print("finding", finding)
carried = set(Dossier.objects.values_list("code", flat=True))
reserved = set(ReservedNumber.objects.values_list("code", flat=True))
used = set(NumberUse.objects.values_list("number__code", flat=True))
for code in sorted(carried | reserved): print("number", code)
for code in sorted(used): print("entered", code)
for code in sorted(carried - reserved): print("received", code)
if used != carried & reserved: print("finding", "entered and carried differ")
"""


def test_every_acknowledged_entry_is_there_once_after_the_server_was_killed(
    made_office: Path, tmp_path: Path
) -> None:
    folder, program = copy_of(made_office, tmp_path / "office"), "tests.faults.enter_until_stopped"
    with database_of(folder) as url:
        told = set(told_until_killed(folder, url, program, clerks=CLERKS, after=0.3))
    with database_of(folder) as url:
        kept = said_by(LOOK, url).splitlines()
    assert [line for line in kept if line.startswith("finding")] == []
    assert told <= set(kept)
    numbers = [line.split()[1] for line in kept if line.startswith("number")]
    assert numbers == [f"000.00.31.H29-220516-{place:04d}" for place in range(1, len(numbers) + 1)]
    assert len(told) >= 20
