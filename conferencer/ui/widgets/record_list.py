"""Who a learner is, the goals, the open steps: a list of rows under quiet headings."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from conferencer.ui.keys import shown
from conferencer.ui.widgets.note_view import QUIET

Row = tuple[str, Content]
"""An option's id and what it shows."""
_HEADING = 15
"""Cells of a heading that stands beside its rows."""


class RecordList(OptionList):
    """Rows under headings; the bar stays on its row when the list is filled again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("record", "enter", "select", "Change", "Change what is under the bar"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)

    def show(self, parts: Iterable[tuple[str, Sequence[Row]]], close: bool = False) -> None:
        """Show headings, each with its rows; a heading without rows is left out.

        Args:
            close: whether the headings stand beside their first rows, where there is little room.
        """
        options: list[Option] = []
        for heading, rows in parts:
            if close:
                options += _beside_heading(heading, rows)
                continue
            if rows and heading:
                gap = "\n" if options else ""
                options.append(
                    Option(Content.assemble((gap + heading, f"bold {QUIET}")), disabled=True)
                )
            options += [Option(content, id=key) for key, content in rows]
        self._fill(options)

    def _fill(self, options: Sequence[Option]) -> None:
        """Where the row under the bar is gone, its neighbour gets the bar."""
        at = self.highlighted
        was = self.get_option_at_index(at).id if at is not None else None
        self.set_options(options)
        enabled = [number for number, option in enumerate(options) if not option.disabled]
        same = [number for number in enabled if was and options[number].id == was]
        before = [number for number in enabled if at is not None and number <= at]
        for found in (same, before[-1:], enabled):
            if found:
                self.highlighted = found[0]
                break


def _beside_heading(heading: str, rows: Sequence[Row]) -> list[Option]:
    """The heading in the first row's line, the other rows below it."""
    heads = [heading.partition(" –")[0], *[""] * (len(rows) - 1)]
    return [
        Option(Content.assemble((head.ljust(_HEADING), f"bold {QUIET}"), content), id=key)
        for head, (key, content) in zip(heads, rows, strict=False)
    ]
