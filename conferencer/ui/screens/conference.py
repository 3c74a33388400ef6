"""The conference: five panes, one key forward and one back, and nothing from any other record."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import DescendantFocus
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Static, TextArea

from conferencer.core.conferences import Draft, Place
from conferencer.core.next_steps import MOST_STEPS
from conferencer.core.text import isolated
from conferencer.ui.claiming import DraftClaim
from conferencer.ui.conference_end import finish, leave, put_away
from conferencer.ui.conference_menu import open_menu, pick_challenge, pick_helper
from conferencer.ui.desk import Desk
from conferencer.ui.drafting import DraftKeeper
from conferencer.ui.keys import hidden, shown
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import Covered
from conferencer.ui.panes import first_pane, in_view, lay_ready, make_pane, step_shapes
from conferencer.ui.printing import slip_in_words, work_on_slip
from conferencer.ui.said_before import SaidBefore
from conferencer.ui.slots import in_slot
from conferencer.ui.standards_choice import pick_standards
from conferencer.ui.widgets.choice import Choice
from conferencer.ui.widgets.editor import LineEditor, NoteEditor
from conferencer.ui.widgets.field import Field
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.pane import ClosePane, ConferencePane, GoingPane, HowPane
from conferencer.ui.widgets.quiet_clock import QuietClock
from conferencer.ui.widgets.rail import Rail
from conferencer.ui.widgets.side_panel import SidePanel
from conferencer.ui.widgets.steps import RowButton, StepFields
from conferencer.ui.words_on_screen import WordsOnScreen


class ConferenceScreen(Screen[None]):
    """One talk with one learner.

    Args:
        draft: begun, or taken up again.
    """

    TOGETHER = True
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]
    HELP = """\
    Five panes, one idea each; every field may stay empty. Talk comes first.

    Each word is kept within a second, so you can leave at any moment and come back to it.
    `tab` goes through the fields, a number or `←` `→` picks an answer.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("confer", "ctrl+n,f4", "go(1)", "Next", "Go to the next pane"),
        shown("confer", "ctrl+b,f3", "go(-1)", "Back", "Go to the pane before"),
        shown("confer", "ctrl+s", "finish", "Finish", "Finish; see first what will be kept"),
        shown("confer", "ctrl+r,f9", "menu", "More", "Print, pause, another type, discard …"),
        shown("confer", "ctrl+l,f8", "app.cover", "Cover", "Cover the screen", priority=True),
        shown("confer", "f1", "app.help", "Help", "What the keys do"),
        hidden("confer", "ctrl+g,f2", "starter", "Starter", "Show another conversation starter"),
        hidden("confer", "ctrl+t,f5", "challenges", "Samples", "Choose from sample challenges"),
        hidden("confer", "escape", "leave", "Leave", "Leave; every word is kept"),
        hidden("confer", "p", "print_slip", "Print", "On Close, outside a field: print the slip"),
        # With priority, so that the words typed after it already go to the next field.
        Binding("enter", "line_done", "Go on", show=False, priority=True, id="confer.line-done"),
    ]

    clock = query_one(QuietClock)
    rail = query_one(Rail)
    panes = query_one(ContentSwitcher)

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__()
        self.desk, self.draft = desk, draft
        self.beside = lay_ready(desk, draft)
        self._at = ""
        self._paused = False
        self.words = WordsOnScreen(self, draft, self.beside, desk.settings.day_first)
        self.before = SaidBefore(desk.notebook, draft, self.words.field, self.set_timer)
        self.claim = DraftClaim(self)
        self.keeper = DraftKeeper(
            desk.notebook,
            draft,
            desk.window,
            self.set_timer,
            self.call_after_refresh,
            self.words.unwritten,
            self.words.read,
            self._place,
            self._seconds,
            self.show_in_title,
            self.claim.taken_over,
        )

    def compose(self) -> ComposeResult:
        """Title, rail, the pane we are on, and what stays in view beside it."""
        with Horizontal(id="title"):
            yield Static(self._title(), id="name", markup=False)
            yield QuietClock(self.draft.conference.seconds)
        yield Static("", id="kept", markup=False)
        yield Rail([pane.key for pane in self.beside.panes])
        with Horizontal(id="talk"):
            yield ContentSwitcher()
            yield SidePanel(in_view(self.beside))
        yield KeyBar()

    def _title(self) -> Content:
        student = self.beside.student
        how_to = " · ".join(part for part in (student.say_name, student.pronouns) if part)
        return Content.assemble(
            in_slot(self.beside.name, 30).stylize("bold"), "  ", (isolated(how_to), "dim")
        )

    async def on_mount(self) -> None:
        """Go to the pane and field where we were."""
        conference = self.draft.conference
        keys = [pane.key for pane in self.beside.panes]
        pane = conference.pane if conference.pane in keys else first_pane(self.beside)
        self.clock.display = self.desk.settings.clock
        self.clock.running = True
        await self._show(pane, conference.field, conference.cursor)
        self.claim.begin()

    def on_unmount(self) -> None:
        """The draft is anybody's again."""
        self.claim.release()

    # Panes

    async def _show(self, key: str, field: str = "", cursor: str = "") -> None:
        # Nothing is painted before the field has the focus: what is typed as soon as the pane can
        # be seen must have a place to go.
        with self.app.batch_update():
            if not self.panes.query(f"#pane-{key}"):
                await self.panes.mount(make_pane(key, self.beside, self.draft))
            self.panes.current = f"pane-{key}"
            self._at = self.rail.at = key
            self.rail.said = self.words.panes_with_words()
            for each in self.pane.fields:
                self.words.say_beside(each.shape.key)
            self.pane.begin(field, cursor)
            if not field:
                self.pane.scroll_home(animate=False)
            if isinstance(self.pane, ClosePane):
                self._show_slip(self.pane)

    @property
    def pane(self) -> ConferencePane:
        """The pane we are on."""
        return self.panes.query_one(f"#pane-{self._at}", ConferencePane)

    async def action_go(self, by: int) -> None:
        """To the next pane, or to the one before."""
        keys = [pane.key for pane in self.beside.panes]
        at = keys.index(self._at) + by
        if 0 <= at < len(keys):
            self.keeper.write()
            await self._show(keys[at])
            self.keeper.write()

    async def go_to(self, pane: str, field: str = "") -> None:
        """To a pane, and a field of it, if this type of conference has it."""
        if pane not in self.rail.panes:
            return
        self.keeper.write()
        await self._show(pane, field)

    @on(Rail.Picked)
    async def _to_pane(self, event: Rail.Picked) -> None:
        await self.go_to(event.pane)

    def action_starter(self) -> None:
        """Another conversation starter."""
        self.pane.show_next_starter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Challenges only where a goal can be chosen; enter goes on only from a line."""
        if action == "line_done":
            return isinstance(self.focused, LineEditor)
        return action != "challenges" or any(p.key == "going" for p in self.beside.panes)

    def action_challenges(self) -> None:
        """Sample challenges to choose a goal from; on the line for a standard, standards."""
        if getattr(self.focused, "field", "") == "goal_standard":
            self.action_standards()
        else:
            pick_challenge(self)

    @on(RowButton.Pressed, "#standards")
    def action_standards(self) -> None:
        """Standards that the goal belongs to."""
        pick_standards(self)

    def action_menu(self) -> None:
        """All that has no key of its own."""
        open_menu(self)

    # Words

    def _place(self) -> Place:
        return self.words.place(self._at, self.focused)

    def _seconds(self) -> int:
        return self.clock.seconds

    def show_in_title(self, words: str) -> None:
        """A sentence about the draft; an empty one takes it away."""
        line = self.query_one("#kept", Static)
        line.update(Content(words))
        line.display = bool(words)

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        editor = event.text_area
        if isinstance(editor, NoteEditor) and editor.field:
            self._changed(editor.field)

    @on(Choice.Changed)
    def _chosen(self, event: Choice.Changed) -> None:
        self._changed(event.choice.field)
        self.keeper.write()

    @on(Choice.Typed)
    def _typed_on_a_choice(self, event: Choice.Typed) -> None:
        fields = self.pane.fields
        at = next((n for n, f in enumerate(fields) if f.editor is self.focused), 0)
        for field in fields[at:]:
            if isinstance(field.editor, NoteEditor):
                self.set_focus(field.editor)
                field.editor.go_to("")
                field.editor.insert(event.character)
                return

    def put_in(self, field: Field, text: str) -> None:
        """Put words into a field, as if they had been typed: it can be undone."""
        editor = field.editor
        if isinstance(editor, NoteEditor):
            editor.replace(text, editor.document.start, editor.document.end)
            self.set_focus(editor)
            editor.go_to("")

    def _changed(self, key: str) -> None:
        self.keeper.changed(key)
        if key == "goal" and isinstance(self.pane, GoingPane):
            self.pane.goal_was_typed(self.words.text(key))
        self.words.changed(key)
        self.before.changed(key)
        if isinstance(self.pane, ClosePane):  # the slip shows what is typed here
            self.keeper.write()
            self._show_slip(self.pane)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Another field: what was typed is written at once."""
        self.keeper.write()
        self.before.look()
        self.rail.said = self.words.panes_with_words()
        if isinstance(self.pane, ClosePane):
            self._show_slip(self.pane)

    async def action_line_done(self) -> None:
        """Enter in a one-line field goes on."""
        focusable = [w for w in self.pane.query("*") if w.focusable]
        if focusable and focusable[-1] is self.focused:
            await self.action_go(1)
        else:
            self.focus_next()

    @on(RowButton.Pressed, "#challenges")
    def _challenges(self) -> None:
        self.action_challenges()

    @on(RowButton.Pressed, "#helpers")
    def _helpers(self) -> None:
        pick_helper(self)

    @on(RowButton.Pressed, "#another-step")
    async def _another_step(self) -> None:
        number = len(self.query(StepFields)) + 1
        pane = self.pane
        if number <= MOST_STEPS and isinstance(pane, HowPane):
            await pane.add_step(step_shapes(pane.shape, number, self.beside.guide))

    # Paper and parting

    def _show_slip(self, pane: ClosePane) -> None:
        with kindly(self):
            pane.show_slip(*slip_in_words(self.desk, self.draft.id))

    def action_print_slip(self) -> None:
        """Print the slip, as slips are usually printed; only where it is seen."""
        if isinstance(self.pane, ClosePane):
            self.print_slip()

    @on(RowButton.Pressed, "#print")
    def print_slip(self) -> None:
        """Print the slip."""
        self.keeper.write()
        work_on_slip(self, self.desk, self.draft.id, "print")

    @on(RowButton.Pressed, "#save")
    def save_slip(self) -> None:
        """Save the slip as a PDF."""
        self.keeper.write()
        work_on_slip(self, self.desk, self.draft.id, "save")

    @on(RowButton.Pressed, "#finish")
    async def action_finish(self) -> None:
        """End the conference, after one look at what will be kept."""
        if self.claim.is_ours:
            finish(self)
        else:
            self.claim.ask_to_continue()

    def action_leave(self) -> None:
        """Leave by way of a card that shows no other name."""
        leave(self)

    def keep_now(self) -> bool:
        """Write what is left, and stay; whether everything is in the notebook."""
        return self.keeper.write(always=True)

    def put_away(self) -> bool:
        """Write what is left; an empty draft goes. Whether everything is in the notebook."""
        return put_away(self)

    @on(Covered)
    def _covered(self, event: Covered) -> None:
        self.keeper.write()
        self.clock.running = not event.covered and not self._paused and self.claim.is_ours

    def toggle_pause(self) -> None:
        """Stop the clock, or let it run on."""
        self._paused = not self._paused
        self.clock.running = not self._paused

    @property
    def paused(self) -> bool:
        """Whether the clock was stopped by hand."""
        return self._paused
