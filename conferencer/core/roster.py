"""Classes and their learners: looking them up, adding, editing, archiving."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from conferencer.core import names
from conferencer.core.errors import AskedWronglyError, ConferencerError
from conferencer.core.guide import guide_for
from conferencer.core.models import ClassGroup, Enrollment, Student
from conferencer.core.notebook import Notebook
from conferencer.core.removals import note_removal
from conferencer.core.roster_import import Preview as Preview
from conferencer.core.roster_import import apply as apply
from conferencer.core.roster_import import apply_all as apply_all
from conferencer.core.roster_import import fold_names
from conferencer.core.roster_import import preview as preview
from conferencer.core.text import clean_line, clean_name, fold, is_visible

STUDENT_TEXTS = (
    "given_name",
    "family_name",
    "preferred_name",
    "say_name",
    "pronouns",
    "grade",
    "home_language",
    "email",
    "type",
)
"""What a teacher can write of a learner, each a line of text."""
CLASS_TEXTS = ("name", "subject", "school_year", "type", "guide")
"""The same of a class."""
_LONGEST_CADENCE = 200

Value = str | int | None
"""What a field may be set to: a text, or for `cadence` school days or None."""


def classes(notebook: Notebook, include_archived: bool = False) -> list[ClassGroup]:
    """The classes by name."""
    query = select(ClassGroup)
    if not include_archived:
        query = query.where(col(ClassGroup.archived_on).is_(None))
    with notebook.session() as session:
        return sorted(session.exec(query), key=lambda group: (fold(group.name), group.id))


def class_named(notebook: Notebook, name: str) -> ClassGroup:
    """The class with a name; accents and case do not count where that leaves one.

    Raises:
        AskedWronglyError: there is none, or more than one.
    """
    known = classes(notebook)
    wanted = clean_line(name)
    exact = [group for group in known if group.name == wanted]
    found = exact or [group for group in known if fold(group.name) == fold(wanted)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"“{group.name}”" for group in known) or "none yet"
    problem = "There is more than one class" if found else "There is no class"
    raise AskedWronglyError("Which class?", f"{problem} “{wanted}”; the classes are: {listed}.")


def students_of(notebook: Notebook, class_id: int) -> list[Student]:
    """The learners enrolled in a class today, by family name."""
    query = (
        select(Student)
        .join(Enrollment, col(Enrollment.student_id) == col(Student.id))
        .where(Enrollment.class_id == class_id, col(Student.archived_on).is_(None))
        .where(*_enrolled(notebook.today()))
        .distinct()
        .order_by(col(Student.sort_name), col(Student.id))
    )
    with notebook.session() as session:
        return list(session.exec(query))


def _enrolled(today: date) -> tuple[ColumnElement[bool], ...]:
    left_on = col(Enrollment.left_on)
    return (col(Enrollment.joined_on) <= today, or_(left_on.is_(None), left_on > today))


def students_by_id(notebook: Notebook, ids: Iterable[int]) -> dict[int, Student]:
    """The learners with these ids; unknown ids are left out."""
    wanted = set(ids)
    with notebook.session() as session:
        found = (session.get(Student, student_id) for student_id in wanted)
        return {one.id: one for one in found if one is not None and one.id is not None}


class Listed(NamedTuple):
    """A learner in a list."""

    student: Student
    classes: list[str]
    """The names of the classes of today."""
    former_classes: list[str]
    """Those of the classes left, or put away; only where everyone is listed."""
    left_on: date | None
    """When the last class was left; None for somebody who is in a class."""


def students_listed(
    notebook: Notebook, class_name: str | None = None, everyone: bool = False
) -> list[Listed]:
    """The learners by family name, each with the names of their classes of today.

    Args:
        class_name: only those of this class.
        everyone: also those who left, and the archived; with the classes they were in.
            Those who left `class_name` are listed with it.

    Raises:
        AskedWronglyError: no such class.
    """
    chosen = class_named(notebook, class_name).id if class_name is not None else None
    query = (
        select(Student, ClassGroup, Enrollment)
        .outerjoin(Enrollment, col(Enrollment.student_id) == col(Student.id))
        .outerjoin(ClassGroup, col(ClassGroup.id) == col(Enrollment.class_id))
        .order_by(col(Student.sort_name), col(Student.id), col(ClassGroup.name))
    )
    if not everyone:
        query = query.where(
            *_enrolled(notebook.today()),
            col(ClassGroup.archived_on).is_(None),
            col(Student.archived_on).is_(None),
        )
    found: dict[int | None, tuple[Student, list[tuple[ClassGroup, Enrollment]]]] = {}
    with notebook.session() as session:
        for student, group, enrollment in session.exec(query):
            _, places = found.setdefault(student.id, (student, []))
            if group is not None and enrollment is not None:
                places.append((group, enrollment))
        return [
            _listed(student, places, notebook.today())
            for student, places in found.values()
            if chosen is None or any(group.id == chosen for group, _ in places)
        ]


def _listed(
    student: Student, places: Sequence[tuple[ClassGroup, Enrollment]], today: date
) -> Listed:
    now: dict[int | None, str] = {}
    once: dict[int | None, str] = {}
    ends: list[date] = []
    for group, enrollment in places:
        end = enrollment.left_on or group.archived_on or student.archived_on
        is_over = end is not None and end <= today
        (once if is_over else now)[group.id] = group.name
        ends += [end] if end is not None and is_over else []
    former = [name for key, name in once.items() if key not in now]
    return Listed(student, list(now.values()), former, None if now else max(ends, default=None))


def find_student(notebook: Notebook, who: str) -> Student:
    """The learner meant by an id, a uid or a name; accents and case do not count.

    Raises:
        AskedWronglyError: nobody, or more than one; the candidates are listed.
    """
    everyone = students_listed(notebook, everyone=True)
    wanted = clean_line(who)
    for one in everyone:
        if wanted in (str(one.student.id), one.student.uid):
            return one.student
    plain = _plain(wanted)
    for fits in (_has_name, _answers_to):
        found = [one for one in everyone if plain and fits(one.student, plain)]
        if len(found) == 1:
            return found[0].student
        if found:
            raise AskedWronglyError(
                "Which learner?",
                f"{len(found)} learners are called “{wanted}”; say the id: {_candidates(found)}.",
            )
    near = [one for one in everyone if plain and _is_near(one.student, plain)][:10]
    hint = f" Near: {_candidates(near)}." if near else ""
    raise AskedWronglyError("Which learner?", f"There is no learner “{wanted}”.{hint}")


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _has_name(student: Student, plain: str) -> bool:
    spoken = (student.given_name, student.preferred_name)
    whole = {_plain(f"{given} {student.family_name}") for given in spoken}
    whole |= {_plain(f"{student.family_name}, {given}") for given in spoken if given}
    return plain in whole | {_plain(names.full_name(student))}


def _answers_to(student: Student, plain: str) -> bool:
    words = _plain(student.search_name).split()
    return all(word in words for word in plain.split())


def _is_near(student: Student, plain: str) -> bool:
    return any(word in student.search_name for word in plain.split() if len(word) > 1)


def _candidates(found: Sequence[Listed]) -> str:
    return "; ".join(
        f"{names.full_name(one.student)} (id {one.student.id}, "
        f"{', '.join(one.classes or one.former_classes) or 'no class'})"
        for one in found
    )


def _write_fields(
    row: Student | ClassGroup, texts: tuple[str, ...], fields: dict[str, Value]
) -> None:
    for name, value in fields.items():
        if name == "cadence" and not isinstance(value, str):
            if value is not None and not 1 <= value <= _LONGEST_CADENCE:
                raise ConferencerError(
                    "Cadence not kept",
                    f"A cadence is 1 to {_LONGEST_CADENCE} school days; nothing was changed.",
                )
            setattr(row, name, value)
        elif name in texts and isinstance(value, str):
            setattr(row, name, clean_line(value))
        else:
            raise TypeError(f"{type(row).__name__} has no field {name} of this kind")


def _write_student(student: Student, fields: dict[str, Value]) -> None:
    _write_fields(student, STUDENT_TEXTS, fields)
    clean_name(f"{student.given_name} {student.family_name}")
    for name in ("given_name", "family_name", "preferred_name"):
        if not is_visible(getattr(student, name)):
            setattr(student, name, "")
    fold_names(student)


def add_student(
    notebook: Notebook, class_id: int, given_name: str, family_name: str = "", **profile: Value
) -> Student:
    """Add a learner to a class, from today.

    Raises:
        ConferencerError: the name has no visible character.
    """
    student = Student(given_name="")
    _write_student(student, {"given_name": given_name, "family_name": family_name, **profile})
    with notebook.write() as session:
        session.add(student)
        session.flush()
        assert student.id is not None
        session.add(
            Enrollment(student_id=student.id, class_id=class_id, joined_on=notebook.today())
        )
    return student


def update_student(notebook: Notebook, student_id: int, **fields: Value) -> Student:
    """Change what is written of a learner.

    Raises:
        ConferencerError: no visible name would be left; nothing was changed.
    """
    with notebook.write() as session:
        student = session.get_one(Student, student_id)
        _write_student(student, fields)
    return student


def archive_student(notebook: Notebook, student_id: int, today: date) -> None:
    """Put a learner away: all enrollments end, everything that was kept stays."""
    with notebook.write() as session:
        running = _running(session, Enrollment.student_id == student_id)
        note_removal(session, notebook, "student", running, student_id=student_id)
        session.get_one(Student, student_id).archived_on = today
        _end(running, today)


def end_enrollment(notebook: Notebook, student_id: int, class_id: int, today: date) -> None:
    """A learner leaves a class."""
    with notebook.write() as session:
        which = Enrollment.student_id == student_id, Enrollment.class_id == class_id
        running = _running(session, *which)
        note_removal(
            session, notebook, "enrollment", running, student_id=student_id, class_id=class_id
        )
        _end(running, today)


def _running(session: Session, *which: bool) -> list[Enrollment]:
    return list(session.exec(select(Enrollment).where(col(Enrollment.left_on).is_(None), *which)))


def _end(running: Sequence[Enrollment], today: date) -> None:
    for enrollment in running:
        enrollment.left_on = today


def add_class(notebook: Notebook, name: str, **fields: Value) -> ClassGroup:
    """Add a class.

    Raises:
        ConferencerError: the name has no visible character, or another class has it.
    """
    group = ClassGroup(name=clean_name(name), guide=guide_for(str(fields.get("subject", "")), name))
    _write_fields(group, CLASS_TEXTS, fields)
    with notebook.write() as session:
        _refuse_name_taken(session, group)
        session.add(group)
    return group


def update_class(notebook: Notebook, class_id: int, **fields: Value) -> ClassGroup:
    """Change what is written of a class.

    Raises:
        ConferencerError: the name has no visible character, or another class has it.
    """
    with notebook.write() as session:
        group = session.get_one(ClassGroup, class_id)
        _write_fields(group, CLASS_TEXTS, fields)
        clean_name(group.name)
        with session.no_autoflush:
            _refuse_name_taken(session, group)
    return group


def _refuse_name_taken(session: Session, group: ClassGroup) -> None:
    others = select(ClassGroup).where(col(ClassGroup.archived_on).is_(None))
    if any(fold(one.name) == fold(group.name) for one in session.exec(others) if one is not group):
        raise ConferencerError(
            "Name taken", f"There is a class “{group.name}” already; nothing was changed."
        )


def archive_class(notebook: Notebook, class_id: int, today: date) -> None:
    """Put a class away with its enrollments; everything that was kept stays."""
    with notebook.write() as session:
        running = _running(session, Enrollment.class_id == class_id)
        note_removal(session, notebook, "class", running, class_id=class_id)
        session.get_one(ClassGroup, class_id).archived_on = today
        _end(running, today)
