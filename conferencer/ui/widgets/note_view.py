"""One note of a finished conference, to read and to amend."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from conferencer.core.text import isolated

QUIET = "$foreground 70%"
"""Quiet words inside a text: there `$text-muted` would lose its transparency, and be black."""


@dataclass(frozen=True)
class Said:
    """What one field of a conference says.

    Attributes:
        words: as people read it; a choice has its label.
        text: as it is kept.
        quoted: whether these are somebody's own words, not a choice or a date.
        earlier: when each earlier text gave way, and what it said; the latest first.
    """

    field: str
    voice: str
    label: str
    words: str
    text: str
    quoted: bool = True
    earlier: Sequence[tuple[str, str]] = ()


class NoteView(Static, can_focus=True):
    """A label, the words, and quietly what they were before."""

    HELP = """\
    The learner’s words stand in quotes beside a bar of colour, the teacher’s beside a pale one.
    A note may be amended: its earlier text stays below it, with the day until which it stood.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.go(1)", "Next", show=False, tooltip="Read on"),
        Binding("up", "screen.go(-1)", "Back", show=False, tooltip="Read what is before"),
    ]

    def __init__(self, said: Said) -> None:
        super().__init__(_content(said), markup=False, classes=f"-{said.voice}")
        self.said = said

    def show(self, said: Said) -> None:
        """Show other words of the same field."""
        if said != self.said:
            self.said = said
            self.update(_content(said))


def _content(said: Said) -> Content:
    words = isolated(said.words.strip())
    if said.voice == "learner" and said.quoted and words:
        words = f"“{words}”"
    parts: list[tuple[str, str]] = [(said.label, QUIET)]
    parts.append((f"\n{words}", "") if words else ("\n(taken back)", f"{QUIET} italic"))
    for until, text in said.earlier:
        before = (
            f"\nuntil {until}: {isolated(text.strip())}" if text.strip() else f"\nadded {until}"
        )
        parts.append((before, f"{QUIET} italic"))
    return Content.assemble(*parts)
