"""Commands that list: learners, who is next, and next steps."""

from typing import TYPE_CHECKING, NamedTuple

from conferencer.commands.answers import print_json, print_table
from conferencer.commands.given import NO_LEARNERS, class_meant, given_settings, reading

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.due import Turn
    from conferencer.core.notebook import Notebook
    from conferencer.core.roster import Listed
    from conferencer.settings import Settings


def list_students(asked: "Namespace") -> int:
    """The learners enrolled today, each with their classes; with `--all` also who has left."""
    from conferencer.core.as_json import fields_of
    from conferencer.core.names import full_name

    with reading(asked) as notebook:
        listed = _listed(notebook, asked.class_name, asked.all)
    if asked.json:
        print_json([fields_of(one.student) | _places_as_json(one) for one in listed])
        return 0
    rows = [
        (str(one.student.id), full_name(one.student), one.student.grade, _places(one))
        for one in listed
    ]
    print_table(("id", "learner", "grade", "class"), rows, NO_LEARNERS)
    return 0


def _places(one: "Listed") -> str:
    if one.left_on is None:
        return ", ".join(one.classes)
    return f"{', '.join(one.former_classes)} (left {one.left_on.isoformat()})"


def _places_as_json(one: "Listed") -> dict[str, object]:
    return {
        "classes": one.classes,
        "former_classes": one.former_classes,
        "left_on": one.left_on.isoformat() if one.left_on else None,
    }


def _listed(
    notebook: "Notebook | None", class_name: str | None, everyone: bool = False
) -> "list[Listed]":
    if class_name is not None:
        class_name = class_meant(notebook, class_name).name
    if notebook is None:
        return []
    from conferencer.core.roster import students_listed

    return students_listed(notebook, class_name, everyone)


class _Place(NamedTuple):
    """A learner's turn, and the class it is in."""

    turn: "Turn"
    class_name: str


def list_next(asked: "Namespace") -> int:
    """Whom to meet next, and why: every enrolled learner once."""
    settings = given_settings()
    with reading(asked) as notebook:
        places = _in_turn(notebook, settings, asked.class_name)
        if asked.json:
            print_json(_as_json(notebook, places) if notebook else [])
            return 0
    from conferencer.core.names import full_names

    names = full_names(place.turn.standing for place in places)
    rows = [
        (str(place.turn.standing.student_id), name, place.class_name, place.turn.reason)
        for name, place in zip(names, places, strict=True)
    ]
    heads = ("id", "learner", "class", "why")
    if len({place.class_name for place in places}) > 1:
        print_table(heads, rows, NO_LEARNERS)
    else:
        without_class = [(id, name, why) for id, name, _, why in rows]
        print_table(("id", "learner", "why"), without_class, NO_LEARNERS)
    return 0


def _in_turn(
    notebook: "Notebook | None", settings: "Settings", class_name: str | None
) -> list[_Place]:
    """The most urgent first, over all classes; whoever is in several stands once."""
    from conferencer.core.first_rows import today_rows

    only = class_meant(notebook, class_name).uid if class_name is not None else None
    if notebook is None:
        return []
    today = notebook.today()
    every = today_rows(notebook, settings, today).classes
    places = [
        _Place(turn, group.name)
        for group in every
        if only is None or group.uid == only
        for turn in today_rows(notebook, settings, today, group.uid).turns
    ]
    once: dict[int, _Place] = {}
    for place in sorted(places, key=lambda place: place.turn.rank):
        once.setdefault(place.turn.standing.student_id, place)
    return list(once.values())


def _as_json(notebook: "Notebook", places: list[_Place]) -> list[dict[str, object]]:
    from conferencer.core.as_json import fields_of
    from conferencer.core.roster import students_by_id

    students = students_by_id(notebook, [place.turn.standing.student_id for place in places])
    return [
        fields_of(students[turn.standing.student_id]) | {"class": name, "reason": turn.reason}
        for turn, name in places
    ]


def list_steps(asked: "Namespace") -> int:
    """Next steps, the earliest by-when first."""
    from conferencer.core.as_json import step_as_json
    from conferencer.core.names import full_names
    from conferencer.core.next_steps import steps_listed
    from conferencer.core.roster import students_by_id
    from conferencer.core.text import first_line

    with reading(asked) as notebook:
        ids = None
        if asked.class_name is not None:
            listed = _listed(notebook, asked.class_name)
            ids = [one.student.id for one in listed if one.student.id is not None]
        steps = steps_listed(notebook, asked.open, ids) if notebook else []
        whose = students_by_id(notebook, [step.student_id for step in steps]) if notebook else {}
    if asked.json:
        print_json([step_as_json(step, whose[step.student_id]) for step in steps])
        return 0
    names = dict(zip(whose, full_names(whose.values()), strict=True))
    rows = [
        (
            step.due_on.isoformat() if step.due_on else "",
            step.status,
            str(step.student_id),
            names[step.student_id],
            first_line(step.text, 100),
        )
        for step in steps
    ]
    print_table(("by when", "state", "id", "learner", "next step"), rows, "No next steps here.")
    return 0
