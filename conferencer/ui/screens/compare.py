"""Two conferences of one learner side by side, to be looked at together."""

from itertools import zip_longest
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from conferencer.core.comparing import Pair, first_and_latest, neighbour, side_by_side
from conferencer.core.dates import in_words
from conferencer.core.errors import ConferencerError
from conferencer.core.history import Told, one_conference
from conferencer.core.names import first_name
from conferencer.core.profile import student_by_id
from conferencer.core.text import isolated
from conferencer.core.threads import Talk, story_of
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Pick
from conferencer.ui.keys import hidden, shown
from conferencer.ui.kindly import kindly
from conferencer.ui.told_words import told_in_words
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.lines_view import Block, LinesView, block_of, wrapped
from conferencer.ui.widgets.note_view import QUIET, Said

_LEFT_OUT = ("goal_choice", "goal_chosen_by", "step_owner", "next_meeting")
"""Choices that say nothing once their day is over."""
_GAP = 4


class CompareScreen(Screen[None]):
    """Then, and now: only this learner, and nothing that the learner may not see.

    Args:
        student_id: the learner.

    Raises:
        ConferencerError: there are not two conferences yet.
    """

    TOGETHER = True
    AUTO_FOCUS = "LinesView"
    HELP = """\
    Two conferences of one learner, made to be looked at together. `←` and `→` take an earlier or
    a later one on the left; `1` and `2` choose a day for either side.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("compare", "left", "turn(1)", "Earlier", "An earlier conference on the left"),
        shown("compare", "right", "turn(-1)", "Later", "A later conference on the left"),
        shown("compare", "1", "choose(0)", "Left", "Choose the conference on the left"),
        shown("compare", "2", "choose(1)", "Right", "Choose the conference on the right"),
        shown("compare", "escape", "back", "Back", "Back to the learner’s page"),
        hidden("compare", "question_mark", "app.help", "Help", "What the keys do"),
    ]

    lines = query_one(LinesView)

    def __init__(self, desk: Desk, student_id: int) -> None:
        super().__init__()
        self.desk = desk
        self.student = student_by_id(desk.notebook, student_id)
        self.talks = story_of(desk.notebook, student_id).talks
        pair = first_and_latest(self.talks, desk.today())
        if pair is None:
            raise ConferencerError(
                "Nothing to compare yet", "Two conferences that were met can stand side by side."
            )
        self.sides = [pair[0].id, pair[1].id]

    def compose(self) -> ComposeResult:
        """The first name, then and now."""
        with Horizontal(id="title"):
            name = isolated(first_name(self.student))
            yield Static(Content.styled(name, "bold"), id="name", markup=False)
            yield Static("Then and now", id="date", markup=False)
        yield LinesView()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the two."""
        self._show()

    def _show(self) -> None:
        notebook = self.desk.notebook
        then, now = (one_conference(notebook, number) for number in self.sides)
        pairs = self._pairs(then, now)
        self.lines.show(lambda width: self._blocks(pairs, width))

    def _pairs(self, then: Told, now: Told) -> list[Pair]:
        said: list[dict[str, Said]] = []
        for told in (then, now):
            panes = told_in_words(self.desk, told)
            said.append(
                {
                    _key(note, n): note
                    for pane in panes
                    for n, note in enumerate(pane.notes)
                    if note.field not in _LEFT_OUT
                }
            )
        first = {**said[0], **said[1]}
        keys = [*said[1], *(key for key in said[0] if key not in said[1])]
        order = [(key, _label(first[key]), first[key].voice) for key in keys]
        words = [{key: _words(note) for key, note in side.items()} for side in said]
        return side_by_side(order, words[0], words[1])

    def _blocks(self, pairs: list[Pair], width: int) -> list[Block]:
        half = (width - _GAP) // 2
        heads = [
            Content.styled(self._head(number), "bold $accent").truncate(half, ellipsis=True)
            for number in self.sides
        ]
        blocks = [block_of([_beside(heads[0], heads[1], half), Content("")])]
        for pair in pairs:
            label = Content.styled(isolated(pair.label), QUIET)
            lines = [label.truncate(width, ellipsis=True)]
            then, now = (_column(text, pair.voice, half) for text in (pair.then, pair.now))
            lines += [_beside(a, b, half) for a, b in zip_longest(then, now, fillvalue=Content(""))]
            blocks.append(block_of([*lines, Content("")]))
        return blocks

    def _head(self, number: int) -> str:
        talk = self._talk(number)
        minutes = f" · {talk.minutes} min" if talk.minutes else ""
        return in_words(talk.held_on, self.desk.today()) + minutes

    def _talk(self, number: int) -> Talk:
        return next(talk for talk in self.talks if talk.id == number)

    # Which two

    def action_turn(self, by: int) -> None:
        """An earlier conference on the left, or a later one."""
        self.sides[0] = neighbour(self.talks, self.sides[0], by, self.sides[1])
        with kindly(self):
            self._show()

    def action_choose(self, side: int) -> None:
        """Choose the day of a side."""
        rows = [(str(talk.id), self._head(talk.id)) for talk in self.talks if talk.status == "met"]

        def chosen(key: str | None) -> None:
            if key:
                self.sides[side] = int(key)
                with kindly(self):
                    self._show()

        title = "Which conference on the right?" if side else "Which conference on the left?"
        self.app.push_screen(Pick(title, rows, at=str(self.sides[side])), chosen)

    def action_back(self) -> None:
        """Back to the learner's page."""
        self.dismiss(None)


def _key(note: Said, place: int) -> str:
    """Follow-ups are of other steps each time: the first stands beside the first."""
    name, dot, which = note.field.partition(".")
    return f"{name}.{place}" if dot and not which.isdecimal() else note.field


def _label(note: Said) -> str:
    return note.label.partition("  ")[0]


def _words(note: Said) -> str:
    words = note.words.strip()
    words = f"“{words}”" if words and note.voice == "learner" and note.quoted else words
    about = note.label.partition("  ")[2]  # the step that was followed up
    return f"{about} – {words}" if about else words


def _column(text: str, voice: str, width: int) -> list[Content]:
    bar = ("▎ ", "$accent" if voice == "learner" else "$foreground 30%")
    if not text:
        return [Content.assemble(("▎ ", "$foreground 30%"), ("–", QUIET))]
    lines = [
        line for part in text.split("\n") for line in wrapped(Content(isolated(part)), width - 2)
    ]
    return [Content.assemble(bar, line) for line in lines]


def _beside(left: Content, right: Content, half: int) -> Content:
    gap = max(half + _GAP - left.cell_length, 1)
    return Content.assemble(left, " " * gap, right)
