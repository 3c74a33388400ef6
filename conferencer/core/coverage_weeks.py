"""When each learner was met, week by week: the heat map of the coverage board."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

from conferencer.core.due import SchoolCalendar
from conferencer.core.errors import ConferencerError
from conferencer.core.notebook import Notebook

# Standard SQL, as in coverage_rows; the days are few, however many conferences there were.
_MET = """
SELECT k.student_id, k.held_on, count(*) FROM conference k
WHERE k.status = 'met' AND k.held_on BETWEEN ? AND ? AND k.student_id IN ({marks})
GROUP BY k.student_id, k.held_on
"""
_AT_ONCE = 40
"""Learners whose weeks are read together, as many as a screen shows: 200 cost 9 ms, 40 cost 2."""


@dataclass(frozen=True)
class Weeks:
    """Conferences met, week by week; read for those learners whose weeks are asked for."""

    mondays: list[date]
    """The first days of the weeks, the present one last."""
    has_school: list[bool]
    """Whether there was a school day in the week."""
    notebook: Notebook
    today: date
    student_ids: Sequence[int]
    """Whose weeks may be asked for, in the order in which they will be."""
    met: dict[int, list[int]] = field(default_factory=dict)
    """Student id -> conferences met in each week, of those read so far."""

    def of(self, student_id: int) -> list[int]:
        """One learner's weeks; none met where the notebook is out of reach just now."""
        if student_id not in self.met:
            with suppress(ConferencerError):  # it is asked for while the screen is drawn
                self._read_on(student_id)
        return self.met.get(student_id, [0] * len(self.mondays))

    def _read_on(self, student_id: int) -> None:
        at = self.student_ids.index(student_id)
        ids = self.student_ids[at : at + _AT_ONCE]
        query = _MET.format(marks=", ".join("?" * len(ids)))
        with self.notebook.asking() as connection:
            span = self.mondays[0].isoformat(), self.today.isoformat()
            rows = connection.execute(query, (*span, *ids)).fetchall()
        self.met.update({id: [0] * len(self.mondays) for id in ids} | _counted(rows, self.mondays))


def mondays_back(today: date, count: int) -> list[date]:
    """The Mondays of the last weeks, the present week last."""
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=n) for n in range(count - 1, -1, -1)]


def weeks_of(
    notebook: Notebook,
    student_ids: Sequence[int],
    today: date,
    count: int,
    calendar: SchoolCalendar,
) -> Weeks:
    """When learners were met in the last weeks.

    Args:
        student_ids: in the order in which they are shown.
        count: how many weeks, the present one included; at least one.
    """
    mondays = mondays_back(today, count)
    has_school = [_has_school(monday, calendar) for monday in mondays]
    return Weeks(mondays, has_school, notebook, today, student_ids)


def _has_school(monday: date, calendar: SchoolCalendar) -> bool:
    return calendar.days_since(monday - timedelta(days=1), monday + timedelta(days=6)) > 0


def _counted(rows: Iterable[tuple[int, str, int]], mondays: list[date]) -> dict[int, list[int]]:
    # Many conferences share a day: each is read once (10,000 rows: 9 ms instead of 14).
    week_of = {
        (monday + timedelta(days=n)).isoformat(): week
        for week, monday in enumerate(mondays)
        for n in range(7)
    }
    met: dict[int, list[int]] = {}
    for student_id, day, count in rows:
        weeks = met.get(student_id)
        if weeks is None:
            weeks = met[student_id] = [0] * len(mondays)
        weeks[week_of[day]] += count
    return met
