"""The power is cut again while paper receptions are entered: no number is doubled, none is lost, all are explained."""

import subprocess
import sys
import time

from motcua.cli.data_folder import DataFolder
from motcua.cli.postgres import database_of
from tests.faults.test_database_killed import PREPARE, ROOT, _kill_server, _run, office

__all__ = ["office"]
CLERKS = 2
LOOK = """
import django; django.setup()
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
    office: tuple[DataFolder, dict[str, str]],
) -> None:
    folder, environment = office
    _run(PREPARE, environment)
    program = [sys.executable, "-m", "tests.faults.enter_until_stopped"]
    clerks = [
        subprocess.Popen(program, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(CLERKS)
    ]
    assert clerks[0].stdout is not None
    said = [clerks[0].stdout.readline() for _ in range(20)]
    time.sleep(0.3)
    _kill_server(folder)
    said += [line for clerk in clerks for line in clerk.communicate(timeout=60)[0].splitlines()]
    told = {line.strip() for line in said if line.strip()}
    with database_of(folder):
        kept = _run(LOOK, environment).splitlines()
    assert [line for line in kept if line.startswith("finding")] == []
    assert told <= set(kept)
    numbers = [line.split()[1] for line in kept if line.startswith("number")]
    assert numbers == [f"000.00.31.H29-220516-{place:04d}" for place in range(1, len(numbers) + 1)]
    assert len(told) >= 20
