"""Choosing who is in a group: those with evidence on top, already chosen."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from conferencer.core.text import isolated
from conferencer.ui.keys import hidden, shown
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.row_list import RowList


class MemberList(RowList):
    """The learners; space takes one in or out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("members", "enter", "screen.keep", "Go on", "Go on with those who are chosen"),
        shown("members", "space", "screen.turn", "In or out", "Take this learner in, or out again"),
    ]


class ChooseMembers(ModalScreen[list[int] | None]):
    """Gives back the ids of those who are chosen.

    Args:
        title: what they are chosen for.
        learners: id and name, in the order they are shown.
        chosen: those who are in to begin with.
    """

    HELP = "`space` takes a learner in or out, `enter` goes on, `esc` changes nothing.\n"
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("members", "escape", "back", "Back", "Go back, change nothing"),
        hidden("members", "f1,question_mark", "app.help", "Help", "What the keys do"),
    ]

    def __init__(
        self, title: str, learners: Sequence[tuple[int, str]], chosen: Collection[int]
    ) -> None:
        super().__init__(classes="dialog")
        self.words, self.learners, self.chosen = title, learners, set(chosen)

    def compose(self) -> ComposeResult:
        """The learners under the title."""
        with Vertical(classes="sheet"):
            yield Static(Content(self.words), classes="title", markup=False)
            yield MemberList()
            yield KeyBar()

    def on_mount(self) -> None:
        """Show who is chosen."""
        self._put()

    def _put(self) -> None:
        self.query_one(MemberList).put(
            [
                (str(number), Content(f"{'●' if number in self.chosen else '○'} {isolated(name)}"))
                for number, name in self.learners
            ]
        )

    @on(RowList.Chosen)
    def action_turn(self) -> None:
        """Take the learner under the bar in or out; a click does the same."""
        self.chosen ^= {int(self.query_one(MemberList).key)}
        self._put()

    def action_keep(self) -> None:
        """Give back who is chosen."""
        self.dismiss([number for number, _ in self.learners if number in self.chosen])

    def action_back(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
