"""Nobody has touched a key for a while: the screen covers itself."""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from conferencer.ui.cards import Cover

if TYPE_CHECKING:
    from conferencer.app import ConferencerApp

LOOKS_EVERY = 10.0
"""Seconds between two looks at how long nobody was here."""


class Idle:
    """Knows when a key or the mouse was used last.

    Args:
        app: covers itself; how many minutes it waits is a setting.
        seconds: a clock that only counts up.
    """

    def __init__(self, app: "ConferencerApp", seconds: Callable[[], float] = monotonic) -> None:
        self._app, self.seconds = app, seconds
        self._last = seconds()

    def somebody_is_here(self) -> None:
        """A key was pressed, or the mouse moved."""
        self._last = self.seconds()

    @property
    def quiet_for(self) -> float:
        """Seconds since somebody used a key or the mouse."""
        return self.seconds() - self._last

    def look(self) -> None:
        """Cover the screen, if nobody was here for long enough."""
        minutes = self._app.desk.settings.cover_after
        if not minutes or isinstance(self._app.screen, Cover):
            return
        if self.quiet_for >= minutes * 60:
            self._app.cover()
