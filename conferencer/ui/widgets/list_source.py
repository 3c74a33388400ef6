"""Where a class list or standards come from: a path, or names typed or pasted."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static, TextArea

from conferencer.core.text import isolated
from conferencer.ui.widgets.editor import LineEditor, NoteEditor
from conferencer.ui.widgets.steps import RowButton

_HINTS = {"file": "~/Downloads/class.csv", "standards": "~/Downloads/standards.json"}
_QUESTIONS = {
    "file": (
        "Where is the class list?",
        "The path of a file or folder; you may drag it in here. A table (CSV or TSV), a plain list "
        "of names, or a OneRoster folder or zip. You see what would change before anything is "
        "kept.",
    ),
    "standards": (
        "Where are the standards?",
        "The path of a file; you may drag it in here. CASE or Common Standards Project JSON, ASN, "
        "or a table (CSV or XLSX) with a code and a statement. You see what would change before "
        "anything is kept.",
    ),
    "paste": ("Who is in the class?", "One learner a line, or a table copied from a spreadsheet."),
    "names": ("Who is in the class?", "One learner a line: Ana Lopez, or Lopez, Ana."),
}


class ListSource(Vertical):
    """A question, an editor, and a sentence below it when something is wrong.

    Args:
        way: `file`, `standards`, `paste` or `names`.
    """

    editor = query_one(NoteEditor)

    def __init__(self, way: str) -> None:
        super().__init__(classes="room")
        self.way = way
        self.set_class(not self.is_file, "-many")

    @property
    def is_file(self) -> bool:
        """Whether a path is asked for."""
        return self.way in _HINTS

    @property
    def text(self) -> str:
        """What was typed."""
        return self.editor.text

    def compose(self) -> ComposeResult:
        """Question, editor, rows, a quiet word."""
        question, below = _QUESTIONS[self.way]
        yield Static(question, classes="question", markup=False)
        yield LineEditor(hint=_HINTS[self.way]) if self.is_file else NoteEditor()
        yield Static("", id="problem", markup=False)
        if self.is_file:
            yield RowButton("▸ browse for a file", id="browse-file")
            if self.way == "file":
                yield RowButton("▸ browse for a folder", id="browse-folder")
        else:
            yield RowButton("▸ go on", id="go-on")
        yield Static(below, classes="quiet", markup=False)

    def say(self, words: str) -> None:
        """Say what is wrong, or nothing."""
        self.query_one("#problem", Static).update(Content(isolated(words)))

    def write(self, text: str) -> None:
        """Put a text into the editor."""
        with self.prevent(TextArea.Changed):
            self.editor.text = text
        self.editor.go_to("")
        self.say("")

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self.say("")
