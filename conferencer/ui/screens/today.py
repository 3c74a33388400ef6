"""Today, the home screen: who is next and why, what is unfinished, whom we have not reached."""

from collections.abc import Callable
from types import ModuleType
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from conferencer.core.first_rows import TodayRows, glance, today_rows
from conferencer.core.names import first_name
from conferencer.core.text import fold, isolated
from conferencer.ui.desk import Desk
from conferencer.ui.glance import glance_in_words
from conferencer.ui.keys import hidden, shown
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import (
    BringIn,
    Confer,
    OpenClass,
    OpenLearner,
    OpenPaper,
    OpenRoster,
    TryDemo,
)
from conferencer.ui.slots import in_slot
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.turn_list import FirstSteps, TurnList

FIRST_STEPS = (
    ("file", "Bring in a class list from a file", "CSV, a plain list of names, or OneRoster"),
    ("paste", "Type or paste the names", "one learner a line"),
    ("demo", "Look at the demo class first", "26 made-up learners; nothing of it is kept"),
)


def _day_in_words(desk: Desk) -> str:
    today = desk.today()
    return f"{today:%A} {today.day} {today:%B}"


class TodayScreen(Screen[None]):
    """Who is next?"""

    AUTO_FOCUS = "TurnList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    HELP = """\
    The list says whom to meet next, and why: an appointment, a step that is due, somebody who
    asked, somebody who was away, or simply a long time. You may put them in another order.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("today", "slash", "find", "Find", "Find a learner by name"),
        shown("today", "o", "learner", "Learner", "Look at this learner’s history and goals"),
        # Where there is something to resume, a line above the list says so, with its key.
        hidden("today", "r", "resume", "Resume", "Go on with a conference that is unfinished"),
        shown("today", "b", "board", "Board", "The whole class: coverage, steps, groups, week"),
        shown("today", "l", "roster", "Classes", "Classes and learners: add, import, edit"),
        shown("today", "question_mark", "app.help", "Help", "What the keys do"),
        hidden("today", "c", "switch", "Class", "Show another class"),
        hidden("today", "t", "type", "Type", "Begin another type of conference: quick, written …"),
        hidden("today", "a", "asked", "Asked", "This learner asked to meet; again takes it back"),
        hidden("today", "p", "pin", "Pin", "Put this learner on top today; again lets go"),
        hidden("today", "k", "skip", "Skip", "Leave this learner out today; again lets go"),
        hidden(
            "today", "v", "supports", "Supports", "Show this learner’s supports until a key comes"
        ),
        hidden("today", "shift+up", "move(-1)", "Up", "Move this learner up for today"),
        hidden("today", "shift+down", "move(1)", "Down", "Move this learner down for today"),
        hidden("today", "u", "undo", "Undo", "Bring back what was taken away last"),
        hidden("today", "U", "app.removals", "Lately", "What was taken away in the last 30 days"),
        hidden(
            "today", "y", "app.earlier", "Earlier", "Earlier years: the classes that were put away"
        ),
        hidden("today", "f", "app.search", "Search", "Where did somebody say …? Search every word"),
        hidden("today", "P", "paper", "Paper", "Print slips and pages, for one learner or all"),
        hidden("today", "L", "app.library", "Library", "Standards: bring in, browse and find"),
        hidden("today", "i", "bring_in", "Import", "Bring in a class list"),
        hidden("today", "s", "app.settings", "Settings", "Theme, dates, school days, printer"),
        hidden("today", "escape", "stop_finding", "Back", "Show every learner again"),
        hidden("today", "q", "app.quit", "Quit", "Close Conferencer"),
    ]

    turns = query_one(TurnList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        settings, today = desk.settings, desk.today()
        # Not kept: what tells of changes would be opened before the first frame.
        self.rows: TodayRows = today_rows(desk.notebook, settings, today, settings.class_uid)
        self._just_read = True
        self._conferred = False

    def _read(self) -> TodayRows:
        desk = self.desk
        settings, today, uid = desk.settings, desk.today(), desk.settings.class_uid
        return desk.read_once.get(
            ("today", uid), lambda: today_rows(desk.notebook, settings, today, uid)
        )

    def compose(self) -> ComposeResult:
        """Title, coverage, what is unfinished, the list."""
        with Horizontal(id="title"):
            yield Static("", id="class-name", markup=False)
            yield Static(_day_in_words(self.desk), id="date", markup=False)
        yield Static("", id="reached", markup=False)
        yield Static("", id="unfinished", markup=False)
        with Horizontal(id="home"):
            with Vertical(id="next"):
                yield Static("", id="question", markup=False)
                yield TurnList()
                yield FirstSteps(id="first-steps", markup=False)
            yield Static("", id="glance", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what was read before the first frame."""
        self._show()

    def on_screen_resume(self) -> None:
        """Read again: another screen, or another window, may have written."""
        if not self._just_read:  # filling the list twice would delay the first frame
            self.bring_up_to_date()
        self._just_read = False
        if self._conferred:
            self._conferred = False
            self.turns.action_first()

    def bring_up_to_date(self) -> None:
        """Show again what has changed."""
        with kindly(self):
            if self._read() is not self.rows:
                self.reload()

    def reload(self) -> None:
        """Read and show; where the notebook cannot be read just now, what was read before."""
        with kindly(self):
            self.rows = self._read()
        self._show()

    # What is shown

    @property
    def is_empty(self) -> bool:
        """Whether there is no learner to show."""
        return not self.rows.turns

    def _show(self) -> None:
        rows = self.rows
        self._put("#class-name", in_slot(rows.group.name, 36) if rows.group else "Conferencer")
        self._put("#reached", "" if self.is_empty else self._coverage())
        welcome = "Welcome. Who is in your class?"
        self._put("#question", welcome if self.is_empty else "Who is next?")
        first_steps = self.query_one("#first-steps", OptionList)
        first_steps.display, self.turns.display = self.is_empty, not self.is_empty
        if self.is_empty:
            self._offer_first_steps(first_steps)
        else:
            self.turns.show_turns(rows.turns)
        self._put("#unfinished", self._drafts())
        if not self.is_empty and (self.focused is None or self.focused is first_steps):
            self.set_focus(self.turns)
        self.refresh_bindings()

    def _put(self, selector: str, content: Content | str) -> None:
        line = self.query_one(selector, Static)
        line.update(Content(content) if isinstance(content, str) else content)
        line.display = bool(content)

    def _offer_first_steps(self, options: OptionList) -> None:
        options.set_options(
            Option(Content.assemble(("\n" + head, "bold"), ("\n" + rest + "\n", "dim")), id=key)
            for key, head, rest in FIRST_STEPS
            if key != "demo" or not self.desk.demo
        )
        options.highlighted = 0
        self.set_focus(options)

    def _coverage(self) -> Content:
        total, met = len(self.rows.turns), self.rows.reached
        dots = min(total, 30)
        filled = round(met * dots / total)
        return Content.assemble(
            f"{met} of {total} reached in the last 10 school days  ",
            ("●" * filled, "$accent"),
            ("○" * (dots - filled), "dim"),
        )

    def _drafts(self) -> Content:
        drafts = self.rows.drafts
        if not drafts:
            return Content("")
        name = first_name(drafts[0])
        alike = [t for t in self.rows.turns if fold(first_name(t.standing)) == fold(name)]
        if len(alike) > 1:
            name = self.turns.name_of(drafts[0].student_id) or name
        more = f"  (and {len(drafts) - 1} more)" if len(drafts) > 1 else ""
        return Content.assemble(("r", "bold $accent"), f"  Resume with {isolated(name)}?", more)

    @on(TurnList.Looked)
    def _glance(self, event: TurnList.Looked) -> None:
        words = Content("")
        if event.student_id is not None and self.has_class("-wide"):
            with kindly(self):
                seen = glance(self.desk.notebook, event.student_id)
                words = glance_in_words(seen, self.desk.today())
        self.query_one("#glance", Static).update(words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing about learners without one; resume only with a draft."""
        if action in (
            "begin",
            "find",
            "learner",
            "type",
            "asked",
            "pin",
            "skip",
            "move",
            "supports",
            "board",
            "paper",
        ):
            return not self.is_empty
        if action == "resume":
            return bool(self.rows.drafts)
        if action == "switch":
            return len(self.rows.classes) > 1
        return True

    @property
    def class_id(self) -> int | None:
        """The class that is shown."""
        return self.rows.group.id if self.rows.group else None

    # Finding

    @property
    def find_box(self) -> Input | None:
        """Where a name is typed; there is none until somebody looks for one."""
        return self.query_one_optional("#find", Input)

    async def action_find(self) -> None:
        """Type a part of a name."""
        box = self.find_box
        if box is None:  # made now: the first frame comes 4 ms sooner without
            box = Input(placeholder="a part of a name", id="find", compact=True)
            await self.query_one("#next").mount(box, after="#question")
        box.display = True
        self.set_focus(box)

    @on(Input.Changed, "#find")
    def _find(self, event: Input.Changed) -> None:
        self.turns.find(event.value)

    def on_key(self, event: events.Key) -> None:
        """While finding, the arrows move in the list."""
        moves: dict[str, Callable[[], None]] = {
            "up": self.turns.action_cursor_up,
            "down": self.turns.action_cursor_down,
        }
        if isinstance(self.focused, Input) and event.key in moves:
            event.stop()
            moves[event.key]()

    def action_stop_finding(self) -> None:
        """Show every learner again."""
        box = self.find_box
        if box is not None and box.display:
            box.value = ""
            box.display = False
            self.set_focus(self.turns)

    # Conferences

    @on(TurnList.Chosen)
    @on(Input.Submitted, "#find")
    def action_begin(self) -> None:
        """Begin with the learner under the bar."""
        if (student_id := self.turns.student_id) is not None:
            self.action_stop_finding()
            self._conferred = True
            self.post_message(Confer(student_id, self.class_id))

    def action_learner(self) -> None:
        """Look at the learner under the bar."""
        if (student_id := self.turns.student_id) is not None:
            self.post_message(OpenLearner(student_id, self.class_id))

    @property
    def _actions(self) -> ModuleType:
        # Loads sqlmodel, which costs more than the first frame: only once somebody acts.
        from conferencer.ui import today_actions

        return today_actions

    def action_resume(self) -> None:
        """Go on with a draft; with several, pick one."""
        self._actions.resume(self)

    def action_type(self) -> None:
        """Begin another type of conference."""
        self._actions.pick_type(self)

    def action_asked(self) -> None:
        """Note that the learner asked to meet."""
        self._actions.note_that_they_asked(self)

    def action_pin(self) -> None:
        """On top for today."""
        self._actions.pin_or_let_go(self)

    def action_supports(self) -> None:
        """Show what helps to take part, for a moment."""
        self._actions.show_supports(self)

    def action_skip(self) -> None:
        """Out for today."""
        self._actions.skip_or_let_go(self)

    def action_move(self, by: int) -> None:
        """One place up or down."""
        self._actions.move(self, by)

    def action_undo(self) -> None:
        """Bring back what was taken away last."""
        self._actions.take_back(self)

    def action_switch(self) -> None:
        """Show another class."""
        self._actions.pick_class(self)

    def action_board(self) -> None:
        """The whole class."""
        if self.class_id is not None:
            self.post_message(OpenClass(self.class_id))

    def action_paper(self) -> None:
        """Slips and pages."""
        self.post_message(OpenPaper(self.class_id))

    def action_roster(self) -> None:
        """Classes and learners."""
        self.post_message(OpenRoster(self.class_id))

    def action_bring_in(self) -> None:
        """Bring in a class list."""
        self.post_message(BringIn())

    @on(OptionList.OptionSelected, "#first-steps")
    def _first_step(self, event: OptionList.OptionSelected) -> None:
        key = event.option_id or ""
        self.post_message(TryDemo() if key == "demo" else BringIn(key))
