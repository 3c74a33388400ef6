"""What to keep in view beside a conference: last time's step, the goal, strengths, interests."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from conferencer.core.text import isolated


@dataclass(frozen=True)
class InView:
    """One heading and what stands below it."""

    heading: str
    lines: Sequence[str]


class SidePanel(VerticalScroll, can_focus=False):
    """Quiet headings with this learner's own words."""

    def __init__(self, parts: Sequence[InView]) -> None:
        super().__init__()
        self.parts = [part for part in parts if part.lines]
        self.set_class(not self.parts, "-away")

    def compose(self) -> ComposeResult:
        """A heading and its lines, part by part."""
        for part in self.parts:
            yield Static(Content(part.heading), classes="heading", markup=False)
            for line in part.lines:
                yield Static(Content(isolated(line)), classes="line", markup=False)
