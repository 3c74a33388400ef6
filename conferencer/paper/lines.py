"""Breaking text into lines and cutting it at a word, in any script."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

Measure = Callable[[str], float]
"""How wide a piece of text is."""

ELLIPSIS = "…"


def letters(text: str) -> list[str]:
    """What a reader takes for single letters: clusters and joined emoji stay whole."""
    from rich.cells import split_graphemes

    return [text[start:end] for start, end, _ in split_graphemes(text)[0]]


def cells(text: str) -> int:
    """How many cells of a terminal the text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def wrapped(text: str, width: float, measure: Measure) -> list[str]:
    """The text in lines no wider than `width`, broken between words, else inside one."""
    return list(_lines(text, width, measure))


def _lines(text: str, width: float, measure: Measure) -> Iterator[str]:
    for part in text.split("\n"):
        yield from _wrapped_line(part, width, measure)


def _wrapped_line(text: str, width: float, measure: Measure) -> Iterator[str]:
    line, used = "", 0.0
    for gap, piece in _pieces(text, width, measure):
        size = measure(gap + piece)
        if line and used + size > width:
            yield line
            line, used = piece, measure(piece)
        else:
            line, used = (line + gap + piece, used + size) if line else (piece, measure(piece))
    if line:
        yield line


def _pieces(text: str, width: float, measure: Measure) -> Iterator[tuple[str, str]]:
    """What may stand on a line of its own, each with the gap before it."""
    for word in text.split():
        if may_break_anywhere(word) or measure(word) > width:
            yield from zip(_gaps(), letters(word), strict=False)
        else:
            yield " ", word


def _gaps() -> Iterator[str]:
    yield " "
    while True:
        yield ""


_WITHOUT_SPACES = re.compile("[\u2e80-\ua4cf\U00020000-\U0003ffff]")


def may_break_anywhere(word: str) -> bool:
    """Whether the word is in a script that is written without spaces (Han, kana)."""
    return _WITHOUT_SPACES.search(word) is not None


class Fitted(NamedTuple):
    """A text made to fit, and whether something had to go."""

    text: str
    was_cut: bool


@lru_cache(2000)  # a slip is tried with less and less room, most of its words as before
def fitted(text: str, lines: int, width: float, measure: Measure) -> Fitted:
    """The text if it takes no more than `lines` lines, else its beginning, cut at a word with …"""

    def fits(beginning: str) -> bool:
        return next(islice(_lines(beginning, width, measure), lines, None), None) is None

    # A note of 40 kB need not be measured to its end.
    head = text[: int(lines * width * 3)]
    if head == text and fits(text):
        return Fitted(text, False)
    kept = letters(head)
    if len(head) < len(text):
        kept.pop()
    low, high = 0, len(kept)
    while low < high:
        middle = (low + high + 1) // 2
        beginning = "".join(kept[:middle]).rstrip() + ELLIPSIS
        low, high = (middle, high) if fits(beginning) else (low, middle - 1)
    beginning = "".join(kept[:low])
    cut = _back_to_a_word(beginning, text[len(beginning) :])
    while cut and not fits(cut + ELLIPSIS):  # what was trimmed may have been a place to break
        cut = "".join(letters(cut)[:-1]).rstrip()
    return Fitted(cut + ELLIPSIS, True)


def _back_to_a_word(beginning: str, rest: str) -> str:
    """The beginning without a word that was cut through, unless nothing else is left."""
    *before, last = beginning.rsplit(maxsplit=1) or [""]
    through = bool(beginning) and not beginning[-1].isspace() and not rest[:1].isspace()
    if through and rest and before and not may_break_anywhere(last):
        beginning = before[0]
    return beginning.rstrip(" \n\t,;:·-–—")
