"""A conference with a group: what is taught is said once, and each member takes a step along.

Each member has a draft of their own from the first word on, so nothing is lost and nothing has to
be taken apart later. The screen shows the members' first names and today's words, nothing else.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static, TextArea

from conferencer.core.claims import release
from conferencer.core.conferences import Draft, Place
from conferencer.core.groups import GroupTalk
from conferencer.core.guide import FieldShape, Guide, field_shape
from conferencer.core.guide_shapes import Option
from conferencer.core.names import short_names
from conferencer.core.text import isolated
from conferencer.ui.beside_words import word_beside
from conferencer.ui.desk import Desk
from conferencer.ui.drafting import DraftKeeper
from conferencer.ui.group_end import finish, leave, put_away
from conferencer.ui.keys import hidden, shown
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import Covered
from conferencer.ui.slots import in_slot
from conferencer.ui.widgets.choice import Choice
from conferencer.ui.widgets.editor import LineEditor, NoteEditor
from conferencer.ui.widgets.field import Field
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.quiet_clock import QuietClock

SHARED = ("taught", "strategy")
"""Said once, and kept with each member."""
OWN = ("step", "step_due")
"""Each member's own."""
_SHORT = 40


@dataclass
class Seat:
    """A member at the table: the name, the draft, and who writes it."""

    name: str
    draft: Draft
    keeper: DraftKeeper | None = None

    @property
    def id(self) -> int:
        """The draft's id."""
        return self.draft.id

    def key(self, field: str) -> str:
        """What a field of this draft is called on the screen."""
        return field if field in SHARED else f"{field}@{self.id}"


