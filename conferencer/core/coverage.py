"""Whom the class has reached, and whom not: pure functions on plain rows.

Only what was *met* counts; absent, declined, postponed and unfinished conferences do not. A learner
in two classes has the same figures in both: the conferences with them, whatever the class.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from conferencer.core.due import SchoolCalendar

PACE_DAYS = 20
"""School days that the teacher's pace is taken from: four weeks."""
FRESH, DUE, OVERDUE = "fresh", "due", "overdue"


@dataclass(frozen=True, slots=True)
class Reach:
    """What the notebook counts for one enrolled learner."""

    student_id: int
    given_name: str
    family_name: str
    preferred_name: str
    grade: str
    sort_name: str
    search_name: str
    cadence: int
    """School days: the learner's own, else the class's, else the notebook's."""
    joined_on: date
    last_met: date | None
    count: int
    """Conferences met this term."""
    seconds: int
    """How long those took together; pauses are not counted."""
    open_steps: int
    overdue_steps: int
    """Open steps whose by-when was before today."""


@dataclass(frozen=True, slots=True)
class Coverage(Reach):
    """One row of the coverage board."""

    school_days_since: int
    """School days after the last conference, else after joining, up to and including today."""
    minutes: int
    """How long this term's conferences took together, to the nearest minute."""
    state: str
    """fresh up to the cadence, due beyond it, overdue beyond twice the cadence."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How quickly a class is reached, from the teacher's own last weeks."""

    learners: int
    met: int
    """Conferences met with them in these school days."""
    school_days: int

    @property
    def one_round(self) -> int | None:
        """School days until everybody was met once at this pace; None while nobody was met."""
        return -(-self.learners * self.school_days // self.met) if self.met else None


@dataclass(frozen=True)
class Board:
    """The coverage of one class."""

    term_start: date
    rows: list[Coverage]
    """By family name."""
    pace: Pace


def covered(reaches: Iterable[Reach], today: date, calendar: SchoolCalendar) -> list[Coverage]:
    """The learners' rows on the board, in the same order."""
    names = [field.name for field in fields(Reach)]
    waited: dict[date, int] = {}  # many learners were met on the same day
    rows = []
    for reach in reaches:
        since = reach.last_met or reach.joined_on
        if since not in waited:
            waited[since] = calendar.days_since(since, today)
        counted: dict[str, Any] = {name: getattr(reach, name) for name in names}
        counted["school_days_since"] = waited[since]
        counted["minutes"] = (reach.seconds + 30) // 60
        counted["state"] = state_of(waited[since], reach.cadence)
        rows.append(Coverage(**counted))
    return rows


def state_of(waited: int, cadence: int) -> str:
    """fresh, due or overdue, by the school days waited: who is next draws the same line."""
    if waited <= cadence:
        return FRESH
    return DUE if waited <= 2 * cadence else OVERDUE


def term_start(today: date, begins: tuple[int, int]) -> date:
    """The day from which conferences are counted: the last time the school year began.

    Args:
        begins: month and day on which the school year begins; 29 February is the 28th where the
            year has none.
    """
    this_year = _on(today.year, *begins)
    return this_year if this_year <= today else _on(today.year - 1, *begins)


def _on(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a pace is taken from, up to and including today."""

    first: date
    school_days: int


def pace_window(today: date, calendar: SchoolCalendar, joined: date | None) -> Window:
    """The last 20 school days, today included; fewer while the class is younger than that.

    Args:
        joined: when the first of the learners came into the class.
    """
    first = calendar.window_start(today, PACE_DAYS)
    first = max(first, joined or first)
    days = calendar.days_since(first - timedelta(days=1), today)
    return Window(first, max(days, 1))
