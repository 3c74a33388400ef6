"""The slip of one conference, exactly as it prints, with the ways to paper."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from conferencer.ui.desk import Desk
from conferencer.ui.keys import hidden, shown
from conferencer.ui.printing import slip_in_words, work_on_slip
from conferencer.ui.widgets.key_bar import KeyBar


class SlipDialog(ModalScreen[None]):
    """Shows a slip; prints it or saves it.

    Args:
        conference_id: whose slip.

    Raises:
        ConferencerError: the conference is no longer there.
    """

    AUTO_FOCUS = "VerticalScroll"
    HELP = """\
    The slip holds only what may leave the room: the strength, the goal, the next step, who or
    what can help, and when you meet again. Where there is no printer, the file is opened.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("slip", "enter,p", "make('print')", "Print", "Print this slip"),
        shown("slip", "s", "make('save')", "Save", "Save this slip as a PDF"),
        shown("slip", "escape", "back", "Back", "Back to where you were"),
        hidden("slip", "f1,question_mark", "app.help", "Help", "What the keys do"),
    ]

    def __init__(self, desk: Desk, conference_id: int) -> None:
        super().__init__(classes="dialog")
        self.desk = desk
        self.conference_id = conference_id
        self.slip, self.cut = slip_in_words(desk, conference_id)

    def compose(self) -> ComposeResult:
        """The paper, and what did not fit on it."""
        with Vertical(classes="sheet slip"):
            if self.cut:
                yield Static(Content(self.cut), classes="cut", markup=False)
            with VerticalScroll():
                yield Static(Content(self.slip), classes="paper", markup=False)
            yield KeyBar()

    def action_make(self, what: str) -> None:
        """Print or save."""
        work_on_slip(self, self.desk, self.conference_id, what)

    def action_back(self) -> None:
        """Back to where we were."""
        self.dismiss(None)
