"""The coverage board: whom have I not reached?"""

from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from conferencer.core.coverage import Board, Coverage
from conferencer.core.coverage_rows import coverage_of
from conferencer.core.coverage_weeks import Weeks, weeks_of
from conferencer.core.first_rows import calendar_of
from conferencer.core.models import ClassGroup
from conferencer.core.names import full_names
from conferencer.core.text import isolated
from conferencer.ui.class_views.coverage_print import ways_to_print
from conferencer.ui.class_views.coverage_words import (
    FIGURES,
    FILTERS,
    ORDERS,
    board_row,
    column_heads,
    one_round,
    summary,
)
from conferencer.ui.class_views.view import QUIET, ClassView, LaidOutOnceSeen, name_cells, nothing
from conferencer.ui.desk import Desk
from conferencer.ui.keys import hidden, shown
from conferencer.ui.widgets.row_list import Row

_MOST_WEEKS = 40
_WIDE = 100
_AROUND = 8
"""Cells that the screen's edges and the scroll bar take."""


class CoverageView(ClassView):
    """One line a learner: state, figures, weeks."""

    TITLE = "Coverage"
    HELP = """\
    Each learner is *fresh* up to the cadence, *due* beyond it, *overdue* beyond twice of it, in
    school days since the last conference. `met`, `min` and the steps count from the beginning of
    the school year; absent and put-off conferences do not count.

    The map has a character a week, the present one last: `▄` met once, `█` twice or more, `·` not
    met, a gap where there was no school. On a narrow screen `h` shows it.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("coverage", "s", "sort", "Sort", "Order the learners another way"),
        shown("coverage", "f", "filter", "Filter", "Show only some of the learners"),
        shown("coverage", "h", "weeks", "Weeks", "Show the map of weeks, or the figures"),
        shown("coverage", "p", "print", "Print", "Print the board, or save it as text"),
        hidden("coverage", "enter", "screen.learner", "Learner", "Look at this learner"),
    ]

    def __init__(self, desk: Desk, id: str) -> None:
        super().__init__(desk, id)
        self._order = self._filter = 0
        self._with_weeks = False
        self._board: Board | None = None
        self.names: dict[int, str] = {}

    @property
    def board(self) -> Board:
        """What was read last."""
        assert self._board is not None
        return self._board

    @property
    def rows(self) -> list[Coverage]:
        """The learners that are shown, in their order."""
        wanted = [row for row in self.board.rows if FILTERS[self._filter][1](row)]
        return sorted(wanted, key=ORDERS[self._order][1])

    @property
    def is_wide(self) -> bool:
        """Whether figures and weeks stand side by side."""
        return self.app.size.width >= _WIDE

    def read(self, group: ClassGroup) -> Board:
        """Read the figures of a class."""
        desk = self.desk
        return coverage_of(desk.notebook, desk.settings, desk.today(), group.id or 0)

    def put(self, reading: Board) -> None:
        """Show them."""
        self._board = reading
        names = full_names(self.board.rows)
        self.names = {
            row.student_id: name for row, name in zip(self.board.rows, names, strict=True)
        }
        self._put()

    def _put(self) -> None:
        cells, today = name_cells(self.names), self.desk.today()
        with_figures = self.is_wide or not self._with_weeks
        weeks = self._weeks(cells, with_figures) if self.is_wide or self._with_weeks else None
        how = f"{ORDERS[self._order][0]} · {FILTERS[self._filter][0]}"
        self.head.update(
            Content.assemble(
                (f"{summary(self.board, today)}\n{one_round(self.board)}\n", "$foreground"),
                (f"{how}\n\n", QUIET),
                column_heads(cells, with_figures, weeks),
            )
        )
        rows: list[Row] = [
            (
                f"learner-{row.student_id}",
                LaidOutOnceSeen(
                    partial(
                        board_row,
                        row,
                        self.names[row.student_id],
                        cells,
                        today,
                        with_figures,
                        weeks,
                    )
                ),
            )
            for row in self.rows
        ]
        self.list.put(rows or nothing("Nobody to show here."))

    def _weeks(self, cells: int, with_figures: bool) -> Weeks:
        taken = cells + 12 + (sum(width for _, width in FIGURES) + 2 if with_figures else 0)
        count = min(max(self.app.size.width - taken - _AROUND, 4), _MOST_WEEKS)
        notebook = self.desk.notebook
        with notebook.asking() as connection:
            calendar = calendar_of(connection, self.desk.settings)
        in_order = [row.student_id for row in self.rows]
        return weeks_of(notebook, in_order, self.desk.today(), count, calendar)

    @property
    def student_id(self) -> int | None:
        """The learner under the bar."""
        return self.number if self.group else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where both stand side by side, there is nothing to switch."""
        return not (action == "weeks" and self.is_wide)

    def action_sort(self) -> None:
        """The next order."""
        self._order = (self._order + 1) % len(ORDERS)
        self._put()

    def action_filter(self) -> None:
        """The next part of the class."""
        self._filter = (self._filter + 1) % len(FILTERS)
        self._put()

    def action_weeks(self) -> None:
        """Weeks, or figures."""
        self._with_weeks = not self._with_weeks
        self._put()

    def action_print(self) -> None:
        """Print, or save."""
        assert self.group is not None
        title = f"{isolated(self.group.name)} · coverage"
        ways_to_print(self.screen, self.desk, title, self.board, self.rows, self.names)
