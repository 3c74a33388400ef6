"""What a search found: whose and when, and below it the hit in its sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.css.styles import RulesMap
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Input
from textual.widgets.option_list import Option

from conferencer.core.search_words import Sentence, Term, sentence_of
from conferencer.core.text import clean_line, isolated
from conferencer.ui.keys import shown
from conferencer.ui.widgets.note_view import QUIET
from conferencer.ui.widgets.steady_list import SteadyList

_FOUND = "bold underline"
"""What was looked for: it stands out without colour as well."""
_BEFORE = 24
"""Cells that are kept before a hit, where its sentence is longer than the line."""


@dataclass(frozen=True)
class HitWords:
    """A hit as it is shown."""

    key: str
    name: str
    """Whose; empty where it goes without saying."""
    about: tuple[str, ...]
    """When, what it answers, which class."""
    standing: tuple[str, ...]
    voice: str
    text: str
    terms: Sequence[Term]
    """What was looked for in it."""


class HitRow(Visual):
    """Two lines, laid out only once they are seen."""

    def __init__(self, words: HitWords) -> None:
        self.words = words
        self._width = 0
        self._content = Content("")

    def content(self, width: int) -> Content:
        """The row in so many cells."""
        if width != self._width:
            self._width = width
            self._content = Content.assemble(self._head, "\n", *self._sentence(width))
        return self._content

    @cached_property
    def _head(self) -> Content:
        words = self.words
        parts: list[tuple[str, str]] = [(isolated(clean_line(words.name)), "bold")]
        parts += [(isolated(clean_line(part)), QUIET) for part in words.about if part]
        parts += [(isolated(clean_line(part)), "bold $accent") for part in words.standing]
        return Content(" · ").join(Content.styled(text, style) for text, style in parts if text)

    def _sentence(self, width: int) -> Iterator[Content | str | tuple[str, str]]:
        learner = self.words.voice == "learner"
        yield ("▎ ", "$accent") if learner else "  "
        if learner:
            yield "“"
        for text, is_found in _cut(sentence_of(self.words.text, self.words.terms), width - 6):
            yield (isolated(text), _FOUND if is_found else "" if learner else QUIET)
        if learner:
            yield "”"

    def get_height(self, rules: RulesMap, width: int) -> int:
        """A line for whose it is, and one for the sentence."""
        return 2

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as there is room."""
        return container_width

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines, cut to the width."""
        return self.content(width).render_strips(width, height, style, options)


def _cut(sentence: Sentence, width: int) -> Iterator[tuple[str, bool]]:
    """The pieces of a sentence, found or not, so that the first hit is in view."""
    text = "".join(c if c.isprintable() else " " for c in sentence.text)
    start = 0
    if sentence.spans and cell_len(text) > width:
        first = sentence.spans[0]
        start = first[0]
        while start and cell_len(text[start - 1 : first[1]]) <= max(width // 2, _BEFORE):
            start -= 1
        # A word that is cut in two reads badly, where words have spaces between them.
        gap = text.find(" ", start, first[0]) if start else -1
        start = gap + 1 if gap >= 0 else start
    done = start
    if start:
        yield "… ", False
    for a, b in sentence.spans:
        if a >= done:
            yield text[done:a], False
            yield text[a:b], True
            done = b
    yield text[done:], False


class HitList(SteadyList):
    """Hits under one another; enter opens the one under the bar."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("search", "enter", "select", "Open", "Open the place where this was said"),
    ]

    def show(self, hits: Sequence[HitWords]) -> None:
        """Show these, the bar on the first."""
        before = self._key_of_bar()
        self.fill([Option(HitRow(hit), id=hit.key) for hit in hits], apart=True)
        if hits and before not in {hit.key for hit in hits}:
            self.highlighted = 0

    def _key_of_bar(self) -> str:
        if self.highlighted is None or self.highlighted >= self.option_count:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""


class SearchBox(Input):
    """Words to look for; the arrows move in what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("search", "enter", "submit", "Open", "Open the place where this was said"),
    ]

    class Moved(Message):
        """An arrow was pressed, or a page."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self) -> None:
        super().__init__(placeholder="a word, or some of one", compact=True)

    @on(events.Key)
    def _move(self, event: events.Key) -> None:
        actions = {
            "up": "cursor_up",
            "down": "cursor_down",
            "pageup": "page_up",
            "pagedown": "page_down",
        }
        if event.key in actions:
            event.stop()
            event.prevent_default()
            self.post_message(self.Moved(actions[event.key]))