class GroupTalkScreen(Screen[None]):
    """One talk with several learners who need the same thing.

    Args:
        talk: the members with their drafts.
    """

    TOGETHER = True
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    HELP = """\
    What is taught is written once and kept with each of them; the step is each one’s own. Who is
    not here is marked *away*, and keeps none of it.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("table", "ctrl+s", "finish", "Finish", "Finish; see first what will be kept"),
        shown("table", "escape", "leave", "Leave", "Leave; every word is kept"),
        shown("table", "ctrl+l,f8", "app.cover", "Cover", "Cover the screen", priority=True),
        shown("table", "f1", "app.help", "Help", "What the keys do"),
        hidden("table", "ctrl+n,f4", "app.focus_next", "Next", "Go to the next field"),
        hidden("table", "ctrl+b,f3", "app.focus_previous", "Before", "Go to the field before"),
        Binding("enter", "line_done", "Go on", show=False, priority=True, id="table.line-done"),
    ]

    clock = query_one(QuietClock)

    def __init__(self, desk: Desk, talk: GroupTalk) -> None:
        super().__init__()
        self.desk, self.need = desk, talk.need
        names = short_names([student for student, _ in talk.drafts])
        self.seats = [
            Seat(name, draft) for name, (_, draft) in zip(names, talk.drafts, strict=True)
        ]
        self.guide: Guide = desk.guide(self.seats[0].draft.conference.guide)
        self.fields: dict[str, Field] = {}
        for seat in self.seats:
            seat.keeper = self._keeper(seat)

    def _keeper(self, seat: Seat) -> DraftKeeper:
        return DraftKeeper(
            self.desk.notebook,
            seat.draft,
            self.desk.window,
            self.set_timer,
            self.call_after_refresh,
            lambda: self._unwritten(seat),
            lambda field: self._read(seat, field),
            lambda: Place("how"),
            lambda: self.clock.seconds,
            self.show_in_title,
            self._taken_over,
        )

    def compose(self) -> ComposeResult:
        """What is shared on top, then each member."""
        with Horizontal(id="title"):
            yield Static(in_slot(self.need, _SHORT).stylize("bold"), id="name", markup=False)
            yield QuietClock(max(seat.draft.conference.seconds for seat in self.seats))
        yield Static("", id="kept", markup=False)
        with VerticalScroll(classes="table", can_focus=False):
            yield Static("How will you get there?", classes="question", markup=False)
            said = self.seats[0].draft.words
            for name in SHARED:
                yield self._field(field_shape(name, self.guide), said.get(name, ""))
            for seat in self.seats:
                yield Static(Content(isolated(seat.name)), classes="member", markup=False)
                yield self._field(_here(seat), "here")
                for name in OWN:
                    shape = replace(field_shape(name, self.guide), key=seat.key(name))
                    yield self._field(shape, seat.draft.words.get(name, ""))
        yield KeyBar()

    def _field(self, shape: FieldShape, text: str) -> Field:
        field = self.fields[shape.key] = Field(shape, text)
        return field

    def on_mount(self) -> None:
        """Begin with what is taught."""
        self.clock.display = self.desk.settings.clock
        self.clock.running = True
        editor = self.fields[SHARED[0]].editor
        self.set_focus(editor)
        for seat in self.seats:
            self._say_due(seat)

    def on_unmount(self) -> None:
        """The drafts are anybody's again."""
        with kindly(self):
            for seat in self.seats:
                release(self.desk.notebook, seat.id, self.desk.window)

    # Words

    def _unwritten(self, seat: Seat) -> set[str]:
        return {
            name
            for name in (*SHARED, *OWN)
            if (field := self.fields.get(seat.key(name)))
            and field.text != seat.draft.words.get(name, "")
        }

    def _read(self, seat: Seat, name: str) -> tuple[str, str]:
        text = self.fields[seat.key(name)].text
        seat.draft.words[name] = text
        return field_shape(name, self.guide).voice, text

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        key = getattr(event.text_area, "field", "")
        name, _, _ = key.partition("@")
        for seat in self.seats:
            if seat.keeper and key == seat.key(name):
                seat.keeper.changed(name)
                if name == "step_due":
                    self._say_due(seat)

    def _say_due(self, seat: Seat) -> None:
        field = self.fields[seat.key("step_due")]
        held_on, day_first = seat.draft.conference.held_on, self.desk.settings.day_first
        field.say(word_beside("step_due", field.text, lambda _: "", held_on, day_first) or "")

    def on_descendant_focus(self) -> None:
        """Another field: what was typed is written at once."""
        self.keep_now()

    def show_in_title(self, words: str) -> None:
        """A sentence about the drafts; an empty one takes it away."""
        line = self.query_one("#kept", Static)
        line.update(Content(words))
        line.display = bool(words)

    def _taken_over(self) -> None:
        self.set_focus(None)
        self.query_one(".table").disabled = True
        self.clock.running = False
        self.show_in_title("Continued in another window; every word is kept")

    def keep_now(self) -> bool:
        """Write what is left; whether everything is in the notebook."""
        return all([seat.keeper.write(always=True) for seat in self.seats if seat.keeper])

    def put_away(self) -> bool:
        """Write what is left; drafts without a word go. Whether everything is in the notebook."""
        return put_away(self)

    @on(Covered)
    def _covered(self, event: Covered) -> None:
        self.keep_now()
        self.clock.running = not event.covered

    # What can be done

    def is_here(self, seat: Seat) -> bool:
        """Whether a member is at the table."""
        return self.fields[seat.key("here")].text != "away"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter goes on only from a line."""
        return action != "line_done" or isinstance(self.focused, LineEditor)

    def action_line_done(self) -> None:
        """Enter in a one-line field goes on."""
        self.focus_next()

    @on(Choice.Typed)
    def _typed_on_a_choice(self, event: Choice.Typed) -> None:
        self.focus_next()
        if isinstance(self.focused, NoteEditor):
            self.focused.go_to("")
            self.focused.insert(event.character)

    def action_finish(self) -> None:
        """End the conference, after one look at what will be kept."""
        finish(self)

    def action_leave(self) -> None:
        """Leave by way of a card that shows no name."""
        leave(self)


def _here(seat: Seat) -> FieldShape:
    options = (Option("here", "here"), Option("away", "away"))
    return FieldShape(
        key=seat.key("here"), label="At the table", kind="choice", voice="teacher", options=options
    )
