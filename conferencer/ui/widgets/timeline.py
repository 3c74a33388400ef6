"""The two lists of the Learner screen: what holds now, and the timeline of conferences."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from conferencer.core.dates import nearby
from conferencer.core.history import Glimpse
from conferencer.core.text import first_line, isolated
from conferencer.ui.keys import shown
from conferencer.ui.widgets.note_view import QUIET

LEARNER_FIRST = (
    "victories",
    "lessons_learned",
    "needs_and_concerns",
    "my_strength",
    "goal",
    "step",
)
"""Which of the learner's words stand in the timeline: the first that were said."""
TEACHER_FIRST = ("noticed", "strength", "taught", "looked_at")
"""The same of the teacher's."""
STATUS = {
    "draft": "unfinished",
    "absent": "absent",
    "declined": "declined",
    "postponed": "put off",
}
"""How a conference that was not met is called."""
LONGEST = 300
"""Characters of a note that a row may need; the screen cuts them to its width."""
_DATE_CELLS = 17

Row = tuple[str, Content]
"""An option's id and what it shows."""


class SteadyList(OptionList):
    """A list whose bar stays on its row when it is filled again."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)

    def fill(self, options: Sequence[Option], apart: bool = False) -> None:
        """Show these rows; where the row under the bar is gone, its neighbour gets the bar.

        Args:
            apart: whether an empty line stands between two rows.
        """
        at = self.highlighted
        was = self.get_option_at_index(at).id if at is not None else None
        self.set_options(
            each for option in options for each in ((option, None) if apart else (option,))
        )
        enabled = [number for number, option in enumerate(options) if not option.disabled]
        same = [number for number in enabled if was and options[number].id == was]
        before = [number for number in enabled if at is not None and number <= at]
        for found in (same, before[-1:], enabled):
            if found:
                self.highlighted = found[0]
                break


class RecordList(SteadyList):
    """Who a learner is, the goals, the open steps: rows under quiet headings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("record", "enter", "select", "Change", "Change what is under the bar"),
    ]

    def show(self, parts: Iterable[tuple[str, Sequence[Row]]]) -> None:
        """Show headings, each with its rows; a heading without rows is left out."""
        options: list[Option] = []
        for heading, rows in parts:
            if rows and heading:
                gap = "\n" if options else ""
                options.append(
                    Option(Content.assemble((gap + heading, f"bold {QUIET}")), disabled=True)
                )
            options += [Option(content, id=key) for key, content in rows]
        self.fill(options)


class Timeline(SteadyList):
    """Conferences newest first, the learner's words set apart from the teacher's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("timeline", "enter", "select", "Open", "Read this conference, or go on with it"),
    ]

    def show(self, conferences: Sequence[Glimpse], today: date, types: Mapping[str, str]) -> None:
        """Show conferences.

        Args:
            types: a type's key -> its name.
        """
        options = [
            Option(TimelineRow(glimpse, today, types), id=f"conference-{glimpse.id}")
            for glimpse in conferences
        ]
        nothing = Content.styled("No conference yet.", QUIET)
        self.fill(options or [Option(nothing, disabled=True)], apart=True)


class TimelineRow(Visual):
    """When and what kind; then a line of the learner's words, and one of the teacher's.

    Laid out only once it is seen: of a history of 300 conferences, ten are.
    """

    def __init__(self, glimpse: Glimpse, today: date, types: Mapping[str, str]) -> None:
        self.glimpse, self.today, self.types = glimpse, today, types
        self._learner = _first_said(glimpse.words, LEARNER_FIRST)
        self._teacher = _first_said(glimpse.words, TEACHER_FIRST)

    @cached_property
    def content(self) -> Content:
        """The row in words."""
        glimpse = self.glimpse
        parts: list[Content | str | tuple[str, str]] = [
            (nearby(glimpse.held_on, self.today).ljust(_DATE_CELLS), "bold"),
            (self.types.get(glimpse.type, glimpse.type), QUIET),
        ]
        if status := STATUS.get(glimpse.status, ""):
            style = "bold $accent" if glimpse.status == "draft" else QUIET
            parts.append((f"  {status}", style))
        if self._learner:
            parts += ["\n", ("▎ ", "$accent"), f"“{isolated(self._learner)}”"]
        if self._teacher:
            parts.append((f"\n  {isolated(self._teacher)}", QUIET))
        return Content.assemble(*parts)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One line for each voice below the date; none wraps."""
        return 1 + bool(self._learner) + bool(self._teacher)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as there is room."""
        return container_width

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines, cut to the width."""
        return self.content.render_strips(width, height, style, options)


def _first_said(words: Mapping[str, str], fields: Iterable[str]) -> str:
    lines = (first_line(words.get(field, ""), LONGEST) for field in fields)
    return next((line for line in lines if line), "")
