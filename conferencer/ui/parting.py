"""The one confirmation at the end of a conference: it lists what will be kept."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from conferencer.core.text import isolated
from conferencer.ui.keys import hidden
from conferencer.ui.widgets.key_bar import KeyBar


class Parting(ModalScreen[str | None]):
    """Ends a conference as met, absent, declined or postponed; gives the ending back.

    Args:
        name: the learner's first name.
        lines: what will be kept.
    """

    HELP = """\
    `enter` finishes: you met. If you did not, `a` says that the learner was absent, `d` that they
    declined, `p` that you put it off; every word is kept all the same. `esc` goes back.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "end('met')", "Finish", id="part.met", tooltip="Finish: you met"),
        Binding("a", "end('absent')", "Absent", id="part.absent", tooltip="The learner was absent"),
        Binding(
            "d", "end('declined')", "Declined", id="part.declined", tooltip="The learner declined"
        ),
        Binding("p", "end('postponed')", "Put off", id="part.postponed", tooltip="Put it off"),
        Binding("escape", "back", "Back", id="part.back", tooltip="Go on talking"),
        hidden("part", "f1,question_mark", "app.help", "Help", "What the keys do"),
    ]

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        super().__init__(classes="dialog")
        self.name_shown = name
        self.lines = lines

    def compose(self) -> ComposeResult:
        """What is kept, line by line."""
        with Vertical(classes="sheet"):
            question = f"Finish with {isolated(self.name_shown)}?"
            yield Static(Content(question), classes="title", markup=False)
            with VerticalScroll():
                for line in self.lines:
                    yield Static(Content(f"✓ {line}"), classes="line", markup=False)
            yield KeyBar()

    def action_end(self, status: str) -> None:
        """End it so."""
        self.dismiss(status)

    def action_back(self) -> None:
        """Go on talking."""
        self.dismiss(None)
