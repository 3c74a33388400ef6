"""Bringing standards in: where the file is, then what would change; then it is kept."""

from asyncio import to_thread
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from conferencer.core.backups import back_up
from conferencer.core.errors import ConferencerError
from conferencer.core.standards import Preview, apply, preview
from conferencer.core.text import clean_line, isolated
from conferencer.standards.reading import read_standards
from conferencer.ui.browsing import file_picker, path_from
from conferencer.ui.desk import Desk
from conferencer.ui.keys import shown
from conferencer.ui.kindly import kindly
from conferencer.ui.standards_words import preview_in_words
from conferencer.ui.widgets.editor import LineEditor
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.list_source import ListSource
from conferencer.ui.widgets.steps import RowButton


class BringStandardsScreen(Screen[None]):
    """One stage after the other; enter goes on, esc goes back, nothing typed is lost.

    Args:
        desk: the notebook and the settings.
    """

    AUTO_FOCUS = None
    HELP = """\
    A framework comes in by two steps: where its file is, and what it would change. Nothing is
    kept before the last `enter`. Bringing the same file in again changes nothing; what a newer
    edition no longer has is marked as withdrawn, and goals keep it.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("standards", "enter", "look", "Go on", "Read this file and show what would change"),
        shown("standards", "ctrl+g,f2", "browse", "Browse", "Look for the file"),
        shown("standards", "enter", "keep", "Bring in", "Keep what is shown here"),
        shown("standards", "escape", "back", "Back", "One step back; nothing typed is lost"),
        shown("standards", "f1", "app.help", "Help", "What the keys do"),
    ]

    stage: reactive[str] = reactive("source", bindings=True, init=False)
    """source or preview."""

    source = query_one(ListSource)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.previews: list[Preview] = []
        self.reading = False

    def compose(self) -> ComposeResult:
        """The two stages, of which one is shown."""
        with Horizontal(id="title"):
            yield Static("Bring standards in", id="name", markup=False)
        yield ListSource("standards")
        with Vertical(id="preview"), VerticalScroll(id="changes"):
            yield Static("", id="lines", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin where the file is."""
        self.watch_stage(self.stage)

    def watch_stage(self, stage: str) -> None:
        """Show a stage, and put the cursor where it is needed."""
        self.source.display = stage == "source"
        self.query_one("#preview").display = stage == "preview"
        self.set_focus(self.source.editor if stage == "source" else self.query_one("#changes"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each stage has its own keys; there may be nothing to keep."""
        if action in ("look", "browse"):
            return self.stage == "source"
        if action == "keep":
            return self.stage == "preview" and any(map(_is_something, self.previews))
        return True

    @on(LineEditor.Done)
    def action_look(self) -> None:
        """Read the file; what it would change is shown then."""
        typed = self.source.text
        if not typed.strip():
            self.source.say("Type the path of the file, or browse for it.")
        elif not self.reading:
            self.reading = True
            self.source.say("Reading …")
            self.run_worker(partial(self._read, path_from(typed)), thread=True, group="reading")

    def _read(self, path: Path) -> None:
        worker = get_current_worker()
        done: Callable[[], None]
        try:
            found = [preview(self.desk.notebook, read) for read in read_standards(path)]
            done = partial(self._was_read, path, found)
        except ConferencerError as error:
            done = partial(self._was_not_read, error.message)
        if not worker.is_cancelled:
            self.app.call_from_thread(done)

    def _was_not_read(self, message: str) -> None:
        self.reading = False
        if self.is_attached:
            self.source.say(message)

    def _was_read(self, path: Path, found: list[Preview]) -> None:
        self.reading = False
        if not self.is_attached:
            return
        self.source.say("")
        self.previews = found
        lines = Content("\n\n").join([preview_in_words(one) for one in found])
        self.query_one("#lines", Static).update(lines)
        self.query_one("#changes", VerticalScroll).scroll_home(animate=False)
        self.stage = "preview"
        self.refresh_bindings()

    @on(RowButton.Pressed, "#browse-file")
    def action_browse(self) -> None:
        """Look for the file in the folders."""
        picker = file_picker(self.source.text, "Where are the standards?")
        self.app.push_screen(picker, self._browsed)

    def _browsed(self, path: Path | None) -> None:
        if path is not None:
            self.source.write(str(path))
            self.action_look()

    def action_keep(self) -> None:
        """Write what is shown, after a backup, and go back to the Library."""
        shown, self.previews = self.previews, []  # a second enter has nothing to write
        self.run_worker(self._keep(shown), group="keeping")

    async def _keep(self, shown: list[Preview]) -> None:
        with kindly(self):
            try:
                if not self.desk.demo:
                    await to_thread(back_up, self.desk.notebook.path, self.desk.notebook.now())
                for one in filter(_is_something, shown):
                    await to_thread(apply, self.desk.notebook, one)
            except ConferencerError:
                self.previews = shown
                raise
            titles = ", ".join(isolated(clean_line(one.read.title)) for one in shown)
            self.app.notify(f"In the Library now: {titles}.", markup=False)
            self.dismiss(None)

    def action_back(self) -> None:
        """One stage back; from the first, to where you came from."""
        if self.stage == "preview":
            self.stage = "source"
        else:
            self.dismiss(None)


def _is_something(shown: Preview) -> bool:
    is_there = shown.framework is not None and shown.framework.archived_on is None
    return not (is_there and shown.changes.nothing_to_do)
