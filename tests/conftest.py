"""What every test needs: a home of its own, a fixed date, and a real temporary notebook."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from conferencer.core import keys
from conferencer.core.clock import Clock
from conferencer.core.notebook import Notebook

# A busy machine is slow, not wrong.
settings.register_profile("conferencer", deadline=None)
settings.load_profile("conferencer")

TODAY = date(2026, 11, 22)
"""A Sunday."""


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: the terminal tests mostly wait."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, so that no test meets the developer's files or another test's."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CONFERENCER_HOME", str(folder))
    monkeypatch.setenv("CONFERENCER_TODAY", TODAY.isoformat())
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    return folder


@pytest.fixture(autouse=True)
def no_passphrase_of_another_test() -> Iterator[None]:
    """Each test begins and ends without any passphrase."""
    keys.forget()
    yield
    keys.forget()


@pytest.fixture
def notebook(home: Path) -> Iterator[Notebook]:
    """A fresh notebook where the program would look for it."""
    opened = Notebook(home / "notebook.db", Clock(TODAY)).open()
    yield opened
    opened.close()
