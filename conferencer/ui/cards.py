"""Neutral cards: they show nothing of any learner but, at most, this one's first name."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Middle
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from conferencer.ui.widgets.key_bar import KeyBar


class Card(Screen[bool]):
    """A few words in the middle; enter agrees, esc goes back.

    Args:
        title: the words that count.
        text: a quiet line below.
        back: whether esc goes back.
    """

    TOGETHER = True
    HELP = """\
    A card between a conference and everything else: no other name can be seen from here.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "agree", "Go on", id="card.agree", tooltip="Go on to your list"),
        Binding("escape", "back", "Stay", id="card.back", tooltip="Stay with this learner"),
    ]

    def __init__(self, title: str, text: str, back: bool = True) -> None:
        super().__init__(classes="card")
        self.words = (title, text)
        self.back = back

    def compose(self) -> ComposeResult:
        """Words in the middle."""
        title, text = self.words
        with Middle(), Center():
            yield Static(Content(title), classes="title", markup=False)
            yield Static(Content(text), classes="text", markup=False)
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is nothing to go back to, esc does nothing."""
        return action != "back" or self.back

    def action_agree(self) -> None:
        """Go on."""
        self.dismiss(True)

    def action_back(self) -> None:
        """Stay."""
        self.dismiss(False)


class Cover(Screen[None]):
    """Covers everything, until the key that covered it is pressed again."""

    TOGETHER = True
    HELP = """\
    The screen is covered and the clock stands still. The key that covered it brings you back to
    the same place.
    """

    def __init__(self) -> None:
        super().__init__(classes="card")

    def compose(self) -> ComposeResult:
        """Nothing but how to come back."""
        with Middle(), Center():
            yield Static("Conferencer", classes="title", markup=False)
            yield Static("ctrl+l or F8 to go on", classes="text", markup=False)
