"""The quiet word beside a field: S.M.A.R.T. marks, or the date that was understood."""

from collections.abc import Callable
from datetime import date

from conferencer.core.dates import DateNotUnderstoodError, in_words, is_past, understand
from conferencer.core.next_steps import step_field
from conferencer.core.smart import as_text, goal_marks, step_marks


def date_word(text: str, held_on: date, day_first: bool) -> str:
    """What a typed date was understood as; a past one is questioned."""
    if not text.strip():
        return ""
    try:
        day = understand(text, held_on, day_first)
    except DateNotUnderstoodError:
        return "? which day"
    return f"→ {in_words(day, held_on)}" + (" – past?" if is_past(day, held_on) else "")


def word_beside(
    key: str, text: str, read: Callable[[str], str], held_on: date, day_first: bool
) -> str | None:
    """The word beside a field; None for a field that has none.

    Where it does not fit beside the label it stands below.

    Args:
        read: the text of another field of the conference.
    """
    name, _, number = key.partition(".")
    if name in ("step_due", "next_meeting"):
        return date_word(text, held_on, day_first)
    if name == "goal":
        marks = goal_marks(text, read("goal_why"), read("goal_sign"))
        return as_text(marks) if text.strip() else ""
    if name == "step":
        at = int(number or 1)

        def other(stem: str) -> str:
            return read(step_field(stem, at))

        marks = step_marks(
            text, other("step_when"), other("step_sign"), bool(other("step_due").strip())
        )
        return as_text(marks) if text.strip() else ""
    return None


def fields_with_words(key: str) -> tuple[str, ...]:
    """The fields whose word changes when this one does."""
    name, dot, number = key.partition(".")
    step = f"step{dot}{number}"
    if name in ("goal", "goal_why", "goal_sign"):
        return ("goal",)
    if name in ("step", "step_when", "step_sign"):
        return (step,)
    if name == "step_due":
        return (key, step)
    return (key,) if name == "next_meeting" else ()
