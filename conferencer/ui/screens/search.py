"""Search: where did somebody say …? What was found is shown while words are typed."""

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from conferencer.core.errors import ConferencerError, NotebookBusyError
from conferencer.core.names import full_name
from conferencer.core.profile import student_by_id
from conferencer.core.search import MOST, Found, Hit, prepare, search
from conferencer.core.search_told import day_of, label_of, standing_of
from conferencer.core.text import isolated
from conferencer.ui.desk import Desk
from conferencer.ui.keys import shown
from conferencer.ui.moves import OpenConference, OpenLearner
from conferencer.ui.reading import Reading
from conferencer.ui.search_words import HINTS, amount_in_words, key_of
from conferencer.ui.widgets.hit_list import HitList, HitWords, SearchBox
from conferencer.ui.widgets.key_bar import KeyBar

_SOON = 0.05
"""Seconds until it is tried again, where another program held the notebook."""
_PAUSE = 0.5
"""Seconds without a key before it looks again by itself."""


class SearchScreen(Screen[None]):
    """Where did somebody say …?

    Args:
        student_id: only this learner's words; None for everybody's.
    """

    AUTO_FOCUS = "SearchBox"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    HELP = """\
    Type words: every one of them must stand in a note, a goal, a step, or in what is known of a
    learner. Accents may be left out. The last word may be the beginning of one; a space ends it.

    `"two words"` must stand together. `read*` begins a word. `said:learner` or `said:teacher`
    says whose words. `class:4B`, `learner:ana` and `goal:fluency` look only there.
    `from:september`, `to:2026-11-20` say when. More words in a name: `class:"Room 12"`.

    Best first shows what stands together as you typed it, then whole words, then beginnings; of
    the newest 400. A memory aid or a support is never found.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("search", "ctrl+t,f2", "order", "Order", "The newest first, or the best first"),
        shown("search", "escape", "back", "Back", "Back to where you were"),
    ]

    box = query_one(SearchBox)
    rows = query_one(HitList)

    def __init__(self, desk: Desk, student_id: int | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.student_id = student_id
        self.best_first = False
        self.found: Found | None = None
        self._hits: dict[str, Hit] = {}
        self._most = MOST
        self._asked = False
        self._is_new = True
        self._typed_at = 0.0

    def compose(self) -> ComposeResult:
        """The question and the order, the box, what is to be said, the hits."""
        with Horizontal(id="title"):
            yield Static(self._question(), id="name", markup=False)
            yield Static("", id="date", markup=False)
        with Vertical(id="searching"):
            yield SearchBox()
            yield Static("", id="said", markup=False)  # hidden while nothing is asked
            yield Static(HINTS, id="hints", markup=False)
            yield HitList()
        yield KeyBar()

    def _question(self) -> Content:
        if self.student_id is None:
            return Content.styled("Where did somebody say …?", "bold")
        name = full_name(student_by_id(self.desk.notebook, self.student_id))
        return Content.assemble((isolated(name), "bold"), "  Where was it said?")

    def on_mount(self) -> None:
        """Read what was written since the last time."""
        self._show_order()
        self._read_on()

    def on_screen_resume(self) -> None:
        """Look again: what was opened may have been amended."""
        if not self._is_new:
            self._read_on()
            self._look()
        self._is_new = False

    def _read_on(self) -> None:
        """Read a part of what is new into the index; the rest of it is read behind the screen."""
        try:
            left = prepare(self.desk.notebook)
        except NotebookBusyError:
            left = 1
        except ConferencerError:  # it may only be read: what is in the index is found all the same
            left = 0
        if left:
            self._reading.begin()
            self.set_timer(_PAUSE, self._look_once_read)

    @property
    def _reading(self) -> Reading:
        reading = getattr(self.app, "reading", None)
        assert isinstance(reading, Reading)
        return reading

    def _look_once_read(self) -> None:
        """Look again when everything is in the index; meanwhile now and then."""
        if not self.is_attached:
            return
        if self.is_current and monotonic() - self._typed_at >= _PAUSE:
            self._look_soon()
        if self._reading.goes_on:
            self.set_timer(_PAUSE * 4, self._look_once_read)

    # Looking

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._most, self._typed_at = MOST, monotonic()
        self._look_soon()

    def _look_soon(self) -> None:
        """Look once the letter is on the screen; several keys typed quickly are one question."""
        if not self._asked:
            self._asked = True
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        self._asked = False
        try:
            self.found = search(
                self.desk.notebook,
                self.box.value,
                best_first=self.best_first,
                student_id=self.student_id,
                day_first=self.desk.settings.day_first,
                at_most=self._most,
            )
        except NotebookBusyError:
            self.set_timer(_SOON, self._look_soon)
            return
        except ConferencerError as error:
            self.query_one("#said", Static).update(Content(error.message))
            return
        self._show(self.found)

    def _show(self, found: Found) -> None:
        asks = found.query.asks_anything
        self.query_one("#hints", Static).display = not asks
        said = self.query_one("#said", Static)
        said.display = asks
        said.update(amount_in_words(found) if asks else "", layout=False)
        self._hits = {key_of(hit): hit for hit in found.hits}
        self.rows.show(self._in_words(found))

    def _in_words(self, found: Found) -> list[HitWords]:
        today, guides = self.desk.today(), self.desk.shelf.guides
        return [
            HitWords(
                key_of(hit),
                hit.whose.name if self.student_id is None else "",
                (day_of(hit, today), label_of(hit, guides), hit.class_name),
                tuple(standing_of(hit, today)),
                hit.voice,
                hit.text,
                found.query.terms,
            )
            for hit in found.hits
        ]

    def action_order(self) -> None:
        """The other order."""
        self.best_first = not self.best_first
        self._show_order()
        self.rows.highlighted = None
        self._look()

    def _show_order(self) -> None:
        order = "best first" if self.best_first else "newest first"
        self.query_one("#date", Static).update(Content(order))

    # Opening

    @on(SearchBox.Moved)
    def _move(self, event: SearchBox.Moved) -> None:
        event.stop()
        moves: dict[str, Callable[[], None]] = {
            "cursor_up": self.rows.action_cursor_up,
            "cursor_down": self.rows.action_cursor_down,
            "page_up": self.rows.action_page_up,
            "page_down": self.rows.action_page_down,
        }
        moves[event.action]()

    @on(OptionList.OptionHighlighted)
    def _more_at_the_end(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        is_last = event.option_index == self.rows.option_count - 1
        if is_last and self.found and self.found.is_more and event.option_index >= self._most - 1:
            self._most += MOST
            self._look_soon()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.rows.action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        hit = self._hits.get(event.option_id or "")
        if hit is None:
            return
        if hit.conference_id is not None:
            self.post_message(OpenConference(hit.conference_id, hit.field))
        else:
            self.post_message(OpenLearner(hit.student_id, hit.whose.class_id, _row_of(hit)))

    def action_back(self) -> None:
        """Back to where we were."""
        self.dismiss(None)


def _row_of(hit: Hit) -> str:
    rows = {"goal": "goal", "next_step": "step", "profile_entry": "entry"}
    return f"{rows[hit.table]}-{hit.id}" if hit.table in rows else ""
