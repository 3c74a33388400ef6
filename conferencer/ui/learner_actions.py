"""What can be changed on the Learner screen: who they are, steps, strengths and supports."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from conferencer.core.errors import ConferencerError
from conferencer.core.goals import add_goal
from conferencer.core.guide import conference_types
from conferencer.core.models import NextStep, ProfileEntry, Student
from conferencer.core.next_steps import close_step
from conferencer.core.profile import add_entry, end_entry
from conferencer.core.roster import update_student
from conferencer.core.text import first_line, isolated
from conferencer.ui.conference_menu import type_in_words
from conferencer.ui.dialogs import Ask, Pick
from conferencer.ui.kindly import kindly

if TYPE_CHECKING:
    from conferencer.ui.screens.learner import LearnerScreen

WHO = {
    "preferred_name": "What they want to be called",
    "say_name": "How to say the name",
    "pronouns": "Pronouns",
    "grade": "Grade",
    "home_language": "Home language",
    "email": "Email",
    "cadence": "School days between two conferences",
    "type": "Usual type of conference",
}
"""What may be said of who a learner is: field -> question."""
KIND_NAMES = {
    "strength": "A strength",
    "interest": "An interest",
    "helps_me": "Something that helps",
    "support": "A support",
}
Rows = list[tuple[str, str, Callable[[], object]]]
"""Key, words, and what is done when it is picked."""
_TITLE = 200
"""Characters of somebody's words that a dialog's title shows."""


def pick(
    screen: "LearnerScreen",
    title: str,
    rows: Rows,
) -> None:
    """Offer rows of key, words and action, and do what is picked."""
    actions = {key: action for key, _, action in rows}

    def do(key: str | None) -> None:
        if key:
            with kindly(screen):
                actions[key]()

    screen.app.push_screen(Pick(title, [(key, words) for key, words, _ in rows]), do)


def ask(
    screen: "LearnerScreen", title: str, text: str, keep: Callable[[str], object], hint: str = ""
) -> None:
    """Ask for words and keep them, if they are others."""

    def done(words: str | None) -> None:
        if words is not None and words.strip() != text.strip():
            with kindly(screen):
                keep(words)

    screen.app.push_screen(Ask(title, text, hint=hint), done)


# Who they are


def edit_who(screen: "LearnerScreen", student: Student) -> None:
    """Pick what to change of who a learner is."""

    def row(field: str) -> tuple[str, str, Callable[[], object]]:
        said = isolated(_said_of(student, field)) or "–"
        return field, f"{WHO[field]}\n{said}", lambda: _edit_field(screen, student, field)

    pick(screen, "Who they are", [row(field) for field in WHO])


def _said_of(student: Student, field: str) -> str:
    value = getattr(student, field)
    if field == "type":
        return conference_types()[value].name if value in conference_types() else "as in the class"
    if field == "cadence":
        return str(value) if value else "as in the class"
    return str(value)


def _edit_field(screen: "LearnerScreen", student: Student, field: str) -> None:
    notebook, student_id = screen.desk.notebook, screen.student_id
    if field == "type":
        _edit_type(screen, student)
    elif field == "cadence":
        now = str(student.cadence) if student.cadence else ""

        def keep_days(text: str) -> None:
            update_student(notebook, student_id, cadence=_days(text))

        ask(screen, WHO[field], now, keep_days, hint="empty for the class’s own")
    else:

        def keep(text: str) -> None:
            update_student(notebook, student_id, **{field: text})

        ask(screen, WHO[field], getattr(student, field), keep)


def _edit_type(screen: "LearnerScreen", student: Student) -> None:
    rows = [("-", "as in the class")]
    rows += [(k.key, type_in_words(k.name, k.minutes)) for k in conference_types().values()]

    def keep(key: str | None) -> None:
        if key:
            with kindly(screen):
                kind = "" if key == "-" else key
                update_student(screen.desk.notebook, screen.student_id, type=kind)

    screen.app.push_screen(Pick(WHO["type"], rows, at=student.type or "-"), keep)


def _days(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise ConferencerError(
            "Not a number", "School days are a whole number, such as 10; nothing was changed."
        )
    return int(text)


# Strengths, interests, what helps, supports


def add_something(screen: "LearnerScreen") -> None:
    """Add an entry or a goal."""

    def row(kind: str) -> tuple[str, str, Callable[[], object]]:
        return kind, KIND_NAMES[kind], lambda: _add_entry(screen, kind)

    goal = ("goal", "A goal", lambda: _add_goal(screen))
    pick(screen, "Add …", [goal, *(row(kind) for kind in KIND_NAMES)])


def _add_entry(screen: "LearnerScreen", kind: str) -> None:
    def keep(text: str) -> None:
        desk = screen.desk
        add_entry(desk.notebook, screen.student_id, kind, text, "teacher", desk.today())

    hint = "a short action that helps to take part" if kind == "support" else ""
    ask(screen, KIND_NAMES[kind], "", keep, hint)


def _add_goal(screen: "LearnerScreen") -> None:
    def keep(text: str) -> None:
        add_goal(screen.desk.notebook, screen.student_id, text, screen.desk.today())

    ask(screen, "A goal", "", keep, hint="I can … or I will …, in the learner’s own words")


def change_entry(screen: "LearnerScreen", entry: ProfileEntry) -> None:
    """Say an entry in other words, from today, or end it."""
    desk, entry_id = screen.desk, entry.id
    assert entry_id is not None

    def reword(text: str) -> None:
        today = desk.today()
        add_entry(desk.notebook, screen.student_id, entry.kind, text, entry.said_by, today)
        end_entry(desk.notebook, entry_id, today)

    title = short(entry.text)
    pick(
        screen,
        title,
        [
            ("edit", "Say it in other words", lambda: ask(screen, title, entry.text, reword)),
            ("end", "No longer so", lambda: end_entry(desk.notebook, entry_id, desk.today())),
        ],
    )


# Steps


def change_step(screen: "LearnerScreen", step: NextStep) -> None:
    """Mark a step done, or leave it open."""
    notebook, step_id = screen.desk.notebook, step.id
    assert step_id is not None
    pick(
        screen,
        short(step.text),
        [
            ("done", "Done", lambda: close_step(notebook, step_id, "done")),
            ("open", "Still open", lambda: None),
        ],
    )


def short(text: str) -> str:
    """The beginning of somebody's words, for a title or a row."""
    return isolated(first_line(text, _TITLE))
