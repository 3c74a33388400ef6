"""One field of a conference: its label, its editor, and a quiet word beside it."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from conferencer.core.guide import FieldShape
from conferencer.ui.widgets.choice import Choice
from conferencer.ui.widgets.editor import LineEditor, NoteEditor

_ROOM = 21
"""Cells of a label's line; see the styles."""


class Field(Horizontal):
    """A label and what is said. Open while it has the focus, one line otherwise.

    Args:
        shape: label, kind, hint and options, from the guide.
        text: what was said so far.
    """

    def __init__(self, shape: FieldShape, text: str = "") -> None:
        super().__init__()
        self.shape = shape
        self.editor = self._editor(text)
        self._label = Static(Content(shape.label), classes="label", markup=False)
        self._word = Content("")
        self.add_class(f"-{shape.kind}", f"-{shape.voice}")

    def _editor(self, text: str) -> NoteEditor | Choice:
        shape = self.shape
        if shape.kind == "choice":
            options = [(option.value, option.label) for option in shape.options]
            return Choice(options, text, field=shape.key)
        kind = NoteEditor if shape.kind == "note" else LineEditor
        return kind(text, field=shape.key, hint=shape.hint)

    def compose(self) -> ComposeResult:
        """Label left, editor right."""
        yield self._label
        yield self.editor

    def on_descendant_focus(self) -> None:
        """Open."""
        # A class, not :focus-within: Textual restyles the focused widget then, not the label.
        self.add_class("-open")

    def on_descendant_blur(self) -> None:
        """Closed to one line."""
        self.remove_class("-open")

    @property
    def text(self) -> str:
        """What is said now."""
        return self.editor.value if isinstance(self.editor, Choice) else self.editor.text

    def say(self, word: str) -> None:
        """Show a quiet word beside the label: marks, or the date that was understood."""
        said = Content(word)
        if said != self._word:
            self._word = said
            self.set_class("\n" in word, "-two-lines")
            label = Content(self.shape.label)
            gap = "  " if label.cell_length + 2 + said.cell_length <= _ROOM else "\n"
            self._label.update(Content.assemble(label, gap, said.stylize("dim")) if word else label)
