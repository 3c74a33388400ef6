"""A TextArea that repaints the rows of the edited line only, where an edit changed no others.

Textual repaints the whole of a TextArea on each key, which is most of what a key costs. This
stands on parts of Textual that are not public (`_set_dirty`, and what `edit` calls).
`NarrowArea.is_narrow` switches it off: more is repainted then, and nothing else is different.
"""

from typing import ClassVar

from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.geometry import Region
from textual.widgets import TextArea


class NarrowArea(TextArea):
    """Repaints few rows after an edit inside a line. Brackets are not matched: these are words."""

    is_narrow: ClassVar[bool] = True
    """Whether less is repainted than Textual would."""
    _is_held = False

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit, and have repainted what it changed."""
        if not self.is_narrow or not self._stays_in_a_line(edit):
            return super().edit(edit)
        before, rows = self._shape(), self._rows(edit.from_location[0])
        self._is_held = True
        try:
            result = super().edit(edit)
        finally:
            self._is_held = False
        if result.end_location[0] == edit.from_location[0] and self._shape() == before:
            rows |= self._rows(edit.from_location[0])
            self.refresh_lines(min(rows), max(rows) - min(rows) + 1)
        else:
            self.refresh()
        return result

    def _stays_in_a_line(self, edit: Edit) -> bool:
        return (
            edit.from_location[0] == edit.to_location[0]
            and self.selection.is_empty
            and "\n" not in edit.text
            and not self.suggestion
        )

    def _shape(self) -> tuple[object, ...]:
        """What leaves the other rows where they are while it stays the same."""
        return (
            self.wrapped_document.height,
            self.document.line_count,
            self.scroll_offset,
            self.selection.is_empty,
            self.document.line_count > 1 or bool(self.document[0]),  # no hint
        )

    def _rows(self, line: int) -> set[int]:
        """The rows on which a line of the text and the cursor are."""
        top = self.wrapped_document.location_to_offset((line, 0)).y
        height = len(self.wrapped_document.get_offsets(line)) + 1
        return {*range(top, top + height), self._cursor_offset[1]}

    def _set_dirty(self, *regions: Region) -> None:
        if not self._is_held:
            super()._set_dirty(*regions)
