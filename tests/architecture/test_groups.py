"""Do tests that share something dear run in one process, as they ask?"""

import pytest


def test_a_group_is_marked_where_processes_share_the_tests(request: pytest.FixtureRequest) -> None:
    by_groups = getattr(request.config.option, "loadgroup", False)
    assert request.node.nodeid.endswith("@source") == by_groups
