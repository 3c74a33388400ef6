"""The app: it goes where the screens ask, covers them, and tells of what went wrong."""

import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import ClassVar

from textual import events, on
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from conferencer.core.clock import Clock
from conferencer.core.notebook import UI_WAIT, Notebook
from conferencer.paths import Places
from conferencer.settings import read_settings
from conferencer.ui import moves
from conferencer.ui.cards import Cover, secret_in_force
from conferencer.ui.desk import Desk
from conferencer.ui.idle import LOOKS_EVERY, Idle
from conferencer.ui.keys import hidden
from conferencer.ui.keys_in_order import HasPassed, KeysInOrder
from conferencer.ui.kindly import kindly
from conferencer.ui.reading import Reading
from conferencer.ui.screens.today import TodayScreen
from conferencer.ui.signals import heed_signals
from conferencer.ui.start import dress_the_rooms, warm_up_behind
from conferencer.ui.styles.themes import OURS

DAMAGED = "damaged"
"""What the app returns when a page of the notebook is not what it should be."""


_AGAIN, _TRIES = 0.1, 20
"""Seconds until a busy notebook is tried again, and how often."""


class ConferencerApp(App[str]):
    """Full-screen notebook for conferences.

    Args:
        desk: the open notebook, the settings, the guides.
    """

    TITLE = "Conferencer"
    CSS_PATH = "ui/styles/first.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+q",
            "quit",
            "Quit",
            show=False,
            priority=True,
            id="app.quit",
            tooltip="Keep everything and close Conferencer",
        ),
        Binding(
            "ctrl+l,f8",
            "cover",
            "Cover",
            show=False,
            priority=True,
            id="app.cover",
            tooltip="Cover the screen; the same key comes back",
        ),
        hidden("app", "f1", "help", "Help", "What the keys do"),
        # With priority, so that what is typed after it already goes to the next field: without,
        # the key is the editor's first, and quick typing overtakes it.
        Binding("tab", "focus_next", show=False, priority=True, id="app.next-field"),
        Binding("shift+tab", "focus_previous", show=False, priority=True, id="app.field-before"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._warned_of_loss = False
        self._in_order = KeysInOrder(self, super().on_event)
        self.idle = Idle(self)
        self.reading = Reading(self)
        for theme in OURS:
            self.register_theme(theme)
        wanted = desk.settings.theme
        self.theme = wanted if wanted in self.available_themes else OURS[0].name

    def get_default_screen(self) -> Screen[None]:
        """Today is home."""
        return TodayScreen(self.desk)

    async def on_event(self, event: events.Event) -> None:
        """Keys pass one by one, so that words typed ahead go where they belong."""
        if isinstance(event, events.InputEvent):
            dress_the_rooms(self)  # at the latest: it may lead to any of them
            self.idle.somebody_is_here()
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._in_order.came(event)
        else:
            await super().on_event(event)

    @on(HasPassed)
    async def _key_has_passed(self, news: HasPassed) -> None:
        await self._in_order.passed(news)

    def on_ready(self) -> None:
        """The first frame is shown: load the rest behind it."""
        self.screen_change_signal.subscribe(self, self._in_order.screen_changed)
        self.call_after_refresh(dress_the_rooms, self)
        self.set_interval(LOOKS_EVERY, self.idle.look)
        if not self.is_headless:
            self.set_timer(0.05, lambda: warm_up_behind(self))
            heed_signals(self.keep_every_word, self.exit)

    def watch_theme(self, theme: str) -> None:
        """Remember the theme that was chosen."""
        if self.is_running and theme != self.desk.settings.theme:
            with kindly(self):
                self.desk.change_settings(theme=theme)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run what a key or a button asks for."""
        with kindly(self):
            return await super().run_action(action, default_namespace, namespaces)
        return True

    @on(moves.Move)
    def _go(self, move: moves.Move) -> None:
        self._try_to_go(move, _TRIES)

    def _try_to_go(self, move: moves.Move, tries: int) -> None:
        """Go; where the notebook is busy just now, try again for two seconds before saying so."""
        from conferencer.core.errors import NotebookBusyError
        from conferencer.ui.going import go

        with kindly(self):
            try:
                go(move, self)
            except NotebookBusyError:
                if not tries:
                    raise
                self.set_timer(_AGAIN, lambda: self._try_to_go(move, tries - 1))

    # Keys that work everywhere

    @property
    def together(self) -> bool:
        """Whether a learner sits here: then nothing of any other record may be shown."""
        return any(getattr(screen, "TOGETHER", False) for screen in self.screen_stack)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No palette while together, and no list that names others."""
        return not (
            action in ("command_palette", "removals", "earlier", "search", "library")
            and self.together
        )

    async def action_cover(self) -> None:
        """Cover the screen, or come back to it."""
        if isinstance(self.screen, Cover):
            await self.screen.come_back()
        else:
            self.cover()

    def cover(self) -> None:
        """Write every word, stop the clock, and show nothing."""
        self.keep_every_word()
        self._tell_of_cover(True)
        self.clear_notifications()
        self.push_screen(Cover(secret_in_force(self.desk.settings.cover_pin, self.desk.demo)))

    @on(Cover.Uncovered)
    def _uncovered(self) -> None:
        if isinstance(self.screen, Cover):
            self._tell_of_cover(False)
            self.pop_screen()

    def _tell_of_cover(self, covered: bool) -> None:
        for screen in self.screen_stack:
            screen.post_message(moves.Covered(covered))

    def action_help(self) -> None:
        """What this screen is for, and its keys."""
        from conferencer.ui.help import HelpScreen

        if not isinstance(self.screen, HelpScreen | Cover):
            self.push_screen(HelpScreen(self.screen))

    def action_removals(self) -> None:
        """What was taken away lately."""
        self.post_message(moves.OpenRemovals())

    def action_earlier(self) -> None:
        """Classes of earlier years."""
        self.post_message(moves.OpenRoster(with_earlier=True))

    def action_search(self) -> None:
        """Where did somebody say …?"""
        self.post_message(moves.OpenSearch())

    def action_library(self) -> None:
        """Standards: bring in, browse, find."""
        self.post_message(moves.OpenLibrary())

    def action_settings(self) -> None:
        """Theme, dates, school days, printer."""
        from conferencer.ui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.desk))

    def keep_every_word(self) -> bool:
        """Write what is not yet written.

        Returns:
            whether all of it is in the notebook.
        """
        screens = [screen for screen in self.screen_stack if hasattr(screen, "keep_now")]
        return all([screen.keep_now() for screen in screens])

    def leave_damaged_notebook(self) -> None:
        """Keep what is typed, and go where a backup is offered."""
        self.keep_every_word()
        self.exit(DAMAGED)

    def _fatal_error(self) -> None:
        """A bug: keep the words, write the bug down, and say where. Textual's own page of

        local variables would show a learner's words, on the screen and to whoever gets a copy.
        """
        from rich.text import Text

        from conferencer.crash import write_down

        error = sys.exc_info()[1] or RuntimeError("unknown")
        with suppress(Exception):  # the bug may be in the writing itself
            self.keep_every_word()
        said = f"conferencer: something went wrong inside Conferencer; {write_down(error)}."
        self.panic(Text(said))

    async def action_quit(self) -> None:
        """Keep every word, then close."""
        if self.keep_every_word() or self._warned_of_loss:
            for screen in self.screen_stack:
                if hasattr(screen, "put_away"):
                    screen.put_away()
            self.exit()
            return
        self._warned_of_loss = True
        self.notify(
            "Some words are not in the notebook yet, since it cannot be written to just now. "
            "ctrl+q again closes all the same, without them.",
            title="Not yet saved",
            severity="error",
            markup=False,
        )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen, and of the app, by its sentence."""
        from conferencer.ui.commands import commands_of

        commands = list(commands_of(self, screen))
        if all(command.title != "Search" for command in commands):
            words = "Where did somebody say …? Search every word"
            commands.append(SystemCommand("Search", words, self.action_search))
        if all(command.title != "Library" for command in commands):
            words = "Standards: bring a framework in, browse and find"
            commands.append(SystemCommand("Library", words, self.action_library))
        yield from commands


def open_notebook(places: Places, clock: Clock) -> Notebook:
    """The teacher's notebook, brought to this version.

    Raises:
        ConferencerError: foreign, damaged, newer, or out of reach.
    """
    return Notebook(places.notebook, clock, wait=UI_WAIT).open()


def run_app(places: Places, clock: Clock, demo: bool = False) -> int:
    """Open the notebook, or the demo class, and run until somebody quits.

    Returns:
        the exit code.

    Raises:
        DamagedNotebookError: the notebook is damaged; the sentence names a backup if there is one.
    """
    if not demo:
        settings = read_settings(places.settings)
        notebook = open_notebook(places, clock)
        code, wish = _run(Desk(notebook, places, settings))
        if wish == DAMAGED:
            from conferencer.core.backups import with_backup
            from conferencer.core.migrations import not_a_notebook

            raise with_backup(places.notebook, not_a_notebook())
        if wish != moves.TRY_DEMO:
            return code
    return _run_demo(places, clock)


def _run(desk: Desk) -> tuple[int, str | None]:
    app = ConferencerApp(desk)
    try:
        wish = app.run()
    finally:
        desk.notebook.close()
    return app.return_code or 0, wish


def _run_demo(places: Places, clock: Clock) -> int:
    from tempfile import TemporaryDirectory

    from conferencer.core.demo import demo_notebook

    with TemporaryDirectory(prefix="conferencer-demo-") as folder:
        from pathlib import Path

        notebook = demo_notebook(Path(folder), clock)
        notebook.wait = UI_WAIT
        desk = Desk(notebook, places, read_settings(places.settings), demo=True)
        return _run(desk)[0]
