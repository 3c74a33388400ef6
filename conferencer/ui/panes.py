"""What is laid ready beside one learner, and the panes that are made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from conferencer.core.conferences import Draft
from conferencer.core.dates import nearby
from conferencer.core.goal_standards import CHOSEN, label_of, standards_of
from conferencer.core.goals import active_goals
from conferencer.core.guide import FieldShape, Guide, PaneShape, field_shape, panes_for
from conferencer.core.guide_shapes import Option
from conferencer.core.models import Goal, NextStep, ProfileEntry, Student
from conferencer.core.names import first_name
from conferencer.core.next_steps import MOST_STEPS, open_steps, step_field
from conferencer.core.peer_experts import helpers_for
from conferencer.core.profile import TOGETHER, profile_of, student_by_id
from conferencer.core.text import first_line
from conferencer.ui.desk import Desk
from conferencer.ui.widgets.pane import (
    ClosePane,
    ConferencePane,
    GoingPane,
    HowPane,
    LastTimePane,
)
from conferencer.ui.widgets.side_panel import InView

_GOAL = 40
"""Characters of a goal among several to pick from."""


@dataclass
class Beside:
    """This learner's record, as far as it may be seen together."""

    student: Student
    open_steps: list[NextStep]
    goals: list[Goal]
    profile: list[ProfileEntry]
    guide: Guide
    panes: tuple[PaneShape, ...]
    helpers: list[str]
    """First names of those who said yes to helping: all that is shown of anybody else."""
    standards: Mapping[str, Mapping[str, str]]
    """A goal's uid -> the standards it belongs to already: uid -> code and statement."""

    @property
    def name(self) -> str:
        """What the learner is called."""
        return first_name(self.student)

    def goal(self, said: Mapping[str, str]) -> str:
        """The wording of the goal that is talked about; empty for none."""
        picked = said.get("goal_about", "")
        goals = {goal.uid: goal.wording for goal in self.goals}
        return goals.get(picked) or next(iter(goals.values()), "")

    def pane(self, key: str) -> PaneShape:
        """A pane's shape."""
        return next(pane for pane in self.panes if pane.key == key)


def lay_ready(desk: Desk, draft: Draft) -> Beside:
    """Read what a conference needs, once, before it is shown."""
    notebook, student_id = desk.notebook, draft.conference.student_id
    guide = desk.guide(draft.conference.guide)
    goals = active_goals(notebook, student_id)
    words = " ".join(goal.wording for goal in goals)
    class_id, held_on = draft.conference.class_id, draft.conference.held_on
    return Beside(
        student_by_id(notebook, student_id),
        open_steps(notebook, student_id),
        goals,
        profile_of(notebook, student_id, TOGETHER),
        guide,
        panes_for(draft.conference.type, guide, [key for key, text in draft.words.items() if text]),
        helpers_for(notebook, student_id, class_id, words, held_on),
        _standards(desk, student_id, goals),
    )


def _standards(desk: Desk, student_id: int, goals: Sequence[Goal]) -> dict[str, dict[str, str]]:
    linked = standards_of(desk.notebook, student_id)
    return {
        goal.uid: {one.uid: label_of(one) for one in linked.get(goal.id or 0, ())} for goal in goals
    }


def first_pane(beside: Beside) -> str:
    """Where a new conference begins: last time is skipped when nothing is open."""
    keys = [pane.key for pane in beside.panes]
    if keys[0] == "last_time" and not beside.open_steps and len(keys) > 1:
        return keys[1]
    return keys[0]


def make_pane(key: str, beside: Beside, draft: Draft) -> ConferencePane:
    """A pane with what was said so far."""
    shape, said = beside.pane(key), draft.words
    starters = beside.guide.starters.get(key, ())
    if key == "last_time":
        held_on = draft.conference.held_on
        return LastTimePane(
            shape,
            starters,
            said,
            [
                (step.text, _since(step, held_on), _follow_up_fields(step, beside.guide))
                for step in beside.open_steps
            ],
        )
    if key == "going":
        goals = {goal.uid: goal.wording for goal in beside.goals}
        chosen = {
            field.removeprefix(CHOSEN): text
            for field, text in said.items()
            if field.startswith(CHOSEN) and text
        }
        return GoingPane(
            shape, starters, said, goals, _which_goal(beside), chosen, beside.standards
        )
    if key == "how":
        steps = _steps(shape, said, beside.guide)
        return HowPane(shape, starters, said, steps, beside.helpers)
    if key == "close":
        return ClosePane(shape, starters, said)
    return ConferencePane(shape, starters, said)


def _which_goal(beside: Beside) -> FieldShape:
    options = (Option(goal.uid, first_line(goal.wording, _GOAL)) for goal in beside.goals)
    return replace(field_shape("goal_about", beside.guide), kind="choice", options=tuple(options))


def _since(step: NextStep, held_on: date) -> str:
    return f"by {nearby(step.due_on, held_on)}" if step.due_on else ""


def _follow_up_fields(step: NextStep, guide: Guide) -> list[FieldShape]:
    return [
        field_shape(f"follow_up_outcome.{step.uid}", guide),
        field_shape(f"follow_up.{step.uid}", guide),
    ]


def step_shapes(shape: PaneShape, number: int, guide: Guide) -> list[FieldShape]:
    """The fields of step `number` on the *how* pane."""
    return [
        field_shape(step_field(field.key, number), guide)
        for field in shape.fields
        if field.key.startswith("step")
    ]


def _steps(shape: PaneShape, said: Mapping[str, str], guide: Guide) -> list[list[FieldShape]]:
    numbers = [
        number
        for number in range(1, MOST_STEPS + 1)
        if any(said.get(field.key) for field in step_shapes(shape, number, guide))
    ]
    return [step_shapes(shape, n, guide) for n in range(1, max(numbers, default=1) + 1)]


def in_view(beside: Beside) -> list[InView]:
    """What the side panel shows."""
    kinds = {"strength": "Strengths", "interest": "Interests", "helps_me": "What helps"}
    return [
        InView("Last time’s step", [step.text for step in beside.open_steps[:3]]),
        InView("Goal", [goal.wording for goal in beside.goals[:2]]),
        *(
            InView(heading, [entry.text for entry in beside.profile if entry.kind == kind][-4:])
            for kind, heading in kinds.items()
        ),
    ]
