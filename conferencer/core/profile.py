"""Who a learner is: strengths, interests, what helps, supports. Dated, since needs change."""

from datetime import date

from sqlmodel import col, select

from conferencer.core.models import ProfileEntry, Student
from conferencer.core.names import full_name
from conferencer.core.notebook import Notebook
from conferencer.core.text import clean_name, fold

KINDS = ("strength", "interest", "helps_me", "support")
TOGETHER = KINDS[:3]
"""What may be seen while the learner sits beside the screen; supports may not."""


def student_by_id(notebook: Notebook, student_id: int) -> Student:
    """One learner."""
    with notebook.session() as session:
        return session.get_one(Student, student_id)


def profile_of(notebook: Notebook, student_id: int, kinds: tuple[str, ...]) -> list[ProfileEntry]:
    """The entries that hold now, oldest first."""
    query = (
        select(ProfileEntry)
        .where(ProfileEntry.student_id == student_id, col(ProfileEntry.until).is_(None))
        .where(col(ProfileEntry.kind).in_(kinds))
        .order_by(col(ProfileEntry.id))
    )
    with notebook.session() as session:
        return list(session.exec(query))


def add_entry(
    notebook: Notebook, student_id: int, kind: str, text: str, said_by: str, today: date
) -> ProfileEntry:
    """Add an entry.

    Raises:
        ConferencerError: the text has no visible character.
    """
    assert kind in KINDS
    entry = ProfileEntry(
        student_id=student_id, kind=kind, text=clean_name(text), said_by=said_by, since=today
    )
    with notebook.write() as session:
        session.add(entry)
    return entry


def end_entry(notebook: Notebook, entry_id: int, today: date) -> None:
    """An entry holds no longer; it is kept with its dates."""
    with notebook.write() as session:
        session.get_one(ProfileEntry, entry_id).until = today


def has_namesake(notebook: Notebook, student: Student) -> bool:
    """Whether another learner is called the same."""
    name = fold(full_name(student))
    query = select(Student).where(
        Student.id != student.id, col(Student.family_name).in_((student.family_name, ""))
    )
    with notebook.session() as session:
        return any(fold(full_name(other)) == name for other in session.exec(query))
