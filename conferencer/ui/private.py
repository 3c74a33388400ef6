"""What is not for the learner's eyes: the memory aid, and supports for as long as a key asks."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from conferencer.core.errors import ConferencerError
from conferencer.core.memory_aid import keep_memory_aid, memory_aid_of
from conferencer.core.text import isolated
from conferencer.ui.desk import Desk
from conferencer.ui.keys import hidden
from conferencer.ui.widgets.editor import NoteEditor
from conferencer.ui.widgets.key_bar import KeyBar

SOON = 0.3
"""Seconds from the first unsaved key to the write."""
LOOK = 5.0
"""Seconds without a key after which a memory aid hides."""
GLIMPSE = 10.0
"""Seconds for which supports are shown, unless a key comes sooner."""
_HIDDEN = "Hidden. Any key shows it again, esc closes it."


class PrivateEditor(NoteEditor):
    """An editor from which nothing reaches the clipboard."""

    ALLOW_SELECT = False

    def action_copy(self) -> None:
        """Nothing is copied."""

    def action_cut(self) -> None:
        """Nothing is cut: it would be on the clipboard."""


class MemoryAidPane(ModalScreen[None]):
    """The teacher's own note on a learner; it hides after a few seconds without a key.

    Args:
        student_id: the learner. The pane names nobody.
    """

    HELP = """\
    For you alone: this text is on no slip or page, in no history, search, export or log, and it
    cannot be copied. It hides by itself when you stop typing. Somebody may still have a right to
    see it: write it so that you could answer for it.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="aid.close", tooltip="Keep it and close"),
        Binding("ctrl+r,f9", "hide", "Hide", id="aid.hide", tooltip="Hide it at once"),
        hidden("aid", "f1", "app.help", "Help", "What this is"),
    ]

    def __init__(self, desk: Desk, student_id: int) -> None:
        super().__init__(classes="dialog")
        self.desk, self.student_id = desk, student_id
        self.editor = PrivateEditor(memory_aid_of(desk.notebook, student_id))
        self.editor.add_class("-many")
        self._written = self.editor.text
        self._saving: Timer | None = None
        self._hiding: Timer | None = None

    def compose(self) -> ComposeResult:
        """A heading without a name, the editor, and what stands there while it is hidden."""
        with Vertical(classes="sheet"):
            yield Static("For you alone", classes="title", markup=False)
            yield self.editor
            yield Static(_HIDDEN, id="hidden", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Opened on purpose, so it is shown."""
        self.show()
        self.editor.go_to("")

    @property
    def is_hidden(self) -> bool:
        """Whether the text cannot be seen."""
        return not self.editor.display

    def show(self) -> None:
        """Show the text, for a few seconds more."""
        self.editor.display = True
        self.query_one("#hidden").display = False
        self.set_focus(self.editor)
        self._wait()

    def action_hide(self) -> None:
        """Write what is left, and hide the text."""
        self.keep_now()
        self.editor.display = False
        self.query_one("#hidden").display = True
        self.set_focus(None)

    def _wait(self) -> None:
        if self._hiding is not None:
            self._hiding.stop()
        self._hiding = self.set_timer(LOOK, self.action_hide)

    def on_key(self, event: events.Key) -> None:
        """Any key shows it again, and does nothing else."""
        if self.is_hidden and event.key != "escape":
            event.stop()
            event.prevent_default()
            self.show()

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._wait()
        if self._saving is None:
            self._saving = self.set_timer(SOON, self.keep_now)

    def keep_now(self) -> bool:
        """Write what is left; whether it is in the notebook."""
        if self._saving is not None:
            self._saving.stop()
            self._saving = None
        text = self.editor.text
        if text == self._written:
            return True
        try:
            keep_memory_aid(self.desk.notebook, self.student_id, text)
        except ConferencerError as error:
            self.notify(error.message, title="Not yet saved", severity="error", markup=False)
            self._saving = self.set_timer(2.0, self.keep_now)
            return False
        self._written = text
        return True

    def action_close(self) -> None:
        """Keep it and close; what cannot be kept stays open."""
        if self.keep_now():
            self.dismiss(None)


class Supports(ModalScreen[None]):
    """A learner's supports, before sitting down: any key takes them away.

    Args:
        name: whose they are.
        lines: short actions that help to take part.
    """

    HELP = "Supports are shown for as long as you look at them; any key takes them away.\n"

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        super().__init__(classes="dialog")
        self.words = name
        self.lines = lines

    def compose(self) -> ComposeResult:
        """One line each."""
        with Vertical(classes="sheet"):
            title = f"Supports for {isolated(self.words)}"
            yield Static(Content(title), classes="title", markup=False)
            for line in self.lines or ("None are noted.",):
                yield Static(Content(f"· {isolated(line)}"), classes="line", markup=False)

    def on_mount(self) -> None:
        """They do not stay."""
        self.set_timer(GLIMPSE, self.put_away)

    def on_key(self, event: events.Key) -> None:
        """Any key takes them away, and does nothing else."""
        event.stop()
        event.prevent_default()
        self.put_away()

    def on_click(self) -> None:
        """So does the mouse."""
        self.put_away()

    def put_away(self) -> bool:
        """Take them away, also when the program closes."""
        if self.is_current:
            self.dismiss(None)
        return True
