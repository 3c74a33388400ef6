"""Commands that list: learners, who is next, next steps, and one learner's history."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from conferencer.commands.answers import print_json, print_table
from conferencer.commands.given import reading, settings

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.due import Turn
    from conferencer.core.notebook import Notebook
    from conferencer.settings import Settings

NO_LEARNERS = "No learners here yet; `conferencer import FILE` brings a class in."


def list_students(asked: "Namespace") -> int:
    """The learners enrolled today, each with their classes."""
    from conferencer.core.as_json import fields_of
    from conferencer.core.names import full_name

    with reading(asked) as notebook:
        listed = _listed(notebook, asked.class_name, asked.all)
    if asked.json:
        print_json([fields_of(one.student) | {"classes": one.classes} for one in listed])
        return 0
    print_table(
        ("id", "learner", "grade", "class"),
        [
            (str(one.student.id), full_name(one.student), one.student.grade, ", ".join(one.classes))
            for one in listed
        ],
        NO_LEARNERS,
    )
    return 0


def list_next(asked: "Namespace") -> int:
    """Whom to meet next, and why: every enrolled learner once."""
    settings = settings()
    with reading(asked) as notebook:
        turns = _turns(notebook, settings, asked.class_name) if notebook else []
        if asked.json:
            print_json(_turns_as_json(notebook, turns) if notebook else [])
            return 0
    several = len({name for name, _ in turns}) > 1
    heads = ("id", "learner", "class", "why") if several else ("id", "learner", "why")
    from conferencer.core.names import full_name

    rows = []
    for class_name, turn in turns:
        row = [str(turn.standing.student_id), full_name(turn.standing), class_name, turn.reason]
        rows.append(row if several else [*row[:2], row[3]])
    print_table(heads, rows, NO_LEARNERS)
    return 0


def _turns(
    notebook: "Notebook", settings: "Settings", class_name: str | None
) -> list[tuple[str, "Turn"]]:
    """Class name and turn of every learner, most urgent first; each learner once."""
    from conferencer.core.first_rows import today_rows

    today = notebook.today()
    first = today_rows(notebook, settings, today)
    classes = _called(class_name, first.classes)
    turns = [
        (group.name, turn)
        for group in classes
        for turn in today_rows(notebook, settings, today, group.uid).turns
    ]
    once: dict[int, tuple[str, Turn]] = {}
    for class_name, turn in sorted(turns, key=lambda pair: pair[1].rank):
        once.setdefault(turn.standing.student_id, (class_name, turn))
    return list(once.values())


def _turns_as_json(
    notebook: "Notebook", turns: Iterable[tuple[str, "Turn"]]
) -> list[dict[str, object]]:
    from conferencer.core.as_json import fields_of
    from conferencer.core.roster import students_by_id

    turns = list(turns)
    students = students_by_id(notebook, [turn.standing.student_id for _, turn in turns])
    return [
        fields_of(students[turn.standing.student_id]) | {"class": name, "reason": turn.reason}
        for name, turn in turns
    ]


def show_history(asked: "Namespace") -> int:
    """All that was kept about one learner."""
    from conferencer.core.as_json import history_as_json
    from conferencer.core.history import history_of
    from conferencer.paper.history_page import history_markdown, history_text

    with reading(asked) as notebook:
        student = _student(notebook, " ".join(asked.student))
        assert notebook and student.id
        history, today = history_of(notebook, student.id), notebook.today()
    if asked.format == "json":
        print_json(history_as_json(history))
    else:
        write = history_markdown if asked.format == "markdown" else history_text
        sys.stdout.write(write(history, today))
    return 0


def list_steps(asked: "Namespace") -> int:
    """Next steps, the earliest by-when first."""
    from conferencer.core.as_json import step_as_json
    from conferencer.core.names import full_name
    from conferencer.core.next_steps import steps_listed
    from conferencer.core.roster import students_by_id
    from conferencer.core.text import first_line

    with reading(asked) as notebook:
        ids = None
        if asked.class_name is not None:
            ids = [_id(one.student) for one in _listed(notebook, asked.class_name)]
        steps = steps_listed(notebook, asked.open, ids) if notebook else []
        whose = students_by_id(notebook, [step.student_id for step in steps]) if notebook else {}
    if asked.json:
        print_json([step_as_json(step, whose[step.student_id]) for step in steps])
        return 0
    print_table(
        ("by when", "id", "learner", "state", "next step"),
        [
            (
                step.due_on.isoformat() if step.due_on else "",
                str(step.student_id),
                full_name(whose[step.student_id]),
                step.status,
                first_line(step.text, 200),
            )
            for step in steps
        ],
        "No next steps here.",
    )
    return 0
