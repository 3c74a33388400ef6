"""One open step from last time: what became of it, and what got in the way."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from conferencer.core.guide import FieldShape
from conferencer.core.text import isolated
from conferencer.ui.widgets.field import Field


class FollowUpFields(Vertical):
    """The step's own words, and the fields that follow it up.

    Args:
        step: the step as it was agreed.
        since: when, in words.
        outcome, words: the two fields.
        said: field -> text so far.
    """

    def __init__(
        self, step: str, since: str, fields: list[FieldShape], said: dict[str, str]
    ) -> None:
        super().__init__()
        self.step, self.since = step, since
        self.fields = [Field(shape, said.get(shape.key, "")) for shape in fields]

    def compose(self) -> ComposeResult:
        """The step on top."""
        yield Static(
            Content.assemble((isolated(self.step), "bold"), "  ", (self.since, "dim")),
            classes="agreed",
            markup=False,
        )
        yield from self.fields
