"""A list of rows that keeps its bar on the same row when it is filled again."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.message import Message
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

Row = tuple[str, Visual]
"""Key and words; an empty key makes a row that cannot be chosen."""


class RowList(OptionList):
    """Rows with a key each; enter or a click chooses one."""

    @dataclass
    class Chosen(Message):
        """A row was chosen."""

        rows: "RowList"
        key: str

        @property
        def control(self) -> "RowList":
            """The list."""
            return self.rows

    @dataclass
    class Looked(Message):
        """The bar stands on another row."""

        rows: "RowList"
        key: str

        @property
        def control(self) -> "RowList":
            """The list."""
            return self.rows

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(markup=False, id=id, classes=classes)

    @property
    def key(self) -> str:
        """The key of the row under the bar; empty for none."""
        if self.highlighted is None or self.highlighted >= self.option_count:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    def put(self, rows: Sequence[Row], at: str = "") -> None:
        """Show these rows; the bar goes to `at`, else stays on its row, else near it.

        Args:
            at: the key of a row.
        """
        before, place = self.key, self.highlighted or 0
        self.set_options(Option(words, id=key or None, disabled=not key) for key, words in rows)
        keys = [key for key, _ in rows]
        wanted = next((key for key in (at, before) if key and key in keys), "")
        if wanted:
            self.highlighted = keys.index(wanted)
        elif keys:
            near = [number for number, key in enumerate(keys) if key]
            self.highlighted = min(near, key=lambda n: abs(n - place)) if near else None

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id:
            self.post_message(self.Chosen(self, event.option_id))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(self.Looked(self, self.key))
