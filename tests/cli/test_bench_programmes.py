"""Does the benchmark of a campaign's report run and say what it measured? No figure is judged."""

import re
from pathlib import Path

from tests.cli.test_bench import run
from tests.cli.test_bench_due_lists_papers_http import figures


def test_a_campaigns_report_its_file_its_import_its_acts_and_its_month_are_measured(
    made_office: Path, tmp_path: Path
) -> None:
    said = run(
        "programmes", "--rounds", "1", "--seconds", "0.2", "--size", "400", data=tmp_path, office=made_office
    )
    assert "400 dossiers of 700 agencies" in said
    for question in ("32 days by block, all agencies", "a page of the dossiers behind a figure"):
        assert len(re.findall(rf"{question}\s+[\d.,]+\s+ms", said)) == 1, said
    assert "nothing differs" in said
    assert re.search(r"proving them\s+[\d.,]+\s+s.*0 findings", said)
    for name in (
        "motcua import-dossiers",
        "without the job",
        "with the job, once a second",
        "400 dossiers played",
    ):
        assert figures(said, name, "/s")[0] > 0
