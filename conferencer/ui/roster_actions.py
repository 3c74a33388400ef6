"""What can be done from the Roster: add, edit, leave and come back, put a class away."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from conferencer.core import roster
from conferencer.core.errors import ConferencerError
from conferencer.core.guide import conference_types
from conferencer.core.leaving import bring_class_back, come_back
from conferencer.core.models import ClassGroup, Student
from conferencer.core.names import full_name
from conferencer.core.text import clean_line, isolated
from conferencer.rosters.person_names import split_whole
from conferencer.ui.days_off import days_without_school as days_without_school
from conferencer.ui.dialogs import Ask, Confirm, Pick
from conferencer.ui.kindly import kindly

if TYPE_CHECKING:
    from conferencer.ui.screens.roster import RosterScreen

LEARNER_FIELDS = {
    "given_name": "Given name",
    "family_name": "Family name",
    "preferred_name": "Wants to be called",
    "say_name": "Say the name",
    "pronouns": "Pronouns",
    "grade": "Grade",
    "email": "Email",
    "home_language": "Home language",
    "type": "Conference",
    "cadence": "Meet every",
}
CLASS_FIELDS = {
    "name": "Name",
    "subject": "Subject",
    "school_year": "School year",
    "type": "Conference",
    "guide": "Guide",
    "cadence": "Meet every",
}
_WIDTH = 20
"""Cells for the labels in the list of fields."""

Choices = list[tuple[str, str]]


def new_learner(screen: "RosterScreen") -> None:
    """Add a learner to the class; the name may be written as `Ana Lopez` or `Lopez, Ana`."""
    group = screen.group
    if group is None or group.id is None:
        return
    class_id = group.id

    def add(text: str | None) -> None:
        if text is None:
            return
        with kindly(screen):
            given, family = split_whole(clean_line(text))
            student = roster.add_student(screen.desk.notebook, class_id, given, family)
            screen.reload(at=f"student-{student.id}")

    title = f"Who is new in {isolated(group.name)}?"
    screen.app.push_screen(Ask(title, hint="Ana Lopez"), add)


def new_class(screen: "RosterScreen") -> None:
    """Add a class, and show it."""

    def add(text: str | None) -> None:
        if text is None:
            return
        with kindly(screen):
            screen.class_id = roster.add_class(screen.desk.notebook, text).id
            screen.reload()
            screen.learner_rows.focus()

    screen.app.push_screen(Ask("What is the new class called?", hint="Room 12"), add)


def edit_learner(screen: "RosterScreen", at: str = "") -> None:
    """Change one field after another of the learner under the bar."""
    student = screen.student
    if student is None or student.id is None:
        return
    student_id = student.id

    def keep(field: str, value: roster.Value) -> None:
        roster.update_student(screen.desk.notebook, student_id, **{field: value})

    _edit(screen, student, LEARNER_FIELDS, keep, lambda field: edit_learner(screen, field), at)


def edit_class(screen: "RosterScreen", at: str = "") -> None:
    """Change one field after another of the class."""
    group = screen.group
    if group is None or group.id is None:
        return
    class_id = group.id

    def keep(field: str, value: roster.Value) -> None:
        roster.update_class(screen.desk.notebook, class_id, **{field: value})

    _edit(screen, group, CLASS_FIELDS, keep, lambda field: edit_class(screen, field), at)


def _edit(
    screen: "RosterScreen",
    row: Student | ClassGroup,
    fields: dict[str, str],
    keep: Callable[[str, roster.Value], None],
    again: Callable[[str], None],
    at: str,
) -> None:
    name = row.name if isinstance(row, ClassGroup) else full_name(row)
    listed = [(key, label.ljust(_WIDTH) + _said(screen, row, key)) for key, label in fields.items()]

    def ask(field: str | None) -> None:
        if field is None:
            return

        def change(value: str | None) -> None:
            if value is not None:
                with kindly(screen):
                    keep(field, _cadence(value) if field == "cadence" else value)
                    screen.reload()
            again(field)

        before = getattr(row, field)
        choices = _choices(screen, row, field)
        if choices:
            screen.app.push_screen(Pick(fields[field], choices, at=before), change)
            return
        title = fields[field]
        if field == "cadence":
            title = "Meet every how many school days? Empty for as everyone else."
        screen.app.push_screen(Ask(title, "" if before is None else str(before)), change)

    screen.app.push_screen(Pick(isolated(name), listed, at), ask)


def _choices(screen: "RosterScreen", row: Student | ClassGroup, field: str) -> Choices:
    if field == "type":
        kinds = [(kind.key, kind.name) for kind in conference_types().values()]
        return [("", "As the class does"), *kinds] if isinstance(row, Student) else kinds
    if field == "guide":
        return [(guide.key, isolated(guide.name)) for guide in screen.desk.shelf.guides.values()]
    return []


def _said(screen: "RosterScreen", row: Student | ClassGroup, field: str) -> str:
    value = getattr(row, field)
    if field == "cadence":
        return f"{value} school days" if value else "–"
    return dict(_choices(screen, row, field)).get(value) or isolated(value) or "–"


def _cadence(text: str) -> int | None:
    words = clean_line(text).removesuffix("school days").strip()
    if not words:
        return None
    if not words.isdecimal():
        raise ConferencerError(
            "Cadence not kept", "Write a number of school days, such as 10; nothing was changed."
        )
    return int(words[:9])


def leave_or_come_back(screen: "RosterScreen") -> None:
    """The learner left the class; one who left is in it again."""
    student, group = screen.student, screen.group
    if student is None or group is None or student.id is None or group.id is None:
        return
    notebook, student_id, class_id = screen.desk.notebook, student.id, group.id
    name, class_name = isolated(full_name(student)), isolated(group.name)
    if screen.student_left:
        come_back(notebook, student_id, class_id)
        screen.reload(at=f"student-{student_id}")
        # A toast outlives its screen, and the next one may be shared: no learner's name in it.
        screen.notify("In the class again.", markup=False)
        return

    def leave(how: str | bool | None) -> None:
        if not how:
            return
        with kindly(screen):
            if how == "school":
                roster.archive_student(notebook, student_id, screen.desk.today())
            else:
                roster.end_enrollment(notebook, student_id, class_id, screen.desk.today())
            screen.reload()
            screen.notify("Now at the end of the list; x there takes it back.", markup=False)

    lines = ["Nothing is deleted: conferences, goals and next steps stay."]
    others = [one for one in _classes_of(screen, student_id) if one != group.name]
    if not others:
        screen.app.push_screen(Confirm(f"Has {name} left {class_name}?", lines), leave)
        return
    told = ", ".join(isolated(one) for one in others)
    ways = [
        ("class", f"{class_name} only\nstays in {told}"),
        ("school", f"Every class\nalso {told}; nothing is deleted"),
    ]
    screen.app.push_screen(Pick(f"Which class has {name} left?", ways), leave)


def _classes_of(screen: "RosterScreen", student_id: int) -> list[str]:
    listed = roster.students_listed(screen.desk.notebook)
    return next((one.classes for one in listed if one.student.id == student_id), [])


def archive_or_take_back(screen: "RosterScreen") -> None:
    """Put the class away; one that was put away is in use again."""
    group = screen.group
    if group is None or group.id is None:
        return
    notebook, class_id, name = screen.desk.notebook, group.id, isolated(group.name)
    if group.archived_on is not None:
        bring_class_back(notebook, class_id)
        screen.reload()
        screen.notify(f"{name} is in use again.", markup=False)
        return

    def archive(sure: bool | None) -> None:
        if sure:
            with kindly(screen):
                roster.archive_class(notebook, class_id, screen.desk.today())
                screen.reload()
                screen.notify(f"{name} is among the earlier years now.", markup=False)

    lines = [
        "Its learners leave it, and it is listed under earlier years.",
        "Nothing is deleted; x there brings it back with its learners.",
    ]
    screen.app.push_screen(Confirm(f"Put {name} away?", lines), archive)
