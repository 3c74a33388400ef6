"""The views of a room in one line, each with the number that opens it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class ViewRail(Widget):
    """Shows the views in their order; a click goes to one.

    Args:
        views: key and name of each.
    """

    DEFAULT_CSS = """
    ViewRail { height: 1; width: 1fr; padding: 0 2; link-style: none; link-color: auto;
        link-style-hover: bold; link-color-hover: $foreground; link-background-hover: $panel; }
    """

    at: reactive[str] = reactive("")
    """The key of the view that is open."""

    @dataclass
    class Picked(Message):
        """Somebody wants to go to a view."""

        view: str

    def __init__(self, views: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.views = list(views)

    def render(self) -> Content:
        """An arrow and weight where we are."""
        parts = []
        for number, (key, name) in enumerate(self.views):
            here = key == self.at
            mark = "▸" if here else str(number + 1)
            part = Content.from_markup(
                f"[@click=pick({number})]$mark $name[/]", mark=mark, name=name
            )
            parts.append(part.stylize("bold $accent" if here else "dim"))
        return Content("   ").join(parts)

    def action_pick(self, number: int) -> None:
        """Ask to go to a view."""
        self.post_message(self.Picked(self.views[number][0]))
