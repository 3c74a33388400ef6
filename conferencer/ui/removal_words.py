"""Removals in words. A memory aid's text is never among them."""

from datetime import date

from textual.content import Content

from conferencer.core.dates import in_words, nearby
from conferencer.core.names import full_name
from conferencer.core.removals import Recent
from conferencer.core.text import isolated
from conferencer.ui.slots import in_slot


def removal_in_words(recent: Recent, today: date, width: int) -> Content:
    """A row: what, whose, when, and how long it can still come back.

    Args:
        width: cells of the row.
    """
    when = nearby(recent.removed_at.astimezone().date(), today)
    left = "1 day left" if recent.days_left == 1 else f"{recent.days_left} days left"
    whose_cells = max((width - 28) * 2 // 5, 12)
    what_cells = max(width - 28 - whose_cells, 12)
    return Content.assemble(
        _cell(_what(recent, today), what_cells),
        _cell(_whose(recent), whose_cells).stylize("bold"),
        (f"{when:<13}{left:>12}", "dim"),
    )


def _cell(words: str, cells: int) -> Content:
    content = in_slot(words, cells - 2)
    return content.pad_right(cells - content.cell_length)


def _what(recent: Recent, today: date) -> str:
    group = recent.group.name if recent.group else "a class"
    match recent.kind:
        case "draft":
            assert recent.conference is not None
            return f"Discarded words, {nearby(recent.conference.held_on, today)}"
        case "student":
            return "Left every class"
        case "enrollment":
            return f"Left {group}" if recent.student else f"Left {group}, by a list"
        case "class":
            return "A class, put away"
        case "memory_aid":
            return "A memory aid"
        case "appointment":
            day = date.fromisoformat(str(recent.rows[0]["planned_on"]))
            return f"A meeting, {nearby(day, today)}"
        case "request":
            return "Asked to meet"
        case "peer_expert":
            return "A yes to helping others"
        case "goal_standard":
            return "A goal’s standard"
    days = [date.fromisoformat(str(row["day"])) for row in recent.rows]
    label = next((str(row["label"]) for row in recent.rows if row["label"]), "")
    words = in_words(min(days), today)
    span = words if len(days) == 1 else f"{words} – {in_words(max(days), today)}"
    return f"Without school: {span} {label}".rstrip()


def _whose(recent: Recent) -> str:
    if recent.student is not None:
        return full_name(recent.student)
    if recent.kind == "enrollment":
        return f"{len(recent.rows)} learners"
    return recent.group.name if recent.group else ""


def back_in_words(recent: Recent) -> str:
    """What came back, in a sentence that names no learner: a toast outlives its screen."""
    match recent.kind:
        case "draft":
            return "The words are back; Today offers to resume."
        case "class" if recent.group is not None:
            return f"{isolated(recent.group.name)} is in use again."
        case "peer_expert":
            return "The yes to helping stands again."
        case "goal_standard":
            return "The goal belongs to that standard again."
        case "student" | "enrollment":
            return "In the class again."
        case "memory_aid":
            return "The memory aid is back."
        case "appointment":
            return "The meeting is promised again."
        case "request":
            return "The wish to meet stands again."
    return "There is no school on these days again."
