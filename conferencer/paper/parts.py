"""What a slip is made of: labelled parts with lines of words."""

from dataclasses import dataclass

from conferencer.paper.layout import Layout
from conferencer.paper.wording import Wording


@dataclass(frozen=True)
class Line:
    """One thing under a label."""

    text: str
    by_when: str = ""
    """A step's own day, where the steps have different ones."""
    details: tuple[str, ...] = ()
    """Quiet words below a step: when, and who does it."""


@dataclass(frozen=True)
class Part:
    """A label and what stands under it."""

    key: str
    """my_strength, my_goal, my_next_steps, help, by_when, next_meeting, how_did_it_go …"""
    label: str
    lines: tuple[Line, ...] = ()
    to_write: tuple[str, ...] = ()
    """What to write about by hand, a word for each place; `("",)` for room without a word."""
    link: str = ""
    """An address that stands there as a QR code as well."""
    done: int = 0
    """Of `steps`, the ones that are done: a small picture of the way so far."""
    steps: int = 0
    aside: str = ""
    """The label above the days of steps."""


@dataclass(frozen=True)
class Slip:
    """A slip as it will be printed."""

    name: str
    date: str
    parts: tuple[Part, ...]
    words: Wording
    layout: Layout
    title: str = ""
    """What kind of page it is, where it says so at its top."""
    hint: str = ""
    """Quiet words below the name."""
    cut: tuple[str, ...] = ()
    """The labels of what did not fit and was cut."""
    left_out: tuple[str, ...] = ()
    """Sentences on what the paper has no room for, such as a QR code of a very long address."""
    tight: int = 0
    """Which of the limits for its words was taken."""
    fullness: float = 0
    """How much of its room the words take, by count."""
