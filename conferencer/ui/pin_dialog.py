"""Setting, changing and taking away the PIN that uncovers the screen."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from conferencer.core.pins import hash_pin, is_pin
from conferencer.ui.cards import LONGEST
from conferencer.ui.keys import hidden
from conferencer.ui.widgets.key_bar import KeyBar


class AskSecret(ModalScreen[str | None]):
    """Asks for something that is not shown while it is typed.

    Args:
        title: what is asked.
        hint: a quiet line below.
    """

    HELP = "What you type is shown as dots. `enter` goes on, `esc` changes nothing.\n"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="secret.back", tooltip="Go back, change nothing"),
        hidden("secret", "f1", "app.help", "Help", "What the keys do"),
    ]

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(classes="dialog")
        self.words, self.hint = title, hint

    def compose(self) -> ComposeResult:
        """The question over a box of dots."""
        with Vertical(classes="sheet"):
            yield Static(Content(self.words), classes="title", markup=False)
            yield Input(password=True, compact=True, max_length=LONGEST)
            yield Static(Content(self.hint), classes="quiet", markup=False)
            yield KeyBar()

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)

    def action_back(self) -> None:
        """Nothing is said."""
        self.dismiss(None)


def change_pin(screen: Screen[None], stored: str, keep: Callable[[str], object]) -> None:
    """Ask for the PIN in force, then for a new one, twice.

    Args:
        stored: salt and hash in force; empty for none.
        keep: is given the new salt and hash, or an empty text for no PIN.
    """
    if not stored:
        _ask_new(screen, keep)
        return

    def check(pin: str | None) -> None:
        if pin is None:
            return
        if is_pin(pin, stored):
            _ask_new(screen, keep)
        else:
            _say(screen, "That was not the PIN; nothing was changed.")

    screen.app.push_screen(AskSecret("The PIN until now"), check)


def _ask_new(screen: Screen[None], keep: Callable[[str], object]) -> None:
    def again(first: str | None) -> None:
        if first is None:
            return

        def done(second: str | None) -> None:
            if second is None:
                return
            if first != second:
                _say(screen, "The two were not the same; nothing was changed.")
                return
            keep(hash_pin(first) if first else "")
            _say(screen, "The cover asks for it from now on." if first else "No PIN any more.")

        screen.app.push_screen(AskSecret("Once more"), done)

    hint = "Empty for none. If it is forgotten, take cover_pin out of the settings file."
    screen.app.push_screen(AskSecret("A PIN for the cover", hint), again)


def _say(screen: Screen[None], words: str) -> None:
    screen.notify(words, markup=False)
