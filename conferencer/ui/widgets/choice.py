"""A row of short answers, of which one or none is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_GAP = 3

Option = tuple[str, str]
"""What is kept, and what is shown."""


class Choice(Widget, can_focus=True):
    """Pick with the arrows, a number, or the mouse; picking the chosen one again lets go.

    Args:
        options: value and label of each answer.
        value: what is chosen; empty for nothing.
        field: the field of the conference that it holds.
    """

    DEFAULT_CSS = """
    Choice { height: auto; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    HELP = """\
    One of a few answers: `←` and `→` choose, a number picks, `space` lets go. It may stay empty.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "move(1)", "Choose", show=False, tooltip="Choose the answer to the right"),
        Binding("left", "move(-1)", "Choose", show=False, tooltip="Choose the answer to the left"),
        Binding("space,backspace,delete", "clear", "None", show=False, tooltip="Choose none"),
        Binding("enter,down", "app.focus_next", "Next", show=False, tooltip="Go to the next field"),
        Binding("up", "app.focus_previous", "Back", show=False, tooltip="Go to the field before"),
    ]

    value: reactive[str] = reactive("")

    @dataclass
    class Changed(Message):
        """Another answer was chosen, or none."""

        choice: "Choice"
        value: str

        @property
        def control(self) -> "Choice":
            """The row."""
            return self.choice

    @dataclass
    class Typed(Message):
        """Somebody typed a letter here: it belongs to the next text field."""

        character: str

    def __init__(self, options: Sequence[Option], value: str = "", field: str = "") -> None:
        super().__init__()
        self.options = list(options)
        self.field = field
        self.set_reactive(Choice.value, value)

    def render(self) -> Content:
        """The answers in a row; the chosen one marked by a sign and weight, not colour alone."""
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the answers need; none is broken."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        if not self.has_focus and not self.screen.has_class("-tall"):
            return [self._in_one_line()]
        lines: list[list[Content]] = [[]]
        used = 0
        for number, (value, label) in enumerate(self.options):
            answer = self._answer(number, label, value == self.value)
            if lines[-1] and used + _GAP + answer.cell_length > width:
                lines.append([])
                used = 0
            used += answer.cell_length + (_GAP if lines[-1] else 0)
            lines[-1].append(answer)
        return [Content(" " * _GAP).join(line) for line in lines]

    def _in_one_line(self) -> Content:
        """In one line: the answer, or all of them as far as they go."""
        answers = [
            self._answer(number, label, value == self.value)
            for number, (value, label) in enumerate(self.options)
        ]
        chosen = [
            a for a, (value, _) in zip(answers, self.options, strict=True) if value == self.value
        ]
        return Content(" " * _GAP).join(chosen or answers)

    def on_focus(self) -> None:
        """Open."""
        self.refresh(layout=True)

    def on_hide(self, event: events.Hide) -> None:
        """A late word of having been hidden must not take the focus from who is back."""
        if all(node.display for node in self.ancestors_with_self if isinstance(node, Widget)):
            event.prevent_default()

    def on_blur(self) -> None:
        """Close to one line, where there is little room."""
        self.refresh(layout=True)

    def _answer(self, number: int, label: str, chosen: bool) -> Content:
        answer = Content.from_markup(
            f"[@click=pick({number})]$mark $label[/]", mark="●" if chosen else "○", label=label
        )
        return answer.stylize("bold $accent") if chosen else answer

    def on_key(self, event: events.Key) -> None:
        """A number picks; letters are words for the next field, and go there."""
        character = event.character
        if character is None or not event.is_printable or event.key == "space":
            return
        event.stop()
        if not character.isdigit():
            self.post_message(self.Typed(character))
        elif 0 < int(character) <= len(self.options):
            self.action_pick(int(character) - 1)

    def action_pick(self, number: int) -> None:
        """Choose an answer; the chosen one is let go."""
        value = self.options[number][0]
        self.choose("" if value == self.value else value)

    def action_move(self, by: int) -> None:
        """Choose the neighbour."""
        values = [value for value, _ in self.options]
        if self.value in values:
            at = values.index(self.value) + by
        else:
            at = 0 if by > 0 else len(values) - 1
        self.choose(values[min(max(at, 0), len(values) - 1)])

    def action_clear(self) -> None:
        """Choose none."""
        self.choose("")

    def choose(self, value: str) -> None:
        """Set the answer and say so, if it is another."""
        if value != self.value:
            self.value = value
            self.post_message(self.Changed(self, value))
