"""Two servers of one installation, and acts at random moments between their readers: nothing outlives a withdrawal."""

import pytest

from tests.benchmarks.withdrawals import measured


@pytest.mark.slow
def test_no_page_outlives_a_withdrawal_on_either_server() -> None:
    seen = measured(15)
    assert seen["acts"] == 30
    assert seen["asked"] > 50
    assert seen["stale"] == 0
