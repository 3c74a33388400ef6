"""Keeps a conference's words: within a second of being typed, and at once on every change of place.

The first unsaved key starts a timer that later keys do not push back (a throttle, not a debounce),
so that unbroken typing is written too.
"""

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer

from conferencer.core.conferences import Basis, Draft, Place, keep_apart, keep_words
from conferencer.core.errors import ConferencerError, NotebookBusyError, TakenOverError
from conferencer.core.notebook import Notebook

SOON = 0.2
"""Seconds after the first unsaved key from which on the next key is followed by the write: it then
falls between two keys. A timer's write falls on a key now and then and delays it (p95 of a key's
time: 1.7 times a bare TextArea's, against 1.1)."""
LATEST = 0.4
"""Seconds from the first unsaved key to the write, where no other key follows."""
PATIENCE = 2.0
"""Seconds after which the screen says that words are not yet saved."""

Start = Callable[[float, Callable[[], object]], Timer]


class DraftKeeper:
    """Writes the fields that changed.

    Args:
        draft: as it was read.
        window: who writes.
        start: starts a timer.
        when_shown: calls back as soon as the key that is at work is shown.
        unwritten: the fields that say something else than was read last.
        read: field -> (voice, text) as it is on the screen now.
        where: the place to return to.
        seconds: how long they have talked.
        tell: shows a sentence in the title line; an empty one takes it away.
        taken_over: called once another window goes on with the draft; our words are kept by then.
    """

    def __init__(
        self,
        notebook: Notebook,
        draft: Draft,
        window: str,
        start: Start,
        when_shown: Callable[[Callable[[], object]], object],
        unwritten: Callable[[], set[str]],
        read: Callable[[str], tuple[str, str]],
        where: Callable[[], Place],
        seconds: Callable[[], int],
        tell: Callable[[str], None],
        taken_over: Callable[[], None],
    ) -> None:
        self._notebook, self._conference_id, self._window = notebook, draft.id, window
        self._known, self._version = dict(draft.words), draft.conference.version
        self._taken_over = taken_over
        self.is_stopped = False
        """Whether another window writes this draft: then this one writes nothing."""
        self._start, self._read, self._where = start, read, where
        self._when_shown, self._first_key = when_shown, 0.0
        self._unwritten = unwritten
        self._seconds, self._tell = seconds, tell
        self._unsaved: set[str] = set()
        self._timer: Timer | None = None
        self._since: float | None = None
        self._place: Place | None = None
        self.trouble = ""
        """Why the last write could not be done, in words."""

    @property
    def unsaved(self) -> frozenset[str]:
        """The fields that hold words not yet written."""
        return frozenset(self._unsaved)

    def changed(self, field: str) -> None:
        """A field holds other words: write soon."""
        self._unsaved.add(field)
        if self._timer is None:
            self._timer = self._start(LATEST, self.write)
            self._first_key = monotonic()
        elif monotonic() - self._first_key > SOON and self._since is None:
            self._when_shown(self.write)

    def write(self, always: bool = False) -> bool:
        """Write what changed, now.

        Args:
            always: also when nothing changed, for the time they have talked.

        Returns:
            whether all of it is in the notebook. What is not is tried again.
        """
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.is_stopped:
            return True
        self._unsaved |= self._unwritten()
        place = self._where()
        if not self._unsaved and place == self._place and not always:
            return True
        words = {field: self._read(field) for field in self._unsaved}
        basis = Basis(self._window, self._version, self._known)
        try:
            self._version = keep_words(
                self._notebook, self._conference_id, words, place, self._seconds(), basis
            )
        except TakenOverError:
            return self.stop()
        except NotebookBusyError:
            if not words:
                return True  # only the place and the time wait: no word can be lost
            self._again("another program is using the notebook")
            return False
        except ConferencerError as error:
            self._again(error.message)
            return False
        self._unsaved.clear()
        self._known.update((field, text) for field, (_, text) in words.items())
        self._place = place
        if self._since is not None:
            self._since = None
            self._tell("")
        return True

    def stop(self) -> bool:
        """Another window goes on with the draft: keep what only this one has, and write no more.

        Returns:
            whether it could be kept.
        """
        self._unsaved |= self._unwritten()
        words = {field: self._read(field) for field in self._unsaved}
        try:
            keep_apart(self._notebook, self._conference_id, words)
        except ConferencerError as error:
            self._again(error.message)
            return False
        self._unsaved.clear()
        self.is_stopped = True
        self._taken_over()
        return True

    def _again(self, why: str) -> None:
        self.trouble = why
        if self._since is None:
            self._since = monotonic()
        elif monotonic() - self._since > PATIENCE:
            self._tell(f"not yet saved: {why}")
        self._timer = self._start(LATEST, self.write)
