"""The one confirmation at the end of a conference: it lists what will be kept."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from conferencer.core.text import isolated
from conferencer.ui.keys import hidden, shown
from conferencer.ui.widgets.key_bar import KeyBar

ENDINGS = (
    ("met", "We met: finish"),
    ("absent", "The learner was absent"),
    ("declined", "The learner declined"),
    ("postponed", "We put it off"),
)


class Endings(OptionList):
    """How it ended. Rows, not letters: somebody may still be typing when this opens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("part", "enter", "select", "Choose", "End the conference so"),
        hidden("part", "pagedown", "screen.lines(1)", "More", "See more of what will be kept"),
        hidden("part", "pageup", "screen.lines(-1)", "Back", "See what stands before"),
    ]


class Parting(ModalScreen[str | None]):
    """Ends a conference as met, absent, declined or postponed; gives the ending back.

    Args:
        name: the learner's first name.
        lines: what will be kept.
    """

    HELP = """\
    `enter` finishes: you met. If you did not, choose the row that says why; every word is kept
    all the same. `esc` goes back.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("part", "escape", "back", "Back", "Go on talking"),
        hidden("part", "f1,question_mark", "app.help", "Help", "What the keys do"),
    ]

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        super().__init__(classes="dialog")
        self.name_shown = name
        self.lines = lines

    def compose(self) -> ComposeResult:
        """What is kept, line by line, then how it ended."""
        with Vertical(classes="sheet"):
            question = f"Finish with {isolated(self.name_shown)}?"
            yield Static(Content(question), classes="title", markup=False)
            with VerticalScroll(can_focus=False):
                for line in self.lines:
                    yield Static(Content(f"✓ {line}"), classes="line", markup=False)
            yield Endings(*[Option(words, id=status) for status, words in ENDINGS], markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """They met, as a rule."""
        endings = self.query_one(Endings)
        endings.highlighted = 0
        self.set_focus(endings)

    @on(OptionList.OptionSelected)
    def _end(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_id)

    def action_lines(self, by: int) -> None:
        """Show more of what will be kept, where there is little room."""
        lines = self.query_one(VerticalScroll)
        (lines.scroll_page_down if by > 0 else lines.scroll_page_up)(animate=False)

    def action_back(self) -> None:
        """Go on talking."""
        self.dismiss(None)
