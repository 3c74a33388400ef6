"""How long we have talked, in whole minutes, counting up. It never warns."""

from time import monotonic

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static


class QuietClock(Static):
    """Counts up while it runs; stops on pause; can be hidden.

    Args:
        seconds: what was counted before.
    """

    DEFAULT_CSS = """
    QuietClock { width: auto; height: 1; color: $text-muted; }
    """

    running: reactive[bool] = reactive(False)

    def __init__(self, seconds: int = 0) -> None:
        super().__init__("", markup=False)
        self._before = float(seconds)
        self._since: float | None = None

    @property
    def seconds(self) -> int:
        """Whole seconds talked so far."""
        now = monotonic() - self._since if self._since is not None else 0.0
        return int(self._before + now)

    def on_mount(self) -> None:
        # Once in five seconds is enough for minutes and costs nothing.
        self.set_interval(5, self._show)
        self._show()

    def watch_running(self, running: bool) -> None:
        """Start, or take in what was counted."""
        if running:
            self._since = monotonic()
        else:
            self._before, self._since = float(self.seconds), None
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        minutes = self.seconds // 60
        words = "under a minute" if minutes == 0 else f"{minutes} min"
        content = Content(words if self.running else f"{words} · paused")
        if content != self.visual:
            self.update(content)
