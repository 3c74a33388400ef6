"""Whom the class has reached: states, terms, pace, and every figure counted a second time."""

from datetime import date, timedelta

import pytest

from conferencer.core.coverage import Coverage, Pace, Window, pace_window, state_of, term_start
from conferencer.core.coverage_rows import coverage_of
from conferencer.core.due import SchoolCalendar
from conferencer.core.models import Conference, SchoolDay
from conferencer.core.notebook import Notebook
from conferencer.core.roster import add_student, end_enrollment, update_class, update_student
from conferencer.settings import Settings
from tests.conftest import TODAY
from tests.core.talks import ANA, CLASS, talk, with_ana

CALENDAR = SchoolCalendar(range(5))
LONG_AGO = date(2026, 9, 1)


def row(notebook: Notebook, today: date = TODAY) -> Coverage:
    """Ana's row on the board."""
    return next(
        one for one in coverage_of(notebook, Settings(), today, CLASS).rows if one.student_id == ANA
    )


@pytest.mark.parametrize(
    ("waited", "state"),
    [(0, "fresh"), (10, "fresh"), (11, "due"), (20, "due"), (21, "overdue"), (200, "overdue")],
)
def test_a_learner_is_due_beyond_the_cadence_and_overdue_beyond_twice_of_it(
    waited: int, state: str
) -> None:
    assert state_of(waited, 10) == state


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 11, 22), date(2026, 8, 1)),
        (date(2027, 7, 31), date(2026, 8, 1)),
        (date(2027, 8, 1), date(2027, 8, 1)),
    ],
)
def test_a_term_counts_from_the_beginning_of_the_school_year(today: date, start: date) -> None:
    assert term_start(today, Settings().year_begins) == start


def test_the_school_year_begins_when_the_settings_say() -> None:
    assert term_start(date(2026, 11, 22), Settings(year_from="01-27").year_begins) == date(
        2026, 1, 27
    )
    assert term_start(date(2027, 1, 5), (2, 29)) == date(2026, 2, 28)
    assert term_start(date(2028, 3, 5), (2, 29)) == date(2028, 2, 29)


def test_one_round_is_as_long_as_the_last_weeks_say() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 16)
    assert pace_window(friday, CALENDAR, LONG_AGO) == Window(date(2026, 10, 26), 20)
    assert pace_window(friday, CALENDAR, monday) == Window(monday, 5), "a new class has few days"
    assert pace_window(TODAY, CALENDAR, TODAY) == Window(TODAY, 1)
    assert Pace(26, 40, 20).one_round == 13
    assert Pace(26, 39, 20).one_round == 14, "a day that was begun counts"
    assert Pace(26, 0, 20).one_round is None


def test_only_what_was_met_this_term_is_counted(notebook: Notebook) -> None:
    with_ana(notebook)
    assert (row(notebook).last_met, row(notebook).count, row(notebook).state) == (None, 0, "fresh")
    talk(notebook, {"step": "Read", "step_due": "23 nov"}, day=date(2026, 11, 9))
    talk(notebook, {}, day=date(2026, 7, 31))
    for ending in ("absent", "declined", "postponed", "draft"):
        talk(notebook, {}, ending, day=date(2026, 11, 20))
    talk(notebook, {}, day=TODAY + timedelta(days=5))
    with notebook.write() as session:
        session.get_one(Conference, 1).seconds = 89
    board = coverage_of(notebook, Settings(), TODAY, CLASS)
    seen = row(notebook)
    assert board.term_start == date(2026, 8, 1)
    assert (seen.last_met, seen.school_days_since) == (date(2026, 11, 9), 9)
    assert (seen.count, seen.minutes, seen.open_steps, seen.overdue_steps) == (1, 1, 1, 0)
    assert row(notebook, date(2026, 11, 24)).overdue_steps == 1


def test_holidays_and_the_cadence_decide_the_state(notebook: Notebook) -> None:
    with_ana(notebook)
    talk(notebook, {}, day=date(2026, 11, 9))
    tuesday = date(2026, 11, 24)
    assert row(notebook, tuesday).state == "due"
    with notebook.write() as session:
        session.add_all(SchoolDay(day=date(2026, 11, n)) for n in (16, 17, 18))
    assert (row(notebook, tuesday).school_days_since, row(notebook, tuesday).state) == (8, "fresh")
    update_class(notebook, CLASS, cadence=4)
    assert row(notebook, tuesday).state == "due"
    update_student(notebook, ANA, cadence=3)
    assert (row(notebook, tuesday).cadence, row(notebook, tuesday).state) == (3, "overdue")


def test_the_board_holds_who_is_enrolled_today_by_family_name(notebook: Notebook) -> None:
    with_ana(notebook)
    for given, family in (("Ben", "Adams"), ("Cy", "Zorn")):
        add_student(notebook, CLASS, given, family)
    end_enrollment(notebook, 3, CLASS, TODAY)
    talk(notebook, {}, day=TODAY)
    board = coverage_of(notebook, Settings(), TODAY, CLASS)
    assert [one.given_name for one in board.rows] == ["Ben", "Ana"]
    assert board.pace == Pace(learners=2, met=1, school_days=1)
    assert board.pace.one_round == 2
