"""One pane of a conference: its question, a conversation starter, and its fields."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from conferencer.core.guide import FieldShape, PaneShape
from conferencer.core.text import isolated
from conferencer.ui.widgets.choice import Choice
from conferencer.ui.widgets.editor import NoteEditor
from conferencer.ui.widgets.field import Field
from conferencer.ui.widgets.follow_up import FollowUpFields
from conferencer.ui.widgets.standards_chosen import StandardsChosen
from conferencer.ui.widgets.steps import RowButton, StepFields


class ConferencePane(VerticalScroll, can_focus=False):
    """The question, the largest thing on the screen, and what belongs to it.

    Args:
        shape: key, title and fields.
        starters: conversation starters, in the order they are offered.
        said: field -> text so far.
    """

    def __init__(self, shape: PaneShape, starters: Sequence[str], said: dict[str, str]) -> None:
        super().__init__(id=f"pane-{shape.key}")
        self.shape = shape
        self.starters = starters
        self.said = said
        self._starter = 0

    def compose(self) -> ComposeResult:
        """Question, starter, then the body."""
        yield Static(Content(self.shape.title), classes="question", markup=False)
        yield Static(self._starter_words(), classes="starter", markup=False)
        yield from self.body()

    def body(self) -> Iterator[Widget]:
        """The fields; panes with more to them say so."""
        yield from self.fields_of(self.shape.fields)

    def fields_of(self, shapes: Iterable[FieldShape]) -> Iterator[Field]:
        """A field for each shape, with what was said."""
        for shape in shapes:
            yield Field(shape, self.said.get(shape.key, ""))

    def _starter_words(self) -> Content:
        if not self.starters:
            return Content("")
        starter = self.starters[self._starter % len(self.starters)]
        return Content.assemble(f"“{starter}”", ("  ctrl+g", "not italic dim"))

    def show_next_starter(self) -> None:
        """Offer another conversation starter."""
        self._starter += 1
        self.query_one(".starter", Static).update(self._starter_words())

    @property
    def fields(self) -> list[Field]:
        """Every field, in order."""
        return list(self.query(Field))

    def field(self, key: str) -> Field | None:
        """The field of that key."""
        return next((field for field in self.fields if field.shape.key == key), None)

    def begin(self, key: str = "", cursor: str = "") -> None:
        """Put the cursor where we were, else into the first text field, else anywhere."""
        fields = self.fields
        wanted = next((field for field in fields if field.shape.key == key), None)
        texts = (field for field in fields if isinstance(field.editor, NoteEditor))
        field = wanted or next(texts, None) or (fields[0] if fields else None)
        if field is None:
            for button in self.query(RowButton):
                self.screen.set_focus(button)
                break
            return
        # Not `focus()`, which happens later: the next key may be here already, and would be
        # typed into the field that was left.
        self.screen.set_focus(field.editor)
        if isinstance(field.editor, NoteEditor):
            field.editor.go_to(cursor if wanted else "")


class LastTimePane(ConferencePane):
    """Each step that is still open, and what became of it.

    Args:
        open_steps: the step's words, since when, and its two fields.
    """

    def __init__(
        self,
        shape: PaneShape,
        starters: Sequence[str],
        said: dict[str, str],
        open_steps: Sequence[tuple[str, str, list[FieldShape]]],
    ) -> None:
        super().__init__(shape, starters, said)
        self.open_steps = open_steps

    def body(self) -> Iterator[Widget]:
        """One group for each open step."""
        if not self.open_steps:
            yield Static("Nothing is open from last time.", classes="nothing", markup=False)
        for words, since, fields in self.open_steps:
            yield FollowUpFields(words, since, fields, self.said)


class GoingPane(ConferencePane):
    """The goal: kept, changed or chosen.

    Args:
        goals: uid -> wording of the goals of now, the latest first.
        about: the field that says which of several goals the talk is about.
        chosen: standards that were chosen today: uid -> code and statement.
        linked: a goal's uid -> the same for those it belongs to already.
    """

    def __init__(
        self,
        shape: PaneShape,
        starters: Sequence[str],
        said: dict[str, str],
        goals: Mapping[str, str],
        about: FieldShape,
        chosen: Mapping[str, str],
        linked: Mapping[str, Mapping[str, str]],
    ) -> None:
        super().__init__(shape, starters, said)
        self.goals, self.about = goals, about
        self._chosen, self._linked = chosen, linked
        self.standards: StandardsChosen | None = None
        """What was chosen, where this type of conference asks for a standard."""

    def body(self) -> Iterator[Widget]:
        """The goal of now on top; without one there is nothing to keep or to change."""
        shapes = self.shape.fields
        if self.goals:
            yield Static(self._goal_now(), classes="agreed", markup=False)
            if len(self.goals) > 1:
                yield from self.fields_of([self.about])
        else:
            shapes = tuple(shape for shape in shapes if shape.key != "goal_choice")
        for shape in shapes:
            yield from self.fields_of([shape])
            if shape.key == "goal_standard":
                self.standards = StandardsChosen(self._chosen, self._linked.get(self._uid_now, {}))
                yield self.standards
        yield RowButton("▸ choose from sample challenges (ctrl+t)", id="challenges")

    @property
    def _uid_now(self) -> str:
        """The uid of the goal that is talked about; empty for none."""
        about = self.field(self.about.key)
        uid = about.text if about else self.said.get(self.about.key, "")
        return uid if uid in self.goals else next(iter(self.goals), "")

    def _goal_now(self) -> Content:
        wording = self.goals[self._uid_now]
        return Content.assemble(("Goal now  ", "dim"), (isolated(wording), "bold"))

    @on(Choice.Changed)
    def _talk_about(self, event: Choice.Changed) -> None:
        if event.choice.field == self.about.key:
            self.query_one(".agreed", Static).update(self._goal_now())
            if self.standards is not None:
                self.standards.linked = dict(self._linked.get(self._uid_now, {}))
                self.standards.show()

    def goal_was_typed(self, text: str) -> None:
        """Typing a goal is choosing one: the goal of now stays, and this one is new."""
        field = self.field("goal_choice")
        if field and isinstance(field.editor, Choice):
            if text.strip() and field.editor.value in ("", "keep"):
                field.editor.choose("add")
            elif not text.strip() and field.editor.value == "add":
                field.editor.choose("")


class HowPane(ConferencePane):
    """What was taught, who and what can help, and the next steps.

    Args:
        steps: the shapes of each step's fields, as many as were begun.
        helpers: first names of those who said yes to helping.
    """

    def __init__(
        self,
        shape: PaneShape,
        starters: Sequence[str],
        said: dict[str, str],
        steps: Sequence[list[FieldShape]],
        helpers: Sequence[str] = (),
    ) -> None:
        super().__init__(shape, starters, said)
        self.steps, self.helpers = steps, helpers

    def body(self) -> Iterator[Widget]:
        """What helps first, then the steps, then a way to another one."""
        for field in self.shape.fields:
            if not field.key.startswith("step"):
                yield from self.fields_of([field])
            if field.key == "helper" and self.helpers:
                yield RowButton("▸ somebody who said yes to helping", id="helpers")
        for number, shapes in enumerate(self.steps, start=1):
            yield StepFields(number, shapes, self.said)
        yield RowButton("＋ another step", id="another-step")

    async def add_step(self, shapes: list[FieldShape]) -> None:
        """Open one more step and go there."""
        number = len(self.query(StepFields)) + 1
        step = StepFields(number, shapes, self.said)
        await self.mount(step, before=self.query_one("#another-step"))
        self.screen.set_focus(step.fields[0].editor)


class ClosePane(ConferencePane):
    """The slip as it will print, the next meeting, and parting."""

    def body(self) -> Iterator[Widget]:
        """What is agreed, the paper, the ways on."""
        yield from self.fields_of(self.shape.fields)
        yield Horizontal(
            RowButton("▸ finish", id="finish"),
            RowButton("▸ print the slip", id="print"),
            RowButton("▸ save it as a PDF", id="save"),
            classes="ways",
        )
        yield Vertical(Static("", id="slip", markup=False), classes="paper")
        yield Static("", id="cut", markup=False)

    def show_slip(self, text: str, cut: str) -> None:
        """Show the slip, and say what did not fit."""
        self.query_one("#slip", Static).update(Content(text))
        self.query_one("#cut", Static).update(Content(cut))
