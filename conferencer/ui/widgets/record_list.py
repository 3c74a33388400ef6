"""Who a learner is, the goals, the open steps: a list of rows under quiet headings."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from conferencer.ui.keys import shown
from conferencer.ui.widgets.note_view import QUIET
from conferencer.ui.widgets.steady_list import SteadyList

Row = tuple[str, Content]
"""An option's id and what it shows."""
_HEADING = 15
"""Cells of a heading that stands beside its rows."""


class RecordList(SteadyList):
    """Rows under headings; the bar stays on its row when the list is filled again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("record", "enter", "select", "Change", "Change what is under the bar"),
    ]

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
        self.fill(options)


def _beside_heading(heading: str, rows: Sequence[Row]) -> list[Option]:
    """The heading in the first row's line, the other rows below it."""
    heads = [heading.partition(" –")[0], *[""] * (len(rows) - 1)]
    return [
        Option(Content.assemble((head.ljust(_HEADING), f"bold {QUIET}"), content), id=key)
        for head, (key, content) in zip(heads, rows, strict=False)
    ]
