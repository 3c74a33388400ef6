"""The list of the next school day: who is next then, and the teacher's say in it."""

from datetime import date
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from conferencer.core.dates import in_words, nearby
from conferencer.core.due import Turn
from conferencer.core.first_rows import calendar_of, today_rows
from conferencer.core.models import ClassGroup
from conferencer.core.names import full_names
from conferencer.core.planning import keep_plan, next_school_day
from conferencer.core.text import isolated
from conferencer.core.turns import SKIPPED
from conferencer.ui.class_views.view import (
    QUIET,
    ClassView,
    LaidOutOnceSeen,
    name_cells,
    named,
    nothing,
)
from conferencer.ui.desk import Desk
from conferencer.ui.keys import shown
from conferencer.ui.widgets.row_list import Row


class NextDayView(ClassView):
    """Whom shall I meet tomorrow?"""

    TITLE = "Next day"
    HELP = """\
    The list as it will be on the next school day, for the evening before. What you settle here
    stands on Today when the day has come.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("next-day", "p", "pin", "Pin", "Put this learner on top; again lets go"),
        shown("next-day", "k", "skip", "Skip", "Leave this learner out that day; again lets go"),
        shown("next-day", "shift+up", "move(-1)", "Up", "Move this learner up"),
        shown("next-day", "shift+down", "move(1)", "Down", "Move this learner down"),
    ]

    def __init__(self, desk: Desk, id: str) -> None:
        super().__init__(desk, id)
        self.turns: list[Turn] = []
        self.day = desk.today()

    def read(self, group: ClassGroup) -> tuple[date, list[Turn]]:
        """Read who is next on the next school day."""
        desk, today = self.desk, self.desk.today()
        with desk.notebook.reading() as connection:
            day = next_school_day(today, calendar_of(connection, desk.settings))
        return day, today_rows(desk.notebook, desk.settings, day, group.uid, today).turns

    def put(self, reading: tuple[date, list[Turn]]) -> None:
        """Show them in their order."""
        self.day, self.turns = reading
        today = self.desk.today()
        ids = [turn.standing.student_id for turn in self.turns]
        names = full_names([turn.standing for turn in self.turns])
        told = dict(zip(ids, names, strict=True))
        cells = name_cells(told)
        self.head.update(Content(f"Who is next {_day(self.day, today)}?"))
        rows: list[Row] = [
            (f"turn-{id}", LaidOutOnceSeen(partial(_row, turn, told[id], cells)))
            for id, turn in zip(ids, self.turns, strict=True)
        ]
        self.list.put(rows or nothing("Nobody to meet."))

    @property
    def student_id(self) -> int | None:
        """The learner under the bar."""
        return self.number if self.group else None

    @property
    def _pinned(self) -> list[int]:
        standings = [turn.standing for turn in self.turns]
        return [who.student_id for who in standings if who.place is not None and who.place >= 0]

    @property
    def _skipped(self) -> list[int]:
        standings = [turn.standing for turn in self.turns]
        return [who.student_id for who in standings if who.place == SKIPPED]

    def _keep(self, order: list[int], skipped: list[int]) -> None:
        keep_plan(self.desk.notebook, self.class_id, self.day, order, skipped)
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to settle without a learner."""
        return self.student_id is not None or action not in ("pin", "skip", "move")

    def action_pin(self) -> None:
        """On top, or back to where the list would have them."""
        if (one := self.student_id) is not None:
            pinned, skipped = self._pinned, [n for n in self._skipped if n != one]
            rest = [n for n in pinned if n != one]
            self._keep(rest if one in pinned else [*pinned, one], skipped)

    def action_skip(self) -> None:
        """Out for that day, or back."""
        if (one := self.student_id) is not None:
            skipped = self._skipped
            rest = [n for n in skipped if n != one]
            pinned = [n for n in self._pinned if n != one]
            self._keep(pinned, rest if one in skipped else [*skipped, one])

    def action_move(self, by: int) -> None:
        """One place up or down; what stands above is then settled."""
        order = [turn.standing.student_id for turn in self.turns]
        if (one := self.student_id) not in order or one is None:
            return
        at = order.index(one)
        to = min(max(at + by, 0), len(order) - 1)
        if to != at:
            order.insert(to, order.pop(at))
            settled = order[: max(at, to) + 1]
            skipped = [n for n in self._skipped if n != one]
            self._keep([n for n in settled if n not in skipped], skipped)


def _row(turn: Turn, name: str, cells: int) -> Content:
    place = turn.standing.place
    sign = "  " if place is None else "▲ " if place >= 0 else "– "
    return Content.assemble(sign, named(name, cells), (isolated(turn.reason), QUIET))


def _day(day: date, today: date) -> str:
    words = nearby(day, today)
    return f"{words}, {in_words(day, today)}" if words == "tomorrow" else f"on {words}"
