"""A small line that filters what stands below it, while it is typed."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from conferencer.ui.keys import shown


class FilterLine(Input):
    """Words; those behind `goal:`, `subject:` or `kind:` are sought only there."""

    HELP = """\
    Only conferences with these words stay: `dragon`, `kind:quick`, `goal:ask`, `subject:reading`.
    `enter` goes to the list, `esc` shows everything again.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("filter", "enter", "submit", "List", "Go to what was found"),
        Binding("down", "submit", "List", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(
            placeholder="words · goal: · subject: · kind:quick", compact=True, id="filter"
        )
        self.display = False
