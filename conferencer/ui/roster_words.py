"""Classes, learners and class lists in words, for the screens that bring them in and keep them."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from textual.content import Content

from conferencer.core.dates import in_words
from conferencer.core.leaving import Leaver
from conferencer.core.models import ClassGroup, Student
from conferencer.core.names import full_names
from conferencer.core.roster import Preview
from conferencer.core.text import isolated
from conferencer.rosters.shape import NotRead
from conferencer.rosters.words import preview_lines
from conferencer.ui.widgets.row_list import Row


def counted(count: int, noun: str) -> str:
    """`1 learner`, `26 learners`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def preview_head(preview: Preview, format_words: str) -> Content:
    """The class, and in one line what would become of it."""
    changes = preview.changes
    if preview.group is None:
        words = f"A new class with {counted(len(changes.new), 'learner')}"
    elif changes.new or changes.changed or changes.left:
        words = "What changes in this class"
    else:
        words = "Nothing changes: the class is as in the list"
    return Content.assemble(
        (isolated(preview.class_name), "bold $accent"),
        ("\n" + words, ""),
        (f"   read as {format_words}" if format_words else "", "dim"),
    )


def preview_in_words(
    preview: Preview, not_read: Sequence[NotRead], notes: Sequence[str] = ()
) -> Content:
    """New, changed, unchanged, gone, and what could not be read: a heading each."""
    parts = [Content.assemble("\n" if at else "", note) for at, note in enumerate(notes)]
    for line in preview_lines(preview.changes, not_read):
        if line.startswith(" "):
            parts.append(Content.assemble("\n", (line, "")))
            continue
        head, _, rest = line.partition(": ")
        parts.append(Content.assemble("\n\n" if parts else "", (head.rstrip(":"), "bold")))
        if rest:
            parts.append(Content.assemble("\n", rest))
    return Content("").join(parts)


def class_rows(
    running: Sequence[ClassGroup],
    earlier: Sequence[ClassGroup],
    counts: Mapping[int | None, int],
    with_earlier: bool,
    width: int,
) -> list[Row]:
    """The classes with how many learners they have, then what is about all of them.

    Args:
        with_earlier: whether the archived ones are listed.
        width: cells in a row.
    """
    rows: list[Row] = [
        (f"class-{one.id}", _class_row(one, counts.get(one.id, 0), width)) for one in running
    ]
    rows += [("", Content("")), ("new", _quiet("+ new class")), ("days", _quiet("days off"))]
    if earlier:
        mark = "▾" if with_earlier else "▸"
        rows.append(("earlier", _quiet(f"{mark} earlier years ({len(earlier)})")))
    if with_earlier:
        rows += _year_rows(earlier, width)
    return rows


def by_year(earlier: Sequence[ClassGroup]) -> list[ClassGroup]:
    """The latest school year first; those of which no year is written stand at the end."""
    return sorted(earlier, key=lambda one: one.school_year.strip(), reverse=True)


def _year_rows(earlier: Sequence[ClassGroup], width: int) -> list[Row]:
    rows: list[Row] = []
    for year, groups in groupby(by_year(earlier), lambda one: one.school_year.strip()):
        words = isolated(year) or "no school year"
        rows.append(("", _cut(words, width - 2).stylize("dim italic")))
        rows += [(f"class-{one.id}", _class_row(one, None, width)) for one in groups]
    return rows


def _quiet(words: str) -> Content:
    return Content.styled(words, "dim")


def _class_row(group: ClassGroup, count: int | None, width: int) -> Content:
    said = "" if count is None else f"{count}"
    name = _cut(group.name, width - len(said) - 2)
    gap = " " * (width - name.cell_length - len(said))
    style = "dim" if count is None else "bold"
    return Content.assemble(name.stylize(style), gap, (said, "dim"))


def _cut(text: str, width: int) -> Content:
    words = Content(isolated(text))
    return words if words.cell_length <= width else words.truncate(width, ellipsis=True)


def class_head(group: ClassGroup | None, count: int, today: date) -> Content:
    """The class and its facts."""
    if group is None:
        return Content.assemble(("No class yet", "bold $accent"))
    title = (isolated(group.name), "bold $accent")
    if group.archived_on is not None:
        about = " · ".join(isolated(one) for one in (group.subject, group.school_year) if one)
        day = f"put away on {in_words(group.archived_on, today)}; nothing of it is lost"
        return Content.assemble(title, (f"\n{about}" if about else "", "dim"), (f"\n{day}", "dim"))
    facts = [
        counted(count, "learner"),
        isolated(group.subject),
        isolated(group.school_year),
        f"every {counted(group.cadence, 'school day')}" if group.cadence else "",
    ]
    return Content.assemble(title, ("\n" + " · ".join(fact for fact in facts if fact), "dim"))


def learner_rows(
    group: ClassGroup | None, here: Sequence[Student], left: Sequence[Leaver], today: date
) -> list[Row]:
    """Those in the class, then quietly those who left; an empty class says what to do."""
    names = full_names([*here, *(one.student for one in left)])
    width = min(max((Content(isolated(name)).cell_length for name in names), default=0), 30)
    rows: list[Row] = [
        (f"student-{one.id}", _learner_row(name, width, "bold", _facts(one)))
        for one, name in zip(here, names, strict=False)
    ]
    if not here and (group is None or group.archived_on is None):
        rows = [
            ("file", Content("▸ bring in a class list from a file")),
            ("paste", Content("▸ type or paste the names")),
        ]
    if left:
        rows.append(("", Content("")))
    for one, name in zip(left, names[len(here) :], strict=True):
        said = f"left on {in_words(one.left_on, today)}"
        rows.append((f"left-{one.student.id}", _learner_row(name, width, "dim", said)))
    return rows


def _facts(student: Student) -> str:
    grade = f"grade {student.grade}" if student.grade.isdecimal() else student.grade
    say = f"say {student.say_name}" if student.say_name else ""
    return " · ".join(isolated(fact) for fact in (grade, student.pronouns, say) if fact)


def _learner_row(name: str, width: int, style: str, said: str) -> Content:
    shown = _cut(name, width)
    gap = " " * (width - shown.cell_length + 3)
    return Content.assemble(shown.stylize(style), gap, (said, "dim"))
