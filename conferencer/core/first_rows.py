"""Today's rows by plain SQL, for the first frame: neither sqlmodel nor a session is loaded."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any

from conferencer.core.due import SchoolCalendar, Standing, Turn, reached, who_is_next
from conferencer.core.notebook import Notebook
from conferencer.settings import Settings


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class that Today can show."""

    id: int
    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A conference that was begun and not finished."""

    conference_id: int
    student_id: int
    given_name: str
    family_name: str
    preferred_name: str
    pane: str
    held_on: date


@dataclass(frozen=True)
class TodayRows:
    """All that Today shows."""

    classes: list[ClassRow]
    group: ClassRow | None
    """The class that is shown; None when there is none yet."""
    turns: list[Turn]
    drafts: list[DraftRow]
    reached: int


_STANDINGS = """
SELECT s.id, s.given_name, s.family_name, s.preferred_name, s.grade, s.sort_name, s.search_name,
  coalesce(s.cadence, c.cadence, :cadence), min(e.joined_on),
  (SELECT max(k.held_on) FROM conference k
    WHERE k.student_id = s.id AND k.status = 'met' AND k.held_on <= :today),
  (SELECT min(n.due_on) FROM next_step n WHERE n.student_id = s.id AND n.status = 'open'),
  (SELECT min(a.planned_on) FROM appointment a
    WHERE a.student_id = s.id AND a.kept_on IS NULL AND a.planned_on <= :today
      AND NOT EXISTS (SELECT 1 FROM conference k WHERE k.student_id = s.id
        AND k.status IN ('absent', 'declined', 'postponed')
        AND k.held_on BETWEEN a.planned_on AND :today)),
  (SELECT min(r.asked_on) FROM request r WHERE r.student_id = s.id AND r.answered_on IS NULL),
  (SELECT max(k.held_on) FROM conference k
    WHERE k.student_id = s.id AND k.status IN ('absent', 'postponed') AND k.held_on <= :today),
  CASE WHEN e.placed_on = :today THEN e.place ELSE (SELECT p.place FROM planned_turn p
    WHERE p.day = :today AND p.class_id = e.class_id AND p.student_id = s.id) END
FROM enrollment e JOIN student s ON s.id = e.student_id JOIN class_group c ON c.id = e.class_id
WHERE e.class_id = :class_id AND e.joined_on <= :today
  AND (e.left_on IS NULL OR e.left_on > :today) AND s.archived_on IS NULL
GROUP BY s.id
"""

_DRAFTS = """
SELECT k.id, s.id, s.given_name, s.family_name, s.preferred_name, k.pane, k.held_on
FROM conference k JOIN student s ON s.id = k.student_id
WHERE k.status = 'draft' AND k.discarded_at IS NULL
  AND EXISTS (SELECT 1 FROM note n WHERE n.conference_id = k.id)
ORDER BY k.started_at DESC
"""


def today_rows(
    notebook: Notebook,
    settings: Settings,
    today: date,
    class_uid: str = "",
    seen_from: date | None = None,
) -> TodayRows:
    """What Today shows; an absent notebook shows as an empty one.

    Args:
        today: the day of the list, which may be one to come.
        class_uid: the class to show; the first by name where it is unknown.
        seen_from: the day on which the words are read, if it is another.
    """
    if not notebook.exists:
        return TodayRows([], None, [], [], 0)
    with notebook.reading() as connection:
        classes = _classes(connection)
        group = next((row for row in classes if row.uid == class_uid), None)
        group = group or (classes[0] if classes else None)
        calendar = calendar_of(connection, settings)
        standings = _standings(connection, group.id, settings, today) if group else []
        drafts = [_draft(row) for row in connection.execute(_DRAFTS)]
    return TodayRows(
        classes,
        group,
        who_is_next(standings, today, calendar, seen_from),
        drafts,
        reached(standings, today, calendar),
    )


def _draft(row: tuple[Any, ...]) -> DraftRow:
    conference_id, student_id, given, family, preferred, pane, held_on = row
    return DraftRow(
        conference_id, student_id, given, family, preferred, pane, date.fromisoformat(held_on)
    )


def _classes(connection: sqlite3.Connection) -> list[ClassRow]:
    rows = connection.execute(
        "SELECT id, uid, name FROM class_group WHERE archived_on IS NULL ORDER BY lower(name), id"
    )
    return [ClassRow(*row) for row in rows]


def calendar_of(connection: sqlite3.Connection, settings: Settings) -> SchoolCalendar:
    """The school's days: weekdays from the settings, closed days from the notebook."""
    rows = connection.execute("SELECT day FROM school_day")
    return SchoolCalendar(
        settings.school_days, frozenset(date.fromisoformat(row[0]) for row in rows)
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _standings(
    connection: sqlite3.Connection, class_id: int, settings: Settings, today: date
) -> list[Standing]:
    rows = connection.execute(
        _STANDINGS,
        {"class_id": class_id, "today": today.isoformat(), "cadence": settings.cadence},
    ).fetchall()
    return [_standing(connection, row) for row in rows]


def _standing(connection: sqlite3.Connection, row: tuple[Any, ...]) -> Standing:
    student_id, given, family, preferred, grade, sort, search, cadence = row[:8]
    joined_on, last_met, step_due, appointment, asked_on, missed_on = map(_day, row[8:14])
    missed_as = ""
    if missed_on and last_met and last_met >= missed_on:
        missed_on = None
    if missed_on:
        missed_as = connection.execute(
            "SELECT status FROM conference WHERE student_id = ? AND held_on = ? "
            "AND status IN ('absent', 'postponed') ORDER BY id DESC",
            (student_id, missed_on.isoformat()),
        ).fetchone()[0]
    return Standing(
        student_id=student_id,
        given_name=given,
        family_name=family,
        preferred_name=preferred,
        grade=grade,
        sort_name=sort,
        search_name=search,
        cadence=cadence,
        joined_on=joined_on or date.min,
        last_met=last_met,
        step_due=step_due,
        appointment=appointment,
        asked_on=asked_on,
        missed_on=missed_on,
        missed_as=missed_as,
        place=row[14],
    )


@dataclass(frozen=True, slots=True)
class Glance:
    """What to know before sitting down with a learner."""

    last_met: date | None
    goal: str
    steps: list[tuple[str, date | None]]
    """Open steps with their by-when."""


def glance(notebook: Notebook, student_id: int) -> Glance:
    """The last meeting, the goal and the open steps of one learner."""
    with notebook.reading() as connection:
        last_met = connection.execute(
            "SELECT max(held_on) FROM conference WHERE student_id = ? AND status = 'met'",
            (student_id,),
        ).fetchone()[0]
        goal = connection.execute(
            "SELECT wording FROM goal WHERE student_id = ? AND status = 'active' "
            "ORDER BY position, since DESC, id DESC LIMIT 1",
            (student_id,),
        ).fetchone()
        steps = connection.execute(
            "SELECT text, due_on FROM next_step WHERE student_id = ? AND status = 'open' "
            "ORDER BY due_on IS NULL, due_on, id LIMIT 3",
            (student_id,),
        ).fetchall()
    return Glance(
        _day(last_met), goal[0] if goal else "", [(text, _day(due)) for text, due in steps]
    )
