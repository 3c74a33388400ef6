"""How much a slip has room for.

Heights are counted in lines of the smallest type that `slips.typ` goes down to, widths in average
letters. `tests/paper/test_pdf.py` holds these figures and the template together.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from conferencer.paper.lines import wrapped
from conferencer.paper.parts import Line, Part


@dataclass(frozen=True)
class Room:
    """What one slip has on its paper, whether A4 or Letter."""

    height: float
    width: float


@dataclass(frozen=True)
class Limits:
    """The most lines that each kind of words may take."""

    words: int
    """For the strength, and as many for the goal."""
    step: int
    """For each step."""
    help: int
    """For who can help, and as many for what."""
    details: bool = True
    """Whether a step says when, and who does it."""


ROOMS = {1: Room(height=40, width=66), 4: Room(height=31, width=56)}
"""By slips a page."""

TIGHTER = (
    Limits(words=8, step=8, help=3),
    Limits(words=5, step=7, help=2),
    Limits(words=4, step=5, help=2),
    Limits(words=3, step=4, help=1),
    Limits(words=3, step=3, help=1),
    Limits(words=2, step=2, help=1),
    Limits(words=2, step=1, help=1),
    Limits(words=1, step=1, help=1),
    Limits(words=1, step=1, help=1, details=False),
)
"""Tried one after another until the slip fits its room."""

NAME_WIDTH = 20
NAME_LINES = 2
DAY_WIDTH = 14
"""For a day beside a step, and for one of two short parts side by side."""
SHORT_WIDTH = 24

_LABEL, _GAP, _DETAIL = 1, 0.7, 0.9


def step_size(how_many: int) -> float:
    """The type of the next steps against the other words; the only step is the largest text."""
    return 1.85 if how_many == 1 else 1.25 if how_many < 4 else 1.1


def step_width(room: Room, how_many: int, with_days: bool) -> float:
    """How many letters a step has on a line."""
    inner = room.width - (3 if how_many == 1 else 6) - (DAY_WIDTH if with_days else 0)
    return inner / step_size(how_many)


def height(parts: Sequence[Part], room: Room) -> float:
    """How tall the parts will be, the name above them and two lines to write on not counted."""
    side_by_side = {"by_when", "next_meeting"} <= {part.key for part in parts}
    counted = [part for part in parts if not (side_by_side and part.key == "by_when")]
    return sum(_height(part, room) for part in counted)


def _height(part: Part, room: Room) -> float:
    if part.key != "my_next_steps":
        lines = sum(len(wrapped(line.text, room.width, print_width)) for line in part.lines)
        return _LABEL + _GAP + lines
    how_many = len(part.lines)
    width = step_width(room, how_many, any(line.by_when for line in part.lines))
    steps = sum(
        len(wrapped(line.text, width, print_width)) * step_size(how_many) + _details(line, room)
        for line in part.lines
    )
    return _LABEL + _GAP + steps + 0.3 * how_many


def _details(line: Line, room: Room) -> float:
    return _DETAIL * len(wrapped(" · ".join(line.details), room.width, print_width))


_BROAD = frozenset("mwMW@%&—…")


def print_width(text: str) -> float:
    """How wide a text is in print, in average letters, rather too wide than too narrow."""
    return sum(map(_letter_width, text))


@cache
def _letter_width(c: str) -> float:
    if c in _BROAD:
        return 1.9
    if c.isascii():
        return 1.35 if c.isupper() else 1
    if unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(c) in "WF" or "\u0980" <= c <= "\u1dff":
        return 2
    return 8 if "\ufdf0" <= c <= "\ufdfd" else 1.3
