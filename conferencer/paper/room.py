"""How much a slip has room for.

Heights are counted in lines of the smallest type that a layout goes down to, widths in its
ems. `tests/paper/test_fit.py` measures printed pages against these figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from conferencer.paper.layout import MM, Layout
from conferencer.paper.lines import wrapped
from conferencer.paper.parts import Line, Part
from conferencer.paper.widths import print_width
from conferencer.paper.wording import Wording


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
    steps: int = 8
    """How many steps there may be."""
    strength: bool = True
    """Whether there is room for the strength."""
    progress: bool = True
    """Whether there is room for the picture of the steps so far."""
    rest: bool = True
    """Whether there is room for more than the goal and the next step."""


TIGHTER = (
    Limits(words=8, step=8, help=3),
    Limits(words=5, step=7, help=2),
    Limits(words=4, step=5, help=2),
    Limits(words=3, step=4, help=2),
    Limits(words=3, step=4, help=2, progress=False),
    Limits(words=3, step=3, help=1, progress=False),
    Limits(words=2, step=3, help=1, progress=False),
    Limits(words=2, step=2, help=1, progress=False),
    Limits(words=1, step=2, help=1, progress=False),
    Limits(words=1, step=1, help=1, progress=False),
    Limits(words=1, step=1, help=1, progress=False, details=False),
    Limits(words=1, step=1, help=1, progress=False, details=False, steps=5),
    Limits(words=1, step=1, help=1, progress=False, details=False, steps=3),
    Limits(words=1, step=1, help=1, progress=False, details=False, steps=3, strength=False),
    Limits(words=1, step=1, help=1, progress=False, details=False, steps=1, strength=False),
    Limits(words=1, step=1, help=1, details=False, steps=1, strength=False, rest=False),
)
"""Tried one after another until the slip fits its room."""

ON_A_ROLL = (Limits(words=40, step=40, help=12),)

NAME_LINES = 2
_NAME_SIZE = 1.35
DAY_WIDTH = 8.5
"""For a day beside a step."""
SHORT_WIDTH = 14
"""For one of two short parts side by side."""

_LABEL, _GAP, _DETAIL = 1, 0.35, 0.9
_PITCH = 1.36
"""From line to line against the type."""
_INLINE_GAP = 0.2
BETWEEN = "   "
"""Between a label and its words on the same line."""


@dataclass(frozen=True)
class Room:
    """What the words of one slip have on their paper."""

    layout: Layout
    height: float
    width: float
    name_width: float

    def lines(self, points: float) -> float:
        """A height in lines."""
        return points / (_PITCH * self.layout.least)

    def ems(self, points: float) -> float:
        """A width against the smallest type."""
        return points / self.layout.least


def room_of(layout: Layout, how: Part | None = None, date: str = "") -> Room:
    """The room beside the name, the date and the places to write on."""
    least = layout.least
    wide = layout.inner_wide * MM
    width = wide / least
    name_width = max(6.0, (width - print_width(date) - 1) / _NAME_SIZE)
    if layout.is_roll:
        return Room(layout, 10_000, width, name_width)
    name = (_NAME_SIZE * 1.2 * NAME_LINES + 1.3) * least
    room = Room(layout, 0, width, name_width)
    writing = _to_write(how, room) if how else 0
    height = (layout.inner_high * MM - name - writing) / (_PITCH * least)
    return Room(layout, height, width, name_width)


def _to_write(how: Part, room: Room) -> float:
    """The least height of what is written by hand, in points."""
    layout = room.layout
    pitch = _PITCH * layout.least
    if layout.tear_off == "line":
        said = how.label + BETWEEN + " · ".join(how.to_write)
        return len(wrapped(said, room.width, print_width)) * pitch + layout.ruling * MM
    above = sum(len(wrapped(word, room.width, print_width)) for word in how.to_write)
    words = above * pitch if is_stacked(how, room) else 0
    cut = 24 if layout.tear_off == "wide" else 0
    return pitch * 1.5 + words + cut + layout.ruling * MM * len(how.to_write)


def is_stacked(how: Part, room: Room) -> bool:
    """Whether the words are so long that each stands above its line instead of before it."""
    return any(print_width(word) > 0.5 * room.width for word in how.to_write)


def step_size(layout: Layout, how_many: int) -> float:
    """The type of the next steps against the other words; the only step is the largest text."""
    if layout.inline or layout.is_roll and layout.large:
        return 1.3 if how_many == 1 else 1.1
    return 1.85 if how_many == 1 else 1.25 if how_many < 4 else 1.1


def step_width(room: Room, how_many: int, with_days: bool) -> float:
    """How wide a line of a step may be, its box taken off, against its own type."""
    size = step_size(room.layout, how_many)
    return (room.width - (DAY_WIDTH if with_days else 0)) / size - 1.5


def height(parts: Sequence[Part], room: Room, qr_side: float = 0) -> float:
    """How tall the parts will be, the name above them and the lines to write on not counted.

    Args:
        qr_side: of the QR code, in millimetres.
    """
    short = [part for part in parts if part.key in ("by_when", "next_meeting")]
    counted = [part for part in parts if part not in short and not part.to_write]
    return sum(_height(part, room, qr_side) for part in counted) + _short_height(short, room)


def _short_height(short: Sequence[Part], room: Room) -> float:
    """By when and the next meeting stand side by side."""
    width = room.width / max(len(short), 1) - 1.2
    return max((_words_height(part, room, width) for part in short), default=0)


def _height(part: Part, room: Room, qr_side: float) -> float:
    if part.key == "my_next_steps":
        return _steps_height(part, room)
    side = qr_side if part.link else 0
    width = room.width - room.ems((side + 3) * MM if side else 0)
    return max(_words_height(part, room, width), room.lines(side * MM) + _GAP)


def _words_height(part: Part, room: Room, width: float) -> float:
    texts = [line.text for line in part.lines]
    if not room.layout.inline:
        label = len(wrapped(part.label, width, print_width))
        return label + _GAP + sum(len(wrapped(text, width, print_width)) for text in texts)
    said = part.label + BETWEEN + " · ".join(texts)
    return _INLINE_GAP + len(wrapped(said, width, print_width))


def _steps_height(part: Part, room: Room) -> float:
    how_many = len(part.lines)
    days = any(line.by_when for line in part.lines)
    width = step_width(room, how_many, days)
    size = step_size(room.layout, how_many)
    steps = sum(
        len(wrapped(line.text, width, print_width)) * size + _details(line, room)
        for line in part.lines
    )
    gap = _INLINE_GAP if room.layout.inline else _GAP + 0.2 + 0.35 * how_many
    label = len(wrapped(part.label, room.width - (DAY_WIDTH if days else 0), print_width))
    if days:
        label = max(label, len(wrapped(part.aside, DAY_WIDTH, print_width)))
    return label * _LABEL + gap + steps


def _details(line: Line, room: Room) -> float:
    return _DETAIL * len(wrapped(" · ".join(line.details), room.width - 3, print_width))


def how_part(words: Wording) -> Part:
    """The part of every slip that comes back: what went well, what was learned, what is needed."""
    asked = ("victories", "lessons_learned", "needs_and_concerns")
    return Part("how_did_it_go", words["how_did_it_go"], to_write=tuple(words[k] for k in asked))
