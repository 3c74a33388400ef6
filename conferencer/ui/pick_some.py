"""Picks several rows of a list."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from conferencer.core.text import isolated
from conferencer.ui.keys import hidden
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.row_list import RowList


class PickSome(ModalScreen[list[int] | None]):
    """Picks any number of rows.

    Args:
        title: what is picked.
        rows: number and words of each row.
        chosen: the numbers that are picked already.
    """

    HELP = "`space` picks a row, `a` all of them, `enter` keeps, `esc` changes nothing.\n"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Pick", id="pick-some.turn", tooltip="Pick it, or let it go"),
        Binding("a", "all", "All", id="pick-some.all", tooltip="All of them, or none"),
        Binding(
            "enter", "keep", "Keep", id="pick-some.keep", tooltip="Keep this choice", priority=True
        ),
        Binding("escape", "back", "Back", id="pick-some.back", tooltip="Change nothing"),
        hidden("pick-some", "f1,question_mark", "app.help", "Help", "What the keys do"),
    ]

    def __init__(
        self, title: str, rows: Sequence[tuple[int, str]], chosen: Collection[int] = ()
    ) -> None:
        super().__init__(classes="dialog")
        self.words = title
        self.rows = rows
        self.chosen = set(chosen)

    def compose(self) -> ComposeResult:
        """The list under its title."""
        with Vertical(classes="sheet"):
            yield Static(Content(self.words), classes="title", markup=False)
            yield RowList()
            yield KeyBar()

    def on_mount(self) -> None:
        """Show who is picked."""
        self._show()

    def _show(self) -> None:
        self.query_one(RowList).put(
            [
                (str(number), Content(f"{'●' if number in self.chosen else '○'} {isolated(name)}"))
                for number, name in self.rows
            ]
        )

    def action_turn(self) -> None:
        """Pick the row under the bar, or let it go."""
        if key := self.query_one(RowList).key:
            self.chosen ^= {int(key)}
            self._show()

    def action_all(self) -> None:
        """All, or none where all are picked."""
        everyone = {number for number, _ in self.rows}
        self.chosen = set() if self.chosen >= everyone else everyone
        self._show()

    def action_keep(self) -> None:
        """Give the numbers back, in the order of the rows."""
        self.dismiss([number for number, _ in self.rows if number in self.chosen])

    def action_back(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
