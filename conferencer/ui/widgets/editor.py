"""The editors of a conference: a note of many lines, and a line that wraps."""

import re
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from conferencer.core.text import clean_note
from conferencer.ui.widgets.narrow_area import NarrowArea

_LINE_ENDS = re.compile(r" *[\t\n][ \t\n]*")


class NoteEditor(NarrowArea):
    """A note. Control characters go on entry: an ESC would reach the terminal.

    Args:
        field: the field of the conference that it holds.
        hint: shown while it is empty.
    """

    HELP = """\
    Write as you talk. Everything is kept by itself, within a second.

    `enter` begins a new line, `tab` goes to the next field, `ctrl+z` undoes.
    """

    def __init__(self, text: str = "", field: str = "", hint: str = "") -> None:
        super().__init__(
            text,
            soft_wrap=True,
            compact=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder=Content(hint),
        )
        self.match_cursor_bracket = False
        self.field = field

    def edit(self, edit: Edit) -> EditResult:
        """Clean what comes in, typed or pasted, before it is in the text."""
        edit.text = self.cleaned(edit.text)
        return super().edit(edit)

    def cleaned(self, text: str) -> str:
        """What may come in of a text."""
        return text if text.isprintable() else clean_note(text)

    def on_focus(self) -> None:
        """Open at the cursor."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def on_hide(self, event: events.Hide) -> None:
        """A late word of having been hidden must not take the focus from who is back."""
        if all(node.display for node in self.ancestors_with_self if isinstance(node, Widget)):
            event.prevent_default()

    def on_blur(self) -> None:
        """Closed to one line, it shows how it begins."""
        self.scroll_home(animate=False, force=True)

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Follow the cursor, but not while closed: a resize would scroll to its end."""
        return super().scroll_cursor_visible(center, animate) if self.has_focus else Offset()

    @property
    def place(self) -> str:
        """The cursor as `row:column`."""
        row, column = self.cursor_location
        return f"{row}:{column}"

    def go_to(self, place: str) -> None:
        """Put the cursor at `row:column`; anything else means the end."""
        row, _, column = place.partition(":")
        if row.isdigit() and column.isdigit():
            self.move_cursor((int(row), int(column)))
        else:
            self.move_cursor(self.document.end)


class LineEditor(NoteEditor):
    """One line, however long; enter goes on."""

    HELP = """\
    One line. `enter` or `tab` goes to the next field, `ctrl+z` undoes.
    """

    @dataclass
    class Done(Message):
        """Enter was pressed: go on to what comes next."""

        editor: "LineEditor"

        @property
        def control(self) -> "LineEditor":
            """The editor."""
            return self.editor

    def cleaned(self, text: str) -> str:
        """Newlines and tabs become one space: nothing of a paste is lost."""
        return _LINE_ENDS.sub(" ", super().cleaned(text))

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Done(self))
            return
        await super()._on_key(event)
