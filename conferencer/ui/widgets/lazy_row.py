"""A row of a list that costs nothing until it is seen."""

from collections.abc import Callable
from functools import cached_property

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class LaidOutOnceSeen(Visual):
    """A row of a list that is laid out only when it comes into view: of 200, thirty do.

    Args:
        make: makes the row.
        lines: how many lines it has; none wraps.
    """

    def __init__(self, make: Callable[[], Content], lines: int = 1) -> None:
        self._make, self._lines = make, lines

    @cached_property
    def content(self) -> Content:
        """The row in words."""
        return self._make()

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many lines as were said."""
        return self._lines

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as there is room."""
        return container_width

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines, cut to the width."""
        return self.content.render_strips(width, height, style, options)
