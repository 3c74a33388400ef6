"""The coverage board of a class, counted by the database.

Plain SQL in standard words, so that neither sqlmodel nor a session is loaded: measured, the board
of the demo class takes 2 ms, and 60 ms as a session's first query.
"""

import sqlite3
from datetime import date
from typing import Any

from conferencer.core.coverage import (
    Board,
    Pace,
    Reach,
    covered,
    pace_window,
    term_start,
)
from conferencer.core.due import SchoolCalendar
from conferencer.core.first_rows import calendar_of
from conferencer.core.notebook import Notebook
from conferencer.settings import Settings

_ENROLLED = """
e.class_id = :class_id AND e.joined_on <= :today
  AND (e.left_on IS NULL OR e.left_on > :today) AND s.archived_on IS NULL
"""
_FIRST_JOINED = f"""
SELECT min(e.joined_on) FROM enrollment e JOIN student s ON s.id = e.student_id WHERE {_ENROLLED}
"""
_REACHES = f"""
SELECT s.id, s.given_name, s.family_name, s.preferred_name, s.grade, s.sort_name, s.search_name,
  coalesce(s.cadence, c.cadence, :cadence), min(e.joined_on),
  (SELECT max(k.held_on) FROM conference k
    WHERE k.student_id = s.id AND k.status = 'met' AND k.held_on <= :today),
  coalesce(t.met, 0), coalesce(t.seconds, 0),
  (SELECT count(*) FROM next_step n WHERE n.student_id = s.id AND n.status = 'open'),
  (SELECT count(*) FROM next_step n
    WHERE n.student_id = s.id AND n.status = 'open' AND n.due_on < :today),
  (SELECT count(*) FROM conference k
    WHERE k.student_id = s.id AND k.status = 'met' AND k.held_on BETWEEN :window AND :today)
FROM enrollment e JOIN student s ON s.id = e.student_id JOIN class_group c ON c.id = e.class_id
  LEFT JOIN (SELECT k.student_id, count(*) AS met, sum(k.seconds) AS seconds FROM conference k
    WHERE k.status = 'met' AND k.held_on BETWEEN :start AND :today
      AND k.student_id IN (SELECT e.student_id FROM enrollment e WHERE e.class_id = :class_id)
    GROUP BY k.student_id) t ON t.student_id = s.id
WHERE {_ENROLLED}
GROUP BY s.id ORDER BY s.sort_name, s.id
"""


def coverage_of(notebook: Notebook, settings: Settings, today: date, class_id: int) -> Board:
    """Every learner enrolled in a class today, and how quickly the class is reached.

    An absent notebook shows as an empty one.
    """
    start = term_start(today, settings.year_begins)
    if not notebook.exists:
        return Board(start, [], Pace(0, 0, 1))
    with notebook.reading() as connection:
        calendar = calendar_of(connection, settings)
        return _board(connection, calendar, settings.cadence, start, today, class_id)


def _board(
    connection: sqlite3.Connection,
    calendar: SchoolCalendar,
    cadence: int,
    start: date,
    today: date,
    class_id: int,
) -> Board:
    which = {"class_id": class_id, "today": today.isoformat()}
    joined = connection.execute(_FIRST_JOINED, which).fetchone()[0]
    window = pace_window(today, calendar, date.fromisoformat(joined) if joined else None)
    asked = {"cadence": cadence, "start": start.isoformat(), "window": window.first.isoformat()}
    rows = connection.execute(_REACHES, which | asked).fetchall()
    return Board(
        start,
        covered(map(_reach, rows), today, calendar),
        Pace(len(rows), sum(row[-1] for row in rows), window.school_days),
    )


def _reach(row: tuple[Any, ...]) -> Reach:
    values: list[Any] = list(row[:-1])
    values[8] = date.fromisoformat(row[8])
    values[9] = date.fromisoformat(row[9]) if row[9] else None
    return Reach(*values)
