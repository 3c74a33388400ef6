"""A bare TextArea that saves nothing: on the whole screen, or of a size given as COLUMNSxROWS."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class BareArea(App[None]):
    """One TextArea.

    Args:
        size: its columns and rows; none for the whole screen.
    """

    def __init__(self, size: str = "") -> None:
        super().__init__()
        self.area_size = size

    def compose(self) -> ComposeResult:
        """The TextArea."""
        area = TextArea(placeholder="Ready to type")
        if self.area_size:
            area.styles.width, area.styles.height = map(int, self.area_size.split("x"))
        yield area


if __name__ == "__main__":
    BareArea(*sys.argv[1:]).run()
