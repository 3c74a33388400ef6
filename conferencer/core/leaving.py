"""Who left a class, and coming back: leaving only ends an enrollment, so it can be undone."""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from conferencer.core.errors import ConferencerError
from conferencer.core.models import ClassGroup, Enrollment, Student
from conferencer.core.notebook import Notebook
from conferencer.core.text import fold


class Leaver(NamedTuple):
    """A learner who was in a class."""

    student: Student
    left_on: date


def leavers_of(notebook: Notebook, class_id: int) -> list[Leaver]:
    """Those who left a class and did not come back, by family name, with the last day."""
    today = notebook.today()
    query = (
        select(Student, Enrollment)
        .join(Enrollment, col(Enrollment.student_id) == col(Student.id))
        .where(Enrollment.class_id == class_id)
        .order_by(col(Student.sort_name), col(Student.id))
    )
    here: set[int | None] = set()
    left: dict[int | None, Leaver] = {}
    with notebook.session() as session:
        for student, enrollment in session.exec(query):
            ended = enrollment.left_on
            if ended is None or ended > today:
                here.add(student.id)
                continue
            before = left.get(student.id)
            left[student.id] = Leaver(student, max(ended, before.left_on) if before else ended)
    return [leaver for key, leaver in left.items() if key not in here]


def come_back(notebook: Notebook, student_id: int, class_id: int) -> None:
    """A learner is in the class again, from today; leaving on the same day is taken back."""
    today = notebook.today()
    with notebook.write() as session:
        session.get_one(Student, student_id).archived_on = None
        query = select(Enrollment).where(
            Enrollment.student_id == student_id, Enrollment.class_id == class_id
        )
        enrollments = list(session.exec(query))
        if any(one.left_on is None or one.left_on > today for one in enrollments):
            return
        ended_today = next((one for one in enrollments if one.left_on == today), None)
        if ended_today is not None:
            ended_today.left_on = None
        else:
            session.add(Enrollment(student_id=student_id, class_id=class_id, joined_on=today))


def bring_class_back(notebook: Notebook, class_id: int) -> None:
    """An archived class is in use again, with those who were in it when it was put away.

    Raises:
        ConferencerError: another class has its name by now; nothing was changed.
    """
    with notebook.write() as session:
        group = session.get_one(ClassGroup, class_id)
        archived_on, group.archived_on = group.archived_on, None
        if archived_on is None:
            return
        with session.no_autoflush:
            refuse_name_taken(session, group)
        query = select(Enrollment).where(
            Enrollment.class_id == class_id, Enrollment.left_on == archived_on
        )
        for enrollment in session.exec(query):
            if session.get_one(Student, enrollment.student_id).archived_on is None:
                enrollment.left_on = None


def refuse_name_taken(session: Session, group: ClassGroup) -> None:
    """Nothing, unless another class in use has its name by now.

    Raises:
        ConferencerError: it has.
    """
    others = select(ClassGroup).where(col(ClassGroup.archived_on).is_(None))
    if any(fold(one.name) == fold(group.name) for one in session.exec(others) if one is not group):
        raise ConferencerError(
            "Name taken",
            f"There is another class “{group.name}” by now; nothing was changed. Rename one first.",
        )
