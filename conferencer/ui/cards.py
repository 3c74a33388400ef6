"""Neutral cards: they show nothing of any learner but, at most, this one's first name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Middle
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from conferencer.core import keys
from conferencer.core.pins import is_pin, wait_after
from conferencer.ui.widgets.key_bar import KeyBar

LONGEST = 1000
"""Characters of a PIN or passphrase."""


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


@dataclass(frozen=True)
class Secret:
    """What uncovers the screen."""

    name: str
    """PIN or passphrase."""
    fits: Callable[[str], bool]
    """Whether what was typed is it."""


def secret_in_force(pin: str, demo: bool) -> Secret | None:
    """What the cover asks for: the PIN, else the passphrase of a locked notebook.

    Args:
        pin: as it is stored; empty for none.
        demo: whether the notebook is the made-up one, which has no passphrase.
    """
    if pin:
        return Secret("PIN", lambda typed: is_pin(typed, pin))
    if keys.are_in_use() and not demo:
        return Secret("passphrase", keys.is_given)
    return None


class Cover(Screen[None]):
    """Covers everything, until the key that covered it is pressed again.

    Args:
        secret: what it then asks for.
    """

    TOGETHER = True
    HELP = """\
    The screen is covered and the clock stands still. The key that covered it brings you back to
    the same place.
    """

    @dataclass
    class Uncovered(Message):
        """Somebody may look again."""

    def __init__(self, secret: Secret | None = None) -> None:
        super().__init__(classes="card")
        self._secret, self._wrong = secret, 0

    def compose(self) -> ComposeResult:
        """Nothing but how to come back."""
        with Middle(), Center():
            yield Static("Conferencer", classes="title", markup=False)
            yield Static("ctrl+l or F8 to go on", classes="text", markup=False)

    async def come_back(self) -> None:
        """Uncover, or ask for the PIN or passphrase first."""
        if not self._secret:
            self.post_message(self.Uncovered())
        elif not self.query(Input):
            self.query_one(".text", Static).update(f"Your {self._secret.name}, then enter")
            box = Input(password=True, compact=True, max_length=LONGEST)
            await self.query_one(Middle).mount(Center(box))
            self.set_focus(box)

    @on(Input.Submitted)
    async def _try(self, event: Input.Submitted) -> None:
        event.stop()
        if self._secret and self._secret.fits(event.value):
            self.post_message(self.Uncovered())
            return
        self._wrong += 1
        box = event.input
        box.value, box.disabled = "", True
        seconds = wait_after(self._wrong)
        self.query_one(".text", Static).update(f"That was not it; again in {seconds:g} s.")
        self.set_timer(seconds, self._let_try)

    def _let_try(self) -> None:
        box = self.query_one(Input)
        box.disabled = False
        if self._secret:
            self.query_one(".text", Static).update(f"Your {self._secret.name}, then enter")
        self.set_focus(box)
