"""The steps of the class: open, due, overdue, answered this week; answered across the room."""

from datetime import date
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from conferencer.core.class_steps import (
    Answer,
    ClassStep,
    ClassSteps,
    answer_in_passing,
    steps_of_class,
    take_back_answer,
)
from conferencer.core.dates import nearby
from conferencer.core.models import ClassGroup
from conferencer.core.text import first_line, isolated
from conferencer.ui.class_views.view import (
    QUIET,
    ClassView,
    LaidOutOnceSeen,
    heading,
    name_cells,
    named,
    names_of,
    nothing,
)
from conferencer.ui.keys import hidden, shown
from conferencer.ui.widgets.row_list import Row

_LONGEST = 200
"""Characters of a step that a row may need; the screen cuts them to its width."""
_WHEN_CELLS = 18
"""Room for `changed yesterday`."""
_WORDS = {"done": "done", "some": "some", "not_yet": "not yet", "changed": "changed"}
_SIGNS = {"done": "✓", "some": "◐", "not_yet": "○", "changed": "→"}
_SIGN_OVERDUE, _SIGN_DUE, _SIGN_OPEN = "▲", "●", "·"


class StepsView(ClassView):
    """Every step of the class, the most urgent first."""

    TITLE = "Steps"
    HELP = """\
    A learner calls across the room how it went: put the bar on their step, and `d` is done, `s`
    some of it, `n` not yet; `u` takes it back. *Some* and *not yet* leave the step open. It does
    not count as a conference.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("steps", "d", "answer('done')", "Done", "This step is done"),
        shown("steps", "s", "answer('some')", "Some", "Some of this step is done"),
        shown("steps", "n", "answer('not_yet')", "Not yet", "This step is not done yet"),
        hidden("steps", "u", "take_back", "Undo", "Take back what was answered here today"),
    ]

    def read(self, group: ClassGroup) -> ClassSteps:
        """Read the steps of a class."""
        return steps_of_class(self.desk.notebook, group.id or 0, self.desk.today())

    def put(self, reading: ClassSteps) -> None:
        """Show them."""
        self.steps = reading
        self.head.update(_summed_up(self.steps))
        self.list.put(self._rows())
        self.refresh_bindings()

    def _rows(self) -> list[Row]:
        steps, today = self.steps, self.desk.today()
        names = names_of(dict(steps.students))
        cells = name_cells(names)
        rows: list[Row] = []
        for words, sign, part in (
            ("Overdue", _SIGN_OVERDUE, steps.overdue),
            ("Due today", _SIGN_DUE, steps.due),
            ("Open", _SIGN_OPEN, steps.open),
            ("Answered this week", "", steps.answered),
        ):
            if not part:
                continue
            rows.append(heading(words, len(part), first=not rows))
            kind = "open" if sign else "answered"
            rows += [
                (
                    f"{kind}-{step.id}",
                    LaidOutOnceSeen(
                        partial(_row, step, sign, names[step.student_id], cells, today)
                    ),
                )
                for step in part
            ]
        return rows or nothing("No steps yet. They come from what is agreed in a conference.")

    @property
    def step(self) -> ClassStep | None:
        """The step under the bar."""
        steps = self.steps
        every = (*steps.overdue, *steps.due, *steps.open, *steps.answered)
        return next((step for step in every if step.id == self.number), None)

    @property
    def student_id(self) -> int | None:
        """Whose step the bar is on."""
        return self.step.student_id if self.group and self.step else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only an open step can be answered, and what was answered here today taken back."""
        step = self.step if self.group else None
        today = self.desk.today()
        told_here = bool(
            step and step.answer and step.answer.in_passing_id and step.answer.answered_on == today
        )
        if action == "answer":
            return step is not None and (step.status == "open" or told_here)
        return told_here if action == "take_back" else True

    def action_answer(self, outcome: str) -> None:
        """Note what became of the step."""
        if self.step is not None:
            answer_in_passing(self.desk.notebook, self.step.id, outcome, self.desk.today())
            self.reload()

    def action_take_back(self) -> None:
        """Take the answer back."""
        if self.step is not None:
            take_back_answer(self.desk.notebook, self.step.id, self.desk.today())
            self.reload()


def _summed_up(steps: ClassSteps) -> Content:
    is_open = len(steps.overdue) + len(steps.due) + len(steps.open)
    return Content(
        f"{is_open} open · {len(steps.overdue)} overdue · {len(steps.due)} due today · "
        f"{len(steps.answered)} answered this week"
    )


def _row(step: ClassStep, sign: str, name: str, cells: int, today: date) -> Content:
    answer = step.answer
    style = {_SIGN_OVERDUE: "bold $text-error", _SIGN_DUE: "bold $text-warning"}.get(sign, QUIET)
    if not sign and answer:
        sign, when = _SIGNS[answer.outcome], f"{_WORDS[answer.outcome]} {_day(answer, today)}"
        tail = "  still open" if step.status == "open" else ""
    else:
        when = f"by {nearby(step.due_on, today)}" if step.due_on else ""
        tail = f"  {_WORDS[answer.outcome]} {_day(answer, today)}" if answer else ""
    return Content.assemble(
        (f"{sign} ", style),
        named(name, cells),
        (when.ljust(_WHEN_CELLS), QUIET),
        isolated(first_line(step.text, _LONGEST)),
        (tail, QUIET),
    )


def _day(answer: Answer, today: date) -> str:
    words = nearby(answer.answered_on, today)
    return words if words in ("today", "yesterday") else words.partition(" ")[0]
