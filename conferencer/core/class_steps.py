"""The next steps of a whole class: which are open, due, overdue, and which were answered."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, or_, select

from conferencer.core.class_members import ENROLLED, Member, members_of
from conferencer.core.errors import ConferencerError
from conferencer.core.models import AnswerInPassing, Enrollment, NextStep, Student
from conferencer.core.next_steps import CLOSES
from conferencer.core.notebook import Notebook

IN_PASSING = ("done", "some", "not_yet")
"""What can be answered across the room; a changed step needs words, and so a conference."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a step, and when it was told."""

    outcome: str
    answered_on: date
    in_passing_id: int | None = None
    """Its row, where it was told outside of a conference: it can be taken back."""


@dataclass(frozen=True, slots=True)
class ClassStep:
    """A next step with whose it is."""

    id: int
    student_id: int
    text: str
    due_on: date | None
    status: str
    answer: Answer | None = None
    """The latest answer of this week."""


@dataclass(frozen=True)
class ClassSteps:
    """A class's steps by what they want of the teacher.

    Each open step stands in one of the first three lists, those answered this week in the last.
    """

    overdue: list[ClassStep]
    """Open, with a by-when before today; the longest first."""
    due: list[ClassStep]
    """Open, to be done by today."""
    open: list[ClassStep]
    """Open, with a later by-when or none."""
    answered: list[ClassStep]
    """Answered this week, the latest first; *some* and *not yet* leave a step open as well."""
    students: dict[int, Member]
    """Whose they are."""


def enrolled(class_id: int, today: date) -> ColumnElement[bool]:
    """The condition on `Student` of being in a class on a day."""
    is_in = select(Enrollment.student_id).where(
        Enrollment.class_id == class_id,
        col(Enrollment.joined_on) <= today,
        or_(col(Enrollment.left_on).is_(None), col(Enrollment.left_on) > today),
    )
    return col(Student.id).in_(is_in) & col(Student.archived_on).is_(None)


_COLUMNS = "SELECT id, student_id, text, due_on, status FROM next_step WHERE"
_OPEN = f"{_COLUMNS} status = 'open' AND student_id IN {ENROLLED}"
_CLOSED = f"{_COLUMNS} status != 'open' AND id = ?"
_ANSWERS = f"""
SELECT f.next_step_id, f.outcome, k.held_on FROM conference k
JOIN follow_up f ON f.conference_id = k.id
WHERE k.status = 'met' AND k.held_on BETWEEN :monday AND :today AND k.student_id IN {ENROLLED}
ORDER BY k.held_on, f.id
"""
_IN_PASSING = """
SELECT next_step_id, outcome, answered_on, id FROM answer_in_passing
WHERE answered_on BETWEEN :monday AND :today ORDER BY answered_on, id
"""


def steps_of_class(notebook: Notebook, class_id: int, today: date) -> ClassSteps:
    """Every open step of the learners enrolled today, and what was answered since Monday.

    In plain SQL: a class of 200 took 20 ms as objects, and takes 4.
    """
    monday = today - timedelta(days=today.weekday())
    which = {"class_id": class_id, "today": today.isoformat(), "monday": monday.isoformat()}
    with notebook.asking() as connection:
        students = members_of(connection, class_id, today)
        answers = _answers(connection, which)
        # Two queries: with OR in one, every step that was ever closed is looked at.
        rows = connection.execute(_OPEN, which).fetchall()
        for step_id in answers:
            rows += connection.execute(_CLOSED, (step_id,))
    steps = [
        ClassStep(id, who, text, date.fromisoformat(due) if due else None, status, answers.get(id))
        for id, who, text, due, status in rows
        if who in students
    ]
    steps.sort(key=lambda step: (step.due_on or date.max, step.id))
    return _in_lists(steps, students, today)


def _in_lists(steps: Sequence[ClassStep], students: dict[int, Member], today: date) -> ClassSteps:
    waiting = [step for step in steps if step.status == "open"]
    answered = [(step.answer.answered_on, step) for step in steps if step.answer]
    answered.sort(key=lambda one: one[0], reverse=True)
    return ClassSteps(
        overdue=[step for step in waiting if step.due_on and step.due_on < today],
        due=[step for step in waiting if step.due_on == today],
        open=[step for step in waiting if not step.due_on or step.due_on > today],
        answered=[step for _, step in answered],
        students=students,
    )


def _answers(connection: sqlite3.Connection, which: dict[str, object]) -> dict[int, Answer]:
    """Step id -> its latest answer since Monday, told in a conference or in passing."""
    found = {
        step_id: Answer(outcome, date.fromisoformat(day))
        for step_id, outcome, day in connection.execute(_ANSWERS, which)
    }
    for step_id, outcome, on, row_id in connection.execute(_IN_PASSING, which):
        day = date.fromisoformat(on)
        if step_id not in found or found[step_id].answered_on <= day:
            found[step_id] = Answer(outcome, day, row_id)
    return found


def answer_in_passing(notebook: Notebook, step_id: int, outcome: str, today: date) -> None:
    """Note what became of a step, outside of a conference; *done* closes it.

    It does not count as having met. A second answer on the same day takes the place of the first.

    Raises:
        ConferencerError: it was answered or changed meanwhile; nothing was changed.
    """
    assert outcome in IN_PASSING
    with notebook.write() as session:
        step = session.get_one(NextStep, step_id)
        today_s = _told_in_passing(session, step_id, today)
        if step.status != "open" and not any(row.outcome == "done" for row in today_s):
            raise ConferencerError(
                "No longer open", "This step is no longer open; nothing was changed."
            )
        for row in today_s:
            session.delete(row)
        session.add(AnswerInPassing(next_step_id=step_id, answered_on=today, outcome=outcome))
        step.status = CLOSES.get(outcome, "open")


def take_back_answer(notebook: Notebook, step_id: int, today: date) -> bool:
    """Take back what was answered in passing today; the step is open again.

    Returns:
        whether there was such an answer.
    """
    with notebook.write() as session:
        rows = _told_in_passing(session, step_id, today)
        for row in rows:
            session.delete(row)
        if any(row.outcome == "done" for row in rows):
            session.get_one(NextStep, step_id).status = "open"
    return bool(rows)


def _told_in_passing(session: Session, step_id: int, day: date) -> list[AnswerInPassing]:
    query = select(AnswerInPassing).where(
        AnswerInPassing.next_step_id == step_id, AnswerInPassing.answered_on == day
    )
    return list(session.exec(query))
