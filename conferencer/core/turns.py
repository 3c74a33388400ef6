"""The teacher's say in who is next: pin, skip, move, and learners who asked."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from conferencer.core.models import Enrollment, Request
from conferencer.core.notebook import Notebook
from conferencer.core.removals import note_removal

SKIPPED = -1


def pin(notebook: Notebook, class_id: int, student_id: int, today: date) -> None:
    """Put a learner on top for today, below those pinned before."""
    with notebook.write() as session:
        others = _placed(session, class_id, today)
        top = [row.student_id for row in others if row.student_id != student_id]
        _place(session, class_id, [*top, student_id], today)


def skip(notebook: Notebook, class_id: int, student_id: int, today: date) -> None:
    """Leave a learner out for today: they go to the end of the list."""
    with notebook.write() as session:
        for row in _rows(session, class_id, student_id):
            row.placed_on, row.place = today, SKIPPED


def unplace(notebook: Notebook, class_id: int, student_id: int) -> None:
    """Undo pin and skip."""
    with notebook.write() as session:
        for row in _rows(session, class_id, student_id):
            row.placed_on = row.place = None


def put_in_order(
    notebook: Notebook, class_id: int, student_ids: Sequence[int], today: date
) -> None:
    """These learners come first today, in this order."""
    with notebook.write() as session:
        _place(session, class_id, student_ids, today)


def _rows(session: Session, class_id: int, student_id: int) -> list[Enrollment]:
    query = select(Enrollment).where(
        Enrollment.class_id == class_id,
        Enrollment.student_id == student_id,
        col(Enrollment.left_on).is_(None),
    )
    return list(session.exec(query))


def _placed(session: Session, class_id: int, today: date) -> list[Enrollment]:
    query = (
        select(Enrollment)
        .where(Enrollment.class_id == class_id, Enrollment.placed_on == today)
        .where(col(Enrollment.place) >= 0)
        .order_by(col(Enrollment.place))
    )
    return list(session.exec(query))


def _place(session: Session, class_id: int, student_ids: Sequence[int], today: date) -> None:
    for place, student_id in enumerate(student_ids):
        for row in _rows(session, class_id, student_id):
            row.placed_on, row.place = today, place


def ask_to_meet(notebook: Notebook, student_id: int, today: date) -> bool:
    """Note that a learner asked for a conference; asking again takes it back.

    Returns:
        whether the request stands now.
    """
    query = select(Request).where(
        Request.student_id == student_id, col(Request.answered_on).is_(None)
    )
    with notebook.write() as session:
        standing = list(session.exec(query))
        if standing:
            note_removal(session, notebook, "rows", standing, student_id=student_id)
        for request in standing:
            session.delete(request)
        if not standing:
            session.add(Request(student_id=student_id, asked_on=today))
    return not standing
