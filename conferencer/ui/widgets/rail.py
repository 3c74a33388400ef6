"""The five panes of a conference and where we are, in one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

SHORT = {"last_time": "Last time", "now": "Now", "going": "Going", "how": "How", "close": "Close"}
"""What the rail calls a pane; the pane itself shows its whole title."""


class Rail(Widget):
    """Shows the panes in their order; a click goes to one.

    Args:
        panes: the keys of this conference's panes.
    """

    DEFAULT_CSS = """
    Rail { height: 1; width: 1fr; }
    """

    at: reactive[str] = reactive("")
    """The key of the pane we are on."""
    said: reactive[frozenset[str]] = reactive(frozenset())
    """The panes on which something was said."""

    @dataclass
    class Picked(Message):
        """Somebody wants to go to a pane."""

        pane: str

    def __init__(self, panes: Sequence[str]) -> None:
        super().__init__()
        self.panes = list(panes)

    def render(self) -> Content:
        """A filled sign where something was said, weight and an arrow where we are."""
        parts = []
        for number, pane in enumerate(self.panes):
            mark = "▸" if pane == self.at else "●" if pane in self.said else "○"
            part = Content.from_markup(
                f"[@click=pick({number})]$mark $name[/]", mark=mark, name=SHORT.get(pane, pane)
            )
            parts.append(part.stylize("bold $accent" if pane == self.at else "dim"))
        return Content("    ").join(parts)

    def action_pick(self, number: int) -> None:
        """Ask to go to a pane."""
        self.post_message(self.Picked(self.panes[number]))
