"""The next steps on the *how* pane: one, and another where it is wanted."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from conferencer.core.guide import FieldShape
from conferencer.ui.widgets.field import Field


class StepFields(Vertical):
    """The fields of one step.

    Args:
        number: 1 for the first.
        fields: their shapes.
        said: field -> text so far.
    """

    def __init__(self, number: int, fields: list[FieldShape], said: dict[str, str]) -> None:
        super().__init__()
        self.number = number
        self.fields = [Field(shape, said.get(shape.key, "")) for shape in fields]

    def compose(self) -> ComposeResult:
        """A quiet heading, then the fields."""
        heading = "Next step" if self.number == 1 else f"Step {self.number}"
        yield Static(Content(heading), classes="heading", markup=False)
        yield from self.fields


class RowButton(Static, can_focus=True):
    """An action as a row that reads like a sentence.

    Args:
        words: what it says.
        name: tells it from others.
    """

    DEFAULT_CSS = """
    RowButton { height: 1; width: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", "Do it", show=False, tooltip="Do what the row says"),
        Binding("down", "app.focus_next", "Next", show=False, tooltip="Go to what comes next"),
        Binding("up", "app.focus_previous", "Back", show=False, tooltip="Go to what is before"),
    ]

    @dataclass
    class Pressed(Message):
        """The row was chosen."""

        button: "RowButton"

        @property
        def control(self) -> "RowButton":
            """The row."""
            return self.button

    def __init__(self, words: str, *, id: str) -> None:
        super().__init__(Content(words), id=id, markup=False)

    def on_click(self) -> None:
        """A click presses."""
        self.action_press()

    def action_press(self) -> None:
        """Say that it was chosen."""
        self.post_message(self.Pressed(self))
