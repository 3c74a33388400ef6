"""Picks standards for a goal: found while one types, or by going down their tree."""

from collections.abc import Callable, Collection
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from conferencer.standards.finding import Catalogue, Shelved
from conferencer.ui.keys import hidden, shown
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.row_list import RowList
from conferencer.ui.widgets.standards_browser import StandardsBrowser

NONE_YET = "No standards here yet. The Library brings a framework in from a file: L on Today."


class StandardsPicker(ModalScreen[None]):
    """Each choice is kept at once, so that nothing is lost on the way out.

    Args:
        catalogue: the standards.
        chosen: uids that have been chosen.
        choose: told of each choice: the standard, and whether it is chosen now.
        settled: uids that stay chosen, since the goal belongs to them already.
        typed: what is looked for from the start.
    """

    HELP = """\
    Type some of a code or some words, in any order: `4.rf`, `fluency read`. `enter` chooses what
    is under the bar, and lets go of it again; choose as many as you like. With nothing typed,
    `→` opens what has parts and `←` goes back up. `esc` is done.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("pick-standard", "enter", "choose", "Choose", "Choose it, or let go of it", True),
        shown("pick-standard", "right", "deeper", "Open", "Show its parts, or its place", True),
        shown("pick-standard", "left", "higher", "Up", "Go back up in the tree", True),
        shown("pick-standard", "escape", "back", "Done", "Done; what you chose is kept"),
        hidden("pick-standard", "f1", "app.help", "Help", "What the keys do"),
    ]

    def __init__(
        self,
        catalogue: Catalogue,
        chosen: Collection[str],
        choose: Callable[[Shelved, bool], object],
        settled: Collection[str] = (),
        typed: str = "",
    ) -> None:
        super().__init__(classes="dialog")
        chosen = {*chosen, *settled}
        self.browser = StandardsBrowser(catalogue, chosen, asks_first=True, typed=typed)
        self.choose, self.settled = choose, frozenset(settled)

    def compose(self) -> ComposeResult:
        """The question over the standards."""
        with Vertical(classes="sheet standards"):
            yield Static("Which standards does it belong to?", classes="title", markup=False)
            if len(self.browser.catalogue):
                yield self.browser
            else:
                yield Static(NONE_YET, classes="line", markup=False)
            yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An arrow is the box's own while the cursor can move there."""
        if not self.browser.is_attached:
            return action not in ("choose", "deeper", "higher")
        if action == "choose":
            return self.browser.standard is not None
        if action in ("deeper", "higher"):
            return self.browser.may_turn(1 if action == "deeper" else -1)
        return True

    @on(StandardsBrowser.Looked)
    def _looked(self) -> None:
        self.refresh_bindings()

    @on(RowList.Chosen)
    def action_choose(self) -> None:
        """Choose the standard under the bar, or let go of it."""
        one = self.browser.standard
        if one is None:
            self.action_deeper()
            return
        if one.uid in self.settled:
            return
        is_chosen = one.uid not in self.browser.chosen
        (self.browser.chosen.add if is_chosen else self.browser.chosen.discard)(one.uid)
        self.choose(one, is_chosen)
        self.browser.show(one.uid)

    def action_deeper(self) -> None:
        """Its parts."""
        self.browser.deeper()
        self.refresh_bindings()

    def action_higher(self) -> None:
        """Back up."""
        self.browser.higher()
        self.refresh_bindings()

    def action_back(self) -> None:
        """Done."""
        self.dismiss(None)
