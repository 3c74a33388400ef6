"""The map of weeks on the coverage board, and the board on paper."""

from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from conferencer.core.coverage_weeks import mondays_back, weeks_of
from conferencer.core.due import SchoolCalendar
from conferencer.core.notebook import Notebook
from conferencer.paper.coverage_page import CoveragePage, write_coverage_pdf, write_coverage_text
from conferencer.paper.lines import cells
from tests.conftest import TODAY
from tests.core.talks import ANA, talk, with_ana

SCHOOL = SchoolCalendar(frozenset(range(5)))


def test_the_present_week_is_the_last_and_begins_on_monday() -> None:
    assert mondays_back(TODAY, 2) == [date(2026, 11, 9), date(2026, 11, 16)]
    assert mondays_back(date(2026, 11, 23), 1) == [date(2026, 11, 23)]


@pytest.mark.slow
def test_each_week_counts_what_was_met_in_it_and_nothing_else(notebook: Notebook) -> None:
    with_ana(notebook)
    for day, status in (
        (date(2026, 11, 9), "met"),
        (date(2026, 11, 15), "met"),
        (date(2026, 11, 17), "absent"),
        (date(2026, 11, 8), "met"),
        (TODAY + timedelta(days=1), "met"),
    ):
        talk(notebook, {}, status, day)
    weeks = weeks_of(notebook, [ANA, 99], TODAY, 2, SCHOOL)
    assert weeks.of(ANA) == [2, 0]
    assert weeks.of(99) == [0, 0]


def test_a_week_without_school_is_told_apart(notebook: Notebook) -> None:
    closed = frozenset(date(2026, 11, 9) + timedelta(days=n) for n in range(5))
    calendar = SchoolCalendar(frozenset(range(5)), closed)
    weeks = weeks_of(with_ana(notebook), [ANA], TODAY, 2, calendar)
    assert weeks.has_school == [False, True]


PAGE = CoveragePage(
    "Room 12 · coverage",
    "1 fresh",
    [
        ("○ fresh", "李雷 #panic()", "Fri 20 Nov", "1", "4", "29", "1", "–"),
        ("● overdue", "Ana Lopez", "not yet", "190", "0", "0", "–", "–"),
    ],
)


def test_the_columns_of_the_text_stand_under_each_other() -> None:
    lines = write_coverage_text(PAGE).splitlines()
    assert lines[:3] == ["Room 12 · coverage", "1 fresh", ""]
    where = [
        cells(line[: line.index(said)])
        for line, said in zip(lines[4:6], ("Fri", "not"), strict=True)
    ]
    assert where[0] == where[1]


@pytest.mark.slow
def test_the_pdf_holds_every_word_as_data(tmp_path) -> None:
    path = tmp_path / "board.pdf"
    path.write_bytes(write_coverage_pdf(PAGE))
    text = PdfReader(path).pages[0].extract_text()
    assert "#panic()" in text and "Ana Lopez" in text and "overdue" in text
