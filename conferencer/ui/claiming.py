"""A draft that is open in two windows: one writes it, the other reads, until it continues here."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from conferencer.core.claims import RENEW_EVERY, claim, release, renew
from conferencer.core.errors import ConferencerError
from conferencer.ui.dialogs import Confirm
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import ContinueHere

if TYPE_CHECKING:
    from conferencer.ui.screens.conference import ConferenceScreen


class DraftClaim:
    """Holds a window's claim on a draft, or keeps its screen from being typed on.

    Args:
        screen: the conference on the screen.
    """

    def __init__(self, screen: "ConferenceScreen") -> None:
        self._screen = screen
        self.is_ours = True

    def begin(self) -> None:
        """Claim the draft, and go on saying so."""
        screen = self._screen
        with kindly(screen):
            since = claim(screen.desk.notebook, screen.draft.id, screen.desk.window)
            if since is not None:
                screen.keeper.is_stopped = True
                self._only_read(f"Open in another window, {_clock(since)}")
        screen.set_interval(RENEW_EVERY, self.renew)

    def renew(self) -> None:
        """Say that we are still here; a busy notebook is asked again next time."""
        screen = self._screen
        if not self.is_ours:
            return
        with suppress(ConferencerError):
            if not renew(screen.desk.notebook, screen.draft.id, screen.desk.window):
                screen.keeper.write()  # claims again what was let go, and finds out what was taken

    def taken_over(self) -> None:
        """Another window goes on with the draft; what was typed here is kept."""
        self._only_read("Continued in another window; every word is kept")

    def _only_read(self, why: str) -> None:
        self.is_ours = False
        screen = self._screen
        screen.set_focus(None)
        screen.panes.disabled = True
        screen.clock.running = False
        screen.show_in_title(f"{why} · ctrl+s: Continue here")

    def ask_to_continue(self) -> None:
        """Take the draft over, if somebody says so."""
        screen = self._screen

        def take(yes: bool | None) -> None:
            if yes:
                screen.post_message(ContinueHere(screen.draft.id))

        lines = ["The other window keeps what was typed there, and can then only read."]
        screen.app.push_screen(Confirm("Continue here?", lines), take)

    def release(self) -> None:
        """Let go of the draft."""
        screen = self._screen
        if self.is_ours:
            with suppress(ConferencerError):
                release(screen.desk.notebook, screen.draft.id, screen.desk.window)


def _clock(moment: datetime) -> str:
    return f"last seen {moment.astimezone():%H:%M}"
