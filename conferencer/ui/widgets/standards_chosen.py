"""The standards that were chosen in a conference, below the field for the standard."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from conferencer.core.text import first_line, isolated
from conferencer.ui.widgets.steps import RowButton

_LINE = 200


class StandardsChosen(Vertical):
    """A line each, and the way to choose others.

    Args:
        chosen: uid -> code and statement, for those chosen today.
        linked: the same for those that the goal belongs to already.
    """

    def __init__(self, chosen: Mapping[str, str], linked: Mapping[str, str]) -> None:
        super().__init__()
        self.chosen, self.linked = dict(chosen), dict(linked)

    def compose(self) -> ComposeResult:
        """The lines, then the row."""
        yield Static("", classes="lines", markup=False)
        yield RowButton("▸ find a standard (ctrl+t on the line above)", id="standards")

    def on_mount(self) -> None:
        """Show what was chosen so far."""
        self.show()

    def show(self) -> None:
        """Show the lines anew."""
        told = [(label, "dim") for uid, label in self.linked.items() if uid not in self.chosen]
        told += [(label, "") for label in self.chosen.values()]
        lines = [
            Content.assemble(("✓ ", "bold $text-success"), (isolated(first_line(t, _LINE)), style))
            for t, style in told
        ]
        found = self.query_one(".lines", Static)
        found.update(Content("\n").join(lines))
        found.display = bool(lines)
