"""The benchmark itself: that it runs, and says what it is to say. No time is judged here."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import needs_a_terminal

pytestmark = [needs_a_terminal, pytest.mark.slow]


def test_the_ratios_are_printed_beside_their_targets() -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.benchmarks.ratios", "--pairs", "1"]
    told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    table = {line[:34].strip(): line[34:] for line in told.splitlines()}
    for row, target in (
        ("first paint / empty app", "<= 1.3"),
        ("live / empty app", "<= 1.5"),
        ("typing p95 / bare TextArea", "<= 1.2"),
        ("typing p95 / TextArea as small", "<= 1.2"),
    ):
        assert table[row].endswith(target)
    assert "quitting / empty app" in table
