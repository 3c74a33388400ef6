"""Dialogs: confirm, ask for words, pick from a list."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from conferencer.ui.keys import hidden, shown
from conferencer.ui.widgets.editor import LineEditor, NoteEditor
from conferencer.ui.widgets.key_bar import KeyBar


class Confirm(ModalScreen[bool]):
    """A question that lists what will happen; enter agrees."""

    HELP = "`enter` agrees, `esc` goes back and changes nothing.\n"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "agree", "Yes", id="confirm.agree", tooltip="Do it"),
        Binding("escape,n", "back", "No", id="confirm.back", tooltip="Go back, change nothing"),
        hidden("confirm", "f1,question_mark", "app.help", "Help", "What the keys do"),
    ]

    def __init__(self, title: str, lines: Sequence[str] = ()) -> None:
        super().__init__(classes="dialog")
        self.words = title
        self.lines = lines

    def compose(self) -> ComposeResult:
        """The question, and what follows from yes."""
        with Vertical(classes="sheet"):
            yield Static(Content(self.words), classes="title", markup=False)
            for line in self.lines:
                yield Static(Content(line), classes="line", markup=False)
            yield KeyBar()

    def action_agree(self) -> None:
        """Yes."""
        self.dismiss(True)

    def action_back(self) -> None:
        """No."""
        self.dismiss(False)


class Ask(ModalScreen[str | None]):
    """Asks for words: one line, or many.

    Args:
        title: what is asked.
        text: what stands there already.
        many: whether enter begins a new line; then ctrl+s keeps.
    """

    HELP = "`enter` keeps a single line, `ctrl+s` keeps several, `esc` changes nothing.\n"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Keep", id="ask.keep", tooltip="Keep these words"),
        Binding("escape", "back", "Back", id="ask.back", tooltip="Go back, change nothing"),
        hidden("ask", "f1", "app.help", "Help", "What the keys do"),
    ]

    def __init__(self, title: str, text: str = "", hint: str = "", many: bool = False) -> None:
        super().__init__(classes="dialog")
        self.words = title
        self.editor = (NoteEditor if many else LineEditor)(text, hint=hint)
        self.editor.add_class("-many" if many else "-line")

    def compose(self) -> ComposeResult:
        """The question over an editor."""
        with Vertical(classes="sheet"):
            yield Static(Content(self.words), classes="title", markup=False)
            yield self.editor
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin behind what stands there."""
        self.editor.go_to("")

    @on(LineEditor.Done)
    def action_keep(self) -> None:
        """Give the words back."""
        self.dismiss(self.editor.text)

    def action_back(self) -> None:
        """Give nothing back."""
        self.dismiss(None)


class PickList(OptionList):
    """The rows to pick from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("pick", "enter", "select", "Pick", "Pick the row under the bar"),
    ]


class Pick(ModalScreen[str | None]):
    """Picks one row of a list.

    Args:
        title: what is picked.
        rows: key and words of each row; a second line in the words is shown quietly.
        at: the key of the row to begin on.
    """

    HELP = "`↑` `↓` move, `enter` picks, `esc` picks nothing.\n"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="pick.back", tooltip="Go back, change nothing"),
        hidden("pick", "f1,question_mark", "app.help", "Help", "What the keys do"),
    ]

    def __init__(self, title: str, rows: Sequence[tuple[str, str]], at: str = "") -> None:
        super().__init__(classes="dialog")
        self.words = title
        self.rows = list(rows)
        self.at = at

    def compose(self) -> ComposeResult:
        """The list under its title."""
        with Vertical(classes="sheet"):
            yield Static(Content(self.words), classes="title", markup=False)
            yield PickList(*[Option(_two_lines(words)) for _, words in self.rows], markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin on the row that is asked for."""
        keys = [key for key, _ in self.rows]
        self.query_one(OptionList).highlighted = keys.index(self.at) if self.at in keys else 0

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self.rows[event.option_index][0])

    def action_back(self) -> None:
        """Pick nothing."""
        self.dismiss(None)


def _two_lines(words: str) -> Content:
    head, _, rest = words.partition("\n")
    return Content.assemble(head, ("\n" + rest if rest else "", "dim"))
