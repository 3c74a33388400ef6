"""Reads what was written into the search index, in a thread of its own, while nobody types."""

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conferencer.app import ConferencerApp

_PART = 60
"""Conferences in one transaction: a tenth of a second in which nobody else can write."""
_REST = 0.02
"""Seconds between two, for whoever wants to write, or to draw."""
_QUIET = 0.4
"""Seconds without a key before it goes on: no key waits for it."""
_LATER = 1.0
"""Seconds until it looks again, while a learner sits here or another program writes."""


class Reading:
    """One thread at a time. It rests while keys come, so it takes longer while somebody works.

    Args:
        app: whose notebook.
    """

    def __init__(self, app: "ConferencerApp") -> None:
        self._app = app
        self._lock = threading.Lock()
        self._goes_on = False

    @property
    def goes_on(self) -> bool:
        """Whether there is something left, and the thread is at it."""
        return self._goes_on

    def begin(self) -> None:
        """Read on behind the screen; nothing, where that is done already."""
        with self._lock:
            if self._goes_on:
                return
            self._goes_on = True
        threading.Thread(target=self.read, name="search-index", daemon=True).start()

    def read(self) -> None:
        """Read until nothing is left, or the app ends."""
        from conferencer.core.errors import ConferencerError, NotebookBusyError
        from conferencer.core.search import prepare

        try:
            while self._app.is_running:
                if self._app.together:  # then the notebook is the note's that is being typed
                    time.sleep(_LATER)
                elif self._app.idle.quiet_for < _QUIET:
                    time.sleep(_QUIET / 4)
                else:
                    try:
                        if not prepare(self._app.desk.notebook, _PART):
                            return
                    except NotebookBusyError:
                        time.sleep(_LATER)
                    time.sleep(_REST)
        except ConferencerError:
            return  # it may only be read: what is in the index is found all the same
        finally:
            self._goes_on = False
