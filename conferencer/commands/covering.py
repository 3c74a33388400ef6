"""The command that tells whom the class has reached, and whom not."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from conferencer.commands.answers import print_json, print_table
from conferencer.commands.given import NO_LEARNERS, class_meant, given_settings, reading
from conferencer.core.dates import in_words
from conferencer.core.text import clean_line, isolated

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from conferencer.core.coverage import Board, Coverage
    from conferencer.core.notebook import Notebook
    from conferencer.settings import Settings

_HEADS = (
    *("id", "learner", "last met", "school days", "conferences", "minutes"),
    *("open steps", "overdue", "state"),
)


def show_coverage(asked: "Namespace") -> int:
    """The coverage board of each class, by family name."""
    settings = given_settings()
    with reading(asked) as notebook:
        boards = _boards(notebook, settings, asked.class_name)
        if asked.json:
            print_json(_as_json(notebook, boards) if notebook else [])
            return 0
        today = notebook.today() if notebook else None
    if today is None or not boards:
        print(NO_LEARNERS)
        return 0
    for number, (name, board) in enumerate(boards.items()):
        if number:
            print()
        print(f"{isolated(clean_line(name))}: {_in_words(board, today)}")
        print_table(_HEADS, _rows(board, today), NO_LEARNERS)
    return 0


def _boards(
    notebook: "Notebook | None", settings: "Settings", class_name: str | None
) -> "dict[str, Board]":
    """The boards by the names of their classes, which are not archived and differ."""
    from conferencer.core.coverage_rows import coverage_of
    from conferencer.core.first_rows import today_rows

    only = class_meant(notebook, class_name).uid if class_name is not None else None
    if notebook is None:
        return {}
    today = notebook.today()
    return {
        group.name: coverage_of(notebook, settings, today, group.id)
        for group in today_rows(notebook, settings, today).classes
        if only is None or group.uid == only
    }


def _in_words(board: "Board", today: "date") -> str:
    pace, since = board.pace, in_words(board.term_start, today)
    lately = "school day" if pace.school_days == 1 else f"{pace.school_days} school days"
    if pace.one_round is None:
        return f"since {since}. Nobody was met in the last {lately}."
    days = "1 school day" if pace.one_round == 1 else f"{pace.one_round} school days"
    met = "1 conference" if pace.met == 1 else f"{pace.met} conferences"
    who = "1 learner" if pace.learners == 1 else f"{pace.learners} learners"
    return (
        f"since {since}. One round takes about {days} at your pace: {met} in the last {lately}, "
        f"{who}."
    )


def _rows(board: "Board", today: "date") -> list[tuple[str, ...]]:
    from conferencer.core.names import full_names

    names = full_names(board.rows)
    return [
        (
            str(row.student_id),
            name,
            in_words(row.last_met, today) if row.last_met else "not yet",
            str(row.school_days_since),
            str(row.count),
            str(row.minutes),
            str(row.open_steps),
            str(row.overdue_steps),
            row.state,
        )
        for name, row in zip(names, board.rows, strict=True)
    ]


def _as_json(notebook: "Notebook", boards: "dict[str, Board]") -> list[dict[str, object]]:
    from conferencer.core.as_json import fields_of
    from conferencer.core.roster import students_by_id

    ids = [row.student_id for board in boards.values() for row in board.rows]
    students = students_by_id(notebook, ids)
    return [
        fields_of(students[row.student_id]) | {"class": name} | counted
        for name, board in boards.items()
        for row, counted in _counted(board)
    ]


def _counted(board: "Board") -> "Iterator[tuple[Coverage, dict[str, object]]]":
    for row in board.rows:
        yield (
            row,
            {
                "since": board.term_start.isoformat(),
                "last_met": row.last_met.isoformat() if row.last_met else None,
                "school_days_since": row.school_days_since,
                "cadence": row.cadence,
                "count": row.count,
                "minutes": row.minutes,
                "open_steps": row.open_steps,
                "overdue_steps": row.overdue_steps,
                "state": row.state,
                "one_round": board.pace.one_round,
            },
        )
