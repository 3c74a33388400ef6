"""Picks several rows of a list."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from conferencer.core.text import isolated
from conferencer.ui.keys import hidden
from conferencer.ui.widgets.key_bar import KeyBar


class PickSome(ModalScreen[list[int] | None]):
    """Picks any number of rows.

    Args:
        title: what is picked.
        rows: number and words of each row.
        chosen: the numbers that are picked already.
    """

    HELP = "`space` picks a row, `a` all of them, `enter` keeps, `esc` changes nothing.\n"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "keep", "Keep", id="pick-some.keep", tooltip="Keep this choice", priority=True
        ),
        Binding("a", "all", "All", id="pick-some.all", tooltip="All of them, or none"),
        Binding("escape", "back", "Back", id="pick-some.back", tooltip="Change nothing"),
        hidden("pick-some", "f1,question_mark", "app.help", "Help", "What the keys do"),
    ]

    def __init__(
        self, title: str, rows: Sequence[tuple[int, str]], chosen: Collection[int] = ()
    ) -> None:
        super().__init__(classes="dialog")
        self.words = title
        self.rows = rows
        self.chosen = chosen

    def compose(self) -> ComposeResult:
        """The list under its title."""
        with Vertical(classes="sheet"):
            yield Static(Content(self.words), classes="title", markup=False)
            yield SelectionList[int](
                *(
                    Selection(Content(isolated(name)), number, number in self.chosen)
                    for number, name in self.rows
                )
            )
            yield KeyBar()

    def action_all(self) -> None:
        """All, or none where all are picked."""
        rows = self.query_one(SelectionList)
        everyone = len(rows.selected) == len(self.rows)
        if everyone:
            rows.deselect_all()
        else:
            rows.select_all()

    def action_keep(self) -> None:
        """Give the numbers back, in the order of the rows."""
        picked = set(self.query_one(SelectionList).selected)
        self.dismiss([number for number, _ in self.rows if number in picked])

    def action_back(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
