"""The classes of a file, found by a part of their name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from conferencer.core.text import fold, isolated
from conferencer.rosters.shape import RosterClass
from conferencer.ui.keys import shown


class FindBox(Input):
    """A part of a name; enter chooses what the bar stands on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("classes", "enter", "submit", "Choose", "Choose the class under the bar"),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="a part of its name", compact=True)


class _Rows(OptionList):
    """The classes; enter chooses one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("classes", "enter", "select", "Choose", "Choose the class under the bar"),
    ]


class ClassFinder(Vertical):
    """One line a class: name, code, how many learners."""

    rows = query_one(_Rows)
    box = query_one(FindBox)

    @dataclass
    class Chosen(Message):
        """A class was chosen."""

        number: int
        """Its place in the file, from 0."""

    def __init__(self) -> None:
        super().__init__(classes="room")
        self._listed: list[RosterClass] = []

    def compose(self) -> ComposeResult:
        """Question, a part of a name, the rows."""
        yield Static("Which class?", classes="question", markup=False)
        yield FindBox()
        yield _Rows(markup=False)

    def show_classes(self, classes: Sequence[RosterClass]) -> None:
        """Show the classes of a file."""
        self._listed = list(classes)
        self.box.value = ""
        self._fill("")

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        event.stop()
        self._fill(event.value)

    def on_key(self, event: events.Key) -> None:
        """While finding, the arrows move in the list."""
        if self.box.has_focus and event.key in ("up", "down"):
            event.stop()
            if event.key == "up":
                self.rows.action_cursor_up()
            else:
                self.rows.action_cursor_down()

    @on(Input.Submitted)
    def _choose(self, event: Input.Submitted) -> None:
        event.stop()
        self.rows.action_select()

    def _fill(self, words: str) -> None:
        """Show only classes whose name or code holds every word, accents folded."""
        wanted = fold(words).split()
        names = [Content(isolated(one.name or "without a name")) for one in self._listed]
        width = min(max((name.cell_length for name in names), default=0), 44)
        self.rows.set_options(
            self._row(number, names[number], width)
            for number, one in enumerate(self._listed)
            if all(word in fold(f"{one.name} {self._code(one)}") for word in wanted)
        )
        if self.rows.option_count:
            self.rows.highlighted = 0

    def _code(self, one: RosterClass) -> str:
        return one.outside_ids.get("classCode", "")

    def _row(self, number: int, name: Content, width: int) -> Option:
        one = self._listed[number]
        if name.cell_length > width:
            name = name.truncate(width, ellipsis=True)
        gap = " " * (width - name.cell_length + 3)
        learners = "1 learner" if len(one.rows) == 1 else f"{len(one.rows)} learners"
        said = " · ".join(part for part in (learners, isolated(self._code(one))) if part)
        return Option(Content.assemble(name.stylize("bold"), gap, (said, "dim")), id=f"{number}")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(int(event.option_id)))
