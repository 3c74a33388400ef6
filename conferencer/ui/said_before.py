"""In a conference: a quiet word beside a field when the same words were used before.

Worked out when somebody pauses or leaves the field, never between two keys.
"""

from collections.abc import Callable
from functools import cached_property

from textual.timer import Timer

from conferencer.core.conferences import Draft
from conferencer.core.dates import in_words
from conferencer.core.errors import ConferencerError
from conferencer.core.notebook import Notebook
from conferencer.core.said_before import ALIKE, SaidOn, earlier_sayings, said_before
from conferencer.ui.widgets.field import Field

PAUSE = 0.7
"""Seconds without a key in the field."""
_VERBS = {"strength": "named"}


class SaidBefore:
    """Looks whether what is typed was said to this learner before.

    Args:
        field: a field on the screen by its key.
        set_timer: of the screen.
    """

    def __init__(
        self,
        notebook: Notebook,
        draft: Draft,
        field: Callable[[str], Field | None],
        set_timer: Callable[[float, Callable[[], object]], Timer],
    ) -> None:
        self._notebook, self._draft = notebook, draft
        self._field, self._set_timer = field, set_timer
        self._waiting: Timer | None = None
        self._typed: set[str] = set()

    @cached_property
    def _earlier(self) -> list[SaidOn]:
        conference = self._draft.conference
        return earlier_sayings(self._notebook, conference.student_id, but=self._draft.id)

    def changed(self, key: str) -> None:
        """A field says something else: look once nobody types any more."""
        if key not in ALIKE:
            return
        self._typed.add(key)
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self._set_timer(PAUSE, self.look)

    def look(self) -> None:
        """Look at what was typed since the last look."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        typed, self._typed = self._typed, set()
        for key in typed:
            if field := self._field(key):
                field.say(self._word(key, field.text))

    def _word(self, key: str, text: str) -> str:
        try:
            found = said_before(text, key, self._earlier)
        except ConferencerError:  # the notebook is busy: a hint is not worth a sentence
            return ""
        if found is None:
            return ""
        on = in_words(found.on, self._draft.conference.held_on)
        return f"{_VERBS.get(key, 'taught')} before\non {on}"
