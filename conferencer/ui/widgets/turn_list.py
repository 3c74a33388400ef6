"""Who is next: one line a learner, the reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from conferencer.core.due import Turn
from conferencer.core.names import full_names
from conferencer.core.text import fold
from conferencer.ui.keys import shown
from conferencer.ui.slots import in_slot
from conferencer.ui.widgets.lazy_row import LaidOutOnceSeen


class FirstSteps(OptionList):
    """What to do when there is nobody to meet yet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("first", "enter", "select", "Choose", "Do what the row says"),
    ]


class TurnList(OptionList):
    """The learners in their order; enter chooses one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("turns", "enter", "select", "Begin", "Begin a conference, or go on with theirs"),
    ]

    @dataclass
    class Chosen(Message):
        """A learner was chosen with enter or a click."""

        student_id: int

    @dataclass
    class Looked(Message):
        """The bar stands on another learner."""

        student_id: int | None

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._turns: list[Turn] = []
        self._names: dict[int, str] = {}
        self._wanted = ""

    def show_turns(self, turns: Sequence[Turn]) -> None:
        """Show these learners; the bar stays on its learner, or goes on top."""
        self._turns = list(turns)
        names = full_names([turn.standing for turn in turns])
        self._names = {
            turn.standing.student_id: name for turn, name in zip(turns, names, strict=True)
        }
        self._fill()

    def find(self, words: str) -> None:
        """Show only learners whose name holds every word, accents folded."""
        if words != self._wanted:
            self._wanted = words
            self._fill()

    def _fill(self) -> None:
        at = self.student_id
        wanted = fold(self._wanted).split()
        turns = [t for t in self._turns if all(w in t.standing.search_name for w in wanted)]
        width = max((Content(name).cell_length for name in self._names.values()), default=0)
        width = min(max(width, 12), 30)
        self.set_options(self._row(turn, width) for turn in turns)
        ids = [turn.standing.student_id for turn in turns]
        if ids:
            self.highlighted = ids.index(at) if at in ids and not wanted else 0

    def _row(self, turn: Turn, width: int) -> Option:
        words = LaidOutOnceSeen(partial(self._words, turn, width))
        return Option(words, id=f"student-{turn.standing.student_id}")

    def _words(self, turn: Turn, width: int) -> Content:
        student_id = turn.standing.student_id
        name = in_slot(self._names[student_id], width)
        gap = " " * (width - name.cell_length + 3)
        pin = "▲ " if (turn.standing.place or 0) >= 0 and turn.standing.place is not None else "  "
        return Content.assemble(pin, name.stylize("bold"), gap, (turn.reason, "dim"))

    @property
    def student_id(self) -> int | None:
        """The learner under the bar."""
        if self.highlighted is None or self.highlighted >= self.option_count:
            return None
        option_id = self.get_option_at_index(self.highlighted).id or ""
        return int(option_id.removeprefix("student-"))

    def name_of(self, student_id: int) -> str:
        """How a learner is shown here."""
        return self._names.get(student_id, "")

    @property
    def order(self) -> list[int]:
        """The learners as they are shown."""
        return [turn.standing.student_id for turn in self._turns]

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.student_id is not None:
            self.post_message(self.Chosen(self.student_id))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(self.Looked(self.student_id))
