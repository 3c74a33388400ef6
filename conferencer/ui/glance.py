"""What to know before sitting down with a learner, in a few quiet lines."""

from datetime import date

from textual.content import Content

from conferencer.core.dates import nearby
from conferencer.core.first_rows import Glance
from conferencer.core.text import isolated


def glance_in_words(glance: Glance, today: date) -> Content:
    """The last meeting, the goal and the open steps."""
    met = f"last met {nearby(glance.last_met, today)}" if glance.last_met else "not met yet"
    parts: list[tuple[str, str]] = [(met, "dim")]
    if glance.goal:
        parts += [("\n\nGoal\n", "dim"), (isolated(glance.goal), "")]
    if glance.steps:
        parts.append(("\n\nOpen steps", "dim"))
    for text, due in glance.steps:
        by = f"  by {nearby(due, today)}" if due else ""
        parts += [(f"\n{isolated(text)}", ""), (by, "dim")]
    return Content.assemble(*parts)
