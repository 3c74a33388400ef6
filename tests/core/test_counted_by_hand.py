"""Every figure on the coverage board, counted again from the exported CSV with other code."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from conferencer.core.clock import Clock
from conferencer.core.demo import demo_notebook
from conferencer.core.export import export
from conferencer.core.notebook import Notebook
from tests.conftest import TODAY
from tests.core.counted_by_hand import differences, rows_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Notebook, Path]]:
    """The made-up class, and the folder that it was written into."""
    folder = tmp_path_factory.mktemp("demo")
    notebook = demo_notebook(folder, Clock(TODAY))
    export(notebook, folder / "out", [])
    yield notebook, folder / "out"
    notebook.close()


def around_holidays(folder: Path) -> set[date]:
    """The days without school, and those before and after them."""
    days = {date.fromisoformat(row["day"]) for row in rows_of(folder, "school_day")}
    return {day + timedelta(n) for day in days for n in (-1, 0, 1) if day <= TODAY}


def test_the_board_of_the_demo_counts_what_the_files_hold(demo: tuple[Notebook, Path]) -> None:
    notebook, folder = demo
    assert differences(folder, notebook, TODAY) == []
    with (folder / "conference.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum(row["status"] == "met" for row in csv.DictReader(file)) > 200


def test_it_counts_the_same_on_a_weekend_in_a_holiday_and_as_the_year_turns(
    demo: tuple[Notebook, Path],
) -> None:
    notebook, folder = demo
    holidays = sorted(around_holidays(folder))
    assert holidays
    for day in (holidays[0], holidays[-1], date(2026, 7, 31), date(2026, 8, 1)):
        assert differences(folder, notebook, day) == []


def test_it_counts_the_same_on_every_day_around_a_holiday(demo: tuple[Notebook, Path]) -> None:
    notebook, folder = demo
    saturdays = {TODAY - timedelta(days=n) for n in range(0, 60, 7)}
    for day in sorted(around_holidays(folder) | saturdays):
        assert differences(folder, notebook, day) == []
