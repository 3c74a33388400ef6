"""Bringing a class in: where the list is, which class of it, what would change; then it is kept."""

from asyncio import to_thread
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from conferencer.core import roster as core_roster
from conferencer.core.backups import back_up
from conferencer.core.errors import AskedWronglyError, ConferencerError
from conferencer.core.text import isolated
from conferencer.rosters.choosing import choose_class
from conferencer.rosters.reading import read_pasted, read_roster
from conferencer.rosters.shape import Roster, RosterClass
from conferencer.ui.browsing import file_picker, folder_picker, path_from
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Ask, Confirm
from conferencer.ui.keys import shown
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import BroughtIn
from conferencer.ui.roster_words import counted, preview_head, preview_in_words
from conferencer.ui.widgets.class_finder import ClassFinder
from conferencer.ui.widgets.editor import LineEditor
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.list_source import ListSource
from conferencer.ui.widgets.steps import RowButton

_STAGES = {"source": "ListSource", "class": "ClassFinder", "preview": "#preview"}
_FIRST = {"source": "ListSource NoteEditor", "class": "FindBox", "preview": "#changes"}
UNNAMED = "My class"


class BringInScreen(Screen[None]):
    """One stage after the other; enter goes on, esc goes back, nothing typed is lost.

    Args:
        desk: the notebook and the settings.
        way: `file`, `paste` or `names`.
        class_name: the class to bring it into; empty for the one that the file names.
    """

    AUTO_FOCUS = None
    HELP = """\
    A class list comes in by three steps: where it is, which class of it (where there are several),
    and what would change. Nothing is kept before the last `enter`. Bringing the same list in again
    changes nothing; who is no longer in it is marked as left, and never deleted.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("bring", "enter", "look", "Go on", "Read this list and show what would change"),
        shown("bring", "ctrl+s", "look_at_names", "Go on", "Show what these names would change"),
        shown("bring", "ctrl+g,f2", "browse", "Browse", "Look for the file"),
        shown("bring", "enter", "keep", "Bring in", "Keep what is shown here"),
        shown("bring", "r", "rename", "Rename", "Give the class another name"),
        shown("bring", "escape", "back", "Back", "One step back; nothing typed is lost"),
        shown("bring", "f1", "app.help", "Help", "What the keys do"),
    ]

    stage: reactive[str] = reactive("source", bindings=True, init=False)
    """source, class or preview."""

    source = query_one(ListSource)
    finder = query_one(ClassFinder)

    def __init__(self, desk: Desk, way: str = "file", class_name: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.way = way
        self.class_name = class_name
        self.roster: Roster | None = None
        self.preview: core_roster.Preview | None = None
        self.reading = False
        self._picked = False

    def compose(self) -> ComposeResult:
        """The three stages, of which one is shown."""
        with Horizontal(id="title"):
            yield Static("Bring a class in", id="name", markup=False)
        yield ListSource(self.way)
        yield ClassFinder()
        with Vertical(id="preview", classes="room"):
            yield Static("", id="head", markup=False)
            with VerticalScroll(id="changes"):
                yield Static("", id="lines", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin where the list is."""
        self.watch_stage(self.stage)

    def watch_stage(self, stage: str) -> None:
        """Show a stage, and put the cursor where it is needed."""
        for name, selector in _STAGES.items():
            self.query_one(selector).display = name == stage
        self.set_focus(self.query_one(_FIRST[stage]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each stage has its own keys."""
        in_file = self.stage == "source" and self.source.is_file
        allowed = {
            "look": in_file,
            "browse": in_file,
            "look_at_names": self.stage == "source" and not self.source.is_file,
            "keep": self.stage == "preview",
            "rename": self.stage == "preview" and not self._is_known_elsewhere,
        }
        return allowed.get(action, True)

    @property
    def _is_known_elsewhere(self) -> bool:
        """Whether the school's own id says which class it is, so that a name cannot."""
        shown = self.preview
        if shown is None or shown.group is None:
            return False
        source = shown.roster_class.outside_ids.get("sourcedId")
        return bool(source) and shown.group.outside_ids.get("sourcedId") == source

    # Where the list is

    @on(LineEditor.Done)
    def action_look(self) -> None:
        """Read the file; what it would change is shown then."""
        typed = self.source.text
        if not typed.strip():
            self.source.say("Type the path of the class list, or browse for it.")
            return
        self._read(lambda: read_roster(path_from(typed)))

    @on(RowButton.Pressed, "#go-on")
    def action_look_at_names(self) -> None:
        """Read what was typed or pasted."""
        text = self.source.text
        if not text.strip():
            self.source.say("Type or paste the names first, one learner a line.")
            return
        self._read(lambda: read_pasted(text))

    def _read(self, read: Callable[[], Roster]) -> None:
        if self.reading:
            return
        self.reading = True
        self.source.say("Reading …")

        def work() -> None:
            worker = get_current_worker()
            done: Callable[[], None]
            try:
                done = partial(self._was_read, read())
            except ConferencerError as error:
                done = partial(self._was_not_read, error.message)
            if not worker.is_cancelled:
                self.app.call_from_thread(done)

        self.run_worker(work, thread=True, group="reading")

    def _was_not_read(self, message: str) -> None:
        self.reading = False
        if self.is_attached:
            self.source.say(message)

    def _was_read(self, roster: Roster) -> None:
        self.reading = False
        if not self.is_attached:
            return
        self.source.say("")
        self.roster = roster
        with kindly(self):
            try:
                chosen = choose_class(roster, self.class_name or None, self._stem)
            except AskedWronglyError as error:
                if not roster.classes:
                    self.source.say(error.message)
                    return
                self._picked = True
                self.finder.show_classes(roster.classes)
                self.stage = "class"
                return
            self._picked = False
            self._show_preview(chosen, chosen.name)

    @property
    def _stem(self) -> str:
        return path_from(self.source.text).stem if self.source.is_file else UNNAMED

    @on(RowButton.Pressed, "#browse-file")
    def action_browse(self) -> None:
        """Look for the file in the folders."""
        self.app.push_screen(file_picker(self.source.text), self._browsed)

    @on(RowButton.Pressed, "#browse-folder")
    def _browse_folder(self) -> None:
        self.app.push_screen(folder_picker(self.source.text), self._browsed)

    def _browsed(self, path: Path | None) -> None:
        if path is not None:
            self.source.write(str(path))
            self.action_look()

    # Which class

    @on(ClassFinder.Chosen)
    def _choose(self, event: ClassFinder.Chosen) -> None:
        if self.roster is not None:
            chosen = self.roster.classes[event.number]
            name = self.class_name or chosen.name or self._stem
            with kindly(self):
                self._show_preview(chosen, name)

    # What would change

    def _show_preview(self, chosen: RosterClass, name: str) -> None:
        assert self.roster is not None
        self.preview = core_roster.preview(self.desk.notebook, chosen, name)
        self.query_one("#head", Static).update(preview_head(self.preview, self.roster.format))
        not_read = self.roster.not_read_for(self.preview.roster_class)
        lines = preview_in_words(self.preview, not_read, self.roster.notes)
        self.query_one("#lines", Static).update(lines)
        self.query_one("#changes", VerticalScroll).scroll_home(animate=False)
        self.stage = "preview"
        self.refresh_bindings()

    def action_rename(self) -> None:
        """Another name for the class; an existing class of that name is updated."""
        if self.preview is None:
            return
        shown = self.preview

        def look_again(name: str | None) -> None:
            if name is not None:
                with kindly(self):
                    self._show_preview(shown.roster_class, name)

        self.app.push_screen(Ask("What is the class called?", shown.class_name), look_again)

    def action_keep(self) -> None:
        """Write what is shown, after a backup, and go to the class."""
        shown, self.preview = self.preview, None  # a second enter has nothing to write
        if shown is not None:
            self.run_worker(self._keep(shown), group="keeping")

    async def _keep(self, shown: core_roster.Preview) -> None:
        with kindly(self):
            try:
                if not self.desk.demo:
                    await to_thread(back_up, self.desk.notebook.path, self.desk.notebook.now())
                group = core_roster.apply(self.desk.notebook, shown)
            except ConferencerError:
                self.preview = shown
                raise
            assert group.id is not None
            count = len(core_roster.students_of(self.desk.notebook, group.id))
            self.app.notify(
                f"{isolated(group.name)} has {counted(count, 'learner')} now.", markup=False
            )
            self.post_message(BroughtIn(group.uid))

    def action_back(self) -> None:
        """One stage back; from the first, to where you came from."""
        if self.stage == "preview":
            self.stage = "class" if self._picked else "source"
        elif self.stage == "class":
            self.stage = "source"
        elif self.source.is_file or not self.source.text.strip():
            self.dismiss(None)
        else:
            self.app.push_screen(
                Confirm("Leave these names?", ["They are not in the notebook yet."]), self._leave
            )

    def _leave(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(None)
