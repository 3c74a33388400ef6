"""Writing a class list into the notebook, after showing what it would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from conferencer.core import names
from conferencer.core.guide import guide_for
from conferencer.core.models import ClassGroup, Enrollment, Student
from conferencer.core.notebook import Notebook
from conferencer.core.removals import note_removal
from conferencer.core.text import clean_name, fold
from conferencer.rosters.diff import FIELDS, OUTSIDE, Changes, KnownStudent, Match, compare
from conferencer.rosters.shape import RosterClass


@dataclass(frozen=True)
class Preview:
    """What writing a class of a file would do."""

    roster_class: RosterClass
    class_name: str
    """What the class is called in the notebook, or will be."""
    group: ClassGroup | None
    """The class, if the notebook knows it."""
    changes: Changes


def preview(notebook: Notebook, roster_class: RosterClass, class_name: str) -> Preview:
    """What writing this class would do; nothing is written, and a missing notebook is an empty one.

    Raises:
        ConferencerError: the name of the class has no visible character.
    """
    name = clean_name(class_name)
    if not notebook.exists:
        return Preview(roster_class, name, None, compare((), roster_class.rows))
    with notebook.session() as session:
        return _preview(session, roster_class, name, notebook.today())


def apply(notebook: Notebook, shown: Preview) -> ClassGroup:
    """Write what was shown, in one transaction; what has changed since is looked at again."""
    return apply_all(notebook, [shown])[0]


def apply_all(notebook: Notebook, shown: Sequence[Preview]) -> list[ClassGroup]:
    """Write several classes in one transaction: all of them are in, or none."""
    with notebook.write() as session:
        return [_apply(session, notebook, one) for one in shown]


def _apply(session: Session, notebook: Notebook, shown: Preview) -> ClassGroup:
    today = notebook.today()
    now = _preview(session, shown.roster_class, shown.class_name, today)
    group = now.group or _new_class(session, now)
    group.outside_ids = {**group.outside_ids, **shown.roster_class.outside_ids}
    group.archived_on = None
    session.flush()
    assert group.id is not None
    students = _students(session)
    changes = (*now.changes.new, *now.changes.changed)
    written = [_write(session, match, students) for match in changes]
    session.flush()
    for match, student in zip(changes, written, strict=True):
        if match.known is None or not match.known.in_class:
            _enroll(session, student, group.id, today)
    _end_enrollments(session, notebook, group.id, {one.id for one in now.changes.left})
    return group


def _preview(session: Session, roster_class: RosterClass, name: str, today: date) -> Preview:
    groups = list(session.exec(select(ClassGroup).order_by(col(ClassGroup.id))))
    group = _same_class(groups, roster_class, name)
    known = _known(session, group, today)
    if group is None:
        name = _free_name(groups, roster_class, name)
    changes = compare(known, roster_class.rows)
    return Preview(roster_class, group.name if group else name, group, changes)


def _same_class(
    groups: Iterable[ClassGroup], roster_class: RosterClass, name: str
) -> ClassGroup | None:
    """The class with the same sourcedId, else the one of the same name with no other sourcedId."""
    source = roster_class.outside_ids.get("sourcedId")
    named: ClassGroup | None = None
    for group in groups:
        known = group.outside_ids.get("sourcedId")
        if source and known == source:
            return group
        other = source and known
        if not group.archived_on and not other and fold(group.name) == fold(name):
            named = named or group
    return named


def _free_name(groups: Iterable[ClassGroup], roster_class: RosterClass, name: str) -> str:
    taken = {fold(group.name) for group in groups if not group.archived_on}
    code = roster_class.outside_ids.get("classCode")
    for candidate in (name, *([f"{name} ({code})"] if code else [])):
        if fold(candidate) not in taken:
            return candidate
    number = 2
    while fold(f"{name} {number}") in taken:
        number += 1
    return f"{name} {number}"


def _known(session: Session, group: ClassGroup | None, today: date) -> list[KnownStudent]:
    now: set[int] = set()
    once: set[int] = set()
    if group is not None:
        for one in session.exec(select(Enrollment).where(Enrollment.class_id == group.id)):
            is_running = one.left_on is None or one.left_on > today
            (now if is_running else once).add(one.student_id)
    return [
        KnownStudent(
            id=key,
            **{name: getattr(student, name) for name in FIELDS},
            outside_ids=student.outside_ids,
            in_class=key in now and student.archived_on is None,
            was_in_class=key in once or (key in now and student.archived_on is not None),
        )
        for key, student in _students(session).items()
    ]


def _students(session: Session) -> dict[int, Student]:
    found = session.exec(select(Student).order_by(col(Student.id)))
    return {student.id: student for student in found if student.id is not None}


def _new_class(session: Session, shown: Preview) -> ClassGroup:
    name, subject = shown.class_name, shown.roster_class.subject
    group = ClassGroup(name=name, subject=subject, guide=guide_for(subject, name))
    session.add(group)
    return group


def fold_names(student: Student) -> None:
    """Bring the columns for searching and sorting up to the names."""
    student.search_name = names.search_name(student)
    student.sort_name = names.sort_name(student)


def _write(session: Session, match: Match, students: dict[int, Student]) -> Student:
    row, known = match.row, match.known
    if known is None:
        student = Student(
            **{name: getattr(row, name) for name in FIELDS}, outside_ids=dict(row.outside_ids)
        )
        session.add(student)
    else:
        student = students[known.id]
        ids = dict(student.outside_ids)
        for name, (_, after) in match.changes.items():
            if name.startswith(OUTSIDE):
                ids[name.removeprefix(OUTSIDE)] = after
            elif name != "enrollment":
                setattr(student, name, after)
        student.outside_ids = ids
        if not known.in_class:
            student.archived_on = None
    fold_names(student)
    return student


def _enroll(session: Session, student: Student, class_id: int, today: date) -> None:
    assert student.id is not None
    ended_today = select(Enrollment).where(
        Enrollment.student_id == student.id,
        Enrollment.class_id == class_id,
        Enrollment.left_on == today,
    )
    again = session.exec(ended_today).first()
    if again is not None:
        again.left_on = None
    else:
        session.add(Enrollment(student_id=student.id, class_id=class_id, joined_on=today))


def _end_enrollments(session: Session, notebook: Notebook, class_id: int, left: set[int]) -> None:
    running = select(Enrollment).where(
        Enrollment.class_id == class_id, col(Enrollment.left_on).is_(None)
    )
    ended = [one for one in session.exec(running) if one.student_id in left]
    if ended:
        alone = ended[0].student_id if len(ended) == 1 else None
        note_removal(session, notebook, "enrollment", ended, student_id=alone, class_id=class_id)
    for enrollment in ended:
        enrollment.left_on = notebook.today()
